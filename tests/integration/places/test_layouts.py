"""Maps of tiles: shipped, from tables, from hexagons and from outlines; stored whole or not at all."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.formats.errors import Unreadable
from headway.kernel import log
from headway.kernel.errors import Invalid, Missing
from headway.places import actions, queries
from headway.places.analysis import NewLayout, Wanted, read_any, read_layout, spread, uk_layouts
from headway.places.choices import MapShape
from headway.places.models import Place, Tile
from tests import builders_people as build

MAP = Wanted("example", "Example map", "Drawn by hand", "district")
reader = build.reader


def hexes(layout="odd-r", **places):
    said = {code: {"n": f"Place {code}", "q": q, "r": r} for code, (q, r) in places.items()}
    return json.dumps({"layout": layout, "hexes": said}).encode()


def square(code, east, north, size=1.0):
    corners = [[east, north], [east + size, north], [east + size, north + size], [east, north + size]]
    geometry = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    properties = {"LAD23CD": code, "LAD23NM": f"Place {code}"}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def outlines(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def cells(tiles):
    return {tile.code: (tile.column, tile.row) for tile in tiles}


# --- reading, without a database ---


@pytest.mark.parametrize("layout", uk_layouts(), ids=lambda layout: layout.code)
def test_a_shipped_map_has_no_tile_alone_but_the_one_across_the_sea(layout):
    taken = {(tile.column, tile.row): tile.code for tile in layout.tiles}

    alone = [
        code
        for (x, y), code in taken.items()
        if not any((x + a, y + b) in taken for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b)
    ]

    assert len(taken) == len(layout.tiles)
    assert alone in ([], ["N92000002"])


def test_the_shipped_maps_keep_north_above_south_and_west_before_east():
    uk, london = (cells(layout.tiles) for layout in uk_layouts())

    scotland, wales, london_region, south_west = (
        uk[code] for code in ("S92000003", "W92000004", "E12000007", "E12000009")
    )
    enfield, croydon, hillingdon, havering = (
        london[code] for code in ("E09000010", "E09000008", "E09000017", "E09000016")
    )
    assert scotland[1] < wales[1] < london_region[1] == south_west[1]
    assert wales[0] < london_region[0]
    assert enfield[1] < croydon[1]
    assert hillingdon[0] < havering[0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("X99000001,,1", "row 2, column column: '': a whole number"),
        ("X99000001,1,200", "row 2, column row: '200': a whole number"),
        ("X99000001,-1,2", "row 2, column column: '-1': a whole number"),
        ("X99000001,one,2", "row 2, column column: 'one': a whole number"),
        ("X99000001,1,2\nX99000002,1,2", "row 3, column column: '1': another cell: X99000001 stands there"),
        ("X99000001,1,2\nX99000001,1,3", "row 3, column code: 'X99000001': each place once"),
    ],
)
def test_a_tile_that_cannot_be_used_names_itself(line, says):
    with pytest.raises(Unreadable) as refused:
        read_layout(f"code,column,row\n{line}\n".encode())

    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("layout", "north", "shape", "pushed"),
    [
        ("odd-r", 2, MapShape.ODD_ROWS, {"B"}),
        ("odd-r", 3, MapShape.EVEN_ROWS, {"B"}),
        ("even-r", 2, MapShape.EVEN_ROWS, {"A"}),
        ("even-r", 3, MapShape.ODD_ROWS, {"A"}),
    ],
)
def test_rows_of_hexagons_turn_round_and_the_same_ones_stay_pushed(layout, north, shape, pushed):
    found = read_any(hexes(layout, A=(0, 0), B=(0, 1), C=(5, north)), MAP).layout

    rows = {tile.code: tile.row for tile in found.tiles}
    odd = found.shape is MapShape.ODD_ROWS
    assert found.shape is shape
    assert rows["C"] == 0
    assert rows["A"] == rows["B"] + 1
    assert {code for code in "AB" if (rows[code] % 2 == 1) == odd} == pushed


@pytest.mark.parametrize(("layout", "west", "shape"), [
    ("odd-q", 0, MapShape.EVEN_COLUMNS), ("odd-q", 1, MapShape.ODD_COLUMNS),
    ("even-q", 0, MapShape.ODD_COLUMNS), ("even-q", -1, MapShape.EVEN_COLUMNS),
])  # fmt: skip
def test_columns_pushed_north_leave_the_others_south(layout, west, shape):
    found = read_any(hexes(layout, A=(west, 0), B=(west + 1, 0)), MAP).layout

    assert found.shape is shape
    assert cells(found.tiles) == {"A": (0, 0), "B": (1, 0)}


def test_outlines_become_tiles_in_the_order_of_the_land():
    north_west, south_east, north_east = square("X1", 0, 52), square("X2", 3, 50), square("X3", 3, 52)

    found = read_any(outlines(south_east, north_west, north_east), MAP).layout

    where = cells(found.tiles)
    assert where["X1"][0] < where["X3"][0]
    assert where["X3"][1] < where["X2"][1]
    middle = {place.code: (place.longitude, place.latitude) for place in found.places}
    assert middle["X1"] == pytest.approx((0.5, 52.5))


def test_an_island_far_out_does_not_pull_the_middle_into_the_sea():
    main, island = square("X1", 0, 50), square("X1", 20, 55, size=0.1)
    main["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [main["geometry"]["coordinates"], island["geometry"]["coordinates"]],
    }

    place = read_any(outlines(main), MAP).layout.places[0]

    assert (place.longitude, place.latitude) == pytest.approx((0.5, 50.5))


LAND = st.dictionaries(
    st.text("ABCDEFGHIJ", min_size=1, max_size=3),
    st.tuples(st.floats(-8, 2), st.floats(50, 60)),
    min_size=1,
    max_size=30,
)


@given(LAND, st.floats(-3, 3))
@settings(max_examples=60)
def test_every_place_has_its_own_tile_wherever_the_land_lies(middles, east):
    moved = {code: (x + east, y) for code, (x, y) in middles.items()}

    here, there = spread(middles), spread(moved)

    assert {tile.code for tile in here} == set(middles)
    assert len({(tile.column, tile.row) for tile in here}) == len(middles)
    assert len({(tile.column, tile.row) for tile in there}) == len(middles)
    assert min(tile.column for tile in here) == min(tile.row for tile in here) == 0


def test_places_on_a_grid_keep_it():
    middles = {f"X{x}{y}": (x * 1.0, -y * 0.6) for x in range(6) for y in range(5)}

    where = cells(spread(middles))

    for y in range(5):
        row = [where[f"X{x}{y}"][0] for x in range(6)]
        assert row == sorted(row)
    for x in range(6):
        column = [where[f"X{x}{y}"][1] for y in range(5)]
        assert column == sorted(column)


def test_a_map_of_too_many_outlines_is_refused():
    with pytest.raises(Unreadable, match="at most 1000 places"):
        spread({str(number): (number * 0.01, 50.0) for number in range(1001)})


# --- storing ---


@pytest.mark.django_db
def test_a_map_brings_its_places_and_a_later_one_takes_its_place():
    first = read_any(hexes(X99000001=(0, 0), X99000002=(1, 0)), MAP)
    later = read_any(hexes(X99000002=(0, 0), X99000001=(1, 1)), MAP)
    added = actions.import_places(build.system(), layout=first.layout)
    assert not queries.brings_news(first)
    assert queries.brings_news(later)

    again = actions.import_places(build.system(), layout=later.layout)

    kept = queries.layout(reader(), code="example")
    assert (added, again) == (2, 0)
    assert [(tile.code, tile.column, tile.row) for tile in kept.tiles] == [
        ("X99000001", 1, 0),
        ("X99000002", 0, 1),
    ]
    assert (kept.name, kept.source, kept.shape) == ("Example map", "Drawn by hand", MapShape.EVEN_ROWS)
    assert Tile.objects.count() == 2


@pytest.mark.django_db
def test_a_map_with_a_place_that_is_not_here_is_refused_whole():
    found = read_any(hexes(X99000001=(0, 0)), Wanted("example", "Example map"))
    before = log.head()

    with pytest.raises(Unreadable, match="'X99000001': the code of a place that is here; give a tier"):
        actions.import_places(build.system(), layout=found.layout)

    assert log.head() == before
    assert not Place.objects.exists()
    with pytest.raises(Missing):
        queries.layout(reader(), code="example")


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "Two Words", "../up"])
def test_a_map_needs_a_code_that_an_address_can_hold(code):
    with pytest.raises(Invalid):
        actions.import_places(build.system(), layout=NewLayout(code=code, name="Map", tiles=()))


@pytest.mark.django_db
def test_a_map_keeps_the_name_of_a_known_place_and_learns_where_it_lies():
    actions.load_uk_places(build.system())
    found = read_any(
        outlines(square("E09000007", -0.2, 51.5, 0.1), square("E09000012", -0.1, 51.5, 0.1)), MAP
    )

    added = actions.import_places(build.system(), layout=found.layout)

    camden = queries.place(reader(), code="E09000007")
    assert added == 0
    assert camden.name == "Camden"
    assert (camden.longitude, camden.latitude) == pytest.approx((-0.15, 51.55))


@pytest.mark.django_db
def test_the_map_for_some_places_is_the_one_that_shows_most_of_them():
    actions.load_uk_places(build.system())
    boroughs = [row.key for row in queries.places(reader(), tier="london-borough")]
    regions = [row.key for row in queries.places(reader(), tier="region")]

    found = [queries.layout_of(reader(), places=keys) for keys in (boroughs, regions, boroughs[:1], [])]

    assert [each and each.code for each in found] == ["london-boroughs", "uk-nations-and-regions", None, None]


@pytest.mark.django_db
def test_the_united_kingdom_is_whole_only_with_its_maps():
    actions.load_uk_places(build.system())
    assert queries.uk_is_here()
    Tile.objects.filter(place__code="E09000007").delete()

    whole = queries.uk_is_here()

    assert not whole
