"""Every write of capabilities that is sound alone."""

from collections.abc import Mapping
from uuid import UUID

from headway.capabilities import events, permissions, steps
from headway.capabilities.analysis import Framework, NewRound, NewView
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Missing


@action(events.FrameworkInstalled)
def install_framework(by: By, *, framework: Framework) -> Done[UUID]:
    """Let teams use a list of capabilities; a changed one is its next version. Raises Forbidden."""
    if not permissions.may_install(by.actor):
        raise Forbidden
    row = steps.install(framework, by)
    count = len(framework.capabilities)
    return Done(events.FrameworkInstalled(about=row.thing.key, capabilities=count), row.thing.key)


@action(events.RoundOpened)
def open_round(by: By, *, new: NewRound) -> Done[UUID]:
    """Begin to look at what one's team is able to do.

    Raises
    ------
    Missing
        For who is not in the team, and when it is no team.
    Invalid
        When the last day to rate is not from tomorrow to 60 days from now, or the list is not installed.
    Conflict
        When the team has a round that it has not looked back at.
    """
    things = lock(new.team, *filter(None, [new.mission]))
    if not permissions.is_member(by.actor, new.team):
        raise Missing
    thing = steps.open_round(new, things, by)
    return Done(events.RoundOpened(about=thing.key, closes_on=new.closes_on), thing.key)


@action(events.Rated)
def rate(by: By, *, team_round: UUID, levels: Mapping[str, int]) -> Done[None]:
    """Rate privately; the same person may change it until the last day.

    Raises
    ------
    Missing
        For who is not in the team.
    Invalid
        When nothing is rated, or with a level that is none.
    Conflict
        When the last day has passed.
    """
    steps.rate(lock(team_round)[team_round], levels, by)
    return Done(events.Rated(about=team_round), None)


@action(events.RoundClosed)
def count_round(by: By, *, team_round: UUID) -> Done[int]:
    """Count a round and delete its ratings; the clock alone does it, on no day that anybody picks.

    Raises
    ------
    Forbidden
        For everybody but the installation.
    Conflict
        Before the last day has passed, and when it was counted.
    """
    if not permissions.may_close(by.actor):
        raise Forbidden
    shown = steps.count(lock(team_round)[team_round], by)
    return Done(events.RoundClosed(about=team_round, shown=shown), shown)


@action(events.ViewWritten)
def write_view(by: By, *, team_round: UUID, capability: str, view: NewView) -> Done[None]:
    """Write what the team says together of one capability, and its steps.

    Raises
    ------
    Missing
        For who is not in the team, and for no such capability or artefact.
    Invalid
        For a level from 3 on without an artefact, and for a step without what, who, or what will be there.
    Conflict
        Unless the plan is a draft.
    """
    things = lock(team_round, *view.artefacts)
    steps.write_view(things[team_round], capability, view, things, by)
    return Done(events.ViewWritten(about=team_round, steps=len(view.steps)), None)


@action(events.PlanAgreed)
def agree_plan(by: By, *, team_round: UUID) -> Done[None]:
    """Agree on the plan; raises Missing for others, or Conflict while a gap has no step."""
    steps.agree(lock(team_round)[team_round], by)
    return Done(events.PlanAgreed(about=team_round), None)


@action(events.PlanReviewed)
def review_plan(by: By, *, team_round: UUID, found: str) -> Done[None]:
    """Look back at the plan; raises Missing for others, Invalid, or Conflict unless it is agreed."""
    steps.review(lock(team_round)[team_round], found, by)
    return Done(events.PlanReviewed(about=team_round), None)
