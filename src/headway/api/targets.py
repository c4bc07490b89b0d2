"""Targets: set, moved in the open, with the path that was agreed in advance."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Router
from pydantic import Field

from headway.api import edge
from headway.api.finding import indicator_key, mission_key, place_key
from headway.api.measures.series import ForecastTold
from headway.api.outlooks import GoalTold, PathTold
from headway.api.schemas import (
    Address,
    Code,
    Day,
    Group,
    Line,
    Number,
    Received,
    Told,
    Truth,
    Version,
    Words,
)
from headway.briefs.targets import visible_targets
from headway.kernel.errors import Missing
from headway.places.queries import places
from headway.targets import actions
from headway.targets.analysis.rows import Goal, NewPath, NewTarget
from headway.targets.choices import AttachedTo, PathShape
from headway.targets.queries import goal_history

router = Router(tags=["targets"])


class TargetTold(Told):
    """A target of one series with every version of its goal, its paths and its latest forecast."""

    key: UUID
    version: int
    indicator: UUID
    place: str
    group: str
    attached_to: str
    goal: GoalTold
    goals: list[GoalTold]
    path: PathTold | None
    old_path: PathTold | None
    forecast: ForecastTold | None


class GoalSent(Received):
    """The value to reach and the day to reach it by."""

    value: Number
    by: Day
    cumulative: Truth = False
    since: Day | None = None
    covers: Annotated[list[Code], Field(max_length=500)] = []
    source: Words = ""
    decided_by: Line = ""

    def goal(self) -> Goal:
        names = Goal.__dataclass_fields__
        given = {name: getattr(self, name) for name in names}
        return Goal(**given | {"covers": tuple(self.covers)})


class NewTargetSent(Received):
    """A goal for one indicator in one place."""

    indicator: Address
    place: Code
    group: Group = ""
    label: Words
    goal: GoalSent
    attached_to: AttachedTo = AttachedTo.MISSION
    mission: Address | None = None


class MovedGoal(GoalSent):
    """The next version of a goal, with what changed and why."""

    version: Version
    change_note: Words


class PointSent(Received):
    """Where the path is on a day."""

    on: Day
    value: Number


class PathSent(Received):
    """Points from the baseline to the target, agreed on a day."""

    version: Version
    points: Annotated[list[PointSent], Field(max_length=500)]
    reason: Words
    agreed_on: Day
    agreed_by: Line = ""
    shape: PathShape = PathShape.STRAIGHT


@router.get("/targets/{uuid:target}", response=TargetTold)
def read_target(request: HttpRequest, target: UUID) -> TargetTold:
    """Read one target with the history of its goal."""
    reader = edge.reader(request)
    found = visible_targets(reader, keys={target})
    if not found:
        raise Missing
    row = found[0]
    here = places(reader, keys={row.place})
    return TargetTold(
        key=row.key,
        version=row.version,
        indicator=row.indicator,
        place=here[0].code if here else "",
        group=row.breakdown,
        attached_to=row.attached_to,
        goal=GoalTold.of(row.goal),
        goals=[GoalTold.of(goal) for goal in goal_history(reader, keys={target}).get(target, ())],
        path=PathTold.of(row.path) if row.path else None,
        old_path=PathTold.of(row.old_path) if row.old_path else None,
        forecast=ForecastTold.of(row.forecast) if row.forecast else None,
    )


@router.post("/targets", response={201: TargetTold}, auth=edge.may_write)
def set_target(request: HttpRequest, sent: Body[NewTargetSent]) -> TargetTold:
    """Set a goal for one indicator in one place. Needs the role of lead, analyst or board."""
    reader = edge.reader(request)
    wanted = NewTarget(
        indicator=indicator_key(reader, sent.indicator),
        place=place_key(reader, sent.place),
        label=sent.label,
        goal=sent.goal.goal(),
        breakdown=sent.group,
        attached_to=sent.attached_to,
        mission=mission_key(reader, sent.mission) if sent.mission else None,
    )
    return read_target(request, actions.set_target(edge.by(request), target=wanted))


@router.post("/targets/{uuid:target}/goals", response={201: TargetTold}, auth=edge.may_write)
def change_target(request: HttpRequest, target: UUID, sent: Body[MovedGoal]) -> TargetTold:
    """Move a goal in the open: the next version, with its note. Needs the role of board."""
    actions.change_target(
        edge.by(request),
        target=target,
        goal=sent.goal(),
        change_note=sent.change_note,
        version=sent.version,
    )
    return read_target(request, target)


@router.post("/targets/{uuid:target}/paths", response={201: TargetTold}, auth=edge.may_write)
def agree_trajectory(request: HttpRequest, target: UUID, sent: Body[PathSent]) -> TargetTold:
    """Agree the path to a goal in advance. Needs the role of lead, analyst or board."""
    path = NewPath(
        points=tuple((point.on, point.value) for point in sent.points),
        reason=sent.reason,
        agreed_on=sent.agreed_on,
        agreed_by=sent.agreed_by,
        shape=sent.shape,
    )
    actions.agree_trajectory(edge.by(request), target=target, path=path, version=sent.version)
    return read_target(request, target)
