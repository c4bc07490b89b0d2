"""Run chart: median, runs and crossings, for series too short or too odd for limits."""

from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from headway.look.charts.labels import KeyRow
from headway.look.charts.marks import dot, dot_box, line
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
from headway.look.charts.palette import ACCENT, GREY, INK
from headway.look.charts.plot import Content, Plot, close_plot, empty, end_room, open_plot, wrapped_end
from headway.look.charts.series import draw_goal, draw_points, goal_end, point_values
from headway.look.charts.svg import Box, Label, hover
from headway.look.charts.text import PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChart:
    """Values around their median, with the rules of Anhoej (numbers come from the engine).

    Numbers left None are not said. Values on the median do not count in runs and are drawn hollow.
    """

    sheet: Sheet
    points: tuple[Point, ...]
    median: float
    longest_run: int | None = None
    longest_run_max: int | None = None
    crossings: int | None = None
    crossings_min: int | None = None
    target: Target | None = None
    notes: tuple[Note, ...] = ()
    words: Words = WORDS


def run_chart(chart: RunChart) -> Picture:
    """Draw values around their median; mark the longest run where it is a signal, and each crossing."""
    sheet, known = chart.sheet, [p for p in chart.points if p.value is not None]
    if not known:
        svg = empty(sheet, "run", chart.words.nothing)
        return Picture(svg, sheet.title, sheet.description, _table(chart))
    goal = (chart.target.value,) if chart.target else ()
    days = tuple(p.at for p in chart.points)
    extent = Extent(days, (*point_values(known), chart.median, *goal), days)
    room = end_room(sheet)
    last = known[-1].value or 0.0
    ends = [goal_end(chart.target, room)] if chart.target else []
    ends.append(wrapped_end(last, [Label(sheet.number(last), INK, PLAIN, bold=True)], room))
    said = say(chart.words.median_at, value=sheet.number(chart.median))
    ends.append(wrapped_end(chart.median, [Label(said, GREY)], room))
    plot = open_plot(sheet, Content(extent, tuple(ends), chart.notes))
    y = plot.y(chart.median)
    plot.canvas.draw("grid", line(((plot.left, y), (plot.right, y)), GREY, 1.2, None, "median"))
    plot.canvas.busy.append(Box(plot.left, y - 1, plot.right, y + 1))
    if chart.target:
        draw_goal(plot, chart.target)
    draw_points(plot, [replace(p, before=p.value == chart.median) for p in chart.points], sheet)
    _crossings(plot, known, chart.median)
    if _signal(chart):
        _mark_run(plot, known, chart)
    svg = close_plot(plot, sheet, "run", _key(chart))
    return Picture(svg, sheet.title, sheet.description, _table(chart))


def _signal(chart: RunChart) -> bool:
    return (
        chart.longest_run is not None
        and chart.longest_run_max is not None
        and chart.longest_run > chart.longest_run_max
    )


def _key(chart: RunChart) -> tuple[KeyRow, ...]:
    number, words, rows = chart.sheet.number, chart.words, []
    if chart.longest_run is not None and chart.longest_run_max is not None:
        said = say(words.run, run=number(chart.longest_run), limit=number(chart.longest_run_max))
        rows.append(KeyRow("run" if _signal(chart) else "common", said))
    if chart.crossings is not None and chart.crossings_min is not None:
        said = say(words.crossings, crossings=number(chart.crossings), limit=number(chart.crossings_min))
        rows.append(KeyRow("crossing", said))
    return tuple(rows)


def _crossings(plot: Plot, known: list[Point], median: float) -> None:
    off = [p for p in known if p.value != median]
    level = plot.y(median)
    for a, b in pairwise(off):
        (x1, y1), (x2, y2) = plot.spot(a.at, a.value or 0.0), plot.spot(b.at, b.value or 0.0)
        if (y1 - level) * (y2 - level) < 0:
            between = [p for p in known if a.at < p.at < b.at]  # on the median: the series crosses there
            middle = plot.x(between[len(between) // 2].at.toordinal()) if between else None
            x = middle if middle is not None else x1 + (x2 - x1) * (level - y1) / (y2 - y1)
            plot.canvas.draw("lines", line(((x, level - 5), (x, level + 5)), ACCENT, 1.6, None, "crossing"))


def _mark_run(plot: Plot, known: list[Point], chart: RunChart) -> None:
    """Draw the values of the longest run as squares (the first one where several are as long)."""
    off = [p for p in known if p.value != chart.median]
    runs = [list(run) for _, run in groupby(off, key=lambda p: (p.value or 0.0) > chart.median)]
    for p in max(runs, key=len, default=[]):
        x, y = plot.spot(p.at, p.value or 0.0)
        said = f"{p.period}: {chart.sheet.number(p.value or 0.0)}"
        plot.canvas.draw("points", hover(dot("run", x, y), said), dot_box(x, y))


def _table(chart: RunChart) -> Table:
    words = chart.words
    rows = tuple(
        (p.period, p.value, chart.median, chart.target.value if chart.target else None) for p in chart.points
    )
    table = Table(chart.sheet.title, (words.period, words.value, words.median, words.target), rows)
    return with_notes(table, chart.points, chart.notes, words.note)
