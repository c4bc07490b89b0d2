"""Funnel: places by their size, beside the limits that size and ordinary differences explain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from headway.look.charts.labels import KeyRow, key_rows
from headway.look.charts.marks import SWATCH, dot, dot_box, line, styled, swatch
from headway.look.charts.model import WORDS, Extent, Picture, Sheet, Table, Words, say
from headway.look.charts.palette import EDGE, GREY, GRID, INK
from headway.look.charts.plot import empty
from headway.look.charts.scale import Linear, nice_ticks, span
from headway.look.charts.svg import Box, Canvas, element, hover, label
from headway.look.charts.text import LINE, clean, width_of

AXIS = 44.0  # px under the plot: sizes, and what they are
AIR = 16.0


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One place; ``signal`` is 0 inside, +-1 beyond the inner lines, +-2 beyond the outer ones."""

    name: str
    size: float
    value: float
    lower: float
    upper: float
    outer_lower: float
    outer_upper: float
    signal: int = 0
    said: str = ""  # where it lies, in words
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelChart:
    """Places with one figure each; ``size`` says what the sizes count."""

    sheet: Sheet
    points: tuple[FunnelPoint, ...]
    centre: float
    size: str = ""
    words: Words = WORDS


@dataclass(frozen=True, slots=True)
class _Plot:
    canvas: Canvas
    x: Linear
    y: Linear


def funnel(chart: FunnelChart) -> Picture:
    """Draw places by size, with the lines that 95 % and 99.8 % of places like all lie between."""
    sheet = chart.sheet
    table = _table(chart)
    if not chart.points:
        svg = empty(sheet, "funnel", chart.words.nothing)
        return Picture(svg, sheet.title, sheet.description, table)
    plot = _open(chart)
    _limits(plot, chart)
    _places(plot, chart)
    _key(plot.canvas, chart)
    svg = plot.canvas.svg(sheet.key, "funnel", sheet.title, sheet.description)
    return Picture(svg, sheet.title, sheet.description, table)


def _open(chart: FunnelChart) -> _Plot:
    """Measure, and draw both axes."""
    sheet, points = chart.sheet, chart.points
    inside = max(190.0, min(280.0, sheet.width * 0.42))
    values = [each for one in points for each in (one.value, one.lower, one.upper)]
    low, high = span(Extent((), (*values, chart.centre)).values, sheet.lowest, sheet.highest)
    ticks = nice_ticks(low, high, max(3, int(inside / 44)))
    said = [label(sheet.number(value, ticks.decimals), sheet.width * 0.3, GREY) for value in ticks.values]
    left = max((one.width for one in said), default=0.0) + 10
    top = LINE + 8 if sheet.unit else 12.0
    sizes = Extent((), tuple(one.size for one in points)).values
    most = max(sizes) * 1.03
    canvas = Canvas(sheet.width, top + inside + AXIS)
    plot = _Plot(canvas, Linear(0.0, most, left, sheet.width - AIR), Linear(low, high, top + inside, top))
    canvas.write(label(sheet.unit, sheet.width - 8, GREY), 0, 12)
    for value, text in zip(ticks.values, said, strict=True):
        at = plot.y(value)
        canvas.draw("grid", line(((left, at), (sheet.width - AIR, at)), GRID, 1))
        canvas.write(text, left - 8, at + 4.2, "end")
    _sizes_axis(plot, chart, most)
    return plot


def _sizes_axis(plot: _Plot, chart: FunnelChart, most: float) -> None:
    canvas, bottom = plot.canvas, plot.y.start
    canvas.draw("grid", line(((plot.x.start, bottom), (plot.x.end, bottom)), EDGE, 1))
    ticks = nice_ticks(0.0, most, max(2, int((plot.x.end - plot.x.start) / 90)))
    for value in ticks.values:
        text = chart.sheet.number(value, ticks.decimals)
        at, half = plot.x(value), width_of(text) / 2
        middle = min(max(at, half + 1), canvas.width - half - 1)
        if canvas.write(label(text, canvas.width, GREY), middle, bottom + 19, "middle"):
            canvas.draw("grid", line(((at, bottom), (at, bottom + 5)), EDGE, 1))
    said = label(chart.size or chart.words.size, canvas.width - 4, GREY)
    canvas.write(said, canvas.width - AIR, bottom + 37, "end")


Side = Literal["lower", "upper", "outer_lower", "outer_upper"]
SIDES: tuple[tuple[Side, str, float, str | None], ...] = (
    ("lower", "inner", 1.2, "6 4"),
    ("upper", "inner", 1.2, "6 4"),
    ("outer_lower", "outer", 1.2, None),
    ("outer_upper", "outer", 1.2, None),
)


