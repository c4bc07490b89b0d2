"""What an offer and an initiative are made of."""

from dataclasses import dataclass
from uuid import UUID

from headway.missions.choices import OfferKind


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What somebody offers, and who to write to; only the kind is public."""

    mission: UUID
    kind: OfferKind
    text: str
    language: str = "en"
    organisation: UUID | None = None
    name: str = ""
    group: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeWords:
    """What an initiative is: its words, its step in the theory of change, its owner, places and partners."""

    title: str
    summary: str = ""
    language: str = "en"
    node: UUID | None = None
    owner: UUID | None = None
    places: tuple[UUID, ...] = ()
    partners: tuple[UUID, ...] = ()
