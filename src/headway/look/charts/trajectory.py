"""Trajectory: whether we are where we said we would be."""

from dataclasses import dataclass

from headway.look.charts.labels import End, KeyRow
from headway.look.charts.marks import along, line
from headway.look.charts.model import (
    WORDS,
    Extent,
    Note,
    Path,
    Picture,
    Point,
    Sheet,
    Table,
    Target,
    Words,
    with_notes,
)
from headway.look.charts.palette import EDGE, INK
from headway.look.charts.plot import Content, close_plot, empty, end_room, open_plot, wrapped_end
from headway.look.charts.series import (
    draw_goal,
    draw_paths,
    draw_points,
    goal_end,
    lead_out,
    name_paths,
    path_extent,
    point_values,
)
from headway.look.charts.svg import Label
from headway.look.charts.text import PLAIN, SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class TrajectoryChart:
    """Values against the path that people agreed in advance.

    ``old_paths`` are paths since amended; ``verdict`` stands beside the last value ("4 behind the path").
    """

    sheet: Sheet
    points: tuple[Point, ...]
    path: Path
    old_paths: tuple[Path, ...] = ()
    target: Target | None = None
    verdict: str = ""
    notes: tuple[Note, ...] = ()
    words: Words = WORDS


def trajectory(chart: TrajectoryChart) -> Picture:
    """Draw values, the agreed path and the distance between them."""
    sheet = chart.sheet
    if all(p.value is None for p in chart.points) and not chart.path.points:
        svg = empty(sheet, "trajectory", chart.words.nothing)
        return Picture(svg, sheet.title, sheet.description, _table(chart))
    plot = open_plot(sheet, Content(_extent(chart), _ends(chart), chart.notes))
    draw_paths(plot, chart.path, chart.old_paths)
    if chart.target:
        draw_goal(plot, chart.target)
    for p in chart.points:
        if p.value is not None and p.expected is not None and not p.before:
            x, y = plot.spot(p.at, p.value)
            gap = line(((x, y), (x, plot.y(p.expected))), EDGE, 2, None, "deviation")
            plot.canvas.draw("lines", gap, *along(((x, y), (x, plot.y(p.expected)))))
    draw_points(plot, chart.points, sheet)
    lead_out(plot, chart.points)
    svg = close_plot(
        plot, sheet, "trajectory", (*name_paths(plot, chart.path, chart.old_paths), *_key(chart))
    )
    return Picture(svg, sheet.title, sheet.description, _table(chart))


def _extent(chart: TrajectoryChart) -> Extent:
    days, values = path_extent((chart.path, *chart.old_paths))
    seen = tuple(p.at for p in chart.points)
    goal = (chart.target.value,) if chart.target else ()
    by = (chart.target.at,) if chart.target and chart.target.at else ()
    return Extent((*seen, *days, *by), (*point_values(chart.points), *values, *goal), seen or days)


def _ends(chart: TrajectoryChart) -> tuple[End, ...]:
    room = end_room(chart.sheet)
    ends = [goal_end(chart.target, room)] if chart.target else []
    last = next((p for p in reversed(chart.points) if p.value is not None), None)
    if last and last.value is not None:
        said = [
            Label(chart.sheet.number(last.value), INK, PLAIN, bold=True),
            Label(chart.verdict, INK, SMALL),
        ]
        ends.append(wrapped_end(last.value, [one for one in said if one.text.strip()], room))
    return tuple(ends)


def _key(chart: TrajectoryChart) -> tuple[KeyRow, ...]:
    words, points = chart.words, [p for p in chart.points if p.value is not None]
    rows = []
    if any(p.before for p in points):
        rows.append(KeyRow("hollow", words.before))
    if any(p.low is not None and p.high is not None for p in points):
        rows.append(KeyRow("interval", words.interval))
    return tuple(rows)


def _table(chart: TrajectoryChart) -> Table:
    words = chart.words
    columns = (
        words.period,
        words.value,
        words.path,
        words.difference,
        words.interval_low,
        words.interval_high,
    )
    rows = tuple((p.period, p.value, p.expected, _gap(p), p.low, p.high) for p in chart.points)
    dates = chart.sheet.dates
    ahead = tuple(
        (dates(at, "month"), None, value, None, None, None)
        for at, value in chart.path.points
        if not any(p.at == at for p in chart.points)
    )
    goal = chart.target
    wanted = ((goal.text, None, goal.value, None, None, None),) if goal else ()
    table = Table(chart.sheet.title, columns, (*rows, *ahead, *wanted))
    return with_notes(table, chart.points, chart.notes, words.note)


def _gap(p: Point) -> float | None:
    return None if p.value is None or p.expected is None else p.value - p.expected
