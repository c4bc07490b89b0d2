"""How a theory of change hangs together: what leads to what, and which links everything rests on."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from headway.missions.analysis.logic import LinkRow, Logic, NodeRow
from headway.missions.choices import EvidenceResult, NodeKind

ROOT = -1  # stands before every start
WEAK = 1  # a critical link up to this strength deserves a test
STRONGEST = 4
AGAINST = frozenset({EvidenceResult.HARMS, EvidenceResult.NO_DIFFERENCE})
Parents = Mapping[UUID, LinkRow | None]


@dataclass(frozen=True, slots=True)
class Reached:
    """How one headline outcome is reached from what is funded; all links in the order of the chain."""

    node: UUID
    reached: bool
    path: tuple[UUID, ...]  # the links of the path with the best evidence
    strength: int | None  # of the weakest link of that path; None where there is no link
    critical: tuple[UUID, ...]  # the links that lie on every path
    against: tuple[UUID, ...]  # links of that path whose evidence says harm or no difference


@dataclass(frozen=True, slots=True)
class Paths:
    """Every headline outcome with the way to it."""

    starts: tuple[UUID, ...]
    ends: tuple[Reached, ...]
    critical: tuple[UUID, ...]  # on every path to at least one headline outcome
    weak: tuple[UUID, ...]  # critical, with strength 0 or 1: each suggests a test
    bare: tuple[UUID, ...]  # critical, without any evidence


def paths(logic: Logic, starts: Iterable[UUID] = ()) -> Paths:
    """Find how the headline outcomes are reached, and what every way to them rests on.

    Parameters
    ----------
    logic : Logic
        One mission's theory of change. Links marked as feedback are left out.
    starts : iterable of UUID
        Nodes that funded initiatives work on. Without any: inputs and activities that have money; where
        there are none, activities that nothing leads to.

    Returns
    -------
    Paths
        ``strength`` of a path is that of its weakest link, never a product of grades. A link is critical
        for an outcome when no path is left without it: it dominates the outcome in the graph whose links
        are made nodes.

    Notes
    -----
    Dominators after Cooper, Harvey and Kennedy, *A Simple, Fast Dominance Algorithm* (2001), as in
    networkx. Checked against every simple path in ``tests/unit/missions``.
    """
    links = [link for link in logic.links if not link.words.feedback]
    known = {node.key for node in logic.nodes}
    begins = tuple(dict.fromkeys(key for key in starts if key in known)) or first_nodes(logic.nodes, links)
    ends = [node.key for node in logic.nodes if node.headline]
    tops = dominators(links, begins, ends) if begins and ends else {}
    walks = best_walks(links, begins, ends)
    reached = tuple(reach(end, walks.get(end), tops.get(end, ())) for end in ends)
    by_key = {link.key: link for link in links}
    critical = tuple(dict.fromkeys(key for each in reached for key in each.critical))
    return Paths(
        begins,
        reached,
        critical,
        weak=tuple(key for key in critical if by_key[key].evidence.strength <= WEAK),
        bare=tuple(key for key in critical if by_key[key].evidence.strength == 0),
    )


def first_nodes(nodes: Sequence[NodeRow], links: Sequence[LinkRow]) -> tuple[UUID, ...]:
    """Return what is funded as far as the theory of change itself knows."""
    funded = [
        node.key
        for node in nodes
        if node.kind == NodeKind.INPUT or (node.kind == NodeKind.ACTIVITY and node.words.money)
    ]
    led_to = {link.target for link in links}
    free = [node.key for node in nodes if node.kind == NodeKind.ACTIVITY and node.key not in led_to]
    return tuple(funded or free)


def best_walks(
    links: Sequence[LinkRow], starts: Sequence[UUID], ends: Sequence[UUID]
) -> Mapping[UUID, Parents]:
    """Return for each end that is reached the walk over the strongest links that reach it."""
    onward: dict[UUID, list[LinkRow]] = defaultdict(list)
    for link in links:
        onward[link.source].append(link)
    found: dict[UUID, Parents] = {}
    for least in range(STRONGEST, -1, -1):
        if len(found) == len(ends):
            break
        came = walk(onward, starts, least)
        found |= {end: came for end in ends if end in came and end not in found}
    return found


def walk(onward: Mapping[UUID, Sequence[LinkRow]], starts: Sequence[UUID], least: int) -> Parents:
    """Return how each node is first reached over links of at least this strength: None at a start."""
    came: dict[UUID, LinkRow | None] = dict.fromkeys(starts)
    waiting = deque(starts)
    while waiting:
        for link in onward.get(waiting.popleft(), ()):
            if link.evidence.strength >= least and link.target not in came:
                came[link.target] = link
                waiting.append(link.target)
    return came


def reach(end: UUID, came: Parents | None, critical: tuple[UUID, ...]) -> Reached:
    """Say how one node is reached, by the walk that reaches it over the strongest links."""
    if came is None:
        return Reached(end, False, (), None, (), ())
    way: list[LinkRow] = []
    link = came[end]
    while link is not None:
        way.append(link)
        link = came[link.source]
    way.reverse()
    return Reached(
        end,
        True,
        tuple(link.key for link in way),
        min((link.evidence.strength for link in way), default=None),
        critical,
        tuple(link.key for link in way if link.evidence.result in AGAINST),
    )


def dominators(
    links: Sequence[LinkRow], starts: Sequence[UUID], ends: Sequence[UUID]
) -> Mapping[UUID, tuple[UUID, ...]]:
    """Return for each end that is reached the links without which it is not, in the order of the chain."""
    import networkx as nx  # noqa: PLC0415 - half a second to load, and few need it

    number = {key: at for at, key in enumerate(dict.fromkeys(key for link in links for key in ends_of(link)))}
    graph: nx.DiGraph[int] = nx.DiGraph()  # small integers: they hash ten times as fast as keys
    graph.add_edges_from((ROOT, number[start]) for start in starts if start in number)
    for at, link in enumerate(links):  # a link is a node below ROOT
        graph.add_edge(number[link.source], ROOT - 1 - at)
        graph.add_edge(ROOT - 1 - at, number[link.target])
    above = nx.immediate_dominators(graph, ROOT) if ROOT in graph else {}
    found: dict[UUID, tuple[UUID, ...]] = {}
    for end in ends:
        chain: list[UUID] = []
        top = above.get(number.get(end, ROOT), ROOT)
        while top != ROOT:
            if top < ROOT:
                chain.append(links[ROOT - 1 - top].key)
            top = above[top]
        found[end] = tuple(reversed(chain))
    return found


def ends_of(link: LinkRow) -> tuple[UUID, UUID]:
    """Return the two nodes of a link."""
    return link.source, link.target
