"""Looks before the end: how far from chance an effect must be at each, so that all share one level."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.power import BadDesign

Floats = NDArray[np.float64]
POINTS: Final = 64  # Gauss and Legendre; 400 give the same digits at 170 times the cost
FURTHEST: Final = 8.0  # standard deviations; nothing that matters lies beyond
MOST_LOOKS: Final = 50


class Boundary(StrEnum):
    """How the level is shared out among the looks."""

    POCOCK = "pocock"
    OBRIEN_FLEMING = "obrien_fleming"
    LAN_DEMETS = "lan_demets"
    LAN_DEMETS_POCOCK = "lan_demets_pocock"


@dataclass(frozen=True, slots=True)
class Looks:
    """The two-sided bounds of a z statistic at each look, and the level spent up to it."""

    information: tuple[float, ...]
    bounds: tuple[float, ...]
    spent: tuple[float, ...]


def group_sequential(boundary: Boundary, information: Sequence[float], alpha: float = 0.05) -> Looks:
    """Return the bounds of planned looks.

    Parameters
    ----------
    boundary : Boundary
        Pocock and O'Brien-Fleming hold the shape over all looks; Lan and DeMets spend by a function of how
        much is known, so that looks may come at other times than planned.
    information : sequence of float
        The share of all data at each look, rising, the last one 1.
    alpha : float
        Two-sided level.

    Raises
    ------
    BadDesign

    Notes
    -----
    Sources: S. J. Pocock, *Biometrika* 64 (1977), 191-199; P. C. O'Brien and T. R. Fleming, *Biometrics* 35
    (1979), 549-556; K. K. G. Lan and D. L. DeMets, *Biometrika* 70 (1983), 659-663; by the recursion of
    P. Armitage, C. K. McPherson and B. C. Rowe, *JRSS A* 132 (1969), 235-244.

    Examples
    --------
    >>> looks = group_sequential(Boundary.LAN_DEMETS, [0.2, 0.4, 0.6, 0.8, 1.0])
    >>> [round(each, 4) for each in looks.bounds]
    [4.8769, 3.357, 2.6803, 2.2898, 2.031]
    """
    shares = tuple(map(float, information))
    rising = all(low < high for low, high in itertools.pairwise(shares))
    if not 0 < len(shares) <= MOST_LOOKS or not rising or not shares[0] > 0.0 or abs(shares[-1] - 1.0) > 1e-9:
        raise BadDesign(looks=len(shares))
    if not 0.0 < alpha < 1.0:
        raise BadDesign(alpha=alpha)
    return _looks(boundary, shares, alpha)


@lru_cache(maxsize=256)
def _looks(boundary: Boundary, shares: tuple[float, ...], alpha: float) -> Looks:
    if boundary in (Boundary.POCOCK, Boundary.OBRIEN_FLEMING):
        flat = boundary is Boundary.POCOCK
        shape = np.array([1.0 if flat else 1.0 / math.sqrt(each) for each in shares])
        constant = _bisect(lambda c: sum(_spent(shares, c * shape)) - alpha, 0.5, FURTHEST)
        bounds = constant * shape
        spent = np.cumsum(_spent(shares, bounds))
    else:
        spent = np.array([_spending(boundary, each, alpha) for each in shares])
        bounds = np.array(_by_spending(shares, np.diff(spent, prepend=0.0)))
    return Looks(shares, tuple(map(float, bounds)), tuple(map(float, spent)))


def _spending(boundary: Boundary, share: float, alpha: float) -> float:
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - slow to import

    if boundary is Boundary.LAN_DEMETS_POCOCK:
        return alpha * math.log(1.0 + (math.e - 1.0) * share)
    half: float = 0.5 * alpha
    return 4.0 * float(ndtr(float(ndtri(half / 2.0)) / math.sqrt(share)))


@dataclass(frozen=True, slots=True)
class _State:
    """The score at a look where no bound was crossed: points, their weights, and its density there."""

    points: Floats
    weights: Floats
    density: Floats
    share: float


def _begin(share: float, bound: float) -> _State:
    points, weights = _grid(bound * math.sqrt(share))
    return _State(points, weights, _normal(points / math.sqrt(share)) / math.sqrt(share), share)


def _beyond(state: _State | None, share: float, bound: float) -> float:
    """Return the chance to cross at this look first, on either side."""
    from scipy.special import ndtr  # noqa: PLC0415 - slow to import

    edge = bound * math.sqrt(share)
    if state is None:
        return 2.0 * float(ndtr(-bound))
    step = math.sqrt(share - state.share)
    out = ndtr((-edge - state.points) / step) + ndtr((state.points - edge) / step)
    return float((state.weights * state.density) @ out)


def _go_on(state: _State | None, share: float, bound: float) -> _State:
    if state is None:
        return _begin(share, bound)
    points, weights = _grid(bound * math.sqrt(share))
    step = math.sqrt(share - state.share)
    moves = _normal((points[:, None] - state.points[None, :]) / step) / step
    return _State(points, weights, moves @ (state.weights * state.density), share)


def _spent(shares: Sequence[float], bounds: Floats) -> list[float]:
    state, found = None, []
    for share, bound in zip(shares, bounds.tolist(), strict=True):
        found.append(_beyond(state, share, bound))
        state = _go_on(state, share, bound)
    return found


def _by_spending(shares: Sequence[float], steps: Floats) -> list[float]:
    state: _State | None = None
    found = []
    for share, step in zip(shares, steps.tolist(), strict=True):
        found.append(_crossed(state, share, step))
        state = _go_on(state, share, found[-1])
    return found


def _crossed(state: _State | None, share: float, step: float) -> float:
    return _bisect(lambda bound: _beyond(state, share, bound) - step, 0.0, FURTHEST)


@lru_cache(maxsize=1)
def _nodes() -> tuple[Floats, Floats]:
    points, weights = np.polynomial.legendre.leggauss(POINTS)
    return np.asarray(points), np.asarray(weights)


def _grid(edge: float) -> tuple[Floats, Floats]:
    points, weights = _nodes()
    reach = min(edge, FURTHEST)
    return points * reach, weights * reach


def _normal(z: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi))


def _bisect(falls: Callable[[float], float], low: float, high: float) -> float:
    while low < (middle := 0.5 * (low + high)) < high:
        low, high = (middle, high) if falls(middle) > 0.0 else (low, middle)
    return 0.5 * (low + high)
