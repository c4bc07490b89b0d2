"""Guesses a layout for a file that nobody has mapped yet; a person looks at it before it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from headway.formats.builtin import BUILTIN, find_layout, is_sdg, sdg_layout
from headway.formats.errors import BadCell
from headway.formats.families import find_family
from headway.formats.layouts import Columns, Layout, fingerprint
from headway.formats.numbers import NumberStyle, parse_number, status_of_mark
from headway.formats.period_text import parse_period
from headway.formats.periods import PeriodOptions
from headway.formats.tables import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Way = Literal["known", "guessed"]

_PLACE_CODE = re.compile(r"[EWSNKJL][0-9]{8}")  # nine signs of the Government Statistical Service
GUESSED_FROM = 200  # rows
_ENOUGH = 0.8  # share of the filled cells that must look right
_WORDS = {  # what columns are usually called, the likeliest first
    "place_code": (
        "areacd",
        "area code",
        "geography_code",
        "geocode",
        "code",
        "place",
        "ons code",
        "gss code",
    ),
    "place_name": ("areanm", "area name", "geography_name", "area", "name", "local authority", "geography"),
    "period": ("period", "date", "time period", "year", "time", "month", "quarter", "financial year"),
    "value": ("value", "observation", "obs_value", "rate", "percentage", "percent", "count", "number"),
    "lower": ("lower", "lci_95", "lower ci 95.0 limit", "lower ci", "lower confidence limit", "lower95"),
    "upper": ("upper", "uci_95", "upper ci 95.0 limit", "upper ci", "upper confidence limit", "upper95"),
    "count": ("count", "numerator"),
    "denominator": ("denominator", "population", "base"),
    "status": ("status", "observation status", "obs_status", "value note", "flag"),
    "notes": ("notes", "note", "comment"),
    "indicator": ("indicator", "indicator name", "measure", "series", "variable name"),
    "unit": ("unit", "units", "unit measure"),
}
_CODES = ("areacd", "area code", "geography_code", "ons code", "gss code")  # whatever they hold
_BREAKDOWNS = ("sex", "age", "age group", "ethnicity", "ethnic group", "disability", "gender")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A layout, and how it was found."""

    layout: Layout
    way: Way
    unused: tuple[str, ...]  # columns that the layout leaves aside


def propose_layout(
    header: Sequence[str], sample: Sequence[Sequence[str]], known: Sequence[Layout] = BUILTIN
) -> Proposal | None:
    """Return a layout for a table from its names and some of its rows.

    Returns
    -------
    Proposal or None
        None when no column looks like periods, or none like values: then a person must say.
    """
    layout = known_layout(header, sample, known)
    if layout is not None:
        return _proposal(layout, header, "known")
    if is_sdg(header):
        return _proposal(sdg_layout(header), header, "guessed")
    layout = _Guess(header, sample[:GUESSED_FROM]).layout()
    return None if layout is None else _proposal(layout, header, "guessed")


def headless(layout: Layout) -> bool:
    """Tell whether the names of the columns are a period and a number: a row of figures, not of names."""
    period, value = layout.columns.period or "", layout.columns.value or ""
    return _reads(parse_period, period, layout.periods) and _is_number(value, layout.numbers)


def known_layout(
    header: Sequence[str], sample: Sequence[Sequence[str]], known: Sequence[Layout] = BUILTIN, name: str = ""
) -> Layout | None:
    """Return the layout of a table that is known: by its whole header, or by the family it is of.

    Parameters
    ----------
    header, sample
        Names of the columns, and rows, the more the better: a family looks at them.
    known : sequence of Layout
        Saved mappings and those that come with the product.
    name : str, optional
        Only a family of this name.
    """
    found = find_layout(header, known)
    if found is not None:
        return found
    family = find_family(header, name)
    if family is None:
        return None
    return family.layout(header, sample)


def _proposal(layout: Layout, header: Sequence[str], way: Way) -> Proposal:
    used = {normalised(name) for name in (*layout.columns.named(), *(one.column for one in layout.filters))}
    return Proposal(layout, way, tuple(name for name in header if normalised(name) not in used))


class _Guess:
    """Takes one column after another away from the header."""

    def __init__(self, header: Sequence[str], sample: Sequence[Sequence[str]]) -> None:
        self.free = {normalised(name): name for name in header}
        self.cells = {
            normalised(name): [row[index].strip() for row in sample if row[index].strip()]
            for index, name in enumerate(header)
        }

    def layout(self) -> Layout | None:
        header = tuple(self.free.values())
        place = self._take("place_code", lambda cell: _PLACE_CODE.fullmatch(cell) is not None)
        place = place or next((self.free.pop(name) for name in _CODES if name in self.free), None)
        options = self._period_options()
        period = self._take("period", lambda cell: _reads(parse_period, cell, options), by_name_first=True)
        style = self._style()
        value = self._take("value", lambda cell: _is_number(cell, style), by_name_first=True)
        if period is None or value is None:
            return None
        named = {
            role: self._by_name(role)
            for role in (
                "place_name",
                "lower",
                "upper",
                "count",
                "denominator",
                "status",
                "notes",
                "indicator",
                "unit",
            )
        }
        breakdowns = tuple(self.free.pop(name) for name in _BREAKDOWNS if name in self.free)
        return Layout(
            name="proposed",
            version=1,
            columns=Columns(period=period, value=value, place_code=place, breakdowns=breakdowns, **named),
            fingerprints=(fingerprint(header),),
            numbers=style,
            periods=options,
            needs_place=place is not None,
        )

    def _by_name(self, role: str) -> str | None:
        found = next((word for word in _WORDS[role] if word in self.free), None)
        return None if found is None else self.free.pop(found)

    def _take(self, role: str, fits: Callable[[str], bool], *, by_name_first: bool = False) -> str | None:
        """Take the column of this role: cells must fit, and a usual name goes before an unusual one."""
        named = [word for word in _WORDS[role] if word in self.free]
        for name in (*named, *(name for name in self.free if name not in named)):
            cells = self.cells[name]
            if cells and sum(map(fits, cells)) >= _ENOUGH * len(cells):
                return self.free.pop(name)
        return self._by_name(role) if by_name_first else None

    def _period_options(self) -> PeriodOptions:
        """Take 2009-10 for a year where other cells can be nothing else, and days first in British dates."""
        for name in self.free:
            cells = self.cells[name]
            if any(re.fullmatch(r"[12][0-9]{3}-(1[3-9]|[2-9][0-9])", cell) for cell in cells):
                return PeriodOptions(dashed_years=True)
            if any(re.fullmatch(r"(1[3-9]|2[0-9]|3[01])/[0-9]{1,2}/[12][0-9]{3}", cell) for cell in cells):
                return PeriodOptions(day_first=True)
        return PeriodOptions()

    def _style(self) -> NumberStyle:
        """Take the point for the decimal sign where any cell of numbers has one."""
        point = re.compile(r"[+-]?[0-9,]*[0-9]\.[0-9]+|[0-9]{1,3}(,[0-9]{3}){2,}")
        seen = any(point.fullmatch(cell) for name in self.free for cell in self.cells[name])
        return NumberStyle(decimal="." if seen else "")


def _reads(parse: Callable[[str, PeriodOptions], object], cell: str, options: PeriodOptions) -> bool:
    try:
        parse(cell, options)
    except BadCell:
        return False
    return True


def _is_number(cell: str, style: NumberStyle) -> bool:
    if status_of_mark(cell) is not None:
        return True
    try:
        parse_number(cell, style)
    except BadCell:
        return False
    return True
