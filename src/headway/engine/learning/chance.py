"""Randomisation inference: what the very same draw, made again, would have given by chance alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
SLACK: Final = 1e-12  # relative: two orders that mean the same differ by rounding only
CHUNK: Final = 4_000_000  # numbers at a time


@dataclass(frozen=True, slots=True)
class Chance:
    """Two-sided p of the observed draw among others, and the interval of effects not spoken against.

    An end is infinite where too few draws exist to rule anything out.
    """

    p: float
    lower: float
    upper: float
    hits: int
    draws: int


def p_value(observed: float, drawn: Floats) -> float:
    """Return how often draws do as much or more, (hits + 1) / (draws + 1).

    >>> p_value(2.0, np.array([-2.0, 1.0, 0.5]))
    0.5
    """
    return (_hits(abs(observed), np.abs(drawn)) + 1) / (len(drawn) + 1)


def _hits(observed: float, drawn: Floats) -> int:
    return int(np.count_nonzero(drawn >= observed - SLACK * max(observed, 1e-300)))


def shuffles(
    treated: Bools,
    draws: int,
    rng: np.random.Generator,
    *,
    blocks: Ints | None = None,
    clusters: Ints | None = None,
) -> Bools:
    """Deal the arms again, as often as each arm stood in each block; whole clusters where there are some.

    For trials whose program is not known. Shape (draws, n). A cluster lies in the block of its first unit.
    """
    first = np.arange(len(treated)) if clusters is None else np.unique(clusters, return_index=True)[1]
    arm = treated[first]
    block = np.zeros(len(first), dtype=np.int64) if blocks is None else blocks[first]
    dealt = np.empty((draws, len(first)), dtype=np.bool_)
    for name in np.unique(block):
        members = np.flatnonzero(block == name)
        dealt[:, members] = rng.permuted(np.tile(arm[members], (draws, 1)), axis=1)
    return dealt if clusters is None else dealt[:, clusters]


def compare(outcome: Floats, own: Floats, treated: Bools, drawn: Bools, blocks: Ints | None = None) -> Chance:
    """Compare the coefficient of treatment with that of draws of the same design.

    Parameters
    ----------
    outcome : array of float, shape (n,)
        What blocks and baseline leave of it.
    own : array of float, shape (n,)
        What they leave of the observed treatment: an effect of 1 adds this to the outcome.
    treated : array of bool, shape (n,)
    drawn : array of bool, shape (R, n)
    blocks : array of int, shape (n,), optional
        From 0; treatment is compared within them.
    """
    both = np.column_stack([outcome, own])
    observed = _coefficients(treated[None, :], both, blocks)[0]
    found = _coefficients(drawn, both, blocks)
    hits = _hits(abs(float(observed[0])), np.abs(found[:, 0]))
    lower, upper = _interval(observed, found)
    return Chance((hits + 1) / (len(drawn) + 1), lower, upper, hits, len(drawn))


def _coefficients(drawn: Bools, outcomes: Floats, blocks: Ints | None) -> Floats:
    """Return the coefficient of each draw for each column of outcomes, within blocks, shape (R, columns)."""
    codes = np.zeros(drawn.shape[1], dtype=np.int64) if blocks is None else blocks
    within = np.asarray(codes[:, None] == np.arange(int(codes.max()) + 1)[None, :], dtype=np.float64)
    sizes = within.sum(axis=0)
    left = outcomes - within @ ((within.T @ outcomes) / sizes[:, None])
    step = max(1, CHUNK // drawn.shape[1])
    parts = []
    for at in range(0, len(drawn), step):
        arms = drawn[at : at + step].astype(np.float64)
        counts = arms @ within
        spread = (counts * (1.0 - counts / sizes)).sum(axis=1)
        parts.append((arms @ left) / np.maximum(spread, 1e-300)[:, None])
    return np.concatenate(parts)


def _interval(observed: Floats, found: Floats) -> tuple[float, float]:
    """Invert the test: the effects at which more than 5 % of draws do as much."""
    estimate = float(observed[0] / observed[1])

    def kept(effect: float) -> bool:
        hits = _hits(
            abs(float(observed[0] - effect * observed[1])), np.abs(found[:, 0] - effect * found[:, 1])
        )
        return (hits + 1) / (len(found) + 1) > 0.05

    reach = max(float(np.quantile(np.abs(found[:, 0]), 0.95)) if len(found) else 0.0, 1e-12 * abs(estimate))
    return _edge(kept, estimate, -reach), _edge(kept, estimate, reach)


def _edge(kept: Callable[[float], bool], estimate: float, reach: float) -> float:
    """Return where effects stop being kept, going out from the estimate; infinite when they never do."""
    out = estimate + reach
    for _ in range(40):
        if not kept(out):
            break
        reach *= 2.0
        out = estimate + reach
    else:
        return float(np.copysign(np.inf, reach))
    inside = estimate
    for _ in range(60):
        middle = 0.5 * (inside + out)
        if middle in (inside, out):
            break
        inside, out = (middle, out) if kept(middle) else (inside, middle)
    return inside
