"""What goes out as records comes in again with its keys and days, and a second time changes nothing."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from headway.kernel.actions import Done, action
from headway.kernel.errors import Conflict
from headway.kernel.events import KINDS, Event
from headway.kernel.models import Thing
from headway.people import actions as people
from headway.people import archive as people_archive
from headway.people import queries
from headway.people.models import Account, BodySetting, Office, Organisation
from headway.places import actions as places
from headway.places import archive as places_archive
from headway.places.models import Layout, PeerGroup, PeerMember, Place, PlaceRelation, Tier, Tile
from tests import builders_people as build
from tests.builders_people import TODAY

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Event):
    kind: ClassVar[str] = "tests.loaded"


KINDS.pop("tests.loaded")  # it is registered for these tests alone


@pytest.fixture
def load(monkeypatch):
    monkeypatch.setitem(KINDS, "tests.loaded", Loaded)

    @action(Loaded)
    def run(by, *, archive, records):
        return Done(Loaded(), archive.load(records))

    return lambda archive, records: run(build.system(build.later(days=9)), archive=archive, records=records)


def travelled(records):
    """Return records as a file gives them back."""
    return json.loads(json.dumps(records))


def empty():
    for model in (PeerMember, PeerGroup, Tile, Layout, PlaceRelation, Place, Tier, Office, BodySetting):
        model.objects.all().delete()
    while Organisation.objects.exists():
        parents = Organisation.objects.exclude(parent=None).values("parent")
        Organisation.objects.exclude(pk__in=parents).delete()
    Thing.objects.all().delete()


def test_organisations_and_offices_come_back_as_they_were(load):
    body = build.body()
    trust = build.organisation("Example NHS Trust", parent=body)
    ward = build.organisation("A Hospital", parent=trust)
    people.add_office(build.system(), organisation=ward, name="Chief nurse")
    people.close_organisation(build.system(), organisation=ward, on=TODAY + timedelta(days=3))
    before = people_archive.dump()
    records = travelled(before)
    empty()

    written = load(people_archive, records)

    assert written == 4
    assert people_archive.dump() == before
    assert load(people_archive, records) == 0


def test_no_person_travels():
    build.cast()

    text = json.dumps(people_archive.dump())

    assert not [word for row in Account.objects.all() for word in (row.name, row.email) if word in text]
    assert {record["record"] for record in people_archive.dump()} == {"organisation"}


def test_an_office_brings_its_organisation_and_the_organisation_its_parents():
    body = build.body()
    trust = build.organisation("Example NHS Trust", parent=body)
    build.organisation("Unrelated")
    office = people.add_office(build.system(), organisation=trust, name="Chief nurse")

    names = {record["name"] for record in people_archive.dump([office])}

    assert names == {"Example Borough", "Example NHS Trust", "Chief nurse"}


def test_a_body_stays_the_body_when_another_one_is_read_in(load):
    build.body("Other Borough")
    records = travelled(people_archive.dump())
    empty()
    own = build.body()

    load(people_archive, records)

    assert queries.body_key(build.reader()) == own
    assert Organisation.objects.count() == 2


def test_another_organisation_of_the_same_name_is_a_conflict(load):
    build.organisation()
    records = travelled(people_archive.dump())
    empty()
    build.organisation()

    with pytest.raises(Conflict, match="is another"):
        load(people_archive, records)


def test_places_come_back_as_they_were(load):
    places.load_uk_places(build.system())
    places.retire_place(build.system(), code="E09000033", on=TODAY)
    before = places_archive.dump()
    records = travelled(before)
    empty()

    written = load(places_archive, records)

    assert written == len(records)
    assert Place.objects.count() == 47
    assert places_archive.dump() == before
    assert load(places_archive, records) == 0


def test_a_part_of_the_places_travels_with_its_tiers():
    places.load_uk_places(build.system())
    camden = Place.objects.get(code="E09000007").thing.key

    records = places_archive.dump([camden])

    assert [record["record"] for record in records] == ["tier", "place", "layout", "tile"]


def test_a_code_that_means_another_place_here_is_a_conflict(load):
    places.load_uk_places(build.system())
    records = [
        {**record, "name": "Elsewhere"} if record.get("code") == "E09000007" else record
        for record in travelled(places_archive.dump())
    ]

    with pytest.raises(Conflict, match="already means"):
        load(places_archive, records)
