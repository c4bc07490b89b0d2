"""A curve over numbers: the smallest effect a test can see, by how many take part."""

from dataclasses import dataclass

from headway.look.charts.labels import KeyRow, key_rows
from headway.look.charts.marks import SWATCH, along, line, ring, styled, swatch
from headway.look.charts.model import WORDS, Extent, Picture, Sheet, Table, Words
from headway.look.charts.palette import ACCENT, EDGE, GREY, GRID, INK
from headway.look.charts.plot import empty
from headway.look.charts.scale import Linear, nice_ticks, span
from headway.look.charts.svg import Box, Canvas, element, label
from headway.look.charts.text import LINE, clean, width_of

AXIS = 44.0  # px under the plot: numbers, and what they are
AIR = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveChart:
    """A curve of (x, y) pairs; ``x_axis`` says what runs along it, the sheet's unit what goes up.

    ``mark`` is one pair to look at, with its words; ``level`` is a height that matters, with its words.
    """

    sheet: Sheet
    points: tuple[tuple[float, float], ...]
    x_axis: str
    y_axis: str
    mark: tuple[float, float, str] | None = None
    level: tuple[float, str] | None = None
    words: Words = WORDS


def curve(chart: CurveChart) -> Picture:
    """Draw the curve, where the plan stands on it, and the height that matters."""
    sheet = chart.sheet
    table = Table(sheet.title, (chart.x_axis, chart.y_axis), tuple(chart.points))
    if not chart.points:
        return Picture(empty(sheet, "curve", chart.words.nothing), sheet.title, sheet.description, table)
    canvas, x, y = _open(chart)
    spots = [(x(a), y(b)) for a, b in sorted(chart.points)]
    canvas.draw("lines", line(spots, ACCENT, 2.2, None, "curve"), *along(spots))
    key: list[KeyRow] = []
    if chart.level:
        at = y(chart.level[0])
        canvas.draw(
            "lines", styled("target", ((x.start, at), (x.end, at))), Box(x.start, at - 2, x.end, at + 2)
        )
        key.append(KeyRow("target", chart.level[1]))
    if chart.mark:
        key += _marked(canvas, chart.mark, (x(chart.mark[0]), y(chart.mark[1])), x)
    _key(canvas, key)
    svg = canvas.svg(sheet.key, "curve", sheet.title, sheet.description)
    return Picture(svg, sheet.title, sheet.description, table)


def _open(chart: CurveChart) -> tuple[Canvas, Linear, Linear]:
    """Measure, and draw both axes."""
    sheet = chart.sheet
    inside = max(176.0, min(250.0, sheet.width * 0.36))
    heights = [b for _a, b in chart.points] + ([chart.level[0]] if chart.level else [])
    heights += [chart.mark[1]] if chart.mark else []
    low, high = span(Extent((), (0.0, *heights)).values, 0.0)
    ticks = nice_ticks(low, high, max(3, int(inside / 44)))
    said = [label(sheet.number(value, ticks.decimals), sheet.width * 0.3, GREY) for value in ticks.values]
    left = max((one.width for one in said), default=0.0) + 10
    top = LINE + 8.0
    along_x = [a for a, _b in chart.points] + ([chart.mark[0]] if chart.mark else [])
    first, last = min(along_x), max(along_x)
    canvas = Canvas(sheet.width, top + inside + AXIS)
    x = Linear(first, last if last > first else first + 1.0, left + 6, sheet.width - AIR)
    y = Linear(low, high, top + inside, top)
    canvas.write(label(chart.y_axis, sheet.width - 8, GREY), 0, 12)
    for value, text in zip(ticks.values, said, strict=True):
        canvas.draw("grid", line(((left, y(value)), (sheet.width - AIR, y(value))), GRID, 1))
        canvas.write(text, left - 8, y(value) + 4.2, "end")
    _x_axis(canvas, chart, x, y.start)
    return canvas, x, y


def _x_axis(canvas: Canvas, chart: CurveChart, x: Linear, bottom: float) -> None:
    canvas.draw("grid", line(((x.start, bottom), (x.end, bottom)), EDGE, 1))
    ticks = nice_ticks(x.low, x.high, max(2, int((x.end - x.start) / 60)))
    for value in ticks.values:
        text = chart.sheet.number(value, ticks.decimals)
        half = width_of(text) / 2
        middle = min(max(x(value), half + 1), canvas.width - half - 1)
        if canvas.write(label(text, canvas.width, GREY), middle, bottom + 19, "middle"):
            canvas.draw("grid", line(((x(value), bottom), (x(value), bottom + 5)), EDGE, 1))
    canvas.write(label(chart.x_axis, canvas.width - 4, GREY), canvas.width - AIR, bottom + 37, "end")


def _marked(
    canvas: Canvas, mark: tuple[float, float, str], spot: tuple[float, float], x: Linear
) -> list[KeyRow]:
    """Ring the plan and say it beside the ring; in the key where there is no room."""
    at, up = spot
    canvas.draw("points", ring(at, up), Box(at - 6, up - 6, at + 6, up + 6))
    said = label(clean(mark[2]), canvas.width * 0.6, INK, bold=True)
    places = [
        (at + 10, up - 8),
        (at - 10 - said.width, up - 8),
        (at + 10, up + 18),
        (at - said.width / 2, up - 22),
    ]
    free = [(left, base) for left, base in places if x.start <= left and left + said.width <= x.end]
    if canvas.write_first(said, [(left, base, "start") for left, base in free], clear=True):
        return []
    return [KeyRow("goal", mark[2])]


def _key(canvas: Canvas, key: list[KeyRow]) -> None:
    placed, height = key_rows(key, canvas.width)
    top = canvas.height + 6
    canvas.height += height + 10 if placed else 0
    for mark, said, at, down in placed:
        base = top + down
        if mark == "goal":
            shape = element("circle", cx=at + 9, cy=base + 8, r=5, fill="none", stroke=INK, stroke_width=2.2)
            canvas.draw("words", shape)
        elif mark:
            canvas.draw("words", swatch(mark, at, base + 8))
        canvas.write(said, at + (SWATCH if mark else 0), base + 12.2)
