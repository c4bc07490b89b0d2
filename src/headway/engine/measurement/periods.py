"""Dates of a series as positions on a regular calendar: months or days apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from math import gcd
from typing import Final

from headway.engine.errors import CannotEstimate, TooShort

DAYS_A_YEAR: Final = 365.25
_FEWEST_FILLED: Final = 0.5  # a calendar with more than half its periods empty is not this series' calendar
_SEASONS: Final = {1: 12, 3: 4}  # months apart: periods a year


class UnevenPeriods(CannotEstimate):
    """The dates fit no regular calendar. Numbers: ``n`` dates on ``periods`` periods."""

    code = "uneven_periods"


class BeyondCalendar(CannotEstimate):
    """A period after the year 9999. Numbers: ``position``."""

    code = "beyond_calendar"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A regular row of periods.

    ``first`` names position 0; ``step`` is in months when ``monthly``, else in days; ``month_ends`` says
    that each date is the last day of its period and not the first.
    """

    first: date
    step: int
    monthly: bool
    month_ends: bool = False

    @property
    def a_year(self) -> float:
        """Periods a year."""
        return 12 / self.step if self.monthly else DAYS_A_YEAR / self.step

    @property
    def season(self) -> int:
        """Periods a year to look for a season in: 4, 12, or 1 for none."""
        return _SEASONS.get(self.step, 1) if self.monthly else 1

    def position(self, day: date) -> int:
        """Return the position of the period that holds the day; negative before the first."""
        if not self.monthly:
            return (day - self.first).days // self.step
        apart = _month(day) - _month(self.first)
        if self.month_ends:
            return -(-apart // self.step)
        return (apart - (day.day < self.first.day)) // self.step

    def day(self, position: int) -> date:
        """Return the date that names a position.

        Raises
        ------
        BeyondCalendar
            When it lies outside the years 1 to 9999.
        """
        try:
            if not self.monthly:
                return self.first + timedelta(days=position * self.step)
            return self._in_month(_month(self.first) + position * self.step)
        except (OverflowError, ValueError) as error:
            raise BeyondCalendar(position=position) from error

    def _in_month(self, month: int) -> date:
        if not self.month_ends:
            return date(month // 12, month % 12 + 1, self.first.day)
        return _last_day(month // 12, month % 12 + 1)


def calendar_of(days: Sequence[date], *, months_if_alone: int = 12) -> Calendar:
    """Find the regular calendar of a series.

    Parameters
    ----------
    days : sequence of date
        In time order, each once. Gaps are allowed: the step is the greatest that fits every date.
    months_if_alone : int
        The step to take where there is one date only.

    Raises
    ------
    TooShort
        No dates.
    UnevenPeriods
        Fewer than half the periods of the calendar have a date.
    """
    if not days:
        raise TooShort(n=0, needed=1)
    first = days[0]
    ends = all(day == _last_day(day.year, day.month) for day in days)
    monthly = ends or (first.day <= 28 and all(day.day == first.day for day in days))
    apart = [_month(day) - _month(first) if monthly else (day - first).days for day in days]
    step = gcd(*apart) or (months_if_alone if monthly else 1)
    periods = apart[-1] // step + 1
    if len(days) < _FEWEST_FILLED * periods:
        raise UnevenPeriods(n=len(days), periods=periods)
    return Calendar(first, step, monthly, ends)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _last_day(year: int, month: int) -> date:
    if (year, month) == (MAXYEAR, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
