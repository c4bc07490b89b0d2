"""Pages that keep the list of places: files of every kind, and peer groups with their reason."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.kernel.log import head
from headway.people.models import Account
from headway.places import queries
from headway.places.actions import load_uk_places
from tests import builders_people as build

pytestmark = pytest.mark.django_db
reader = build.reader


@pytest.fixture
def analyst(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", "2026-03-02T12:00:00+00:00")
    client = Client()
    client.force_login(Account.objects.get(key=build.person("Ana Analyst", RoleName.ANALYST)))
    return client


def send(client, file_name, data, **more):
    file = SimpleUploadedFile(file_name, data.encode() if isinstance(data, str) else data)
    return client.post(reverse("place_list:import"), {"file": file, **more})


def test_a_map_of_hexagons_is_stored_with_the_places_it_brings(analyst):
    hexes = {"X99000001": {"n": "Ash", "q": 0, "r": 0}, "X99000002": {"n": "Birch", "q": 1, "r": 0}}
    data = json.dumps({"layout": "odd-r", "hexes": hexes})

    refused = send(analyst, "map.hexjson", data, map="trees")
    stored = send(analyst, "map.hexjson", data, map="trees", name="Trees", source="Us", tier="district")

    assert refused.status_code == 422
    assert "“X99000001”: the code of a place that is here; give a tier to add it" in refused.content.decode()
    assert stored.status_code == 302
    found = queries.layout(reader(), code="trees")
    assert (found.name, found.source, [tile.name for tile in found.tiles]) == (
        "Trees",
        "Us",
        ["Ash", "Birch"],
    )


def test_relations_are_stored_from_a_file_and_a_bad_row_names_itself(analyst):
    load_uk_places(build.system())
    good = "child,parent,kind,weight,source\nE09000007,E09000012,overlaps,0.25,Census 2021\n"
    before = head()

    refused = send(analyst, "ties.csv", good + "E09000007,E09999999,overlaps,2,\n")
    stored = send(analyst, "ties.csv", good)
    again = send(analyst, "ties.csv", good)

    assert refused.status_code == 422
    assert "row 3, column weight: “2.0”: a share above 0 and at most 1" in refused.content.decode()
    assert (stored.status_code, again.status_code) == (302, 302)
    tie = next(row for row in queries.relations(reader(), code="E09000007") if row.weight == 0.25)
    assert (tie.place.code, tie.source) == ("E09000012", "Census 2021")
    assert head().seq == before.seq + 1


@pytest.mark.parametrize("data", ["{", "[]", '{"type": "FeatureCollection", "features": []}', "a,b\n1,2\n"])
def test_a_file_that_is_nothing_of_ours_is_refused_with_its_reason(analyst, data):
    page = send(analyst, "odd.json", data)

    assert page.status_code == 422
    assert "What to correct" in page.content.decode()


def test_a_group_is_chosen_with_its_reason_and_ended(analyst):
    load_uk_places(build.system())
    address = reverse("place_list:choose_peers")

    few = analyst.post(address, {"name": "Inner", "reason": "Inner London", "codes": "Camden\nHackney"})
    unknown = analyst.post(address, {"name": "Inner", "reason": "Inner London", "codes": "Camden\nAtlantis"})
    chosen = analyst.post(
        address, {"name": "Inner", "reason": "Inner London", "codes": "Camden\nE09000012\nIslington"}
    )

    assert (few.status_code, unknown.status_code, chosen.status_code) == (422, 422, 302)
    assert "A peer group has from 3 to 100 places." in few.content.decode()
    assert "No place here has the code or name “Atlantis”." in unknown.content.decode()
    group = queries.peer_groups(reader(at=build.later(days=1)))[0]
    assert [place.name for place in group.places] == ["Camden", "Hackney", "Islington"]
    listed = analyst.get(reverse("place_list:peers")).content.decode()
    assert "Inner London" in listed
    ended = analyst.post(reverse("place_list:end_peers", args=[group.key]), {"version": group.version})
    assert ended.status_code == 302
    assert "No group is chosen yet" in analyst.get(reverse("place_list:peers")).content.decode()
