"""Who may do what about targets, their paths and their forecasts: role by action by state."""

from dataclasses import replace

from headway.flows import forecasts
from headway.flows.goals import set_goal
from headway.kernel.actors import Reader, RoleName
from headway.kernel.errors import Conflict
from headway.targets import actions
from headway.targets.analysis.rows import NewTarget
from tests import builders_missions as build
from tests.permissions.world import Row, only

AIMING = only(RoleName.MISSION_LEAD, RoleName.ANALYST, RoleName.BOARD)
BOARD = only(RoleName.BOARD)


def aimed(_world):
    return build.world()


def closed(_world):
    made = build.world()
    actions.close_target(build.system(), target=made.target, version=build.version_of(made.target))
    return made


def judged(_world):
    """A mission whose outcome is judged by a second series, without a target."""
    made = build.world()
    second = build.series("Cooks at home")
    build.judged_by(made.mission, made.outcome, second, made.place)
    return replace(made, indicator=second)


def new_target(made):
    return NewTarget(made.indicator, made.place, "80% by 2030", build.GOAL, mission=made.mission)


def change(_world, by, made):
    version = build.version_of(made.target)
    goal = replace(build.GOAL, value=75.0)
    return actions.change_target(by, target=made.target, goal=goal, change_note="Late", version=version)


def close(_world, by, made):
    return actions.close_target(by, target=made.target, version=build.version_of(made.target))


def agree(_world, by, made):
    return build.agree(made.target, by=by)


def remember(_world, by, made):
    seen = Reader(build.system().actor, by.at)
    new = forecasts.prepare(seen, indicators=set(), keys={made.target})
    return forecasts.remember(by, forecasts=new)


def goal(_world, by, made):
    return set_goal(by, mission=made.mission, outcome=made.outcome, target=new_target(made))


ROWS = [
    Row(
        "targets.set_target",
        AIMING,
        lambda _w, by, made: actions.set_target(by, target=new_target(made)),
        prepare=aimed,
    ),
    Row("targets.change_target", BOARD, change, state="set", prepare=aimed),
    Row("targets.change_target", BOARD, change, state="closed", prepare=closed, raises=Conflict),
    Row("targets.close_target", BOARD, close, state="set", prepare=aimed),
    Row("targets.close_target", BOARD, close, state="closed", prepare=closed, raises=Conflict),
    Row("targets.agree_trajectory", AIMING, agree, state="set", prepare=aimed),
    Row("targets.agree_trajectory", AIMING, agree, state="closed", prepare=closed, raises=Conflict),
]

FLOW_ROWS = [
    Row("flows.remember", only(RoleName.ANALYST), remember, prepare=aimed),
    Row("flows.set_goal", only(RoleName.MISSION_LEAD), goal, state="without a target", prepare=judged),
    Row(
        "flows.set_goal",
        only(RoleName.MISSION_LEAD),
        goal,
        state="with a target",
        prepare=aimed,
        raises=Conflict,
    ),
]
