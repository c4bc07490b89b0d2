"""The library of findings: read by anybody, written by analysts and researchers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Query, Router
from pydantic import StringConstraints

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import (
    Address,
    Asked,
    Language,
    Number,
    Page,
    Prose,
    Received,
    Told,
    Told_number,
    Whole,
    Words,
)
from headway.briefs.findings import synthesis_brief
from headway.kernel.actors import Reader
from headway.learning import actions
from headway.learning.analysis.findings import FindingWords
from headway.learning.choices import Measure
from headway.learning.queries import FindingRow, finding, findings
from headway.missions.choices import Distance, EvidenceResult

router = Router(tags=["findings"])
AddressPath = Annotated[Address, Path()]
Line = Annotated[str, StringConstraints(max_length=500)]
Question = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class FindingSent(Received):
    """What a study found, with the 95 % interval and how far its context is from ours."""

    code: Words
    title: Words
    outcome: Words
    result: EvidenceResult
    strength: Whole
    why: Prose
    citation: Line
    question: Words = ""
    measure: Measure | None = None
    estimate: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    people_n: Whole | None = None
    where: Words = ""
    year: Whole | None = None
    place: Distance | None = None
    sector: Distance | None = None
    people: Distance | None = None
    cost: Prose = ""
    address: Line = ""
    language: Language = "en"

    def words(self) -> FindingWords:
        """Return it as the action takes it."""
        return FindingWords(**self.model_dump())


class FindingTold(Told):
    """A finding as it stands; `scale` names the scale of its strength with its version."""

    key: UUID
    slug: str
    version: int
    code: str
    title: str
    outcome: str
    result: EvidenceResult
    strength: int
    scale: str
    why: str
    citation: str
    question: str
    measure: Measure | None
    estimate: Told_number | None
    lower: Told_number | None
    upper: Told_number | None
    people_n: int | None
    where: str
    year: int | None
    place: Distance | None
    sector: Distance | None
    people: Distance | None
    cost: str
    address: str
    language: str
    retracted: str
    published_at: datetime

    @classmethod
    def told(cls, row: FindingRow) -> "FindingTold":
        """Read a row with its words."""
        around = ("key", "slug", "version", "scale", "retracted", "published_at")
        named = [name for name in cls.model_fields if name not in around]
        return cls(
            **{name: getattr(row, name) for name in around},
            **{name: getattr(row.words, name) for name in named},
        )


class TogetherTold(Told):
    """What findings of one question say together; `next_place` is a 95 % range, null when not known."""

    question: str
    measure: Measure
    n: int
    estimate: Told_number | None
    lower: Told_number | None
    upper: Told_number | None
    next_place: tuple[Told_number, Told_number] | None
    findings: list[FindingTold]


def found(reader: Reader, address: str) -> FindingRow:
    """Return the finding of a slug or key; raises Missing."""
    try:
        keyed = findings(reader, keys={UUID(address)})
    except ValueError:
        keyed = ()
    return keyed[0] if keyed else finding(reader, slug=address)


@router.get("/findings", response=Page[FindingTold])
def list_findings(request: HttpRequest, asked: Query[Asked]) -> Page[FindingTold]:
    """List the library by name, retracted findings too."""
    rows = findings(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.words.title, str(row.key)), tell=FindingTold.told)


@router.get("/findings/together", response=TogetherTold)
def read_findings_together(request: HttpRequest, question: Question, measure: Measure) -> TogetherTold:
    """Read what the findings of one question say together, in one measure."""
    brief = synthesis_brief(edge.reader(request), question=question, measure=measure)
    said = brief.together
    return TogetherTold(
        question=brief.question,
        measure=brief.measure,
        n=len(brief.rows),
        estimate=said.estimate if said else None,
        lower=said.lower if said else None,
        upper=said.upper if said else None,
        next_place=said.predicted if said else None,
        findings=[FindingTold.told(each.finding) for each in brief.rows],
    )


@router.get("/findings/{finding}", response=FindingTold)
def read_finding(request: HttpRequest, finding: AddressPath) -> FindingTold:
    """Read one finding."""
    return FindingTold.told(found(edge.reader(request), finding))


@router.post("/findings", response={201: FindingTold}, auth=edge.may_write)
def publish_finding(request: HttpRequest, sent: Body[FindingSent]) -> FindingTold:
    """Put a finding into the library. Needs an analyst or researcher."""
    key = actions.publish_finding(edge.by(request), finding=sent.words())
    return FindingTold.told(found(edge.reader(request), str(key)))
