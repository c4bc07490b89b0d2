"""What the checks read of a theory of change, in brief: computed for hundreds of missions at once.

It says of critical links what `logic_paths` says, by counting paths, which is far quicker; where something
runs in a circle, each link is taken away in turn. A test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headway.missions.analysis.logic_paths import ROOT, WEAK
from headway.missions.choices import NodeKind


class Step(NamedTuple):
    """A live node by its number; `outcome` is the number of a live headline outcome it stands for.

    `worked_on` says that a live initiative works on it.
    """

    node: int
    kind: str
    money: int | None
    outcome: int | None
    worked_on: bool = False


class Tie(NamedTuple):
    """A live link that is no feedback, by its number."""

    link: int
    source: int
    target: int
    strength: int
    graded: bool
    assumed: bool


@dataclass(frozen=True, slots=True)
class End:
    """A headline outcome: whether it is reached, and the links on every path to it."""

    outcome: int
    reached: bool
    critical: frozenset[int]


def ends_of(steps: Sequence[Step], ties: Sequence[Tie]) -> tuple[End, ...]:
    """Return how the headline outcomes are reached from what is funded, and what each way rests on."""
    starts = frozenset(starts_of(steps, ties))
    onward: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        onward[tie.source].append(tie)
    order = in_order(starts, onward)
    if order is None:
        return tuple(by_cut(step, starts, ties) for step in steps if step.outcome is not None)
    ways = counted(starts, order, onward)
    return tuple(by_count(step, ways, order, onward) for step in steps if step.outcome is not None)


def starts_of(steps: Sequence[Step], ties: Sequence[Tie]) -> Iterable[int]:
    """Return where paths begin: what live initiatives work on, else what is funded; see `logic_paths`."""
    begun = [step.node for step in steps if step.worked_on]
    funded = begun or [
        step.node
        for step in steps
        if step.kind == NodeKind.INPUT or (step.kind == NodeKind.ACTIVITY and step.money)
    ]
    led_to = {tie.target for tie in ties}
    return funded or [
        step.node for step in steps if step.kind == NodeKind.ACTIVITY and step.node not in led_to
    ]


def in_order(starts: frozenset[int], onward: Mapping[int, Sequence[Tie]]) -> list[int] | None:
    """Return what is reached so that every link leads forward; None where something runs in a circle."""
    reached = reach(starts, onward)
    left: dict[int, int] = defaultdict(int)
    for node in reached:
        for tie in onward.get(node, ()):
            left[tie.target] += 1
    free = [node for node in reached if not left[node]]
    for node in free:  # grows while it is read
        for tie in onward.get(node, ()):
            left[tie.target] -= 1
            if not left[tie.target]:
                free.append(tie.target)
    return free if len(free) == len(reached) else None


def reach(starts: frozenset[int], onward: Mapping[int, Sequence[Tie]]) -> set[int]:
    """Return everything that can be reached."""
    reached, waiting = set(starts), list(starts)
    while waiting:
        for tie in onward.get(waiting.pop(), ()):
            if tie.target not in reached:
                reached.add(tie.target)
                waiting.append(tie.target)
    return reached


def counted(
    starts: frozenset[int], order: Sequence[int], onward: Mapping[int, Sequence[Tie]]
) -> Mapping[int, int]:
    """Return in how many ways each node is reached, exactly."""
    ways = {node: int(node in starts) for node in order}
    for node in order:
        for tie in onward.get(node, ()):
            ways[tie.target] += ways[node]
    return ways


def by_count(
    step: Step, ways: Mapping[int, int], order: Sequence[int], onward: Mapping[int, Sequence[Tie]]
) -> End:
    """Find the links on every path: those that as many paths take as there are."""
    assert step.outcome is not None
    if step.node not in ways:
        return End(step.outcome, reached=False, critical=frozenset())
    rest = dict.fromkeys(order, 0)
    rest[step.node] = 1
    for node in reversed(order):
        for tie in onward.get(node, ()):
            rest[node] += rest[tie.target]
    critical = (
        tie.link
        for node in order
        if rest[node]
        for tie in onward.get(node, ())
        if ways[node] * rest[tie.target] == ways[step.node]
    )
    return End(step.outcome, reached=True, critical=frozenset(critical))


def by_cut(step: Step, starts: frozenset[int], ties: Sequence[Tie]) -> End:
    """Find the links on every path by taking each away in turn; circles are rare and small."""
    assert step.outcome is not None
    if not leads(starts, step.node, ties, without=ROOT):
        return End(step.outcome, reached=False, critical=frozenset())
    critical = (tie.link for tie in ties if not leads(starts, step.node, ties, without=tie.link))
    return End(step.outcome, reached=True, critical=frozenset(critical))


def leads(starts: frozenset[int], end: int, ties: Sequence[Tie], *, without: int) -> bool:
    """Whether a path is left from a start to an end without one link."""
    onward: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.link != without:
            onward[tie.source].append(tie)
    return end in reach(starts, onward)


def weak_of(ends: Iterable[End], ties: Iterable[Tie]) -> frozenset[int]:
    """Return the critical links that rest on little."""
    critical = frozenset[int]().union(*(end.critical for end in ends))
    return frozenset(tie.link for tie in ties if tie.link in critical and tie.strength <= WEAK)
