"""A first draft of a path: a straight line from the latest figure to the goal, for people to change."""

from collections.abc import Sequence
from datetime import date

from headway.engine.measurement.trajectory import PathPoint, Trajectory, path_values
from headway.targets.analysis.rows import GoalRow, Value

MOST_POINTS = 15  # more than one point a year is no clearer, and more rows than this nobody reads


def straight_path(values: Sequence[Value], goal: GoalRow) -> tuple[tuple[date, float], ...]:
    """Return points of a straight line from the latest figure to the goal, one a year or fewer.

    Parameters
    ----------
    values : in order of period, in the unit of the indicator
    goal : not a sum over years, which has no straight line from a yearly figure

    Returns
    -------
    tuple of (day, value)
        Empty where there is no figure, the goal is a sum, or its day has passed.
    """
    if not values or goal.cumulative or goal.by <= values[-1].period.end:
        return ()
    first, last = values[-1].period.end, goal.by
    step = max(1, -(-(last.year - first.year) // (MOST_POINTS - 2)))
    years = range(first.year + step, last.year, step)
    between = [day for year in years if first < (day := in_year(last, year))]
    line = Trajectory((PathPoint(first, values[-1].value), PathPoint(last, goal.value)))
    days = [first, *between, last]
    worths = path_values(line, days)
    return tuple((day, float(f"{worth:.4g}")) for day, worth in zip(days, worths, strict=True))


def in_year(day: date, year: int) -> date:
    """Return the same day of another year; 29 February becomes the day before."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
