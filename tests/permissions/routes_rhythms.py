"""The written matrix of the addresses of boards, meetings and decisions; see `routes.Rule`."""

from collections.abc import Callable, Mapping
from typing import Any

from headway.kernel.actors import RoleName
from headway.rhythms.queries import decisions, events
from tests import builders_missions as missions
from tests.permissions import table_rhythms as table
from tests.permissions.routes import ALL, Rule
from tests.permissions.world import World

BOARD = frozenset({RoleName.BOARD.value})
KEEPERS = BOARD | {RoleName.ADMINISTRATOR.value}
LEADS = BOARD | {RoleName.MISSION_LEAD.value}
SLUG = {"slug": "food-mission-board"}
Args = Callable[[World], Mapping[str, Any]]


def board(world: World) -> Mapping[str, Any]:
    table.board(world)
    return SLUG


def meeting(prepare: Callable[[World], Any]) -> Args:
    def args(world: World) -> Mapping[str, Any]:
        found = events(missions.seer(), keys={prepare(world)})[0]
        return {**SLUG, "on": found.on.isoformat()}

    return args


def day(world: World) -> Mapping[str, Any]:
    return {"on": meeting(table.planned)(world)["on"]}


def decision(prepare: Callable[[World], Any]) -> Args:
    def args(world: World) -> Mapping[str, Any]:
        from headway.missions.actions import open_mission

        key = prepare(world)
        about = decisions(missions.seer(), keys={key})[0].about
        open_mission(missions.system(), mission=about[0])
        return {"key": key}

    return args


ROUTES: dict[str, Rule] = {
    "rhythms:index": Rule(ALL),
    "rhythms:day": Rule(ALL, day),
    "rhythms:board": Rule(ALL, board),
    "rhythms:meeting": Rule(ALL, meeting(table.planned)),
    "rhythms:decision": Rule(ALL, decision(table.made)),
    "rhythms:new": Rule(KEEPERS),
    "rhythms:edit": Rule(KEEPERS, board),
    "rhythms:end": Rule(KEEPERS, board),
    "rhythms:plan": Rule(BOARD, board),
    "rhythms:propose": Rule(LEADS, board),
    "rhythms:agenda": Rule(BOARD, meeting(table.planned)),
    "rhythms:hold": Rule(BOARD, meeting(table.planned)),
    "rhythms:cancel": Rule(BOARD, meeting(table.planned)),
    "rhythms:minutes": Rule(BOARD, meeting(table.held)),
    "rhythms:rewrite": Rule(LEADS, decision(table.proposed)),
    "rhythms:make": Rule(BOARD, decision(table.proposed)),
    "rhythms:call-in": Rule(BOARD, decision(table.made)),
    "rhythms:confirm": Rule(BOARD, decision(table.called_in)),
    "rhythms:finish": Rule(LEADS, decision(table.made)),
    "rhythms:review": Rule(BOARD, decision(table.done)),
    "rhythms:correct": Rule(BOARD, decision(table.made)),
}
