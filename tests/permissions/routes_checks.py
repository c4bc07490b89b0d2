"""The written matrix of the addresses of the checks; see `routes.Rule`."""

from collections.abc import Mapping
from typing import Any

from headway.checks.queries import kept
from headway.flows.rechecks import recheck
from headway.kernel.actors import RoleName
from headway.missions.actions import open_mission
from headway.missions.queries import mission as the_mission
from tests import builders_missions as build
from tests.permissions.routes import ALL, Rule
from tests.permissions.world import World

STEWARD = frozenset({RoleName.STEWARD.value})


def mission(_world: World) -> Mapping[str, Any]:
    """An open mission whose checks are written down and not public."""
    open_mission(build.system(), mission=build.world().mission)
    recheck(build.system())
    return {"slug": "food"}


def verdict(world: World) -> Mapping[str, Any]:
    mission(world)
    key = the_mission(build.seer(), slug="food").key
    return {"key": kept(build.seer(), missions=[key])[key]["C4"].thing}


def check(_world: World) -> Mapping[str, Any]:
    return {"check": "C3"}


def number(_world: World) -> Mapping[str, Any]:
    return {"check": "C3", "name": "points"}


ROUTES: dict[str, Rule] = {
    "checks:rules": Rule(ALL),
    "checks:mission": Rule(ALL, mission),
    "checks:about": Rule(ALL, verdict),
    "checks:threshold": Rule(STEWARD, number),
    "checks:switch-off": Rule(STEWARD, check),
    "checks:switch-on": Rule(STEWARD, check),
}
