"""What travels about answers and initiatives."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from headway.answers.analysis import NewReply, Passed, ReplyRow, TurnRow
from headway.answers.choices import AnswerKind, Due, GivenAs, Standing, Turn
from headway.answers.queries import AnswerRow
from headway.api.schemas import Day, Language, Prose, Received, Said, Told, Truth, Version, Words
from headway.kernel.translations import NewText, Text
from headway.missions.analysis import InitiativeWords
from headway.missions.choices import InitiativeOrigin, InitiativeState, OfferKind
from headway.missions.queries import InitiativeRow

Code = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=5000)]


class ClockTold(Told):
    """A clock that runs or ran out: the last day it gives, and that day before any pause."""

    due: Due
    on: date
    fixed_for: date


class ReplyTold(Told):
    """An answer as it was given."""

    key: UUID
    given_as: GivenAs
    reason: Said
    rule: str
    instead: Said
    promised_for: date | None


class TurnTold(Told):
    """One thing that happened, with the last day for the answer from then on."""

    turn: Turn
    at: datetime
    answer_by: date


class AnswerTold(Told):
    """A question, how it stands, and its clocks; `office` is the name it is listed under."""

    key: UUID
    version: int
    kind: AnswerKind
    about: UUID
    mission: UUID | None
    office: str
    organisation: str
    across: bool
    affected: int
    asked_on: date
    standing: Standing
    answer_by: date
    running: list[ClockTold]
    past: list[ClockTold]
    paused: bool
    late: bool
    given_on: date | None
    confirm_by: date | None
    reply: ReplyTold | None
    turns: list[TurnTold]


class RouteSent(Received):
    """The office that answers."""

    to: UUID


class ReplySent(Received):
    """An answer; `promised_for` with "not_yet" alone."""

    given_as: GivenAs
    reason: Reason
    language: Language = "en"
    rule: Words = ""
    instead: Prose = ""
    promised_for: Day | None = None

    def reply(self) -> NewReply:
        return NewReply(**{name: getattr(self, name) for name in NewReply.__dataclass_fields__})


class ManySent(ReplySent):
    """One answer to several questions of one kind that one office owes."""

    answers: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class AcceptSent(Received):
    """A yes to an offer, and the initiative it becomes."""

    reason: Reason
    title: Words
    summary: Prose = ""
    language: Language = "en"

    def reply(self) -> NewReply:
        return NewReply(GivenAs.YES, self.reason, self.language)

    def initiative(self) -> InitiativeWords:
        return InitiativeWords(self.title, self.summary, self.language)


class TranslationSent(Received):
    """Words of a reply in another language; shown once they are approved."""

    field: Literal["reason", "instead"]
    language: Language
    text: Reason
    approved: Truth = True

    def new_text(self) -> NewText:
        return NewText(self.field, self.language, self.text, approved=self.approved)


class CodeSent(Received):
    """The return code, where who asked has no account."""

    code: Code | None = None


class WhySent(CodeSent):
    """What is wrong with the answer; only who owes it reads this."""

    why: Reason


class OfferSent(Received):
    """An offer to take part. Only its kind is public; the code is made by who sends it and never told."""

    kind: OfferKind
    text: Prose
    code: Code = Field(description="128 random bits in hexadecimal: the way back to the answer. Keep it.")
    language: Language = "en"
    name: Annotated[str, StringConstraints(max_length=120)] = ""
    group: Annotated[str, StringConstraints(max_length=200)] = ""
    email: Annotated[str, StringConstraints(max_length=254)] = ""


class NamedTold(Told):
    """Something by its key and name."""

    key: UUID
    name: str


class InitiativeTold(Told):
    """Something that is done for a mission."""

    key: UUID
    version: int
    mission: UUID
    origin: InitiativeOrigin
    title: Said
    summary: Said
    state: InitiativeState
    node: UUID | None
    owner: NamedTold | None
    places: list[NamedTold]
    partners: list[NamedTold]
    begun_at: datetime
    known_from: datetime


class InitiativeSent(Received):
    """What an initiative is: its words, its step of the theory of change, who leads it, where, with whom."""

    title: Words
    summary: Prose = ""
    language: Language = "en"
    node: UUID | None = None
    owner: UUID | None = None
    places: Annotated[list[UUID], Field(max_length=50)] = []
    partners: Annotated[list[UUID], Field(max_length=50)] = []

    def initiative(self) -> InitiativeWords:
        return InitiativeWords(
            self.title,
            self.summary,
            self.language,
            self.node,
            self.owner,
            tuple(self.places),
            tuple(self.partners),
        )


class NextInitiative(InitiativeSent):
    """The next version of what an initiative is."""

    version: Version
    note: Prose = ""


class StateSent(Received):
    """That an initiative goes live, grows or ends, and why."""

    state: InitiativeState
    note: Reason
    version: Version


def answer_told(row: AnswerRow, language: str) -> AnswerTold:
    """Answer one question."""
    return AnswerTold(
        key=row.key,
        version=row.version,
        kind=row.kind,
        about=row.about.key,
        mission=row.mission,
        office=row.office_name,
        organisation=row.organisation_name,
        across=row.across,
        affected=row.affected,
        asked_on=row.asked_on,
        standing=row.standing,
        answer_by=row.answer_by,
        running=clocks_told(row.running),
        past=clocks_told(row.passed),
        paused=row.paused,
        late=row.late,
        given_on=row.given_on,
        confirm_by=row.confirm_by,
        reply=reply_told(row.reply, language) if row.reply else None,
        turns=[turn_told(each) for each in row.turns],
    )


def clocks_told(rows: tuple[Passed, ...]) -> list[ClockTold]:
    return [ClockTold.of(each) for each in rows]


def reply_told(row: ReplyRow, language: str) -> ReplyTold:
    return ReplyTold(
        key=row.key,
        given_as=row.given_as,
        reason=said(row.reason, language),
        rule=row.rule,
        instead=said(row.instead, language),
        promised_for=row.promised_for,
    )


def turn_told(row: TurnRow) -> TurnTold:
    return TurnTold(turn=row.turn, at=row.at, answer_by=row.answer_by)


def initiative_told(row: InitiativeRow, language: str) -> InitiativeTold:
    """Answer one initiative."""
    return InitiativeTold(
        key=row.key,
        version=row.version,
        mission=row.mission,
        origin=row.origin,
        title=said(row.title, language),
        summary=said(row.summary, language),
        state=row.state,
        node=row.node,
        owner=NamedTold.of(row.owner) if row.owner else None,
        places=[NamedTold.of(each) for each in row.places],
        partners=[NamedTold.of(each) for each in row.partners],
        begun_at=row.begun_at,
        known_from=row.known_from,
    )


def said(text: Text, language: str) -> Said:
    """Return a text with the language it is told in."""
    return Said(text=text.text, language=text.lang or language)
