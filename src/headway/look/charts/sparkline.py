"""Sparkline: one line beside a sentence, with its target."""

from dataclasses import dataclass
from itertools import groupby

from headway.look.charts.marks import Spot, band, dot, line, ring
from headway.look.charts.model import WORDS, Extent, Picture, Point, Sheet, Table, Target, Words
from headway.look.charts.palette import BAND, EDGE, GREY, INK
from headway.look.charts.scale import Linear, span
from headway.look.charts.svg import Canvas, label
from headway.look.charts.text import PLAIN

HEIGHT = 40.0
ROOM = 0.45  # of the width: the most that the last value may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """A series in little. ``usual`` is its usual range; ``latest`` is written at the end, if given."""

    sheet: Sheet
    points: tuple[Point, ...]
    target: Target | None = None
    usual: tuple[float, float] | None = None
    latest: str = ""
    words: Words = WORDS


def sparkline(chart: Sparkline) -> Picture:
    """Draw a small line with its last value and its target."""
    sheet, known = chart.sheet, [p for p in chart.points if p.value is not None]
    canvas = Canvas(sheet.width, HEIGHT)
    if not known:
        canvas.write(label(chart.words.nothing, sheet.width - 4, GREY), 0, HEIGHT / 2 + 4)
    else:
        _draw(canvas, chart, known)
    svg = canvas.svg(sheet.key, "sparkline", sheet.title, sheet.description)
    rows = tuple((p.period, p.value, chart.target.value if chart.target else None) for p in chart.points)
    table = Table(sheet.title, (chart.words.period, chart.words.value, chart.words.target), rows)
    return Picture(svg, sheet.title, sheet.description, table)


def _draw(canvas: Canvas, chart: Sparkline, known: list[Point]) -> None:
    sheet, target = chart.sheet, chart.target
    said = label(chart.latest, sheet.width * ROOM, INK, PLAIN, bold=True)
    right = sheet.width - (said.width + 9 if said.text else 0) - 7
    by = [target.at] if target and target.at else []
    days = [day.toordinal() for day in (*(p.at for p in chart.points), *by)]
    usual = chart.usual or ()
    goal = [target.value] if target else []
    heights = Extent((), (*(p.value for p in known if p.value is not None), *usual, *goal)).values
    low, high = span(heights, sheet.lowest, sheet.highest)
    x, y = Linear(min(days), max(days), 6, right), Linear(low, high, HEIGHT - 6, 6)
    if chart.usual:
        lower, upper = y(chart.usual[0]), y(chart.usual[1])
        canvas.draw("ground", band(((1, upper), (right, upper)), ((1, lower), (right, lower)), BAND))
    if target:
        canvas.draw(
            "grid", line(((1, y(target.value)), (right, y(target.value))), EDGE, 1.2, "5 3", "target")
        )
        if target.at:
            canvas.draw("points", ring(x(target.at.toordinal()), y(target.value)))
    for present, run in groupby(chart.points, key=lambda p: p.value is not None):
        if present:
            spots: list[Spot] = [(x(p.at.toordinal()), y(p.value or 0.0)) for p in run]
            canvas.draw("lines", line(spots, INK, 1.5) if len(spots) > 1 else dot("small", *spots[0]))
    last = known[-1]
    end = (x(last.at.toordinal()), y(last.value or 0.0))
    canvas.draw("points", dot("common", *end))
    canvas.write(said, right + 9, min(max(end[1] + 4.5, 12), HEIGHT - 5))
