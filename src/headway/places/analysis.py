"""A table of places, read and checked; touches no database."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TypeVar

from django.utils.translation import gettext_noop as _

from headway.formats.delimited import read_delimited
from headway.formats.errors import MESSAGES, Problem, Problems, shorten
from headway.formats.tables import Table, normalised
from headway.places.choices import RelationKind

T = TypeVar("T")
REQUIRED = ("code", "name", "tier")
OPTIONAL = ("parent", "predecessors", "valid_from", "valid_to", "column", "row")
CODE = re.compile(r"[A-Z][0-9]{8}")
MOST_TILES = 99
LONGEST_NAME = 200

# What is accepted, beside the messages that every table shares.
PLACE_MESSAGES = {
    "place_code": _("a code of one letter and eight digits, such as E09000007"),
    "place_name": _("a name of 1 to 200 characters"),
    "place_tier": _("one of these tiers: {tiers}"),
    "place_twice": _("the same code as in row {first}; each place once"),
    "place_other_name": _("this code is here already, as {name}"),
    "place_other_tier": _("this place is here already, with the tier {tier}"),
    "place_unknown": _("the code of a place that is here or in this file"),
    "place_not_wider": _("a place of a wider tier than {tier}"),
    "place_itself": _("another place than the one of this row"),
    "place_day": _("a day such as 2023-04-01, or an empty cell"),
    "place_days_crossed": _("a last day that is not before the first"),
    "place_tile": _("a whole number from 0 to 99, in both column and row, or two empty cells"),
    "place_column": _("not a column of places; these are known: {columns}"),
}


@dataclass(frozen=True, slots=True)
class PlaceProblem(Problem):
    """A problem in a table of places."""

    @property
    def msgid(self) -> str:
        """What is accepted, with ``{names}`` for the facts."""
        return PLACE_MESSAGES.get(self.code) or MESSAGES[self.code]


@dataclass(frozen=True, slots=True)
class NewPlace:
    """One place as a file or a form names it; `line` is its row in the file, from 1."""

    code: str
    name: str
    tier: str
    parent: str = ""
    predecessors: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    column: int | None = None
    row: int | None = None
    invented: bool = False
    line: int | None = None

    def problem(self, code: str, column: str, value: str, **facts: str | int) -> PlaceProblem:
        """Return a problem in this row."""
        return PlaceProblem(code, self.line, column, shorten(value), tuple(facts.items()))


@dataclass(frozen=True, slots=True)
class NewRelation:
    """A tie of two places by their codes; `weight` is the share of the child's people in the parent."""

    child: str
    parent: str
    kind: RelationKind
    weight: float = 1.0
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class TierRow:
    """A kind of place; rank 0 is the widest."""

    code: str
    name: str
    rank: int


def read_places(data: bytes) -> tuple[NewPlace, ...]:
    """Return the places of a CSV file.

    Raises
    ------
    Unreadable
        With row, column and value of everything that cannot be read; nothing of the file may be used.
    """
    table = read_delimited(data)
    columns = _columns(table)
    problems = Problems()
    found = [
        _place(line, {name: cells[index].strip() for name, index in columns.items()}, problems)
        for line, cells in table.rows(problems)
    ]
    check_shape(found, problems)
    problems.refuse()
    return tuple(found)


def check_shape(found: Iterable[NewPlace], problems: Problems) -> None:
    """Collect what is wrong with places by themselves: codes, names, days, tiles, one code twice."""
    first: dict[str, int | None] = {}
    for place in found:
        if not CODE.fullmatch(place.code):
            problems.add(place.problem("place_code", "code", place.code))
        elif place.code in first:
            problems.add(place.problem("place_twice", "code", place.code, first=first[place.code] or 0))
        first.setdefault(place.code, place.line)
        _check_cells(place, problems)


def _check_cells(place: NewPlace, problems: Problems) -> None:
    if not 1 <= len(place.name) <= LONGEST_NAME:
        problems.add(place.problem("place_name", "name", place.name))
    if place.valid_from and place.valid_to and place.valid_to < place.valid_from:
        problems.add(place.problem("place_days_crossed", "valid_to", place.valid_to.isoformat()))
    if (place.column is None) != (place.row is None):
        problems.add(place.problem("place_tile", "column" if place.column is None else "row", ""))
    for column, codes in (("parent", (place.parent,)), ("predecessors", place.predecessors)):
        if place.code in codes:
            problems.add(place.problem("place_itself", column, place.code))


def uk_places() -> tuple[NewPlace, ...]:
    """Return the United Kingdom, its nations, England's regions and London's boroughs, with their tiles.

    Codes and names: Office for National Statistics, Register of Geographic Codes (Open Government
    Licence). The arrangement of the tiles is our own.
    """
    return read_places(_shipped("uk.csv"))


def standard_tiers() -> tuple[TierRow, ...]:
    """Return the tiers every installation begins with."""
    rows = read_delimited(_shipped("tiers.csv")).rows()
    return tuple(TierRow(cells[0], cells[1], int(cells[2])) for _line, cells in rows)


def _shipped(name: str) -> bytes:
    return files("headway.places").joinpath("data", name).read_bytes()


def _columns(table: Table) -> dict[str, int]:
    """Return the position of each known column; raises Unreadable for a missing or unknown one."""
    problems = Problems()
    named = [normalised(name) for name in table.header]
    known = ", ".join(REQUIRED + OPTIONAL)
    for name, shown in zip(named, table.header, strict=True):
        if name not in REQUIRED + OPTIONAL:
            problems.add(
                PlaceProblem("place_column", table.header_row, shown, shorten(shown), (("columns", known),))
            )
    for name in REQUIRED:
        if name not in named:
            problems.add(
                PlaceProblem("column_missing", None, name, facts=(("columns", ", ".join(table.header)),))
            )
    problems.refuse()
    return {name: index for index, name in enumerate(named)}


def _place(line: int, cells: Mapping[str, str], problems: Problems) -> NewPlace:
    def read(name: str, code: str, make: Callable[[str], T]) -> T | None:
        text = cells.get(name, "")
        try:
            return make(text) if text else None
        except ValueError:
            problems.add(PlaceProblem(code, line, name, shorten(text)))
            return None

    return NewPlace(
        code=cells["code"],
        name=" ".join(cells["name"].split()),
        tier=cells["tier"],
        parent=cells.get("parent", ""),
        predecessors=tuple(cells.get("predecessors", "").replace(";", " ").split()),
        valid_from=read("valid_from", "place_day", date.fromisoformat),
        valid_to=read("valid_to", "place_day", date.fromisoformat),
        column=read("column", "place_tile", _tile),
        row=read("row", "place_tile", _tile),
        line=line,
    )


def _tile(text: str) -> int:
    number = int(text)
    if not 0 <= number <= MOST_TILES or not text.isascii():
        raise ValueError(text)
    return number
