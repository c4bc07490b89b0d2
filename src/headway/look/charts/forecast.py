"""Fan: will we get there? And the outlook, the one picture that answers all three questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headway.look.charts.labels import End, KeyRow
from headway.look.charts.model import (
    WORDS,
    Cell,
    Extent,
    Ghost,
    Note,
    Path,
    Picture,
    Point,
    Sheet,
    Step,
    Table,
    Target,
    Words,
    say,
    with_notes,
)
from headway.look.charts.palette import INK
from headway.look.charts.plot import (
    Content,
    Plot,
    close_plot,
    empty,
    end_room,
    inner_label,
    open_plot,
    wrapped_end,
)
from headway.look.charts.series import (
    draw_fan,
    draw_ghosts,
    draw_goal,
    draw_paths,
    draw_points,
    fan_end,
    fan_key,
    goal_end,
    name_ghosts,
    name_paths,
    path_extent,
    point_values,
    step_values,
)
from headway.look.charts.spc import Segment, draw_limits, draw_values, limit_values, rebases, spc_key
from headway.look.charts.svg import Label
from headway.look.charts.text import PLAIN

_NO_PATH = Path((), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FanChart:
    """History and what to expect if things go on as now.

    ``expected`` ("71 if as now") and ``likely`` ("likely 66 to 76") are the labels at the end of the fan.
    """

    sheet: Sheet
    points: tuple[Point, ...]
    steps: tuple[Step, ...]
    target: Target | None = None
    expected: str = ""
    likely: str = ""
    ghosts: tuple[Ghost, ...] = ()
    notes: tuple[Note, ...] = ()
    words: Words = WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookChart:
    """Usual range, agreed path, forecast and goal in one picture: the picture of a mission page."""

    sheet: Sheet
    segments: tuple[Segment, ...]
    path: Path = _NO_PATH
    old_paths: tuple[Path, ...] = ()
    steps: tuple[Step, ...] = ()
    target: Target | None = None
    expected: str = ""
    likely: str = ""
    ghosts: tuple[Ghost, ...] = ()
    notes: tuple[Note, ...] = ()
    words: Words = WORDS

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(p.point for segment in self.segments for p in segment.points)


def fan(chart: FanChart) -> Picture:
    """Draw history, bands, past forecasts and the goal."""
    sheet = chart.sheet
    if all(p.value is None for p in chart.points) and not chart.steps:
        svg = empty(sheet, "fan", chart.words.nothing)
        return Picture(svg, sheet.title, sheet.description, _table(chart))
    extent = _extent(chart, point_values(chart.points), ())
    plot = open_plot(sheet, Content(extent, _ends(chart), chart.notes))
    _draw_future(plot, chart)
    draw_points(plot, chart.points, sheet)
    name_ghosts(plot, chart.ghosts)
    svg = close_plot(plot, sheet, "fan", fan_key(chart.steps, chart.ghosts, chart.words))
    return Picture(svg, sheet.title, sheet.description, _table(chart))


def outlook(chart: OutlookChart) -> Picture:
    """Draw where we are, where we said we would be, and where it goes from here."""
    sheet = chart.sheet
    if all(p.value is None for p in chart.points) and not chart.steps and not chart.path.points:
        svg = empty(sheet, "outlook", chart.words.nothing)
        return Picture(svg, sheet.title, sheet.description, _outlook_table(chart))
    days, values = path_extent((chart.path, *chart.old_paths))
    extent = _extent(chart, (*point_values(chart.points), *limit_values(chart.segments), *values), days)
    plot = open_plot(sheet, Content(extent, _ends(chart), (*rebases(chart.segments), *chart.notes)))
    draw_limits(plot, chart.segments)
    draw_paths(plot, chart.path, chart.old_paths)
    _draw_future(plot, chart)
    draw_values(plot, chart.segments, sheet, chart.words)
    key = (*_name_range(plot, chart), *name_paths(plot, chart.path, chart.old_paths))
    name_ghosts(plot, chart.ghosts)
    svg = close_plot(plot, sheet, "outlook", (*key, *_outlook_key(chart)))
    return Picture(svg, sheet.title, sheet.description, _outlook_table(chart))


def _extent(chart: FanChart | OutlookChart, values: tuple[float, ...], days: tuple[date, ...]) -> Extent:
    goal = (chart.target.value,) if chart.target else ()
    by = (chart.target.at,) if chart.target and chart.target.at else ()
    ghosts = [s for g in chart.ghosts for s in g.steps]
    seen = tuple(p.at for p in chart.points)
    future = tuple(s.at for s in (*chart.steps, *ghosts))
    heights = (*values, *step_values((*chart.steps, *ghosts)), *goal)
    return Extent((*seen, *future, *by, *days), heights, seen)


def _last(points: Sequence[Point]) -> Point | None:
    return next((p for p in reversed(points) if p.value is not None), None)


def _ends(chart: FanChart | OutlookChart) -> tuple[End, ...]:
    room = end_room(chart.sheet)
    goal = (goal_end(chart.target, room),) if chart.target else ()
    future = fan_end(chart.steps, chart.expected, chart.likely, room)
    last = _last(chart.points)
    if chart.steps or last is None or last.value is None:
        return (*goal, *future)
    said = [Label(chart.sheet.number(last.value), INK, PLAIN, bold=True)]
    return (*goal, wrapped_end(last.value, said, room))


def _draw_future(plot: Plot, chart: FanChart | OutlookChart) -> None:
    last = _last(chart.points)
    start = plot.spot(last.at, last.value) if last and last.value is not None else None
    draw_ghosts(plot, chart.ghosts)
    draw_fan(plot, start, chart.steps, chart.sheet)
    if chart.target:
        draw_goal(plot, chart.target)


def _name_range(plot: Plot, chart: OutlookChart) -> tuple[KeyRow, ...]:
    """Name the band once, above or below a stretch that has limits; else in the key."""
    limits = [s for s in chart.segments if s.points and s.lower is not None and s.upper is not None]
    trial = (KeyRow("trial", chart.words.trial),) if any(s.trial for s in limits) else ()
    for segment in limits:
        if segment.trial or segment.lower is None or segment.upper is None:
            continue
        start = plot.x(segment.points[0].point.at.toordinal())
        end = plot.x(segment.points[-1].point.at.toordinal())
        upper, lower = plot.y(segment.upper), plot.y(segment.lower)
        xs = [start + (end - start) * i / 6 for i in range(6)]
        heights = (upper - 6, lower + 15)
        if inner_label(plot, chart.words.usual_range_short, [(x, y) for y in heights for x in xs]):
            return trial
    named = (KeyRow("band", chart.words.usual_range_short),) if any(not s.trial for s in limits) else ()
    return (*named, *trial)


def _outlook_key(chart: OutlookChart) -> tuple[KeyRow, ...]:
    known = [p for segment in chart.segments for p in segment.known]
    return (*spc_key(known, chart.words), *fan_key(chart.steps, chart.ghosts, chart.words))


def _future_rows(chart: FanChart | OutlookChart, blanks: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of forecasts: the one made now, then those of the past, then the goal."""
    words, none = chart.words, (None,) * blanks
    rows: list[tuple[Cell, ...]] = []
    for name, steps in (("", chart.steps), *((g.name, g.steps) for g in chart.ghosts)):
        for s in steps:
            said = f"{s.period} · {say(words.past_forecast, name=name)}" if name else s.period
            rows.append((said, None, *none, s.median, s.low80, s.high80, s.low50, s.high50))
    if chart.target:
        rows.append((chart.target.text, chart.target.value, *none, None, None, None, None, None))
    return tuple(rows)


def _future_columns(words: Words) -> tuple[str, ...]:
    return (words.forecast, words.low80, words.high80, words.low50, words.high50)


def _table(chart: FanChart) -> Table:
    past = tuple((p.period, p.value, None, None, None, None, None) for p in chart.points)
    columns = (chart.words.period, chart.words.value, *_future_columns(chart.words))
    table = Table(chart.sheet.title, columns, (*past, *_future_rows(chart, 0)))
    return with_notes(table, chart.points, chart.notes, chart.words.note)


def _outlook_table(chart: OutlookChart) -> Table:
    words, none = chart.words, (None,) * 5
    past = tuple(
        (p.point.period, p.point.value, s.mean, *s.limits_of(p), p.point.expected, *none)
        for s in chart.segments
        for p in s.points
    )
    path = tuple(
        (chart.sheet.dates(at, "month"), None, None, None, None, value, *none)
        for at, value in chart.path.points
    )
    columns = (words.period, words.value, words.average, words.lower, words.upper, words.path)
    rows = (*past, *path, *_future_rows(chart, 4))
    table = Table(chart.sheet.title, (*columns, *_future_columns(words)), rows)
    remembered = (*rebases(chart.segments), *chart.notes)
    return with_notes(table, chart.points, remembered, words.note)
