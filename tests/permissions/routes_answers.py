"""The written matrix of the addresses of answers and of taking part; see `routes.Rule`."""

from collections.abc import Mapping
from typing import Any

from headway.kernel.actors import RoleName
from tests.builders_answers import CODE
from tests.permissions import table_answers as table
from tests.permissions.routes import ALL, SIGNED_IN, STEWARDS, Rule
from tests.permissions.world import World

STEWARD = frozenset({RoleName.STEWARD.value})
LEAD = frozenset({RoleName.MISSION_LEAD.value})
NOBODY: frozenset[str] = frozenset()  # of those who hold no office and asked nothing
FOOD = {"slug": "food"}


def question(world: World) -> Mapping[str, Any]:
    return {"key": table.question(world)}


def followed(world: World) -> Mapping[str, Any]:
    table.answered(world)
    return {"code": CODE}


def said(world: World) -> Mapping[str, Any]:
    return {**followed(world), "word": "confirm"}


def said_by_account(world: World) -> Mapping[str, Any]:
    return {"key": table.answered(world), "word": "confirm"}


def body(world: World) -> Mapping[str, Any]:
    return {"key": world.body}


def pause(world: World) -> Mapping[str, Any]:
    from headway.answers.queries import pauses
    from tests import builders_people

    table.paused(world)
    return {"key": pauses(builders_people.system_reader())[0].key}


def food(world: World) -> Mapping[str, Any]:
    table.mission(world)
    return FOOD


def initiative(world: World) -> Mapping[str, Any]:
    return {**FOOD, "key": table.begun(world)}


def move(world: World) -> Mapping[str, Any]:
    return {**initiative(world), "to": "live"}


ROUTES: dict[str, Rule] = {
    "answers:index": Rule(ALL),
    "answers:queue": Rule(ALL),
    "answers:clocks": Rule(ALL),
    "answers:answer": Rule(ALL, question),
    "answers:find": Rule(ALL),
    "answers:follow": Rule(ALL, followed),
    "answers:say_by_code": Rule(ALL, said),
    "answers:say": Rule(NOBODY, said_by_account),
    "answers:clock": Rule(STEWARD, lambda _world: {"name": "route"}),
    "answers:capacity": Rule(STEWARDS, body),
    "answers:new_pause": Rule(STEWARD),
    "answers:end_pause": Rule(STEWARD, pause),
    "answers:inbox": Rule(SIGNED_IN),
    "answers:item": Rule(NOBODY, question),
    "answers:acknowledge": Rule(NOBODY, question, method="post"),
    "answers:decide": Rule(NOBODY, question, method="post"),
    "answers:route": Rule(STEWARD, question),
    "answers:accept": Rule(NOBODY, question),
    "answers:many": Rule(NOBODY, question),
    "missions:take-part": Rule(ALL, food),
    "missions:initiative": Rule(ALL, initiative),
    "missions:initiative-new": Rule(LEAD, food),
    "missions:initiative-change": Rule(LEAD, initiative),
    "missions:initiative-move": Rule(LEAD, move),
}
