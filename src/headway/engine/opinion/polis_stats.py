"""Polis's statistics of statements in groups: representativeness, consensus, priority.

Source: compdemocracy/polis, snapshot of 2024-10-23, ``repness.clj``, ``stats.clj`` and ``conversation.clj``
(read, not copied). They are exact: the same groups give the same numbers.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.opinion.votes import Bools, Floats, Ints

Z_90: Final = 1.2816
TOP: Final = 5
META: Final = 49.0


@dataclass(frozen=True, slots=True)
class Tests:
    """How groups stand to statements, each (g, m): agree first, then disagree.

    ``p`` is the share (with a vote more on each side), ``pt`` its z against a half, ``r`` the ratio to the
    share of all others, ``rt`` the z of the difference.
    """

    pa: Floats
    pat: Floats
    ra: Floats
    rat: Floats
    pd: Floats
    pdt: Floats
    rd: Floats
    rdt: Floats


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that stands for a group: position, whether by agreeing, and how clearly."""

    statement: int
    agrees: bool
    votes: int
    share: float
    share_z: float
    ratio: float
    z: float


@dataclass(frozen=True, slots=True)
class Consensus:
    """Positions of statements that the whole room agrees on, and disagrees with, best first."""

    agree: tuple[int, ...]
    disagree: tuple[int, ...]


def tests(agree: Ints, disagree: Ints, votes: Ints) -> Tests:
    """Return Polis's tests of each group against a half and against everybody else.

    Parameters
    ----------
    agree, disagree, votes : arrays of int, shape (g, m)
        Counts of each group; votes count those who passed.
    """
    agreed, disagreed = _against(agree, votes), _against(disagree, votes)
    return Tests(*agreed, *disagreed)


def _against(hits: Ints, votes: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    share = (hits + 1) / (votes + 2)
    share_z = 2.0 * np.sqrt(votes + 1) * ((hits + 1) / (votes + 1) - 0.5)
    other_hits, other_votes = hits.sum(axis=0) - hits, votes.sum(axis=0) - votes
    ratio = share / ((other_hits + 1) / (other_votes + 2))
    return share, share_z, ratio, _two_proportions(hits, votes, other_hits, other_votes)


def _two_proportions(hits: Ints, votes: Ints, other_hits: Ints, other_votes: Ints) -> Floats:
    """Return the z of a difference of shares, every count one higher, 0 where all of all agree."""
    first, second = (hits + 1) / (votes + 1), (other_hits + 1) / (other_votes + 1)
    pooled = (hits + other_hits + 2) / (votes + other_votes + 2)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0.0) * (1 / (votes + 1) + 1 / (other_votes + 1)))
    return np.asarray(np.where(pooled == 1.0, 0.0, (first - second) / np.where(spread > 0, spread, 1.0)))


def representative(told: Tests, votes: Ints, left_out: Bools) -> tuple[tuple[Representative, ...], ...]:
    """Return the statements that stand for each group, at most five, those agreed with first.

    ``votes`` (g, m) are the groups' votes; statements of ``left_out`` (m,) are not chosen.
    """
    return tuple(_of_group(told, each, votes[each], left_out) for each in range(len(votes)))


def _of_group(told: Tests, group: int, votes: Ints, left_out: Bools) -> tuple[Representative, ...]:
    rows = {name: getattr(told, name)[group] for name in Tests.__slots__}
    open_to = np.flatnonzero(~left_out)
    if len(open_to) == 0:
        return ()
    agreed = (rows["rat"] > Z_90) & (rows["pat"] > Z_90)
    disagreed = (rows["rdt"] > Z_90) & (rows["pdt"] > Z_90)
    kept = [int(at) for at in open_to if agreed[at] or disagreed[at]]
    best = _best_agree(rows, open_to)

    def row(at: int, *, agrees: bool) -> Representative:
        side = "a" if agrees else "d"
        shares = (float(rows[name][at]) for name in (f"p{side}", f"p{side}t", f"r{side}", f"r{side}t"))
        return Representative(at, agrees, int(votes[at]), *shares)

    if not kept:
        if best is not None:
            return (row(best, agrees=True),)
        at = int(open_to[np.argmax(np.maximum(rows["rat"], rows["rdt"])[open_to])])
        return (row(at, agrees=bool(rows["rat"][at] > rows["rdt"][at])),)
    found = [row(at, agrees=bool(rows["rat"][at] > rows["rdt"][at])) for at in kept]
    found.sort(key=lambda each: (-each.ratio * each.z * each.share * each.share_z, each.statement))
    if best is not None:
        found = [row(best, agrees=True), *(each for each in found if each.statement != best)]
    return tuple(sorted(found[:TOP], key=lambda each: not each.agrees))


def _best_agree(rows: dict[str, Floats], open_to: Ints) -> int | None:
    """Return the statement a group agrees with best: the first that will do, replaced by better ones."""
    best: int | None = None
    for at in open_to.tolist():
        if best is None:
            will_do = rows["pat"][at] > Z_90 or (rows["ra"][at] > 1.0 and rows["pa"][at] > 0.5)
            better = bool(will_do)
        else:
            names = ("ra", "rat", "pa", "pat") if rows["ra"][best] > 1.0 else ("pa", "pat")
            better = bool(np.prod([rows[n][at] for n in names]) > np.prod([rows[n][best] for n in names]))
        if better:
            best = at
    return best


def consensus(agree: Ints, disagree: Ints, votes: Ints, left_out: Bools) -> Consensus:
    """Return what the whole room agrees on and disagrees with; counts of all people, shape (m,)."""
    sides = []
    for hits in (agree, disagree):
        share = (hits + 1) / (votes + 2)
        share_z = 2.0 * np.sqrt(votes + 1) * ((hits + 1) / (votes + 1) - 0.5)
        kept = np.flatnonzero((share > 0.5) & (share_z > Z_90) & ~left_out)
        order = kept[np.argsort(-(share * share_z)[kept], kind="stable")]
        sides.append(tuple(order[:TOP].tolist()))
    return Consensus(*sides)


def group_informed(agree: Ints, votes: Ints) -> Floats:
    """Return Polis's group-informed consensus, shape (m,): the product over groups of (A + 1) / (S + 2)."""
    return np.asarray(np.prod((agree + 1) / (votes + 2), axis=0))


def priority(agree: Ints, passed: Ints, votes: Ints, extremity: Floats, meta: Bools) -> Floats:
    """Return how likely Polis is to show each statement next, before it divides by the sum, shape (m,).

    Counts (m,) of all people in groups; ``extremity`` (m,) from the map.
    """
    share, passes = (agree + 1) / (votes + 2), (passed + 1) / (votes + 2)
    importance = (1 - passes) * (extremity + 1) * share
    return np.asarray(np.where(meta, META, importance * (1 + 8 * 2.0 ** (-votes / 5)))) ** 2
