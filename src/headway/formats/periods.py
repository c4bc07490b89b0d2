"""Periods: a first day and a length, whatever way a publisher writes them.

Calendar, financial and academic years are different things here, and so are rolling years: their
start and length say which, and nothing joins them by accident.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from headway.formats.errors import BadCell

if TYPE_CHECKING:
    from collections.abc import Callable

_LENGTH = re.compile(r"P([1-9][0-9]{0,2})([YMWD])")
_FINANCIAL, _ACADEMIC = 4, (8, 9)


class Kind(StrEnum):
    """What a period is called."""

    CALENDAR_YEAR = "calendar_year"
    FINANCIAL_YEAR = "financial_year"  # April to March
    ACADEMIC_YEAR = "academic_year"  # August or September on
    YEAR = "year"  # twelve months that start elsewhere: "year ending ..."
    ROLLING_YEARS = "rolling_years"  # several years in one figure; neighbours may overlap
    QUARTER = "quarter"
    THREE_MONTHS = "three_months"  # three months that are no calendar quarter
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Label:
    """What a door needs to word a period in its reader's language."""

    kind: Kind
    numbers: tuple[tuple[str, int], ...]  # such as (("quarter", 3), ("year", 2024))


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A first day and an ISO 8601 length: P1Y, P3Y, P3M, P1M, P7D, P1D.

    Lengths of the same duration are written one way (P12M is P1Y, P1W is P7D), so that equal
    periods are equal. Order is by first day, then by last day.
    """

    start: date
    length: str

    def __post_init__(self) -> None:
        match = _LENGTH.fullmatch(self.length)
        if match is None:
            raise BadCell("not_a_period")
        count, unit = int(match[1]), match[2]
        if unit == "M" and count % 12 == 0:
            object.__setattr__(self, "length", f"P{count // 12}Y")
        elif unit == "W":
            object.__setattr__(self, "length", f"P{count * 7}D")
        if self.start.year + count > date.max.year:
            raise BadCell("not_a_period")
        if unit in "YM" and self.start.day > 28:  # later days do not exist in each month
            raise BadCell("not_a_period")

    @property
    def until(self) -> date:
        """The first day after the period."""
        count, unit = int(self.length[1:-1]), self.length[-1]
        if unit == "D":
            return self.start + timedelta(days=count)
        return add_months(self.start, count * 12 if unit == "Y" else count)

    @property
    def end(self) -> date:
        """The last day of the period."""
        return self.until - timedelta(days=1)

    @property
    def kind(self) -> Kind:
        """What the period is called."""
        if self.start.day != 1 and self.length[-1] != "D":
            return Kind.ROLLING_YEARS if self.length[-1] == "Y" and self.length != "P1Y" else Kind.OTHER
        if self.length == "P1Y":
            return _year_kind(self.start.month)
        if self.length == "P3M":
            return Kind.QUARTER if self.start.month % 3 == 1 else Kind.THREE_MONTHS
        simple = {"P1M": Kind.MONTH, "P7D": Kind.WEEK, "P1D": Kind.DAY}
        return simple.get(self.length, Kind.ROLLING_YEARS if self.length.endswith("Y") else Kind.OTHER)

    @property
    def label(self) -> Label:
        """Kind and numbers, from which a door makes words."""
        return Label(self.kind, _NUMBERS[self.kind](self))

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two periods share a day."""
        return self.start < other.until and other.start < self.until

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.start, self.until) < (other.start, other.until)

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.length}"


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, so many months on; days over 28 are not given."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, day.day)


def overlapping(periods: list[Period]) -> bool:
    """Tell whether any two of these periods share a day, as rolling averages do."""
    ordered = sorted(periods)
    return any(one.overlaps(following) for one, following in itertools.pairwise(ordered))


def _year_kind(month: int) -> Kind:
    if month == 1:
        return Kind.CALENDAR_YEAR
    if month == _FINANCIAL:
        return Kind.FINANCIAL_YEAR
    return Kind.ACADEMIC_YEAR if month in _ACADEMIC else Kind.YEAR


def _one_year(period: Period) -> tuple[tuple[str, int], ...]:
    return (("year", period.start.year),)


def _two_years(period: Period) -> tuple[tuple[str, int], ...]:
    return (("first_year", period.start.year), ("last_year", period.end.year))


def _month_and_year(period: Period) -> tuple[tuple[str, int], ...]:
    return (("month", period.start.month), ("year", period.start.year))


def _ends(period: Period) -> tuple[tuple[str, int], ...]:
    last = period.end
    return (("day", last.day), ("month", last.month), ("year", last.year))


def _day(period: Period) -> tuple[tuple[str, int], ...]:
    return (("day", period.start.day), ("month", period.start.month), ("year", period.start.year))


def _span(period: Period) -> tuple[tuple[str, int], ...]:
    first, last = period.start, period.end
    return (
        ("first_day", first.day),
        ("first_month", first.month),
        ("first_year", first.year),
        ("last_day", last.day),
        ("last_month", last.month),
        ("last_year", last.year),
    )


_NUMBERS: dict[Kind, Callable[[Period], tuple[tuple[str, int], ...]]] = {
    Kind.CALENDAR_YEAR: _one_year,
    Kind.FINANCIAL_YEAR: _two_years,
    Kind.ACADEMIC_YEAR: _two_years,
    Kind.YEAR: _ends,
    Kind.ROLLING_YEARS: _span,
    Kind.QUARTER: lambda period: (("quarter", period.start.month // 3 + 1), ("year", period.start.year)),
    Kind.THREE_MONTHS: _span,
    Kind.MONTH: _month_and_year,
    Kind.WEEK: _day,
    Kind.DAY: _day,
    Kind.OTHER: _span,
}


@dataclass(frozen=True, slots=True)
class PeriodOptions:
    """What a source leaves unsaid about its periods."""

    split_year_month: Literal[4, 8, 9] = 4  # first month of 2019/20: financial, or academic
    plain_year_month: Literal[1, 4, 8, 9] = 1  # first month of 2019
    dashed_years: bool = False  # 2009-10 is a year that crosses New Year, not October 2009
    day_first: bool | None = None  # 01/05/2024: None = not stated, refused
    aliases: tuple[tuple[str, str], ...] = ()  # what a source calls a period, and how it is written here


DEFAULT_PERIODS = PeriodOptions()
