"""Control charts of counts, shares, rates and rare events: p, p', u, u', c, g and t."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.measurement.counts import (
    CountKind,
    MoreThanAll,
    NegativeCount,
    NoDenominator,
    refuse,
)
from headway.engine.measurement.segments import segment_starts, whole_series
from headway.engine.measurement.spc_words import Assurance, Improve, Signal, Variation
from headway.engine.measurement.xmr import NEAR, SHORTEST_BASELINE, TRIAL_UNDER
from headway.engine.measurement.xmr_rules import Limits, assurance_of, label_points, variation_of

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

SIGMAS: Final = 3.0
PAIR: Final = 1.128  # d2: the mean moving range of pairs, in standard deviations
WEIBULL: Final = 3.6  # the power that makes waiting times near normal


@dataclass(frozen=True, slots=True)
class CountOptions:
    """How limits are set; to be stored with a chart."""

    fix_after: int | None = None  # set limits by the first so many points of each segment
    per: float = 1.0  # values are so many times the ratio: 100 for per cent

    def __post_init__(self) -> None:
        """Refuse a baseline that is too short to set limits by."""
        if self.fix_after is not None and self.fix_after < SHORTEST_BASELINE:
            raise ValueError(f"fix_after is at least {SHORTEST_BASELINE} points, not {self.fix_after}")


@dataclass(frozen=True, slots=True)
class CountChart:
    """The chart of one series of counts. Limits of a segment that varies too little are NaN."""

    kind: CountKind
    values: Floats  # shape (n,): what is drawn: shares, rates, counts, gaps or times
    centre: Floats  # shape (n,)
    lower: Floats  # shape (n,): a limit a point, since each has a denominator of its own
    upper: Floats  # shape (n,)
    near_lower: Floats  # shape (n,): two standard deviations from the centre
    near_upper: Floats  # shape (n,)
    labels: Codes  # shape (n,): codes of Signal
    kinds: Codes  # shape (n,): codes of Variation
    variation: Variation  # of the last point
    assurance: Assurance  # by the limits of the last point
    trial: bool  # some segment has fewer than 13 points
    too_even: bool  # some segment varies too little to set limits
    starts: tuple[int, ...]  # first point of each segment
    sigma_z: Floats  # shape (segments,): 1 but for p' and u', where over 1 means more than chance
    options: CountOptions

    @property
    def n(self) -> int:
        """How many points there are."""
        return len(self.values)

    @property
    def words(self) -> list[str]:
        """The label of each point, in the words of the NHS tools."""
        return [Signal(code).words for code in self.labels]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Centre and limits of one segment on the scale drawn, and labels found on the scale computed."""

    centre: Floats
    limits: Limits
    labels: Codes
    sigma_z: float


def count_chart(
    kind: CountKind,
    counts: ArrayLike,
    out_of: ArrayLike | None = None,
    *,
    rebase: Sequence[int] = (),
    improve: Improve = Improve.INCREASE,
    target: float | None = None,
    options: CountOptions | None = None,
) -> CountChart:
    """Chart one series of counts.

    Parameters
    ----------
    kind : CountKind
        p and u take the denominators as they are; p' and u' widen or narrow their limits by how much the
        values vary in fact, which large denominators need (see `kind_for`).
    counts : array of float, shape (n,)
        Events in time order; for g the cases between events, for t the time between them. No gaps.
    out_of : array of float, shape (n,), optional
        Denominators, over nought: cases for p and p', size for u and u'. None for c, g and t.
    rebase : sequence of int
        Positions, from 0, at which new limits begin. Nothing is carried across.
    improve : Improve
        Which way is better, of what is drawn.
    target : float, optional
        In the unit of what is drawn.
    options : CountOptions, optional
        Baseline and multiplier.

    Raises
    ------
    TooShort
        When ``n < 2``.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.
    NegativeCount, NoDenominator, MoreThanAll
        When a count cannot be one.

    Notes
    -----
    Sources: W. A. Shewhart (1931) for p, u and c: three standard deviations of a binomial or Poisson
    count; D. B. Laney, *Quality Engineering* 14 (2002) 531 for p' and u'; J. C. Benneyan, *Health Care
    Management Science* 4 (2001) 305 for g, whose centre line is the median here, as qicharts2 0.8.1 draws
    it; L. S. Nelson, *Journal of Quality Technology* 26 (1994) 239 for t. Signals follow the rules of
    :func:`xmr_many`; limits stop at nought and, for shares, at the whole.

    Examples
    --------
    >>> chart = count_chart(CountKind.P, [12, 9, 14, 30], [100, 90, 110, 105])
    >>> [round(float(limit), 3) for limit in chart.upper]
    [0.271, 0.277, 0.265, 0.268]
    >>> chart.words[-1]
    'Above UCL'
    """
    options = options or CountOptions()
    x, sizes = _taken(kind, counts, out_of)
    starts = segment_starts(rebase, len(x))
    parts = [slice(a, b) for a, b in zip(starts, (*starts[1:], len(x)), strict=True)]
    lines = [_segment(kind, x[part], sizes[part], options) for part in parts]
    limits = Limits(*(np.concatenate(side) for side in zip(*(line.limits for line in lines), strict=True)))
    labels = np.concatenate([line.labels for line in lines])
    kinds = variation_of(labels, np.array(improve.sign))
    goal = np.array([np.nan if target is None else target])
    assured = assurance_of(limits.lower[-1:], limits.upper[-1:], goal, np.array(improve.sign))
    return CountChart(
        kind=kind,
        values=x / sizes * options.per,
        centre=np.concatenate([line.centre for line in lines]),
        lower=limits.lower,
        upper=limits.upper,
        near_lower=limits.near_lower,
        near_upper=limits.near_upper,
        labels=labels,
        kinds=kinds,
        variation=Variation(kinds[-1]),
        assurance=Assurance(assured[0]),
        trial=any(part.stop - part.start < TRIAL_UNDER for part in parts),
        too_even=bool(np.isnan(limits.upper).any()),
        starts=starts,
        sigma_z=np.array([line.sigma_z for line in lines]),
        options=options,
    )


