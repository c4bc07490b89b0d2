"""What the analysis of targets takes and gives: goals, paths and forecasts as frozen rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from headway.formats.periods import Period
from headway.kernel.keys import Key
from headway.targets.choices import AttachedTo, PathShape


@dataclass(frozen=True, slots=True)
class Value:
    """One value as known then; `known_at` is when its period was first published."""

    period: Period
    value: float
    known_at: datetime
    lower: float | None = None
    upper: float | None = None
    final: bool = True
    new_method: bool = False  # the publisher marks a break in the series here
    count: float | None = None  # as published beside the value
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One version of a target."""

    version: int
    value: float
    by: date
    cumulative: bool
    since: date | None
    covers: tuple[str, ...]
    source: str
    change_note: str
    decided_by: str
    known_from: datetime
    closed: bool = False


@dataclass(frozen=True, slots=True)
class PathRow:
    """One agreed trajectory."""

    version: int
    points: tuple[tuple[date, float], ...]
    shape: str
    reason: str
    agreed_on: date
    agreed_by: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class ForecastPeriod:
    """One period ahead: median, 80 % and 50 % bands, in the unit of the indicator."""

    start: date
    length: str
    median: float
    lower80: float
    upper80: float
    lower50: float
    upper50: float


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One remembered forecast, or the reason why there was none."""

    made_at: datetime
    method: str
    points: int
    last_period: date
    refusal: str
    chance: float | None
    aim: float
    by: date
    periods: tuple[ForecastPeriod, ...]


@dataclass(frozen=True, slots=True)
class NewForecast:
    """One forecast as the engine gave it, ready to be put away."""

    target: Key
    method: str
    points: int
    last_period: date
    aim: float
    by: date
    refusal: str = ""
    chance: float | None = None
    periods: tuple[dict[str, Any], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Goal:
    """The value to reach and the day to reach it by; a cumulative goal counts the sum since a day."""

    value: float
    by: date
    cumulative: bool = False
    since: date | None = None
    covers: tuple[str, ...] = ()
    source: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A goal for one series; `label` is its public name."""

    indicator: UUID
    place: UUID
    label: str
    goal: Goal
    breakdown: str = ""
    attached_to: AttachedTo = AttachedTo.MISSION
    mission: UUID | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewPath:
    """Dated points from the baseline to the target, agreed on a day, with the reason for the shape."""

    points: tuple[tuple[date, float], ...]
    reason: str
    agreed_on: date
    agreed_by: str = ""
    shape: PathShape = PathShape.STRAIGHT
