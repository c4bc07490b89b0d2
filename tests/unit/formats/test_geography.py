"""Outlines and hexagons of places, and files that are neither."""

import json
from datetime import date

import pytest

from headway.formats.errors import Unreadable
from headway.formats.geography import Hexagon, HexLayout, Properties, read_geojson, read_hexjson

SQUARE = [[-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.6], [-0.2, 51.5]]


def feature(code="E09000007", name="Camden", geometry=None, **more):
    shape = geometry or {"type": "Polygon", "coordinates": [SQUARE]}
    return {"type": "Feature", "properties": {"LAD23CD": code, "LAD23NM": name, **more}, "geometry": shape}


def geojson(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def codes_of(call, *arguments):
    with pytest.raises(Unreadable) as refused:
        call(*arguments)
    return [problem.code for problem in refused.value.problems]


def test_outlines_are_read_with_code_name_and_dates_by_code():
    islands = {
        "type": "MultiPolygon",
        "coordinates": [[SQUARE], [[[0, 50], [1, 50], [1, 51, 12.5], [0, 50]]]],
    }
    data = geojson(
        feature("W06000015", "Cardiff", islands), feature(valid_from="1974-04-01", valid_to="2023-03-31")
    )

    camden, cardiff = read_geojson(data)

    assert (camden.code, camden.name) == ("E09000007", "Camden")
    assert (camden.valid_from, camden.valid_to) == (date(1974, 4, 1), date(2023, 3, 31))
    assert camden.polygons == ((tuple(map(tuple, SQUARE)),),)
    assert [len(polygon) for polygon in cardiff.polygons] == [1, 1]
    assert cardiff.polygons[1][0][2] == (1.0, 51.0)  # the height is left aside


def test_a_person_may_say_which_properties_hold_code_and_name():
    data = geojson(feature(ward="E05000128", title="Belsize"))

    found = read_geojson(data, Properties(code="ward", name="title"))

    assert (found[0].code, found[0].name) == ("E05000128", "Belsize")


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (feature(code=""), "feature_without_code"),
        (feature(name=" "), "feature_without_name"),
        (feature(geometry={"type": "Point", "coordinates": [0, 51]}), "no_area"),
        (feature(geometry={"type": "Polygon", "coordinates": [SQUARE[:3]]}), "open_ring"),
        (feature(geometry={"type": "Polygon", "coordinates": [[[1, "a"]] * 4]}), "not_point"),
        (feature(geometry={"type": "Polygon", "coordinates": [[[529090, 179645]] * 4]}), "not_degrees"),
        (feature(geometry={"type": "Polygon", "coordinates": []}), "no_area"),
        (feature(valid_from="last year"), "not_a_day"),
        ("no feature", "not_feature"),
    ],
)
def test_a_feature_that_is_no_place_is_named_by_its_number(one, code):
    data = geojson(feature("E09000001"), one)

    with pytest.raises(Unreadable) as refused:
        read_geojson(data)

    assert [(problem.code, problem.row) for problem in refused.value.problems] == [(code, 2)]


def test_metres_and_codes_that_stand_twice_are_refused():
    grid = geojson(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}})
    wgs = geojson(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}})

    assert codes_of(read_geojson, grid) == ["not_degrees"]
    assert codes_of(read_geojson, geojson(feature(), feature())) == ["feature_twice"]
    assert len(read_geojson(wgs)) == 1


def test_hexagons_are_read_with_their_layout_by_code():
    hexes = {"E14000540": {"n": "Barking", "q": 4, "r": -3}, "E14000530": {"q": -5, "r": 6}}
    data = json.dumps({"layout": "odd-r", "hexes": hexes}).encode()

    found = read_hexjson(data)

    assert found.layout is HexLayout.ODD_ROWS
    assert found.hexagons == (
        Hexagon("E14000530", "E14000530", -5, 6),
        Hexagon("E14000540", "Barking", 4, -3),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"layout": "odd-r", "hexes": {}}, "not_hexjson"),
        ({"layout": "diamond", "hexes": {"a": {"q": 1, "r": 1}}}, "hex_layout"),
        ({"layout": "odd-q", "hexes": {"a": {"q": 1.5, "r": 1}}}, "hex_spot"),
        ({"layout": "odd-q", "hexes": {"a": {"q": True, "r": 1}}}, "hex_spot"),
        ({"layout": "odd-q", "hexes": {"a": 5}}, "hex_spot"),
        ({"layout": "odd-q", "hexes": {"a": {"q": 1, "r": 1}, "b": {"q": 1, "r": 1}}}, "hex_taken"),
        ([1, 2], "not_hexjson"),
    ],
)
def test_what_is_no_map_of_hexagons_is_refused(content, code):
    data = json.dumps(content).encode()

    assert codes_of(read_hexjson, data) == [code]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 200_000, "json_too_deep"),
        (b"[" * 5_000_000, "json_too_big"),
        (b"[" + b"{}," * 2_000_000 + b"0]", "json_too_big"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "not_finite"),
        (b'{"features": [1e999]}', "number_too_large"),
        (b"[" + b"9" * 10_000 + b"]", "not_json"),
        (b'{"type": "Feature', "not_json"),
        (b'{"a": "\xff"}', "not_utf8"),
        (b'{"type": "Feature"}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "no_features"),
    ],
)
def test_hostile_or_damaged_json_is_refused_before_it_fills_the_memory(data, code):
    assert codes_of(read_geojson, data) == [code]
