"""Working days over bank holidays of three nations, leap days and the weeks when the clock changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.kernel.workdays import (
    Calendar,
    after,
    bank_holidays,
    between,
    by_rule,
    easter_sunday,
    is_working_day,
    published,
)

DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))
ENGLAND, SCOTLAND, ULSTER = Calendar.ENGLAND_AND_WALES, Calendar.SCOTLAND, Calendar.NORTHERN_IRELAND
EVERYWHERE = {
    date(2020, 5, 4),  # moved to 8 May, 75 years after the end of the war in Europe
    date(2020, 5, 8),
    date(2022, 5, 30),  # moved to 2 June, beside the jubilee
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),  # the funeral of the Queen
    date(2023, 5, 8),  # the coronation
}


@pytest.mark.parametrize(
    ("calendar", "for_one_occasion"),
    [(ENGLAND, EVERYWHERE), (SCOTLAND, EVERYWHERE | {date(2026, 6, 15)}), (ULSTER, EVERYWHERE)],
)
def test_the_published_years_differ_from_the_rules_only_by_what_was_proclaimed(calendar, for_one_occasion):
    facts = published()[calendar]

    differing = set().union(*(days ^ by_rule(year, calendar) for year, days in facts.items()))

    assert list(facts) == list(range(2019, 2028))
    assert differing == for_one_occasion


@pytest.mark.parametrize(
    ("calendar", "year", "days"),
    [
        (ENGLAND, 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        (SCOTLAND, 2028, "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26"),
        (SCOTLAND, 2034, "01-02 01-03 04-07 05-01 05-29 08-07 11-30 12-25 12-26"),
        (ULSTER, 2031, "01-01 03-17 04-11 04-14 05-05 05-26 07-14 08-25 12-25 12-26"),
    ],
)
def test_years_that_nobody_has_published_follow_the_rules(calendar, year, days):
    found = bank_holidays(year, calendar)

    assert " ".join(day.strftime("%m-%d") for day in sorted(found)) == days


@pytest.mark.parametrize(
    ("year", "easter"), [(1818, "03-22"), (2000, "04-23"), (2019, "04-21"), (2038, "04-25")]
)
def test_easter_falls_where_the_church_put_it(year, easter):
    found = easter_sunday(year)

    assert found == date.fromisoformat(f"{year}-{easter}")


@given(DAYS, st.integers(1, 60), st.sampled_from(Calendar))
def test_a_number_of_working_days_later_there_were_that_many(day, days, calendar):
    due = after(day, days, calendar)

    assert is_working_day(due, calendar)
    assert between(day, due, calendar) == days


@given(DAYS, st.integers(0, 40), st.integers(0, 40), st.sampled_from(Calendar))
def test_counting_in_two_goes_ends_on_the_same_day(day, first, second, calendar):
    in_two = after(after(day, first, calendar), second, calendar)

    assert in_two == after(day, first + second, calendar)


@given(DAYS, DAYS, st.sampled_from(Calendar))
def test_working_days_between_are_the_week_without_its_holidays(start, end, calendar):
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    holidays = {day for year in range(start.year, end.year + 1) for day in bank_holidays(year, calendar)}

    found = between(start, end, calendar)

    assert found == sum(day.weekday() < 5 and day not in holidays for day in days)


@given(st.integers(1990, 2090), st.sampled_from(Calendar))
def test_every_bank_holiday_is_a_weekday_of_its_year(year, calendar):
    holidays = bank_holidays(year, calendar)

    assert all(day.weekday() < 5 and day.year == year for day in holidays)
    assert len(holidays) >= 8


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2027, 2, 26), 1, date(2027, 3, 1)),
        (date(2026, 3, 27), 2, date(2026, 3, 31)),  # clocks go forward on 29 March
        (date(2026, 10, 23), 2, date(2026, 10, 27)),  # and back on 25 October
        (date(2026, 3, 2), 20, date(2026, 3, 30)),
        (date(2026, 3, 2), 40, date(2026, 4, 29)),
    ],
)
def test_leap_days_and_changes_of_the_clock_do_not_move_a_date(start, days, due):
    found = after(start, days, ENGLAND)

    assert found == due


def test_two_working_days_after_easter_thursday_depend_on_the_nation():
    thursday = date(2026, 4, 2)

    found = {calendar: after(thursday, 2, calendar) for calendar in Calendar}

    assert found == {ENGLAND: date(2026, 4, 8), SCOTLAND: date(2026, 4, 7), ULSTER: date(2026, 4, 8)}


def test_working_days_are_not_counted_backward():
    with pytest.raises(ValueError, match="forward"):
        after(date(2026, 3, 2), -1, ENGLAND)
