"""What is done for a mission: entered, changed and moved by its lead, read by everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from headway.missions import actions as missions
from headway.missions.choices import InitiativeState
from headway.missions.queries import initiative as initiative_row
from tests import builders_answers as build
from tests import builders_people
from tests.builders_people import MONDAY
from tests.doors.web.visiting import signed_in
from tests.doors.web.visiting import text_of as page

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    return build.cast()


@pytest.fixture
def citizen():
    return Client()


@pytest.fixture
def director(cast):
    return signed_in(cast.director)


def test_the_lead_enters_changes_and_moves_an_initiative(cast, director, citizen):
    made = director.post(
        "/missions/food/edit/initiatives/new/",
        {
            "title": "Breakfast clubs",
            "summary": "In six schools",
            "owner": str(cast.body),
            "partners": [str(cast.body)],
            "places": "e09000007",
        },
    )
    key = made.url.rstrip("/").rpartition("/")[2]
    form = director.get(f"/missions/food/edit/initiatives/{key}/")
    changed = director.post(
        f"/missions/food/edit/initiatives/{key}/",
        {"title": "Breakfast clubs", "summary": "In ten schools", "note": "Four more", "version": 1},
    )
    moved = director.post(
        f"/missions/food/edit/initiatives/{key}/live/", {"note": "The first opened", "version": 2}
    )

    shown = page(citizen.get(made.url))
    assert "E09000007" in form.content.decode()
    assert changed.url == moved.url == made.url
    assert "In ten schools" in shown
    assert "The first opened" in shown
    assert "Live, as written on 2 March 2026." in shown


def test_a_place_that_is_none_is_refused_beside_its_field(cast, director):
    refused = director.post(
        "/missions/food/edit/initiatives/new/", {"title": "Breakfast clubs", "places": "X1"}
    )

    assert refused.status_code == 422
    assert "“X1” is no place here." in page(refused)


def test_an_initiative_does_not_go_from_idea_to_scaled(cast, director):
    key = missions.begin_initiative(builders_people.system(), mission=cast.mission, words=build.KITCHEN)

    assert director.get(f"/missions/food/edit/initiatives/{key}/scaled/").status_code == 404


def test_only_the_lead_keeps_initiatives(cast, citizen):
    nurse = signed_in(cast.nurse)

    assert citizen.get("/missions/food/edit/initiatives/new/").status_code == 403
    assert nurse.get("/missions/food/edit/initiatives/new/").status_code == 403


def test_a_stale_change_shows_both_versions(cast, director):
    key = missions.begin_initiative(builders_people.system(), mission=cast.mission, words=build.KITCHEN)
    address = reverse("missions:initiative-change", args=["food", key])
    sent = {"title": "Kitchen", "note": "Shorter", "version": 1}
    director.post(address, sent)

    stale = director.post(address, sent | {"title": "Cookery"})

    assert stale.status_code == 409
    assert initiative_row(builders_people.system_reader(), key=key).state == InitiativeState.IDEA
