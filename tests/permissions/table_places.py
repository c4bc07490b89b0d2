"""Who may do what about places: role by action by state."""

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.places import actions
from headway.places.analysis import NewPlace, NewRelation
from headway.places.choices import RelationKind
from tests import builders_people as build
from tests.builders_people import TODAY
from tests.permissions.world import Row, only

KEEPERS = only(RoleName.ADMINISTRATOR, RoleName.ANALYST)
REGION = NewPlace("X99000001", "Example Region", "region", invented=True)
BOROUGH = NewPlace("X99000002", "Example Borough", "london-borough", invented=True)
TIE = NewRelation("X99000002", "X99000001", RelationKind.WITHIN)


def both(_world):
    actions.import_places(build.system(), rows=[REGION, BOROUGH])


def retired(world):
    both(world)
    actions.retire_place(build.system(), code="X99000002", on=TODAY)


ROWS = [
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
