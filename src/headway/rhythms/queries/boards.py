"""Boards with their seats and missions, their meetings, agendas and minutes, as known at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import json_of, known_at, parsed
from headway.kernel.things import find
from headway.people.queries import day_of
from headway.rhythms.choices import PROFILES, BoardStanding, EventState, LegalProfile, ProfileCode, Seat
from headway.rhythms.models import (
    AgendaItem,
    Board,
    BoardMember,
    BoardMission,
    BoardVersion,
    Event,
    MinuteEntry,
)

TERMS = ("version", "name", "language", "remit", "standing", "profile")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An office with a seat."""

    office: UUID
    name: str
    organisation: str
    seat: Seat


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board with the terms that held."""

    key: UUID
    slug: str
    version: int  # of the Thing, for forms
    name: str
    language: str
    remit: str
    standing: BoardStanding
    profile: ProfileCode
    terms: int  # number of the version of its terms
    members: tuple[MemberRow, ...]
    missions: tuple[UUID, ...]
    ended_at: datetime | None

    @property
    def law(self) -> LegalProfile:
        """Return what its law says of power, notice and call-in."""
        return PROFILES[self.profile]


@dataclass(frozen=True, slots=True)
class EventRow:
    """A meeting, as it stood."""

    key: UUID
    version: int
    board: UUID
    board_slug: str
    board_name: str
    on: date
    title: str
    where: str
    state: EventState
    born_on: datetime

    @property
    def name(self) -> str:
        """Return its title, or the name of its board."""
        return self.title or self.board_name


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One line of an agenda."""

    position: int
    text: str
    about: UUID | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a record."""

    number: int
    text: str
    written_at: datetime


def boards(
    reader: Reader, *, keys: Iterable[UUID] | None = None, missions: Iterable[UUID] | None = None
) -> tuple[BoardRow, ...]:
    """Return boards by name: all, or some by key, or those that answer for some missions; three queries."""
    rows = Board.objects.filter(thing__born_on__lte=reader.at)
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    if missions is not None:
        named = BoardMission.objects.filter(
            known_at(reader.at, "version__"), mission__thing__key__in=set(missions)
        )
        rows = rows.filter(pk__in=named.values("version__board"))
    terms = BoardVersion.objects.filter(known_at(reader.at), board=OuterRef("pk"))
    fields = {name: name for name in TERMS}
    found = list(
        rows.annotate(terms=json_of(terms, **fields)).values_list(
            "thing__key", "thing__slug", "thing__version", "ended_at", "terms"
        )
    )
    seats, answered = seats_of(reader, [row[0] for row in found])
    read = [read_board(row, seats[row[0]], answered[row[0]], reader) for row in found]
    return tuple(sorted(read, key=lambda row: (row.name, str(row.key))))


def seats_of(reader: Reader, keys: list[UUID]) -> tuple[dict[UUID, list[MemberRow]], dict[UUID, list[UUID]]]:
    """Return the seats and the missions of some boards under the terms that held; two queries."""
    held = known_at(reader.at, "version__") & Q(version__board__thing__key__in=keys)
    seats: dict[UUID, list[MemberRow]] = defaultdict(list)
    for key, office, name, organisation, seat in (
        BoardMember.objects.filter(held)
        .order_by("pk")
        .values_list(
            "version__board__thing__key",
            "office__thing__key",
            "office__name",
            "office__organisation__name",
            "seat",
        )
    ):
        seats[key].append(MemberRow(office, name, organisation, Seat(seat)))
    missions: dict[UUID, list[UUID]] = defaultdict(list)
    named = BoardMission.objects.filter(held).order_by("pk")
    for key, mission in named.values_list("version__board__thing__key", "mission__thing__key"):
        missions[key].append(mission)
    return seats, missions


def read_board(
    row: tuple[Any, ...], members: list[MemberRow], missions: list[UUID], reader: Reader
) -> BoardRow:
    """Read one joined row."""
    key, slug, version, ended_at, value = row
    terms = parsed(value)
    return BoardRow(
        key=key,
        slug=slug,
        version=version,
        name=terms["name"],
        language=terms["language"],
        remit=terms["remit"],
        standing=BoardStanding(terms["standing"]),
        profile=ProfileCode(terms["profile"]),
        terms=terms["version"],
        members=tuple(members),
        missions=tuple(missions),
        ended_at=ended_at if ended_at is not None and ended_at <= reader.at else None,
    )


def board(reader: Reader, *, slug: str) -> BoardRow:
    """Return one board by its address; old addresses count.

    Raises
    ------
    Missing
        When there is none.
    """
    found = boards(reader, keys={find("board", slug).label.key})
    if not found:
        raise Missing
    return found[0]


def events(
    reader: Reader,
    *,
    boards: Iterable[UUID] | None = None,
    keys: Iterable[UUID] | None = None,
    on: date | None = None,
) -> tuple[EventRow, ...]:
    """Return meetings by date: all, of some boards, some by key, or those of one day; one query."""
    rows = _rows(reader)
    if boards is not None:
        rows = rows.filter(board__thing__key__in=set(boards))
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    if on is not None:
        rows = rows.filter(on=on)
    return tuple(read_event(row, reader.at) for row in rows)


def _rows(reader: Reader) -> "QuerySet[Event, Any]":
    """Return the meetings that were planned by then, each with the name of its board, by date."""
    name = BoardVersion.objects.filter(known_at(reader.at), board=OuterRef("board"))
    return (
        Event.objects.filter(thing__born_on__lte=reader.at)
        .annotate(board_name=json_of(name, name="name"))
        .order_by("on", "pk")
        .values_list(
            "thing__key",
            "thing__version",
            "board__thing__key",
            "board__thing__slug",
            "board_name",
            "on",
            "title",
            "where",
            "thing__born_on",
            "held_at",
            "minuted_at",
            "cancelled_at",
        )
    )


def read_event(row: tuple[Any, ...], at: datetime) -> EventRow:
    """Read one joined row; its state is the one of that moment."""
    key, version, board, slug, name, on, title, where, born_on, held_at, minuted_at, cancelled_at = row
    dated = (
        (EventState.CANCELLED, cancelled_at),
        (EventState.MINUTED, minuted_at),
        (EventState.HELD, held_at),
    )
    state = next((each for each, when in dated if when is not None and when <= at), EventState.PLANNED)
    said = parsed(name)["name"]
    return EventRow(key, version, board, slug, said, on, title, where, state, born_on)


def event(reader: Reader, *, board: UUID, on: date) -> EventRow:
    """Return the meeting of a board on a day, a cancelled one last; raises Missing."""
    found = events(reader, boards={board}, on=on)
    if not found:
        raise Missing
    return min(found, key=lambda row: row.state is EventState.CANCELLED)


def next_meeting(reader: Reader, *, mission: UUID) -> EventRow | None:
    """Return the next planned meeting of a board that answers for a mission; one query."""
    named = BoardMission.objects.filter(known_at(reader.at, "version__"), mission__thing__key=mission)
    today = day_of(reader.at)
    rows = _rows(reader).filter(
        Q(cancelled_at__isnull=True) | Q(cancelled_at__gt=reader.at),
        board__in=named.values("version__board"),
        on__gte=today,
    )
    found = (read_event(row, reader.at) for row in rows[:5])
    return next((row for row in found if row.state is EventState.PLANNED), None)


def agenda(reader: Reader, *, event: UUID) -> tuple[AgendaRow, ...]:
    """Return the agenda of a meeting as it stood; one query."""
    rows = AgendaItem.objects.filter(known_at(reader.at), event__thing__key=event)
    return tuple(
        AgendaRow(*row) for row in rows.order_by("position").values_list("position", "text", "about__key")
    )


def minutes(reader: Reader, *, event: UUID) -> tuple[EntryRow, ...]:
    """Return the entries of a meeting's minutes written by then; one query."""
    rows = MinuteEntry.objects.filter(event__thing__key=event, written_at__lte=reader.at)
    return tuple(
        EntryRow(*row) for row in rows.order_by("number").values_list("number", "text", "written_at")
    )


def scopes_of_board(reader: Reader, key: UUID) -> tuple[UUID, ...]:
    """Return a board and its missions: a role for any of them counts; raises Missing."""
    found = boards(reader, keys={key})
    if not found:
        raise Missing
    return (key, *found[0].missions)


def scopes_of_event(reader: Reader, key: UUID) -> tuple[UUID, ...]:
    """Return the board of a meeting and its missions; raises Missing."""
    found = events(reader, keys={key})
    if not found:
        raise Missing
    return scopes_of_board(reader, found[0].board)
