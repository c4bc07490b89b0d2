"""Working days in the three calendars of bank holidays that the United Kingdom keeps.

Years that GOV.UK has published are facts (`bank_holidays.json`, replaced when the next year is published).
Other years follow the Banking and Financial Dealings Act 1971, schedule 1, with the substitute days that are
proclaimed each year by custom. A holiday for one occasion is known only once it is published.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

A_DAY = timedelta(days=1)
MONDAY, SATURDAY = 0, 5


class Calendar(StrEnum):
    """Whose bank holidays an office keeps, by the names that GOV.UK gives them."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Say whether offices are open: neither a weekend nor a bank holiday."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year, calendar)


def after(day: date, days: int, calendar: Calendar) -> date:
    """Return the date some working days after a day.

    Parameters
    ----------
    day : date
        Where counting starts; it does not count itself, working day or not.
    days : int
        Working days to count, 0 for the day itself.
    calendar : Calendar
        Whose bank holidays are kept.

    Raises
    ------
    ValueError
        When ``days`` is negative.

    Examples
    --------
    >>> after(date(2026, 12, 23), 2, Calendar.ENGLAND_AND_WALES)
    datetime.date(2026, 12, 29)
    """
    if days < 0:
        message = "working days are counted forward"
        raise ValueError(message)
    while days:
        day += A_DAY
        days -= is_working_day(day, calendar)
    return day


def between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after one day, up to and with another; 0 when the end is not later.

    >>> between(date(2026, 12, 23), date(2026, 12, 29), Calendar.ENGLAND_AND_WALES)
    2
    """
    return sum(is_working_day(day, calendar) for day in days_after(start, end))


def days_after(start: date, end: date) -> Iterator[date]:
    """Give each day after one, up to and with another."""
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))


@cache
def bank_holidays(year: int, calendar: Calendar) -> frozenset[date]:
    """Return the bank holidays of a year on its weekdays, with substitutes for those on a weekend."""
    facts = published()[calendar]
    return facts[year] if year in facts else by_rule(year, calendar)


@cache
def published() -> dict[Calendar, dict[int, frozenset[date]]]:
    """Read the years that GOV.UK has published."""
    facts = json.loads(Path(__file__).with_name("bank_holidays.json").read_text("utf-8"))
    return {
        calendar: {
            int(year): frozenset(date.fromisoformat(f"{year}-{day}") for day in days)
            for year, days in facts[calendar].items()
        }
        for calendar in Calendar
    }


def by_rule(year: int, calendar: Calendar) -> frozenset[date]:
    """Return the bank holidays that the rules give a year, before anybody proclaims an extra one."""
    easter = easter_sunday(year)
    shared = {
        easter - 2 * A_DAY,
        first_monday(year, 5),
        last_monday(year, 5),
        *substituted([date(year, 12, 25), date(year, 12, 26)]),
    }
    match calendar:
        case Calendar.SCOTLAND:
            own = {
                *substituted([date(year, 1, 1), date(year, 1, 2)]),
                first_monday(year, 8),
                *substituted([date(year, 11, 30)]),
            }
        case Calendar.NORTHERN_IRELAND:
            own = {
                *substituted([date(year, 1, 1)]),
                *substituted([date(year, 3, 17)]),
                easter + A_DAY,
                *substituted([date(year, 7, 12)]),
                last_monday(year, 8),
            }
        case Calendar.ENGLAND_AND_WALES:
            own = {*substituted([date(year, 1, 1)]), easter + A_DAY, last_monday(year, 8)}
    return frozenset(shared | own)


def substituted(days: Iterable[date]) -> set[date]:
    """Move each day that falls on a weekend to the next weekday that is not taken by another of them."""
    wanted = list(days)
    taken = {day for day in wanted if day.weekday() < SATURDAY}
    for day in wanted:
        moved = day
        while moved.weekday() >= SATURDAY or (moved != day and moved in taken):
            moved += A_DAY
        taken.add(moved)
    return taken


def first_monday(year: int, month: int) -> date:
    """Return the first Monday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def last_monday(year: int, month: int) -> date:
    """Return the last Monday of a month of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar.

    Source: J. Meeus, *Astronomical Algorithms* (1991), chapter 8, after Nature, 20 April 1876.

    >>> easter_sunday(2026)
    datetime.date(2026, 4, 5)
    """
    golden, (century, place) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    weekday = (32 + 2 * rest + 2 * (place // 4) - moon - place % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
