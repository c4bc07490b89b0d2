"""Every picture: readable words, title, description, and a table with the same numbers."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from headway.look.charts import (
    NotDrawableError,
    Note,
    Point,
    SpcChart,
    Special,
    TileChart,
    palette,
    spc,
    tiles,
)
from tests.unit.look.reading import Drawn
from tests.unit.look.samples import KINDS, Sample, any_sample, draw, grid_of

HOSTILE = "</title><script>alert(1)</script> & \"quoted\" 'single' \x00\ud800 ]]>"


@pytest.mark.parametrize("kind", KINDS)
@given(sample=any_sample())
@settings(max_examples=40)
def test_no_word_leaves_the_picture_or_touches_another_whatever_the_series(kind, sample):
    picture = draw(kind, sample)

    faults = Drawn(picture.svg).faults()

    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_has_a_title_and_a_description_that_name_it(kind):
    drawn = Drawn(draw(kind, Sample()).svg)

    title, description = drawn.first("title"), drawn.first("desc")

    assert title.text == "Adults who eat well every day"
    assert description.text == "The last value is inside the usual range."
    assert drawn.root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert drawn.root.get("role") == ("group" if kind == "tiles" else "img")
    assert drawn.root.get("viewBox") == f"0 0 760 {drawn.root.get('height')}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_holds_every_value_that_is_drawn_and_none_that_is_missing(kind):
    sample = Sample()

    table = draw(kind, sample).table

    values = (
        [cell for row in table.rows for cell in row[1:]]
        if kind == "tiles"
        else [row[1] for row in table.rows]
    )
    places = 9 if kind == "tiles" else 1
    assert values[: len(sample.values) * places] == list(sample.values) * places
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_stay_words(kind):
    sample = Sample(
        label=HOSTILE, text=HOSTILE, title=HOSTILE, description=HOSTILE, key='x" onload="alert(1)'
    )

    drawn = Drawn(draw(kind, sample).svg)

    tags = {e.tag.split("}")[1] for e in drawn.root.iter()}
    assert "script" not in tags
    assert not [name for e in drawn.root.iter() for name in e.attrib if name.startswith("on")]
    assert "</title><script>" in drawn.first("title").text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [288, 760])
def test_a_strict_policy_has_nothing_to_refuse(kind, width):
    svg = draw(kind, Sample(width=width)).svg

    forbidden = re.findall(r"<style|style=|<script|javascript:|<foreignObject|<image|<use", svg)

    assert forbidden == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_figures_give_the_same_bytes(kind):
    one, other = draw(kind, Sample()), draw(kind, Sample())

    assert one == other


@pytest.mark.parametrize("kind", KINDS)
def test_a_series_without_any_figure_says_so(kind):
    drawn = Drawn(draw(kind, replace(Sample(values=(None, None)), extra={})).svg)

    faults = drawn.faults()

    assert faults == []
    if kind in {"spc", "run", "sparkline", "tiles"}:
        assert any("No figures yet" in said for said in drawn.words)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_value_that_is_not_finite_is_refused(kind, bad):
    sample = Sample(values=(1.0, bad, 2.0))

    with pytest.raises(NotDrawableError):
        draw(kind, sample)


def test_a_gap_breaks_the_line_and_draws_no_point():
    drawn = Drawn(draw("fan", Sample(values=(1.0, 2.0, None, 4.0, 5.0))).svg)

    dots = drawn.with_class("mark-common") + drawn.with_class("mark-hollow")

    assert len(dots) == 4
    lines = [e for e in drawn.all("polyline") if e.get("stroke") == palette.EDGE and e.get("class") is None]
    assert [len(e.get("points").split()) for e in lines if len(e.get("points").split()) == 2].count(2) >= 2


def test_signals_differ_in_shape_hue_and_letter():
    sample = Sample(specials=(Special.IMPROVEMENT_HIGH, Special.CONCERN_HIGH, Special.NEUTRAL_LOW))

    drawn = Drawn(draw("spc", sample).svg)

    shapes = {
        e.get("class"): e.get("fill") for e in drawn.root.iter() if (e.get("class") or "").startswith("mark-")
    }
    assert {"mark-better_up", "mark-worse", "mark-different"} <= set(shapes)
    assert shapes["mark-better_up"] != shapes["mark-worse"]
    letters = {said.split()[0] for said in drawn.words if " unusually" in said}
    assert letters == {"H+", "H!", "L"}


def test_a_rebase_gives_its_reason_and_its_own_limits():
    drawn = Drawn(draw("spc", Sample(notes=0, text="Counted by child")).svg)

    limits = drawn.with_class("line-limit")

    assert len(limits) == 4
    assert any("Counted by child" in said for said in drawn.words)
    assert any("trial limits" in said for said in drawn.words)


def test_points_known_before_the_path_are_hollow_and_an_amended_path_is_dashed():
    drawn = Drawn(draw("trajectory", Sample()).svg)

    hollow, old = drawn.with_class("mark-hollow"), drawn.with_class("line-old-path")

    assert len(hollow) == 3 + 1  # and one in the key
    assert old[0].get("stroke-dasharray")
    assert len(drawn.with_class("line-deviation")) == 6


def test_tiles_stand_where_the_places_lie_whatever_their_values():
    low = Sample()
    high = Sample(values=tuple(v and -v for v in low.values))
    mixed = tuple(reversed(grid_of(low)))[:4] + grid_of(high)[:5]

    drawn = [Drawn(tiles(TileChart(sheet=low.sheet, tiles=t)).svg) for t in (grid_of(low), mixed)]

    orders = [[a.get("href") for a in d.all("a")] for d in drawn]
    grounds = [[(e.get("x"), e.get("y")) for e in d.with_class("tile-ground")] for d in drawn]
    assert orders[0] == orders[1] == [f"/places/p{i}/" for i in range(9)]
    assert grounds[0] == grounds[1]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//elsewhere.example", "data:text/html,x", " /x", "/\\x"]
)
def test_a_link_that_could_run_a_script_or_leave_unseen_is_no_link(href):
    tile = replace(grid_of(Sample())[0], href=href)

    drawn = Drawn(tiles(TileChart(sheet=Sample().sheet, tiles=(tile,))).svg)

    assert drawn.all("a") == []


def test_two_places_in_one_cell_are_refused():
    tile = grid_of(Sample())[0]

    with pytest.raises(NotDrawableError, match="one cell"):
        tiles(TileChart(sheet=Sample().sheet, tiles=(tile, replace(tile, name="Other"))))


def test_words_stand_out_from_the_paper_and_from_the_bands():
    grounds = (palette.PAPER, palette.BAND)

    text = min(palette.contrast(c, g) for c in palette.TEXT_COLOURS for g in grounds[:1])
    marks = min(palette.contrast(c, g) for c in palette.MARK_COLOURS for g in grounds)

    assert text >= 4.5
    assert marks >= 3.0
    assert min(palette.contrast(c, palette.BAND) for c in (palette.INK, palette.GREY)) >= 4.5


def test_the_two_signal_hues_differ_in_grey_print():
    better, worse = palette.luminance(palette.BETTER), palette.luminance(palette.WORSE)

    assert worse > 2 * better


def test_a_picture_for_a_phone_has_its_own_ids():
    chart = SpcChart(sheet=Sample().sheet, segments=Sample().segments)

    wide, narrow = spc(chart), spc(replace(chart, sheet=chart.sheet.narrow()))

    assert [Drawn(p.svg).width for p in (wide, narrow)] == [760, 288]
    assert [Drawn(p.svg).first("title").get("id") for p in (wide, narrow)] == [
        "chart-title",
        "chart-narrow-title",
    ]
    assert wide.table == narrow.table


def test_a_point_without_a_value_stays_without_one():
    point = Point(Sample().day(0), "2015", None)

    assert point.value is None


@pytest.mark.parametrize("kind", ["spc", "trajectory", "fan", "outlook", "run"])
@given(sample=any_sample())
@settings(max_examples=25)
def test_the_goal_and_every_note_are_always_said(kind, sample):
    plain = replace(sample, label="goal", text="Charter adopted")

    drawn = Drawn(draw(kind, plain).svg)

    said = " ".join(drawn.words)
    if plain.known or kind not in {"spc", "run"}:
        assert "goal" in said
        assert all(f"Charter adopted {i}" in said for i in range(plain.notes))


def test_a_label_over_another_would_be_found():
    drawn = Drawn(draw("fan", Sample()).svg)
    text = drawn.all("text")[0]
    twin = ET.SubElement(drawn.root, text.tag, text.attrib)
    twin.text = text.text

    faults = drawn.faults()

    assert faults == [f"{text.text!r} touches {text.text!r}"]


def test_a_clipped_label_would_be_found():
    drawn = Drawn(draw("fan", Sample()).svg)
    drawn.all("text")[-1].set("x", "755")

    faults = drawn.faults()

    assert any("leaves the picture" in fault for fault in faults)


@pytest.mark.parametrize("kind", ["spc", "trajectory", "fan", "outlook", "run"])
def test_a_note_stands_in_the_table_beside_the_value_it_concerns(kind):
    sample = Sample(notes=1, text="Charter adopted")

    table = draw(kind, sample).table

    assert table.columns[-1] == "Note"
    assert table.rows[0][-1] == "Charter adopted 0"


def test_a_long_number_is_written_whole_on_a_phone():
    sample = Sample(values=(-1_250_000.0, -1_900_000.0), width=288, target=-1_000_000.0)

    drawn = Drawn(draw("spc", sample).svg)

    assert "−1,900,000" in drawn.words


def test_what_finds_no_room_at_the_end_of_the_plot_is_said_in_the_key():
    words = "a goal that takes very many words to say because nobody could agree on fewer words for it in the board"
    sample = Sample(label=words, width=288)

    drawn = Drawn(draw("spc", sample).svg)

    assert "on fewer words for it in the board" in " ".join(drawn.words)


def test_a_note_after_the_last_value_is_still_said():
    sample = Sample(notes=0)
    late = Note(date(2031, 5, 1), "Charter ended")
    chart = SpcChart(sheet=sample.sheet, segments=sample.segments, notes=(late,))

    drawn = Drawn(spc(chart).svg)

    assert "May 2031: Charter ended" in drawn.words