def _taken(kind: CountKind, counts: ArrayLike, out_of: ArrayLike | None) -> tuple[Floats, Floats]:
    """Counts and denominators as arrays, or a refusal; ones where nothing is divided."""
    x = whole_series(counts, 2)
    if kind.divided != (out_of is not None):
        raise ValueError("p, p', u and u' take denominators; c, g and t take none")
    sizes = np.ones_like(x) if out_of is None else whole_series(out_of, 2)
    if sizes.shape != x.shape:
        raise ValueError("there are as many denominators as counts")
    refuse(NegativeCount, x < 0)
    refuse(NoDenominator, sizes <= 0)
    if kind.share:
        refuse(MoreThanAll, x > sizes)
    return x, sizes


def _segment(kind: CountKind, x: Floats, sizes: Floats, options: CountOptions) -> _Lines:
    """Centre, limits and labels of one segment."""
    baseline = slice(0, options.fix_after)
    if kind is CountKind.T:
        return _times(x, baseline, options.per)
    y = x / sizes
    mean = float(x[baseline].sum() / sizes[baseline].sum())
    spread = np.sqrt(_variance(kind, mean) / sizes)
    sigma_z = 1.0
    if kind.primed:
        sigma_z = _sigma_z(y[baseline], mean, spread[baseline])
    reach = np.where(sigma_z * spread > 0, SIGMAS * sigma_z * spread, np.nan)
    highest = 1.0 if kind.share else np.inf
    limits = _bounded(np.full_like(y, mean), reach, highest)
    centre = np.full_like(y, np.median(y[baseline]) if kind is CountKind.G else mean)
    labels = _labels(y, centre, limits)
    return _Lines(centre * options.per, Limits(*(side * options.per for side in limits)), labels, sigma_z)


def _variance(kind: CountKind, mean: float) -> float:
    """Of one case, or of a count of size one."""
    if kind.share:
        return mean * (1 - mean)
    return mean * (mean + 1) if kind is CountKind.G else mean


def _sigma_z(y: Floats, mean: float, spread: Floats) -> float:
    """How much more than chance neighbouring points differ; NaN where nothing varies."""
    if len(y) < 2 or not spread.all():
        return float("nan")
    found = float(np.abs(np.diff((y - mean) / spread)).mean()) / PAIR
    return found or float("nan")


def _times(x: Floats, baseline: slice, per: float) -> _Lines:
    """An individuals chart of times on a scale that makes them near normal, brought back."""
    y = x ** (1 / WEIBULL)
    centre = np.full_like(y, y[baseline].mean())
    ranges = np.abs(np.diff(y[baseline]))
    reach = SIGMAS * float(ranges.mean()) / PAIR if ranges.any() else float("nan")
    limits = _bounded(centre, np.full_like(y, reach), np.inf)
    back = Limits(*(side**WEIBULL * per for side in limits))
    return _Lines(centre**WEIBULL * per, back, _labels(y, centre, limits), 1.0)


def _bounded(middle: Floats, reach: Floats, highest: float) -> Limits:
    """Limits and near limits around the middle, none of them where no value can be."""
    return Limits(
        lower=np.maximum(middle - reach, 0.0),
        upper=np.minimum(middle + reach, highest),
        near_lower=np.maximum(middle - NEAR * reach, 0.0),
        near_upper=np.minimum(middle + NEAR * reach, highest),
    )


def _labels(y: Floats, centre: Floats, limits: Limits) -> Codes:
    columns = Limits(*(side[:, np.newaxis] for side in limits))
    return label_points(y[:, np.newaxis], centre[:, np.newaxis], columns)[:, 0]
