"""Pace, path and calendar."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import TooShort
from headway.engine.measurement import (
    BeyondCalendar,
    Calendar,
    NoTimeLeft,
    OutsidePath,
    PathPoint,
    Trajectory,
    UnevenPeriods,
    achieved_pace,
    calendar_of,
    cumulative_pace,
    pace,
    path_value,
    path_values,
    required_pace,
)

NAN = float("nan")
HOMES = np.array([234470.0, 234400.0, 221070.0])  # net additional dwellings, England, as published


def test_required_pace_is_what_is_missing_over_the_years_left():
    assert required_pace(68.3, 75.0, 3.0) == pytest.approx(6.7 / 3)


@pytest.mark.parametrize("years", [0.0, -1.0, NAN])
def test_without_time_left_no_pace_is_required(years):
    with pytest.raises(NoTimeLeft):
        required_pace(1.0, 2.0, years)


def test_achieved_pace_is_the_median_of_the_last_five_changes_with_its_range():
    found = achieved_pace(np.array([0.0, 100.0, 101.0, 103.0, 106.0, 110.0, 115.0]))

    assert found.changes.tolist() == [1, 2, 3, 4, 5]
    assert (found.median, found.least, found.greatest) == (3, 1, 5)


def test_quarters_are_held_against_the_same_quarter_a_year_before():
    y = np.array([0.0, 10.0, 1.0, 11.0, 2.0, 12.0, 3.0, 13.0, 4.0])

    found = achieved_pace(y, periods_a_year=4)

    assert found.changes.tolist() == [2.0, 2.0]


def test_a_missing_year_is_shared_out_and_longer_steps_are_brought_to_a_year():
    assert achieved_pace(np.array([1.0, 2.0, NAN, 6.0])).changes.tolist() == [1.0, 2.0]
    assert achieved_pace(np.array([1.0, 11.0]), periods_a_year=0.2).changes.tolist() == [2.0]


def test_one_value_has_no_pace():
    with pytest.raises(TooShort):
        achieved_pace(np.array([1.0]))
    with pytest.raises(TooShort):
        achieved_pace(np.array([NAN, NAN]))
    with pytest.raises(TooShort):
        pace(np.array([NAN]), 2.0, 1.0)


def test_paces_stand_side_by_side_with_their_ratio():
    falling = pace(np.array([10.0, 9.0, 8.0, NAN]), 2.0, 3.0)
    alone = pace(np.array([8.0]), 2.0, 3.0)
    there = pace(np.array([1.0, 2.0]), 2.0, 3.0)

    assert (falling.required, falling.achieved.median, falling.ratio) == (-2.0, -1.0, 0.5)
    assert (alone.required, alone.achieved, alone.ratio) == (-2.0, None, None)
    assert (there.required, there.ratio) == (0.0, None)


def test_a_sum_needs_what_is_missing_and_got_what_each_year_added():
    found = cumulative_pace(HOMES, so_far=0.0, target=1_500_000.0, years_left=5.0)

    assert found.required == 300_000
    assert found.achieved.changes.tolist() == HOMES.tolist()
    assert found.achieved.median == 234_400
    with pytest.raises(TooShort):
        cumulative_pace(np.array([NAN]), 0.0, 1.0, 1.0)


def test_pace_leaves_the_series_as_it_was():
    y = np.array([1.0, 2.0, 4.0])

    pace(y, 5.0, 1.0).achieved.changes[:] = 0

    assert y.tolist() == [1.0, 2.0, 4.0]


PATH = Trajectory(
    (
        PathPoint(date(2024, 12, 31), 60.0),
        PathPoint(date(2026, 12, 31), 64.0),
        PathPoint(date(2028, 12, 31), 75.0),
    )
)


def test_a_path_meets_its_points_and_is_straight_between():
    found = path_values(
        PATH, [date(2024, 12, 31), date(2025, 12, 31), date(2026, 12, 31), date(2028, 12, 31)]
    )

    assert found.tolist() == [60.0, 62.0, 64.0, 75.0]


@given(st.integers(0, 1461))
def test_a_path_stays_between_the_points_around_it(days):
    value = path_value(PATH, date(2024, 12, 31) + timedelta(days=days))

    assert 60.0 <= value <= 75.0


def test_a_path_is_not_drawn_on_by_itself():
    with pytest.raises(OutsidePath) as before:
        path_value(PATH, date(2024, 12, 30))
    with pytest.raises(OutsidePath) as after:
        path_value(PATH, date(2029, 1, 2))

    assert (before.value.numbers, after.value.numbers) == ({"days": -1}, {"days": 2})


def test_a_path_has_two_points_in_time_order():
    with pytest.raises(TooShort):
        Trajectory(PATH.points[:1])
    with pytest.raises(ValueError, match="time order"):
        Trajectory((PATH.points[1], PATH.points[0]))


@pytest.mark.parametrize(
    ("days", "step", "monthly", "ends", "season"),
    [
        ([date(2015, 1, 1), date(2016, 1, 1), date(2018, 1, 1)], 12, True, False, 1),
        ([date(2015, 4, 1), date(2015, 7, 1)], 3, True, False, 4),
        ([date(2015, 1, 31), date(2015, 2, 28), date(2015, 3, 31)], 1, True, True, 12),
        ([date(2015, 1, 5), date(2015, 1, 12), date(2015, 1, 19)], 7, False, False, 1),
        ([date(2010, 1, 1), date(2015, 1, 1)], 60, True, False, 1),
        ([date(2010, 1, 1)], 12, True, False, 1),
        ([date(2010, 1, 30)], 1, False, False, 1),
    ],
)
def test_the_calendar_of_a_series_is_found_from_its_dates(days, step, monthly, ends, season):
    found = calendar_of(days)

    assert found == Calendar(days[0], step, monthly, ends)
    assert found.season == season
    assert [found.day(found.position(day)) for day in days] == days


@pytest.mark.parametrize(
    ("calendar", "day", "position"),
    [
        (Calendar(date(2015, 1, 1), 12, True), date(2020, 12, 31), 5),
        (Calendar(date(2015, 4, 1), 12, True), date(2020, 3, 31), 4),
        (Calendar(date(2015, 4, 6), 12, True), date(2020, 4, 5), 4),
        (Calendar(date(2015, 1, 1), 3, True), date(2015, 6, 30), 1),
        (Calendar(date(2015, 3, 31), 3, True, month_ends=True), date(2015, 4, 1), 1),
        (Calendar(date(2015, 3, 31), 3, True, month_ends=True), date(2015, 6, 30), 1),
        (Calendar(date(2015, 1, 5), 7, False), date(2015, 1, 25), 2),
        (Calendar(date(2015, 1, 1), 12, True), date(2014, 12, 31), -1),
    ],
)
def test_a_day_lies_in_the_period_that_holds_it(calendar, day, position):
    assert calendar.position(day) == position


def test_periods_a_year_follow_the_step():
    assert Calendar(date(2015, 1, 1), 3, True).a_year == 4
    assert Calendar(date(2015, 1, 1), 7, False).a_year == pytest.approx(52.18, abs=0.01)


def test_dates_on_no_calendar_and_dates_beyond_it_are_refused():
    with pytest.raises(UnevenPeriods):
        calendar_of([date(2015, 1, 3), date(2015, 2, 9), date(2016, 7, 20)])
    with pytest.raises(TooShort):
        calendar_of([])
    with pytest.raises(BeyondCalendar):
        Calendar(date(2015, 1, 1), 12, True).day(8000)
    with pytest.raises(BeyondCalendar):
        Calendar(date(2015, 1, 1), 7, False).day(10**7)
    assert Calendar(date(2015, 12, 31), 12, True, month_ends=True).day(7984) == date.max
