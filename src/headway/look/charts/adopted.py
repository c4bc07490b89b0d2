"""A practice adopted at different times: the effect by time since adoption, and who had it when."""

from dataclasses import dataclass

from headway.look.charts.labels import KeyRow, key_rows
from headway.look.charts.marks import SWATCH, dot, dot_box, line, swatch, whisker
from headway.look.charts.model import WORDS, Extent, Picture, Sheet, Table, Words
from headway.look.charts.palette import ACCENT, BAND, EDGE, GREY, GRID, INK
from headway.look.charts.plot import empty
from headway.look.charts.scale import Linear, nice_ticks, span
from headway.look.charts.svg import Box, Canvas, element, hover, label
from headway.look.charts.text import LINE, width_of

AXIS = 42.0  # px under the plot: numbers, and what they are
AIR = 16.0
ROW = 26.0


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect so many times after adoption (before it when negative), with its interval."""

    k: int
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChart:
    """Effects by time since adoption; before it they should lie about nought.

    ``axis`` says what runs along; ``before`` and ``after`` name the two sides; ``heads`` those of the table.
    """

    sheet: Sheet
    effects: tuple[Effect, ...]
    axis: str
    before: str
    after: str
    heads: tuple[str, str]
    key: tuple[KeyRow, ...] = ()
    words: Words = WORDS


def event_study(chart: EventChart) -> Picture:
    """Draw the effects with their intervals, and the moment of adoption between them."""
    sheet, words = chart.sheet, chart.words
    rows = tuple((sheet.number(each.k, 0), each.value, each.low, each.high) for each in chart.effects)
    table = Table(sheet.title, (*chart.heads, words.interval_low, words.interval_high), rows)
    if not chart.effects:
        return Picture(empty(sheet, "events", words.nothing), sheet.title, sheet.description, table)
    canvas, x, y = _plot(chart)
    at = x(-0.5)
    canvas.draw("grid", line(((at, y.end), (at, y.start)), EDGE, 1.2, "2 3"))
    canvas.write(label(chart.before, at - x.start - 8, GREY), at - 6, y.end - 4, "end")
    canvas.write(label(chart.after, x.end - at - 8, GREY), at + 6, y.end - 4)
    for each in chart.effects:
        left, up = x(each.k), y(each.value)
        if each.low is not None and each.high is not None:
            low, high = y(each.low), y(each.high)
            canvas.draw("lines", whisker(left, low, high), Box(left - 4, high, left + 4, low))
        said = f"{sheet.number(each.k, 0)}: {sheet.number(each.value)}"
        shape = dot("hollow" if each.k < 0 else "common", left, up)
        canvas.draw("points", hover(shape, said), dot_box(left, up))
    _key(canvas, chart.key)
    svg = canvas.svg(sheet.key, "events", sheet.title, sheet.description)
    return Picture(svg, sheet.title, sheet.description, table)


def _plot(chart: EventChart) -> tuple[Canvas, Linear, Linear]:
    """Measure, and draw both axes and the line of no effect."""
    sheet = chart.sheet
    inside, top = max(170.0, min(250.0, sheet.width * 0.36)), 2 * LINE + 8.0
    seen = [v for each in chart.effects for v in (each.value, each.low, each.high) if v is not None]
    low, high = span(Extent((), (0.0, *seen)).values)
    ticks = nice_ticks(low, high, max(3, int(inside / 44)))
    said = [label(sheet.number(value, ticks.decimals), sheet.width * 0.3, GREY) for value in ticks.values]
    left = max((one.width for one in said), default=0.0) + 10
    canvas = Canvas(sheet.width, top + inside + AXIS)
    first, last = chart.effects[0].k, chart.effects[-1].k
    x = Linear(min(first, -1) - 0.5, max(last, 0) + 0.5, left, sheet.width - AIR)
    y = Linear(low, high, top + inside, top)
    canvas.write(label(sheet.unit, sheet.width - 8, GREY), 0, 12)
    for value, text in zip(ticks.values, said, strict=True):
        colour, width = (INK, 1.2) if value == 0 else (GRID, 1.0)
        canvas.draw("grid", line(((left, y(value)), (x.end, y(value))), colour, width))
        canvas.write(text, left - 8, y(value) + 4.2, "end")
    canvas.draw("grid", line(((x.start, y.start), (x.end, y.start)), EDGE, 1))
    for k in range(first, last + 1):
        canvas.write(label(sheet.number(k, 0), canvas.width, GREY), x(k), y.start + 18, "middle")
    canvas.write(label(chart.axis, canvas.width - 4, GREY), canvas.width - AIR, y.start + 36, "end")
    return canvas, x, y


@dataclass(frozen=True, slots=True)
class Adopters:
    """A row of the grid: its name, and from which column on it has the practice (the number for never)."""

    name: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionGrid:
    """Who had the practice when: a row for those that adopted together, a column for each time."""

    sheet: Sheet
    rows: tuple[Adopters, ...]
    times: tuple[str, ...]
    head: str
    without: str
    having: str
    words: Words = WORDS


def adoption_grid(chart: AdoptionGrid) -> Picture:
    """Draw the grid: filled with a bar where they have it, empty where not."""
    sheet = chart.sheet
    body = tuple(
        (each.name, *(chart.having if at >= each.start else chart.without for at in range(len(chart.times))))
        for each in chart.rows
    )
    table = Table(sheet.title, (chart.head, *chart.times), body)
    if not chart.rows:
        return Picture(empty(sheet, "adoption", chart.words.nothing), sheet.title, sheet.description, table)
    narrow = sheet.width < 400
    tall = ROW + LINE if narrow else ROW
    left = 2.0 if narrow else min(max(width_of(each.name) for each in chart.rows) + 14, sheet.width * 0.4)
    canvas = Canvas(sheet.width, tall * len(chart.rows) + 30)
    x = Linear(0.0, float(len(chart.times)), left, sheet.width - 2)
    for at, each in enumerate(chart.rows):
        top = tall * at + (LINE if narrow else 0.0)
        canvas.write(
            label(each.name, sheet.width if narrow else left - 8, INK),
            0 if narrow else 2,
            top - 3 if narrow else top + 17,
        )
        for column in range(len(chart.times)):
            _cell(canvas, (x(column), x(column + 1), top), has=column >= each.start)
    base = tall * len(chart.rows)
    for column, text in enumerate(chart.times):
        middle = (x(column) + x(column + 1)) / 2
        half = width_of(text) / 2
        canvas.write(
            label(text, 90, GREY), min(max(middle, half + 1), sheet.width - half - 1), base + 14, "middle"
        )
    _key(canvas, (KeyRow("having", chart.having), KeyRow("without", chart.without)))
    svg = canvas.svg(sheet.key, "adoption", sheet.title, sheet.description)
    return Picture(svg, sheet.title, sheet.description, table)


def _cell(canvas: Canvas, where: tuple[float, float, float], *, has: bool) -> None:
    left, right, top = where
    fill, edge = (ACCENT, ACCENT) if has else (BAND, EDGE)
    canvas.draw(
        "ground",
        element(
            "rect", x=left + 1, y=top + 4, width=max(right - left - 2, 1.0), height=ROW - 8, fill=fill,
            stroke=edge, stroke_width=0.8,
        ),
    )  # fmt: skip


def _key(canvas: Canvas, key: tuple[KeyRow, ...]) -> None:
    placed, height = key_rows(list(key), canvas.width)
    top = canvas.height + 6
    canvas.height += height + 10 if placed else 0
    for mark, said, at, down in placed:
        base = top + down
        if mark in {"having", "without"}:
            _cell(canvas, (at - 1, at + 19, base + 8 - ROW / 2), has=mark == "having")
        elif mark:
            canvas.draw("words", swatch(mark, at, base + 8))
        canvas.write(said, at + (SWATCH if mark else 0), base + 12.2)
