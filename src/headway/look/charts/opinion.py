"""An opinion map: statements as numbered dots, groups as rings at their centres; never a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.look.charts.model import Picture, Sheet, Table
from headway.look.charts.palette import ACCENT, EDGE, GREY, GRID, INK, PAPER
from headway.look.charts.svg import Anchor, Box, Canvas, Label, element, words

EDGE_ROOM = 44.0  # px around the dots
SHAPE = 0.66  # height by width
RING = 26.0  # px: the largest group's ring


@dataclass(frozen=True, slots=True)
class MapDot:
    """A statement: its number, where it lies, and whether groups differ on it."""

    number: int
    x: float
    y: float
    divides: bool
    words: str


@dataclass(frozen=True, slots=True)
class MapGroup:
    """A group: its name, where its centre lies, its share of the largest group."""

    name: str
    x: float
    y: float
    share: float


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """The map with its words; ``table`` are the heads of its columns, ``legend`` its two lines."""

    sheet: Sheet
    dots: tuple[MapDot, ...]
    groups: tuple[MapGroup, ...]
    table: tuple[str, str, str]
    kinds: tuple[str, str]  # a statement that divides, one that does not


def opinion_map(chart: OpinionMap) -> Picture:
    """Draw statements and groups on one plane.

    Each of the two has its own scale, for a statement is a direction and a group a position: what lies on a
    group's side of the middle is what the group leans to.
    """
    width = float(chart.sheet.width)
    canvas = Canvas(width, width * SHAPE)
    middle = (width / 2, width * SHAPE / 2)
    axes = f"M0 {middle[1]:.1f}H{width:.1f}M{middle[0]:.1f} 0V{width * SHAPE:.1f}"
    canvas.draw("grid", element("path", d=axes, stroke=GRID, stroke_width=1, fill="none"))
    for group, (x, y) in zip(
        chart.groups, scaled([(each.x, each.y) for each in chart.groups], width), strict=True
    ):
        _group(canvas, group, x, y)
    spots = scaled([(each.x, each.y) for each in chart.dots], width)
    for dot, (x, y) in sorted(zip(chart.dots, spots, strict=True), key=lambda pair: not pair[0].divides):
        _dot(canvas, dot, x, y)
    svg = canvas.svg(chart.sheet.key, "opinion", chart.sheet.title, chart.sheet.description)
    rows = tuple(
        (str(dot.number), dot.words, chart.kinds[0] if dot.divides else chart.kinds[1]) for dot in chart.dots
    )
    table = Table(chart.sheet.title, chart.table, rows)
    return Picture(svg, chart.sheet.title, chart.sheet.description, table)


def scaled(spots: Sequence[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """Return places in px, the farthest at the edge; the middle stays the middle."""
    far_x = max((abs(x) for x, _y in spots), default=0.0) or 1.0
    far_y = max((abs(y) for _x, y in spots), default=0.0) or 1.0
    half, high = width / 2 - EDGE_ROOM, width * SHAPE / 2 - EDGE_ROOM
    return [(width / 2 + half * x / far_x, width * SHAPE / 2 - high * y / far_y) for x, y in spots]


def _group(canvas: Canvas, group: MapGroup, x: float, y: float) -> None:
    radius = RING * max(group.share, 0.25) ** 0.5
    ring = element("circle", cx=x, cy=y, r=radius, fill=PAPER, stroke=ACCENT, stroke_width=2.5)
    canvas.draw("lines", ring, Box(x - radius, y - radius, x + radius, y + radius))
    canvas.write(Label(group.name, ACCENT, bold=True), x, y + 4, "middle")


def _dot(canvas: Canvas, dot: MapDot, x: float, y: float) -> None:
    colour = INK if dot.divides else EDGE
    canvas.draw(
        "points",
        element(
            "g",
            element("title", words(f"{dot.number}. {dot.words}")),
            element(
                "circle", cx=x, cy=y, r=4.0, fill=colour if dot.divides else PAPER, stroke=colour,
                stroke_width=1.6,
            ),
        ),
        Box(x - 5, y - 5, x + 5, y + 5),
    )  # fmt: skip
    places: list[tuple[float, float, Anchor]] = [
        (x + 7, y + 4, "start"),
        (x - 7, y + 4, "end"),
        (x, y - 8, "middle"),
        (x, y + 16, "middle"),
    ]
    canvas.write_first(Label(str(dot.number), INK if dot.divides else GREY), places, clear=True)
