"""The frame of a chart over time: margins as wide as what they hold, axes, notes, end labels, key."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from headway.look.charts.labels import End, KeyRow, Lane, key_rows, lanes, stack
from headway.look.charts.marks import SWATCH, flag, line, swatch
from headway.look.charts.model import Extent, Note, Sheet
from headway.look.charts.palette import EDGE, GREY, GRID, INK
from headway.look.charts.scale import Linear, Ticks, date_ticks, nice_ticks, span
from headway.look.charts.svg import Box, Canvas, Label, label
from headway.look.charts.text import LINE, SMALL, clean, width_of, wrap

END_GAP = 14.0  # px from the plot to the labels at its end
AXIS = 26.0  # px under the plot for the dates
INSET = 7.0  # px that keep the first and last mark inside


@dataclass(frozen=True, slots=True)
class Content:
    """What surrounds the marks of one chart."""

    extent: Extent
    ends: tuple[End, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """A canvas with its axes drawn, ready for marks."""

    canvas: Canvas
    x: Linear
    y: Linear
    left: float
    right: float
    top: float
    bottom: float
    unsaid: tuple[KeyRow, ...] = ()  # what found no room around the plot: the key says it

    def spot(self, at: date, value: float) -> tuple[float, float]:
        """Where a value on a date stands, in px."""
        return self.x(at.toordinal()), self.y(value)


@dataclass(frozen=True, slots=True)
class _Measure:
    low: float
    high: float
    ticks: Ticks
    tick_labels: tuple[Label, ...]
    left: float
    right: float
    inside: float  # height of the plot


def _measure(sheet: Sheet, content: Content) -> _Measure:
    inside = max(176.0, min(250.0, sheet.width * 0.36))
    low, high = span(content.extent.values, sheet.lowest, sheet.highest)
    ticks = nice_ticks(low, high, max(3, int(inside / 44)))
    room = sheet.width * 0.34
    labels = tuple(label(sheet.number(v, ticks.decimals), room, GREY) for v in ticks.values)
    widest = max((said.width for end in content.ends for said in end.lines), default=0.0)
    left = max((said.width for said in labels), default=0.0) + 10
    return _Measure(low, high, ticks, labels, left, sheet.width - max(widest + END_GAP + 4, 22.0), inside)


def end_room(sheet: Sheet) -> float:
    """How wide a label at the end of the plot may be."""
    return sheet.width * 0.25


def is_narrow(sheet: Sheet) -> bool:
    """A phone: what is not the answer moves from the end of the plot into the key."""
    return sheet.width < 480


def wrapped_end(value: float, said: Sequence[Label], room: float) -> End:
    """A label at the end of the plot, in lines that fit; a long number gets half as much room again."""
    longest = max(
        (width_of(word, one.size) for one in said for word in clean(one.text).split(" ")), default=0.0
    )
    room = max(room, min(longest + 1, room * 1.5))
    lines = [replace(one, text=text) for one in said for text in wrap(one.text, room, one.size, 4)]
    return End(value, tuple(lines), " ".join(clean(one.text) for one in said))


def _unit(sheet: Sheet) -> Label:
    return label(sheet.unit, sheet.width - 8, GREY)


def open_plot(sheet: Sheet, content: Content) -> Plot:
    """Measure, make room, and draw everything around the marks."""
    m = _measure(sheet, content)
    days = sorted(day.toordinal() for day in content.extent.dates) or [1]
    x = Linear(days[0], days[-1], m.left + INSET, m.right - INSET)
    placed = lanes(content.notes, x, m.left, float(sheet.width), sheet.dates)
    top = (LINE + 8 if sheet.unit else 12) + LINE * 1.25 * placed.depth
    bottom = top + m.inside
    canvas = Canvas(sheet.width, bottom + AXIS)
    y = Linear(m.low, m.high, bottom, top)
    ends = stack(content.ends, y, top - 4, bottom + 4)
    whole = [end for end, _ in ends if " ".join(said.text for said in end.lines) == end.full]
    unsaid = tuple(KeyRow("", end.full) for end in content.ends if end not in whole)
    plot = Plot(canvas, x, y, m.left, m.right, top, bottom, (*unsaid, *placed.rows))
    canvas.write(_unit(sheet), 0, SMALL)
    _values_axis(plot, m)
    _dates_axis(plot, sheet, content.extent)
    _ends(plot, ends)
    _notes(plot, placed.flags)
    return plot


def close_plot(plot: Plot, sheet: Sheet, kind: str, key: Sequence[KeyRow]) -> str:
    """Write the key under the plot, which says what no direct label could, and close the picture."""
    canvas = plot.canvas
    placed, height = key_rows((*key, *plot.unsaid), canvas.width)
    top = canvas.height + 10
    canvas.height += height + 12 if placed else 2
    for mark, said, at, down in placed:
        base = top + down
        if mark.isdigit():
            canvas.draw("words", flag(at + 9, base + 8))
            canvas.write(Label(mark, INK, SMALL, bold=True), at + 9, base + 12.2, "middle")
        elif mark:
            canvas.draw("words", swatch(mark, at, base + 8))
        canvas.write(said, at + (SWATCH if mark else 0), base + 12.2)
    return canvas.svg(sheet.key, kind, sheet.title, sheet.description)


def _values_axis(plot: Plot, m: _Measure) -> None:
    for value, said in zip(m.ticks.values, m.tick_labels, strict=True):
        y = plot.y(value)
        plot.canvas.draw("grid", line(((plot.left, y), (plot.right, y)), GRID, 1))
        plot.canvas.write(said, plot.left - 8, y + 4.2, "end")


def _dates_axis(plot: Plot, sheet: Sheet, extent: Extent) -> None:
    canvas = plot.canvas
    canvas.draw("grid", line(((plot.left, plot.bottom), (plot.right, plot.bottom)), EDGE, 1))
    if not extent.dates:
        return
    first, last = min(extent.dates), max(extent.dates)
    for x, text in date_ticks(first, last, extent.observed, sheet.dates, plot.x):
        half = width_of(text) / 2
        middle = min(max(x, half + 1), canvas.width - half - 1)
        if canvas.write(label(text, canvas.width, GREY), middle, plot.bottom + 19, "middle"):
            canvas.draw("grid", line(((x, plot.bottom), (x, plot.bottom + 5)), EDGE, 1))


def _ends(plot: Plot, ends: Sequence[tuple[End, float]]) -> None:
    at = plot.right + END_GAP
    for end, top in ends:
        y = plot.y(end.value)
        middle = top + LINE / 2 if len(end.lines) < 3 else top + LINE * len(end.lines) / 2
        if abs(middle - y) > 12:
            plot.canvas.draw("lines", line(((plot.right + 1, y), (at - 3, middle)), EDGE, 0.8))
        for i, said in enumerate(end.lines):
            plot.canvas.write(said, at, top + LINE * i + 12.2)


def _notes(plot: Plot, flags: tuple[Lane, ...]) -> None:
    canvas = plot.canvas
    for note in flags:
        y = plot.top - 7 - note.lane * LINE * 1.25
        if note.number:
            upright = Box(note.x - 1, y + 4, note.x + 1, plot.bottom)
            canvas.draw("lines", line(((note.x, y + 4), (note.x, plot.bottom)), EDGE, 1), upright)
            if canvas.write(Label(note.number, INK, SMALL, bold=True), note.x, y - 1, "middle"):
                canvas.draw("points", flag(note.x, y - 5.2))
            continue
        upright = Box(note.x - 1, y - 11, note.x + 1, plot.bottom)
        canvas.draw("lines", line(((note.x, y - 11), (note.x, plot.bottom)), EDGE, 1), upright)
        canvas.write(label(note.text, canvas.width, GREY), note.text_x, y, note.anchor)


def crowded(plot: Plot, days: Sequence[date]) -> bool:
    """Tell whether values stand so close that they need the smaller mark."""
    wide = plot.x(max(days).toordinal()) - plot.x(min(days).toordinal()) if days else 0.0
    return len(days) > 1 and wide < 6.5 * (len(days) - 1)


def empty(sheet: Sheet, kind: str, nothing: str) -> str:
    """The picture of no figures: a sentence, not an empty frame."""
    canvas = Canvas(sheet.width, 72)
    text = wrap(nothing, sheet.width - 16, SMALL, 2)
    for i, part in enumerate(text):
        canvas.write(Label(part, GREY), sheet.width / 2, 34 + i * LINE, "middle")
    return canvas.svg(sheet.key, kind, sheet.title, sheet.description)


def inner_label(plot: Plot, text: str, places: list[tuple[float, float]], colour: str = GREY) -> bool:
    """Write a direct label at the first place inside the plot that is clear of marks and words."""
    said = Label(clean(text), colour)
    inside = [
        (x, y)
        for x, y in places
        if plot.left <= x and x + said.width <= plot.right and plot.top + 10 <= y <= plot.bottom - 4
    ]
    return plot.canvas.write_first(said, [(x, y, "start") for x, y in inside], clear=True)
