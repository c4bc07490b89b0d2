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


GUARDIANS = only(RoleName.ADMINISTRATOR, RoleName.STEWARD)


def election(by):
    return actions.set_pre_election_period(
        by, code="X99000002", starts_on=TODAY, ends_on=TODAY, reason="Election of the council"
    )


def change(by):
    return actions.record_change_of_control(by, code="X99000002", on=TODAY, reason="A new council sits")


def quiet(world):
    both(world)
    return election(build.system())


def withdrawn(world):
    key = quiet(world)
    actions.withdraw_pre_election_period(build.system(), key=key)
    return key


def changed(world):
    both(world)
    return change(build.system())


def undone(world):
    key = changed(world)
    actions.withdraw_change_of_control(build.system(), key=key)
    return key


ROWS = [
    Row("places.set_pre_election_period", GUARDIANS, lambda _w, by, _m: election(by), prepare=both),
    Row(
        "places.withdraw_pre_election_period",
        GUARDIANS,
        lambda _w, by, key: actions.withdraw_pre_election_period(by, key=key),
        prepare=quiet,
    ),
    Row(
        "places.withdraw_pre_election_period",
        GUARDIANS,
        lambda _w, by, key: actions.withdraw_pre_election_period(by, key=key),
        state="withdrawn",
        prepare=withdrawn,
        raises=Conflict,
    ),
    Row("places.record_change_of_control", GUARDIANS, lambda _w, by, _m: change(by), prepare=both),
    Row(
        "places.record_change_of_control",
        GUARDIANS,
        lambda _w, by, _m: change(by),
        state="recorded",
        prepare=changed,
        raises=Conflict,
    ),
    Row(
        "places.withdraw_change_of_control",
        GUARDIANS,
        lambda _w, by, key: actions.withdraw_change_of_control(by, key=key),
        prepare=changed,
    ),
    Row(
        "places.withdraw_change_of_control",
        GUARDIANS,
        lambda _w, by, key: actions.withdraw_change_of_control(by, key=key),
        state="withdrawn",
        prepare=undone,
        raises=Conflict,
    ),
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
