"""Small multiples by place: a tile for each place where it lies, never in order of value."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from headway.look.charts.marks import Spot, dot, line
from headway.look.charts.model import (
    WORDS,
    Extent,
    NotDrawableError,
    Picture,
    Sheet,
    Table,
    Target,
    Words,
    say,
)
from headway.look.charts.palette import BAND, EDGE, GREY, INK, PAPER
from headway.look.charts.scale import Linear, span
from headway.look.charts.svg import Box, Canvas, Label, element, label, words
from headway.look.charts.text import LINE, wrap

GUTTER = 3.0  # px between tiles
ROOMY = 56.0  # px: from here on a tile says its last value too
WIDEST = 132.0  # px, so that few places do not make giant tiles
SAFE = ("https://", "http://", "#", "?")  # a link that can run no script


@dataclass(frozen=True, slots=True)
class Tile:
    """One place on the grid; ``short`` is what fits a phone ("CAM"), ``latest`` its last value in words.

    A row of hexagons that is pushed on by half has its columns at 0.5, 1.5 and so on.
    """

    name: str
    short: str
    href: str
    col: float
    row: float
    values: tuple[tuple[date, float | None], ...]
    latest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileChart:
    """All places on one scale; ``target`` (or a national value) is a dashed line in every tile."""

    sheet: Sheet
    tiles: tuple[Tile, ...]
    target: Target | None = None
    words: Words = WORDS


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where tiles lie, and the one scale of all."""

    size: float
    height: float
    left: float
    top: float
    days: tuple[int, int]
    low: float
    high: float


def tiles(chart: TileChart) -> Picture:
    """Draw every place in its geographic cell, each a link.

    The picture is a group, not an image: the links in it stay within reach of keyboards and screen readers.

    Raises
    ------
    NotDrawableError
        When two places share one cell.
    """
    sheet = chart.sheet
    placed = sorted(chart.tiles, key=lambda tile: (tile.row, tile.col))
    if len({(tile.row, tile.col) for tile in placed}) < len(placed):
        raise NotDrawableError("two places share one cell of the grid")
    grid = _grid(chart)
    rows = max((t.row for t in placed), default=-1) - grid.top + 1
    said = _legend(chart, grid)
    base = rows * (grid.height + GUTTER) + 4
    canvas = Canvas(sheet.width, base + LINE * len(said) + 4)
    for tile in placed:
        _tile(canvas, chart, tile, grid)
    for i, text in enumerate(said):
        canvas.write(Label(text, GREY), 0, base + LINE * i + 13)
    svg = canvas.svg(sheet.key, "tiles", sheet.title, sheet.description, role="group")
    return Picture(svg, sheet.title, sheet.description, _table(chart, placed))


def _grid(chart: TileChart) -> _Grid:
    cols, rows = [t.col for t in chart.tiles] or [0], [t.row for t in chart.tiles] or [0]
    count = max(cols) - min(cols) + 1
    size = min(WIDEST, (chart.sheet.width + GUTTER) / count - GUTTER)
    days = [at.toordinal() for tile in chart.tiles for at, _ in tile.values] or [1]
    goal = [chart.target.value] if chart.target else []
    found = [v for tile in chart.tiles for _, v in tile.values if v is not None]
    low, high = span(Extent((), (*found, *goal)).values, chart.sheet.lowest, chart.sheet.highest)
    height = 78.0 if size >= ROOMY else 46.0
    return _Grid(size, height, min(cols), min(rows), (min(days), max(days)), low, high)


def _legend(chart: TileChart, grid: _Grid) -> tuple[str, ...]:
    number, said = chart.sheet.number, []
    found = [v for tile in chart.tiles for _, v in tile.values if v is not None]
    if not found:
        return wrap(chart.words.nothing, chart.sheet.width - 2)
    decimals = 0 if grid.high - grid.low >= 10 else None
    ends = (grid.low, grid.high) if decimals is not None else (min(found), max(found))
    said.append(say(chart.words.one_scale, low=number(ends[0], decimals), high=number(ends[1], decimals)))
    if chart.target:
        said.append(say(chart.words.reference, text=chart.target.text))
    return wrap(". ".join(said), chart.sheet.width - 2)


def _tile(canvas: Canvas, chart: TileChart, tile: Tile, grid: _Grid) -> None:
    left = (tile.col - grid.left) * (grid.size + GUTTER)
    top = (tile.row - grid.top) * (grid.height + GUTTER)
    x = Linear(*grid.days, left + 5, left + grid.size - 6)
    y = Linear(grid.low, grid.high, top + grid.height - 5, top + (2 if grid.size >= ROOMY else 1) * LINE + 4)
    inside = [
        element("rect", x=left, y=top, width=grid.size, height=grid.height, fill=BAND, class_="tile-ground")
    ]
    if chart.target:
        level = y(chart.target.value)
        inside.append(line(((left + 2, level), (left + grid.size - 2, level)), EDGE, 1, "3 2", "target"))
    last: Spot | None = None
    for present, run in groupby(tile.values, key=lambda pair: pair[1] is not None):
        if present:
            spots = [(x(at.toordinal()), y(value or 0.0)) for at, value in run]
            last = spots[-1]
            inside.append(line(spots, INK, 1.3))
    if last:
        inside.append(dot("small", *last))
    inside.append(_name(canvas, tile, grid, Box(left, top, left + grid.size, top + grid.height)))
    title = element("title", words(f"{tile.name}: {tile.latest}" if tile.latest else tile.name))
    group = linked(tile.href, title, *inside)
    canvas.draw("points", group)


def _name(canvas: Canvas, tile: Tile, grid: _Grid, box: Box) -> str:
    """The name in full where it fits, else the short one; below it the last value where tiles are roomy."""
    air = 4 if grid.size >= ROOMY else 0.5
    room = grid.size - 2 * air
    full = label(tile.name, 1e9, INK, bold=True)
    said = full if full.width <= room else label(tile.short or tile.name, room, INK, bold=True)
    names = Canvas(canvas.width, canvas.height, texts=canvas.texts)
    names.write(said, box.left + air, box.top + 13)
    if grid.size >= ROOMY:
        names.write(label(tile.latest, room, GREY), box.left + air, box.top + 13 + LINE)
    return "".join(names.layers["words"]).replace(f'stroke="{PAPER}"', f'stroke="{BAND}"')


def _safe(href: str) -> bool:
    return href.startswith(SAFE) or (href.startswith("/") and not href.startswith(("//", "/\\")))


def linked(href: str, *inside: str) -> str:
    """Make a tile a link, where its address can run no script."""
    if _safe(href):
        return element("a", *inside, href=href, class_="tile")
    return element("g", *inside, class_="tile")


def _table(chart: TileChart, placed: list[Tile]) -> Table:
    days = sorted({at for tile in placed for at, _ in tile.values})
    columns = (chart.words.place, *(chart.sheet.dates(day, "month") for day in days))
    rows = tuple((tile.name, *(dict(tile.values).get(day) for day in days)) for tile in placed)
    return Table(chart.sheet.title, columns, rows)
