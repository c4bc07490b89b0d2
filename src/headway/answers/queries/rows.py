"""Questions with how they stand and their clocks, as known at the reader's moment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from headway.answers.analysis import (
    Passed,
    PauseRow,
    ReplyRow,
    TurnRow,
    hash_of,
    passed,
    running,
    standing,
    stands_still,
    was_late,
)
from headway.answers.choices import OPEN, AnswerKind, Due, GivenAs, Standing, Turn
from headway.answers.models import Answer, AnswerTurn, Asker, Notice
from headway.answers.queries.settings import pauses
from headway.kernel.actors import Actor, Reader
from headway.kernel.errors import Missing
from headway.kernel.things import Label
from headway.kernel.translations import Texts, texts
from headway.kernel.workdays import Calendar
from headway.missions.permissions import may_read_draft
from headway.missions.queries import missions
from headway.people.queries import OfficeRow, day_of, office_rows, offices_of

PAGE = 500


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question, how it stands, what runs and what ran out.

    `office` is the key of who owes; `office_name` is what may stand in public, `own_name` the office's own.
    `running` and `passed` hold dates moved by pauses; `mine` says that the reader asked.
    """

    key: UUID
    version: int
    about: Label
    mission: UUID | None
    kind: AnswerKind
    office: UUID
    office_name: str
    own_name: str
    organisation: UUID
    organisation_name: str
    across: bool
    affected: int
    asked_on: date
    standing: Standing
    running: tuple[Passed, ...]
    passed: tuple[Passed, ...]
    paused: bool
    reply: ReplyRow | None
    given_on: date | None
    confirm_by: date | None
    late: bool  # an answer came after its day
    mine: bool
    quiet: bool  # not public yet
    turns: tuple[TurnRow, ...]

    @property
    def open(self) -> bool:
        """Whether an answer is still owed."""
        return self.turns[-1].turn in OPEN

    @property
    def answer_by(self) -> date:
        """Return the last day for the answer, moved by pauses."""
        return next(
            (each.on for each in self.running if each.due in {Due.ANSWER, Due.PROMISE}),
            self.turns[-1].answer_by,
        )


FIELDS = (
    "thing__key",
    "thing__version",
    "about__key",
    "about__kind",
    "about__label",
    "about__slug",
    "about__language",
    "about__version",
    "thing__mission__key",
    "kind",
    "across",
    "affected",
    "asked_on",
    "quiet_until",
    "asker__account",
)


def known(reader: Reader) -> "QuerySet[Any, Any]":
    """Return the questions asked by then, each with its last turn, before visibility."""
    return Answer.objects.filter(last_turn(reader, "turns")).annotate(
        last=F("turns__turn"), owing=F("turns__office__thing__key"), due=F("turns__due")
    )


