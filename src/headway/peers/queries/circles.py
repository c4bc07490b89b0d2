"""Circles: while one forms its question is told to whoever is signed in, the rest to its members alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.errors import Missing
from headway.peers.choices import MOST, CircleState
from headway.peers.models import Circle, CircleMember, CircleNote, Help, NoteYes
from headway.peers.permissions import is_member
from headway.people.queries import active_names, day_of, names

KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What a circle found; `yes` and `mine` are for its members."""

    number: int
    text: str
    language: str
    written_on: date
    published_on: date | None
    question: str
    yes: int = 0
    mine: bool = False


@dataclass(frozen=True, slots=True)
class CircleRow:
    """A circle as this reader may see it: members and notes are empty for everybody else."""

    key: UUID
    version: int
    question: str
    meets: str
    language: str
    mission: UUID | None
    state: CircleState
    since: date
    member: bool
    members: tuple[str, ...] = ()  # names in their order
    notes: tuple[NoteRow, ...] = ()
    free: int = 0  # places left while it forms

    @property
    def needed(self) -> int:
        """Return how many have to want a note to be public: more than half."""
        return len(self.members) // 2 + 1


FIELDS = (
    "pk",
    "thing__key",
    "thing__version",
    "thing__born_on",
    "question",
    "meets",
    "language",
    "mission__thing__key",
    "met_at",
    "closed_at",
)


def circles(reader: Reader, *, keys: Iterable[UUID] | None = None) -> tuple[CircleRow, ...]:
    """Return one's own circles and those that form, newest first; four queries, none for the public."""
    if not reader.actor.signed_in:
        return ()
    found = Circle.objects.filter(thing__born_on__lte=reader.at)
    if keys is not None:
        found = found.filter(thing__key__in=set(keys))
    rows = list(found.order_by("-thing__born_on", "-pk").values_list(*FIELDS))
    inside = members_of(reader, [row[0] for row in rows])
    own = [row[0] for row in rows if is_member(reader.actor, inside[row[0]])]
    named = names(reader, keys={key for circle in own for key in inside[circle]})
    notes = notes_of(reader, own)
    read = [
        circle_row(reader, row, inside[row[0]], named, notes[row[0]], member=row[0] in own) for row in rows
    ]
    return tuple(row for row in read if row.member or row.state == CircleState.FORMING)


def circle(reader: Reader, *, key: UUID) -> CircleRow:
    """Return one circle; raises Missing where there is none, or none for this reader."""
    rows = circles(reader, keys=[key])
    if not rows:
        raise Missing
    return rows[0]


def members_of(reader: Reader, circles: list[int]) -> dict[int, set[UUID]]:
    """Return who is in some circles; one query."""
    found: dict[int, set[UUID]] = defaultdict(set)
    rows = CircleMember.objects.filter(
        Q(left_at__isnull=True) | Q(left_at__gt=reader.at),
        circle__in=circles,
        joined_at__lte=reader.at,
        account__isnull=False,
    )
    for circle, account in rows.values_list("circle", "account"):
        if account is not None:
            found[circle].add(account)
    return found


def notes_of(reader: Reader, circles: list[int]) -> dict[int, list[NoteRow]]:
    """Return the notes of some circles in their order, with how many want each public; two queries."""
    wanted: dict[int, set[UUID]] = defaultdict(set)
    for note, account in NoteYes.objects.filter(note__circle__in=circles).values_list("note", "account"):
        wanted[note].add(account)
    found: dict[int, list[NoteRow]] = defaultdict(list)
    rows = CircleNote.objects.filter(circle__in=circles, written_at__lte=reader.at)
    for row in rows.select_related("circle").order_by("number"):
        yes = wanted[row.pk]
        found[row.circle_id].append(note_row(reader, row, len(yes), mine=reader.actor.key in yes))
    return found


def note_row(reader: Reader, row: CircleNote, yes: int = 0, *, mine: bool = False) -> NoteRow:
    """Read one note."""
    published = row.published_at if row.published_at and row.published_at <= reader.at else None
    return NoteRow(
        row.number,
        row.text,
        row.circle.language,
        day_of(row.written_at),
        day_of(published) if published else None,
        row.circle.question,
        yes,
        mine,
    )


def circle_row(
    reader: Reader,
    row: tuple[Any, ...],
    inside: set[UUID],
    named: dict[UUID, str],
    notes: list[NoteRow],
    *,
    member: bool,
) -> CircleRow:
    """Read one joined row."""
    _pk, key, version, born_on, question, meets, language, mission, met_at, closed_at = row
    state = CircleState.FORMING
    if met_at is not None and met_at <= reader.at:
        state = CircleState.MEETING
    if closed_at is not None and closed_at <= reader.at:
        state = CircleState.CLOSED
    return CircleRow(
        key=key,
        version=version,
        question=question,
        meets=meets,
        language=language,
        mission=mission,
        state=state,
        since=day_of(born_on),
        member=member,
        members=tuple(sorted(named.get(each, "") for each in inside)) if member else (),
        notes=tuple(notes),
        free=max(MOST - len(inside), 0) if state == CircleState.FORMING else 0,
    )


def published_notes(reader: Reader) -> tuple[NoteRow, ...]:
    """Return what circles chose to publish, newest first; one query."""
    rows = CircleNote.objects.filter(published_at__lte=reader.at).select_related("circle")
    return tuple(note_row(reader, row) for row in rows.order_by("-published_at", "-pk")[:200])


def gone_accounts(at: datetime) -> frozenset[UUID]:
    """Return accounts that offers of help and circles name although they are closed; three queries."""
    kept = (Help.objects, CircleMember.objects)
    found = (rows.filter(account__isnull=False).values_list("account", flat=True) for rows in kept)
    named = {account for accounts in found for account in accounts if account is not None}
    return frozenset(named - active_names(Reader(SYSTEM, at), keys=named).keys())


def left_to_forget(at: datetime) -> bool:
    """Whether anything names somebody who is gone, or a circle closed a year ago names anybody."""
    old = CircleMember.objects.filter(account__isnull=False, circle__closed_at__lte=at - KEPT)
    return old.exists() or bool(gone_accounts(at))
