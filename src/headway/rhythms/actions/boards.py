"""Boards and their meetings: set up, change, end; plan, agenda, hold, minute, correct."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden, Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.rhythms import events, permissions, steps
from headway.rhythms.analysis import Item, NewBoard, NewEvent
from headway.rhythms.queries import scopes_of_board, scopes_of_event


def named(new: NewBoard) -> set[UUID]:
    """Return the Things that a board's terms name."""
    return {*new.missions, *(member.office for member in new.members)}


@action(events.BoardFounded)
def found_board(by: By, *, board: NewBoard) -> Done[UUID]:
    """Set up a board.

    Raises
    ------
    Forbidden
        Without the role of board for the body, or administrator.
    Invalid
        Without a name, or with two seats for one office.
    Missing
        When a seat is no office or a mission no mission.
    """
    if not permissions.may_keep_boards(by.actor):
        raise Forbidden
    thing = steps.found(board, lock(*named(board)), by)
    return Done(events.BoardFounded(about=thing.key), thing.key)


@action(events.BoardChanged)
def amend_board(by: By, *, board: UUID, terms: NewBoard, version: int) -> Done[None]:
    """Write the next version of a board's terms.

    Raises
    ------
    Forbidden
        Without the role of board for the body, or administrator.
    Stale
        When somebody changed the board since `version` was read.
    Conflict
        When the board has ended.
    """
    things = lock(board, *named(terms), expect={board: version})
    if not permissions.may_keep_boards(by.actor):
        raise Forbidden
    number = steps.write_terms(things[board], terms, things, by)
    return Done(events.BoardChanged(about=board, version=number), None)


@action(events.BoardEnded)
def end_board(by: By, *, board: UUID) -> Done[None]:
    """End a board; raises Forbidden, or Conflict when it has ended."""
    thing = lock(board)[board]
    if not permissions.may_keep_boards(by.actor):
        raise Forbidden
    steps.end(thing, by)
    return Done(events.BoardEnded(about=board), None)


@action(events.MeetingsPlanned)
def plan_meetings(by: By, *, board: UUID, meetings: Sequence[NewEvent]) -> Done[None]:
    """Plan the meetings of a board as plain dates, all or none.

    Raises
    ------
    Forbidden
        Without the role of board for it.
    Invalid
        Without a date, or when the board meets on one of them already.
    """
    thing = lock(board)[board]
    if not permissions.may_run(by.actor, scopes_of_board(Reader(by.actor, by.at), board)):
        raise Forbidden
    if not meetings:
        words = Sentence(_("Give at least one date."))
        raise Invalid(words, {"on": words})
    for new in meetings:
        steps.plan(thing, new, by)
    first = min(new.on for new in meetings)
    return Done(events.MeetingsPlanned(about=board, count=len(meetings), first=first), None)


def locked(reader: Reader, meeting: UUID, *more: UUID) -> dict[UUID, Thing]:
    """Lock a meeting for those who run its board."""
    things = lock(meeting, *more)
    if not permissions.may_run(reader.actor, scopes_of_event(reader, meeting)):
        raise Forbidden
    return things


@action(events.AgendaSet)
def set_agenda(by: By, *, meeting: UUID, items: Sequence[Item]) -> Done[None]:
    """Write the agenda of a planned meeting; raises Forbidden, Invalid, or Conflict once it was held."""
    things = locked(Reader(by.actor, by.at), meeting, *(item.about for item in items if item.about))
    steps.set_agenda(things[meeting], items, things, by)
    return Done(events.AgendaSet(about=meeting, items=len(items)), None)


@action(events.MeetingHeld)
def hold_meeting(by: By, *, meeting: UUID) -> Done[None]:
    """Say that a meeting took place; raises Forbidden, or Conflict before its day and when it is over."""
    steps.hold(locked(Reader(by.actor, by.at), meeting)[meeting], by)
    return Done(events.MeetingHeld(about=meeting), None)


@action(events.MeetingCancelled)
def cancel_meeting(by: By, *, meeting: UUID) -> Done[None]:
    """Cancel a planned meeting; raises Forbidden, or Conflict when it was held or cancelled."""
    steps.cancel(locked(Reader(by.actor, by.at), meeting)[meeting], by)
    return Done(events.MeetingCancelled(about=meeting), None)


@action(events.MeetingMinuted)
def minute_meeting(by: By, *, meeting: UUID, text: str) -> Done[None]:
    """Close the record of a held meeting; raises Forbidden, Invalid, or Conflict when it is minuted."""
    steps.minute(locked(Reader(by.actor, by.at), meeting)[meeting], text, by, correction=False)
    return Done(events.MeetingMinuted(about=meeting), None)


@action(events.MinutesCorrected)
def correct_minutes(by: By, *, meeting: UUID, text: str) -> Done[None]:
    """Add an entry to minutes that stand; raises Forbidden, Invalid, or Conflict before they do."""
    number = steps.minute(locked(Reader(by.actor, by.at), meeting)[meeting], text, by, correction=True)
    return Done(events.MinutesCorrected(about=meeting, entry=number), None)
