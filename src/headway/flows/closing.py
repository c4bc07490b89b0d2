"""Closing a mission: by a decision, saying how it ended."""

from uuid import UUID

from headway.flows.deciding import decided
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Missing
from headway.missions import permissions, steps
from headway.missions.analysis import Closing
from headway.missions.events import MissionClosed


@action(MissionClosed)
def close_mission(by: By, *, mission: UUID, decision: UUID, closing: Closing, version: int) -> Done[None]:
    """End a mission as achieved, not achieved, merged or abandoned; its page stays.

    Raises
    ------
    Forbidden
        Without the role of board: the mission's lead cannot close it.
    Stale
        When somebody changed the mission since `version` was read.
    Conflict
        When it is not adopted, or closed already.
    Invalid
        When it says nothing of what was reached, names no mission it is merged into, or the decision
        does not change this charter, is not in force, names no power or was used already.
    """
    into = closing.merged_into
    things = lock(*(key for key in (mission, decision, into) if key), expect={mission: version})
    if things[mission].kind != "mission":
        raise Missing
    if not permissions.may_decide(by.actor, mission):
        raise Forbidden
    deciding = decided(by, decision=decision, mission=mission)
    steps.close(things[mission], things[decision], deciding, closing, things[into] if into else None, by)
    event = MissionClosed(about=mission, decision=decision, on=deciding.on, ending=closing.ending)
    return Done(event, None)
