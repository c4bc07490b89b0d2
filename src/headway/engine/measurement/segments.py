"""What the charts of a series share: a series without gaps, cut where people say that it begins anew."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import GapInSeries, NotFinite, TooShort

LARGEST = 1e150  # squares and sums of larger values could overflow


def segment_starts(rebase: Sequence[int], points: int) -> tuple[int, ...]:
    """First points of the segments, 0 first, in order and each once.

    Raises
    ------
    ValueError
        When a position is not one of the ``points``.
    """
    if any(not 0 <= start < points for start in rebase):
        raise ValueError(f"a rebase stands at a point from 0 to {points - 1}")
    return tuple(sorted({0, *rebase}))


def whole_series(values: ArrayLike, needed: int) -> NDArray[np.float64]:
    """Take one series, shape (n,), as an array.

    Raises
    ------
    TooShort
        When ``n < needed``.
    GapInSeries, NotFinite
        When a value is missing, infinite or over 1e150.
    """
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 1:
        raise ValueError("one series has the shape (n,)")
    if len(y) < needed:
        raise TooShort(n=len(y), needed=needed)
    missing = np.isnan(y)
    if missing.any():
        raise GapInSeries(series=0, point=int(missing.argmax()))
    too_large = np.abs(y) > LARGEST
    if too_large.any():
        raise NotFinite(series=0, point=int(too_large.argmax()))
    return y
