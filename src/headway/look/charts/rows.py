"""Estimates in rows, each with its interval: studies and their synthesis, or covariates of two arms."""

from dataclasses import dataclass
from enum import StrEnum

from headway.look.charts.labels import KeyRow, key_rows
from headway.look.charts.marks import SWATCH, dot, dot_box, line, swatch
from headway.look.charts.model import WORDS, Extent, Picture, Sheet, Table, Words
from headway.look.charts.palette import ACCENT, BAND, EDGE, FAN_EDGE, FAN_INNER, GREY, GRID, INK, NEUTRAL
from headway.look.charts.plot import empty, is_narrow
from headway.look.charts.scale import Linear, nice_ticks, span
from headway.look.charts.svg import Canvas, element, hover, label
from headway.look.charts.text import LINE, width_of

AIR = 14.0
AXIS = 42.0  # px under the rows: numbers, and what they are
ROW, TALL_ROW = 26.0, 44.0
LARGEST = 6.5  # px from the middle of the heaviest square to its edge


class RowKind(StrEnum):
    """What a row says: one study, all together, the next place, or something far from the rest."""

    ONE = "one"
    ALL = "all"
    NEXT = "next"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate with its interval; ``weight`` (0 to 1) is the size of its mark, ``said`` its words."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    kind: RowKind = RowKind.ONE
    weight: float = 0.3
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChart:
    """Rows from the top; ``reference`` is what no effect is, ``band`` what is too small to matter.

    ``axis`` says what is measured and which way is better; ``key`` are sentences for the marks in use.
    """

    sheet: Sheet
    rows: tuple[Row, ...]
    reference: float | None = 0.0
    band: tuple[float, float] | None = None
    axis: str = ""
    heads: tuple[str, str] = ("", "")
    key: tuple[KeyRow, ...] = ()
    words: Words = WORDS


def rows(chart: RowChart) -> Picture:
    """Draw the rows on one horizontal scale, the numbers beside them."""
    sheet, table = chart.sheet, _table(chart)
    if not chart.rows:
        return Picture(empty(sheet, "rows", chart.words.nothing), sheet.title, sheet.description, table)
    narrow = is_narrow(sheet)
    tall = TALL_ROW if narrow else ROW
    said = [_numbers(chart, row) for row in chart.rows]
    names = max(width_of(row.name) for row in chart.rows) + 14
    left = AIR if narrow else min(names, sheet.width * 0.36)
    right = AIR if narrow else max(map(width_of, said)) + 16
    canvas = Canvas(sheet.width, tall * len(chart.rows) + 8 + AXIS)
    x = _scale(chart, left, sheet.width - right)
    bottom = canvas.height - AXIS
    _ground(canvas, chart, x, bottom)
    for at, row in enumerate(chart.rows):
        y = tall * at + (tall - 10 if narrow else tall / 2) + 4
        _mark(canvas, chart, row, x, y)
        over = y - 16 if narrow else y + 4.2
        room = sheet.width * 0.55 if narrow else left - 10
        strong = row.kind is not RowKind.ONE
        canvas.write(
            label(row.name, room, INK if strong else GREY, bold=strong), 0 if not narrow else 2, over
        )
        canvas.write(label(said[at], sheet.width * 0.44, INK), sheet.width - 2, over, "end")
    _axis(canvas, chart, x, bottom)
    _key(canvas, chart)
    return Picture(
        canvas.svg(sheet.key, "rows", sheet.title, sheet.description), sheet.title, sheet.description, table
    )


def _scale(chart: RowChart, start: float, end: float) -> Linear:
    seen = [v for row in chart.rows for v in (row.value, row.low, row.high) if v is not None]
    seen += [chart.reference] if chart.reference is not None else []
    seen += chart.band or ()
    values = Extent((), tuple(seen)).values
    low, high = span(values, chart.sheet.lowest, chart.sheet.highest)
    return Linear(low, high, start, end)


def _numbers(chart: RowChart, row: Row) -> str:
    if row.said:
        return row.said
    number = chart.sheet.number
    return number(row.value) if row.value is not None else chart.words.no_figure


def _ground(canvas: Canvas, chart: RowChart, x: Linear, bottom: float) -> None:
    if chart.band:
        low, high = x(chart.band[0]), x(chart.band[1])
        canvas.draw(
            "ground", element("rect", x=low, y=2, width=high - low, height=bottom - 2, fill=BAND, stroke=GRID)
        )
    if chart.reference is not None:
        at = x(chart.reference)
        canvas.draw("grid", line(((at, 2), (at, bottom)), EDGE, 1.2))


def _mark(canvas: Canvas, chart: RowChart, row: Row, x: Linear, y: float) -> None:
    """A square for a study, a diamond for all together, a bar for where the next place may lie."""
    ends = (x(row.low), x(row.high)) if row.low is not None and row.high is not None else None
    mark = ""
    if row.kind is RowKind.NEXT and ends:
        mark = element(
            "rect", x=ends[0], y=y - 4, width=max(ends[1] - ends[0], 1.0), height=8, fill=FAN_INNER,
            stroke=FAN_EDGE, stroke_width=1,
        )  # fmt: skip
    elif row.kind is RowKind.ALL and ends and row.value is not None:
        middle = x(row.value)
        points = (
            f"{ends[0]:.2f},{y:.2f} {middle:.2f},{y - 7:.2f} {ends[1]:.2f},{y:.2f} {middle:.2f},{y + 7:.2f}"
        )
        mark = element("polygon", points=points, fill=ACCENT)
    elif row.value is not None:
        mark = _study(row, x(row.value), ends, y)
    if mark:
        canvas.draw("points", hover(mark, f"{row.name}: {_numbers(chart, row)}"))


