"""The exact minimum of a convex quadratic over the simplex, by active sets."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SLACK: Final = 1e-11  # relative: what counts as no way down
STEPS: Final = 40  # for each weight; far above what any case needed


class DoesNotEnd(CannotEstimate):
    """The search among sets of donors did not end. Numbers: ``steps``."""

    code = "does_not_end"


def on_simplex(
    quadratic: Floats, linear: Floats, start: Floats | None = None, *, without: int | None = None
) -> Floats:
    """Return w >= 0, summing to 1, where w'Qw / 2 - c'w is least.

    Parameters
    ----------
    quadratic : array of float, shape (n, n)
        Q, symmetric, with no negative eigenvalue.
    linear : array of float, shape (n,)
    start : array of float, shape (n,), optional
        Weights that may be near.
    without : int, optional
        A weight that stays nought.

    Notes
    -----
    Source: J. Nocedal and S. J. Wright, *Numerical Optimization* (2006), algorithm 16.3, with the single
    equality kept throughout; the weight whose price is lowest comes in, the first that reaches nought goes
    out. Where several mixes do equally well, the one reached first is returned.

    Examples
    --------
    >>> on_simplex(np.diag([1.0, 1.0]), np.array([0.6, 0.0])).round(6).tolist()
    [0.8, 0.2]
    """
    diagonal = quadratic.diagonal()
    scale = max(float(diagonal.max()), float(np.abs(linear).max()), 1e-300)
    if start is None:
        alone = 0.5 * diagonal - linear
        if without is not None:
            alone[without] = np.inf
        members, here = np.array([int(alone.argmin())]), np.ones(1)
    else:
        members = (start > 1e-9).nonzero()[0]
        here = start[members] / start[members].sum()
    best, least = (members, here), np.inf
    for _ in range(STEPS * len(linear) + STEPS):
        members, here = _descend(quadratic, scale, linear, members, here)
        price = here @ quadratic[members] - linear  # of few rows: too small a product to wake BLAS's threads
        level = float(here @ price[members])
        loss = level - float(here @ linear[members])  # twice what is made least
        if loss >= least:  # what seemed a way down was rounding
            break
        best, least = (members, here), loss
        price[members] = np.inf
        if without is not None:
            price[without] = np.inf
        entering = int(price.argmin())
        if price[entering] >= level - SLACK * scale:
            break
        members, here = np.concatenate((members, [entering])), np.concatenate((here, [0.0]))
    else:
        raise DoesNotEnd(steps=STEPS * len(linear))
    w = np.zeros(len(linear))
    w[best[0]] = best[1]
    return w


def _descend(
    quadratic: Floats, scale: float, linear: Floats, members: Ints, here: Floats
) -> tuple[Ints, Floats]:
    """Go to the minimum on the weights in use, dropping those that reach nought on the way."""
    while True:
        way, endless = _way(quadratic[members[:, None], members], scale, linear[members], here)
        there = here + way
        down = (way if endless else there) < 0.0
        if not down.any():
            return members, there
        falling = down.nonzero()[0]
        ratios = here[falling] / np.maximum(-way[falling], 1e-300)
        first = int(ratios.argmin())
        left = np.ones(len(members), dtype=np.bool_)
        left[falling[first]] = False
        members, here = members[left], np.maximum(here + float(ratios[first]) * way, 0.0)[left]
        here = here / here.sum()


def _way(quadratic: Floats, scale: float, linear: Floats, here: Floats) -> tuple[Floats, bool]:
    """Return the way to the minimum where weights sum to 1 and may be negative.

    Where there is none, since mixes that do equally well leave the linear part free, the way along which it
    falls without end.
    """
    k = len(linear)
    system = np.empty((k + 1, k + 1))
    system[:k, :k], system[k], system[:, k], system[k, k] = quadratic, scale, scale, 0.0
    right = np.zeros(k + 1)
    right[:k] = linear - quadratic @ here
    level = max(float(np.abs(right).max()), 1e-300)
    try:
        found = np.linalg.solve(system, right)
    except np.linalg.LinAlgError:
        found = np.full(k + 1, np.nan)
    if np.abs(system @ found - right).max() <= 1e-9 * level:  # not for NaN either
        return np.asarray(found[:k], dtype=np.float64), False
    fitted: Floats = np.asarray(np.linalg.lstsq(system, right, rcond=1e-12)[0], dtype=np.float64)
    left = np.asarray(right - system @ fitted, dtype=np.float64)
    if np.abs(left).max() <= 1e-7 * level:
        return fitted[:k], False
    return np.asarray(left[:k] - left[:k].mean(), dtype=np.float64), True
