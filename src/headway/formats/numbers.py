"""Numbers as publishers write them: taken when there is one reading, refused when there are two."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

from headway.formats.errors import BadCell

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status(StrEnum):
    """What a publisher says about a value, or about its absence."""

    NORMAL = ""
    MISSING = "missing"  # empty, and nobody says why
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED = "suppressed"
    LOW_RELIABILITY = "low_reliability"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"
    FORECAST = "forecast"
    BREAK = "break"


# Government Analysis Function shorthand and older habits; brackets and case do not matter.
MARKS: dict[str, Status] = {
    "": Status.MISSING,
    "-": Status.MISSING,
    "–": Status.MISSING,
    "n/a": Status.NOT_AVAILABLE,
    "na": Status.NOT_AVAILABLE,
    "..": Status.NOT_AVAILABLE,
    ":": Status.NOT_AVAILABLE,
    "x": Status.NOT_AVAILABLE,
    "z": Status.NOT_APPLICABLE,
    "c": Status.SUPPRESSED,
    "*": Status.SUPPRESSED,
    "u": Status.LOW_RELIABILITY,
}
FLAGS: dict[str, Status] = {
    "b": Status.BREAK,
    "e": Status.ESTIMATED,
    "f": Status.FORECAST,
    "p": Status.PROVISIONAL,
    "r": Status.REVISED,
    "u": Status.LOW_RELIABILITY,
}
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FLAGGED = re.compile(r"(.*[0-9])\s*[\[(]?([a-z])[\])]?", re.IGNORECASE)
_SPACED = re.compile(r"([+-]?[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+)((?:[.,][0-9]+)?)")
_SPACES = re.compile("[ \u00a0\u2009\u202f]")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity|#?nan)", re.IGNORECASE)
_GROUPED = {
    ".": re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?"),
    ",": re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?"),
}
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_ONE_GROUP = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")


class Number(NamedTuple):
    """A value with what is said about it; no value means missing."""

    value: float | None
    status: Status


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a source writes numbers."""

    decimal: Literal[".", ",", ""] = ""  # "" = not stated: 1,234 alone is then refused, 1,234.5 is not
    percent: bool = False  # the unit is a percentage, so a % sign says nothing new


DEFAULT_STYLE = NumberStyle()


def status_of_mark(text: str, marks: Mapping[str, Status] = MARKS) -> Status | None:
    """Return what a mark in place of a number means, or None when it is no mark."""
    plain = text.strip().casefold()
    if plain[:1] in ("[", "(") and plain[-1:] in ("]", ")"):
        plain = plain[1:-1].strip()
        return marks.get(plain) if plain else None
    return marks.get(plain)


def parse_number(
    text: str,
    style: NumberStyle = DEFAULT_STYLE,
    marks: Mapping[str, Status] = MARKS,
) -> Number:
    """Return the number in a cell, or the meaning of the mark that stands in its place.

    Raises
    ------
    BadCell
        A formula, NaN, Infinity, beyond the range of a float, two readings, a sign that the unit
        does not state, or no number at all.
    """
    bare = text.strip()
    if _PLAIN.fullmatch(bare) and style.decimal != ",":
        return Number(_finite(bare), Status.NORMAL)
    mark = status_of_mark(bare, marks)
    if mark is not None:
        return Number(None, mark)
    flagged = _FLAGGED.fullmatch(bare)
    if flagged and (flag := FLAGS.get(flagged[2].lower())) is not None:
        return Number(_written(flagged[1].strip(), style), flag)
    return Number(_written(bare, style), Status.NORMAL)


def _written(bare: str, style: NumberStyle) -> float:
    """Return the number in a text that holds nothing else, in any accepted way of writing."""
    text = "-" + bare[1:] if bare.startswith("−") else bare
    if text.endswith("%"):
        if not style.percent:
            raise BadCell("percent_sign")
        text = text[:-1].rstrip()
    if spaced := _SPACED.fullmatch(text):
        text = _SPACES.sub("", spaced[1]) + spaced[2]
    if _ONE_GROUP.fullmatch(text) and not style.decimal:
        raise BadCell("ambiguous_number")
    if style.decimal != "," and _PLAIN.fullmatch(text):
        return _finite(text)
    if style.decimal != "," and _GROUPED["."].fullmatch(text):
        return _finite(text.replace(",", ""))
    if style.decimal == "," and (_COMMA.fullmatch(text) or _GROUPED[","].fullmatch(text) or text.isdecimal()):
        return _finite(text.replace(".", "").replace(",", "."))
    raise BadCell(_why_not(text))


def _why_not(text: str) -> str:
    if _NOT_FINITE.fullmatch(text):
        return "not_finite"
    if text.startswith(("#N", "#D", "#V", "#R")):
        return "error_value"
    if looks_like_formula(text):
        return "formula"
    return "not_a_number"


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run this text instead of showing it."""
    return text[:1] in ("=", "@") or (text[:1] in ("+", "-") and _PLAIN.fullmatch(text) is None)


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise BadCell("number_too_large")
    return value + 0.0  # minus zero is zero


def number_text(value: float | None) -> str:
    """Return the shortest text that reads back as the same float; empty for missing."""
    if value is None:
        return ""
    if not math.isfinite(value):
        raise ValueError("a stored number is finite")
    return repr(value + 0.0).removesuffix(".0")
