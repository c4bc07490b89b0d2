"""The written matrix of the addresses of barriers; see `routes.Rule`."""

from collections.abc import Mapping
from typing import Any

from headway.kernel.actors import RoleName
from tests.permissions import table_barriers as table
from tests.permissions.routes import ALL, SIGNED_IN, Rule
from tests.permissions.world import World

STEWARD = frozenset({RoleName.STEWARD.value})
NOBODY: frozenset[str] = frozenset()  # of those who hold no office and raised nothing


def barrier(world: World) -> Mapping[str, Any]:
    return {"key": table.raised(world)}


def joined(world: World) -> Mapping[str, Any]:
    return {"key": table.joined(world)}


ROUTES: dict[str, Rule] = {
    "frontline:index": Rule(ALL),
    "frontline:new": Rule(ALL),
    "frontline:worker": Rule(ALL),  # a script
    "frontline:track": Rule(ALL),
    "frontline:safe": Rule(SIGNED_IN),
    "frontline:desk": Rule(STEWARD),
    "frontline:decider": Rule(STEWARD, lambda _world: {"kind": "law"}),
    "frontline:barrier": Rule(ALL, barrier),
    "frontline:picture": Rule(NOBODY, barrier),
    "frontline:me-too": Rule(NOBODY, barrier),  # by a form alone: tests/doors/web/test_barriers.py
    "frontline:barrier-sort": Rule(STEWARD, barrier),
    "frontline:barrier-join": Rule(STEWARD, barrier),
    "frontline:barrier-part": Rule(STEWARD, joined),
    "frontline:barrier-summary": Rule(STEWARD, barrier),
    "frontline:barrier-out": Rule(STEWARD, barrier),
}
