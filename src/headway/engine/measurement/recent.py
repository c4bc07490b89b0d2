"""The recent trend of few points with intervals, by the rule of the Fingertips profiles."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import CannotEstimate, NotEnoughVariation, TooShort
from headway.engine.measurement.spc_words import Improve

Floats = NDArray[np.float64]

POINTS: Final = 5
CRITICAL: Final = 9.5495  # chi-squared with one degree of freedom, 99.8 per cent
WIDTH: Final = 3.92  # of a 95 per cent interval, in standard errors


class SuppressedCounts(CannotEstimate):
    """A count among the latest points was suppressed by its publisher. Numbers: ``suppressed``."""

    code = "suppressed_counts"


class NothingLeft(CannotEstimate):
    """A count equals its denominator, so that its interval says little. Numbers: ``point``, from 0."""

    code = "nothing_left"


class Trend(StrEnum):
    """What the latest five points say; the value is a code."""

    NONE = "no_significant_change"
    RISING = "increasing"
    FALLING = "decreasing"
    RISING_BETTER = "increasing_better"
    RISING_WORSE = "increasing_worse"
    FALLING_BETTER = "decreasing_better"
    FALLING_WORSE = "decreasing_worse"


@dataclass(frozen=True, slots=True)
class RecentTrend:
    """A weighted straight line through the latest five points."""

    trend: Trend
    slope: float  # in the unit of the values, a point
    chi2: float  # one degree of freedom; a trend over 9.5495
    n: int


def recent_trend(
    values: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    improve: Improve = Improve.NEUTRAL,
    counts: tuple[ArrayLike, ArrayLike] | None = None,
    suppressed: ArrayLike = False,
) -> RecentTrend:
    """Tell whether the latest five points rise or fall by more than their intervals allow.

    Parameters
    ----------
    values, lower, upper : array of float, shape (n,)
        The series in time order with its 95 per cent intervals. A point that lacks any of them is left
        out.
    improve : Improve
        Which way is better.
    counts : tuple of two arrays of float, shape (n,), optional
        Counts and denominators, where they are known.
    suppressed : array of bool, shape (n,)
        Points whose counts their publisher keeps back; one since the first of the five stops the method.

    Raises
    ------
    TooShort
        Under 5 whole points.
    SuppressedCounts, NothingLeft
        When the rule says that it cannot be calculated.
    NotEnoughVariation
        When an interval has no width.

    Notes
    -----
    Source: Department of Health and Social Care, Fingertips technical guidance and code (2024): a chi
    squared test of a line weighted by 1 / se^2 at 99.8 per cent; a trend only where the line keeps its
    direction whichever point is left out.

    Examples
    --------
    >>> y = np.array([10.0, 11.0, 12.5, 13.0, 14.5])
    >>> found = recent_trend(y, y - 1, y + 1, improve=Improve.DECREASE)
    >>> found.trend.value, round(found.slope, 2), round(found.chi2, 1)
    ('increasing_worse', 1.1, 46.5)
    """
    y, low, high = (np.asarray(side, dtype=np.float64) for side in (values, lower, upper))
    whole = np.flatnonzero(np.isfinite(y) & np.isfinite(low) & np.isfinite(high))
    if len(whole) < POINTS:
        raise TooShort(n=len(whole), needed=POINTS)
    last = whole[-POINTS:]
    hidden = int(np.broadcast_to(np.asarray(suppressed, dtype=np.bool_), y.shape)[last[0] :].sum())
    if hidden:
        raise SuppressedCounts(suppressed=hidden)
    if counts is not None:
        all_of_them = np.equal(*(np.asarray(side, dtype=np.float64)[last] for side in counts))
        if all_of_them.any():
            raise NothingLeft(point=int(last[all_of_them.argmax()]))
    error = (high[last] - low[last]) / WIDTH
    if not (error > 0).all():
        raise NotEnoughVariation(n=POINTS)
    time = np.arange(1.0, POINTS + 1)
    slope, chi2 = _line(time, y[last], error**-2)
    rest = [time != left_out for left_out in time]
    steady = all(_line(time[keep], y[last][keep], error[keep] ** -2)[0] * slope > 0 for keep in rest)
    trend = _named(slope, improve) if chi2 > CRITICAL and steady else Trend.NONE
    return RecentTrend(trend, slope, chi2, POINTS)


def _line(time: Floats, y: Floats, weights: Floats) -> tuple[float, float]:
    """Slope of the weighted line, and its chi-squared."""
    total = float(weights.sum())
    room = total * float(weights @ time**2) - float(weights @ time) ** 2
    slope = (total * float(weights @ (time * y)) - float(weights @ time) * float(weights @ y)) / room
    return slope, slope**2 * room / total


def _named(slope: float, improve: Improve) -> Trend:
    if improve is Improve.NEUTRAL:
        return Trend.RISING if slope > 0 else Trend.FALLING
    better = (slope > 0) == (improve is Improve.INCREASE)
    if slope > 0:
        return Trend.RISING_BETTER if better else Trend.RISING_WORSE
    return Trend.FALLING_BETTER if better else Trend.FALLING_WORSE
