"""What a control chart assumes and does not show: dependence between points, and steady drift."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.errors import NotEnoughVariation
from headway.engine.measurement.segments import segment_starts, whole_series

AUTOCORRELATION_WARNING = 0.3  # above it a stable series of 36 points gives false signals two times in three
SHORTEST_AUTOCORRELATION = 8
LONGEST_DRIFT = 1_000  # pairs of points grow with the square
SHORTEST_DRIFT = 10  # the normal approximation to Kendall's S is held to be good from here
DRIFT_P = 0.01


@dataclass(frozen=True, slots=True)
class Drift:
    """A test of steady movement up or down."""

    slope: float  # Sen's: the median slope between two points, in the series' unit a point
    p: float  # two-sided
    n: int  # points tested

    @property
    def steady(self) -> bool:
        """Whether the movement is hardly chance: p under 0.01."""
        return self.p < DRIFT_P


def lag1_autocorrelation(values: ArrayLike, *, rebase: Sequence[int] = ()) -> float:
    """Correlation of each point with the next, around the mean of their segment.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order. No missing points.
    rebase : sequence of int
        Positions at which segments begin; pairs across them do not count.

    Raises
    ------
    TooShort
        When ``n < 8``.
    NotEnoughVariation
        When no point differs from its segment's mean.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.

    Notes
    -----
    Source: Box and Jenkins, *Time Series Analysis* (1970), section 2.1: r1, sums over the whole series.
    In short series it errs downwards, by about 1/n.

    Examples
    --------
    >>> round(lag1_autocorrelation([1, 2, 3, 4, 5, 6, 7, 8]), 3)
    0.625
    """
    y = whole_series(values, SHORTEST_AUTOCORRELATION)
    around = [part - part.mean() for part in np.split(y, segment_starts(rebase, len(y))[1:])]
    squares = sum(float(part @ part) for part in around)
    if squares <= len(y) * (16 * np.finfo(np.float64).eps * float(np.abs(y).max())) ** 2:
        raise NotEnoughVariation(n=len(y))
    return sum(float(part[1:] @ part[:-1]) for part in around) / squares


def drift(values: ArrayLike) -> Drift:
    """Test one series for steady drift, which runs and limits show badly.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order, equally spaced. No missing points. Of a longer series the last
        1,000 points count.

    Raises
    ------
    TooShort
        When ``n < 10``.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.

    Notes
    -----
    Source: Mann, *Econometrica* 13 (1945), with Kendall's correction for ties and for continuity
    (*Rank Correlation Methods*, 1975); slope by Sen, *JASA* 63 (1968). The test takes points to be
    independent: where they are correlated, p is too small.

    Examples
    --------
    >>> found = drift([1, 2, 4, 3, 5, 7, 6, 8, 9, 10])
    >>> found.slope, found.steady
    (1.0, True)
    """
    y = whole_series(values, SHORTEST_DRIFT)[-LONGEST_DRIFT:]
    n = len(y)
    earlier, later = np.triu_indices(n, k=1)
    change = y[later] - y[earlier]
    score = int(np.sign(change).sum())
    _, ties = np.unique(y, return_counts=True)
    variance = (_moment(n) - sum(_moment(int(t)) for t in ties)) / 18
    z = (abs(score) - 1) / math.sqrt(variance) if score else 0.0
    slope = float(np.median(change / (later - earlier)))
    return Drift(slope=slope, p=math.erfc(z / math.sqrt(2)), n=n)


def _moment(count: int) -> int:
    return count * (count - 1) * (2 * count + 5)
