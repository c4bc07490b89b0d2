"""What is not sound in a theory of change: the rules of domain.md 1.4, one function each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from headway.missions.analysis.logic import LinkRow, Logic, NodeRow
from headway.missions.analysis.logic_paths import AGAINST
from headway.missions.choices import NodeKind


class Flaw(StrEnum):
    """A rule that a theory of change breaks."""

    NOTHING_LEADS_HERE = "nothing_leads_here"  # an outcome or impact
    OUTCOME_LEADS_NOWHERE = "outcome_leads_nowhere"  # on the way, and no outcome of the mission itself
    OUTPUT_LEADS_NOWHERE = "output_leads_nowhere"
    NO_OWNER = "no_owner"  # an activity
    NO_MONEY = "no_money"  # an activity with no money of its own and no input
    CYCLE = "cycle"  # not marked as feedback
    NO_ASSUMPTION = "no_assumption"  # a link
    EVIDENCE_AGAINST = "evidence_against"  # a link whose study says harm, or no difference


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken by one node, one link, or the links of one cycle."""

    flaw: Flaw
    nodes: tuple[UUID, ...] = ()
    links: tuple[UUID, ...] = ()


def flaws(logic: Logic) -> tuple[Finding, ...]:
    """Return what is not sound, rule by rule, in the order of the chain."""
    chain = Chain.of(logic)
    return tuple(finding for rule in RULES for finding in rule(chain))


@dataclass(frozen=True, slots=True)
class Chain:
    """A theory of change with what leads to and from each node; feedback leads nowhere."""

    nodes: tuple[NodeRow, ...]
    links: tuple[LinkRow, ...]
    to: dict[UUID, list[LinkRow]]
    onward: dict[UUID, list[LinkRow]]
    kinds: dict[UUID, NodeKind]

    @classmethod
    def of(cls, logic: Logic) -> "Chain":
        links = tuple(link for link in logic.links if not link.words.feedback)
        to: dict[UUID, list[LinkRow]] = {node.key: [] for node in logic.nodes}
        onward: dict[UUID, list[LinkRow]] = {node.key: [] for node in logic.nodes}
        for link in links:
            to[link.target].append(link)
            onward[link.source].append(link)
        return cls(logic.nodes, logic.links, to, onward, {node.key: node.kind for node in logic.nodes})


def nothing_leads_here(chain: Chain) -> Iterator[Finding]:
    """Find outcomes and impacts that hang in the air."""
    for node in chain.nodes:
        if node.is_outcome and not chain.to[node.key]:
            yield Finding(Flaw.NOTHING_LEADS_HERE, (node.key,))


def outcome_leads_nowhere(chain: Chain) -> Iterator[Finding]:
    """Find early outcomes that lead to no later one and are none of the mission's own."""
    early = {NodeKind.SHORT_OUTCOME, NodeKind.MEDIUM_OUTCOME}
    for node in chain.nodes:
        if node.kind in early and not node.words.outcome and not chain.onward[node.key]:
            yield Finding(Flaw.OUTCOME_LEADS_NOWHERE, (node.key,))


def output_leads_nowhere(chain: Chain) -> Iterator[Finding]:
    """Find outputs with no outcome."""
    for node in chain.nodes:
        if node.kind == NodeKind.OUTPUT and not chain.onward[node.key]:
            yield Finding(Flaw.OUTPUT_LEADS_NOWHERE, (node.key,))


def no_owner(chain: Chain) -> Iterator[Finding]:
    """Find activities that nobody is named for."""
    for node in chain.nodes:
        if node.kind == NodeKind.ACTIVITY and not node.words.owner:
            yield Finding(Flaw.NO_OWNER, (node.key,))


def no_money(chain: Chain) -> Iterator[Finding]:
    """Find activities with no money of their own and no input."""
    for node in chain.nodes:
        fed = any(chain.kinds[link.source] == NodeKind.INPUT for link in chain.to[node.key])
        if node.kind == NodeKind.ACTIVITY and not node.words.money and not fed:
            yield Finding(Flaw.NO_MONEY, (node.key,))


def cycle(chain: Chain) -> Iterator[Finding]:
    """Find groups of nodes that lead back to themselves with no link marked as feedback."""
    if not has_cycle(chain):
        return
    import networkx as nx  # noqa: PLC0415 - half a second to load, and few need it

    graph = nx.DiGraph([(link.source, link.target) for links in chain.onward.values() for link in links])
    for group in nx.strongly_connected_components(graph):
        if len(group) > 1:
            inside = tuple(node.key for node in chain.nodes if node.key in group)
            links = tuple(link.key for key in inside for link in chain.onward[key] if link.target in group)
            yield Finding(Flaw.CYCLE, inside, links)


def has_cycle(chain: Chain) -> bool:
    """Whether some nodes are left when those that nothing leads to are taken away again and again."""
    left = {key: len(links) for key, links in chain.to.items()}
    free = [key for key, count in left.items() if not count]
    for key in free:  # grows while it is read
        for link in chain.onward[key]:
            left[link.target] -= 1
            if not left[link.target]:
                free.append(link.target)
    return len(free) < len(left)


def no_assumption(chain: Chain) -> Iterator[Finding]:
    """Find links that do not say what must be true for them to hold."""
    for link in chain.links:
        if not link.words.assumption.strip():
            yield Finding(Flaw.NO_ASSUMPTION, links=(link.key,))


def evidence_against(chain: Chain) -> Iterator[Finding]:
    """Find links that a study of their own speaks against."""
    for link in chain.links:
        if link.evidence.strength and link.evidence.result in AGAINST:
            yield Finding(Flaw.EVIDENCE_AGAINST, links=(link.key,))


RULES: tuple[Callable[[Chain], Iterator[Finding]], ...] = (
    nothing_leads_here,
    outcome_leads_nowhere,
    output_leads_nowhere,
    no_owner,
    no_money,
    cycle,
    no_assumption,
    evidence_against,
)
