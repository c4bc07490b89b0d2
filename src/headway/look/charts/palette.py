"""The colours of every picture, and the sum that shows they can be told from the paper.

Meaning never rests on colour alone: each signal has its own shape and its own word, and the two
signal hues also differ in luminance, so that a black-and-white print keeps them apart.
"""

PAPER = "#ffffff"
INK = "#1b1f23"  # values, headings in a picture
GREY = "#505a5f"  # ticks, notes
ACCENT = "#5b2a86"  # what the forecast says
BETTER = "#00566e"  # improvement: dark teal
WORSE = "#b8560f"  # concern: lighter orange-brown
NEUTRAL = "#3f51a3"  # special, with no good or bad direction
EDGE = "#7d868c"  # limits, agreed path, leaders: thin lines that mean something
GHOST = "#8a7aa0"  # forecasts made in the past
FAN_EDGE = "#8e73b0"  # edge of the 80 % band
FAN_OUTER = "#e9e2f2"  # fill of the 80 % band; its edge carries the meaning
FAN_INNER = "#cbbade"  # fill of the 50 % band
BAND = "#f0f2f4"  # fill of the usual range; its edges carry the meaning
GRID = "#e3e6e8"  # grid: help for the eye, no meaning

TEXT_COLOURS = (INK, GREY, ACCENT, BETTER, WORSE, NEUTRAL)
MARK_COLOURS = (*TEXT_COLOURS, EDGE, GHOST, FAN_EDGE)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio).

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
