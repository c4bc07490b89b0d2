"""A theory of change: boxes in columns from inputs to the mission, links drawn by their evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.look.charts.logic_plan import AIR, BETWEEN, ROWS, LogicArrow, LogicBox, LogicChart, Plan, Spot
from headway.look.charts.model import Picture, Table
from headway.look.charts.palette import EDGE, GREY, INK, PAPER, WORSE
from headway.look.charts.svg import Canvas, Label, element, hover, px
from headway.look.charts.text import LINE, SMALL, wrap

TIP = 7.0  # px: the length of an arrowhead
SAMPLE = 44.0  # px of line before the words of the key
DASHES: tuple[str | None, ...] = ("0.1 4", "4 4", "10 4", None, None)  # by strength, 0 to 4


def logic(chart: LogicChart) -> Picture:
    """Draw the boxes in their columns and every link between them.

    Links run in the room between columns and, where they pass a column, in a lane of their own: no
    link crosses a box, no word is cut or covered.

    Raises
    ------
    NotDrawableError
        When a link joins a box that is not there.
    """
    plan = Plan.of(chart)
    sheet, legend = chart.sheet, _legend(chart)
    canvas = Canvas(plan.width, plan.bottom + ROWS + LINE * len(legend) + 4)
    for at, heading in enumerate(plan.headings):
        for row, text in enumerate(heading):
            canvas.write(Label(text, GREY, bold=True), plan.left(at), 13 + LINE * row)
    for at, arrow in enumerate(chart.arrows):
        canvas.draw("lines", _arrow(arrow, plan.way(at, chart)))
    for number, box in enumerate(chart.boxes):
        _box(canvas, box, plan, number)
    for row, entry in enumerate(legend):
        _entry(canvas, entry, plan.bottom + ROWS + LINE * row)
    svg = canvas.svg(sheet.key, "logic", sheet.title, sheet.description)
    named = {box.key: box.text for box in chart.boxes}
    rows = tuple(
        (named[arrow.source], named[arrow.target], chart.strengths[arrow.strength]) for arrow in chart.arrows
    )
    return Picture(svg, sheet.title, sheet.description, Table(sheet.title, chart.table, rows))


# --- the marks ---


def _box(canvas: Canvas, box: LogicBox, plan: Plan, number: int) -> None:
    left, height = plan.left(plan.column[number]), plan.heights[number]
    top = plan.middle[number] - height / 2
    aside = box.column is None
    canvas.draw(
        "points",
        element(
            "rect", x=left + 1, y=top, width=plan.size - 2, height=height, rx=12 if aside else 3, fill=PAPER,
            stroke=INK if box.strong else EDGE, stroke_width=2.5 if box.strong else 1.2,
            stroke_dasharray="5 3" if aside else None, class_="box-strong" if box.strong else "box",
        ),
    )  # fmt: skip
    base = top + AIR + 11
    if box.kind:
        canvas.write(Label(box.kind, GREY), left + AIR, base)
        base += LINE
    for row, text in enumerate(plan.lines[number]):
        canvas.write(Label(text, INK, bold=box.strong), left + AIR, base + LINE * row)


def _arrow(arrow: LogicArrow, spots: Sequence[Spot]) -> str:
    """A link: its line by strength, its end by sign, a mark in its middle where it needs one."""
    colour = WORSE if arrow.urgent else GREY
    (x0, _y0), (x1, y1) = spots[-2], spots[-1]
    inward = -1.0 if len(spots) == 2 and x0 == x1 else (1.0 if x1 >= x0 else -1.0)
    shown = [*spots[:-1], (x1 - inward * (0 if arrow.less else TIP - 1), y1)]
    marks = [_stroke(_curve(shown), arrow.strength, colour), _tip(x1, y1, inward, colour, less=arrow.less)]
    if arrow.urgent or arrow.contested:
        x, y = _half(shown)
        marks.append(_diamond(x, y) if arrow.urgent else _ring(x, y))
    return hover(element("g", *marks, class_=f"link-{arrow.strength}"), arrow.words)


def _curve(spots: Sequence[Spot]) -> str:
    """A path that leaves and arrives level; two boxes of one column are joined by a bow on their right."""
    said = [f"M{px(spots[0][0])} {px(spots[0][1])}"]
    for (x0, y0), (x1, y1) in pairwise(spots):
        if len(spots) == 2 and abs(x0 - x1) < TIP:
            bow = max(x0, x1) + BETWEEN * 0.7
            said.append(f"C{px(bow)} {px(y0)} {px(bow)} {px(y1)} {px(x1)} {px(y1)}")
        elif y0 == y1:
            said.append(f"H{px(x1)}")
        else:
            half = (x0 + x1) / 2
            said.append(f"C{px(half)} {px(y0)} {px(half)} {px(y1)} {px(x1)} {px(y1)}")
    return "".join(said)


def _stroke(path: str, strength: int, colour: str) -> str:
    """A line in the style of its evidence; the strongest is a double line."""
    dash = DASHES[strength]
    style: dict[str, str | float | None] = {
        "fill": "none", "stroke": colour, "stroke_dasharray": dash,
        "stroke_linecap": "round" if strength == 0 else None,
    }  # fmt: skip
    line = element("path", d=path, stroke_width={0: 2.2, 4: 5.0}.get(strength, 1.6), **style)
    if strength < 4:
        return line
    return line + element("path", d=path, fill="none", stroke=PAPER, stroke_width=2.2)


def _tip(x: float, y: float, inward: float, colour: str, *, less: bool) -> str:
    if less:  # a bar stops where an arrow would point
        return element("path", d=f"M{px(x - inward * 2)} {px(y - 6)}v12", stroke=colour, stroke_width=3)
    back = x - inward * TIP
    return element("path", d=f"M{px(x)} {px(y)}L{px(back)} {px(y - 4)}V{px(y + 4)}z", fill=colour)


def _half(spots: Sequence[Spot]) -> Spot:
    """The middle of a link's first stretch between two columns."""
    (x0, y0), (x1, y1) = spots[0], spots[1]
    if len(spots) == 2 and abs(x0 - x1) < TIP:
        return max(x0, x1) + BETWEEN * 0.52, (y0 + y1) / 2
    return (x0 + x1) / 2, (y0 + y1) / 2


