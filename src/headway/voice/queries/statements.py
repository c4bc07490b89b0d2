"""Statements with how they stand, the log of their moderation, where they came from and what came of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at
from headway.kernel.things import Label
from headway.kernel.translations import Text, Texts, texts
from headway.voice.choices import BECAME, LIVE, STANDS, CarriedOut, Lineage, StatementStanding, Turn, Why
from headway.voice.models import (
    CarryingOut,
    Happening,
    Participant,
    Statement,
    StatementTie,
    StatementTurn,
    Trace,
)
from headway.voice.permissions import may_decide_appeals, may_moderate


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement, as it stood; its text is empty for whoever may not read it."""

    key: UUID
    version: int
    conversation: UUID
    slug: str  # of the conversation
    mission: UUID | None
    number: int
    text: Text
    language: str
    seed: bool
    author: UUID | None  # the pseudonym of who wrote it
    written_at: datetime
    turn: Turn
    why: Why | None
    note: str

    @property
    def standing(self) -> StatementStanding:
        return STANDS[self.turn]


FIELDS = (
    "thing__key",
    "thing__version",
    "conversation__thing__key",
    "conversation__thing__slug",
    "conversation__mission__thing__key",
    "number",
    "text",
    "language",
    "author__key",
    "written_at",
    "turn",
    "why",
    "note",
)


def standing_rows(at: datetime) -> "QuerySet[Any]":
    """Return statements written by then, each with its last turn."""
    turns = StatementTurn.objects.filter(statement=OuterRef("pk"), at__lte=at).order_by("-number")
    # Why it was hidden stands on the turn that hid it, also while an appeal runs.
    hid = turns.exclude(why="")
    return Statement.objects.filter(written_at__lte=at).annotate(
        turn=Subquery(turns.values("turn")[:1]),
        why=Subquery(hid.values("why")[:1]),
        note=Subquery(turns.exclude(note="").values("note")[:1]),
    )


def statements(
    reader: Reader,
    *,
    conversations: Iterable[UUID] | None = None,
    keys: Iterable[UUID] | None = None,
    live: bool = False,
    author: UUID | None = None,
) -> tuple[StatementRow, ...]:
    """Return statements in the order of their numbers; `live` ones alone, or all; two queries.

    What waits or is hidden has its words for the moderators and for who wrote it (`author`, a pseudonym).
    """
    rows = standing_rows(reader.at)
    if conversations is not None:
        rows = rows.filter(conversation__thing__key__in=set(conversations))
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    if live:
        rows = rows.filter(turn__in=LIVE)
    found = list(rows.order_by("conversation", "number").values_list(*FIELDS))
    said = texts({row[0] for row in found}, language=reader.language, at=reader.at)
    return tuple(read_row(reader, row, said, author) for row in found)


def read_row(reader: Reader, row: tuple[Any, ...], said: Texts, author: UUID | None) -> StatementRow:
    """Read one joined row, without words that are not for this reader."""
    key, version, conversation, slug, mission, number, text, language, by, written, turn, why, note = row
    stands = STANDS[Turn(turn)]
    hidden_why = Why(why) if why and stands is StatementStanding.HIDDEN else None
    shown = (
        stands is StatementStanding.LIVE
        or hidden_why in BECAME
        or may_moderate(reader.actor, mission)
        or may_decide_appeals(reader.actor)
        or (author is not None and author == by)
    )
    words = said.say(key, "text", text, language) if shown else Text("")
    return StatementRow(
        key,
        version,
        conversation,
        slug or "",
        mission,
        number,
        words,
        language,
        by is None,
        by,
        written,
        Turn(turn),
        hidden_why,
        note or "",
    )


