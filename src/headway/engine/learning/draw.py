"""Drawing a program: once for the record, by SHA-256, and many times for inference, by NumPy."""

import hashlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.program import Assignment, BadProgram, Floats, Program, Roster, roster_hash

Arms = NDArray[np.int8]
Ints = NDArray[np.int64]
BATCH: Final = 10_000  # candidates at a time


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is drawn: m clusters or units in sorted order, cut into strata.

    ``member`` (n,) says which of them each unit of the roster belongs to; ``order`` (f,) are those that are
    free, by stratum; ``cuts`` where strata begin in it; ``pinned`` those in the first arm whatever is drawn.
    """

    names: tuple[str, ...]
    member: Ints
    order: Ints
    cuts: Ints
    pinned: Ints
    white: Floats
    weights: Floats
    caps: Ints

    @property
    def arms(self) -> int:
        return len(self.weights)


def draw(program: Program, roster: Roster) -> Assignment:
    """Draw once, for the record.

    Parameters
    ----------
    program : Program
    roster : Roster
        Its order does not matter: units are drawn in the sorted order of their names.

    Raises
    ------
    BadProgram
        When a cluster lies in two strata, the caps hold fewer than the list, or nothing is known before by
        which the best of several draws could be chosen.

    Notes
    -----
    Nothing but SHA-256: the number of a text is its hash as an integer over 2**256; the texts are the seed,
    the candidate (from 0), and ``unit:NAME``, ``rest`` or ``turn``, joined by colons. Within a stratum units
    stand in the order of their numbers, and arms are dealt along a word that spreads each arm evenly. The
    how-to guide on drawing in public does it again in a few lines.

    Examples
    --------
    >>> drawn = draw(Program(("old", "new"), seed=7), Roster(("a", "b", "c", "d")))
    >>> sorted(drawn.arm)
    ['new', 'new', 'old', 'old']
    """
    plan = _plan(program, roster)
    tries = np.array([_by_hash(plan, program.seed, at) for at in range(program.best_of)])
    best = int(np.argmin(_distance(plan, tries))) if program.best_of > 1 else 0
    arms = tuple(program.arms[each] for each in tries[best][plan.member])
    return Assignment(program, roster.units, arms, roster_hash(roster), best)


def redraws(program: Program, roster: Roster, n: int, rng: np.random.Generator) -> Arms:
    """Draw many times by the same program, for inference: arms by position, shape (n, units).

    Every constraint holds in every draw: strata, clusters, caps, units forced first, and the choice of the
    best of several candidates.

    Raises
    ------
    BadProgram
        As `draw`.
    """
    plan = _plan(program, roster)
    step = max(1, BATCH // program.best_of)
    kept = [_chosen(plan, program.best_of, min(step, n - at), rng) for at in range(0, n, step)]
    return np.concatenate(kept)[:, plan.member] if kept else np.empty((0, len(roster.units)), np.int8)


def _chosen(plan: _Plan, best_of: int, n: int, rng: np.random.Generator) -> Arms:
    dealt = _many(plan, n * best_of, rng)
    if best_of == 1:
        return dealt
    best = _distance(plan, dealt).reshape(n, best_of).argmin(axis=1)
    return np.asarray(dealt[np.arange(n) * best_of + best])


def mahalanobis(program: Program, roster: Roster, drawn: Arms) -> Floats:
    """Return how far apart the arms' mean covariates are in each draw, shape (draws,)."""
    plan = _plan(program, roster)
    first = np.array([int(np.flatnonzero(plan.member == at)[0]) for at in range(len(plan.names))])
    return _distance(plan, drawn[:, first])


def _plan(program: Program, roster: Roster) -> _Plan:
    """Return the units or clusters in sorted order with strata, pins and mean covariates."""
    if program.clustered and not roster.clusters:
        raise BadProgram(clusters=0)
    told = roster.clusters if program.clustered else roster.units
    names = tuple(sorted(set(told)))
    place = {name: at for at, name in enumerate(names)}
    member = np.array([place[each] for each in told], dtype=np.int64)
    pinned = np.array(sorted(place.get(name, -1) for name in set(program.first)), dtype=np.int64)
    if (pinned < 0).any():
        raise BadProgram(first=float((pinned < 0).sum()))
    if program.best_of > 1 and not roster.covariates.size:
        raise BadProgram(covariates=0)
    strata = _strata(roster, member, len(names))
    forced = set(pinned.tolist())
    groups: dict[str, list[int]] = {name: [] for name in sorted(set(strata))}
    for at in (each for each in range(len(names)) if each not in forced):
        groups[strata[at]].append(at)
    parts = [part for group in groups.values() for part in _blocks(group, program.block) if part]
    caps = np.array(program.caps or (len(names),) * len(program.arms), dtype=np.int64)
    if caps.sum() < len(names) or len(pinned) > caps[0]:
        raise BadProgram(caps=float(caps.sum()), units=len(names))
    return _Plan(
        names=names,
        member=member,
        order=np.array([at for part in parts for at in part], dtype=np.int64),
        cuts=np.cumsum([0, *map(len, parts)], dtype=np.int64),
        pinned=pinned,
        white=_whitened(_means(roster.covariates, member, len(names))),
        weights=program.weights,
        caps=caps,
    )


