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


def on_simplex(quadratic: Floats, linear: Floats, start: Floats | None = None) -> Floats:
    """Return w >= 0, summing to 1, where w'Qw / 2 - c'w is least.

    Parameters
    ----------
    quadratic : array of float, shape (n, n)
        Q, symmetric, with no negative eigenvalue.
    linear : array of float, shape (n,)
    start : array of float, shape (n,), optional
        Weights that may be near.

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
    n = len(linear)
    scale = max(float(quadratic.diagonal().max()), float(np.abs(linear).max()), 1e-300)
    quadratic, linear = quadratic / scale, linear / scale
    w = np.zeros(n)
    if start is None:
        w[int(np.argmin(0.5 * quadratic.diagonal() - linear))] = 1.0
    else:
        w = np.where(start > 1e-9, start, 0.0)
        w /= w.sum()
    used = w > 0.0
    least = np.inf
    for _ in range(STEPS * n + STEPS):
        tried, used = _descend(quadratic, linear, w, used)
        pull = quadratic @ tried
        loss = float(tried @ (0.5 * pull - linear))
        if loss >= least:  # what seemed a way down was rounding
            return w
        w, least = tried, loss
        price = pull - linear
        level = float(price @ w)
        price[used] = np.inf
        best = int(price.argmin())
        if price[best] >= level - SLACK:
            return w
        used[best] = True
    raise DoesNotEnd(steps=STEPS * n)


def _descend(
    quadratic: Floats, linear: Floats, w: Floats, used: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_]]:
    """Go to the minimum on the weights in use, dropping those that reach nought on the way."""
    w, used = w.copy(), used.copy()
    while True:
        members = used.nonzero()[0]
        here = w[members]
        way, endless = _way(quadratic[members[:, None], members], linear[members], here)
        down = way < 0.0 if endless else here + way < 0.0
        if not down.any():
            w[:] = 0.0
            w[members] = here + way
            return w, used
        ratio = np.full(len(members), np.inf)
        ratio[down] = here[down] / np.maximum(-way[down], 1e-300)
        out = int(np.argmin(ratio))
        here = np.maximum(here + float(ratio[out]) * way, 0.0)
        here[out] = 0.0
        w[:] = 0.0
        w[members] = here / here.sum()
        used[members[out]] = False


def _way(quadratic: Floats, linear: Floats, here: Floats) -> tuple[Floats, bool]:
    """Return the way to the minimum where weights sum to 1 and may be negative.

    Where there is none, since mixes that do equally well leave the linear part free, the way along which it
    falls without end.
    """
    k = len(linear)
    system = np.empty((k + 1, k + 1))
    system[:k, :k], system[k], system[:, k], system[k, k] = quadratic, 1.0, 1.0, 0.0
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