def statement(reader: Reader, *, key: UUID, author: UUID | None = None) -> StatementRow:
    """Return one statement that this reader may read; raises Missing."""
    found = statements(reader, keys={key}, author=author)
    if not found or not found[0].text.text:
        raise Missing
    return found[0]


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One line of the public log of moderation."""

    statement: UUID
    number: int  # of the statement
    turn: Turn
    why: Why | None
    note: str
    at: datetime


def moderation(reader: Reader, *, conversation: UUID) -> tuple[TurnRow, ...]:
    """Return what happened to the statements of a conversation, the newest first; one query."""
    rows = StatementTurn.objects.filter(
        statement__conversation__thing__key=conversation, at__lte=reader.at
    ).order_by("-at", "-pk")
    found = rows.values_list("statement__thing__key", "statement__number", "turn", "why", "note", "at")
    return tuple(
        TurnRow(key, number, Turn(turn), Why(why) if why else None, note, at)
        for key, number, turn, why, note, at in found
    )


@dataclass(frozen=True, slots=True)
class TieRow:
    """That one statement came from another."""

    statement: UUID
    comes_from: UUID
    number: int  # of the one it comes from
    how: Lineage


def ties(reader: Reader, *, statements: Iterable[UUID]) -> tuple[TieRow, ...]:
    """Return where some statements came from, and what they became; one query."""
    keys = set(statements)
    rows = StatementTie.objects.filter(
        Q(statement__thing__key__in=keys) | Q(comes_from__thing__key__in=keys), at__lte=reader.at
    ).order_by("pk")
    found = rows.values_list("statement__thing__key", "comes_from__thing__key", "comes_from__number", "how")
    return tuple(TieRow(*row[:3], Lineage(row[3])) for row in found)


# --- what came of it ---


@dataclass(frozen=True, slots=True)
class TraceRow:
    """Something that changed because of a statement or a recommendation."""

    came_of: UUID
    to: Label
    charter_version: int
    note: str
    at: datetime
    of: str  # the slug of the mission that it belongs to; empty where it belongs to none


@dataclass(frozen=True, slots=True)
class CarryingRow:
    """How far it is carried out, as the body says."""

    state: CarriedOut
    note: str
    since: datetime


@dataclass(frozen=True, slots=True)
class HappenedRow:
    """How many of those concerned say that it happened, and that it did not."""

    yes: int = 0
    no: int = 0


LABEL = ("key", "kind", "label", "slug", "language", "version")


def traces(reader: Reader, *, of: Iterable[UUID]) -> dict[UUID, tuple[TraceRow, ...]]:
    """Return what came of each of some statements or recommendations, the oldest first; one query."""
    rows = Trace.objects.filter(of__key__in=set(of), at__lte=reader.at).order_by("pk")
    found: dict[UUID, list[TraceRow]] = defaultdict(list)
    names = (f"to__{name}" for name in LABEL)
    for key, version, note, at, mission, *to in rows.values_list(
        "of__key", "charter_version", "note", "at", "to__mission__slug", *names
    ):
        found[key].append(TraceRow(key, Label(*to), version, note, at, mission or ""))
    return {key: tuple(parts) for key, parts in found.items()}


def carryings(reader: Reader, *, statements: Iterable[UUID]) -> dict[UUID, CarryingRow]:
    """Return how far what was answered is carried out; one query."""
    rows = CarryingOut.objects.filter(known_at(reader.at), statement__thing__key__in=set(statements))
    found = rows.values_list("statement__thing__key", "state", "note", "known_from")
    return {key: CarryingRow(CarriedOut(state), note, since) for key, state, note, since in found}


def happenings(reader: Reader, *, statements: Iterable[UUID]) -> dict[UUID, HappenedRow]:
    """Return what those concerned say of some statements, as counts; one query."""
    rows = Happening.objects.filter(known_at(reader.at), statement__thing__key__in=set(statements))
    counted = rows.values_list("statement__thing__key").annotate(
        yes=Count("pk", filter=Q(happened=True)), no=Count("pk", filter=Q(happened=False))
    )
    return {key: HappenedRow(yes, no) for key, yes, no in counted}


def author_of(reader: Reader, *, statement: UUID) -> UUID | None:
    """Return the pseudonym of who wrote a statement; None for one of the body."""
    rows = Participant.objects.filter(
        pk__in=Statement.objects.filter(thing__key=statement, written_at__lte=reader.at).values("author")
    )
    return rows.values_list("key", flat=True).first()
