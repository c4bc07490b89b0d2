"""Additive tables of votes: whole numbers that add over people, so that boroughs add tables, not people.

Everything about statements and the map follows from them. Sums of whole numbers have no order: shuffled,
batched and federated votes give the same tables to the bit.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from headway.engine.opinion.classes import Sparse
from headway.engine.opinion.votes import AGREE, DISAGREE, Floats, Ints, Votes, sorted_ids

Part = TypeVar("Part")
ROWS: Final = 32_000  # people in one product: each of four packed sums stays inside 16 bits
FIELD: Final = 16
BLOCKS: Final = 4  # of statements: products of a block with itself and later ones alone, 62 % of all
CACHED: Final = 4_000  # people whose votes stay in a processor's cache while they are multiplied
DENSE: Final = 0.35  # share of cells with a vote above which a dense product is the faster one


@dataclass(frozen=True, slots=True)
class Tables:
    """What n people say of m statements, and of pairs of them.

    ``agree``, ``disagree``, ``passed`` (m,) are counts of votes. Over the people, with v the vote and s
    whether there is one: ``both`` (m, m) sums s_j s_k, ``seen`` (m, m) sums s_j v_k, ``product`` (m, m)
    sums v_j v_k.
    """

    statements: tuple[str, ...]
    people: int
    agree: Ints
    disagree: Ints
    passed: Ints
    both: Ints
    seen: Ints
    product: Ints

    @property
    def votes(self) -> Ints:
        """How many votes each statement has, shape (m,)."""
        return self.agree + self.disagree + self.passed

    @property
    def mean(self) -> Floats:
        """Mean vote on each statement, shape (m,); 0 where there is none."""
        return np.asarray((self.agree - self.disagree) / np.maximum(self.votes, 1))

    def __add__(self, other: "Tables") -> "Tables":
        """Join the tables of other people; statements need not be the same."""
        if self.statements != other.statements:
            union = sorted_ids((*self.statements, *other.statements))
            return spread(self, union) + spread(other, union)
        return Tables(
            self.statements,
            self.people + other.people,
            *(getattr(self, name) + getattr(other, name) for name in _COUNTS),
        )


_COUNTS: Final = ("agree", "disagree", "passed", "both", "seen", "product")


def tables(votes: Votes) -> Tables:
    """Return the additive tables of some people's votes.

    Parameters
    ----------
    votes : Votes
        N votes of n people on m statements.

    Notes
    -----
    One sparse product gives all three tables: a vote v stands as 1 + v 2^16 on the left and 1 + v 2^32 on
    the right, so a product's sum holds four sums of 16 bits each, for 32,000 people at most at a time.

    Examples
    --------
    >>> from headway.engine.opinion import votes
    >>> told = tables(votes(["ann", "ann", "bo"], ["1", "2", "1"], [1, -1, 1]))
    >>> told.agree.tolist(), told.product.tolist()
    ([2, 0], [[2, -1], [-1, 1]])
    """
    m = len(votes.statements)
    counts = np.bincount(votes.statement.astype(np.int64) * 3 + (votes.value + 1), minlength=3 * m)
    disagree, passed, agree = counts.reshape(m, 3).T
    sums = [np.zeros((m, m), dtype=np.int64) for _ in range(3)]
    dense = len(votes) > DENSE * max(votes.shape[0] * m, 1)
    for first in range(0, len(votes.people), ROWS):
        last = min(first + ROWS, len(votes.people))
        found = _dense(votes, first, last) if dense else _packed(votes, first, last)
        for at, part in enumerate(found):
            sums[at] += part
    return Tables(votes.statements, len(votes.people), agree, disagree, passed, *sums)


def tables_over(
    parts: Iterable[Part], load: Callable[[Part], Votes], executor: Executor | None = None
) -> Tables:
    """Return the tables of votes that lie in parts, each loaded and counted where the executor runs it.

    Parameters
    ----------
    parts : iterable
        Names of the parts (paths of files, numbers of districts); a person's votes stand in one part only.
    load : callable
        Reads the votes of one part; for an executor of processes or machines, a function of a module.
    executor : concurrent.futures.Executor, optional
        Of threads, processes or a cluster (``dask.distributed.Client.get_executor()``); here without.

    Raises
    ------
    ValueError
        When there is no part.

    Notes
    -----
    The result equals that of one process to the bit: the sums are of whole numbers. Only tables travel,
    3 m^2 + 3 m numbers a part, never votes.
    """
    run: Callable[..., Any] = map if executor is None else executor.map
    total: Tables | None = None
    for found in run(_counted, [(load, part) for part in parts]):
        total = found if total is None else total + found
    if total is None:
        raise ValueError("there is no part to count")
    return total


def _counted(work: tuple[Callable[[Part], Votes], Part]) -> Tables:
    load, part = work
    return tables(load(part))


def spread(told: Tables, statements: tuple[str, ...]) -> Tables:
    """Return tables over more statements, noughts for those that were not there."""
    place = {each: at for at, each in enumerate(statements)}
    at = np.array([place[each] for each in told.statements], dtype=np.int64)
    m = len(statements)
    wide = []
    for name in _COUNTS:
        count = getattr(told, name)
        new = np.zeros((m,) * count.ndim, dtype=np.int64)
        new[np.ix_(*(at,) * count.ndim)] = count
        wide.append(new)
    return Tables(statements, told.people, *wide)


def spread_of(told: Tables, left_out: NDArray[np.bool_] | None = None) -> Floats:
    """Return the sums of squares and products of votes about their means, missing votes at the mean: (m, m).

    Statements of ``left_out`` (m,) stand at nought, as Polis does with what is moderated away.
    """
    mean = told.mean
    across = told.seen * 1.0
    around: Floats = (
        told.product - mean[:, None] * across - across.T * mean[None, :] + np.outer(mean, mean) * told.both
    )
    if left_out is not None:
        around[left_out, :] = 0.0
        around[:, left_out] = 0.0
    return around


def _packed(votes: Votes, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """Sum over some people by sparse products of packed whole numbers, each pair of statements once."""
    m = len(votes.statements)
    whole = np.zeros((m, m), dtype=np.int64)
    blocks = _blocks(votes.statement[votes.starts[first] : votes.starts[last]], m)
    for begin in range(first, last, CACHED):
        left, right = _sides(votes, begin, min(begin + CACHED, last))
        for low, high in blocks:
            whole[low:high, low:] += (left[low:high] @ right[:, low:]).toarray()
    both, ours, theirs, product = _unpacked(whole)
    for low, high in blocks:
        ours[high:, low:high] = theirs[low:high, high:].T  # beside the blocks: the other way round
        theirs[high:, low:high] = ours[low:high, high:].T
        for each in (both, product):
            each[high:, low:high] = each[low:high, high:].T
    return both, theirs, product


def _blocks(statement: NDArray[np.int32], m: int) -> list[tuple[int, int]]:
    """Return ranges of statements with about as many votes each."""
    before = np.cumsum(np.bincount(statement, minlength=m))
    edges = np.searchsorted(before, np.linspace(0, len(statement), BLOCKS + 1)).tolist()
    return list(pairwise(sorted({0, *(edge for edge in edges if edge < m), m})))


def _sides(votes: Votes, first: int, last: int) -> tuple[Sparse, Sparse]:
    """Return both sides of the product over some people: (m, people) and (people, m)."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    begin, end = votes.starts[first], votes.starts[last]
    value, indices = votes.value[begin:end].astype(np.int64), votes.statement[begin:end]
    indptr = (votes.starts[first : last + 1] - begin).astype(np.int32)
    shape = (last - first, len(votes.statements))
    left = csr_array((1 + (value << FIELD), indices, indptr), shape=shape).T.tocsr()
    return left, csr_array((1 + (value << 2 * FIELD), indices, indptr), shape=shape)


