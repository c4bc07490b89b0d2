"""Reads of theories of change; two queries for any number of missions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.missions.analysis.logic import Evidence, LinkRow, LinkWords, Logic, NodeRow, NodeWords
from headway.missions.choices import Distance, EvidenceResult, InitiativeState, NodeKind, Sign
from headway.missions.models import InitiativeVersion, LinkVersion, NodeVersion

ORDER = {kind: at for at, kind in enumerate(NodeKind)}
NODE = (
    "node_id",
    "node__mission__thing__key",
    "node__thing__key",
    "node__thing__version",
    "kind",
    "text",
    "language",
    "outcome__thing__key",
    "owner__thing__key",
    "money",
    "currency",
    "outcome__headline",
    "outcome__retired_at",
    "owner__name",
)
CLAIM = ("sign", "mechanism", "assumption", "lag_months", "claimed_by", "feedback", "language")
EVIDENCE = (
    "strength", "result", "why", "citation", "address", "shown_in", "place", "sector", "people", "contested",
    "objection",
)  # fmt: skip
LINK = ("link__source_id", "link__target_id", "link__thing__key", "link__thing__version", "graded_at")


def logic(reader: Reader, *, missions: Iterable[UUID]) -> Mapping[UUID, Logic]:
    """Return the theory of change of each of these missions as known then; two queries for any number.

    A mission without one has an empty Logic. Links whose nodes are not both live are left out.
    """
    keys = tuple(dict.fromkeys(missions))
    nodes: dict[UUID, list[NodeRow]] = defaultdict(list)
    known: dict[int, tuple[UUID, UUID]] = {}  # primary key: mission, node
    for row in node_rows(reader, keys):
        read = read_node(row, reader)
        known[row[0]] = row[1], read.key
        nodes[row[1]].append(read)
    links: dict[UUID, list[LinkRow]] = defaultdict(list)
    for row in link_rows(reader, keys) if nodes else ():
        source, target = known.get(row[0]), known.get(row[1])
        if source and target:
            links[source[0]].append(read_link(row, source[1], target[1]))
    return {
        key: Logic(key, tuple(sorted(nodes[key], key=lambda node: ORDER[node.kind])), tuple(links[key]))
        for key in keys
    }


def worked_on(reader: Reader, *, missions: Iterable[UUID]) -> frozenset[UUID]:
    """Return the nodes that live initiatives of these missions work on: where paths begin; one query."""
    rows = InitiativeVersion.objects.filter(
        known_at(reader.at),
        of("initiative", missions),
        state__in=(InitiativeState.LIVE, InitiativeState.SCALED),
        node__isnull=False,
    )
    return frozenset(rows.values_list("node__thing__key", flat=True))


def node_rows(reader: Reader, missions: Iterable[UUID]) -> Iterable[tuple[Any, ...]]:
    """Return the columns of the nodes that were live then, in the order they were added."""
    rows = NodeVersion.objects.filter(known_at(reader.at), of("node", missions), live=True)
    return rows.order_by("node_id").values_list(*NODE)


def link_rows(reader: Reader, missions: Iterable[UUID]) -> Iterable[tuple[Any, ...]]:
    """Return the columns of the links that were live then, in the order they were added."""
    rows = LinkVersion.objects.filter(known_at(reader.at), of("link", missions), live=True)
    return rows.order_by("link_id").values_list(*LINK, *CLAIM, *EVIDENCE)


def of(part: str, missions: Iterable[UUID]) -> Q:
    """Return the filter for the parts of some missions."""
    return Q(**{f"{part}__mission__thing__key__in": set(missions)})


def read_node(row: tuple[Any, ...], reader: Reader) -> NodeRow:
    """Read one joined row."""
    _pk, _mission, key, version, kind, text, language, outcome, owner, money, currency, *joined = row
    headline, retired_at, name = joined
    live = retired_at is None or retired_at > reader.at
    words = NodeWords(NodeKind(kind), text, language, outcome, owner, money, currency)
    return NodeRow(key, words, bool(headline) and live, name or "", version)


def read_link(row: tuple[Any, ...], source: UUID, target: UUID) -> LinkRow:
    """Read one joined row."""
    _source, _target, key, version, graded_at, *said = row
    return LinkRow(
        key, source, target, read_claim(said), read_evidence(said[len(CLAIM) :]), graded_at, version
    )


def read_claim(said: list[Any]) -> LinkWords:
    """Read the columns of what is claimed."""
    sign, *rest = said[: len(CLAIM)]
    return LinkWords(Sign(sign), *rest)


def read_evidence(said: list[Any]) -> Evidence:
    """Read the columns of what is known."""
    strength, result, why, citation, address, shown_in, place, sector, people, contested, objection = said
    return Evidence(
        strength, EvidenceResult(result), why, citation, address, shown_in,
        far(place), far(sector), far(people), contested, objection,
    )  # fmt: skip


def far(value: str) -> Distance | None:
    """Read a distance; nobody may have said."""
    return Distance(value) if value else None
