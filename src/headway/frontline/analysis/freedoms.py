"""What is written about a freedom, how it stands on a day, and what its time could show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from headway.engine.controls import smallest_effect
from headway.engine.errors import CannotEstimate
from headway.frontline.choices import REVIEW_DAYS, RUNNING, Expiry, FreedomState, Officer

DAYS_OF = {"P1D": 1.0, "P7D": 7.0, "P1M": 30.4, "P3M": 91.3, "P1Y": 365.25}  # others: a year


@dataclass(frozen=True, slots=True)
class NewFreedom:
    """What is asked: from which rule, what it allows whom and where, for how long, and what guards it."""

    rule: UUID
    title: str
    allows: str
    who: str
    starts_on: date
    ends_on: date
    conditions: str
    answers_for: UUID | None = None  # an office; None: the one that owns the rule
    place: UUID | None = None
    mission: UUID | None = None
    barrier: UUID | None = None
    weighing: int | None = None  # number of the weighing it follows from
    watch: tuple[UUID, ...] = ()
    test: UUID | None = None
    language: str = "en"
    key: UUID | None = None

    def things(self) -> set[UUID]:
        """Return the keys of everything it names."""
        named = (self.rule, self.answers_for, self.place, self.mission, self.barrier, self.test, *self.watch)
        return {key for key in named if key is not None}


@dataclass(frozen=True, slots=True)
class Granting:
    """What must be said before a freedom is granted."""

    reason: str
    equality_effect: str  # who may gain or lose by protected characteristic
    equality_evidence: str
    equality_considered_by: str
    equality_considered_on: date | None
    legal_check: str = ""
    legal_checked_by: str = ""


@dataclass(frozen=True, slots=True)
class Refusing:
    """Why not, and what can be done instead; `officer` where a duty of their own makes somebody refuse."""

    reason: str
    instead: str
    officer: Officer | None = None


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What a board decides about a freedom that runs."""

    expiry: Expiry
    note: str
    ends_on: date | None = None  # the next last day, of one that goes on
    who: str = ""  # for whom from then on, where it spreads
    rule_text: str = ""  # how the rule reads from then on, where it becomes one
    clause: str = ""


def state_at(stored: FreedomState, starts_on: date, ends_on: date, today: date) -> FreedomState:
    """Return how a freedom stands on a day.

    >>> state_at(FreedomState.GRANTED, date(2026, 1, 5), date(2026, 7, 4), date(2026, 6, 10)).value
    'review_due'
    """
    if stored not in RUNNING:
        return stored
    if today > ends_on:
        return FreedomState.ENDED
    if today < starts_on:
        return FreedomState.GRANTED
    due = today > ends_on - timedelta(days=REVIEW_DAYS)
    return FreedomState.REVIEW_DUE if due else FreedomState.LIVE


@dataclass(frozen=True, slots=True)
class CouldShow:
    """The smallest lasting change of one watched indicator that the time of a freedom would reveal.

    `effect` is in the indicator's unit, None where it cannot be said; then `refused` is the code why.
    """

    indicator: UUID
    name: str
    unit: str
    effect: float | None
    before: int = 0
    during: int = 0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """The past of one watched indicator: name, unit, values in time order, length of a period as ISO 8601."""

    indicator: UUID
    name: str
    unit: str
    values: Sequence[float | None] = field(default=())
    length: str = "P1M"


def could_show(watched: Watched, starts_on: date, ends_on: date) -> CouldShow:
    """Return what the days of a freedom would reveal in one indicator."""
    days = (ends_on - starts_on).days + 1
    during = int(days / DAYS_OF.get(watched.length, DAYS_OF["P1Y"]) + 0.05)
    past = [math.nan if value is None else value for value in watched.values]
    known = sum(1 for value in past if not math.isnan(value))
    try:
        found = smallest_effect(past, during)
    except CannotEstimate as refusal:
        return CouldShow(watched.indicator, watched.name, watched.unit, None, known, during, refusal.code)
    return CouldShow(watched.indicator, watched.name, watched.unit, found.effect, found.before, found.during)