def _limits(plot: _Plot, chart: FunnelChart) -> None:
    """Lines through the limits of the places, cut where they leave the plot."""
    ordered = sorted(chart.points, key=lambda one: one.size)
    level = plot.y(chart.centre)
    plot.canvas.draw("lines", styled("mean", ((plot.x.start, level), (plot.x.end, level))))
    for side, kind, width, dash in SIDES:
        spots = [(plot.x(one.size), getattr(one, side)) for one in ordered]
        for run in _runs(spots, plot.y.low, plot.y.high):
            drawn = [(at, plot.y(value)) for at, value in run]
            plot.canvas.draw("lines", line(drawn, EDGE, width, dash, f"{kind}-limit"))


def _runs(spots: Sequence[tuple[float, float]], low: float, high: float) -> list[list[tuple[float, float]]]:
    """Return the parts of a line whose ends lie inside the plot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in spots:
        if low <= value <= high:
            runs[-1].append((at, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _places(plot: _Plot, chart: FunnelChart) -> None:
    """Circles inside, squares outside the outer lines, a ring round the place in view; the named last."""
    canvas = plot.canvas
    for one in chart.points:
        x, y = plot.x(one.size), plot.y(one.value)
        mark = dot("different" if abs(one.signal) == 2 else "small", x, y)
        if one.marked:
            mark += element(
                "circle", cx=x, cy=y, r=7.5, fill="none", stroke=INK, stroke_width=1.6, class_="mark-here"
            )
        number = chart.sheet.number(one.value)
        said = f"{one.name}: {number}" + (f", {one.said}" if one.said else "")
        canvas.draw("points", hover(mark, said), dot_box(x, y, 8.0 if one.marked else 5.0))
    for one in sorted(chart.points, key=lambda one: (not one.marked, one.name)):
        if one.marked or abs(one.signal) == 2:
            _named(plot, one)


def _named(plot: _Plot, one: FunnelPoint) -> None:
    x, y = plot.x(one.size), plot.y(one.value)
    said = label(clean(one.name), plot.canvas.width * 0.4, INK, bold=one.marked)
    inside = Box(plot.x.start, plot.y.end, plot.canvas.width, plot.y.start)
    places = [(x + 11, y + 4.2), (x - 11 - said.width, y + 4.2), (x + 6, y - 9), (x + 6, y + 19)]
    free = [
        (left, base, "start")
        for left, base in places
        if left >= inside.left and left + said.width <= inside.right and inside.top < base < inside.bottom
    ]
    plot.canvas.write_first(said, free, clear=True)  # type: ignore[arg-type]


def _key(canvas: Canvas, chart: FunnelChart) -> None:
    words, number = chart.words, chart.sheet.number
    unit = "%" if chart.sheet.unit == "%" else ""
    rows = [
        KeyRow("mean", say(words.one_like_all, value=number(chart.centre) + unit)),
        KeyRow("inner", words.inner_funnel),
        KeyRow("outer", words.outer_funnel),
    ]
    if any(abs(one.signal) == 2 for one in chart.points):
        rows.append(KeyRow("different", words.beyond_far))
    if any(one.marked for one in chart.points):
        rows.append(KeyRow("here", words.this_place))
    placed, height = key_rows(rows, canvas.width)
    top = canvas.height + 8
    canvas.height += height + 12
    for mark, said, at, down in placed:
        base = top + down
        if mark:
            canvas.draw("words", _sample(mark, at, base + 8))
        canvas.write(said, at + (SWATCH if mark else 0), base + 12.2)


def _sample(mark: str, x: float, y: float) -> str:
    if mark in {"inner", "outer"}:
        return line(((x, y), (x + 18, y)), EDGE, 1.2, "6 4" if mark == "inner" else None)
    if mark == "here":
        return element("circle", cx=x + 9, cy=y, r=6, fill="none", stroke=INK, stroke_width=1.6)
    return swatch(mark, x, y)


def _table(chart: FunnelChart) -> Table:
    """Every place by name, with the limits for its size."""
    words = chart.words
    heads = (words.place, chart.size or words.size, words.value, words.lower, words.upper, words.special)
    rows = tuple(
        (one.name, one.size, one.value, one.outer_lower, one.outer_upper, one.said)
        for one in sorted(chart.points, key=lambda one: one.name)
    )
    return Table(chart.sheet.title, heads, rows)
