"""Rows of boards, their meetings, agendas and minutes."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.people.queries import day_of
from headway.rhythms.analysis import Item, NewBoard, NewEvent
from headway.rhythms.models import (
    AgendaItem,
    Board,
    BoardMember,
    BoardMission,
    BoardVersion,
    Event,
    MinuteEntry,
)


@step
def found(new: NewBoard, things: Mapping[UUID, Thing], by: By) -> Thing:
    """Write a board with the first version of its terms."""
    check_board(new, things)
    named = NewThing("board", new.name, new.slug or new.name, new.language, key=new.key)
    thing = create(named, by.at)
    Board.objects.create(thing=thing)
    write_version(thing, 1, new, things, by)
    return thing


@step
def write_terms(thing: Thing, new: NewBoard, things: Mapping[UUID, Thing], by: By) -> int:
    """Close the current terms of a board and write the next; return their number."""
    check_board(new, things)
    require_live(thing)
    before = BoardVersion.objects.get(board_id=thing.pk, known_to__isnull=True)
    BoardVersion.objects.filter(pk=before.pk).update(known_to=by.at)
    write_version(thing, before.version + 1, new, things, by)
    rename(thing, label=new.name, slug=None, at=by.at)
    return before.version + 1


def write_version(thing: Thing, number: int, new: NewBoard, things: Mapping[UUID, Thing], by: By) -> None:
    """Write one version with its seats and missions."""
    row = BoardVersion.objects.create(
        board_id=thing.pk,
        version=number,
        name=new.name,
        language=new.language,
        remit=new.remit,
        standing=new.standing,
        profile=new.profile,
        set_by=by.actor.key,
        known_from=by.at,
    )
    BoardMember.objects.bulk_create(
        BoardMember(version=row, office_id=things[member.office].pk, seat=member.seat)
        for member in new.members
    )
    BoardMission.objects.bulk_create(
        BoardMission(version=row, mission_id=things[key].pk) for key in dict.fromkeys(new.missions)
    )


def check_board(new: NewBoard, things: Mapping[UUID, Thing]) -> None:
    """Refuse a board without a name, with a text too long, or with a seat that is no office."""
    if not new.name.strip():
        words = Sentence(_("Name the board."))
        raise Invalid(words, {"name": words})
    if len(new.name) > 200:
        words = Sentence(_("Use at most %(limit)s characters."), {"limit": 200})
        raise Invalid(words, {"name": words})
    offices = [member.office for member in new.members]
    if len(offices) != len(set(offices)):
        words = Sentence(_("Give each office one seat."))
        raise Invalid(words, {"members": words})
    things_named(offices, "office", things)
    things_named(new.missions, "mission", things)


def things_named(keys: Sequence[UUID], kind: str, things: Mapping[UUID, Thing]) -> None:
    """Refuse a key that is not what it should be."""
    if any(things[key].kind != kind for key in keys):
        raise Missing


def require_live(thing: Thing) -> None:
    """Refuse a board that has ended, or what is no board."""
    row = Board.objects.filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    if row.ended_at is not None:
        raise Conflict(Sentence(_("This board has ended.")))


@step
def end(thing: Thing, by: By) -> None:
    """End a board from this moment; its record stays."""
    require_live(thing)
    Board.objects.filter(pk=thing.pk).update(ended_at=by.at)
    bump(thing)


# --- meetings ---


@step
def plan(board: Thing, new: NewEvent, by: By) -> Thing:
    """Plan one meeting of a board."""
    require_live(board)
    for name, text in (("title", new.title), ("where", new.where)):
        if len(text) > 200:
            words = Sentence(_("Use at most %(limit)s characters."), {"limit": 200})
            raise Invalid(words, {name: words})
    if Event.objects.filter(board_id=board.pk, on=new.on, cancelled_at__isnull=True).exists():
        words = Sentence(_("This board meets on %(day)s already."), {"day": new.on})
        raise Invalid(words, {"on": words})
    label = f"{new.title or board.label}, {new.on.isoformat()}"
    thing = create(NewThing("event", label, key=new.key), by.at)
    Event.objects.create(thing=thing, board_id=board.pk, on=new.on, title=new.title, where=new.where)
    return thing


def event_of(thing: Thing) -> Event:
    """Return the row of a meeting, or raise Missing."""
    row = Event.objects.filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    return row


def require_planned(row: Event) -> None:
    """Refuse what can only happen before a meeting."""
    if row.cancelled_at is not None:
        raise Conflict(Sentence(_("This meeting was cancelled.")))
    if row.held_at is not None:
        raise Conflict(Sentence(_("This meeting was held already.")))


@step
def set_agenda(thing: Thing, items: Sequence[Item], things: Mapping[UUID, Thing], by: By) -> None:
    """Put an agenda in place of the one before, which keeps its dates."""
    require_planned(event_of(thing))
    texts = [item.text.strip() for item in items]
    if not all(texts) or any(len(text) > 300 for text in texts):
        words = Sentence(_("Give each item between 1 and 300 characters."))
        raise Invalid(words, {"items": words})
    AgendaItem.objects.filter(event_id=thing.pk, known_to__isnull=True).update(known_to=by.at)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            event_id=thing.pk,
            position=at,
            text=text,
            about_id=things[item.about].pk if item.about else None,
            known_from=by.at,
        )
        for at, (item, text) in enumerate(zip(items, texts, strict=True), start=1)
    )
    bump(thing)


@step
def hold(thing: Thing, by: By) -> None:
    """Say that a meeting took place."""
    row = event_of(thing)
    require_planned(row)
    if row.on > day_of(by.at):
        raise Conflict(Sentence(_("This meeting is on %(day)s. It has not been held yet."), {"day": row.on}))
    Event.objects.filter(pk=row.pk).update(held_at=by.at)
    bump(thing)


@step
def cancel(thing: Thing, by: By) -> None:
    """Cancel a planned meeting."""
    row = event_of(thing)
    require_planned(row)
    Event.objects.filter(pk=row.pk).update(cancelled_at=by.at)
    bump(thing)


@step
def minute(thing: Thing, text: str, by: By, *, correction: bool) -> int:
    """Write the minutes of a held meeting, or add an entry to minutes that stand; return its number."""
    row = event_of(thing)
    if not text.strip():
        words = Sentence(_("Write what is to stand in the minutes."))
        raise Invalid(words, {"text": words})
    if row.held_at is None:
        raise Conflict(Sentence(_("Only a meeting that was held has minutes.")))
    if correction != (row.minuted_at is not None):
        why = (
            _("This meeting is not minuted yet.")
            if correction
            else _("This meeting is minuted. Correct the record by a new entry.")
        )
        raise Conflict(Sentence(why))
    number = MinuteEntry.objects.filter(event=row).count() + 1
    MinuteEntry.objects.create(event=row, number=number, text=text, written_by=by.actor.key, written_at=by.at)
    if not correction:
        Event.objects.filter(pk=row.pk).update(minuted_at=by.at)
    bump(thing)
    return number
