"""Many charts at once: how many signals chance alone gives, and which are left after allowing for that."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import NotEnoughVariation
from headway.engine.measurement.count_chart import PAIR
from headway.engine.measurement.segments import whole_series
from headway.engine.measurement.student import t_cdf

Floats = NDArray[np.float64]

FALSE_DISCOVERIES: Final = 0.05  # share of the marks that may be chance
SHORTEST: Final = 8  # points that a last point can be held against
_RULES: Final = 3  # limits, run and trend each get a third of the chance of error
_FREEDOM: Final = 0.62  # degrees of freedom of a mean moving range, a point
# Share of charts of stable, independent, normal series whose last point is marked, by points:
# 400,000 series each with a fixed seed.
_LENGTHS: Final = (12, 18, 24, 36, 48, 60, 120)
_LAST_MARKED: Final = (0.0142, 0.0158, 0.0163, 0.0176, 0.0181, 0.0186, 0.0197)


@dataclass(frozen=True, slots=True)
class FalseSignals:
    """What chance alone gives on a wall of charts."""

    charts: int
    expected: float  # charts whose last point would be marked though nothing changed


def expected_false_signals(points: Iterable[int]) -> FalseSignals:
    """Count the charts whose last point chance alone would mark.

    Parameters
    ----------
    points : iterable of int
        The points of the last segment of each chart, 12 at least.

    Notes
    -----
    By simulation of stable, independent, normal series under the rules of :func:`xmr_many`, straight
    between the lengths simulated. Series that follow their own past give more: three to twelve times as
    many at a lag-1 autocorrelation of 0.3 to 0.6.

    Examples
    --------
    >>> expected_false_signals([36] * 200).expected
    3.52
    """
    lengths = np.array(list(points), dtype=np.float64)
    chances = np.interp(lengths, _LENGTHS, _LAST_MARKED)
    return FalseSignals(len(lengths), round(float(chances.sum()), 6))


def last_point_p(values: ArrayLike) -> float:
    """Tell how surprising the end of one series is, if nothing changed.

    Parameters
    ----------
    values : array of float, shape (n,)
        One segment in time order, equally spaced. No missing points.

    Returns
    -------
    float
        An upper bound: three times the smallest of the chances of so far a point from those before it
        (Student's t, spread by their moving ranges), of so long a run on one side of the mean, and of so
        long a trend.

    Raises
    ------
    TooShort
        When ``n < 8``.
    NotEnoughVariation
        When the points before the last do not vary.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.

    Notes
    -----
    Runs: Feller, *An Introduction to Probability Theory* 1 (1950); trends: of k steps in an exchangeable
    series all go one way with chance 2 / (k + 1)!. Degrees of freedom of mean moving ranges: D. J. Wheeler,
    *Advanced Topics in Statistical Process Control* (1995), 0.62 a point.

    Examples
    --------
    >>> last_point_p([5, 6, 5, 4, 5, 6, 4, 5, 5, 12]) < 0.01
    True
    """
    y = whole_series(values, SHORTEST)
    before = y[:-1]
    spread = float(np.abs(np.diff(before)).mean()) / PAIR
    if spread <= 16 * np.finfo(np.float64).eps * float(np.abs(y).max()):
        raise NotEnoughVariation(n=len(y))
    distance = abs(y[-1] - before.mean()) / (spread * math.sqrt(1 + 1 / len(before)))
    freedom = max(1, int(_FREEDOM * (len(before) - 1)))
    far = max(0.0, 2 * float(t_cdf(np.array([-distance]), freedom)[0]))  # rounding far out
    run = 2.0 ** (1 - _at_the_end(np.sign(y - y.mean())))
    trend = 2 / math.factorial(min(_at_the_end(np.sign(np.diff(y))) + 1, 100))
    return min(1.0, _RULES * min(far, run, trend))


def benjamini_hochberg(p: ArrayLike, *, rate: float = FALSE_DISCOVERIES) -> NDArray[np.bool_]:
    """Mark the findings of which at most ``rate`` are expected to be chance.

    Parameters
    ----------
    p : array of float, shape (tests,)
        NaN for a test that could not be made; it counts for nothing and is not marked.
    rate : float
        Share of the marks that may be chance.

    Notes
    -----
    Source: Y. Benjamini and Y. Hochberg, *JRSS B* 57 (1995) 289: for independent tests, or ones that
    lean the same way.

    Examples
    --------
    >>> benjamini_hochberg([0.001, 0.2, 0.012, 0.04, np.nan, 0.9]).tolist()
    [True, False, True, False, False, False]
    """
    chances = np.asarray(p, dtype=np.float64)
    if chances.ndim != 1:
        raise ValueError("chances have the shape (tests,)")
    tested = chances[~np.isnan(chances)]
    if ((tested < 0) | (tested > 1)).any():
        raise ValueError("a chance lies between 0 and 1")
    ordered = np.sort(tested)
    passed = np.flatnonzero(ordered <= rate * np.arange(1, len(ordered) + 1) / max(len(ordered), 1))
    if not passed.size:
        return np.zeros(chances.shape, dtype=np.bool_)
    return np.asarray(chances <= ordered[passed[-1]])


def _at_the_end(signs: Floats) -> int:
    """How many of the last signs are the same; 1 where the last is nought, which carries nothing."""
    if not signs[-1]:
        return 1
    others = np.flatnonzero(signs != signs[-1])
    return len(signs) - 1 - int(others[-1]) if others.size else len(signs)