def _strata(roster: Roster, member: Ints, count: int) -> list[str]:
    found: list[str | None] = [None] * count
    for at, stratum in zip(member.tolist(), roster.strata or ("",) * len(member), strict=True):
        if found[at] not in (None, stratum):
            raise BadProgram(cluster=at)
        found[at] = stratum
    return [each or "" for each in found]


def _blocks(members: list[int], block: int) -> list[list[int]]:
    return [members[at : at + block] for at in range(0, len(members), block)] if block else [members]


def _means(covariates: Floats, member: Ints, count: int) -> Floats:
    if not covariates.size:
        return np.empty((count, 0))
    sums = np.zeros((count, covariates.shape[1]))
    np.add.at(sums, member, covariates)
    return np.asarray(sums / np.bincount(member, minlength=count)[:, None])


def _sizes(plan: _Plan, numbers: Floats) -> Ints:
    """Return how many each arm takes in all: its share, rounded at random, below its cap, shape (R, arms).

    ``numbers`` (R,) lie in [0, 1): systematic sampling of what rounding leaves, so that shares hold exactly
    in the mean. What a cap cuts goes to the other arms by their shares.
    """
    exact = np.zeros(plan.arms)
    left, open_ = float(len(plan.names)), np.ones(plan.arms, dtype=bool)
    while left > 1e-9 and open_.any():
        exact[open_] += left * plan.weights[open_] / plan.weights[open_].sum()
        left = float(np.maximum(exact - plan.caps, 0.0).sum())
        exact = np.minimum(exact, plan.caps)
        open_ = exact < plan.caps - 1e-9
    exact[0] = max(exact[0], float(len(plan.pinned)))
    exact[1:] *= (len(plan.names) - exact[0]) / max(float(exact[1:].sum()), 1e-300)
    edges = np.cumsum(exact)
    edges[-1] = len(plan.names)
    whole = np.floor(edges[None, :] + numbers[:, None] + 1e-9)
    sizes = np.diff(whole, axis=1, prepend=np.floor(numbers[:, None] + 1e-9)).astype(np.int64)
    sizes[:, 0] -= len(plan.pinned)
    return np.asarray(sizes)


def _word(sizes: Ints) -> Arms:
    """Return the arms, each as often as its size, spread as evenly as can be, shape (sum of sizes,)."""
    places = np.concatenate([(np.arange(size) + 0.5) / max(size, 1) for size in sizes.tolist()] or [[]])
    arms = np.repeat(np.arange(len(sizes), dtype=np.int8), sizes)
    return np.asarray(arms[np.lexsort((arms, places))])


def _number(text: str) -> float:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) / 2**256


def _by_hash(plan: _Plan, seed: int, tries: int) -> Arms:
    """Return the arms of one draw, shape (m,), from hashes alone."""
    start = f"{seed}:{tries}:"
    word = _word(_sizes(plan, np.array([_number(start + "rest")]))[0])
    word = np.roll(word, -int(_number(start + "turn") * len(word)))
    dealt = np.zeros(len(plan.names), dtype=np.int8)
    for low, high in zip(plan.cuts[:-1].tolist(), plan.cuts[1:].tolist(), strict=True):
        part = sorted(plan.order[low:high].tolist(), key=lambda at: _number(f"{start}unit:{plan.names[at]}"))
        dealt[part] = word[low:high]
    return dealt


def _many(plan: _Plan, n: int, rng: np.random.Generator) -> Arms:
    """Return the arms of n draws, shape (n, m)."""
    sizes = _sizes(plan, rng.random(n))
    turns = rng.random(n)
    free = len(plan.order)
    slots = np.empty((n, free), dtype=np.int8)
    kinds, which = np.unique(sizes, axis=0, return_inverse=True)
    for at, kind in enumerate(kinds):
        rows = np.flatnonzero(which.ravel() == at)
        twice = np.tile(_word(kind), 2)
        windows = np.lib.stride_tricks.sliding_window_view(twice, free) if free else twice[None, :0]
        slots[rows] = windows[(turns[rows] * free).astype(np.int64)]
    dealt = np.zeros((n, len(plan.names)), dtype=np.int8)
    for low, high in zip(plan.cuts[:-1].tolist(), plan.cuts[1:].tolist(), strict=True):
        dealt[:, plan.order[low:high]] = rng.permuted(slots[:, low:high], axis=1)
    return dealt


def _whitened(covariates: Floats) -> Floats:
    """Return what the covariates say, without what two of them say twice."""
    if not covariates.shape[1]:
        return covariates
    centred = covariates - covariates.mean(axis=0)
    left, size, _right = np.linalg.svd(centred, full_matrices=False)
    keep = size > 1e-9 * max(float(size.max(initial=0.0)), 1e-300)
    return np.asarray(left[:, keep] * np.sqrt(len(centred) - 1.0))


def _distance(plan: _Plan, dealt: Arms) -> Floats:
    """Return the Mahalanobis distance of the arms' means in each draw: chi-square under complete chance."""
    total = np.zeros(len(dealt))
    for arm in range(plan.arms):
        chosen = (dealt == arm).astype(np.float64)
        sizes = chosen.sum(axis=1)
        means = (chosen @ plan.white) / np.maximum(sizes, 1.0)[:, None]
        total += sizes * (means * means).sum(axis=1)
    return total
