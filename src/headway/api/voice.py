"""Conversations, their statements with totals, and what people said together: reads only."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Address, Asked, Page, Told
from headway.briefs.opinions import AGREED, ResultsBrief, results_brief
from headway.voice.analysis.equality import EqualityTotals
from headway.voice.analysis.opinions import Common
from headway.voice.choices import Entry, Equality, Stage, StatementStanding, Why
from headway.voice.queries import (
    ConversationRow,
    StatementRow,
    Tally,
    conversations,
    statements,
    tallies,
)
from headway.voice.queries import conversation as the_conversation

router = Router(tags=["conversations"])
AddressPath = Annotated[Address, Path()]


class ConversationTold(Told):
    """A conversation: what it asks, who may take part, how far it has come."""

    key: UUID
    slug: str
    version: int
    question: str
    background: str
    language: str
    mission: UUID | None
    entry: Entry
    stage: Stage
    statutory: bool
    minimum_age: int
    closes_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    reported_at: datetime | None
    invented: bool


class StatementTold(Told):
    """A statement with its totals; null where fewer than ten people voted, or nothing may be read."""

    key: UUID
    number: int
    text: str | None
    standing: StatementStanding
    why: Why | None
    agree: int | None
    disagree: int | None
    passed: int | None
    important: int | None


class CommonTold(Told):
    """How much the least favourable group agrees, with its 90 % interval."""

    statement: UUID
    least: float
    lower: float
    upper: float


class SpeakingTold(Told):
    """A statement that tells a group from the others."""

    statement: UUID
    agrees: bool
    share: float
    votes: int


class GroupTold(Told):
    """A group of ten people at least."""

    name: str
    people: int
    speaking: list[SpeakingTold]


class EqualityValueTold(Told):
    """An answer with how many gave it; null where that is not shown."""

    value: str
    people: int | None


class EqualityTold(Told):
    """An optional question about oneself that ten people at least answered."""

    question: Equality
    people: int
    values: list[EqualityValueTold]


class ConversationResultTold(Told):
    """What people said together, as it was last worked out."""

    number: int
    taken_at: datetime
    participants: int
    votes: int
    reliability: float | None
    groups: list[GroupTold]
    common_ground: list[CommonTold]
    common_ground_as_cast: list[CommonTold]
    copies: list[int]
    divisive: list[UUID]
    who_took_part: list[EqualityTold] | None


def conversation_told(row: ConversationRow) -> ConversationTold:
    """Tell a conversation."""
    terms = row.terms
    return ConversationTold(
        key=row.key,
        slug=row.slug,
        version=row.version,
        question=row.question.text,
        background=row.background.text,
        language=terms.language,
        mission=row.mission,
        entry=terms.entry,
        stage=row.stage,
        statutory=terms.statutory,
        minimum_age=terms.minimum_age,
        closes_on=terms.closes_on,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        reported_at=row.reported_at,
        invented=row.invented,
    )


def statement_told(row: StatementRow, tally: Tally) -> StatementTold:
    """Tell a statement with its totals."""
    return StatementTold(
        key=row.key,
        number=row.number,
        text=row.text.text or None,
        standing=row.standing,
        why=row.why,
        agree=tally.agree,
        disagree=tally.disagree,
        passed=tally.passed,
        important=tally.important,
    )


def common_told(found: Common) -> CommonTold:
    """Tell how much a statement is common ground."""
    return CommonTold(statement=found.statement, least=found.least, lower=found.lower, upper=found.upper)


def equality_told(totals: EqualityTotals) -> EqualityTold:
    """Tell who took part, by one question."""
    return EqualityTold(
        question=totals.question,
        people=totals.people,
        values=[EqualityValueTold(value=value, people=people) for value, people in totals.values],
    )


def result_told(brief: ResultsBrief) -> ConversationResultTold | None:
    """Tell a result; None before anything was worked out."""
    kept = brief.kept
    if kept is None:
        return None
    return ConversationResultTold(
        number=kept.number,
        taken_at=kept.taken_at,
        participants=kept.participants,
        votes=kept.votes,
        reliability=kept.opinion.reliability,
        groups=[
            GroupTold(
                name=line.group.name,
                people=line.group.people,
                speaking=[
                    SpeakingTold(
                        statement=each.statement, agrees=each.agrees, share=each.share, votes=each.votes
                    )
                    for _row, each in line.lines
                ],
            )
            for line in brief.groups
        ],
        common_ground=[common_told(line.found) for line in brief.common],
        common_ground_as_cast=[common_told(each) for each in kept.opinion.as_cast if each.lower > AGREED],
        copies=list(kept.opinion.copies),
        divisive=[line.row.key for line in brief.divisive],
        who_took_part=None if brief.equality is None else [equality_told(each) for each in brief.equality],
    )


@router.get("/conversations", response=Page[ConversationTold])
def list_conversations(request: HttpRequest, asked: Query[Asked]) -> Page[ConversationTold]:
    """List conversations by address."""
    rows = conversations(edge.reader(request))
    return part(
        sorted(rows, key=lambda row: (row.slug, str(row.key))),
        asked,
        order=lambda row: (row.slug, str(row.key)),
        tell=conversation_told,
    )


@router.get("/conversations/{conversation}", response=ConversationTold)
def read_conversation(request: HttpRequest, conversation: AddressPath) -> ConversationTold:
    """Read one conversation."""
    return conversation_told(the_conversation(edge.reader(request), slug=conversation))


@router.get("/conversations/{conversation}/statements", response=Page[StatementTold])
def list_conversation_statements(
    request: HttpRequest, conversation: AddressPath, asked: Query[Asked]
) -> Page[StatementTold]:
    """List the statements of a conversation by number, with totals of ten people at least."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=conversation)
    counted = tallies(reader, conversation=row.key)
    return part(
        statements(reader, conversations={row.key}),
        asked,
        order=lambda each: (f"{each.number:09}", str(each.key)),
        tell=lambda each: statement_told(each, counted.get(each.key, Tally())),
    )


@router.get("/conversations/{conversation}/result", response=ConversationResultTold | None)
def read_conversation_result(
    request: HttpRequest, conversation: AddressPath
) -> ConversationResultTold | None:
    """Read what people said together; null before anything was worked out."""
    return result_told(results_brief(edge.reader(request), slug=conversation))