def _diamond(x: float, y: float) -> str:
    path = f"M{px(x)} {px(y - 6.4)}l6.4 6.4l-6.4 6.4l-6.4 -6.4z"
    return element("path", d=path, fill=WORSE, stroke=PAPER, stroke_width=1.5, class_="mark-urgent")


def _ring(x: float, y: float) -> str:
    return element(
        "circle", cx=x, cy=y, r=4.6, fill=PAPER, stroke=INK, stroke_width=1.8, class_="mark-contested"
    )


# --- the key ---


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the key: its sample and one line of its words."""

    mark: str
    text: str


def _legend(chart: LogicChart) -> list[_Entry]:
    """Every style in words, those that are used; the samples are drawn at the origin."""
    used = {arrow.strength for arrow in chart.arrows}
    path = f"M2 0H{px(SAMPLE - 10)}"
    said = [
        (_stroke(path, strength, GREY), name)
        for strength, name in enumerate(chart.strengths)
        if strength in used
    ]
    if any(arrow.urgent for arrow in chart.arrows):
        said.append((_stroke(path, 3, WORSE) + _diamond(SAMPLE / 2 - 4, 0), chart.urgent))
    if any(arrow.contested and not arrow.urgent for arrow in chart.arrows):
        said.append((_stroke(path, 3, GREY) + _ring(SAMPLE / 2 - 4, 0), chart.contested))
    if any(arrow.less for arrow in chart.arrows):
        said.append((_stroke(path, 3, GREY) + _tip(SAMPLE - 10, 0, 1, GREY, less=True), chart.less))
    room = chart.sheet.width - SAMPLE - 2
    return [
        _Entry(mark if not row else "", line)
        for mark, text in said
        for row, line in enumerate(wrap(text, room, SMALL, most=4))
    ]


def _entry(canvas: Canvas, entry: _Entry, top: float) -> None:
    if entry.mark:
        canvas.draw("lines", element("g", entry.mark, transform=f"translate(0 {px(top + 9)})"))
    canvas.write(Label(entry.text, GREY), SAMPLE, top + 13)
