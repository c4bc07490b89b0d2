"""What travels about barriers: never the words as they were written."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from headway.answers.choices import GivenAs, Standing
from headway.api.answers.shapes import Code
from headway.api.schemas import Asked, Language, Received, Said, Told, Version, Words
from headway.briefs.frontline import BarrierLine
from headway.frontline.analysis import NewBarrier, Sorting, minutes
from headway.frontline.choices import (
    BarrierKind,
    Changer,
    Exit,
    Identity,
    Often,
    RaisedAs,
    Shown,
    Takes,
)

Prose = Annotated[str, StringConstraints(max_length=3000)]
Wanted = Annotated[str, StringConstraints(min_length=1, max_length=3000)]


class MinutesTold(Told):
    """Minutes a month, as who raised it estimates: likely, and between which bounds."""

    low: float
    likely: float
    high: float


class BarrierTold(Told):
    """Something in the way: how it is sorted, who owes the answer, how it stands."""

    key: UUID
    version: int
    answer: UUID
    mission: UUID | None
    place: str
    raised_on: date
    raised_as: RaisedAs
    kind: BarrierKind
    changer: Changer
    rule: str
    summary: Said
    often: Often
    takes: Takes
    minutes: MinutesTold
    affected: int
    joined_to: UUID | None
    office: str
    standing: Standing
    answer_by: date
    past_clock: bool
    given_as: GivenAs | None


class BarriersAsked(Asked):
    """Which of the ledger; it stands by date and by nothing else."""

    mission: UUID | None = None
    kind: BarrierKind | None = None
    shown: Shown | None = None
    office: Words = ""
    place: Annotated[str, StringConstraints(max_length=12)] = ""


class LetterSent(Received):
    """What is in somebody's way. The code is made by who sends it, and never told."""

    tried: Wanted
    stopped: Wanted
    kind: BarrierKind
    often: Often
    takes: Takes
    code: Code = Field(description="128 random bits in hexadecimal: the way back. Keep it.")
    for_whom: Prose = ""
    rule_cited: Words = ""
    rule: UUID | None = None
    changer: Changer = Changer.UNSURE
    raised_as: RaisedAs = RaisedAs.STAFF
    mission: UUID | None = None
    place: UUID | None = None
    language: Language = "en"

    def new(self) -> NewBarrier:
        return NewBarrier(**self.model_dump(exclude={"code"}), identity=Identity.ANONYMOUS)


class BarrierSent(LetterSent):
    """What is in somebody's way, with a name."""

    team: Annotated[str, StringConstraints(max_length=200)] = ""
    name: Annotated[str, StringConstraints(max_length=120)] = ""
    email: Annotated[str, StringConstraints(max_length=254)] = ""

    def new(self) -> NewBarrier:
        return NewBarrier(**self.model_dump(exclude={"code"}), identity=Identity.NAMED)


class SortingSent(Received):
    """How a barrier is sorted, and the office that decides."""

    kind: BarrierKind
    changer: Changer
    to: UUID
    rule: UUID | None = None

    def sorting(self) -> Sorting:
        return Sorting(self.kind, self.changer, self.to, self.rule)


class SummarySent(Received):
    """What the public may read."""

    summary: Annotated[str, StringConstraints(min_length=1, max_length=600)]
    language: Language = "en"
    version: Version


class JoinSent(Received):
    """The barrier that says the same."""

    into: UUID


class OutSent(Received):
    """Where it goes that is no matter for a ledger."""

    way: Exit


def barrier_told(line: BarrierLine, language: str) -> BarrierTold:
    """Answer one barrier."""
    row, asked = line.row, line.answer.row
    return BarrierTold(
        key=row.key,
        version=row.version,
        answer=row.answer,
        mission=row.mission,
        place=row.place_code,
        raised_on=row.raised_on,
        raised_as=row.raised_as,
        kind=row.kind,
        changer=row.changer,
        rule=line.rule.slug if line.rule else "",
        summary=Said(text=row.summary.text, language=row.summary.lang or language),
        often=row.often,
        takes=row.takes,
        minutes=MinutesTold.of(minutes(row.often, row.takes)),
        affected=row.affected,
        joined_to=row.into,
        office=asked.office_name,
        standing=asked.standing,
        answer_by=asked.answer_by,
        past_clock=bool(asked.passed),
        given_as=asked.reply.given_as if asked.reply and not asked.open else None,
    )
