"""What is written about a rule."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.frontline.choices import Lock, RuleKind, RuleState


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule as the register keeps it; without a lock, a freedom from it can be granted."""

    title: str
    kind: RuleKind
    owner: UUID  # an office
    clause: str
    text: str
    lock: Lock | None = None
    lock_reason: str = ""
    since: date | None = None  # in force from; None: today
    language: str = "en"
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How a rule changes for everybody: its new words, or that it is gone."""

    state: RuleState
    since: date
    note: str  # why
    text: str = ""  # as it reads from then on; empty: gone
    clause: str = ""  # where it then stands; empty: where it stood
