"""A map of tiles: each place where it lies, its figure in the tile, never in order of the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from headway.look.charts.model import (
    WORDS,
    Extent,
    NotDrawableError,
    Picture,
    Sheet,
    Table,
    Words,
    say,
)
from headway.look.charts.palette import EDGE, GREY, INK, PAPER
from headway.look.charts.scale import nice_ticks, span
from headway.look.charts.svg import Canvas, Label, element, label, words
from headway.look.charts.text import LINE, SMALL, wrap
from headway.look.charts.tiles import GUTTER, linked

WIDEST, SMALLER = 96.0, 64.0  # px, so that few places do not make giant tiles; the smaller without figures
SWATCH = 26.0
BINS = 4
# Pale grounds that ink reads well on; each bin has its own pattern, so that a grey print says the same.
GROUNDS = ("#ffffff", "#e9e2f2", "#d9cdea", "#c4b2dc")
LINES = "#8e73b0"


@dataclass(frozen=True, slots=True)
class MapTile:
    """One place; ``said`` is its figure as the tile writes it, ``full`` the sentence behind it."""

    name: str
    short: str
    href: str
    col: float
    row: float
    value: float | None
    said: str = ""
    full: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """Places of one map with one figure each; ``period`` heads the column of figures in the table.

    ``plain`` draws the places alone, to show where one of them lies.
    """

    sheet: Sheet
    tiles: tuple[MapTile, ...]
    period: str = ""
    plain: bool = False
    words: Words = WORDS


@dataclass(frozen=True, slots=True)
class Bins:
    """Ranges of figures: ``edges`` part them, each is the lowest of the range above it."""

    edges: tuple[float, ...]
    decimals: int

    def of(self, value: float) -> int:
        """Return the number of the range that a figure falls in, from 0."""
        return sum(value >= edge for edge in self.edges)


def bins_of(values: Sequence[float], sheet: Sheet) -> Bins:
    """Part figures at numbers that people would choose; equal figures are one range."""
    if not values or min(values) == max(values):
        return Bins((), 0)
    low, high = span(values, sheet.lowest, sheet.highest)
    ticks = nice_ticks(low, high, BINS - 1)
    inside = tuple(edge for edge in ticks.values if min(values) < edge <= max(values))
    return Bins(inside[: BINS - 1], ticks.decimals)


def tile_map(chart: TileMap) -> Picture:
    """Draw every place in its cell, filled by the range of its figure and with the figure in it.

    The picture is a group, not an image: the links in it stay within reach of keyboards and screen readers.

    Raises
    ------
    NotDrawableError
        When two places share one cell.
    """
    sheet = chart.sheet
    placed = sorted(chart.tiles, key=lambda tile: (tile.row, tile.col))
    if len({(tile.row, tile.col) for tile in placed}) < len(placed):
        raise NotDrawableError("two places share one cell of the map")
    values = [tile.value for tile in placed if tile.value is not None]
    bins = bins_of(Extent((), tuple(values)).values, sheet)
    grid = _Grid.of(placed, sheet.width, SMALLER if chart.plain else WIDEST)
    canvas = Canvas(sheet.width, grid.height)
    canvas.draw("ground", _patterns(sheet.key))
    for tile in placed:
        number = 0 if chart.plain else None if tile.value is None else bins.of(tile.value)
        _tile(canvas, sheet.key, tile, grid, number)
    if not chart.plain:
        _legend(canvas, chart, bins, grid.height)
    svg = canvas.svg(sheet.key, "map", sheet.title, sheet.description, role="group")
    return Picture(svg, sheet.title, sheet.description, _table(chart))


@dataclass(frozen=True, slots=True)
class _Grid:
    size: float
    left: float
    top: float
    height: float  # of all tiles together

    @classmethod
    def of(cls, tiles: Sequence[MapTile], width: float, widest: float) -> "_Grid":
        columns, rows = [tile.col for tile in tiles] or [0.0], [tile.row for tile in tiles] or [0.0]
        size = min(widest, (width + GUTTER) / (max(columns) - min(columns) + 1) - GUTTER)
        height = (max(rows) - min(rows) + 1) * (size + GUTTER) if tiles else 0.0
        return cls(size, min(columns), min(rows), height)

    def corner(self, tile: MapTile) -> tuple[float, float]:
        step = self.size + GUTTER
        return (tile.col - self.left) * step, (tile.row - self.top) * step


def _safe_key(key: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in key)


def _patterns(key: str) -> str:
    """Dots, slanting lines and crossed lines; the first range is plain."""
    marks = (
        element("circle", cx=3, cy=3, r=1, fill=LINES),
        element("path", d="M0 6L6 0", stroke=LINES, stroke_width=1),
        element("path", d="M0 6L6 0M0 0L6 6", stroke=LINES, stroke_width=1),
    )
    made = [
        element(
            "pattern",
            element("rect", width=6, height=6, fill=GROUNDS[number]),
            mark,
            id=f"{_safe_key(key)}-bin{number}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        )
        for number, mark in enumerate(marks, 1)
    ]
    return element("defs", *made)


def _fill(key: str, number: int | None) -> dict[str, str | float | None]:
    """How a range looks; no figure is an open, dashed frame."""
    if number is None:
        return {"fill": PAPER, "stroke": EDGE, "stroke_width": 1, "stroke_dasharray": "3 3"}
    fill = f"url(#{_safe_key(key)}-bin{number})" if number else GROUNDS[0]
    return {"fill": fill, "stroke": GREY, "stroke_width": 1}


def _tile(canvas: Canvas, key: str, tile: MapTile, grid: _Grid, number: int | None) -> None:
    left, top = grid.corner(tile)
    ground = element(
        "rect", x=left + 0.5, y=top + 0.5, width=grid.size - 1, height=grid.size - 1, class_="tile-ground",
        **_fill(key, number),
    )  # fmt: skip
    ring = ""
    if tile.marked:
        frame = grid.size - 4
        ring = element(
            "rect", x=left + 2, y=top + 2, width=frame, height=frame, fill="none", stroke=INK, stroke_width=3,
            class_="tile-marked",
        )  # fmt: skip
    title = element("title", words(tile.full or tile.name))
    names = Canvas(canvas.width, canvas.height, texts=canvas.texts)
    _words(names, tile, left, top, grid.size)
    canvas.draw("points", linked(tile.href, title, ground, ring, *names.layers["words"]))


def _words(canvas: Canvas, tile: MapTile, left: float, top: float, size: float) -> None:
    """The name above the figure where both fit, the figure alone in a small tile, nothing in a tiny one."""
    room, middle = size - 5, left + size / 2
    whole = label(tile.name, 1e9, INK, bold=True)
    name = whole if whole.width <= room else label(tile.short or tile.name, room, INK, bold=True)
    said = Label(tile.said, INK)
    if said.width > room or size < SMALL + 6:
        return
    if size < 2 * LINE + 4 or not name.text:
        canvas.write(said, middle, top + size / 2 + 4.2, "middle")
        return
    above = 3.5 if said.text else -4.2
    canvas.write(name, middle, top + size / 2 - above, "middle")
    canvas.write(said, middle, top + size / 2 + 12.5, "middle")


def _legend(canvas: Canvas, chart: TileMap, bins: Bins, top: float) -> None:
    """What each filling means, in words, from the lowest range to the highest; then what is missing."""
    values = [tile.value for tile in chart.tiles]
    if not any(value is not None for value in values):
        rows: list[tuple[int | None, str]] = [(None, chart.words.nothing)]
    else:
        rows = [(number, text) for number, text in enumerate(range_words(chart, bins))]
        if None in values:
            rows.append((None, chart.words.no_figure))
    y = top + 8
    for number, text in rows:
        lines = wrap(text, canvas.width - SWATCH - 2, SMALL, 3)
        box = element("rect", x=0.5, y=y + 0.5, width=18, height=14, **_fill(chart.sheet.key, number))
        canvas.draw("points", box)
        canvas.height = y + LINE * max(1, len(lines)) + 6
        for at, line in enumerate(lines):
            canvas.write(Label(line, GREY), SWATCH, y + 12 + LINE * at)
        y += LINE * max(1, len(lines)) + 4
    canvas.height = ceil(canvas.height)


def range_words(chart: TileMap, bins: Bins) -> tuple[str, ...]:
    """Write each range of figures, with its unit where it has a sign."""
    number, said = chart.sheet.number, chart.words
    edges = [number(edge, bins.decimals) for edge in bins.edges]
    unit = "%" if chart.sheet.unit == "%" else ""
    if not edges:
        known = [tile.value for tile in chart.tiles if tile.value is not None]
        return (number(known[0]) + unit,)
    edges = [edge + unit for edge in edges]
    middle = (say(said.from_to, low=low, high=high) for low, high in pairwise(edges))
    return (say(said.under, value=edges[0]), *middle, say(said.or_more, value=edges[-1]))


def _table(chart: TileMap) -> Table:
    """Every place by name."""
    if chart.plain:
        return Table(
            chart.sheet.title,
            (chart.words.place,),
            tuple((name,) for name in sorted(t.name for t in chart.tiles)),
        )
    rows = tuple(sorted(((tile.name, tile.value) for tile in chart.tiles), key=lambda row: row[0]))
    return Table(chart.sheet.title, (chart.words.place, chart.period or chart.words.value), rows)
