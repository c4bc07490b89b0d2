"""Counts that grow: how many there are so far, and how many of them have come how far."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from headway.look.charts.marks import along, dot, dot_box, styled
from headway.look.charts.model import WORDS, Extent, Picture, Sheet, Table, Words
from headway.look.charts.palette import INK
from headway.look.charts.plot import Content, close_plot, empty, end_room, open_plot, wrapped_end
from headway.look.charts.svg import hover, label
from headway.look.charts.text import PLAIN, SMALL

Style = Literal["plain", "path", "strong"]


@dataclass(frozen=True, slots=True)
class Course:
    """One count at each day; ``said`` in few words what it counts ("answered"), for the end of its line."""

    said: str
    values: tuple[int, ...]
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowingChart:
    """Counts at the same days, the widest first; ``periods`` names the days, ``head`` what they are."""

    sheet: Sheet
    days: tuple[date, ...]
    periods: tuple[str, ...]
    courses: tuple[Course, ...]
    head: str
    words: Words = WORDS


def growing(chart: GrowingChart) -> Picture:
    """Draw a line for each count, with its name and its last value at the end."""
    sheet, courses = chart.sheet, chart.courses
    columns = zip(*(each.values for each in courses), strict=True)
    body = tuple((period, *row) for period, row in zip(chart.periods, columns, strict=True))
    table = Table(
        sheet.title, (chart.head, *(each.said[:1].upper() + each.said[1:] for each in courses)), body
    )
    if not chart.days:
        return Picture(empty(sheet, "growing", chart.words.nothing), sheet.title, sheet.description, table)
    heights = (0.0, 4.0, *(float(value) for each in courses for value in each.values))
    ends = tuple(
        wrapped_end(
            each.values[-1],
            [
                label(sheet.number(each.values[-1]), sheet.width, INK, PLAIN, bold=True),
                label(each.said, sheet.width, INK, SMALL),
            ],
            end_room(sheet),
        )
        for each in courses
    )
    plot = open_plot(sheet, Content(Extent(chart.days, heights, chart.days), ends))
    for each in courses:
        spots = [plot.spot(day, value) for day, value in zip(chart.days, each.values, strict=True)]
        plot.canvas.draw("lines", styled(each.style, spots), *along(spots))
        for (x, y), period, value in zip(spots, chart.periods, each.values, strict=True):
            said = f"{period}, {each.said}: {sheet.number(value)}"
            plot.canvas.draw("points", hover(dot("small", x, y), said), dot_box(x, y))
    return Picture(close_plot(plot, sheet, "growing", ()), sheet.title, sheet.description, table)
