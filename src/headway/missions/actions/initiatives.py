"""Writes about initiatives that are sound alone; an offer that is taken up is a flow."""

from collections.abc import Sequence
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.missions import events, permissions, steps
from headway.missions.analysis import InitiativeWords
from headway.missions.choices import InitiativeOrigin, InitiativeState


@action(events.InitiativeBegun)
def begin_initiative(
    by: By,
    *,
    mission: UUID,
    words: InitiativeWords,
    origin: InitiativeOrigin = InitiativeOrigin.CHARTER,
    state: InitiativeState = InitiativeState.IDEA,
) -> Done[UUID]:
    """Enter something that is done for the mission.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Invalid
        When it has no name.
    Missing
        When the step, owner, a place or a partner is none.
    """
    thing = lock(mission)[mission]
    if thing.kind != "mission":
        raise Missing
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    made = steps.begin_initiative(thing, words, by, origin=origin, state=state)
    return Done(events.InitiativeBegun(about=made.key, mission=mission, origin=origin), made.key)


@action(events.InitiativeChanged)
def change_initiative(
    by: By, *, initiative: UUID, words: InitiativeWords, version: int, note: str = ""
) -> Done[None]:
    """Write what an initiative is anew; raises Forbidden, Stale, Invalid or Missing."""
    thing, mission = _lock_initiative(by, initiative, expect=version)
    number = steps.change_initiative(thing, mission, words, note, by)
    return Done(events.InitiativeChanged(about=initiative, number=number), None)


@action(events.InitiativeMoved)
def move_initiative(by: By, *, initiative: UUID, to: InitiativeState, note: str, version: int) -> Done[None]:
    """Let an initiative go live, grow or end; raises Forbidden, Stale, Conflict or Invalid."""
    thing, mission = _lock_initiative(by, initiative, expect=version)
    steps.move_initiative(thing, mission, to, note, by)
    return Done(events.InitiativeMoved(about=initiative, state=to), None)


@action(events.ContactsForgotten)
def forget_contacts(by: By, *, offers: Sequence[UUID]) -> Done[int]:
    """Blank who to write to about offers whose time is up; part of the clock's duties; raises Forbidden."""
    if not by.actor.system:
        raise Forbidden
    count = steps.forget_contacts(list(offers))
    return Done(events.ContactsForgotten(contacts=count), count)


def _lock_initiative(by: By, key: UUID, *, expect: int) -> tuple[Thing, Thing]:
    """Lock an initiative, and return it with its mission, to the mission's lead."""
    thing = lock(key, expect={key: expect})[key]
    if thing.kind != "initiative" or thing.mission is None:
        raise Missing
    if not permissions.may_edit(by.actor, thing.mission.key):
        raise Forbidden
    return thing, thing.mission