def last_turn(reader: Reader, path: str) -> Q:
    """Return the filter that leaves of the turns at a path the one that was the last by then.

    Other apps join it to what they keep: `last_turn(reader, "answer__turns")`.
    """
    since, until = f"{path}__at__lte", f"{path}__until"
    return Q(**{since: reader.at}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": reader.at}))


def last_turn_of(reader: Reader, path: str) -> Q:
    """Return the same filter for whoever comes from many questions, each with its few turns.

    Without the "or" no database begins with every last turn there is.
    """
    until = Coalesce(F(f"{path}__until"), Value(reader.at + timedelta(days=1)), output_field=DateTimeField())
    return Q(**{f"{path}__at__lte": reader.at}) & Q(GreaterThan(until, Value(reader.at)))


def answers(
    reader: Reader,
    *,
    keys: Iterable[UUID] | None = None,
    offices: Iterable[UUID] | None = None,
    mission: UUID | None = None,
    only_open: bool = False,
) -> tuple[AnswerRow, ...]:
    """Return what this reader may see, the oldest first; eight queries whatever their number."""
    rows = known(reader)
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    if offices is not None:
        rows = rows.filter(owing__in=set(offices))
    if mission is not None:
        rows = rows.filter(thing__mission__key=mission)
    if only_open:
        rows = rows.filter(last__in=OPEN)
    return told(reader, rows)


def told(reader: Reader, rows: "QuerySet[Any, Any]") -> tuple[AnswerRow, ...]:
    """Put rows together: turns, replies, offices, pauses, and who may see them."""
    found = list(rows.order_by("asked_on", "pk").values_list(*FIELDS)[:PAGE])
    if not found:
        return ()
    turns = turns_of(reader, [row[0] for row in found])
    still = pauses(reader)
    named = office_rows(reader, keys={each.office for parts in turns.values() for each in parts})
    sight = Sight.of(reader)
    today = day_of(reader.at)
    made = (row_of(row, turns[row[0]], still, named, today, reader.actor) for row in found)
    return tuple(row for row in made if sight.sees(row))


def turns_of(reader: Reader, keys: Sequence[UUID]) -> dict[UUID, tuple[TurnRow, ...]]:
    """Return what happened to some questions by then; two queries."""
    rows = (
        AnswerTurn.objects.filter(answer__thing__key__in=keys, at__lte=reader.at)
        .order_by("number")
        .values_list(
            "answer__thing__key",
            "turn",
            "at",
            "office__thing__key",
            "calendar",
            "since",
            "acknowledge_by",
            "route_by",
            "answer_by",
            "confirm_by",
            *(f"reply__{name}" for name in REPLY),
        )
    )
    found = list(rows)
    said = texts({row[10] for row in found if row[10]}, language=reader.language, at=reader.at)
    turns: dict[UUID, list[TurnRow]] = defaultdict(list)
    for (
        key,
        turn,
        at,
        office,
        calendar,
        since,
        acknowledge_by,
        route_by,
        answer_by,
        confirm_by,
        *reply,
    ) in found:
        turns[key].append(
            TurnRow(
                Turn(turn), at, day_of(at), office, Calendar(calendar), since, acknowledge_by, route_by,
                answer_by, confirm_by, reply_row(reply, said),
            )
        )  # fmt: skip
    return {key: tuple(parts) for key, parts in turns.items()}


REPLY = ("thing__key", "given_as", "reason", "language", "rule", "instead", "promised_for")


def reply_row(row: Sequence[Any], said: Texts) -> ReplyRow | None:
    """Read a reply, in the reader's language where there is one."""
    key, given_as, reason, language, rule, instead, promised_for = row
    if key is None:
        return None
    return ReplyRow(
        key,
        GivenAs(given_as),
        said.say(key, "reason", reason, language),
        rule,
        said.say(key, "instead", instead, language),
        promised_for,
    )


def row_of(
    row: Sequence[Any],
    turns: tuple[TurnRow, ...],
    still: Sequence[PauseRow],
    named: dict[UUID, OfficeRow],
    today: date,
    actor: Actor,
) -> AnswerRow:
    """Read one question with its clocks."""
    key, version, *about, mission, kind, across, affected, asked_on, quiet_until, account = row
    last = turns[-1]
    office = named[last.office]
    given = next((each for each in reversed(turns) if each.turn == Turn.GIVEN), None)
    quiet = quiet_until is not None and today <= quiet_until and given is None
    if (
        kind == AnswerKind.VERDICT and quiet_until is not None
    ):  # the check itself is public only then, or never
        quiet = today <= quiet_until or last.turn == Turn.WITHDRAWN
    if kind == AnswerKind.BARRIER and last.turn == Turn.WITHDRAWN:
        quiet = True  # it may have left the ledger for a reason that is nobody's business
    return AnswerRow(
        key=key,
        version=version,
        about=Label(*about),
        mission=mission,
        kind=AnswerKind(kind),
        office=last.office,
        office_name=office.listed,
        own_name=office.name,
        organisation=office.organisation,
        organisation_name=office.organisation_name,
        across=across,
        affected=affected,
        asked_on=asked_on,
        standing=standing(turns, today),
        running=running(turns, still, today),
        passed=passed(turns, still, today),
        paused=last.turn in OPEN and stands_still(today, turns, still, today),
        reply=given.reply if given else None,
        given_on=given.on if given else None,
        confirm_by=last.confirm_by,
        late=was_late(turns, still),
        mine=actor.key is not None and account == actor.key,
        quiet=quiet,
        turns=turns,
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader may see: open missions and their own, what they owe, what they asked."""

    actor: Actor
    missions: frozenset[UUID]
    holds: frozenset[UUID]

    @classmethod
    def of(cls, reader: Reader) -> "Sight":
        return cls(
            reader.actor,
            frozenset(row.key for row in missions(reader)),
            offices_of(reader.actor, reader.at),
        )

    def sees(self, row: AnswerRow) -> bool:
        """A question is public with its mission, but for one that waits quietly for its owner."""
        if row.mine or row.office in self.holds or self.actor.system:
            return True
        if row.mission is not None and row.mission not in self.missions:
            return False
        return not row.quiet or (row.mission is not None and may_read_draft(self.actor, row.mission))


# --- what callers ask ---


def answer(reader: Reader, *, key: UUID) -> AnswerRow:
    """Return one question; raises Missing where there is none for this reader."""
    found = answers(reader, keys=[key])
    if not found:
        raise Missing
    return found[0]


def owed(reader: Reader, *, about: Iterable[UUID]) -> dict[UUID, AnswerRow]:
    """Return the latest question about each of some Things, by the Thing's key."""
    rows = told(reader, known(reader).filter(about__key__in=set(about)))
    return {row.about.key: row for row in rows}


def past_clock(reader: Reader, *, mission: UUID | None = None) -> tuple[AnswerRow, ...]:
    """Return what is past its clock, by date alone: never by count or age of an office."""
    rows = known(reader)
    if mission is not None:
        rows = rows.filter(thing__mission__key=mission)
    late = [row for row in told(reader, rows.filter(due__lt=day_of(reader.at))) if row.passed]
    return tuple(sorted(late, key=lambda row: (row.passed[0].on, row.office_name, str(row.key))))


def owed_to(reader: Reader, *, account: UUID) -> tuple[AnswerRow, ...]:
    """Return what one account asked, to itself alone."""
    if reader.actor.key != account:
        return ()
    return told(reader, known(reader).filter(asker__account=account))


def by_code(reader: Reader, *, code: str) -> AnswerRow:
    """Return the question of a return code, to whoever holds the code; raises Missing."""
    row = Asker.objects.filter(code=hash_of(code)).exclude(code="").values_list("answer__thing__key").first()
    if row is None:
        raise Missing
    return answer(Reader(SYSTEM_SIGHT, reader.at, reader.language, reader.past), key=row[0])


def code_known(reader: Reader, *, code_hash: str) -> bool:  # noqa: ARG001 - every query takes its reader
    """Whether somebody asked with a code already; of the code only its hash is known here."""
    return bool(code_hash) and Asker.objects.filter(code=code_hash).exists()


SYSTEM_SIGHT = Actor(system=True)  # the code itself is the right to see


def given_on(reader: Reader, *, about: Iterable[UUID]) -> dict[UUID, date]:
    """Return the day on which the question about a Thing was last answered, where it was; one query."""
    rows = AnswerTurn.objects.filter(turn=Turn.GIVEN, at__lte=reader.at, answer__about__key__in=set(about))
    return {key: day_of(at) for key, at in rows.order_by("at").values_list("answer__about__key", "at")}


def given_count(reader: Reader, *, about: Iterable[UUID]) -> int:
    """Return of how many Things the question was answered by then; one query."""
    rows = AnswerTurn.objects.filter(turn=Turn.GIVEN, at__lte=reader.at, answer__about__key__in=set(about))
    return rows.values("answer").distinct().count()


def replies(reader: Reader, *, reply: UUID) -> tuple[AnswerRow, ...]:
    """Return every question that one answer settled."""
    settled = AnswerTurn.objects.filter(turn=Turn.GIVEN, reply__thing__key=reply, at__lte=reader.at)
    return told(reader, known(reader).filter(pk__in=settled.values("answer")))


def untold(reader: Reader) -> tuple[tuple[AnswerRow, Passed], ...]:
    """Return the clocks that ran out and of which nobody was told yet."""
    late = past_clock(reader)
    sent = set(
        Notice.objects.filter(answer__thing__key__in=[row.key for row in late]).values_list(
            "answer__thing__key", "clock", "fixed_for"
        )
    )
    return tuple(
        (row, each)
        for row in late
        for each in row.passed
        if (row.key, each.due.value, each.fixed_for) not in sent
    )
