"""Votes in sparse arrays: the last vote of each pair of person and statement, in an order of ids alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import CannotEstimate

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Whole = NDArray[np.integer[Any]]
AGREE: Final = 1
PASS: Final = 0
DISAGREE: Final = -1
CHUNK: Final = 2_000_000  # votes handled at once where a copy in floats is needed


class NotAVote(CannotEstimate):
    """A vote is none of 1 (agree), 0 (pass) and -1 (disagree). Numbers: ``row``, from 0, and ``value``."""

    code = "not_a_vote"


@dataclass(frozen=True, slots=True)
class Votes:
    """The last vote of each pair: N votes of n people on m statements, sorted by person, then statement.

    ``people`` (n,) and ``statements`` (m,) are ids, sorted (numbers by value, then words); the votes of
    person i stand at ``starts[i]:starts[i + 1]`` of ``statement`` (N,), positions in ``statements``, and of
    ``value`` (N,): 1 agree, 0 pass, -1 disagree. Same votes give the same arrays, whatever their order.
    """

    people: tuple[str, ...] | NDArray[np.int64]
    statements: tuple[str, ...]
    starts: Ints
    statement: NDArray[np.int32]
    value: NDArray[np.int8]

    @property
    def shape(self) -> tuple[int, int]:
        """How many people and statements there are."""
        return len(self.people), len(self.statements)

    def __len__(self) -> int:
        return len(self.value)

    def each(self) -> Ints:
        """Return how many votes each person cast, shape (n,)."""
        return np.diff(self.starts)

    def person(self, first: int = 0, last: int | None = None) -> NDArray[np.int32]:
        """Return the position of the voter of every vote of some people, ``first`` to ``last``."""
        last = len(self.people) if last is None else last
        return np.repeat(np.arange(first, last, dtype=np.int32), np.diff(self.starts[first : last + 1]))

    def chunks(self, size: int = CHUNK) -> Iterator[tuple[int, int]]:
        """Yield ranges of people (first, last) that hold about ``size`` votes each."""
        first, n = 0, len(self.people)
        while first < n:
            last = int(np.searchsorted(self.starts, self.starts[first] + size, side="right")) - 1
            last = min(max(last, first + 1), n)
            yield first, last
            first = last

    def of(self, kept: Bools | Ints) -> "Votes":
        """Return the votes of some people, given as a mask or as sorted positions."""
        at = np.flatnonzero(kept) if kept.dtype == np.bool_ else np.asarray(kept, dtype=np.int64)
        counts = self.each()[at]
        starts = np.concatenate([[0], np.cumsum(counts)])
        where = np.repeat(self.starts[at] - starts[:-1], counts) + np.arange(starts[-1])
        if isinstance(self.people, tuple):
            people: tuple[str, ...] | NDArray[np.int64] = tuple(self.people[int(each)] for each in at)
        else:
            people = self.people[at]
        return Votes(people, self.statements, starts, self.statement[where], self.value[where])

    def only(self, kept: Bools) -> "Votes":
        """Return the votes where the mask (N,) holds, with all people and statements."""
        before = np.concatenate([[0], np.cumsum(kept)])
        return Votes(
            self.people, self.statements, before[self.starts], self.statement[kept], self.value[kept]
        )

    def on(self, kept: Bools) -> "Votes":
        """Return the votes on some statements, mask (m,); the others are gone, the people are all there."""
        inside = kept[self.statement]
        before = np.concatenate([[0], np.cumsum(inside)])
        new = np.cumsum(kept, dtype=np.int32) - 1
        statements = tuple(each for each, keep in zip(self.statements, kept.tolist(), strict=True) if keep)
        return Votes(
            self.people,
            statements,
            before[self.starts],
            new[self.statement[inside]].astype(np.int32),
            self.value[inside],
        )


def votes(
    people: Sequence[str],
    statements: Sequence[str],
    values: ArrayLike,
    times: ArrayLike | None = None,
    *,
    among: Sequence[str] | None = None,
) -> Votes:
    """Return the last vote of each pair of person and statement.

    Parameters
    ----------
    people, statements : sequence of str, length N
        Who voted, and on what.
    values : array of int, shape (N,)
        1 agree, 0 pass, -1 disagree.
    times : array of int, shape (N,), optional
        When; the latest vote of a pair counts, of equal times the later row. Without, rows are in order.
    among : sequence of str, optional
        Statements that exist although nobody may have voted on them.

    Raises
    ------
    NotAVote
        For any other value.

    Examples
    --------
    >>> found = votes(["ann", "bo", "ann"], ["1", "1", "1"], [1, 0, -1])
    >>> found.people, found.value.tolist()
    (('ann', 'bo'), [-1, 0])
    """
    who, where = sorted_ids(people), sorted_ids([*statements, *(among or ())])
    at_person = {each: at for at, each in enumerate(who)}
    at_statement = {each: at for at, each in enumerate(where)}
    return coded_votes(
        np.fromiter(map(at_person.__getitem__, people), dtype=np.int64, count=len(people)),
        np.fromiter(map(at_statement.__getitem__, statements), dtype=np.int64, count=len(statements)),
        values,
        times,
        ids=(who, where),
    )


def coded_votes(
    person: ArrayLike,
    statement: ArrayLike,
    values: ArrayLike,
    times: ArrayLike | None = None,
    *,
    ids: tuple[tuple[str, ...] | NDArray[np.int64], tuple[str, ...]],
) -> Votes:
    """Return the last vote of each pair, from positions in ``ids`` (people, statements); see `votes`.

    For millions of votes: people may be an array of numbers.
    """
    who, where = ids
    value = np.asarray(values)
    wrong = (value != AGREE) & (value != PASS) & (value != DISAGREE)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise NotAVote(row=row, value=float(value[row]))
    pair, kept = _last(np.asarray(person), np.asarray(statement), len(where), value, times)
    starts = np.searchsorted(pair, np.arange(len(who) + 1) * np.int64(len(where)))
    pair -= np.repeat(np.arange(len(who)) * np.int64(len(where)), np.diff(starts))
    return Votes(who, where, starts, pair.astype(np.int32), kept)


def _last(
    person: NDArray[Any], statement: NDArray[Any], m: int, value: NDArray[Any], times: ArrayLike | None
) -> tuple[Ints, NDArray[np.int8]]:
    """Return the last vote of each pair: (person * m + statement), sorted, and its value.

    Pair, place and value are packed into one number where they fit, so that a plain sort does all.
    """
    if times is not None:
        order = np.argsort(np.asarray(times), kind="stable")
        person, statement, value = person[order], statement[order], value[order]
    places = max(len(value) - 1, 1).bit_length()
    highest = (int(person.max()) + 1) * m if len(person) else 0
    if highest.bit_length() + places + 2 > 63:
        pair = np.multiply(person, m, dtype=np.int64) + statement
        order = np.argsort(pair, kind="stable")
        pair, value = pair[order], value[order]
        last = _last_of_each(pair)
        return pair[last], value[last].astype(np.int8)
    packed = np.multiply(person, m << (places + 2), dtype=np.int64)
    packed += np.multiply(statement, 1 << (places + 2), dtype=np.int64)
    packed += np.arange(1, 4 * len(packed) + 1, 4)
    packed += value
    packed.sort(kind="stable")  # forty times as fast where votes come a person after the other
    kept = ((packed & 3) - 1).astype(np.int8)
    packed >>= places + 2
    last = _last_of_each(packed)
    return (packed, kept) if last.all() else (packed[last], kept[last])


def _last_of_each(pair: Ints) -> Bools:
    last = np.ones(len(pair), dtype=np.bool_)
    np.not_equal(pair[1:], pair[:-1], out=last[:-1])
    return last


def sorted_ids(ids: Sequence[str]) -> tuple[str, ...]:
    """Return ids once each: numbers by value, then words."""

    def place(each: str) -> tuple[bool, int, str]:
        number = each.isascii() and each.isdigit()
        return (not number, int(each) if number else 0, each)

    return tuple(sorted(set(ids), key=place))
