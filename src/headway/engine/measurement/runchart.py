"""Run charts with Anhoej's rules: no limits, only the longest run and the crossings of the median."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import NotEnoughVariation, TooShort
from headway.engine.measurement.segments import segment_starts, whole_series

FEW_USEFUL = 10  # with fewer points off the median the rules find little


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Runs and crossings about a centre line, beside what chance allows."""

    useful: int  # points that are not on the line
    longest_run: int
    longest_run_max: int  # a longer run is a signal
    crossings: int
    crossings_min: int  # fewer crossings are a signal

    @property
    def signal(self) -> bool:
        """Whether there is more than chance."""
        return self.longest_run > self.longest_run_max or self.crossings < self.crossings_min


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChart(Runs):
    """A run chart. The runs are those of the last segment, the medians those of all."""

    median: NDArray[np.float64]  # shape (n,): the median of each point's segment, in the series' unit


def run_chart(values: ArrayLike, *, rebase: Sequence[int] = (), fix_after: int | None = None) -> RunChart:
    """Chart one series around its median.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order. No missing points.
    rebase : sequence of int
        Positions, from 0, at which a new median begins.
    fix_after : int, optional
        Take the median of the first so many points of each segment.

    Raises
    ------
    TooShort
        When the last segment has fewer than 2 points.
    NotEnoughVariation
        When fewer than 2 points of the last segment stand off its median.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.

    Notes
    -----
    Source: J. Anhoej and A. V. Olesen, *PLoS ONE* 9 (2014) e113825: signal when the longest run is over
    round(log2 n) + 3 or the crossings are under the 5 per cent point of a binomial(n - 1, 1/2), n being
    the points that are not on the median.

    Examples
    --------
    >>> chart = run_chart([3, 4, 3, 5, 4, 4, 3, 5, 6, 4, 4, 3, 2, 4, 5, 4, 3, 4, 4, 5])
    >>> chart.useful, chart.longest_run, chart.crossings, chart.signal
    (11, 2, 7, False)
    """
    y = whole_series(values, 2)
    last = y[segment_starts(rebase, len(y))[-1] :]
    if len(last) < 2:
        raise TooShort(n=len(last), needed=2)
    median = segment_medians(y, rebase=rebase, fix_after=fix_after)
    runs = runs_about(last, float(median[-1]))
    return RunChart(
        median=median,
        useful=runs.useful,
        longest_run=runs.longest_run,
        longest_run_max=runs.longest_run_max,
        crossings=runs.crossings,
        crossings_min=runs.crossings_min,
    )


def runs_about(values: NDArray[np.float64], centre: NDArray[np.float64] | float) -> Runs:
    """Count runs and crossings about a centre line, which any control chart has.

    Parameters
    ----------
    values : array of float, shape (n,)
        One segment in time order.
    centre : float or array of float, shape (n,)
        The line; points on it do not count.

    Raises
    ------
    NotEnoughVariation
        When fewer than 2 points stand off the line.
    """
    sides = np.sign(values - centre)
    sides = sides[sides != 0]
    if len(sides) < 2:
        raise NotEnoughVariation(n=len(values))
    crossed = np.flatnonzero(np.diff(sides))
    runs = np.diff(np.concatenate(([-1], crossed, [len(sides) - 1])))
    return Runs(
        useful=len(sides),
        longest_run=int(runs.max()),
        longest_run_max=round(math.log2(len(sides))) + 3,
        crossings=len(crossed),
        crossings_min=_fewest_crossings(len(sides)),
    )


def segment_medians(
    values: ArrayLike, *, rebase: Sequence[int] = (), fix_after: int | None = None
) -> NDArray[np.float64]:
    """Median of each point's segment, shape (n,), in the series' unit; arguments as for `run_chart`."""
    y = whole_series(values, 1)
    segments = np.split(y, segment_starts(rebase, len(y))[1:])
    medians = [float(np.median(segment[:fix_after])) for segment in segments]
    return np.repeat(medians, [len(segment) for segment in segments])


@lru_cache(maxsize=1024)
def _fewest_crossings(useful: int) -> int:
    """The 5 per cent point of a binomial(useful - 1, 1/2), in whole numbers and so without rounding."""
    below, ways, k = 0, 1, 0
    while True:
        below += ways
        if 20 * below >= 2 ** (useful - 1):
            return k
        ways = ways * (useful - 1 - k) // (k + 1)
        k += 1
