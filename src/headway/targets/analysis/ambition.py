"""Bold, yet reachable? The pace a goal needs beside the best pace on record (charter check C1)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.pace import best_pace, required_pace
from headway.targets.analysis.judgement import DAYS_A_YEAR, on_calendar
from headway.targets.analysis.rows import GoalRow, Value

USUAL_YEARS = 5


@dataclass(frozen=True, slots=True)
class Ambition:
    """Paces a year, in the unit of the indicator, each with its sign; `best` is the best towards the goal."""

    required: float
    best: float
    years: float  # over which the best pace was taken
    so_far: float = 0.0  # towards a sum


def ambition_of(values: Sequence[Value], goal: GoalRow, *, years: float = USUAL_YEARS) -> Ambition | None:
    """Return the pace that a goal needs and the best on record; None where there is nothing to say.

    Parameters
    ----------
    values : in order of period, in the unit of the indicator
    goal : its value and day; a sum over years is compared with the best year
    years : how long a stretch the best pace is taken over, or the longest there is
    """
    if not values:
        return None
    left = (goal.by - values[-1].period.end).days / DAYS_A_YEAR
    try:
        if goal.cumulative:
            return towards_sum(values, goal, left, years)
        calendar, numbers = on_calendar(values)
        required = required_pace(values[-1].value, goal.value, left)
        found = best_pace(numbers, calendar.a_year, years, rising=required > 0)
    except CannotEstimate:
        return None
    return Ambition(required, found.pace, found.years)


def towards_sum(values: Sequence[Value], goal: GoalRow, left: float, years: float) -> Ambition:
    """Compare what each year must add with the best years on record."""
    so_far = sum(value.value for value in values if goal.since and value.period.start >= goal.since)
    calendar, numbers = on_calendar(values)
    required = required_pace(so_far, goal.value, left)
    sums = np.concatenate([[0.0], np.cumsum(numbers)])  # what has been added up to each moment
    found = best_pace(sums, calendar.a_year, years, rising=required > 0)
    return Ambition(required, found.pace, found.years, so_far)
