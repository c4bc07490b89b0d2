"""Honest bounds: what an event study still says when trends were not quite parallel."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.effects import Staggered
from headway.engine.learning.adoption.panel import Floats, Ints


class NoTrend(CannotEstimate):
    """No straight line can be drawn through what was before adoption. Numbers: ``before`` periods."""

    code = "no_trend"


@dataclass(frozen=True, slots=True)
class HonestBounds:
    """A 95 % interval that holds as long as the trend bends by no more than ``m`` from period to period."""

    m: float
    estimate: float
    lower: float
    upper: float


def smoothness_bounds(found: Staggered, m: float, *, event: int | None = None) -> HonestBounds:
    """Return the interval of an effect when differences in trends may bend by up to ``m`` a period.

    Parameters
    ----------
    found : Staggered
        With a universal base (`callaway_santanna` with ``universal``).
    m : float
        How much the slope of the difference in trends may change from one period to the next; 0 allows
        one straight line.
    event : int, optional
        The time since adoption; the mean of all times without it.

    Raises
    ------
    NoTrend
        When fewer than two periods before adoption were seen, or some in between are missing.
    """
    labels = found.dynamic.labels
    steps = np.rint(labels).astype(np.intp)
    weighing = found.weighings["dynamic"]
    each = found.spread.influence(weighing.weights, weighing.shift)
    post = (steps >= 0).astype(np.float64) if event is None else (steps == event).astype(np.float64)
    return bounds_of(found.dynamic.att, each.T @ each / found.n**2, steps, post / post.sum(), m)


def bounds_of(effects: Floats, covariance: Floats, steps: Ints, target: Floats, m: float) -> HonestBounds:
    """Return the shortest interval of fixed length about a linear estimate.

    Parameters
    ----------
    effects : array of float, shape (j,)
        An event study with the period before adoption as its base, which is left out.
    covariance : array of float, shape (j, j)
    steps : array of int, shape (j,)
        Times since adoption, in order: all from the first to the last but -1.
    target : array of float, shape (j,)
        What of the effects from adoption on is asked for; 0 before.
    m : float
        The largest bend.

    Raises
    ------
    NoTrend
        When the steps have gaps, or none lies before the base.

    Notes
    -----
    Source: A. Rambachan and J. Roth, *Review of Economic Studies* 90 (2023), 2555-2591, section 4.1: fixed
    length intervals for second differences of at most M, with the bias of Armstrong and Kolesár. Weights
    on the periods before adoption take out any straight line; their largest bias is ``m`` times the sum of
    absolute weights on the bends, and the half length is the 95 % point of a normal so far off nought.
    """
    from scipy.special import chndtrix  # noqa: PLC0415 - slow to import

    line, bends = _bends(steps)
    before = np.flatnonzero(steps < 0)

    def weights(v: Floats) -> Floats:
        """Return weights with no straight line left: the last free one is solved for."""
        w = target.copy()
        w[before[1:]] = v
        w[before[0]] = -(w @ line - w[before[0]] * line[before[0]]) / line[before[0]]
        return np.asarray(w)

    def half(v: Floats) -> float:
        w = weights(v)
        spread = math.sqrt(max(float(w @ covariance @ w), 1e-300))
        off = m * float(np.abs(w @ bends).sum()) / spread
        point = off + 1.6448536269514722 if off > 30.0 else math.sqrt(float(chndtrix(0.95, 1.0, off * off)))
        return point * spread

    free = len(before) - 1
    starts = [np.zeros(free)]
    if free:
        starts.append(_least_variance(covariance, weights, free))
        starts = [_search(half, each) for each in starts]
    best = min(starts, key=half)
    estimate, wide = float(weights(best) @ effects), half(best)
    return HonestBounds(m, estimate, estimate - wide, estimate + wide)


def _search(half: Callable[[Floats], float], start: Floats) -> Floats:
    """Look for the shortest interval: the half length is convex, and any weights give one that holds."""
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import

    found = minimize(
        half,
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-14, "maxiter": 20_000, "maxfev": 20_000, "adaptive": True},
    )
    return np.asarray(found.x)


def _least_variance(covariance: Floats, weights: Callable[[Floats], Floats], free: int) -> Floats:
    base = weights(np.zeros(free))
    moves = np.array([weights(each) - base for each in np.eye(free)])
    found = np.linalg.lstsq(moves @ covariance @ moves.T, moves @ covariance @ base, rcond=None)[0]
    return np.asarray(-found)


def _bends(steps: Ints) -> tuple[Floats, Floats]:
    """Return the straight line through the base (j,), and what each bend moves, shape (j, b)."""
    first, last = int(steps.min()), int(steps.max())
    whole = np.arange(first, last + 1)
    if first > -2 or not np.array_equal(steps, whole[whole != -1]):
        raise NoTrend(before=float((steps < 0).sum()))
    bends = np.zeros((len(whole), len(whole) - 2))
    base = -1 - first
    for b in range(len(whole) - 2):
        middle = b + 1
        # a bend at the base is told by how the two slopes on its sides differ: it moves what came before
        if middle <= base:
            bends[:middle, b] = np.arange(middle, 0, -1)
        else:
            bends[middle + 1 :, b] = np.arange(1, len(whole) - middle)
    kept = whole != -1
    return (whole[kept] + 1).astype(np.float64), bends[kept]
