"""Statistical process control: signals of change apart from the usual up and down."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from headway.look.charts.labels import End, KeyRow
from headway.look.charts.marks import Shape, Spot, along, band, dot, dot_box, line
from headway.look.charts.model import (
    WORDS,
    Extent,
    Note,
    Picture,
    Point,
    Sheet,
    Table,
    Target,
    Words,
    say,
    with_notes,
)
from headway.look.charts.palette import BAND, BETTER, EDGE, GREY, INK, NEUTRAL, WORSE
from headway.look.charts.plot import (
    Content,
    Plot,
    close_plot,
    crowded,
    empty,
    end_room,
    is_narrow,
    open_plot,
    wrapped_end,
)
from headway.look.charts.svg import Anchor, Box, Label, hover
from headway.look.charts.text import PLAIN, SMALL


class Special(StrEnum):
    """A value that usual variation does not explain: where it lies, and whether that is good."""

    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"

    @property
    def shape(self) -> Shape:
        if self.name.startswith("IMPROVEMENT"):
            return "better_up" if self.high else "better_down"
        return "worse" if self.name.startswith("CONCERN") else "different"

    @property
    def colour(self) -> str:
        return {"better_up": BETTER, "better_down": BETTER, "worse": WORSE}.get(self.shape, NEUTRAL)

    @property
    def high(self) -> bool:
        return self.name.endswith("HIGH")


@dataclass(frozen=True, slots=True)
class SpcPoint:
    """One value; ``why`` says which rule marked it, in the reader's words."""

    point: Point
    special: Special | None = None
    why: str = ""
    lower: float | None = None  # its own limits, where those of its segment differ from point to point
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Values between two rebases with their own limits, None where there is too little variation.

    ``reason`` says why the limits start anew here (empty for the first segment).
    """

    points: tuple[SpcPoint, ...]
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    trial: bool = False
    reason: str = ""

    @property
    def known(self) -> tuple[SpcPoint, ...]:
        return tuple(p for p in self.points if p.point.value is not None)

    def limits_of(self, point: SpcPoint) -> tuple[float | None, float | None]:
        """Return the limits of one of its points: the point's own, else those of the segment."""
        return (
            self.lower if point.lower is None else point.lower,
            self.upper if point.upper is None else point.upper,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SpcChart:
    """Everything an SPC chart shows."""

    sheet: Sheet
    segments: tuple[Segment, ...]
    target: Target | None = None
    notes: tuple[Note, ...] = ()
    words: Words = WORDS

    @property
    def points(self) -> tuple[SpcPoint, ...]:
        return tuple(p for segment in self.segments for p in segment.points)


def spc(chart: SpcChart) -> Picture:
    """Draw values in time order with mean, natural limits and signals."""
    sheet, known = chart.sheet, [p for p in chart.points if p.point.value is not None]
    if not known:
        svg = empty(sheet, "spc", chart.words.nothing)
        return Picture(svg, sheet.title, sheet.description, _table(chart))
    notes = (*rebases(chart.segments), *chart.notes)
    plot = open_plot(sheet, Content(_extent(chart), _ends(chart, known[-1].point), notes))
    draw_limits(plot, chart.segments)
    if chart.target:
        draw_target(plot, chart.target.value)
    draw_values(plot, chart.segments, sheet, chart.words)
    svg = close_plot(plot, sheet, "spc", (*_limits_key(chart), *spc_key(known, chart.words)))
    return Picture(svg, sheet.title, sheet.description, _table(chart))


def rebases(segments: Sequence[Segment]) -> tuple[Note, ...]:
    """Why limits start anew, each half-way between the last old value and the first new one."""
    notes = []
    for before, after in pairwise([s for s in segments if s.points]):
        old, new = before.points[-1].point.at, after.points[0].point.at
        notes.append(Note(new, after.reason, old + (new - old) / 2))
    return tuple(notes)


def limit_values(segments: Sequence[Segment]) -> tuple[float, ...]:
    """Every height the limits need on the axis."""
    heights = [v for s in segments for v in (s.mean, s.lower, s.upper)]
    heights += [v for s in segments for p in s.points for v in (p.lower, p.upper)]
    return tuple(v for v in heights if v is not None)


def _extent(chart: SpcChart) -> Extent:
    values = [p.point.value for p in chart.points if p.point.value is not None]
    more = [chart.target.value] if chart.target else []
    days = tuple(p.point.at for p in chart.points)
    return Extent(days, (*values, *limit_values(chart.segments), *more), days)


def _ends(chart: SpcChart, last: Point) -> tuple[End, ...]:
    number, words, room = chart.sheet.number, chart.words, end_room(chart.sheet)
    ends = []
    if chart.target:
        ends.append(wrapped_end(chart.target.value, [Label(chart.target.text, INK, PLAIN, bold=True)], room))
    if last.value is not None:
        ends.append(wrapped_end(last.value, [Label(number(last.value), INK, PLAIN, bold=True)], room))
    end = _latest(chart)
    if is_narrow(chart.sheet):
        return tuple(ends)
    if end.mean is not None:
        ends.append(wrapped_end(end.mean, [Label(say(words.average_at, value=number(end.mean)), GREY)], room))
    if end.lower is not None and end.upper is not None:
        said = say(words.usual_range, low=number(end.lower), high=number(end.upper))
        ends.append(wrapped_end(end.upper, [Label(said, GREY)], room))
    return tuple(ends)


def _latest(chart: SpcChart) -> Segment:
    return next((s for s in reversed(chart.segments) if s.known), chart.segments[-1])


def _limits_key(chart: SpcChart) -> tuple[KeyRow, ...]:
    """Say the limits here where there is no room at the end of the plot, and which of them are on trial."""
    number, words, end, rows = chart.sheet.number, chart.words, _latest(chart), []
    if is_narrow(chart.sheet) and end.lower is not None and end.upper is not None:
        rows.append(KeyRow("band", say(words.usual_range, low=number(end.lower), high=number(end.upper))))
    if is_narrow(chart.sheet) and end.mean is not None:
        rows.append(KeyRow("mean", say(words.average_at, value=number(end.mean))))
    if any(s.trial and s.lower is not None for s in chart.segments):
        rows.append(KeyRow("trial", words.trial))
    return tuple(rows)


def spc_key(known: Sequence[SpcPoint], words: Words) -> tuple[KeyRow, ...]:
    """Say what each kind of signal in this picture means."""
    found = {p.special for p in known}
    return tuple(
        KeyRow(kind.shape, f"{getattr(words, kind.value)} {getattr(words, kind.value + '_means')}")
        for kind in Special
        if kind in found
    )


def draw_limits(plot: Plot, segments: Sequence[Segment]) -> None:
    """Draw the usual range of each segment, with its mean."""
    count = sum(len(segment.points) for segment in segments)
    pad = min(5.0, (plot.right - plot.left) / max(1, 2 * count))
    for segment in segments:
        if segment.points and segment.mean is not None:
            _limits(plot, segment, segment.mean, pad)


def _limits(plot: Plot, segment: Segment, centre: float, pad: float) -> None:
    start = plot.x(segment.points[0].point.at.toordinal()) - pad
    end = plot.x(segment.points[-1].point.at.toordinal()) + pad
    mean = plot.y(centre)
    if segment.lower is not None and segment.upper is not None:
        upper, lower = _stairs(plot, segment, start, end)
        plot.canvas.draw("ground", band(upper, lower, BAND))
        dash = "2 3" if segment.trial else None
        for edge in (upper, lower):
            plot.canvas.draw("grid", line(edge, EDGE, 1, dash, "limit"))
            plot.canvas.busy += [
                Box(x, min(y, y2) - 1, x2, max(y, y2) + 1) for (x, y), (x2, y2) in pairwise(edge)
            ]
    plot.canvas.draw("grid", line(((start, mean), (end, mean)), GREY, 1.1, "1 3", "mean"))
    plot.canvas.busy.append(Box(start, mean - 1, end, mean + 1))


def _stairs(plot: Plot, segment: Segment, start: float, end: float) -> tuple[list[Spot], list[Spot]]:
    """The limits: level, or stairs that change half-way where they differ from point to point."""
    own = [p for p in segment.points if p.lower is not None and p.upper is not None]
    at = [plot.x(p.point.at.toordinal()) for p in own]
    edges = [start, *((a + b) / 2 for a, b in pairwise(at)), end]
    upper, lower = (
        [(x, plot.y(limit or 0.0)) for limit, pair in zip(limits, pairwise(edges), strict=True) for x in pair]
        for limits in (
            [p.upper for p in own] or [segment.upper],
            [p.lower for p in own] or [segment.lower],
        )
    )
    return upper, lower


def draw_target(plot: Plot, value: float) -> None:
    """Draw a target that holds all along."""
    y = plot.y(value)
    plot.canvas.draw("lines", line(((plot.left, y), (plot.right, y)), INK, 1.4, "7 4", "target"))
    plot.canvas.busy.append(Box(plot.left, y - 1.5, plot.right, y + 1.5))


def draw_values(plot: Plot, segments: Sequence[Segment], sheet: Sheet, words: Words) -> None:
    """Draw the values, joined where nothing is missing between them, and name the signals."""
    points = [p for s in segments for p in s.points]
    for present, run in groupby(points, key=lambda p: p.point.value is not None):
        if present:
            spots = [_spot(plot, p) for p in run]
            plot.canvas.draw("lines", line(spots, EDGE), *along(spots))
    close = crowded(plot, [p.point.at for p in points])
    for p in points:
        if p.point.value is None:
            continue
        x, y = _spot(plot, p)
        shape: Shape = p.special.shape if p.special else ("small" if close else "common")
        said = f"{p.point.period}: {sheet.number(p.point.value)}" + (f". {p.why}" if p.why else "")
        plot.canvas.draw("points", hover(dot(shape, x, y), said), dot_box(x, y))
    for special, run in groupby(points, key=lambda p: p.special):
        if special:
            _letter(plot, special, [_spot(plot, p) for p in run if p.point.value is not None], words)


def _spot(plot: Plot, p: SpcPoint) -> Spot:
    return plot.spot(p.point.at, p.point.value or 0.0)


def _letter(plot: Plot, special: Special, run: list[Spot], words: Words) -> None:
    """Write the letter of neighbours with one signal once, beyond the outermost if that is free."""
    said = Label(getattr(words, special.value), special.colour, SMALL, bold=True)
    beyond, other = ((-10.0, -24.0), (19.0,)) if special.high else ((19.0, 33.0), (-10.0,))
    outermost = sorted(run, key=lambda spot: spot[1], reverse=not special.high)
    places = [(x, y + off) for off in (*beyond, *other) for x, y in outermost]
    places += [(x + side, y + 4) for side in (-17.0, 17.0) for x, y in outermost]
    middle: Anchor = "middle"
    inside = [(x, y, middle) for x, y in places if plot.top - 4 <= y - SMALL and y + 3 <= plot.bottom]
    if not plot.canvas.write_first(said, inside, clear=True):
        plot.canvas.write_first(said, inside, clear=False)


def _table(chart: SpcChart) -> Table:
    words = chart.words
    rows = tuple(
        (
            p.point.period,
            p.point.value,
            segment.mean,
            *segment.limits_of(p),
            chart.target.value if chart.target else None,
            (p.why or getattr(words, p.special.value + "_means")) if p.special else "",
        )
        for segment in chart.segments
        for p in segment.points
    )
    columns = (words.period, words.value, words.average, words.lower, words.upper, words.target)
    table = Table(chart.sheet.title, (*columns, words.special), rows)
    remembered = (*rebases(chart.segments), *chart.notes)
    return with_notes(table, [p.point for p in chart.points], remembered, words.note)
