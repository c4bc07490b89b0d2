from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.formats.errors import BadCell
from headway.formats.period_text import parse_period
from headway.formats.periods import Kind, Period, PeriodOptions, overlapping

ACADEMIC = PeriodOptions(split_year_month=8)
DASHED = PeriodOptions(dashed_years=True)
PERIODS = st.builds(
    Period,
    st.dates(date(1000, 1, 1), date(2900, 12, 31)).map(lambda day: day.replace(day=min(day.day, 28))),
    st.builds("P{}{}".format, st.integers(1, 30), st.sampled_from("YMWD")),
)


@pytest.mark.parametrize(
    ("text", "options", "expected", "last", "kind"),
    [
        ("2024", PeriodOptions(), "2024-01-01/P1Y", "2024-12-31", Kind.CALENDAR_YEAR),
        ("2024", PeriodOptions(plain_year_month=9), "2024-09-01/P1Y", "2025-08-31", Kind.ACADEMIC_YEAR),
        ("2024-02", PeriodOptions(), "2024-02-01/P1M", "2024-02-29", Kind.MONTH),
        ("2024-05-01", PeriodOptions(), "2024-05-01/P1D", "2024-05-01", Kind.DAY),
        ("2024-05-01 00:00:00", PeriodOptions(), "2024-05-01/P1D", "2024-05-01", Kind.DAY),
        ("2024-Q3", PeriodOptions(), "2024-07-01/P3M", "2024-09-30", Kind.QUARTER),
        ("Q3 2024", PeriodOptions(), "2024-07-01/P3M", "2024-09-30", Kind.QUARTER),
        ("2019/20", PeriodOptions(), "2019-04-01/P1Y", "2020-03-31", Kind.FINANCIAL_YEAR),
        ("2019/2020", PeriodOptions(), "2019-04-01/P1Y", "2020-03-31", Kind.FINANCIAL_YEAR),
        ("1999-00", DASHED, "1999-04-01/P1Y", "2000-03-31", Kind.FINANCIAL_YEAR),
        ("2019-20", ACADEMIC, "2019-08-01/P1Y", "2020-07-31", Kind.ACADEMIC_YEAR),
        ("2009-10", PeriodOptions(), "2009-10-01/P1M", "2009-10-31", Kind.MONTH),
        ("2009-10", DASHED, "2009-04-01/P1Y", "2010-03-31", Kind.FINANCIAL_YEAR),
        ("2005-01-01/P1Y", PeriodOptions(), "2005-01-01/P1Y", "2005-12-31", Kind.CALENDAR_YEAR),
        ("2005-01-01/P12M", PeriodOptions(), "2005-01-01/P1Y", "2005-12-31", Kind.CALENDAR_YEAR),
        ("2005-01-03/P1W", PeriodOptions(), "2005-01-03/P7D", "2005-01-09", Kind.WEEK),
        ("2005-03-15/P3Y", PeriodOptions(), "2005-03-15/P3Y", "2008-03-14", Kind.ROLLING_YEARS),
        ("Mar 2024", PeriodOptions(), "2024-03-01/P1M", "2024-03-31", Kind.MONTH),
        ("2024 SEPT", PeriodOptions(), "2024-09-01/P1M", "2024-09-30", Kind.MONTH),
        ("Jan-Mar 2024", PeriodOptions(), "2024-01-01/P3M", "2024-03-31", Kind.QUARTER),
        ("November to January 2024", PeriodOptions(), "2023-11-01/P3M", "2024-01-31", Kind.THREE_MONTHS),
        ("Nov 2023 to Jan 2024", PeriodOptions(), "2023-11-01/P3M", "2024-01-31", Kind.THREE_MONTHS),
        ("year ending March 2024", PeriodOptions(), "2023-04-01/P1Y", "2024-03-31", Kind.FINANCIAL_YEAR),
        ("Year ending 30 June 2024", PeriodOptions(), "2023-07-01/P1Y", "2024-06-30", Kind.YEAR),
        ("2018 to 2020", PeriodOptions(), "2018-01-01/P3Y", "2020-12-31", Kind.ROLLING_YEARS),
        ("2018 - 20", PeriodOptions(), "2018-01-01/P3Y", "2020-12-31", Kind.ROLLING_YEARS),
        ("1999 - 01", PeriodOptions(), "1999-01-01/P3Y", "2001-12-31", Kind.ROLLING_YEARS),
        ("2018/19 to 2020/21", PeriodOptions(), "2018-04-01/P3Y", "2021-03-31", Kind.ROLLING_YEARS),
        ("29/02/2024", PeriodOptions(day_first=True), "2024-02-29/P1D", "2024-02-29", Kind.DAY),
        ("02/29/2024", PeriodOptions(day_first=False), "2024-02-29/P1D", "2024-02-29", Kind.DAY),
        (
            "1974a",
            PeriodOptions(aliases=(("1974a", "1974-02-28"),)),
            "1974-02-28/P1D",
            "1974-02-28",
            Kind.DAY,
        ),
    ],
)
def test_a_period_is_read_whatever_way_it_is_written(text, options, expected, last, kind):
    period = parse_period(text, options)

    assert (str(period), period.end.isoformat(), period.kind, period.label.kind) == (
        expected,
        last,
        kind,
        kind,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-02-30", "no_such_day"),
        ("30/02/2024", "no_such_day"),
        ("31/04/2024", "no_such_day"),
        ("01/05/2024", "day_or_month_first"),
        ("2024-13-01", "no_such_month"),
        ("2024-13", "no_such_month"),
        ("13/13/2024", "no_such_month"),
        ("2024-Q5", "no_such_quarter"),
        ("2019/21", "years_apart"),
        ("2020 to 2018", "not_a_period"),
        ("1900 to 2020", "not_a_period"),
        ("1974a", "not_a_period"),
        ("24", "not_a_period"),
        ("2024-01-31/P1M", "not_a_period"),
        ("2024-01-01/P0D", "not_a_period"),
        ("", "period_missing"),
    ],
)
def test_what_is_no_period_says_why(text, code):
    with pytest.raises(BadCell) as refused:
        parse_period(text)

    assert refused.value.code == code


@given(PERIODS)
def test_a_period_survives_its_text(period):
    assert parse_period(str(period)) == period


@given(PERIODS, PERIODS)
def test_periods_overlap_when_they_share_a_day_and_are_ordered_by_time(one, other):
    shared = max(one.start, other.start) <= min(one.end, other.end)

    assert one.overlaps(other) == other.overlaps(one) == shared == overlapping([one, other])
    assert (one < other) == ((one.start, one.end) < (other.start, other.end))


def test_a_label_holds_kind_and_numbers_alone():
    assert parse_period("2024-Q3").label.numbers == (("quarter", 3), ("year", 2024))
    assert parse_period("2019/20").label.numbers == (("first_year", 2019), ("last_year", 2020))
    assert dict(parse_period("2018 to 2020").label.numbers)["last_year"] == 2020
