"""The rules of an XmR chart: which points are signals, what they mean, whether a target will be met."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.engine.measurement.spc_words import Assurance, Signal, Variation

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

RUN = 7  # points on one side of the mean
TREND = 7  # points, so six steps one way


class Limits(NamedTuple):
    """Limits and near limits, in the unit of the series; NaN where there are none."""

    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats


def label_points(y: Floats, centre: Floats, limits: Limits) -> NDArray[np.int8]:
    """Give each point its strongest signal: beyond a limit, trend, two of three, run.

    Parameters
    ----------
    y : array of float, shape (points, series)
        One segment in time order; shorter series end in NaN.
    centre : array of float, shape (series,) or (points, series)
        The centre line.
    limits : Limits
        Arrays of the shape of ``centre``.

    Returns
    -------
    array of int8, shape (points, series)
        Codes of Signal.
    """
    labels = np.zeros(y.shape, dtype=np.int8)
    above, below = y > centre, y < centre
    high, low = y > limits.upper, y < limits.lower
    close_above, close_below = (y > limits.near_upper) & ~high, (y < limits.near_lower) & ~low
    rising, falling = _trends(y)
    for flags, code in (
        (_cover(_all_of(above, RUN), RUN, len(y)), Signal.RUN_ABOVE),
        (_cover(_all_of(below, RUN), RUN, len(y)), Signal.RUN_BELOW),
        (_two_of_three(above, close_above), Signal.TWO_OF_THREE_ABOVE),
        (_two_of_three(below, close_below), Signal.TWO_OF_THREE_BELOW),
        (rising, Signal.RISING),
        (falling, Signal.FALLING),
        (high, Signal.ABOVE_LIMIT),
        (low, Signal.BELOW_LIMIT),
        (np.isnan(y), Signal.NO_POINT),
    ):
        np.putmask(labels, flags, code)
    return labels


def variation_of(labels: NDArray[np.int8], improve: NDArray[np.int8] | NDArray[np.int64]) -> NDArray[np.int8]:
    """Say what points mean: codes of Variation for codes of Signal.

    ``improve`` is +1, -1 or 0 and broadcasts over ``labels``.
    """
    direction = np.sign(labels)
    meaning = np.where(improve == 0, direction * Variation.NEUTRAL_HIGH, direction * improve)
    return np.where(labels == Signal.NO_POINT, Variation.NO_POINT, meaning).astype(np.int8)


def assurance_of(
    lower: Floats, upper: Floats, target: Floats, improve: NDArray[np.int8] | NDArray[np.int64]
) -> NDArray[np.int8]:
    """Compare targets with limits: codes of Assurance, shape (series,).

    A target beyond a limit will be passed or failed as things stand; one between them, or exactly on
    one, is hit or miss. Not known without a target, without limits or where neither way is better.
    """
    side = (target < lower).astype(np.int8) - (target > upper).astype(np.int8)
    known = ~np.isnan(target) & ~np.isnan(lower) & (improve != 0)
    return np.where(known, side * improve, Assurance.NOT_KNOWN).astype(np.int8)


def _trends(y: Floats) -> tuple[Flags, Flags]:
    """Points of seven that rise, or fall, at each step; a point of both belongs to the later trend."""
    step = np.diff(y, axis=0)
    rising = _cover(_all_of(step > 0, TREND - 1), TREND, len(y))
    falling = _cover(_all_of(step < 0, TREND - 1), TREND, len(y))
    goes_up = np.zeros(y.shape, dtype=np.bool_)
    goes_up[:-1] = step > 0
    rising &= ~falling | goes_up
    return rising, falling & ~rising


def _two_of_three(on_side: Flags, close: Flags) -> Flags:
    """The close points of three in a row on one side, two of them at least close to the limit."""
    if len(close) < 3:
        return np.zeros(close.shape, dtype=np.bool_)
    first, second, third = close[:-2], close[1:-1], close[2:]
    two = (first & second) | (third & (first | second))
    return _cover(_all_of(on_side, 3) & two, 3, len(close)) & close


def _all_of(flags: Flags, k: int) -> Flags:
    """For each window of k points: are all flagged? Shape (max(points - k + 1, 0), series)."""
    windows = max(len(flags) - k + 1, 0)
    together = flags[:windows].copy()
    for shift in range(1, k):
        together &= flags[shift : shift + windows]
    return together


def _cover(hits: Flags, k: int, points: int) -> Flags:
    """Flag every point that stands in a window hit. Shape (points, series)."""
    covered = np.zeros((points, *hits.shape[1:]), dtype=np.bool_)
    for shift in range(k):
        covered[shift : shift + len(hits)] |= hits
    return covered
