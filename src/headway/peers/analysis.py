"""What writes about peers take; how a draw is committed and drawn; when a story is shown."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.formats.pictures import Plain
from headway.kernel.canonical import Digest, canonical, digest
from headway.peers.choices import CONSENT_VERSION, PROGRAM, Audience, ConsentGiven, Signed, Voice


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What was agreed: how far, in which words, how and when."""

    audience: Audience
    wording: str
    given_on: date
    given_as: ConsentGiven = ConsentGiven.SELF
    version: int = CONSENT_VERSION
    language: str = "en"


@dataclass(frozen=True, slots=True)
class NewStory:
    """A story as it is told."""

    mission: UUID
    voice: Voice
    title: str
    text: str
    consent: NewConsent
    signed: Signed = Signed.TEAM
    teller: str = ""
    teams: tuple[UUID, ...] = ()  # whose work it was
    outcome: UUID | None = None
    photo: Plain | None = None
    photo_says: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class NewCircle:
    """A question that somebody wants to think about with others."""

    question: str
    meets: str = ""
    mission: UUID | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class NewHelp:
    """What somebody can help with, and how to get in touch."""

    text: str
    reach: str
    language: str = "en"


def hash_of(code: str) -> str:
    """Return what is kept of a code with 128 random bits; spaces and case do not matter.

    >>> hash_of("AB cd") == hash_of("abcd")
    True
    """
    return hashlib.sha256("".join(code.split()).lower().encode()).hexdigest()


def commitment(seed: str, teams: Collection[UUID], first_on: date, later_on: date) -> Digest:
    """Return the digest that puts a draw on record before the lot: program, seed, teams and days."""
    said = {
        "program": PROGRAM,
        "seed": seed,
        "teams": sorted(str(team) for team in teams),
        "first_on": first_on.isoformat(),
        "later_on": later_on.isoformat(),
    }
    return digest(canonical(said))


def drawn_first(seed: str, teams: Iterable[UUID]) -> frozenset[UUID]:
    """Return the teams that see a story first: the program of `choices.PROGRAM`, to the letter."""
    order = sorted(teams, key=lambda team: hashlib.sha256(f"{seed}:{team}".encode()).hexdigest())
    return frozenset(order[: (len(order) + 1) // 2])


@dataclass(frozen=True, slots=True)
class Turn:
    """When the draw of a story lets whom see it; `first` is empty until it is drawn."""

    first_on: date
    later_on: date
    drawn: bool
    first: frozenset[UUID]

    def began(self, day: date) -> bool:
        """Whether the first teams see the story."""
        return self.drawn and day >= self.first_on

    def over(self, day: date) -> bool:
        """Whether everybody sees it whom the consent covers."""
        return self.drawn and day >= self.later_on
