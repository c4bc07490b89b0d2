"""XmR charts by the rules of NHS England's 'Making Data Count', for many series at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import GapInSeries, NotFinite
from headway.engine.measurement.segments import LARGEST, segment_starts, whole_series
from headway.engine.measurement.spc_words import Assurance, Improve, Signal, Variation
from headway.engine.measurement.xmr_rules import Limits, assurance_of, label_points, variation_of

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

LIMIT_FACTOR = 2.66  # three sigma in mean moving ranges: 3 / 1.128, rounded as the NHS tools do
RANGE_FACTOR = 3.267  # upper limit of a moving range, in mean moving ranges
NEAR = 2 / 3  # near limits stand at two sigma
TRIAL_UNDER = 13  # fewer points in a segment give trial limits
SHORTEST_BASELINE = 12
BLOCK = 2**18  # values worked on at a time, so that they stay in the processor's cache


@dataclass(frozen=True, slots=True)
class XmrOptions:
    """How limits are set; to be stored with a chart, which cannot be drawn again without them."""

    screen: bool = True  # leave out, once, moving ranges of 3.267 mean moving ranges and more
    fix_after: int | None = None  # set limits by the first so many points of each segment
    limit_factor: float = LIMIT_FACTOR  # 3 / 1.128 where the rounding to 2.66 is not wanted

    def __post_init__(self) -> None:
        """Refuse a baseline that is too short to set limits by."""
        if self.fix_after is not None and self.fix_after < SHORTEST_BASELINE:
            raise ValueError(f"fix_after is at least {SHORTEST_BASELINE} points, not {self.fix_after}")


@dataclass(frozen=True, slots=True)
class XmrMany:
    """XmR charts of many series, all in the unit of their series. A limit that cannot be set is NaN."""

    n: NDArray[np.int64]  # shape (series,): points of each series
    starts: tuple[int, ...]  # first point of each segment; the first is 0
    centre: Floats  # shape (series, segments); NaN where a series ended before the segment
    mean_range: Floats  # shape (series, segments): the mean moving range, screened
    labels: Codes  # shape (series, points): codes of Signal
    variation: Codes  # shape (series,): codes of Variation, of the last point
    assurance: Codes  # shape (series,): codes of Assurance, by the limits of the last segment
    trial: NDArray[np.bool_]  # shape (series, segments): under 13 points
    options: XmrOptions

    @property
    def lower(self) -> Floats:
        """Lower process limits, shape (series, segments)."""
        return self.centre - self.options.limit_factor * self.mean_range

    @property
    def upper(self) -> Floats:
        """Upper process limits, shape (series, segments)."""
        return self.centre + self.options.limit_factor * self.mean_range

    @property
    def too_even(self) -> NDArray[np.bool_]:
        """Shape (series, segments): there are points, but they vary too little to set limits."""
        return np.asarray(np.isnan(self.mean_range) & ~np.isnan(self.centre))


@dataclass(frozen=True, slots=True)
class Xmr:
    """The XmR chart of one series, in its unit. Limits of a segment that varies too little are NaN."""

    centre: Floats  # shape (n,)
    lower: Floats  # shape (n,)
    upper: Floats  # shape (n,)
    near_lower: Floats  # shape (n,): two thirds of the way to the limit
    near_upper: Floats  # shape (n,)
    labels: Codes  # shape (n,): codes of Signal
    kinds: Codes  # shape (n,): codes of Variation
    variation: Variation  # of the last point
    assurance: Assurance  # by the limits of the last segment
    trial: bool  # some segment has fewer than 13 points
    too_even: bool  # some segment varies too little to set limits
    starts: tuple[int, ...]  # first point of each segment
    mean_range: Floats  # shape (segments,): 3.267 times this is the upper limit of the moving ranges
    options: XmrOptions = field(default_factory=XmrOptions)

    @property
    def n(self) -> int:
        """How many points there are."""
        return len(self.labels)

    @property
    def words(self) -> list[str]:
        """The label of each point, in the words of the reference tool."""
        return [Signal(code).words for code in self.labels]


def xmr(
    values: ArrayLike,
    *,
    rebase: Sequence[int] = (),
    improve: Improve = Improve.INCREASE,
    target: float | None = None,
    options: XmrOptions | None = None,
) -> Xmr:
    """Chart one series.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order, in its own unit, equally spaced. No missing points.
    rebase : sequence of int
        Positions, from 0, at which new limits begin. Nothing is carried across.
    improve : Improve
        Which way is better.
    target : float, optional
        In the unit of the series.
    options : XmrOptions, optional
        Screening and baseline.

    Raises
    ------
    TooShort
        When ``n < 2``.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.

    Notes
    -----
    Rules and source: see :func:`xmr_many`.

    Examples
    --------
    >>> chart = xmr([12, 14, 13, 12, 15, 13, 14, 12, 13, 14, 13, 12, 14, 22])
    >>> round(float(chart.lower[-1]), 2), round(float(chart.upper[-1]), 2), chart.words[-1]
    (9.8, 17.78, 'Above UCL')
    """
    series = whole_series(values, 2)
    many = xmr_many(series[np.newaxis], rebase=rebase, improve=improve, target=target, options=options)
    segment = np.searchsorted(many.starts, np.arange(len(series)), side="right") - 1
    centre, reach = many.centre[0], many.options.limit_factor * many.mean_range[0]
    return Xmr(
        centre=centre[segment],
        lower=many.lower[0][segment],
        upper=many.upper[0][segment],
        near_lower=(centre - NEAR * reach)[segment],
        near_upper=(centre + NEAR * reach)[segment],
        labels=many.labels[0],
        kinds=variation_of(many.labels[0], np.array(improve.sign)),
        variation=Variation(many.variation[0]),
        assurance=Assurance(many.assurance[0]),
        trial=bool(many.trial.any()),
        too_even=bool(many.too_even.any()),
        starts=many.starts,
        mean_range=many.mean_range[0],
        options=many.options,
    )


def xmr_many(
    values: Floats,
    *,
    rebase: Sequence[int] = (),
    improve: Improve | Codes = Improve.INCREASE,
    target: ArrayLike | None = None,
    options: XmrOptions | None = None,
) -> XmrMany:
    """Chart many series at once.

    Parameters
    ----------
    values : array of float, shape (series, points)
        Each row a series in time order, equally spaced. A shorter series ends in NaN.
    rebase : sequence of int
        Positions, from 0, at which new limits begin in every series.
    improve : Improve or array of int8, shape (series,)
        Which way is better: for all, or as +1, -1, 0 for each.
    target : float or array of float, shape (series,), optional
        NaN for a series without one.
    options : XmrOptions, optional
        Screening and baseline.

    Returns
    -------
    XmrMany
        A series of fewer than two points has no limits and no signal; it stops nobody else's chart.

    Raises
    ------
    GapInSeries
        When a missing value stands before the end of its series.
    NotFinite
        When a value is infinite or over 1e150.

    Notes
    -----
    Source: NHS England, *Making Data Count* (2019), as computed by NHSRplotthedots 0.2.2: limits at
    the mean plus and minus 2.66 mean moving ranges (Wheeler, *Understanding Variation*, 1993), moving
    ranges screened once (Nelson, *Journal of Quality Technology* 14, 1982). Where moving ranges, or
    those left by the screening, do not differ from zero, that tool draws limits of no width or none;
    here there are none, and only trends and runs can be signals.
    """
    values = np.asarray(values, dtype=np.float64)
    options = options or XmrOptions()
    n = _lengths(values)
    starts = segment_starts(rebase, values.shape[1])
    ends = (*starts[1:], values.shape[1])
    shape = (len(values), len(starts))
    centre, mean_range = np.empty(shape), np.empty(shape)
    labels = np.empty(values.shape, dtype=np.int8)
    rows = max(1, BLOCK // values.shape[1])
    for first in range(0, len(values), rows):
        block = slice(first, first + rows)
        for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
            y = np.ascontiguousarray(values[block, start:end].T)
            centre[block, segment], mean_range[block, segment] = _centre_and_range(y, options)
            c, reach = centre[block, segment], options.limit_factor * mean_range[block, segment]
            limits = Limits(c - reach, c + reach, c - NEAR * reach, c + NEAR * reach)
            labels[block, start:end] = label_points(y, c, limits).T
    sign = np.asarray(improve.sign if isinstance(improve, Improve) else improve)
    last_segment = np.maximum(np.searchsorted(starts, n - 1, side="right") - 1, 0)
    at = (np.arange(len(values)), last_segment)
    reach = options.limit_factor * mean_range[at]
    targets = np.broadcast_to(np.asarray(np.nan if target is None else target, dtype=np.float64), n.shape)
    size = np.clip(n[:, np.newaxis] - np.array(starts), 0, np.array(ends) - np.array(starts))
    return XmrMany(
        n=n,
        starts=starts,
        centre=centre,
        mean_range=mean_range,
        labels=labels,
        variation=variation_of(labels[at[0], np.maximum(n - 1, 0)], sign),
        assurance=assurance_of(centre[at] - reach, centre[at] + reach, targets, sign),
        trial=(size > 0) & (size < TRIAL_UNDER),
        options=options,
    )


def _lengths(values: Floats) -> NDArray[np.int64]:
    """Points of each series; refuses what cannot be charted."""
    if values.ndim != 2 or not values.shape[1]:
        raise ValueError("many series have the shape (series, points), with one point at least")
    missing = np.isnan(values)
    n: NDArray[np.int64] = values.shape[1] - missing.sum(axis=1, dtype=np.int64)
    late = ~missing & (np.arange(values.shape[1]) >= n[:, np.newaxis])
    if late.any():
        series = int(late.any(axis=1).argmax())
        raise GapInSeries(series=series, point=int(missing[series].argmax()))
    too_large = np.abs(values) > LARGEST
    if too_large.any():
        series, point = np.argwhere(too_large)[0]
        raise NotFinite(series=int(series), point=int(point))
    return n


def _centre_and_range(y: Floats, options: XmrOptions) -> tuple[Floats, Floats]:
    """Mean and screened mean moving range of one segment, shapes (series,). ``y`` is (points, series)."""
    baseline = y[: options.fix_after]
    there = ~np.isnan(baseline)
    ranges = np.abs(np.diff(baseline, axis=0))
    mean_range = _mean(ranges, there[1:])
    if options.screen:
        mean_range = _mean(ranges, there[1:] & (ranges < RANGE_FACTOR * mean_range))
    # Below this the ranges are what rounding leaves of equal values.
    rounding = 16 * np.finfo(np.float64).eps * np.fmax.reduce(np.abs(baseline), axis=0)
    return _mean(baseline, there), np.where(mean_range > rounding, mean_range, np.nan)


def _mean(values: Floats, keep: NDArray[np.bool_]) -> Floats:
    """Mean over the first axis; NaN where nothing is kept.

    Summed in extended precision, as the reference does, because a point that stands exactly on the
    mean breaks a run, and a last digit decides that.
    """
    total = np.where(keep, values, 0.0).sum(axis=0, dtype=np.longdouble)
    with np.errstate(invalid="ignore"):
        return np.asarray(total / keep.sum(axis=0), dtype=np.float64)
