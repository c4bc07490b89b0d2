"""The written matrix of the addresses of stories, circles and who knows how; see `routes.Rule`."""

from collections.abc import Callable, Mapping
from typing import Any

from headway.kernel.actors import RoleName
from headway.peers import actions
from tests import builders_peers as build
from tests import builders_people as people
from tests.permissions import table_peers as table
from tests.permissions.routes import ALL, SIGNED_IN, Rule
from tests.permissions.world import World

STEWARD = frozenset({RoleName.STEWARD.value})
STAFF = frozenset({RoleName.STAFF.value})
Args = Callable[[World], Mapping[str, Any]]


def keyed(prepare: Callable[[World], Any], **more: object) -> Args:
    return lambda world: {"key": prepare(world), **more}


def with_photo(_world: World) -> Mapping[str, Any]:
    from headway.formats.pictures import Plain

    new = build.new_story(build.mission(), photo=Plain(b"x", "image/png"), photo_says="A table")
    return {"key": build.shown(people.person("Tess Teller"), new)}


def code(world: World) -> Mapping[str, Any]:
    table.told(world)
    return {"code": build.CODE}


def drawn(world: World) -> Mapping[str, Any]:
    key = table.of_two_teams(world)
    actions.commit_draw(people.system(people.later(hours=-1)), story=key, **table.LATER)
    return {"key": key}


def circle_of_staff(world: World, *, meets: bool = False, note: bool = False) -> Mapping[str, Any]:
    """Return a circle that the walker without any other role is in."""
    members = [world.account(RoleName.STAFF.value), *build.five()[:4]]
    key = build.meeting(*members) if meets else build.circle(*members)
    if not note:
        return {"key": key}
    number = actions.write_note(people.by(members[0]), circle=key, text="A finding")
    return {"key": key, "number": number}


def help_of_staff(world: World) -> Mapping[str, Any]:
    return {"key": build.help_of(world.account(RoleName.STAFF.value))}


ROUTES: dict[str, Rule] = {
    "peers:stories": Rule(ALL),
    "peers:tell": Rule(SIGNED_IN),
    "peers:anonymous": Rule(ALL),
    "peers:to-review": Rule(STEWARD),
    "peers:find": Rule(ALL),
    "peers:follow": Rule(ALL, code),
    "peers:withdraw-by-code": Rule(ALL, code),
    "peers:story": Rule(SIGNED_IN, keyed(table.accepted)),
    "peers:photo": Rule(SIGNED_IN, with_photo),
    "peers:reached": Rule(SIGNED_IN, keyed(table.accepted), method="post"),
    "peers:review": Rule(STEWARD, keyed(table.told)),
    "peers:withdraw": Rule(STEWARD, keyed(table.accepted)),
    "peers:draw": Rule(STEWARD, keyed(table.of_two_teams)),
    "peers:commit-draw": Rule(STEWARD, keyed(table.of_two_teams)),
    "peers:make-draw": Rule(STEWARD, drawn),
    "peers:circles": Rule(ALL),
    "peers:new-circle": Rule(SIGNED_IN),
    "peers:circle": Rule(SIGNED_IN, keyed(table.forming)),
    "peers:join": Rule(SIGNED_IN, keyed(table.forming)),
    "peers:leave": Rule(STAFF, circle_of_staff),
    "peers:meet": Rule(STAFF, circle_of_staff),
    "peers:close": Rule(STAFF, circle_of_staff),
    "peers:note": Rule(STAFF, lambda world: circle_of_staff(world, meets=True)),
    "peers:vote": Rule(STAFF, lambda world: circle_of_staff(world, meets=True, note=True)),
    "peers:know-how": Rule(SIGNED_IN),
    "peers:offer-help": Rule(SIGNED_IN),
    "peers:edit-help": Rule(STAFF, help_of_staff),
    "peers:withdraw-help": Rule(STAFF, help_of_staff),
}
