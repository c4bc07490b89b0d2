"""Pictures of studies, of power and of chance: every word inside, every number in the table."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.look.charts import (
    ChanceChart,
    CurveChart,
    NotDrawableError,
    Row,
    RowChart,
    RowKind,
    Sheet,
    chance,
    curve,
    rows,
)
from headway.look.charts.growing import Course, GrowingChart, growing
from headway.look.charts.labels import KeyRow
from tests.unit.look.reading import Drawn

KEY = (KeyRow("one", "one study"), KeyRow("all", "together"), KeyRow("next", "next"), KeyRow("far", "far"))


def sheet(width=720, **more):
    return Sheet(key="k", title="What each study found", description="Studies", width=width, **more)


def studies(count=3, name="A city, 2019"):
    each = tuple(
        Row(f"{name} {at}", 0.1 * at, 0.1 * at - 0.3, 0.1 * at + 0.3, weight=0.5) for at in range(count)
    )
    both = (
        Row("All together", 0.1, 0.0, 0.2, RowKind.ALL),
        Row("In the next place", None, -0.4, 0.6, RowKind.NEXT),
    )
    return (*each, Row("Far away", 2.0, kind=RowKind.FAR), *both)


@pytest.mark.parametrize("width", [720, 288])
def test_each_kind_of_row_has_its_own_mark_and_stands_in_the_table(width):
    found = rows(RowChart(sheet=sheet(width), rows=studies(), band=(-0.1, 0.1), axis="Points", key=KEY))

    assert [row[0] for row in found.table.rows][-2:] == ["All together", "In the next place"]
    assert found.table.rows[-1][1:] == (None, -0.4, 0.6)
    assert found.svg.count("<polygon") == 2  # the diamond and its sample in the key
    assert "mark-different" in found.svg


@pytest.mark.parametrize(("ends", "lines"), [((None, None), 0), ((-0.2, 0.4), 2)])
def test_the_sample_of_a_square_has_the_line_that_its_rows_have(ends, lines):
    one = Row("Age", 0.1, *ends)
    bare = rows(RowChart(sheet=sheet(), rows=(one,), reference=None)).svg.count("<polyline")

    keyed = rows(RowChart(sheet=sheet(), rows=(one,), reference=None, key=KEY[:1])).svg.count("<polyline")

    assert (keyed - bare) * 2 == lines


@given(
    names=st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=12),
    width=st.sampled_from([720, 288]),
)
@settings(max_examples=30)
def test_no_word_leaves_the_picture_whatever_the_names(names, width):
    drawn = tuple(Row(name, float(at), at - 1.0, at + 1.0) for at, name in enumerate(names))

    found = rows(RowChart(sheet=sheet(width), rows=drawn, axis="Points"))

    assert Drawn(found.svg).faults() == []


@pytest.mark.parametrize("width", [720, 288])
def test_the_plan_is_marked_on_the_curve_and_what_matters_is_a_line(width):
    points = tuple((float(n), 3.0 / n**0.5) for n in range(20, 400, 20))
    chart = CurveChart(
        sheet=sheet(width), points=points, x_axis="People", y_axis="Effect", mark=(100.0, 0.3, "100 people: 0.3"), level=(0.2, "matters from 0.2")
    )  # fmt: skip

    found = curve(chart)

    assert "mark-goal" in found.svg
    assert "100 people: 0.3" in found.svg
    assert "matters from 0.2" in found.svg
    assert found.table.rows == points


def test_words_without_room_go_into_the_key():
    chart = CurveChart(
        sheet=sheet(288),
        points=((1.0, 1.0), (2.0, 0.5)),
        x_axis="n",
        y_axis="e",
        mark=(1.0, 1.0, "a plan with very many words around it that fit nowhere"),
    )

    assert "a plan with" in curve(chart).svg


def test_what_was_seen_stands_among_what_chance_gives():
    bins = tuple((at / 10, (at + 1) / 10, 30 - abs(at)) for at in range(-10, 10))

    found = chance(ChanceChart(sheet=sheet(), bins=bins, seen=1.3, seen_said="seen: 1.3", axis="Effect"))

    assert "seen: 1.3" in found.svg
    assert found.svg.count("<rect") == 20
    assert found.table.rows[0] == (-1.0, -0.9, 20.0)


@pytest.mark.parametrize("width", [720, 288])
def test_counts_that_grow_are_named_at_the_end_of_their_lines(width):
    days = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 2))
    said = (("raised", (0, 9, 12), "plain"), ("answered", (0, 4, 4), "path"), ("fixed", (0, 4, 4), "strong"))
    chart = GrowingChart(
        sheet=sheet(width, unit="barriers so far"), days=days, periods=("January", "February", "now"),
        courses=tuple(Course(*each) for each in said), head="By",
    )  # fmt: skip

    found = growing(chart)

    assert Drawn(found.svg).faults() == []
    assert all(each in found.svg for each in ("raised", "answered", "fixed"))
    assert found.table.columns == ("By", "Raised", "Answered", "Fixed")
    assert found.table.rows[-1] == ("now", 12, 4, 4)


def test_nothing_to_draw_is_a_sentence():
    for found in (
        rows(RowChart(sheet=sheet(), rows=())),
        curve(CurveChart(sheet=sheet(), points=(), x_axis="n", y_axis="e")),
        chance(ChanceChart(sheet=sheet(), bins=(), seen=0.0, seen_said="")),
        growing(GrowingChart(sheet=sheet(), days=(), periods=(), courses=(), head="By")),
    ):
        assert "No figures yet" in found.svg


def test_what_is_not_finite_is_not_drawn():
    with pytest.raises(NotDrawableError):
        rows(RowChart(sheet=sheet(), rows=(Row("a", float("inf")),)))
    with pytest.raises(NotDrawableError):
        curve(CurveChart(sheet=sheet(), points=((1.0, float("nan")),), x_axis="n", y_axis="e"))


def test_a_row_without_a_number_says_so():
    found = rows(RowChart(sheet=sheet(), rows=(Row("Kept back", None), Row("Seen", 1.0))))

    assert "no figure" in found.svg
