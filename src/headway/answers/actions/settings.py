"""What a body sets about its answers: clocks, capacity, pauses."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers import events, permissions, steps
from headway.answers.choices import ClockName, PauseReason
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.sentences import Sentence
from headway.people.queries import body_key, offices_of


@action(events.ClockSet)
def set_clock(by: By, *, clock: ClockName, days: int, reason: str) -> Done[None]:
    """Give a clock other days; dates that are fixed stay.

    Raises
    ------
    Forbidden
        Unless the steward sets it.
    Conflict
        Before the body is set up.
    Invalid
        When the days cannot be used, or there is no reason.
    """
    if not permissions.may_set(by.actor):
        raise Forbidden
    body = body_key(Reader(by.actor, by.at))
    if body is None:
        raise Conflict(Sentence(_("Set up the body first.")))
    lock(body)
    steps.set_clock(clock, days, reason, by)
    return Done(events.ClockSet(about=body, clock=clock, days=days), None)


@action(events.CapacitySet)
def set_capacity(by: By, *, organisation: UUID, monthly: int | None, reason: str) -> Done[None]:
    """Say how many answers a body can give a month; raises Forbidden, Missing or Invalid."""
    if not permissions.may_say_capacity(by.actor):
        raise Forbidden
    thing = lock(organisation)[organisation]
    if thing.kind != "organisation":
        raise Missing
    steps.set_capacity(thing, monthly, reason, by)
    return Done(events.CapacitySet(about=organisation, monthly=monthly), None)


@action(events.ClocksPaused)
def pause_clocks(
    by: By, *, office: UUID, reason: PauseReason, note: str, starts_on: date, ends_on: date | None = None
) -> Done[UUID]:
    """Let the clocks of an office stand still, in public; return the pause's key.

    Raises
    ------
    Forbidden
        Unless the steward asks, who must not hold the office.
    Invalid
        When it begins before today, ends before it begins, or says no reason.
    Conflict
        When they stand still on some of these days already.
    """
    _require_steward(by, office)
    thing = lock(office)[office]
    if thing.kind != "office":
        raise Missing
    key = steps.pause_clocks(thing, reason, note, (starts_on, ends_on), by)
    event = events.ClocksPaused(about=office, reason=reason, starts_on=starts_on, ends_on=ends_on)
    return Done(event, key)


@action(events.PauseEnded)
def end_pause(by: By, *, pause: UUID) -> Done[None]:
    """Let the clocks run again from today; raises Forbidden, Missing, or Conflict when they do."""
    office, last = steps.end_pause(pause, by)
    _require_steward(by, office)
    return Done(events.PauseEnded(about=office, ends_on=last), None)


def _require_steward(by: By, office: UUID) -> None:
    """Refuse anybody but a steward who does not hold the office."""
    if not permissions.may_pause(by.actor, holds=office in offices_of(by.actor, by.at)):
        raise Forbidden
