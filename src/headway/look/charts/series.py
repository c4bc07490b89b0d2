"""What several charts draw alike: values with intervals, agreed paths, goals, forecasts old and new."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

from headway.look.charts.labels import End, KeyRow
from headway.look.charts.marks import Spot, along, band, dot, dot_box, line, ring, styled, whisker
from headway.look.charts.model import Ghost, Path, Point, Sheet, Step, Target, Words
from headway.look.charts.palette import ACCENT, EDGE, FAN_EDGE, FAN_INNER, FAN_OUTER, GHOST, GREY, INK
from headway.look.charts.plot import Plot, crowded, inner_label, wrapped_end
from headway.look.charts.svg import Box, Label, hover
from headway.look.charts.text import PLAIN, SMALL, width_of

INNER_TRIES = 12  # places along a line where its name may stand


def point_values(points: Sequence[Point]) -> tuple[float, ...]:
    """Every height these values and their intervals need."""
    heights = (v for p in points if p.value is not None for v in (p.value, p.low, p.high, p.expected))
    return tuple(v for v in heights if v is not None)


def path_extent(paths: Sequence[Path]) -> tuple[tuple[date, ...], tuple[float, ...]]:
    """Every date and height these paths need."""
    points = [point for path in paths for point in path.points]
    return tuple(at for at, _ in points), tuple(value for _, value in points)


def step_values(steps: Sequence[Step]) -> tuple[float, ...]:
    """Every height a forecast needs."""
    return tuple(v for s in steps for v in (s.low80, s.low50, s.median, s.high50, s.high80))


def draw_points(plot: Plot, points: Sequence[Point], sheet: Sheet) -> None:
    """Draw values with their intervals, joined where nothing is missing between them."""
    for present, run in groupby(points, key=lambda p: p.value is not None):
        if present:
            spots = [plot.spot(p.at, p.value or 0.0) for p in run]
            plot.canvas.draw("lines", line(spots, EDGE), *along(spots))
    close = crowded(plot, [p.at for p in points])
    for p in points:
        if p.value is None:
            continue
        x, y = plot.spot(p.at, p.value)
        if p.low is not None and p.high is not None:
            low, high = plot.y(p.low), plot.y(p.high)
            plot.canvas.draw("lines", whisker(x, low, high), Box(x - 4, high, x + 4, low))
        shape = dot("hollow" if p.before else "small" if close else "common", x, y)
        plot.canvas.draw("points", hover(shape, f"{p.period}: {sheet.number(p.value)}"), dot_box(x, y))


def draw_paths(plot: Plot, path: Path, old: Sequence[Path]) -> None:
    """Draw the path agreed now, and beneath it those it replaced."""
    for kind, one in (*(("old_path", p) for p in old), ("path", path)):
        spots = [plot.spot(at, value) for at, value in one.points]
        plot.canvas.draw("lines", styled(kind, spots), *along(spots))


def name_paths(plot: Plot, path: Path, old: Sequence[Path]) -> tuple[KeyRow, ...]:
    """Write each path's name beside it; what finds no room comes back for the key."""
    return tuple(
        KeyRow(kind, one.text)
        for kind, one in (("path", path), *(("old_path", p) for p in old))
        if len(one.points) > 1
        and not name_line(plot, [plot.spot(at, value) for at, value in one.points], one.text, GREY)
    )


def name_line(plot: Plot, spots: Sequence[Spot], text: str, colour: str) -> bool:
    """Try to write a name above or below a line, from its middle outwards."""
    if len(spots) < 2 or not text:
        return False
    width = width_of(text, SMALL)
    fractions = sorted((i / INNER_TRIES for i in range(1, INNER_TRIES)), key=lambda f: abs(f - 0.55))
    places = []
    for x, y in (_at(spots, f) for f in fractions):
        for away in (8, 14, 22):
            places += [(x - width - 2, y - away + 2), (x + 2, y + away + 8)]
            places += [(x + 2, y - away + 2), (x - width - 2, y + away + 8)]
    return inner_label(plot, text, places, colour)


def _at(spots: Sequence[Spot], fraction: float) -> Spot:
    x = spots[0][0] + (spots[-1][0] - spots[0][0]) * fraction
    for (x1, y1), (x2, y2) in pairwise(spots):
        if x1 <= x <= x2 and x2 > x1:
            return x, y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return x, spots[-1][1]


