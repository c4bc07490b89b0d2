"""The straight line that a page offers as a first draft of a path."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from headway.formats.periods import Period
from headway.targets.analysis.rows import GoalRow, Value
from headway.targets.analysis.suggestion import MOST_POINTS, straight_path

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GOAL = GoalRow(1, 80.0, date(2030, 12, 31), False, None, (), "", "", "", NOW)
LATEST = Value(Period(date(2024, 1, 1), "P1Y"), 68.0, NOW)


def test_there_is_a_point_each_year_from_the_latest_figure_to_the_goal():
    points = straight_path([LATEST], GOAL)

    assert points[0] == (date(2024, 12, 31), 68.0)
    assert points[-1] == (date(2030, 12, 31), 80.0)
    assert [day.year for day, _value in points] == list(range(2024, 2031))
    assert all(abs(value - (68 + 2 * at)) < 0.01 for at, (_day, value) in enumerate(points))


@pytest.mark.parametrize("last", [2031, 2037, 2038, 2050, 2099])
def test_a_far_goal_has_no_more_points_than_people_read(last):
    points = straight_path([LATEST], replace(GOAL, by=date(last, 6, 30)))

    days = [day for day, _value in points]
    assert len(points) <= MOST_POINTS
    assert days == sorted(set(days))
    assert days[-1] == date(last, 6, 30)


def test_a_leap_day_has_its_neighbour_in_other_years():
    points = straight_path([LATEST], replace(GOAL, by=date(2028, 2, 29)))

    assert [day for day, _value in points[1:]] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


@pytest.mark.parametrize(
    ("values", "goal"),
    [
        ([], GOAL),
        ([LATEST], replace(GOAL, cumulative=True, since=date(2024, 1, 1))),
        ([LATEST], replace(GOAL, by=date(2024, 12, 31))),
    ],
)
def test_there_is_no_line_without_a_figure_for_a_sum_or_to_a_day_that_passed(values, goal):
    assert straight_path(values, goal) == ()