def _study(row: Row, at: float, ends: tuple[float, float] | None, y: float) -> str:
    whisker = (
        line(((ends[0], y), (ends[1], y)), NEUTRAL if row.kind is RowKind.FAR else INK, 1.4) if ends else ""
    )
    if row.kind is RowKind.FAR:
        return whisker + dot("different", at, y)
    half = max(2.4, LARGEST * row.weight**0.5)
    return whisker + element("rect", x=at - half, y=y - half, width=2 * half, height=2 * half, fill=INK)


def _axis(canvas: Canvas, chart: RowChart, x: Linear, bottom: float) -> None:
    canvas.draw("grid", line(((x.start, bottom), (x.end, bottom)), EDGE, 1))
    ticks = nice_ticks(x.low, x.high, max(2, int((x.end - x.start) / 70)))
    for value in ticks.values:
        text = chart.sheet.number(value, ticks.decimals)
        half = width_of(text) / 2
        middle = min(max(x(value), half + 1), canvas.width - half - 1)
        if canvas.write(label(text, canvas.width, GREY), middle, bottom + 18, "middle"):
            canvas.draw("grid", line(((x(value), bottom), (x(value), bottom + 5)), EDGE, 1))
    canvas.write(
        label(chart.axis or chart.sheet.unit, canvas.width - 4, GREY), canvas.width - 2, bottom + 36, "end"
    )


def _key(canvas: Canvas, chart: RowChart) -> None:
    placed, height = key_rows(chart.key, canvas.width)
    ends = any(row.low is not None for row in chart.rows if row.kind is RowKind.ONE)
    top = canvas.height + 6
    canvas.height += height + 10 if placed else 0
    for mark, said, at, down in placed:
        base = top + down
        if mark:
            canvas.draw("words", _sample(mark, at, base + 8, ends=ends))
        canvas.write(said, at + (SWATCH if mark else 0), base + 12.2)


def _sample(mark: str, x: float, y: float, *, ends: bool) -> str:
    """A mark as it stands in the picture: a square has a line through it only where its rows have ends."""
    if mark == RowKind.ALL:
        points = f"{x},{y} {x + 9},{y - 6} {x + 18},{y} {x + 9},{y + 6}"
        return element("polygon", points=points, fill=ACCENT)
    if mark == RowKind.NEXT:
        return element(
            "rect", x=x, y=y - 4, width=18, height=8, fill=FAN_INNER, stroke=FAN_EDGE, stroke_width=1
        )
    if mark == RowKind.ONE:
        whisker = line(((x, y), (x + 18, y)), INK, 1.4) if ends else ""
        return whisker + element("rect", x=x + 5, y=y - 4, width=8, height=8, fill=INK)
    return swatch("different" if mark == RowKind.FAR else mark, x, y)


def _table(chart: RowChart) -> Table:
    words = chart.words
    heads = (
        chart.heads[0] or words.place,
        chart.heads[1] or words.value,
        words.interval_low,
        words.interval_high,
    )
    return Table(
        chart.sheet.title, heads, tuple((row.name, row.value, row.low, row.high) for row in chart.rows)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceChart:
    """What other draws or other places gave, and what was seen: ``bins`` (low, high, count) touch."""

    sheet: Sheet
    bins: tuple[tuple[float, float, int], ...]
    seen: float
    seen_said: str
    axis: str = ""
    heads: tuple[str, str, str] = ("", "", "")
    words: Words = WORDS


def chance(chart: ChanceChart) -> Picture:
    """Draw how often each value came by chance, and where the observed one stands."""
    sheet = chart.sheet
    words = chart.words
    heads = tuple(
        told or other for told, other in zip(chart.heads, (words.lower, words.upper, words.size), strict=True)
    )
    table = Table(sheet.title, heads, tuple((low, high, float(count)) for low, high, count in chart.bins))
    if not chart.bins:
        return Picture(empty(sheet, "chance", words.nothing), sheet.title, sheet.description, table)
    edges = [each for low, high, _count in chart.bins for each in (low, high)]
    low, high = span(Extent((), (*edges, chart.seen)).values)
    inside, top = max(150.0, min(220.0, sheet.width * 0.3)), LINE + 12.0
    canvas = Canvas(sheet.width, top + inside + AXIS)
    x = Linear(low, high, AIR, sheet.width - AIR)
    y = Linear(0.0, float(max(count for _l, _h, count in chart.bins)), top + inside, top)
    for start, end, count in chart.bins:
        bar = element(
            "rect", x=x(start), y=y(count), width=max(x(end) - x(start) - 1, 0.6), height=y(0) - y(count),
            fill=FAN_INNER, stroke=FAN_EDGE, stroke_width=0.8,
        )  # fmt: skip
        span_said = f"{sheet.number(start)}–{sheet.number(end)}: {count}"
        canvas.draw("points", hover(bar, span_said))
    at = x(chart.seen)
    canvas.draw("points", line(((at, top - 4), (at, y(0))), INK, 2), dot_box(at, top))
    right = at + width_of(chart.seen_said) + 4 < canvas.width
    canvas.write(
        label(chart.seen_said, canvas.width, INK, bold=True), at, top - 8, "start" if right else "end"
    )
    _axis(canvas, RowChart(sheet=sheet, rows=(), axis=chart.axis), x, top + inside)
    return Picture(
        canvas.svg(sheet.key, "chance", sheet.title, sheet.description), sheet.title, sheet.description, table
    )
