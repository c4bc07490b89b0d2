"""Who may do what about the checks: role by action by state."""

from headway.checks import actions
from headway.checks.choices import CheckId, ThresholdName
from headway.flows.rechecks import keep, prepare
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.missions.actions import open_mission
from tests import builders_missions as build
from tests.permissions.world import Row, only

STEWARD = only(RoleName.STEWARD)


def switched_off(_world):
    actions.switch_off(build.system(), check=CheckId.C17, reason="Elsewhere.")


def judged(_world):
    """An open mission, judged and not yet written down."""
    made = build.world()
    open_mission(build.system(), mission=made.mission)
    return prepare(build.seer(), missions=[made.mission])[0]


def set_threshold(_world, by, _made):
    return actions.set_threshold(
        by, check=CheckId.C3, name=ThresholdName.POINTS, value=5, reason="Longer series."
    )


def off(_world, by, _made):
    return actions.switch_off(by, check=CheckId.C17, reason="Elsewhere.")


def on(_world, by, _made):
    return actions.switch_on(by, check=CheckId.C17)


ROWS = [
    Row("checks.set_threshold", STEWARD, set_threshold),
    Row("checks.switch_off", STEWARD, off, state="on"),
    Row("checks.switch_off", STEWARD, off, state="off", prepare=switched_off, raises=Conflict),
    Row("checks.switch_on", STEWARD, on, state="off", prepare=switched_off),
    Row("checks.switch_on", STEWARD, on, state="on", raises=Conflict),
]

FLOW_ROWS = [
    Row("flows.keep", only(), lambda _w, by, made: keep(by, changes=made), prepare=judged),
]
