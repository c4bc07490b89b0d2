"""The shapes: each meaning has its own, so that a grey print says the same."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from headway.look.charts.palette import (
    ACCENT,
    BAND,
    BETTER,
    EDGE,
    FAN_EDGE,
    FAN_INNER,
    FAN_OUTER,
    GHOST,
    GREY,
    INK,
    NEUTRAL,
    PAPER,
    WORSE,
)
from headway.look.charts.svg import Box, element, px

Spot = tuple[float, float]
Shape = Literal["common", "better_up", "better_down", "worse", "different", "hollow", "small", "run"]
COLOURS: dict[Shape, str] = {
    "common": INK, "better_up": BETTER, "better_down": BETTER, "worse": WORSE, "different": NEUTRAL,
    "hollow": INK, "small": INK, "run": ACCENT,
}  # fmt: skip


def dot(shape: Shape, x: float, y: float) -> str:
    """One value: circle, triangle (better, pointing where it went), diamond (worse), square (different)."""
    colour = COLOURS[shape]
    if shape in {"common", "small"}:
        return element(
            "circle", cx=x, cy=y, r=3.2 if shape == "common" else 2, fill=colour, class_=f"mark-{shape}"
        )
    if shape == "hollow":
        return element(
            "circle", cx=x, cy=y, r=3.2, fill=PAPER, stroke=colour, stroke_width=1.4, class_="mark-hollow"
        )
    if shape in {"different", "run"}:
        fill = PAPER if shape == "different" else colour
        return element(
            "rect", x=x - 3.4, y=y - 3.4, width=6.8, height=6.8, fill=fill, stroke=colour, stroke_width=2,
            class_=f"mark-{shape}",
        )  # fmt: skip
    path = {
        "better_up": f"M{px(x)} {px(y - 6.2)}l5.8 10h-11.6z",
        "better_down": f"M{px(x)} {px(y + 6.2)}l5.8 -10h-11.6z",
        "worse": f"M{px(x)} {px(y - 6.4)}l6.4 6.4l-6.4 6.4l-6.4 -6.4z",
    }[shape]
    return element("path", d=path, fill=colour, stroke=PAPER, stroke_width=1, class_=f"mark-{shape}")


def dot_box(x: float, y: float, radius: float = 5.0) -> Box:
    """Where a value's mark stands."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def line(
    spots: Sequence[Spot], colour: str, width: float = 1.2, dash: str | None = None, kind: str = ""
) -> str:
    """A line through these spots; none for fewer than two."""
    if len(spots) < 2:
        return ""
    return element(
        "polyline", points=" ".join(f"{px(x)},{px(y)}" for x, y in spots), fill="none", stroke=colour,
        stroke_width=width, stroke_dasharray=dash, stroke_linejoin="round",
        stroke_linecap="round" if dash and dash.startswith("0.") else None,
        class_=f"line-{kind}" if kind else None,
    )  # fmt: skip


def along(spots: Sequence[Spot], every: float = 6.0) -> tuple[Box, ...]:
    """Small boxes on a line, so that words keep clear of it."""
    boxes = []
    for (x, y), (x2, y2) in pairwise(spots):
        count = max(1, int(max(abs(x2 - x), abs(y2 - y)) / every))
        for i in range(count + 1):
            at, up = x + (x2 - x) * i / count, y + (y2 - y) * i / count
            boxes.append(Box(at - 1.5, up - 1.5, at + 1.5, up + 1.5))
    return tuple(boxes)


def band(upper: Sequence[Spot], lower: Sequence[Spot], fill: str, edge: str | None = None) -> str:
    """The area between two lines."""
    points = " ".join(f"{px(x)},{px(y)}" for x, y in (*upper, *reversed(lower)))
    return element("polygon", points=points, fill=fill, stroke=edge, stroke_width=0.8 if edge else None)


def ring(x: float, y: float) -> str:
    """A goal on its date."""
    return element("circle", cx=x, cy=y, r=5, fill=PAPER, stroke=INK, stroke_width=2.2, class_="mark-goal")


def whisker(x: float, low: float, high: float, colour: str = EDGE) -> str:
    """A value's own interval."""
    d = f"M{px(x - 3)} {px(low)}h6M{px(x)} {px(low)}V{px(high)}M{px(x - 3)} {px(high)}h6"
    return element("path", d=d, fill="none", stroke=colour, stroke_width=1.2, class_="mark-interval")


SWATCH = 24.0  # px a sample in the key takes
_LINES: dict[str, tuple[str, float, str | None]] = {
    "path": (INK, 1.4, "7 4"), "old_path": (EDGE, 1.2, "2 3"), "median": (ACCENT, 2.2, "0.1 4.4"),
    "ghost": (GHOST, 1.4, None), "target": (INK, 1.4, "7 4"), "mean": (GREY, 1.1, "1 3"),
    "plain": (INK, 1.4, None), "strong": (ACCENT, 2.6, None),
}  # fmt: skip


def styled(kind: str, spots: Sequence[Spot]) -> str:
    """A line in the style of its meaning."""
    colour, width, dash = _LINES[kind]
    return line(spots, colour, width, dash, kind.replace("_", "-"))


def swatch(kind: str, x: float, y: float) -> str:
    """A sample for the key, ``SWATCH`` wide, centred on ``y``."""
    if kind in _LINES:
        return styled(kind, ((x, y), (x + 18, y)))
    if kind in {"band", "trial", "band80", "band50"}:
        fill, edge = {
            "band": (BAND, EDGE),
            "trial": (BAND, EDGE),
            "band80": (FAN_OUTER, FAN_EDGE),
            "band50": (FAN_INNER, FAN_EDGE),
        }[kind]
        dash = "2 3" if kind == "trial" else None
        return element(
            "rect",
            x=x,
            y=y - 5,
            width=18,
            height=10,
            fill=fill,
            stroke=edge,
            stroke_width=0.8,
            stroke_dasharray=dash,
        )
    if kind == "crossing":
        return line(((x, y), (x + 18, y)), GREY, 1.2) + line(((x + 9, y - 5), (x + 9, y + 5)), ACCENT, 1.6)
    if kind == "interval":
        return whisker(x + 9, y - 6, y + 6)
    shape: Shape = next((s for s in COLOURS if s == kind), "common")
    return dot(shape, x + 9, y)


def flag(x: float, y: float) -> str:
    """The circle that holds the number of a note."""
    return element("circle", cx=x, cy=y, r=9, fill=PAPER, stroke=EDGE, stroke_width=1)
