"""Writes that are sound alone: what the steward sets about the checks."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.checks import events, permissions, steps
from headway.checks.choices import CheckId, ThresholdName
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.sentences import Sentence
from headway.people.queries import body_key


@action(events.ThresholdSet)
def set_threshold(by: By, *, check: CheckId, name: ThresholdName, value: float, reason: str) -> Done[None]:
    """Change the number a rule asks for, in public.

    Raises
    ------
    Forbidden
        Unless the steward asks.
    Conflict
        Before the body is set up.
    Missing
        When the check has no such threshold.
    Invalid
        When the number cannot be used or is no other, or there is no reason.
    """
    body = _lock_body(by)
    before = steps.set_threshold(check, name, value, reason, by)
    event = events.ThresholdSet(about=body, check=check, name=name, before=before, value=value)
    return Done(event, None)


@action(events.CheckSwitchedOff)
def switch_off(by: By, *, check: CheckId, reason: str) -> Done[None]:
    """Ask a check no more, with one public sentence why.

    Raises
    ------
    Forbidden
        Unless the steward asks.
    Conflict
        When it is off already, or the body is not set up.
    Invalid
        Without a reason.
    """
    body = _lock_body(by)
    steps.switch_off(check, reason, by)
    return Done(events.CheckSwitchedOff(about=body, check=check), None)


@action(events.CheckSwitchedOn)
def switch_on(by: By, *, check: CheckId) -> Done[None]:
    """Ask a check again; raises Forbidden, or Conflict when it is on already."""
    body = _lock_body(by)
    steps.switch_on(check, by)
    return Done(events.CheckSwitchedOn(about=body, check=check), None)


def _lock_body(by: By) -> UUID:
    """Lock the body for its steward; return its key."""
    if not permissions.may_set(by.actor):
        raise Forbidden
    body = body_key(Reader(by.actor, by.at))
    if body is None:
        raise Conflict(Sentence(_("Set up the body first.")))
    lock(body)
    return body
