"""Reads the ways in which publishers write periods."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from headway.formats.errors import BadCell
from headway.formats.periods import DEFAULT_PERIODS, Period, PeriodOptions, add_months

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"([12][0-9]{3})"
_TO = r"(?:\s*[-–]\s*|\s+to\s+)"
_CENTURY = 100
_MAX_YEARS = 30  # a longer span is more likely a slip than a rolling average

Groups = tuple[str, ...]
Reader = Callable[[Groups, PeriodOptions], Period]


def parse_period(text: str, options: PeriodOptions = DEFAULT_PERIODS) -> Period:
    """Return the period that a cell names.

    Accepted: 2024, 2024-05, 2024-05-01, 2024-Q3, Q3 2024, 2019/20, 2019/2020, 2019-20, 2018 to 2020,
    2018/19 to 2020/21, 2018/19 - 20/21, 2020/21 Q1,
    2024M05, 2024-S1, 2024-W05, 2005-01-01/P1Y, Mar 2024, Jan-Mar 2024, Nov 2023 to Jan 2024,
    year ending March 2024, and 01/05/2024 where the options state the order.

    Raises
    ------
    BadCell
        Another way of writing, a day or month that does not exist, or two readings.
    """
    bare = " ".join(text.split())
    for alias, written in options.aliases:
        if bare == alias:
            bare = written
    if not bare:
        raise BadCell("period_missing")
    for pattern, reader in _WAYS:
        if match := pattern.fullmatch(bare):
            return reader(match.groups(""), options)
    raise BadCell("not_a_period")


def dashed(text: str) -> str | None:
    """Tell 'years' for 2019-20, 'month' for 2009-10, None for anything else.

    A column that holds both writes years with a dash, and its 2009-10 is no October.
    """
    match = re.fullmatch(r"\s*[12][0-9]{3}-([0-9]{2})\s*", text)
    if match is None:
        return None
    return "month" if 1 <= int(match[1]) <= 12 else "years"


def _date(year: str, month: str, day: str) -> date:
    if not 1 <= int(month) <= 12:
        raise BadCell("no_such_month")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadCell("no_such_day") from None


def _iso(groups: Groups, _: PeriodOptions) -> Period:
    return Period(_date(*groups[:3]), groups[3].upper())


def _plain_day(groups: Groups, _: PeriodOptions) -> Period:
    return Period(_date(*groups), "P1D")


def _slashed_day(groups: Groups, options: PeriodOptions) -> Period:
    first, second, year = groups
    if options.day_first is None:
        if int(first) > 12 and int(second) > 12:
            raise BadCell("no_such_month")
        raise BadCell("no_such_day" if _never(year, first, second) else "day_or_month_first")
    day, month = (first, second) if options.day_first else (second, first)
    return Period(_date(year, month, day), "P1D")


def _never(year: str, first: str, second: str) -> bool:
    """Tell whether neither order of day and month gives a date, as in 30/02."""
    for day, month in ((first, second), (second, first)):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            continue
        return False
    return True


def _plain_year(groups: Groups, options: PeriodOptions) -> Period:
    return Period(date(int(groups[0]), options.plain_year_month, 1), "P1Y")


def _year_and_two(groups: Groups, options: PeriodOptions) -> Period:
    """Read 2024-05 as a month and 2019-20 as one year; 2009-10 as a year only if the options say so."""
    year, two = groups
    follows = int(two) == (int(year) + 1) % _CENTURY
    if not options.dashed_years and 1 <= int(two) <= 12:
        return Period(date(int(year), int(two), 1), "P1M")
    if follows:
        return Period(date(int(year), options.split_year_month, 1), "P1Y")
    if not options.dashed_years:
        raise BadCell("no_such_month")
    return _years_to(groups, options)


def _split_year(groups: Groups, options: PeriodOptions) -> Period:
    year, following = int(groups[0]), int(groups[1])
    expected = year + 1 if following >= _CENTURY else (year + 1) % _CENTURY
    if following != expected:
        raise BadCell("years_apart")
    return Period(date(year, options.split_year_month, 1), "P1Y")


def _split_years(groups: Groups, options: PeriodOptions) -> Period:
    first = _split_year(groups[:2], options)
    last = _split_year(groups[2:], options)
    return _years(first.start.year, last.start.year, options.split_year_month)


def _years_to(groups: Groups, options: PeriodOptions) -> Period:
    first, last = int(groups[0]), int(groups[1])
    if last < _CENTURY:
        last = first + (last - first) % _CENTURY  # 1999 - 01 ends in 2001
    return _years(first, last, options.plain_year_month)


def _years_dash(groups: Groups, options: PeriodOptions) -> Period:
    """Read 2019-2020 as one year that crosses New Year and 2018-2020 as three calendar years."""
    if int(groups[1]) == int(groups[0]) + 1:
        return _split_year(groups, options)
    return _years_to(groups, options)


def _years(first: int, last: int, month: int) -> Period:
    if not 1 <= last - first < _MAX_YEARS:
        raise BadCell("not_a_period")
    return Period(date(first, month, 1), f"P{last - first + 1}Y")


def _quarter(year: str, quarter: str) -> Period:
    if quarter not in "1234":
        raise BadCell("no_such_quarter")
    return Period(date(int(year), int(quarter) * 3 - 2, 1), "P3M")


def _month_of(year: str, month: str) -> Period:
    return Period(date(int(year), int(month), 1), "P1M")


def _half(year: str, half: str) -> Period:
    return Period(date(int(year), int(half) * 6 - 5, 1), "P6M")


def _week(year: str, week: str) -> Period:
    try:
        return Period(date.fromisocalendar(int(year), int(week), 1), "P7D")
    except ValueError:
        raise BadCell("no_such_week") from None


def _financial_quarter(groups: Groups, options: PeriodOptions) -> Period:
    """Read 2020/21 Q1 as the first three months of a year that crosses New Year."""
    if groups[2] not in "1234":
        raise BadCell("no_such_quarter")
    year = _split_year(groups[:2], options)
    return Period(add_months(year.start, int(groups[2]) * 3 - 3), "P3M")


def _split_years_short(groups: Groups, options: PeriodOptions) -> Period:
    """Read 2019/20 - 21/22."""
    first, following, last, after = groups
    century = int(first) - int(first) % _CENTURY + (_CENTURY if int(last) < int(first) % _CENTURY else 0)
    return _split_years((first, following, str(century + int(last)), after), options)


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _month(year: str, name: str) -> Period:
    return Period(date(int(year), _month_number(name), 1), "P1M")


def _months(first: str, first_year: str, last: str, last_year: str) -> Period:
    end = int(last_year) * 12 + _month_number(last)
    begin = int(first_year or last_year) * 12 + _month_number(first)
    if not first_year and begin > end:
        begin -= 12  # Nov-Jan 2024 began the year before
    if not 2 <= end - begin + 1 <= 12 * _MAX_YEARS:
        raise BadCell("not_a_period")
    return Period(date((begin - 1) // 12, (begin - 1) % 12 + 1, 1), f"P{end - begin + 1}M")


def _year_ending(groups: Groups, _: PeriodOptions) -> Period:
    month, year = groups
    return Period(add_months(date(int(year), _month_number(month), 1), -11), "P1Y")


def _way(pattern: str, reader: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern, re.IGNORECASE), reader


_WAYS = (
    _way(rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})(?:T00:00:00Z?)?/(P[0-9]+[YMWD])", _iso),
    _way(_YEAR, _plain_year),
    _way(rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})(?:[T ]00:00(?::00)?)?", _plain_day),
    _way(rf"{_YEAR}[-–]([0-9]{{2}})", _year_and_two),
    _way(rf"{_YEAR}-?M(0?[1-9]|1[0-2])", lambda found, _: _month_of(found[0], found[1])),
    _way(rf"{_YEAR}-?[SH]([12])", lambda found, _: _half(found[0], found[1])),
    _way(rf"{_YEAR}-?W([0-9]{{1,2}})", lambda found, _: _week(found[0], found[1])),
    _way(rf"{_YEAR}-A1?", _plain_year),
    _way(rf"{_YEAR}[- ]?Q([0-9])", lambda found, _: _quarter(found[0], found[1])),
    _way(rf"Q([0-9])[- ]?{_YEAR}", lambda found, _: _quarter(found[1], found[0])),
    _way(rf"{_YEAR}/([0-9]{{2}}|[0-9]{{4}})", _split_year),
    _way(rf"{_YEAR}\s*[-–]\s*{_YEAR}", _years_dash),
    _way(rf"{_YEAR}/([0-9]{{2}}|[0-9]{{4}}){_TO}{_YEAR}/([0-9]{{2}}|[0-9]{{4}})", _split_years),
    _way(rf"{_YEAR}/([0-9]{{2}}|[0-9]{{4}}) Q([0-9])", _financial_quarter),
    _way(rf"{_YEAR}/([0-9]{{2}}){_TO}([0-9]{{2}})/([0-9]{{2}})", _split_years_short),
    _way(rf"{_YEAR}(?:\s+[-–]\s+|\s+to\s+)([0-9]{{4}}|[0-9]{{2}})", _years_to),
    _way(rf"{_MONTH}[- ]{_YEAR}", lambda found, _: _month(found[1], found[0])),
    _way(rf"{_YEAR}[- ]{_MONTH}", lambda found, _: _month(found[0], found[1])),
    _way(rf"{_MONTH}(?: {_YEAR})?{_TO}{_MONTH} {_YEAR}", lambda found, _: _months(*found)),
    _way(rf"{_YEAR} {_MONTH}{_TO}{_MONTH}", lambda found, _: _months(found[1], "", found[2], found[0])),
    _way(
        rf"(?:the )?(?:year|12 months) (?:ending|ended|to|end)(?: [0-9]{{1,2}})? {_MONTH} {_YEAR}",
        _year_ending,
    ),
    _way(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/{_YEAR}", _slashed_day),
)
