"""Amending an adopted charter: the next version, by a decision, with what changed and why."""

from dataclasses import replace
from uuid import UUID

from headway.flows.deciding import decided
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Missing
from headway.missions import permissions, steps
from headway.missions.analysis import ChangeNote, Charter
from headway.missions.events import CharterAmended


@action(CharterAmended)
def amend_charter(
    by: By, *, mission: UUID, decision: UUID, charter: Charter, change: ChangeNote, version: int
) -> Done[None]:
    """Write the next version of an adopted charter; an open review ends with it.

    Who decided, and when, is taken from the decision. The version before stays as it was.

    Raises
    ------
    Forbidden
        Without the role of board: the mission's lead cannot amend it.
    Stale
        When somebody changed the mission since `version` was read.
    Conflict
        When the charter is not adopted, or the mission is closed.
    Invalid
        When words or the change note are missing, or the decision does not change this charter, is not
        in force, names no power or was used already.
    """
    keys = {mission, decision, *((charter.lead,) if charter.lead else ())}
    things = lock(*keys, expect={mission: version})
    if things[mission].kind != "mission":
        raise Missing
    if not permissions.may_decide(by.actor, mission):
        raise Forbidden
    steps.require_adopted(things[mission])
    deciding = decided(by, decision=decision, mission=mission)
    steps.require_new(things[mission], things[decision])
    words = replace(charter, decided_by=deciding.power)
    noted = replace(change, decided_on=deciding.on, decision=decision)
    number = steps.write_charter(things, words, noted, by)
    steps.amended(things[mission], things[decision], deciding, by)
    return Done(CharterAmended(about=mission, decision=decision, on=deciding.on, version=number), None)
