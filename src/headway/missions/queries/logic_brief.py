"""Theories of change in brief, for the checks of hundreds of missions: numbers, not rows; two queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Cast

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.missions.analysis.logic_brief import End, Step, Tie, ends_of, weak_of
from headway.missions.choices import InitiativeState
from headway.missions.models import InitiativeVersion, LinkVersion, NodeVersion


@dataclass(frozen=True, slots=True)
class LogicBrief:
    """One mission's theory of change; outcomes by their number, links by their key."""

    ends: tuple[End, ...]
    ties: tuple[Tie, ...]
    weak: frozenset[UUID]


def logic_brief(reader: Reader, *, missions: Collection[int]) -> Mapping[int, LogicBrief]:
    """Return the theories of change of missions, by the number of the mission, as known then."""
    steps: dict[int, list[Step]] = defaultdict(list)
    of_node: dict[int, int] = {}
    at = reader.at
    live = Q(outcome__headline=True) & (Q(outcome__retired_at__isnull=True) | Q(outcome__retired_at__gt=at))
    working = InitiativeVersion.objects.filter(
        known_at(at), state__in=(InitiativeState.LIVE, InitiativeState.SCALED), node=OuterRef("node")
    )
    nodes = NodeVersion.objects.filter(known_at(at), node__mission__in=missions, live=True).annotate(
        headline=ExpressionWrapper(live, BooleanField()), worked_on=Exists(working)
    )
    for mission, node, kind, money, outcome, headline, worked_on in nodes.values_list(
        "node__mission_id", "node_id", "kind", "money", "outcome_id", "headline", "worked_on"
    ):
        of_node[node] = mission
        steps[mission].append(Step(node, kind, money, outcome if headline else None, worked_on))
    ties, keys = ties_of(reader, missions, of_node)
    return {mission: brief_of(found, ties.get(mission, ()), keys) for mission, found in steps.items()}


def ties_of(
    reader: Reader, missions: Collection[int], of_node: Mapping[int, int]
) -> tuple[Mapping[int, list[Tie]], Mapping[int, str]]:
    """Return the live links between live nodes, by mission, and the key of each as text."""
    links = LinkVersion.objects.filter(
        known_at(reader.at), link__mission__in=missions, live=True, feedback=False
    ).annotate(
        key=Cast("link__thing__key", CharField()),
        graded=ExpressionWrapper(Q(graded_at__isnull=False) | Q(strength__gt=0), BooleanField()),
        assumed=ExpressionWrapper(~Q(assumption=""), BooleanField()),
    )
    columns = ("link_id", "link__source_id", "link__target_id", "strength", "graded", "assumed", "key")
    ties: dict[int, list[Tie]] = defaultdict(list)
    keys: dict[int, str] = {}
    for *tie, key in links.order_by("link_id").values_list(*columns):
        mission = of_node.get(tie[1])
        if mission is not None and tie[2] in of_node:
            ties[mission].append(Tie(*tie))
            keys[tie[0]] = key
    return ties, keys


def brief_of(steps: list[Step], ties: Collection[Tie], keys: Mapping[int, str]) -> LogicBrief:
    """Put one brief together."""
    linked = tuple(ties)
    ends = ends_of(steps, linked)
    return LogicBrief(ends, linked, frozenset(UUID(keys[link]) for link in weak_of(ends, linked)))
