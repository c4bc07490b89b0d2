"""How fast it would have to go, beside how fast it has gone; a year, in the unit of the indicator."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate, TooShort

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

YEARS_LOOKED_AT: Final = 5  # the most recent yearly changes that speak for the pace
HALF_A_PERIOD: Final = 0.5


class NoTimeLeft(CannotEstimate):
    """The target's date is not after the last value. Numbers: ``years_left``."""

    code = "no_time_left"


@dataclass(frozen=True, slots=True)
class AchievedPace:
    """The recent changes a year, oldest first, shape (n,), n from 1 to 5; their median and range."""

    median: float
    least: float
    greatest: float
    changes: Floats


@dataclass(frozen=True, slots=True)
class BestPace:
    """The fastest change a year in the wanted direction, and over how many years it was taken.

    ``pace`` carries the sign of the change: where nothing ever moved the right way, it points the other.
    """

    pace: float
    years: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Required beside achieved, a year. ``ratio`` is achieved over required; None where it says nothing.

    A negative ratio: it has moved away from the target. None when nothing is required or nothing known.
    """

    required: float
    achieved: AchievedPace | None
    ratio: float | None


def required_pace(latest: float, target: float, years_left: float) -> float:
    """Return the change a year that leads from the latest value to the target.

    Raises
    ------
    NoTimeLeft
        When ``years_left`` is not above nought.
    """
    if not years_left > 0.0:
        raise NoTimeLeft(years_left=years_left)
    return (target - latest) / years_left


def achieved_pace(values: Floats, periods_a_year: float = 1.0) -> AchievedPace:
    """Return the median of the last five yearly changes.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order on a regular calendar; NaN where a period is missing.
    periods_a_year : float
        4 for quarters; 0.2 for a value every five years. Each change runs from a value to the one a
        year later (or one period, when that is longer), so that a season cancels.

    Raises
    ------
    TooShort
        When no two values stand whole years apart.

    Examples
    --------
    >>> achieved_pace(np.array([234470.0, 234400.0, 221070.0])).changes.tolist()
    [-70.0, -13330.0]
    """
    lag = max(1, round(periods_a_year))
    seen = np.flatnonzero(~np.isnan(values))
    yearly = seen[(seen[-1] - seen) % lag == 0] if seen.size else seen
    if yearly.size < 2:
        raise TooShort(n=int(seen.size), needed=lag + 1)
    years = np.diff(yearly) / periods_a_year
    return _summary(np.diff(values[yearly]) / years)


def best_pace(values: Floats, periods_a_year: float, years: float, *, rising: bool) -> BestPace:
    """Return the steepest least-squares slope over a stretch of years, or over all there is.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order on a regular calendar; NaN where a period is missing.
    periods_a_year : float
        4 for quarters; 0.2 for a value every five years.
    years : float
        The length of a stretch. A stretch counts when a value stands at both its ends, or when the
        series is shorter: then all of it is the one stretch.
    rising : bool
        Whether the wanted direction is up.

    Raises
    ------
    TooShort
        When fewer than two values are known.

    Notes
    -----
    Ordinary least squares of value on time in years within each stretch; one stretch starts at every value.

    Examples
    --------
    >>> best_pace(np.array([10.0, 11.0, 12.0, 12.0, 12.0]), 1.0, 2.0, rising=True)
    BestPace(pace=1.0, years=2.0)
    """
    seen = np.flatnonzero(~np.isnan(values))
    if seen.size < 2:
        raise TooShort(n=int(seen.size), needed=2)
    times, worths = seen / periods_a_year, values[seen]
    whole = float(times[-1] - times[0])
    if whole <= years:
        return BestPace(_slope(times, worths), whole)
    slack = HALF_A_PERIOD / periods_a_year
    starts = np.arange(times.size)
    ends = np.searchsorted(times, times + years + slack, side="right")
    whole_stretches = (times[ends - 1] - times >= years - slack) & (ends - starts > 1)
    if not whole_stretches.any():
        return BestPace(_slope(times, worths), whole)
    slopes = _slopes(times - times[0], worths, starts[whole_stretches], ends[whole_stretches])
    return BestPace(float(slopes.max() if rising else slopes.min()), float(years))


def _slopes(times: Floats, worths: Floats, starts: Counts, ends: Counts) -> Floats:
    """Return the least-squares slope of each stretch from a start up to its end, shape (m,)."""

    def over(values: Floats) -> Floats:
        sums = np.concatenate([[0.0], np.cumsum(values)])
        found: Floats = sums[ends] - sums[starts]
        return found

    level = worths - worths.mean()  # sums of squares lose digits far from nought
    n, t, w = (ends - starts).astype(np.float64), over(times), over(level)
    slopes: Floats = (n * over(times * level) - t * w) / (n * over(times * times) - t * t)
    return slopes


def _slope(times: Floats, worths: Floats) -> float:
    """Return the least-squares slope of values on time."""
    centred = times - times.mean()
    return float(centred @ worths / (centred @ centred))


def pace(values: Floats, target: float, years_left: float, periods_a_year: float = 1.0) -> Pace:
    """Return the required pace beside the achieved one; see `required_pace` and `achieved_pace`."""
    seen = values[~np.isnan(values)]
    if not seen.size:
        raise TooShort(n=0, needed=1)
    required = required_pace(float(seen[-1]), target, years_left)
    try:
        achieved = achieved_pace(values, periods_a_year)
    except TooShort:
        return Pace(required, None, None)
    return _beside(required, achieved)


def cumulative_pace(yearly: Floats, so_far: float, target: float, years_left: float) -> Pace:
    """Return the pace towards a sum, such as homes built over a Parliament.

    Parameters
    ----------
    yearly : array of float, shape (n,)
        What each year added, in time order, before and since the start of the count; at least one.
    so_far : float
        The sum since the start of the count.
    target : float
        The sum to reach.

    Raises
    ------
    NoTimeLeft
        When ``years_left`` is not above nought.
    TooShort
        When no year is known.
    """
    required = required_pace(so_far, target, years_left)
    known = yearly[~np.isnan(yearly)]
    if not known.size:
        raise TooShort(n=0, needed=1)
    return _beside(required, _summary(known))


def _summary(changes: Floats) -> AchievedPace:
    recent = np.array(changes[-YEARS_LOOKED_AT:])
    return AchievedPace(float(np.median(recent)), float(recent.min()), float(recent.max()), recent)


def _beside(required: float, achieved: AchievedPace) -> Pace:
    return Pace(required, achieved, achieved.median / required if required else None)
