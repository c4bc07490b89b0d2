"""The written matrix of the addresses of capabilities: a role opens nothing, being in the team does."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from headway.kernel.actors import RoleName
from tests import builders_capabilities as build
from tests import builders_people as people
from tests.builders_capabilities import LEARNING
from tests.permissions.routes import SIGNED_IN, Rule
from tests.permissions.world import World

STAFF = frozenset({RoleName.STAFF.value})
STEWARD = frozenset({RoleName.STEWARD.value})


def team(world: World) -> tuple[UUID, UUID]:
    """Return a team that the walker without any other role is in."""
    key, _members = build.team(world.body, 0)
    account = world.account(RoleName.STAFF.value)
    people.granted(account, RoleName.STAFF, scope=key)
    return key, account


def own_team(world: World) -> Mapping[str, Any]:
    return {"team": team(world)[0]}


def rating(world: World) -> Mapping[str, Any]:
    return {"key": build.open_round(*team(world))}


def draft(world: World) -> Mapping[str, Any]:
    return {"key": build.talked(*team(world))}


def agreed(world: World) -> Mapping[str, Any]:
    return {"key": build.agreed(*team(world))}


ROUTES: dict[str, Rule] = {
    "capabilities:index": Rule(SIGNED_IN),
    "capabilities:lists": Rule(SIGNED_IN),
    "capabilities:install": Rule(STEWARD),
    "capabilities:begin": Rule(STAFF, own_team),
    "capabilities:round": Rule(STAFF, draft),
    "capabilities:rate": Rule(STAFF, rating),
    "capabilities:agree": Rule(STAFF, draft),
    "capabilities:review": Rule(STAFF, agreed),
    "capabilities:edit": Rule(STAFF, lambda world: {**draft(world), "capability": LEARNING}),
}
