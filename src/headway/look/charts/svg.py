"""Marks and words on a canvas that never lets two words touch or leave the picture."""

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Literal

from headway.look.charts.palette import INK, PAPER
from headway.look.charts.text import ASCENT, DESCENT, FONT, SMALL, clean, shorten, width_of

Anchor = Literal["start", "middle", "end"]
Layer = Literal["ground", "grid", "lines", "points", "words"]
LAYERS: tuple[Layer, ...] = ("ground", "grid", "lines", "points", "words")
_SPECIAL = re.compile("[&<>\"']")
GAP = 3.0  # px of air between two words


def px(value: float) -> str:
    """Write a coordinate to a hundredth of a pixel, the same bytes everywhere."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@cache
def _name(python: str) -> str:
    return python.rstrip("_").replace("_", "-")


def _escape(text: str) -> str:
    return escape(text) if _SPECIAL.search(text) else text


def element(tag: str, *inside: str, **attributes: str | float | None) -> str:
    """Build one element: names lose their trailing ``_`` and turn ``_`` into ``-``; ``None`` is left out."""
    said = "".join(
        [
            f' {_name(name)}="{_escape(value) if isinstance(value, str) else px(value)}"'
            for name, value in attributes.items()
            if value is not None
        ]
    )
    return f"<{tag}{said}>{''.join(inside)}</{tag}>" if any(inside) else f"<{tag}{said}/>"


def words(text: str) -> str:
    """Escape text that people wrote."""
    return _escape(clean(text))


def hover(mark: str, text: str) -> str:
    """Give a mark the words that show when a pointer rests on it."""
    return element("g", element("title", words(text)), mark) if text else mark


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box", gap: float = 0.0) -> bool:
        """Tell whether two boxes overlap or come nearer than ``gap`` sideways."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text and how it looks; ``full`` shows on hover where the text had to be cut."""

    text: str
    colour: str = INK
    size: float = SMALL
    bold: bool = False
    full: str = ""

    @property
    def width(self) -> float:
        return width_of(self.text, self.size)

    def box(self, x: float, y: float, anchor: Anchor) -> Box:
        """Where the text would stand with its baseline at ``y``."""
        left = x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[anchor]
        return Box(left, y - ASCENT * self.size, left + self.width, y + DESCENT * self.size)


def label(text: str, room: float, colour: str = INK, size: float = SMALL, *, bold: bool = False) -> Label:
    """Make a label that fits its room."""
    whole = clean(text)
    cut = shorten(whole, room, size)
    return Label(cut, colour, size, bold, whole if cut != whole else "")


@dataclass(slots=True)
class Canvas:
    """A picture in the making."""

    width: float
    height: float
    layers: dict[Layer, list[str]] = field(default_factory=lambda: {layer: [] for layer in LAYERS})
    texts: list[Box] = field(default_factory=list)
    busy: list[Box] = field(default_factory=list)  # marks that labels inside the plot should keep clear of

    def draw(self, layer: Layer, mark: str, *busy: Box) -> None:
        """Add a mark, and where it is."""
        self.layers[layer].append(mark)
        self.busy.extend(busy)

    def fits(self, box: Box, *, clear: bool = False) -> bool:
        """Tell whether words may stand here; with ``clear``, not over marks either."""
        inside = box.left >= 0 and box.right <= self.width and box.top >= 0 and box.bottom <= self.height
        if not inside or any(box.touches(text, GAP) for text in self.texts):
            return False
        return not (clear and any(box.touches(mark) for mark in self.busy))

    def write(
        self, said: Label, x: float, y: float, anchor: Anchor = "start", *, clear: bool = False
    ) -> bool:
        """Write a label where it stands free, and tell whether it did."""
        box = said.box(x, y, anchor)
        if not said.text or not self.fits(box, clear=clear):
            return False
        self.texts.append(box)
        text = element(
            "text",
            *([element("title", words(said.full))] if said.full else []),
            words(said.text),
            x=x,
            y=y,
            text_anchor=None if anchor == "start" else anchor,
            font_size=said.size,
            font_weight="600" if said.bold else None,
            fill=said.colour,
            stroke=PAPER,  # a thin halo keeps words legible where a line passes behind them
            stroke_width="3",
            stroke_linejoin="round",
            paint_order="stroke",
        )
        self.layers["words"].append(text)
        return True

    def write_first(self, said: Label, places: list[tuple[float, float, Anchor]], *, clear: bool) -> bool:
        """Write a label at the first of these places that is free."""
        return any(self.write(said, x, y, anchor, clear=clear) for x, y, anchor in places)

    def svg(self, key: str, kind: str, title: str, description: str, role: str = "img") -> str:
        """Close the picture: one ``<svg>`` with its title and description."""
        safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in key)
        return element(
            "svg",
            element("title", words(title), id=f"{safe}-title"),
            element("desc", words(description), id=f"{safe}-desc"),
            *(mark for layer in LAYERS for mark in self.layers[layer]),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {px(self.width)} {px(self.height)}",
            width=self.width,
            height=self.height,
            role=role,
            aria_labelledby=f"{safe}-title {safe}-desc",
            class_=f"chart chart-{kind}",
            font_family=FONT,
            font_size=SMALL,
        )
