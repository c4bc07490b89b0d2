"""The path that people agreed: dated points joined by straight lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate, TooShort

Floats = NDArray[np.float64]


class OutsidePath(CannotEstimate):
    """A day before the first or after the last agreed point. Numbers: ``days`` outside, negative before."""

    code = "outside_path"


@dataclass(frozen=True, slots=True, order=True)
class PathPoint:
    """A value agreed for a day: baseline, milestone or target."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Two or more points in time order, one a day."""

    points: tuple[PathPoint, ...]

    def __post_init__(self) -> None:
        if len(self.points) < 2:
            raise TooShort(n=len(self.points), needed=2)
        days = [point.on for point in self.points]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError("the points of a trajectory stand in time order, one a day")


def path_values(trajectory: Trajectory, days: Sequence[date]) -> Floats:
    """Return the value of the path on each day, shape (n,).

    Raises
    ------
    OutsidePath
        When a day lies outside the agreed points: a path is not drawn on by itself.

    Examples
    --------
    >>> path = Trajectory((PathPoint(date(2025, 12, 31), 68.0), PathPoint(date(2027, 12, 31), 75.0)))
    >>> path_values(path, [date(2026, 12, 31)]).tolist()
    [71.5]
    """
    first, last = trajectory.points[0].on, trajectory.points[-1].on
    for day in days:
        if day < first:
            raise OutsidePath(days=(day - first).days)
        if day > last:
            raise OutsidePath(days=(day - last).days)
    at = [point.on.toordinal() for point in trajectory.points]
    values = [point.value for point in trajectory.points]
    return np.interp([day.toordinal() for day in days], at, values)


def path_value(trajectory: Trajectory, day: date) -> float:
    """Return the value of the path on one day; see `path_values`."""
    return float(path_values(trajectory, [day])[0])