def lead_out(plot: Plot, points: Sequence[Point]) -> None:
    """Lead the eye from the last value to its label where the plot goes on without it."""
    last = next((p for p in reversed(points) if p.value is not None), None)
    if last is None or last.value is None:
        return
    x, y = plot.spot(last.at, last.value)
    if plot.right - x > 40:
        plot.canvas.draw("grid", line(((x + 8, y), (plot.right + 8, y)), EDGE, 0.8, "1 4", "leader"))
        plot.canvas.busy.append(Box(x, y - 1, plot.right, y + 1))


def goal_end(target: Target, room: float) -> End:
    """The goal's own words at its height."""
    return wrapped_end(target.value, [Label(target.text, INK, PLAIN, bold=True)], room)


def draw_goal(plot: Plot, target: Target) -> None:
    """A ring on the day the goal is due; a line where it holds all along."""
    if target.at is None:
        y = plot.y(target.value)
        plot.canvas.draw("lines", styled("target", ((plot.left, y), (plot.right, y))))
        plot.canvas.busy.append(Box(plot.left, y - 1.5, plot.right, y + 1.5))
        return
    x, y = plot.spot(target.at, target.value)
    plot.canvas.draw("points", hover(ring(x, y), target.text), dot_box(x, y, 7))


def draw_fan(plot: Plot, start: Spot | None, steps: Sequence[Step], sheet: Sheet) -> None:
    """Draw what we expect if things go on as now: two bands and a dotted middle."""
    if not steps:
        return
    first = [start] if start else []

    def edge(values: Sequence[float]) -> list[Spot]:
        return [*first, *(plot.spot(s.at, v) for s, v in zip(steps, values, strict=True))]

    high, low = edge([s.high80 for s in steps]), edge([s.low80 for s in steps])
    plot.canvas.draw("ground", band(high, low, FAN_OUTER))
    plot.canvas.draw(
        "ground", band(edge([s.high50 for s in steps]), edge([s.low50 for s in steps]), FAN_INNER)
    )
    for spots in (high, low):
        plot.canvas.draw("lines", line(spots, FAN_EDGE, 1), *along(spots))
    middle = edge([s.median for s in steps])
    plot.canvas.draw("lines", styled("median", middle), *along(middle))
    for s in steps:
        x, y = plot.spot(s.at, s.median)
        said = f"{s.period}: {sheet.number(s.median)} ({sheet.number(s.low80)} – {sheet.number(s.high80)})"
        plot.canvas.draw("points", hover(_hidden(x, y), said))


def _hidden(x: float, y: float) -> str:
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="6" fill="none" pointer-events="all"/>'


def fan_end(steps: Sequence[Step], expected: str, likely: str, room: float) -> tuple[End, ...]:
    """Where it goes if as now, in words, at the height of the last median."""
    if not steps or not (expected or likely):
        return ()
    said = [Label(expected, ACCENT, PLAIN, bold=True), Label(likely, ACCENT, SMALL)]
    return (wrapped_end(steps[-1].median, [one for one in said if one.text.strip()], room),)


def draw_ghosts(plot: Plot, ghosts: Sequence[Ghost]) -> None:
    """Draw forecasts of the past as outlines, so that everyone sees how they did."""
    for ghost in ghosts:
        edges = [[plot.spot(s.at, v) for s, v in zip(ghost.steps, row, strict=True)] for row in _rows(ghost)]
        for dash, spots in zip((None, None, "0.1 3.4"), edges, strict=True):
            plot.canvas.draw("lines", line(spots, GHOST, 1.6 if dash else 0.9, dash, "ghost"))
            plot.canvas.busy.extend(along(spots))


def name_ghosts(plot: Plot, ghosts: Sequence[Ghost]) -> None:
    """Write each past forecast's short name beside it."""
    for ghost in ghosts:
        high = [plot.spot(s.at, s.high80) for s in ghost.steps]
        low = [plot.spot(s.at, s.low80) for s in ghost.steps]
        if not name_line(plot, high, ghost.name, GREY):
            name_line(plot, low, ghost.name, GREY)


def _rows(ghost: Ghost) -> tuple[list[float], list[float], list[float]]:
    return [s.high80 for s in ghost.steps], [s.low80 for s in ghost.steps], [s.median for s in ghost.steps]


def fan_key(steps: Sequence[Step], ghosts: Sequence[Ghost], words: Words) -> tuple[KeyRow, ...]:
    """Say what the bands mean, and how each past forecast did."""
    bands = (KeyRow("band50", words.band50), KeyRow("band80", words.band80)) if steps else ()
    return (*bands, *(KeyRow("ghost", ghost.verdict) for ghost in ghosts if ghost.verdict))
