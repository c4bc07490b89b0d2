"""One place beside the mix of others: two lines, alike before, apart from the start on."""

from dataclasses import dataclass

from headway.look.charts.labels import KeyRow, key_rows
from headway.look.charts.marks import SWATCH, along, dot, dot_box, line
from headway.look.charts.model import WORDS, Extent, Picture, Sheet, Table, Words
from headway.look.charts.palette import ACCENT, EDGE, GREY, GRID
from headway.look.charts.plot import empty
from headway.look.charts.scale import Linear, nice_ticks, span
from headway.look.charts.svg import Canvas, hover, label
from headway.look.charts.text import LINE, width_of

AXIS = 30.0  # px under the plot
AIR = 16.0
DASH = "5 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideChart:
    """What was seen and its mix at each time; ``start`` counts the times before it began.

    ``names`` are those of the two lines, ``began`` says what happened, ``head`` names the times.
    """

    sheet: Sheet
    times: tuple[str, ...]
    start: int
    seen: tuple[float, ...]
    mixed: tuple[float, ...]
    names: tuple[str, str]
    began: str
    head: str
    words: Words = WORDS


def beside(chart: BesideChart) -> Picture:
    """Draw both lines and the moment it began."""
    sheet = chart.sheet
    rows = tuple(zip(chart.times, chart.seen, chart.mixed, strict=True))
    table = Table(sheet.title, (chart.head, *chart.names), rows)
    if not rows:
        return Picture(empty(sheet, "beside", chart.words.nothing), sheet.title, sheet.description, table)
    canvas, x, y = _plot(chart)
    at = x(chart.start - 0.5)
    canvas.draw("grid", line(((at, y.end), (at, y.start)), EDGE, 1.2, "2 3"))
    right = at + 6 + width_of(chart.began) < canvas.width
    canvas.write(
        label(chart.began, canvas.width, GREY),
        at + (6 if right else -6),
        y.end - 4,
        "start" if right else "end",
    )
    lines = ((chart.mixed, GREY, DASH), (chart.seen, ACCENT, None))
    for values, colour, dash in lines:
        spots = [(x(at), y(value)) for at, value in enumerate(values)]
        canvas.draw("lines", line(spots, colour, 2.2, dash, "curve"), *along(spots))
    for column, (name, seen, mixed) in enumerate(rows):
        said = f"{name}: {sheet.number(seen)}, {chart.names[1]} {sheet.number(mixed)}"
        spot = (x(column), y(seen))
        canvas.draw("points", hover(dot("small", *spot), said), dot_box(*spot))
    _key(canvas, chart)
    return Picture(
        canvas.svg(sheet.key, "beside", sheet.title, sheet.description), sheet.title, sheet.description, table
    )


def _plot(chart: BesideChart) -> tuple[Canvas, Linear, Linear]:
    """Measure, and draw both axes."""
    sheet = chart.sheet
    inside, top = max(170.0, min(250.0, sheet.width * 0.36)), 2 * LINE + 8.0
    low, high = span(Extent((), (*chart.seen, *chart.mixed)).values)
    ticks = nice_ticks(low, high, max(3, int(inside / 44)))
    said = [label(sheet.number(value, ticks.decimals), sheet.width * 0.3, GREY) for value in ticks.values]
    left = max((one.width for one in said), default=0.0) + 10
    canvas = Canvas(sheet.width, top + inside + AXIS)
    x = Linear(0.0, float(max(len(chart.times) - 1, 1)), left + 6, sheet.width - AIR)
    y = Linear(low, high, top + inside, top)
    canvas.write(label(sheet.unit, sheet.width - 8, GREY), 0, 12)
    for value, text in zip(ticks.values, said, strict=True):
        canvas.draw("grid", line(((left, y(value)), (x.end, y(value))), GRID, 1))
        canvas.write(text, left - 8, y(value) + 4.2, "end")
    canvas.draw("grid", line(((left, y.start), (x.end, y.start)), EDGE, 1))
    every = max(1, -(-len(chart.times) * 64 // int(x.end - left)))
    for at, name in list(enumerate(chart.times))[::every]:
        half = width_of(name) / 2
        middle = min(max(x(at), half + 1), sheet.width - half - 1)
        canvas.write(label(name, canvas.width, GREY), middle, y.start + 18, "middle")
    return canvas, x, y


def _key(canvas: Canvas, chart: BesideChart) -> None:
    placed, height = key_rows([KeyRow("seen", chart.names[0]), KeyRow("mixed", chart.names[1])], canvas.width)
    top = canvas.height + 4
    canvas.height += height + 8
    for mark, said, at, down in placed:
        base = top + down
        if mark:
            colour, dash = (ACCENT, None) if mark == "seen" else (GREY, DASH)
            canvas.draw("words", line(((at, base + 8), (at + SWATCH - 6, base + 8)), colour, 2.2, dash))
        canvas.write(said, at + (SWATCH if mark else 0), base + 12.2)
