"""A goal for what an outcome is judged by: the target and its place on the mission, in one act."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.sentences import Sentence
from headway.missions import permissions
from headway.missions import steps as missions
from headway.missions.analysis import SeriesChoice
from headway.missions.queries import measures_of
from headway.targets import steps as targets
from headway.targets.analysis.rows import NewTarget
from headway.targets.events import TargetSet


@action(TargetSet)
def set_goal(by: By, *, mission: UUID, outcome: UUID, target: NewTarget) -> Done[UUID]:
    """Set a target for a series that an outcome is judged by, and judge the outcome by it from now on.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Missing
        When the outcome is not judged by this series.
    Conflict
        When the series has its target on this outcome already: the board changes that one.
    Invalid
        When the value is no number, a sum has no start, or there is no public name.
    """
    things = lock(mission, outcome, target.indicator, target.place)
    missions.require_own(things[outcome], things[mission])
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    judged = measures_of(Reader(by.actor, by.at), missions={mission})
    series = (outcome, target.indicator, target.place, target.breakdown)
    found = [row for row in judged if (row.outcome, row.indicator, row.place, row.breakdown) == series]
    if not found:
        raise Missing
    if found[0].target is not None:
        raise Conflict(Sentence(_("This measure has a target already. The board can change it.")))
    thing = targets.add_target(replace(target, mission=mission), things, by)
    choice = SeriesChoice(target.indicator, target.place, target.breakdown, target=thing.key)
    missions.choose_measure(things[outcome], choice, things | {thing.key: thing}, by)
    event = TargetSet(
        about=thing.key,
        indicator=target.indicator,
        place=target.place,
        value=target.goal.value,
        by=target.goal.by,
    )
    return Done(event, thing.key)
