"""The graph of a theory of change: words whole, boxes apart, links clear of boxes, few crossings."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.look.charts import NotDrawableError, Sheet
from headway.look.charts.layers import crossings, ordered, placed
from headway.look.charts.logic import logic
from headway.look.charts.logic_plan import LogicArrow, LogicBox, LogicChart, Plan
from headway.look.charts.svg import Box
from tests.unit.look.reading import Drawn

STRENGTHS = ("An assertion", "Lived experience", "Early studies", "One causal study", "Several studies")
HEADINGS = ("What goes in", "What is done", "What comes of it", "Lasting changes", "The mission")


def chart(boxes: list[LogicBox], arrows: list[LogicArrow], width: int = 960) -> LogicChart:
    sheet = Sheet(key="logic", title="Food", description="How it works", width=width)
    words = {"urgent": "All rests on it", "contested": "Somebody objects", "less": "More means less"}
    return LogicChart(
        sheet=sheet,
        columns=HEADINGS,
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        strengths=STRENGTHS,
        **words,
    )


WORDS = st.text(st.sampled_from("abcdefgh WMÔé-0"), min_size=1, max_size=120) | st.just("W" * 200)


@st.composite
def charts(draw: st.DrawFn) -> LogicChart:
    """Any boxes with any links: back, over many columns, inside one column."""
    count = draw(st.integers(1, 12))
    columns = st.none() | st.integers(0, 4)
    boxes = [
        LogicBox(str(n), draw(WORDS), draw(columns), draw(st.sampled_from(["", "Risk"])), draw(st.booleans()))
        for n in range(count)
    ]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda e: e[0] != e[1])
    pairs = draw(st.lists(ends, unique=True, max_size=18)) if count > 1 else []
    marks = st.booleans()
    arrows = [
        LogicArrow(str(a), str(b), draw(st.integers(0, 4)), "so", draw(marks), draw(marks), draw(marks))
        for a, b in pairs
    ]
    return chart(boxes, arrows)


def rectangles(drawn: Drawn) -> list[Box]:
    found = []
    for each in [*drawn.with_class("box"), *drawn.with_class("box-strong")]:
        x, y, wide, high = (float(each.get(name)) for name in ("x", "y", "width", "height"))
        found.append(Box(x, y, x + wide, y + high))
    return found


@settings(max_examples=40)
@given(charts())
def test_no_word_is_cut_covered_or_outside_and_no_box_touches_another(made):
    drawn = Drawn(logic(made).svg)

    boxes = rectangles(drawn)
    assert drawn.faults() == []
    assert not [text for text in drawn.words if text.endswith("…")]
    assert not [1 for one, other in combinations(boxes, 2) if one.touches(other)]
    assert all(box.left >= 0 and box.right <= drawn.width and box.bottom <= drawn.height for box in boxes)


@settings(max_examples=40)
@given(charts())
def test_every_word_of_every_step_is_there(made):
    drawn = Drawn(logic(made).svg)

    said = "".join("".join(drawn.words).split())
    assert all("".join(box.text.split()) in said for box in made.boxes)


@settings(max_examples=40)
@given(charts())
def test_links_pass_between_boxes_never_over_them(made):
    plan = Plan.of(made)
    boxes = rectangles(Drawn(logic(made).svg))

    for at in range(len(made.arrows)):
        spots = plan.way(at, made)
        level = [(a, b) for a, b in pairwise(spots) if a[1] == b[1]]
        for (x0, y0), (x1, _y1) in level:  # the stretches that pass a column
            lane = Box(min(x0, x1), y0 - 3, max(x0, x1), y0 + 3)
            assert not [box for box in boxes if box.touches(lane)]


@st.composite
def layers(draw: st.DrawFn) -> tuple[list[list[int]], list[tuple[int, int]]]:
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=4))
    columns, first = [], 0
    for size in sizes:
        columns.append(list(range(first, first + size)))
        first += size
    edges = [
        edge
        for left, right in pairwise(columns)
        for edge in draw(st.lists(st.tuples(st.sampled_from(left), st.sampled_from(right)), unique=True))
    ]
    return columns, edges


def crossing_pairs(columns: list[list[int]], edges: list[tuple[int, int]]) -> int:
    """Count by looking at every pair."""
    row = {box: at for column in columns for at, box in enumerate(column)}
    home = {box: at for at, column in enumerate(columns) for box in column}
    return sum(
        home[a] == home[c] and (row[a] - row[c]) * (row[b] - row[d]) < 0
        for (a, b), (c, d) in combinations(edges, 2)
    )


@given(layers())
def test_crossings_are_counted_as_by_looking_at_every_pair(made):
    columns, edges = made

    assert crossings(columns, edges) == crossing_pairs(columns, edges)


@given(layers())
def test_an_order_keeps_every_box_in_its_column_and_never_crosses_more(made):
    columns, edges = made

    better = ordered(columns, edges)

    assert [sorted(column) for column in better] == columns
    assert crossings(better, edges) <= crossings(columns, edges)


@given(layers(), st.data())
def test_boxes_keep_their_order_and_their_air(made, data):
    columns, edges = made
    heights = {box: data.draw(st.floats(10, 90)) for column in columns for box in column}

    middle = placed(columns, heights, edges, 18)

    for column in columns:
        for one, other in pairwise(column):
            room = middle[other] - heights[other] / 2 - middle[one] - heights[one] / 2
            assert room >= 18 - 1e-6


def test_a_tangle_that_can_be_undone_is_undone():
    columns, edges = [[0, 1, 2], [3, 4, 5]], [(0, 5), (1, 4), (2, 3)]

    assert crossings(ordered(columns, edges), edges) == 0


def test_the_same_theory_gives_the_same_picture_and_the_same_links_as_a_table():
    boxes = [LogicBox("a", "Cook", 1), LogicBox("b", "Eats well", 3, strong=True)]

    made = chart(boxes, [LogicArrow("a", "b", 2, "If they come")])

    picture = logic(made)
    assert picture.svg == logic(made).svg
    assert picture.table.rows == (("Cook", "Eats well", "Early studies"),)
    assert "If they come" in picture.svg
    assert Drawn(picture.svg).words.count("Early studies") == 1  # the key says what is drawn
    assert "An assertion" not in Drawn(picture.svg).words  # and nothing else


def test_an_assumption_stands_before_what_it_leads_to():
    boxes = [LogicBox("a", "Families come", None, "Assumption"), LogicBox("b", "Meals", 2)]

    plan = Plan.of(chart(boxes, [LogicArrow("a", "b", 0, "")]))

    assert plan.column == [1, 2]


def test_a_link_to_a_box_that_is_not_there_is_refused():
    with pytest.raises(NotDrawableError):
        logic(chart([LogicBox("a", "Cook", 0)], [LogicArrow("a", "b", 0, "")]))


def test_texts_that_people_wrote_cannot_leave_their_place():
    boxes = [LogicBox("a", "</text><script>alert(1)</script>", 0), LogicBox("b", "B & B", 1)]

    svg = logic(chart(boxes, [LogicArrow("a", "b", 0, '"><b>')])).svg

    assert "<script" not in svg
    assert "<b>" not in svg
