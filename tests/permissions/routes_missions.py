"""The written matrix of the addresses of missions and indicators; see `routes.Rule`."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core import signing

from headway.files import store
from headway.formats.packs import to_zip
from headway.kernel.actors import RoleName
from headway.missions import actions
from headway.web.missions.packs import SALT, example
from tests import builders_logic as toc
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.permissions import table_missions
from tests.permissions.routes import ALL, Rule
from tests.permissions.world import World

LEAD = frozenset({RoleName.MISSION_LEAD.value})
BOARD = frozenset({RoleName.BOARD.value})
ANALYST = frozenset({RoleName.ANALYST.value})
STEWARD = frozenset({RoleName.STEWARD.value})
ADMINISTRATOR = frozenset({RoleName.ADMINISTRATOR.value})
FOOD = {"slug": "food"}


def food(_world: World) -> Mapping[str, Any]:
    """An open mission, still a draft, with one outcome, measure and target."""
    actions.open_mission(build.system(), mission=build.world().mission)
    return FOOD


def standing(state: str) -> Callable[[World], Mapping[str, Any]]:
    """Return what makes an open mission in a state."""

    def args(world: World) -> Mapping[str, Any]:
        actions.open_mission(build.system(), mission=table_missions.STATES[state](world))
        return FOOD

    return args


def canvas(world: World) -> Mapping[str, Any]:
    return {**food(world), "step": "challenge"}


def outcome(_world: World) -> Mapping[str, Any]:
    made = build.world()
    actions.open_mission(build.system(), mission=made.mission)
    return {**FOOD, "outcome": made.outcome}


def measure(world: World) -> Mapping[str, Any]:
    return {**outcome(world), "indicator": "eats-well", "place": measures.CAMDEN}


def looked_at(_world: World) -> Mapping[str, Any]:
    """A pack that an administrator has chosen and not yet brought in."""
    kept = store.put(to_zip(example("camden")))
    return {"token": signing.dumps(str(kept.sha256), salt=SALT)}


def text(_world: World) -> Mapping[str, Any]:
    made = build.world()
    actions.open_mission(build.system(), mission=made.mission)
    return {**FOOD, "of": made.mission, "field": "title"}


def step(_world: World) -> Mapping[str, Any]:
    return {**FOOD, "node": chained()[0][0]}


def link(_world: World) -> Mapping[str, Any]:
    return {**FOOD, "link": chained()[1][0]}


def version(_world: World) -> Mapping[str, Any]:
    return {**FOOD, "part": chained()[0][0], "number": 1}


def logic_file(world: World) -> Mapping[str, Any]:
    return {**food(world), "name": "steps.csv"}


def chained() -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """An open mission with a theory of change: its steps and links."""
    made = build.world()
    actions.open_mission(build.system(), mission=made.mission)
    return toc.chain(made.mission, made.outcome)


def target(_world: World) -> Mapping[str, Any]:
    made = build.world()
    actions.open_mission(build.system(), mission=made.mission)
    return {"key": made.target}


def indicator(_world: World) -> Mapping[str, Any]:
    build.world()
    return {"slug": "eats-well"}


def drafted(_world: World) -> Mapping[str, Any]:
    measures.places()
    return {"key": build.mission()}


ROUTES: dict[str, Rule] = {
    "missions:mission": Rule(ALL, food),
    "missions:logic": Rule(ALL, food),
    "missions:logic-history": Rule(ALL, food),
    "missions:logic-file": Rule(ALL, logic_file),
    "missions:logic-edit": Rule(LEAD | ANALYST, food),
    "missions:logic-import": Rule(LEAD, food),
    "missions:logic-node-new": Rule(LEAD, food),
    "missions:logic-node": Rule(LEAD, step),
    "missions:logic-node-retire": Rule(LEAD, step),
    "missions:logic-link-new": Rule(LEAD, food),
    "missions:logic-link": Rule(LEAD, link),
    "missions:logic-link-retire": Rule(LEAD, link),
    "missions:logic-grade": Rule(ANALYST, link),
    "missions:logic-back": Rule(LEAD, version),
    "missions:charter": Rule(ALL, food),
    "missions:history": Rule(ALL, food),
    "missions:one-page": Rule(ALL, food),
    "missions:canvas": Rule(LEAD, food),
    "missions:canvas-step": Rule(LEAD, canvas),
    "missions:new": Rule(LEAD | ADMINISTRATOR),
    "missions:pack": Rule(ALL, food),
    "measures:mission-export": Rule(ALL, food),
    "measures:mission-export-file": Rule(ALL, lambda world: {**food(world), "form": "ods"}),
    "missions:import": Rule(ADMINISTRATOR),
    "missions:import-preview": Rule(ADMINISTRATOR, looked_at),
    "missions:built": Rule(LEAD | BOARD | ANALYST | STEWARD | ADMINISTRATOR, drafted),
    "missions:edit": Rule(LEAD | BOARD | STEWARD | ADMINISTRATOR, food),
    "missions:edit-charter": Rule(LEAD, food),
    "missions:adoption": Rule(BOARD | ADMINISTRATOR, food),
    "missions:litmus": Rule(LEAD, food),
    "missions:propose": Rule(LEAD, food),
    "missions:consult": Rule(LEAD, standing("proposed")),
    "missions:adopt": Rule(BOARD, standing("consulted")),
    "missions:amend": Rule(BOARD, standing("adopted")),
    "missions:review": Rule(LEAD | BOARD, standing("adopted")),
    "missions:close": Rule(BOARD, standing("adopted")),
    "missions:open": Rule(LEAD | STEWARD, food),
    "missions:translations": Rule(LEAD, food),
    "missions:translation": Rule(LEAD, text),
    "missions:outcome-new": Rule(LEAD, food),
    "missions:outcome": Rule(LEAD, outcome),
    "missions:outcome-retire": Rule(LEAD, outcome),
    "missions:measure-new": Rule(LEAD, outcome),
    "missions:measure": Rule(LEAD, measure),
    "missions:measure-drop": Rule(LEAD, measure),
    "missions:measure-target": Rule(LEAD, measure),
    "targets:indicator": Rule(ALL, indicator),
    "targets:csv": Rule(ALL, indicator),
    "targets:chart": Rule(ANALYST, indicator),
    "targets:target": Rule(ALL, target),
    "targets:change": Rule(BOARD, target),
    "targets:close": Rule(BOARD, target),
    "targets:path": Rule(LEAD | ANALYST | BOARD, target),
}
