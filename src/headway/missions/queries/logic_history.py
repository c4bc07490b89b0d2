"""What became of a theory of change: every version of its nodes and links, as changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from headway.kernel.actors import Reader
from headway.missions.analysis.logic import Evidence, LinkWords, NodeWords
from headway.missions.choices import NodeKind
from headway.missions.models import LinkVersion, NodeVersion
from headway.missions.queries.logic import CLAIM, EVIDENCE, of, read_claim, read_evidence

SHARED = ("known_from", "number", "live")
NODE = (
    "node__thing__key",
    "node__thing__version",
    *SHARED,
    "kind",
    "text",
    "language",
    "outcome__thing__key",
    "owner__thing__key",
    "money",
    "currency",
)
LINK = (
    "link__thing__key",
    "link__thing__version",
    *SHARED,
    "link__source__thing__key",
    "link__target__thing__key",
    *CLAIM,
    *EVIDENCE,
)


class What(StrEnum):
    """What happened to a node or a link."""

    ADDED = "added"
    CHANGED = "changed"
    GRADED = "graded"
    RETIRED = "retired"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Version:
    """What a node or a link said from one moment on; a link also says what was known."""

    part: UUID
    version: int  # of the Thing now, for forms
    at: datetime
    number: int
    live: bool
    node: NodeWords | None = None
    claim: LinkWords | None = None
    evidence: Evidence | None = None
    ends: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One version beside the one before; `fields` names what differs."""

    what: What
    now: Version
    before: Version | None
    fields: tuple[str, ...]
    latest: bool  # nothing happened to this part since


def logic_history(reader: Reader, *, mission: UUID, part: UUID | None = None) -> tuple[Change, ...]:
    """Return all that was changed in a theory of change by then, newest first; two queries.

    With `part`, what was changed of one node or one link.
    """
    nodes = NodeVersion.objects.filter(of("node", {mission}), known_from__lte=reader.at)
    links = LinkVersion.objects.filter(of("link", {mission}), known_from__lte=reader.at)
    if part is not None:
        nodes, links = nodes.filter(node__thing__key=part), links.filter(link__thing__key=part)
    versions = [
        *map(node_version, nodes.order_by("node_id", "number").values_list(*NODE)),
        *map(link_version, links.order_by("link_id", "number").values_list(*LINK)),
    ]
    return tuple(
        sorted(changes(versions), key=lambda change: (change.now.at, change.now.number), reverse=True)
    )


def node_version(row: tuple[Any, ...]) -> Version:
    """Read one version of a node."""
    key, version, at, number, live, kind, *said = row
    return Version(key, version, at, number, live, node=NodeWords(NodeKind(kind), *said))


def link_version(row: tuple[Any, ...]) -> Version:
    """Read one version of a link."""
    key, version, at, number, live, source, target, *said = row
    return Version(
        key, version, at, number, live,
        claim=read_claim(said), evidence=read_evidence(said[len(CLAIM) :]), ends=(source, target),
    )  # fmt: skip


def changes(versions: Iterable[Version]) -> Iterator[Change]:
    """Set each version beside the one before; versions of one part come together, oldest first."""
    known = list(versions)
    for at, now in enumerate(known):
        before = known[at - 1] if at and known[at - 1].part == now.part else None
        latest = at + 1 == len(known) or known[at + 1].part != now.part
        differs = differences(before, now) if before else ()
        yield Change(what_of(before, now, differs), now, before, differs, latest)


def what_of(before: Version | None, now: Version, differs: Sequence[str]) -> What:
    """Name what happened between two versions."""
    if before is None:
        return What.ADDED
    if not now.live:
        return What.RETIRED
    if not before.live:
        return What.BACK
    return What.GRADED if any(name in EVIDENCE for name in differs) else What.CHANGED


def differences(before: Version, now: Version) -> tuple[str, ...]:
    """Name the fields that say something else."""
    pairs: tuple[tuple[Any, Any], ...] = (
        (before.node, now.node),
        (before.claim, now.claim),
        (before.evidence, now.evidence),
    )
    return tuple(
        field.name
        for old, new in pairs
        if new is not None
        for field in fields(new)
        if getattr(old, field.name) != getattr(new, field.name)
    )
