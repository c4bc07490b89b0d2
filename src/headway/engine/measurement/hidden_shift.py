"""A small lasting shift that is under way while the latest point of an XmR chart looks usual."""

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.errors import CannotEstimate, NotEnoughVariation, TooShort
from headway.engine.measurement.count_chart import PAIR
from headway.engine.measurement.cusum import CusumOptions, cusum
from headway.engine.measurement.segments import whole_series
from headway.engine.measurement.spc_words import Signal
from headway.engine.measurement.xmr import Xmr

SHORTEST: Final = 12  # points of the last segment
# Share of charts of stable, independent, normal series that have such a shift, by points:
# 200,000 series or more each, with a fixed seed.
_LENGTHS: Final = (12, 18, 24, 36, 60, 120)
_FALSE: Final = (0.0055, 0.0073, 0.0083, 0.0093, 0.0115, 0.0135)


class EarlyBaseline(CannotEstimate):
    """Limits rest on the first points alone. Numbers: ``n``, ``baseline``."""

    code: ClassVar[str] = "early_baseline"


@dataclass(frozen=True, slots=True)
class HiddenShift:
    """A sum over its threshold at the last point; in the unit of the series unless said otherwise."""

    start: int  # position of the point at which the shift is held to have begun
    n: int  # points from there to the last
    up: bool
    mean: float  # of those points
    centre: float  # centre line of the last segment, which those points are part of
    total: float  # the sum, in standard deviations
    chance: float  # that a chart of this length has one though nothing changed


def hidden_shift(values: ArrayLike, chart: Xmr, *, options: CusumOptions | None = None) -> HiddenShift | None:
    """Look for a small lasting shift that goes on to the last point of a chart, but does not mark it.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order, as charted.
    chart : Xmr
        Its chart; the sums begin at its last rebase, around its centre line there.
    options : CusumOptions, optional
        As for :func:`cusum`. ``chance`` holds for the default alone.

    Returns
    -------
    HiddenShift or None
        None where no sum stands over its threshold at the last point; where that point is marked already;
        and where a point since the shift began lies beyond the limit on its side: the chart shows that one,
        and it may carry the sum alone.

    Raises
    ------
    TooShort
        When the last segment has fewer than 12 points.
    NotEnoughVariation
        When it has no limits.
    EarlyBaseline
        When its limits rest on its first points alone, since an unlucky baseline looks like a shift: one
        of 12 points gives a false alert on 10% of charts of 24 points, and on 15% of 36.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.
    ValueError
        When the chart is that of another number of points.

    Notes
    -----
    Method: :func:`cusum`, with the centre line for centre and the mean moving range / 1.128 for standard
    deviation. The centre line is a mean of these same points, which hides half of a shift; so the
    threshold is 4 standard deviations, not 5. Even so there are fewer false alerts than the rules of
    :func:`xmr` give at a last point (1.4 to 2.0%). Of 36 points the last 12 of which moved by one
    standard deviation, the rules mark the last one 14% of the time; a further 21% have such a shift.

    Where points follow the ones before, false alerts are far more: on 36 points 7% at a lag-1
    autocorrelation of 0.3, 15% at 0.6. So ask :func:`lag1_autocorrelation` first; a shift raises it too.

    Examples
    --------
    >>> from headway.engine.measurement import xmr
    >>> y = [50, 50, 51, 49, 50, 49, 48, 51, 51, 49, 52, 49, 50, 49, 53, 52, 52, 52, 54, 49, 51, 52, 52, 51]
    >>> found = hidden_shift(y, xmr(y))
    >>> found.start, found.n, found.up, round(found.mean, 1), round(found.centre, 1), round(found.total, 1)
    (14, 10, True, 51.8, 50.7, 4.4)
    """
    y = whole_series(values, 2)
    if chart.n != len(y):
        raise ValueError("the chart is that of another series")
    first = chart.starts[-1]
    part, spread = y[first:], float(chart.mean_range[-1]) / PAIR
    _refuse(len(part), spread, chart.options.fix_after)
    if chart.labels[-1] != Signal.COMMON:
        return None
    centre = float(chart.centre[-1])
    sums = cusum(part, centre, spread, options=options)
    if not (sums.high[-1] or sums.low[-1]):
        return None
    up = bool(sums.upper[-1] > sums.lower[-1])
    start = int((sums.since_upper if up else sums.since_lower)[-1])
    beyond = Signal.ABOVE_LIMIT if up else Signal.BELOW_LIMIT
    if (chart.labels[first + start :] == beyond).any():
        return None
    return HiddenShift(
        start=first + start,
        n=len(part) - start,
        up=up,
        mean=float(part[start:].mean()),
        centre=centre,
        total=float((sums.upper if up else sums.lower)[-1]),
        chance=round(float(np.interp(len(part), _LENGTHS, _FALSE)), 4),
    )


def _refuse(n: int, spread: float, baseline: int | None) -> None:
    if n < SHORTEST:
        raise TooShort(n=n, needed=SHORTEST)
    if np.isnan(spread):
        raise NotEnoughVariation(n=n)
    if baseline is not None and baseline < n:
        raise EarlyBaseline(n=n, baseline=baseline)
