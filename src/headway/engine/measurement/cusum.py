"""Small lasting shifts, which limits and runs find late: the cumulative sum chart (CUSUM)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import NotFinite, TooShort
from headway.engine.measurement.segments import LARGEST, segment_starts

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.int64]

ALLOWANCE: Final = 0.5  # half the shift to be found, in standard deviations
THRESHOLD: Final = 4.0  # an alert stands while a sum is over it, in standard deviations


@dataclass(frozen=True, slots=True)
class CusumOptions:
    """What a point has to exceed to count, and what the sum has to exceed; in standard deviations."""

    allowance: float = ALLOWANCE
    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        """Refuse a chart that would never be quiet."""
        if not (self.allowance >= 0 and self.threshold > 0):
            raise ValueError("the allowance is not negative, the threshold is over 0")


@dataclass(frozen=True, slots=True)
class Cusum:
    """The sums of one series, in standard deviations; both are nought or more."""

    upper: Floats  # shape (n,): what points lie above the centre, beyond the allowance
    lower: Floats  # shape (n,): what they lie below it, likewise
    since_upper: Positions  # shape (n,): first point of the present sum; one past the point where it is 0
    since_lower: Positions  # shape (n,)
    threshold: float  # of both sums

    @property
    def high(self) -> Flags:
        """Points at which an alert of a shift upwards stands, shape (n,)."""
        return np.asarray(self.upper > self.threshold)

    @property
    def low(self) -> Flags:
        """Points at which an alert of a shift downwards stands, shape (n,)."""
        return np.asarray(self.lower > self.threshold)


def cusum(
    values: ArrayLike,
    centre: ArrayLike,
    sigma: ArrayLike,
    *,
    rebase: Sequence[int] = (),
    options: CusumOptions | None = None,
) -> Cusum:
    """Sum what a series lies above and below its centre.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order, in its own unit, equally spaced. A missing point (NaN) leaves both
        sums as they were.
    centre : float or array of float, shape (n,)
        What the series is held against, in its unit: a value agreed beforehand, or the centre line of
        its chart. Where it is NaN the point counts as missing.
    sigma : float or array of float, shape (n,)
        The standard deviation of single points, over 0, in the same unit; from a chart of single values
        its mean moving range / 1.128. Where it is NaN the point counts as missing.
    rebase : sequence of int
        Positions, from 0, at which both sums begin again from nought.
    options : CusumOptions, optional
        Allowance and threshold; 0.5 and 4 standard deviations unless told.

    Returns
    -------
    Cusum
        The sums are not set back by an alert: it stands until the sum has come down to the threshold.

    Raises
    ------
    TooShort
        When there is no point.
    NotFinite
        When a value is infinite or over 1e150.
    ValueError
        When ``sigma`` is not over 0, or a rebase stands at no point.

    Notes
    -----
    Source: E. S. Page, *Biometrika* 41 (1954) 100; in tabular form D. C. Montgomery, *Introduction to
    Statistical Quality Control*, and D. M. Hawkins and D. H. Olwell, *Cumulative Sum Charts and Charting
    for Quality Improvement* (1998): ``upper[i] = max(0, upper[i-1] + (y[i] - centre) / sigma - 0.5)``,
    ``lower`` likewise with the sign turned, an alert over 4 or 5. The first point of the present sum is
    their estimate of when the shift began.

    With centre and standard deviation known, points independent and normal, a first alert of either side
    comes on average after 168 points where nothing changed, 26.6 after a shift of half a standard
    deviation, 8.4 after one, 3.3 after two (Montgomery's table of average run lengths; with a threshold
    of 5: 465, 38, 10.4 and 4.0). A centre taken from the same points changes that: see
    :func:`hidden_shift`, which also says why the threshold is 4.

    OpenPrescribing sums against the mean of the twelve months before, without an allowance, and sets the
    mean anew at an alert. Here new limits begin only where people set them, as on the XmR chart.

    Examples
    --------
    >>> sums = cusum([10, 9, 11, 10, 12, 12, 11, 12, 12, 12], 10, 1)
    >>> sums.upper.tolist()
    [0.0, 0.0, 0.5, 0.0, 1.5, 3.0, 3.5, 5.0, 6.5, 8.0]
    >>> int(sums.high.argmax()), int(sums.since_upper[-1])
    (7, 4)
    """
    options = options or CusumOptions()
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 1:
        raise ValueError("one series has the shape (n,)")
    if not len(y):
        raise TooShort(n=0, needed=1)
    too_large = np.abs(y) > LARGEST
    if too_large.any():
        raise NotFinite(series=0, point=int(too_large.argmax()))
    spread = np.broadcast_to(np.asarray(sigma, dtype=np.float64), y.shape)
    if (spread <= 0).any():
        raise ValueError("the standard deviation is over 0")
    away = (y - np.asarray(centre, dtype=np.float64)) / spread
    starts = segment_starts(rebase, len(y))
    upper, since_upper = _sums(away - options.allowance, starts)
    lower, since_lower = _sums(-away - options.allowance, starts)
    return Cusum(upper, lower, since_upper, since_lower, options.threshold)


def _sums(steps: Floats, starts: Sequence[int]) -> tuple[Floats, Positions]:
    """Sums of steps that never fall under nought, and the first point of each; NaN is no step.

    Such a sum is what the plain sum has risen above its lowest point so far.
    """
    parts = np.split(np.where(np.isnan(steps), 0.0, steps), starts[1:])
    sums, since = [], []
    for first, part in zip(starts, parts, strict=True):
        plain = np.cumsum(part)
        risen = plain - np.minimum(np.minimum.accumulate(plain), 0.0)
        after = np.where(risen == 0, np.arange(1, len(part) + 1), 0)
        sums.append(risen)
        since.append(first + np.maximum.accumulate(after))
    return np.concatenate(sums), np.concatenate(since)
