"""Circles: found, join, leave, meet, note, publish, close; each by the person, for the person."""

from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import Actor, By
from headway.kernel.errors import Forbidden
from headway.peers import events, permissions
from headway.peers.analysis import NewCircle
from headway.peers.choices import CircleState
from headway.peers.steps import circles as steps


def require_person(actor: Actor) -> None:
    """Refuse who is not signed in."""
    if not permissions.may_tell(actor):
        raise Forbidden


@action(events.CircleFounded)
def found_circle(by: By, *, circle: NewCircle) -> Done[UUID]:
    """Ask a question and look for others; raises Forbidden, Invalid, or Missing for no mission."""
    require_person(by.actor)
    things = lock(*filter(None, [circle.mission]))
    thing = steps.found(circle, things[circle.mission] if circle.mission else None, by)
    return Done(events.CircleFounded(about=thing.key), thing.key)


@action(events.CircleJoined)
def join_circle(by: By, *, circle: UUID) -> Done[None]:
    """Join a circle that forms; raises Forbidden, Missing once it meets, or Conflict when it is full."""
    require_person(by.actor)
    steps.join(lock(circle)[circle], by)
    return Done(events.CircleJoined(about=circle), None)


@action(events.CircleLeft)
def leave_circle(by: By, *, circle: UUID) -> Done[None]:
    """Leave a circle; raises Missing for who is not in it."""
    steps.leave(lock(circle)[circle], by)
    return Done(events.CircleLeft(about=circle), None)


@action(events.CircleMet)
def start_meeting(by: By, *, circle: UUID) -> Done[None]:
    """Say that a circle meets; raises Missing for others, or Conflict with fewer than five people."""
    steps.move(lock(circle)[circle], CircleState.MEETING, by)
    return Done(events.CircleMet(about=circle), None)


@action(events.CircleClosed)
def close_circle(by: By, *, circle: UUID) -> Done[None]:
    """Close a circle; raises Missing for who is not in it, or Conflict when it is closed."""
    steps.move(lock(circle)[circle], CircleState.CLOSED, by)
    return Done(events.CircleClosed(about=circle), None)


@action(events.NoteWritten)
def write_note(by: By, *, circle: UUID, text: str) -> Done[int]:
    """Write down what the circle found; raises Missing for others, Invalid, or Conflict unless it meets."""
    number = steps.write_note(lock(circle)[circle], text, by)
    return Done(events.NoteWritten(about=circle, number=number), number)


@action(events.NoteVoted)
def vote_on_note(by: By, *, circle: UUID, number: int, yes: bool) -> Done[bool]:
    """Say whether one wants a note to be public; more than half of the members make it so.

    Raises
    ------
    Missing
        For who is not in the circle, and for no such note.
    Conflict
        When it is public already.
    """
    published = steps.vote(lock(circle)[circle], number, by, yes=yes)
    return Done(events.NoteVoted(about=circle, number=number, published=published), published)
