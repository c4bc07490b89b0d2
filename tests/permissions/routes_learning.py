"""The written matrix of the addresses of tests; see `routes.Rule`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from headway.kernel.actors import RoleName
from headway.learning.choices import Design
from headway.missions.actions import open_mission
from tests import builders_learning as build
from tests import builders_missions as missions
from tests.permissions import table_learning as table
from tests.permissions.routes import ALL, Rule
from tests.permissions.routes_findings import GRADERS
from tests.permissions.world import World

METHOD = frozenset({RoleName.ANALYST.value, RoleName.RESEARCHER.value}) & ALL  # as far as they are walked
LEAD = frozenset({RoleName.MISSION_LEAD.value})
DRAFTERS = METHOD | LEAD
BOARD = frozenset({RoleName.BOARD.value})
INSIDERS = DRAFTERS | BOARD | {RoleName.STEWARD.value, RoleName.ADMINISTRATOR.value}


def a_test(prepare: Callable[[World], Any], **more: object) -> Callable[[World], Mapping[str, Any]]:
    def args(world: World) -> Mapping[str, Any]:
        row = build.row(prepare(world))
        open_mission(missions.system(), mission=row.mission)
        return {"slug": row.slug, **more}

    return args


def some_mission(world: World) -> Mapping[str, Any]:
    table.mission(world)
    return {}


def begun(world: World) -> Mapping[str, Any]:
    return {"key": table.drafted(world)}


def rolled_out(world: World) -> Mapping[str, Any]:
    plan = replace(build.PLAN, design=Design.STAGGERED)
    return a_test(lambda known: build.running(table.mission(known), plan))(world)


ROUTES: dict[str, Rule] = {
    "learning:index": Rule(ALL),
    "learning:new": Rule(DRAFTERS, some_mission),
    "learning:begun": Rule(INSIDERS, begun),
    "learning:test": Rule(ALL, a_test(table.locked)),
    "learning:plan": Rule(ALL, a_test(table.locked)),
    "learning:plan-json": Rule(ALL, a_test(table.locked)),
    "learning:registry-json": Rule(ALL, a_test(table.locked)),
    "learning:step": Rule(DRAFTERS, a_test(table.drafted, step="size")),
    "learning:lock": Rule(METHOD, a_test(table.drafted)),
    "learning:draw": Rule(ALL, a_test(table.drawn)),
    "learning:list-csv": Rule(METHOD, a_test(table.drawn)),  # of people: not published
    "learning:draw-csv": Rule(METHOD, a_test(table.drawn)),
    "learning:seed": Rule(METHOD, a_test(table.locked)),
    "learning:fix-list": Rule(METHOD, a_test(table.committed)),
    "learning:lots": Rule(METHOD, a_test(table.fixed)),
    "learning:start": Rule(LEAD, a_test(table.drawn)),
    "learning:watch": Rule(METHOD, a_test(table.running)),
    "learning:data": Rule(frozenset({RoleName.ANALYST.value}), a_test(table.running)),
    "learning:take": Rule(METHOD, rolled_out),
    "learning:result": Rule(METHOD, a_test(table.running)),
    "learning:decide": Rule(BOARD, a_test(table.analysed)),
    "learning:weigh": Rule(GRADERS, a_test(table.analysed)),
    "learning:rate": Rule(METHOD, a_test(table.analysed)),
    "learning:withdraw": Rule(DRAFTERS, a_test(table.running)),
}
