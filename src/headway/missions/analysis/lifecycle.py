"""What the acts of a mission's life take: litmus answers, consultations, what a decision settles."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.missions.choices import Ending


@dataclass(frozen=True, slots=True)
class LitmusWords:
    """One answer of the litmus record; without text it is "not assessed", in public."""

    text: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NewConsultation:
    """Who was asked about the charter, how they were found, and what changed because of them."""

    began_on: date
    ended_on: date
    recruitment: str
    people: int
    summary: str
    changes: str = ""
    reply: str = ""
    statutory: bool = False


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a mission's life cites: the decision, the day it was made, the power it uses."""

    decision: UUID
    on: date
    power: str


@dataclass(frozen=True, slots=True)
class Closing:
    """How a mission ends, and why."""

    ending: Ending
    note: str
    merged_into: UUID | None = None
