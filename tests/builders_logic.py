"""Builders for theories of change: everything goes through the production actions."""

from datetime import datetime
from itertools import pairwise
from uuid import UUID

from headway.kernel.actors import By
from headway.missions import actions, queries
from headway.missions.analysis import Evidence, LinkWords, Logic, NewLink, NewNode, NodeWords
from headway.missions.choices import NodeKind
from tests.builders_missions import MONDAY, seer, system

BELIEVED = LinkWords(mechanism="Meals fill the gap", assumption="Families come")


def node(
    mission: UUID, kind: str = "activity", text: str = "Cook together", by: By | None = None, **more: object
) -> UUID:
    words = NodeWords(NodeKind(kind), text, **more)  # type: ignore[arg-type]
    return actions.add_node(by or system(), mission=mission, node=NewNode(words))


def link(
    mission: UUID, source: UUID, target: UUID, words: LinkWords = BELIEVED, by: By | None = None
) -> UUID:
    return actions.add_link(by or system(), mission=mission, link=NewLink(source, target, words))


def graded(strength: int = 3, **more: object) -> Evidence:
    given: dict[str, object] = {"why": "One trial", "citation": "A publisher, 2024"} | more
    return Evidence(strength, **given)  # type: ignore[arg-type]


def grade(mission: UUID, link: UUID, evidence: Evidence, by: By | None = None) -> None:
    version = version_of(mission, link)
    actions.grade_link(by or system(), mission=mission, link=link, evidence=evidence, version=version)


def logic(mission: UUID, at: datetime = MONDAY) -> Logic:
    return queries.logic(seer(at), missions={mission})[mission]


def version_of(mission: UUID, part: UUID, at: datetime = MONDAY) -> int:
    changes = queries.logic_history(seer(at), mission=mission, part=part)
    return changes[0].now.version


def chain(mission: UUID, outcome: UUID | None = None) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Return the nodes and links of input, activity, output and outcome in a row."""
    steps = (("input", "Money"), ("activity", "Cook"), ("output", "Meals"))
    nodes = [node(mission, kind, text) for kind, text in steps]
    nodes.append(node(mission, "long_outcome", "Eats well", outcome=outcome))
    links = [link(mission, source, target) for source, target in pairwise(nodes)]
    return tuple(nodes), tuple(links)
