"""Polis's groups from scratch: k-means on its map, through up to a hundred base clusters.

Source: compdemocracy/polis, snapshot of 2024-10-23, ``math/src/polismath/math`` (read, not copied). Polis
itself goes on from its own past states, which no export carries; this starts anew each time.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.opinion.votes import Bools, Floats, Ints, Votes

FEWEST_VOTES: Final = 7
FEWEST_PEOPLE: Final = 15
BASE: Final = 100
BASE_ROUNDS: Final = 100
ROUNDS: Final = 20
MOST_GROUPS: Final = 5
STILL: Final = 0.01  # centres that move less have stopped
GRID_FROM: Final = 5_000  # people from which the map is counted in squares first
GRID: Final = 128


@dataclass(frozen=True, slots=True)
class Clusters:
    """Points in clusters: ``centres`` (k, d), and the cluster of each point, shape (points,)."""

    centres: Floats
    of: Ints


@dataclass(frozen=True, slots=True)
class Grouped:
    """``of`` (n,) is the group of each person, -1 for too few votes; ``silhouettes`` has one for each k."""

    of: Ints
    k: int
    base: Clusters
    silhouettes: dict[int, float]


def who_counts(votes: Votes) -> Bools:
    """Return who is on Polis's map, shape (n,): 7 votes, or all where there are fewer statements.

    Where fewer than 15 people qualify, those with most votes make it 15.
    """
    each = votes.each()
    inside: Bools = each >= min(FEWEST_VOTES, len(votes.statements))
    if inside.sum() < FEWEST_PEOPLE:
        inside[np.argsort(-each, kind="stable")[:FEWEST_PEOPLE]] = True
    return inside & (each > 0)


def group(people: Floats, inside: Bools, k: int | None = None) -> Grouped:
    """Return Polis's groups of people on its map.

    Parameters
    ----------
    people : array of float, shape (n, 2)
        Positions, in the order of people that Polis would start from.
    inside : array of bool, shape (n,)
        Who counts.
    k : int, optional
        How many groups; by the best silhouette from 2 to 5 without.
    """
    of = np.full(len(people), -1, dtype=np.int64)
    where = np.flatnonzero(inside)
    if len(where) == 0:
        return Grouped(of, 0, Clusters(np.empty((0, 2)), of[:0]), {})
    points, square, weights = _squares(people[where])
    base = k_means(points, weights, BASE, BASE_ROUNDS)
    sizes = np.bincount(base.of, weights, minlength=len(base.centres)).astype(np.float64)
    most = min(MOST_GROUPS, 2 + len(base.centres) // 12)
    found, scores = {}, {}
    for count in range(2, most + 1) if k is None else [k]:
        found[count] = k_means(base.centres, sizes, count, ROUNDS)
        scores[count] = silhouette(base.centres, found[count].of)
    best = max(scores, key=lambda count: (scores[count], count))
    chosen = found[best]
    of[where] = chosen.of[base.of][square]
    return Grouped(of, len(chosen.centres), Clusters(base.centres, base.of[square]), scores)


def k_means(points: Floats, weights: Floats, k: int, rounds: int) -> Clusters:
    """Return weighted k-means from the first k distinct points, without those that end up empty."""
    _, first = np.unique(points, axis=0, return_index=True)
    centres = points[np.sort(first)[:k]]
    of = np.zeros(len(points), dtype=np.int64)
    for _ in range(rounds + 1):
        of = _nearest(points, centres)
        filled = np.bincount(of, minlength=len(centres)) > 0
        of = (np.cumsum(filled) - 1)[of]
        total = np.bincount(of, weights)
        new = np.column_stack([np.bincount(of, weights * axis) / total for axis in points.T])
        still = _still(centres, new)
        centres = new
        if still:
            break
    return Clusters(centres, of)


def silhouette(points: Floats, of: Ints) -> float:
    """Return the mean silhouette, 0 for a point that is alone in its cluster."""
    apart = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    size = np.bincount(of)
    if len(size) < 2:
        return -1.0
    sums = np.column_stack([apart[:, of == each].sum(axis=1) for each in range(len(size))])
    rows = np.arange(len(points))
    own = sums[rows, of] / np.maximum(size[of] - 1, 1)
    means = sums / size
    means[rows, of] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(own, other)
    score = np.where((size[of] > 1) & (larger > 0), (other - own) / np.where(larger > 0, larger, 1.0), 0.0)
    return float(score.mean())


def _nearest(points: Floats, centres: Floats) -> Ints:
    """Return the nearest centre of each point; by squares of differences, which do not cancel."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 - slow to import

    return np.asarray(cKDTree(centres).query(points)[1], dtype=np.int64)


def _still(old: Floats, new: Floats) -> bool:
    """Say whether sorted centres hardly moved, compared as far as both lists go, as Polis does."""
    n = min(len(old), len(new))
    first, second = (each[np.lexsort(each.T[::-1])][:n] for each in (old, new))
    return bool((np.sqrt(((first - second) ** 2).sum(axis=1)) < STILL).all())


def _squares(points: Floats) -> tuple[Floats, Ints, Floats]:
    """Return distinct points to cluster, which of them each person is at, and how many are there.

    Up to 5,000 people, each person is a point of their own; above, the means of 128 by 128 squares.
    """
    if len(points) <= GRID_FROM:
        return points, np.arange(len(points)), np.ones(len(points))
    low, high = points.min(axis=0), points.max(axis=0)
    cell = ((points - low) / np.where(high > low, high - low, 1.0) * (GRID - 1e-9)).astype(np.int64)
    _, square, count = np.unique(cell @ np.array([GRID, 1]), return_inverse=True, return_counts=True)
    means = np.column_stack([np.bincount(square, axis) / count for axis in points.T])
    return means, square, count.astype(np.float64)
