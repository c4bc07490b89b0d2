"""Writes that are sound only inside an action: the rows of targets, paths and forecasts."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.keys import new_key
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.targets.analysis.rows import Goal, NewForecast, NewPath, NewTarget
from headway.targets.choices import TargetState
from headway.targets.models import Forecast, Target, TargetVersion, Trajectory


@step
def add_target(new: NewTarget, things: dict[UUID, Thing], by: By) -> Thing:
    """Write a target with its first version; `things` are the locked indicator, place and mission."""
    check_goal(new.goal)
    if not new.label.strip():
        words = Sentence(_("Say in public words what is to be reached."))
        raise Invalid(words, {"label": words})
    thing = create(
        NewThing("target", new.label, key=new.key, mission=things.get(new.mission) if new.mission else None),
        by.at,
    )
    target = Target.objects.create(
        thing=thing,
        indicator_id=things[new.indicator].pk,
        place_id=things[new.place].pk,
        breakdown=new.breakdown,
        attached_to=new.attached_to,
    )
    write_version(target, 1, new.goal, "", by)
    return thing


@step
def move_target(thing: Thing, goal: Goal, note: str, by: By) -> TargetVersion:
    """Close the current version and write the next; return the one before."""
    check_goal(goal)
    if not note.strip():
        words = Sentence(_("Say what changed and why."))
        raise Invalid(words, {"change_note": words})
    refuse_long({"change_note": (note, 300)})
    target = Target.objects.get(pk=thing.pk)
    if target.state == TargetState.CLOSED:
        raise Conflict(Sentence(_("This target is closed. Set a new one.")))
    before = TargetVersion.objects.get(target=target, known_to__isnull=True)
    TargetVersion.objects.filter(pk=before.pk).update(known_to=by.at)
    write_version(target, before.version + 1, goal, note, by)
    Target.objects.filter(pk=target.pk).update(state=TargetState.CHANGED)
    bump(thing)
    return before


@step
def close(thing: Thing, by: By) -> None:
    """Close a target on this day; its history stays."""
    closed = Target.objects.filter(pk=thing.pk).exclude(state=TargetState.CLOSED)
    if not closed.update(state=TargetState.CLOSED, closed_at=by.at):
        raise Conflict(Sentence(_("This target is closed already.")))
    bump(thing)


@step
def agree(thing: Thing, path: NewPath, by: By) -> None:
    """Write the agreed path; the one before keeps its dates and stays drawn."""
    check_path(path, by.at)
    target = Target.objects.get(pk=thing.pk)
    if target.state == TargetState.CLOSED:
        raise Conflict(Sentence(_("This target is closed. Set a new one.")))
    before = Trajectory.objects.filter(target=target, known_to__isnull=True)
    version = before.values_list("version", flat=True).first() or 0
    before.update(known_to=by.at)
    Trajectory.objects.create(
        target=target,
        version=version + 1,
        points=[[day.isoformat(), value] for day, value in path.points],
        shape=path.shape,
        reason=path.reason,
        agreed_on=path.agreed_on,
        agreed_by=path.agreed_by,
        set_by=by.actor.key,
        known_from=by.at,
    )
    bump(thing)


@step
def remember(forecasts: Sequence[NewForecast], things: dict[UUID, Thing], at: datetime) -> int:
    """Put forecasts away; one of the same moment and method is kept as it is."""
    rows = [
        Forecast(
            key=new_key(),
            target_id=things[new.target].pk,
            made_at=at,
            method=new.method,
            points=new.points,
            last_period=new.last_period,
            refusal=new.refusal,
            chance=new.chance,
            aim=new.aim,
            by=new.by,
            periods=list(new.periods),
        )
        for new in forecasts
    ]
    Forecast.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def write_version(target: Target, version: int, goal: Goal, note: str, by: By) -> None:
    """Write one version row of a target."""
    TargetVersion.objects.create(
        target=target,
        version=version,
        value=goal.value,
        by=goal.by,
        cumulative=goal.cumulative,
        since=goal.since,
        covers=list(goal.covers),
        source=goal.source,
        decided_by=goal.decided_by,
        change_note=note,
        set_by=by.actor.key,
        known_from=by.at,
    )


def check_goal(goal: Goal) -> None:
    """Refuse a goal that is no number, or a sum without a start."""
    if not math.isfinite(goal.value):
        raise Invalid(Sentence(_("Enter the target as a number.")), {"value": Sentence(_("Enter a number."))})
    if goal.cumulative and (goal.since is None or goal.since >= goal.by):
        words = Sentence(_("Enter the day the sum starts, before the day it must be reached."))
        raise Invalid(words, {"since": words})
    refuse_long({"source": (goal.source, 300), "decided_by": (goal.decided_by, 200)})


def check_path(path: NewPath, at: datetime) -> None:
    """Refuse a path without two points in order of date, a reason, or agreed in the future."""
    days = [day for day, _value in path.points]
    if len(days) < 2 or days != sorted(set(days)):
        words = Sentence(_("Give at least two points, each with a later date than the one before."))
        raise Invalid(words, {"points": words})
    if not all(math.isfinite(value) for _day, value in path.points):
        words = Sentence(_("Enter each point as a number."))
        raise Invalid(words, {"points": words})
    if not path.reason.strip():
        words = Sentence(_("Say why the path has this shape."))
        raise Invalid(words, {"reason": words})
    refuse_long({"reason": (path.reason, 300), "agreed_by": (path.agreed_by, 200)})
    if path.agreed_on > at.date():
        words = Sentence(_("The day the path was agreed cannot be in the future."))
        raise Invalid(words, {"agreed_on": words})


def refuse_long(texts: Mapping[str, tuple[str, int]]) -> None:
    """Refuse texts that are longer than what is kept of them."""
    long = {
        field: Sentence(_("Use at most %(limit)s characters."), {"limit": limit})
        for field, (text, limit) in texts.items()
        if len(text) > limit
    }
    if long:
        raise Invalid(Sentence(_("Some texts are too long.")), long)
