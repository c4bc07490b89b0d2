"""Reads a drawn picture back as XML, and says where its words stand."""

from xml.etree import ElementTree as ET

from headway.look.charts.svg import Box
from headway.look.charts.text import ASCENT, DESCENT, width_of

SVG = "{http://www.w3.org/2000/svg}"


class Drawn:
    """One picture, parsed."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)
        self.width, self.height = (float(self.root.get(k)) for k in ("width", "height"))

    def all(self, tag: str) -> list[ET.Element]:
        return list(self.root.iter(SVG + tag))

    def first(self, tag: str) -> ET.Element:
        return self.all(tag)[0]

    def with_class(self, name: str) -> list[ET.Element]:
        return [e for e in self.root.iter() if e.get("class") == name]

    @property
    def words(self) -> list[str]:
        return [_said(e) for e in self.all("text")]

    @property
    def boxes(self) -> list[tuple[str, Box]]:
        """Every text with the box it fills, from its own attributes."""
        out = []
        for e in self.all("text"):
            text, size = _said(e), float(e.get("font-size"))
            x, y, wide = float(e.get("x")), float(e.get("y")), width_of(text, size)
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[e.get("text-anchor", "start")]
            out.append((text, Box(left, y - ASCENT * size, left + wide, y + DESCENT * size)))
        return out

    def faults(self) -> list[str]:
        """Words that leave the picture, touch each other, or are too small to read."""
        boxes, slack = self.boxes, 0.02
        out = [
            f"{text!r} leaves the picture"
            for text, b in boxes
            if b.left < -slack
            or b.top < -slack
            or b.right > self.width + slack
            or b.bottom > self.height + slack
        ]
        for i, (one, a) in enumerate(boxes):
            inner = Box(a.left + slack, a.top + slack, a.right - slack, a.bottom - slack)
            out += [f"{one!r} touches {other!r}" for other, b in boxes[i + 1 :] if inner.touches(b)]
        return out + [f"{e.get('font-size')} px" for e in self.all("text") if float(e.get("font-size")) < 12]


def _said(e: ET.Element) -> str:
    return (e.text or "") + "".join(child.tail or "" for child in e)
