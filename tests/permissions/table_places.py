"""Who may do what about places: role by action by state."""

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.places import actions
from headway.places.analysis import NewPeers, NewPlace, NewRelation
from headway.places.choices import RelationKind
from tests import builders_people as build
from tests.builders_people import TODAY
from tests.permissions.world import Row, only

KEEPERS = only(RoleName.ADMINISTRATOR, RoleName.ANALYST)
REGION = NewPlace("X99000001", "Example Region", "region", invented=True)
BOROUGH = NewPlace("X99000002", "Example Borough", "london-borough", invented=True)
THIRD = NewPlace("X99000003", "Example Town", "london-borough", invented=True)
PEERS = NewPeers("Ports", "All three have a port.", ("X99000001", "X99000002", "X99000003"))
TIE = NewRelation("X99000002", "X99000001", RelationKind.WITHIN)


def both(_world):
    actions.import_places(build.system(), rows=[REGION, BOROUGH])


def retired(world):
    both(world)
    actions.retire_place(build.system(), code="X99000002", on=TODAY)


def three(_world):
    actions.import_places(build.system(), rows=[REGION, BOROUGH, THIRD])


def chosen(world):
    three(world)
    return actions.choose_peers(build.system(), new=PEERS)


def ended(world):
    key = chosen(world)
    actions.end_peers(build.system(), key=key, version=1)
    return key


ROWS = [
    Row(
        "places.choose_peers",
        KEEPERS,
        lambda _w, by, _m: actions.choose_peers(by, new=PEERS),
        prepare=three,
    ),
    Row(
        "places.end_peers",
        KEEPERS,
        lambda _w, by, key: actions.end_peers(by, key=key, version=1),
        prepare=chosen,
    ),
    Row(
        "places.end_peers",
        KEEPERS,
        lambda _w, by, key: actions.end_peers(by, key=key, version=2),
        state="ended",
        prepare=ended,
        raises=Conflict,
    ),
    Row("places.add_place", KEEPERS, lambda _w, by, _m: actions.add_place(by, new=REGION)),
    Row("places.import_places", KEEPERS, lambda _w, by, _m: actions.import_places(by, rows=[REGION])),
    Row("places.load_uk_places", KEEPERS, lambda _w, by, _m: actions.load_uk_places(by)),
    Row(
        "places.relate_places",
        KEEPERS,
        lambda _w, by, _m: actions.relate_places(by, new=TIE),
        prepare=both,
    ),
    Row(
        "places.retire_place",
        KEEPERS,
        lambda _w, by, _m: actions.retire_place(by, code="X99000002", on=TODAY),
        prepare=both,
    ),
    Row(
        "places.retire_place",
        KEEPERS,
        lambda _w, by, _m: actions.retire_place(by, code="X99000002", on=TODAY),
        state="retired",
        prepare=retired,
        raises=Conflict,
    ),
]