def _unpacked(packed: Ints) -> list[Ints]:
    """Take four sums of 16 bits apart: of s s, v s, s v and v v."""
    found, rest = [], packed
    for _ in range(4):
        low = rest.astype(np.int16).astype(np.int64)
        found.append(low)
        rest = (rest - low) >> FIELD
    return found


def _dense(votes: Votes, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """Sum over some people by dense products; 32-bit floats hold whole numbers below 2^24 exactly."""
    begin, end = votes.starts[first], votes.starts[last]
    value = np.zeros((last - first, len(votes.statements)), dtype=np.float32)
    there = np.zeros_like(value)
    rows, columns = votes.person(first, last) - first, votes.statement[begin:end]
    value[rows, columns] = votes.value[begin:end]
    there[rows, columns] = 1.0
    pairs = ((there, there), (there, value), (value, value))
    both, seen, product = (np.rint(left.T @ right).astype(np.int64) for left, right in pairs)
    return both, seen, product


def counts_by(votes: Votes, group: Ints, groups: int) -> tuple[Ints, Ints, Ints]:
    """Return agrees, disagrees and all votes of each group on each statement, each of shape (groups, m).

    ``group`` (n,) is the group of each person, -1 for none.
    """
    m = len(votes.statements)
    total = np.zeros(groups * m * 3, dtype=np.int64)
    for first, last in votes.chunks():
        begin, end = votes.starts[first], votes.starts[last]
        where = np.repeat(group[first:last], np.diff(votes.starts[first : last + 1]))
        cell = (where * m + votes.statement[begin:end]) * 3 + votes.value[begin:end] + 1
        total += np.bincount(cell[where >= 0], minlength=len(total))
    split = total.reshape(groups, m, 3)
    return split[:, :, AGREE + 1], split[:, :, DISAGREE + 1], split.sum(axis=2)
