"""Where the boxes of a graph in columns stand: few crossings, long links kept clear of the boxes between.

A column is a list of numbers, an edge a pair of numbers in neighbouring columns; a link over several
columns is a chain of edges through stand-ins that the caller adds.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

Edge = tuple[int, int]
Columns = list[list[int]]
SWEEPS = 8  # after these nothing moves any more in graphs of a hundred boxes


def crossings(columns: Sequence[Sequence[int]], edges: Sequence[Edge]) -> int:
    """Count the pairs of edges that cross.

    Examples
    --------
    >>> crossings([[0, 1], [2, 3]], [(0, 3), (1, 2)])
    1
    """
    place = {box: (at, row) for at, column in enumerate(columns) for row, box in enumerate(column)}
    between: dict[int, list[Edge]] = defaultdict(list)
    for left, right in edges:
        between[place[left][0]].append((place[left][1], place[right][1]))
    count = 0
    for pairs in between.values():
        passed: list[int] = []
        for _left, right in sorted(pairs):
            count += len(passed) - bisect_right(passed, right)
            insort(passed, right)
    return count


def ordered(columns: Sequence[Sequence[int]], edges: Sequence[Edge]) -> Columns:
    """Return the columns in an order with few crossings.

    Notes
    -----
    Sweeps by the mean place of neighbours (Sugiyama, Tagawa and Toda 1981), then neighbours change
    places while that helps; the best order seen is kept, and equal ones stay as they came.
    """
    before, after = neighbours(edges)
    now: Columns = [list(column) for column in columns]
    best, fewest = [list(column) for column in now], crossings(now, edges)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forth = sweep % 2 == 0
        pairs = list(pairwise(now if forth else reversed(now)))
        for fixed, column in pairs:
            sort_by(column, fixed, before if forth else after)
        switch(now, before, after)
        if (count := crossings(now, edges)) < fewest:
            best, fewest = [list(column) for column in now], count
    return best


def neighbours(edges: Sequence[Edge]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return what each box is joined to in the column before it and in the one after."""
    before: dict[int, list[int]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    for left, right in edges:
        before[right].append(left)
        after[left].append(right)
    return before, after


def sort_by(column: list[int], fixed: Sequence[int], joined: Mapping[int, Sequence[int]]) -> None:
    """Put a column in the order of its neighbours' mean places; a box without any keeps its place."""
    row = {box: at for at, box in enumerate(fixed)}

    def wish(at: int, box: int) -> float:
        rows = [row[other] for other in joined.get(box, ()) if other in row]
        return sum(rows) / len(rows) if rows else at * len(fixed) / len(column)

    wishes = {box: wish(at, box) for at, box in enumerate(column)}
    column.sort(key=wishes.__getitem__)


def switch(columns: Columns, before: Mapping[int, Sequence[int]], after: Mapping[int, Sequence[int]]) -> None:
    """Let boxes next to each other change places while fewer edges cross."""
    for at, column in enumerate(columns):
        sides = [(columns[at - 1], before)] if at else []
        sides += [(columns[at + 1], after)] if at + 1 < len(columns) else []
        rows = [({box: row for row, box in enumerate(side)}, joined) for side, joined in sides]
        for upper in range(len(column) - 1):
            one, other = column[upper], column[upper + 1]
            gain = 0
            for row, joined in rows:
                ones = [row[box] for box in joined.get(one, ())]
                others = [row[box] for box in joined.get(other, ())]
                gain += sum((a > b) - (a < b) for a in ones for b in others)
            if gain > 0:
                column[upper], column[upper + 1] = other, one


def placed(
    columns: Sequence[Sequence[int]], heights: Mapping[int, float], edges: Sequence[Edge], gap: float
) -> dict[int, float]:
    """Return the middle of each box: near its neighbours, in the order of its column, `gap` px apart."""
    before, after = neighbours(edges)
    middle: dict[int, float] = {}
    for column in columns:
        top = 0.0
        for box in column:
            middle[box] = top + heights[box] / 2
            top += heights[box] + gap
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for column in columns if forth else reversed(columns):
            settle(column, heights, middle, (before, after), gap)
    return middle


def settle(
    column: Sequence[int],
    heights: Mapping[int, float],
    middle: dict[int, float],
    joined: Sequence[Mapping[int, Sequence[int]]],
    gap: float,
) -> None:
    """Move the boxes of one column as near to their neighbours as their order and their size allow.

    Least squares under an order: pool adjacent violators (Ayer and others 1955).
    """
    offset, offsets = 0.0, []
    for at, box in enumerate(column):
        offset += (heights[column[at - 1]] + heights[box]) / 2 + gap if at else 0.0
        offsets.append(offset)
    pools: list[list[float]] = []  # sum of wishes, how many
    for box, shift in zip(column, offsets, strict=True):
        near = [middle[other] for side in joined for other in side.get(box, ())]
        wish = sum(near) / len(near) if near else middle[box]
        pools.append([wish - shift, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    levels = [total / count for total, count in pools for _ in range(int(count))]
    for box, level, shift in zip(column, levels, offsets, strict=True):
        middle[box] = level + shift
