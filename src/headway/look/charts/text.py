"""How wide a text will be, before anybody draws it.

Advance widths of Public Sans (SIL Open Font Licence), in thousandths of the font size, measured from
its variable font as the wider of weight 400 and 600, in steps of 25 rounded up. Digits count as wide
as tabular bold digits. Where the font is missing, Arial is narrower: text still fits.
"""

import unicodedata
from functools import cache

FONT = "'Public Sans', Arial, Helvetica, sans-serif"
SMALL, PLAIN = 12, 13  # px; nothing in a picture is smaller
LINE = 16  # px between the lines of one label
ASCENT, DESCENT = 0.8, 0.24  # of the font size: the box that holds accents, capitals and descenders

_GROUPS = {
    250: " .:`´·¹’", 275: "!',;i|¡¦¸ı‘", 300: "Ij", 325: "(l", 350: ")[]¨•", 375: "/\\{}¯ł", 400: "-Jf²ŀ",
    425: "rtª³ºŧ", 450: "*”", 475: '"°“', 500: "^z«»", 525: "sv§", 550: "?_cy®¿", 575: "<>a¢¤×",
    600: "+=Lehknoux~¬±µ¶ð÷øþĸĿŁŋ–−", 625: "#FTbdpqßħŦ", 650: "EPYg£¥đ€", 675: "$ZÞ", 700: "0123456789BRSV",
    725: "ACDKUX", 750: "&GOÐĐ", 775: "HNQØŊ", 800: "w", 825: "¼Ħ", 850: "@©…", 900: "m½", 925: "Mæ",
    950: "%¾œ", 975: "W", 1025: "Æ", 1150: "Œ—",
}  # fmt: skip
_WIDTHS = {character: width for width, group in _GROUPS.items() for character in group}
_UNKNOWN = 1050  # other scripts come from a fallback font; few letters are wider than they are high
_UNKNOWN_ASTRAL = 1450  # pictographs


@cache
def _advance(character: str) -> int:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character and base in _WIDTHS:
        return _WIDTHS[base]
    return _UNKNOWN if ord(character) < 0x10000 else _UNKNOWN_ASTRAL


def clean(text: str) -> str:
    """One line of text that XML can hold: control characters and lone surrogates left out."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    kept = "".join(c if c.isprintable() else " " for c in text if unicodedata.category(c) != "Cs")
    return " ".join(kept.split())


def width_of(text: str, size: float = SMALL) -> float:
    """Width of one line in px at this font size, never too small.

    Examples
    --------
    >>> width_of("goal 80", 10) < width_of("goal 800", 10)
    True
    """
    return sum(map(_advance, text)) * size / 1000


def shorten(text: str, room: float, size: float = SMALL) -> str:
    """Cut a text to the room there is, with an ellipsis; empty where not even that fits."""
    if width_of(text, size) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip() + "…"
        if width_of(cut, size) <= room:
            return cut
    return ""


def wrap(text: str, room: float, size: float = SMALL, most: int = 4) -> tuple[str, ...]:
    """Break a text into at most ``most`` lines no wider than ``room``; what is left over is cut."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(line for line in (shorten(line, room, size) for line in lines) if line)
