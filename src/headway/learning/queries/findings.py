"""Findings as known at a moment, their versions, and which links they changed by which decision."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at
from headway.kernel.things import find
from headway.learning.analysis.findings import FindingWords
from headway.learning.choices import FINDING, Measure
from headway.learning.models import FindingUse, FindingVersion
from headway.missions.choices import Distance, EvidenceResult

WORDS = tuple(each.name for each in fields(FindingWords) if each.name != "code")
AROUND = (
    "finding__thing__key",
    "finding__thing__slug",
    "finding__thing__version",
    "finding__published_at",
    "finding__code",
    "number",
    "scale",
    "retracted",
    "known_from",
)
USED = ("finding__key", "version", "link__thing__key", "decision__key", "before", "after", "used_at")
MOST = 500  # rows of one answer


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as it stood then; `scale` names the scale of its strength with its version."""

    key: UUID
    slug: str
    version: int  # of the Thing, for forms
    published_at: datetime
    number: int
    scale: str
    retracted: str
    since: datetime
    words: FindingWords


@dataclass(frozen=True, slots=True)
class UseRow:
    """A decision that let a finding or a test change what a link rests on, from one strength to another."""

    finding: UUID
    number: int
    link: UUID
    decision: UUID
    before: int
    after: int
    used_at: datetime


def findings(
    reader: Reader, *, keys: Iterable[UUID] | None = None, question: str | None = None
) -> tuple[FindingRow, ...]:
    """Return findings as known then, retracted ones too, newest first; one query, at most 500."""
    rows = FindingVersion.objects.filter(known_at(reader.at))
    if keys is not None:
        rows = rows.filter(finding__thing__key__in=set(keys))
    if question is not None:
        rows = rows.filter(question=question)
    return read(rows.order_by("-finding__published_at", "finding__code")[:MOST])


def finding(reader: Reader, *, slug: str) -> FindingRow:
    """Return one finding by its address, old ones too; raises Missing."""
    found = findings(reader, keys={find(FINDING, slug).label.key})
    if not found:
        raise Missing
    return found[0]


def finding_versions(reader: Reader, *, key: UUID) -> tuple[FindingRow, ...]:
    """Return what a finding said, the latest first; one query."""
    rows = FindingVersion.objects.filter(finding__thing__key=key, known_from__lte=reader.at)
    return read(rows.order_by("-number"))


def uses(
    reader: Reader, *, findings: Iterable[UUID] | None = None, links: Iterable[UUID] | None = None
) -> tuple[UseRow, ...]:
    """Return what findings changed by then, the latest first; one query."""
    rows = FindingUse.objects.filter(used_at__lte=reader.at)
    if findings is not None:
        rows = rows.filter(finding__key__in=set(findings))
    if links is not None:
        rows = rows.filter(link__thing__key__in=set(links))
    return tuple(UseRow(*row) for row in rows.order_by("-used_at", "-pk").values_list(*USED))


def read(rows: "QuerySet[FindingVersion, FindingVersion]") -> tuple[FindingRow, ...]:
    return tuple(read_one(row) for row in rows.values(*AROUND, *WORDS))


def read_one(row: dict[str, Any]) -> FindingRow:
    """Read one joined row."""
    told = {name: row[name] for name in WORDS}
    told |= {name: Distance(told[name]) if told[name] else None for name in ("place", "sector", "people")}
    told["result"] = EvidenceResult(told["result"])
    told["measure"] = Measure(told["measure"]) if told["measure"] else None
    return FindingRow(
        key=row["finding__thing__key"],
        slug=row["finding__thing__slug"],
        version=row["finding__thing__version"],
        published_at=row["finding__published_at"],
        number=row["number"],
        scale=row["scale"],
        retracted=row["retracted"],
        since=row["known_from"],
        words=FindingWords(code=row["finding__code"], **told),
    )
