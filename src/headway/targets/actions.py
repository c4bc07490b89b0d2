"""Writes that are sound alone: set, change and close a target, agree its path."""

from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.targets import events, permissions, steps
from headway.targets.analysis.rows import Goal, NewPath, NewTarget
from headway.targets.models import Target


@action(events.TargetSet)
def set_target(by: By, *, target: NewTarget) -> Done[UUID]:
    """Set a goal for one indicator in one place.

    Raises
    ------
    Forbidden
        Without the role of lead, analyst or board for the body, the mission or the place.
    Invalid
        When the value is no number or a sum has no start.
    """
    scopes = tuple(key for key in (target.mission, target.place) if key)
    if not permissions.may_set_target(by.actor, scopes):
        raise Forbidden
    things = lock(target.indicator, *scopes)
    if things[target.indicator].kind != "indicator" or things[target.place].kind != "place":
        raise Missing
    thing = steps.add_target(target, things, by)
    event = events.TargetSet(
        about=thing.key,
        indicator=target.indicator,
        place=target.place,
        value=target.goal.value,
        by=target.goal.by,
    )
    return Done(event, thing.key)


@action(events.TargetChanged)
def change_target(by: By, *, target: UUID, goal: Goal, change_note: str, version: int) -> Done[None]:
    """Move a goal in the open: the next version with its note; the old one stays drawn.

    Raises
    ------
    Forbidden
        Without the role of board.
    Stale
        When somebody changed the target since `version` was read.
    Invalid
        When the note is missing.
    """
    thing = lock(target, expect={target: version})[target]
    if not permissions.may_change_target(by.actor, scopes_of(thing)):
        raise Forbidden
    before = steps.move_target(thing, goal, change_note, by)
    event = events.TargetChanged(
        about=target, old_value=before.value, old_by=before.by, value=goal.value, by=goal.by
    )
    return Done(event, None)


@action(events.TargetClosed)
def close_target(by: By, *, target: UUID, version: int) -> Done[None]:
    """Close a goal.

    Raises
    ------
    Forbidden
        Without the role of board.
    Conflict
        When it is closed already.
    """
    thing = lock(target, expect={target: version})[target]
    if not permissions.may_change_target(by.actor, scopes_of(thing)):
        raise Forbidden
    steps.close(thing, by)
    return Done(events.TargetClosed(about=target), None)


@action(events.TrajectoryAgreed)
def agree_trajectory(by: By, *, target: UUID, path: NewPath, version: int) -> Done[None]:
    """Agree the path to a goal before the figures it will be judged by.

    Raises
    ------
    Forbidden
        Without the role of lead, analyst or board.
    Invalid
        When points are out of order, the reason is missing or the day lies in the future.
    Stale
        When somebody changed the target since `version` was read.
    """
    thing = lock(target, expect={target: version})[target]
    if not permissions.may_agree_path(by.actor, scopes_of(thing)):
        raise Forbidden
    steps.agree(thing, path, by)
    event = events.TrajectoryAgreed(about=target, points=len(path.points), agreed_on=path.agreed_on)
    return Done(event, None)


def scopes_of(thing: Thing) -> tuple[UUID, ...]:
    """Return the mission and the place of a target: a role for either one counts."""
    if thing.kind != "target":
        raise Missing
    target = Target.objects.select_related("place__thing", "thing__mission").get(pk=thing.pk)
    mission = target.thing.mission
    return (target.place.thing.key, *((mission.key,) if mission else ()))
