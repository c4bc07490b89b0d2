"""Maps of tiles and funnels: where places stand follows from the land and from size, never from their figures."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.look.charts import (
    FunnelChart,
    FunnelPoint,
    MapTile,
    NotDrawableError,
    Sheet,
    TileMap,
    funnel,
    palette,
    tile_map,
)
from headway.look.charts.tilemap import GROUNDS, bins_of
from tests.unit.look.reading import Drawn

HOSTILE = "</title><script>alert(1)</script> & \"quoted\" 'single' \x00\ud800 ]]>"
WIDTHS = pytest.mark.parametrize("width", [288, 720])


def sheet(width=720, **more):
    return Sheet(key="chart", title="Damp homes", description="By name.", width=width, **more)


def tile(at, value, name=None, **more):
    return MapTile(
        name=name or f"Place {at}",
        short=f"P{at}",
        href=f"/places/P{at}/",
        col=float(at % 4),
        row=float(at // 4),
        value=value,
        said="–" if value is None else f"{value:g}%",
        **more,
    )


def chart(values, width=720, **more):
    return TileMap(
        sheet=sheet(width, **more), tiles=tuple(tile(at, value) for at, value in enumerate(values))
    )


def point(at, size, value, signal=0, **more):
    reach = 30 / size**0.5
    return FunnelPoint(
        name=f"Place {at}",
        size=size,
        value=value,
        lower=0.25 - 2 * reach,
        upper=0.25 + 2 * reach,
        outer_lower=0.25 - 3 * reach,
        outer_upper=0.25 + 3 * reach,
        signal=signal,
        **more,
    )


def places(*points, width=720):
    return FunnelChart(sheet=sheet(width, unit="%"), points=points, centre=0.25, size="Homes")


FIGURES = st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=40)


@WIDTHS
@given(values=FIGURES)
@settings(max_examples=40)
def test_no_word_of_a_map_leaves_it_or_touches_another(width, values):
    drawn = Drawn(tile_map(chart(values, width)).svg)

    assert drawn.faults() == []


def test_tiles_stand_where_the_places_lie_whatever_their_figures():
    low, high = [10.0, 20.0, None, 40.0, 15.0], [40.0, 15.0, 20.0, None, 10.0]

    corners = [
        [(e.get("x"), e.get("y")) for e in Drawn(tile_map(chart(values)).svg).with_class("tile-ground")]
        for values in (low, high)
    ]

    assert corners[0] == corners[1]


def test_the_legend_says_each_range_in_words_and_what_is_missing():
    drawn = Drawn(tile_map(chart([12.0, 18.0, 31.0, None], unit="%")).svg)

    legend = [said for said in drawn.words if "under" in said or "more" in said or "figure" in said]

    assert legend == ["under 20%", "20% to under 30%", "30% or more", "no figure"]


def test_ranges_differ_in_pattern_and_the_missing_in_its_frame():
    drawn = Drawn(tile_map(chart([12.0, 18.0, 22.0, 31.0, None])).svg)

    grounds = drawn.with_class("tile-ground")

    fills = [ground.get("fill") for ground in grounds]
    assert len(set(fills)) >= 3
    assert [ground.get("stroke-dasharray") for ground in grounds] == [None, None, None, None, "3 3"]
    assert {e.tag.split("}")[1] for pattern in drawn.all("pattern") for e in pattern} == {
        "rect",
        "circle",
        "path",
    }


def test_words_are_readable_on_every_ground():
    contrasts = [palette.contrast(palette.INK, ground) for ground in GROUNDS]

    assert min(contrasts) >= 7


def test_the_table_of_a_map_is_by_name_whatever_the_figures():
    tiles = (tile(0, 5.0, "Cedar"), tile(1, None, "Ash"), tile(2, 50.0, "Birch"))

    table = tile_map(TileMap(sheet=sheet(), tiles=tiles)).table

    assert table.rows == (("Ash", None), ("Birch", 50.0), ("Cedar", 5.0))


def test_a_map_without_any_figure_says_so():
    drawn = Drawn(tile_map(chart([None, None])).svg)

    assert "No figures yet" in drawn.words


def test_two_places_in_one_cell_of_a_map_are_refused():
    tiles = (tile(0, 1.0), replace(tile(0, 2.0), name="Other"))

    with pytest.raises(NotDrawableError, match="one cell"):
        tile_map(TileMap(sheet=sheet(), tiles=tiles))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_every_figure_falls_in_one_of_at_most_four_ranges_and_the_lowest_in_the_first(values):
    bins = bins_of(values, sheet())

    assert len(bins.edges) <= 3
    assert list(bins.edges) == sorted(set(bins.edges))
    assert bins.of(min(values)) == 0
    assert bins.of(max(values)) == len(bins.edges)


@WIDTHS
@given(
    data=st.lists(
        st.tuples(st.floats(50, 5000), st.floats(0, 1), st.sampled_from([0, 1, 2, -2])),
        min_size=1,
        max_size=30,
    )
)
@settings(max_examples=40)
def test_no_word_of_a_funnel_leaves_it_or_touches_another(width, data):
    points = [point(at, size, value, signal) for at, (size, value, signal) in enumerate(data)]

    drawn = Drawn(funnel(places(*points, width=width)).svg)

    assert drawn.faults() == []


def test_a_funnel_names_those_outside_and_the_place_in_view():
    drawn = Drawn(
        funnel(places(point(1, 500, 0.9, 2), point(2, 900, 0.25), point(3, 2000, 0.24, marked=True))).svg
    )

    assert {"Place 1", "Place 3"} <= set(drawn.words)
    assert "Place 2" not in drawn.words
    assert len(drawn.with_class("mark-different")) == 1 + 1  # and one in the key
    assert len(drawn.with_class("mark-here")) == 1
    assert "this place" in drawn.words


def test_the_table_of_a_funnel_is_by_name():
    points = (point(3, 100, 0.3), point(1, 900, 0.1, said="Below"), point(2, 50, 0.2))

    table = funnel(places(*points)).table

    assert [row[0] for row in table.rows] == ["Place 1", "Place 2", "Place 3"]
    assert table.rows[0][5] == "Below"


def test_a_funnel_of_nobody_says_so():
    drawn = Drawn(funnel(places()).svg)

    assert "No figures yet" in drawn.words


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_value_that_is_not_finite_is_refused(bad):
    with pytest.raises(NotDrawableError):
        tile_map(chart([1.0, bad]))
    with pytest.raises(NotDrawableError):
        funnel(places(point(1, 100, bad)))


def test_hostile_names_stay_words():
    hostile = replace(tile(0, 1.0), name=HOSTILE, short=HOSTILE, said=HOSTILE, full=HOSTILE)
    marked = replace(point(1, 100, 0.9, 2), name=HOSTILE, said=HOSTILE)

    drawn = [
        Drawn(picture.svg)
        for picture in (tile_map(TileMap(sheet=sheet(), tiles=(hostile,))), funnel(places(marked)))
    ]

    for each in drawn:
        assert "script" not in {e.tag.split("}")[1] for e in each.root.iter()}
