"""The written matrix of the addresses of rules, weighings and freedoms; see `routes.Rule`."""

from collections.abc import Callable, Mapping
from typing import Any

from headway.frontline.actions import rules
from headway.kernel.actors import RoleName
from tests import builders_people
from tests import builders_rules as build
from tests.permissions import table_rules as table
from tests.permissions.routes import ALL, ANALYST, SIGNED_IN, Rule
from tests.permissions.world import World

SLUG = {"slug": "two-signatures-for-every-crisis-payment"}
STEWARD = frozenset({RoleName.STEWARD.value})
BOARD = frozenset({RoleName.BOARD.value})
ASKERS = SIGNED_IN - {RoleName.ADMINISTRATOR.value}
NOBODY: frozenset[str] = frozenset()  # of those who hold no office and asked for nothing
Args = Callable[[World], Mapping[str, Any]]


def rule(world: World) -> Mapping[str, Any]:
    table.ground(world)
    return SLUG


def weighed(world: World) -> Mapping[str, Any]:
    found = table.ground(world)
    rules.keep_weighing(builders_people.system(), rule=found.rule, new=build.WEIGHED)
    return {**SLUG, "number": 1}


def freedom(prepare: Callable[[World], table.Ground]) -> Args:
    return lambda world: {"key": prepare(world).freedom}


ROUTES: dict[str, Rule] = {
    "rules:index": Rule(ALL),
    "rules:rule": Rule(ALL, rule),
    "rules:weighing": Rule(ALL, weighed),
    "rules:freedoms": Rule(ALL),
    "rules:freedom": Rule(ALL, freedom(table.granted)),
    "rules:three": Rule(ALL),
    "rules:three-ask": Rule(ASKERS),
    "rules:three-done": Rule(ASKERS),
    "rules:new": Rule(STEWARD),
    "rules:edit": Rule(STEWARD, rule),
    "rules:change": Rule(NOBODY, rule),
    "rules:weigh": Rule(ANALYST, rule),
    "rules:ask": Rule(ASKERS),
    "rules:rewrite": Rule(NOBODY, freedom(table.asked)),
    "rules:freedom-test": Rule(ANALYST, freedom(table.asked)),
    "rules:grant": Rule(NOBODY, freedom(table.asked)),
    "rules:refuse": Rule(NOBODY, freedom(table.asked)),
    "rules:board": Rule(BOARD, freedom(table.decided)),
    "rules:review": Rule(BOARD, freedom(table.granted)),
}
