"""Maps of tiles and places side by side, as programs read them: by name and by where they lie."""

import json

import pytest

from headway.places import actions
from headway.places.analysis import Wanted, read_any
from headway.places.choices import MapShape
from tests import builders_people as people
from tests import builders_places as build
from tests.doors.api.conftest import Program

pytestmark = pytest.mark.django_db
anyone = Program()


@pytest.fixture(autouse=True)
def _monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", "2026-03-02T12:00:00+00:00")


def test_places_side_by_side_come_by_name_with_the_reason_why_order_means_little(world):
    build.damp()

    told = anyone.get("/indicators/damp-homes/places").json()

    assert [row["place"]["name"] for row in told["places"]] == list(build.NAMES)
    assert [row["funnel"]["signal"] for row in told["places"]] == [0, 0, 0, 2, *[0] * 8]
    assert told["places"][3]["said"] == "above the outer lines"
    assert told["rule"] == "every place of the kind “District” with figures"
    assert "says little" in told["order"]
    assert told["no_funnel"] is None


def test_a_choice_that_is_not_there_is_not_found(world):
    build.damp()

    answers = [
        anyone.get("/indicators/damp-homes/places", **asked).status_code
        for asked in ({"tier": "ward"}, {"among": "X99000001"}, {"place": "X1"})
    ]

    assert answers == [404, 404, 404]


@pytest.mark.parametrize("layout", ["odd-r", "even-r", "odd-q", "even-q"])
@pytest.mark.parametrize("north", [2, 3])
def test_a_map_of_hexagons_goes_out_as_it_came_in(world, layout, north):
    where = {"X99000001": (0, 0), "X99000002": (1, 1), "X99000003": (2, north)}
    hexes = {code: {"n": code, "q": q, "r": r} for code, (q, r) in where.items()}
    sent = {"layout": layout, "hexes": hexes}
    found = read_any(json.dumps(sent).encode(), Wanted("trees", "Trees", "", "district"))
    actions.import_places(people.system(), layout=found.layout)

    told = anyone.get("/maps/trees/hexjson").json()

    assert told == sent


def test_squares_go_out_as_pushed_rows_and_places_without_a_middle_have_no_point(world):
    squares = anyone.get("/maps/london-boroughs/hexjson").json()
    features = anyone.get("/maps/london-boroughs/geojson").json()
    told = anyone.get("/maps/london-boroughs").json()

    assert told["shape"] == MapShape.SQUARE
    assert len(told["tiles"]) == len(squares["hexes"]) == len(features["features"]) == 33
    assert squares["layout"] in {"odd-r", "even-r"}
    assert squares["hexes"]["E09000010"]["r"] > squares["hexes"]["E09000008"]["r"]
    assert features["features"][0]["geometry"] is None


def test_a_map_that_is_not_there_is_not_found(world):
    answers = [anyone.get(f"/maps/{path}").status_code for path in ("none", "none/hexjson", "none/geojson")]

    assert answers == [404, 404, 404]
