"""Tables of places and of their relations, read and checked; touches no database."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
OPTIONAL = ("parent", "predecessors", "valid_from", "valid_to")
TIE = ("child", "parent", "kind")
TIE_OPTIONAL = ("weight", "valid_from", "valid_to", "source")
CODE = re.compile(r"[A-Z][0-9]{8}")
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
    "place_column": _("not a column of places; these are known: {columns}"),
    "place_unnamed": _("the code of a place that is here; give a tier to add it"),
    "tie_kind": _("one of these kinds: {kinds}"),
    "tie_weight": _("a share above 0 and at most 1"),
    "tie_twice": _("the same relation as in row {first}; each once"),
    "tie_not_wider": _("a place of a wider tier than {child}"),
    "tile_cell": _("a whole number from 0 to 199"),
    "tile_taken": _("another cell: {first} stands there"),
    "tile_too_many": _("at most {limit} places; import a map of tiles instead"),
    "tile_twice": _("each place once on a map"),
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
    longitude: float | None = None
    latitude: float | None = None
    invented: bool = False
    line: int | None = None

    def problem(self, code: str, column: str, value: str, **facts: str | int) -> PlaceProblem:
        """Return a problem in this row."""
        return PlaceProblem(code, self.line, column, shorten(value), tuple(facts.items()))


@dataclass(frozen=True, slots=True)
class NewRelation:
    """A tie of two places by their codes.

    `weight` is the share of the child's people in the parent; of a successor, the share that came from it.
    """

    child: str
    parent: str
    kind: RelationKind
    weight: float = 1.0
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    line: int | None = None

    def problem(self, code: str, column: str, value: str, **facts: str | int) -> PlaceProblem:
        """Return a problem in this row."""
        return PlaceProblem(code, self.line, column, shorten(value), tuple(facts.items()))


@dataclass(frozen=True, slots=True)
class NewPeers:
    """Places to look at side by side, by their codes; the reason says why these belong together."""

    name: str
    reason: str
    codes: tuple[str, ...]
    chosen_by: str = ""


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
    table, problems = read_delimited(data), Problems()
    found = [_place(cells) for cells in named_cells(table, REQUIRED, OPTIONAL, problems)]
    check_shape(found, problems)
    problems.refuse()
    return tuple(found)


def read_relations(data: bytes) -> tuple[NewRelation, ...]:
    """Return the relations of a CSV file: child, parent, kind, and weight, days and source where given.

    Raises
    ------
    Unreadable
        With row, column and value of everything that cannot be read; nothing of the file may be used.
    """
    table, problems = read_delimited(data), Problems()
    found = [tie for cells in named_cells(table, TIE, TIE_OPTIONAL, problems) if (tie := _tie(cells))]
    first: dict[tuple[str, str, str, date | None], int | None] = {}
    for tie in found:
        key = (tie.child, tie.parent, tie.kind, tie.valid_from)
        if key in first:
            problems.add(tie.problem("tie_twice", "child", tie.child, first=first[key] or 0))
        first.setdefault(key, tie.line)
        _check_tie(tie, problems)
    problems.refuse()
    return tuple(found)


def _check_tie(tie: NewRelation, problems: Problems) -> None:
    if tie.child == tie.parent:
        problems.add(tie.problem("place_itself", "parent", tie.parent))
    if not 0 < tie.weight <= 1:
        problems.add(tie.problem("tie_weight", "weight", str(tie.weight)))
    if tie.valid_from and tie.valid_to and tie.valid_to < tie.valid_from:
        problems.add(tie.problem("place_days_crossed", "valid_to", tie.valid_to.isoformat()))


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
    for column, codes in (("parent", (place.parent,)), ("predecessors", place.predecessors)):
        if place.code in codes:
            problems.add(place.problem("place_itself", column, place.code))


def uk_places() -> tuple[NewPlace, ...]:
    """Return the United Kingdom, its nations, England's regions and London's boroughs.

    Codes and names: Office for National Statistics, Register of Geographic Codes (Open Government
    Licence).
    """
    return read_places(shipped("uk.csv"))


def standard_tiers() -> tuple[TierRow, ...]:
    """Return the tiers every installation begins with."""
    rows = read_delimited(shipped("tiers.csv")).rows()
    return tuple(TierRow(cells[0], cells[1], int(cells[2])) for _line, cells in rows)


def shipped(name: str) -> bytes:
    return files("headway.places").joinpath("data", name).read_bytes()


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by the names of its columns, and where what cannot be read is collected."""

    line: int
    texts: Mapping[str, str]
    problems: Problems

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    def read(self, name: str, code: str, make: Callable[[str], T], **facts: str) -> T | None:
        """Return what a cell says, None where it is empty or cannot be read."""
        text = self[name]
        try:
            return make(text) if text else None
        except ValueError:
            self.problems.add(PlaceProblem(code, self.line, name, shorten(text), tuple(facts.items())))
            return None


def named_cells(
    table: Table, required: tuple[str, ...], optional: tuple[str, ...], problems: Problems
) -> Iterator[Cells]:
    """Yield the rows of a table by its columns; raises Unreadable for a missing or unknown column."""
    columns = _columns(table, required, optional)
    for line, cells in table.rows(problems):
        yield Cells(line, {name: cells[index].strip() for name, index in columns.items()}, problems)


def _columns(table: Table, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, int]:
    problems = Problems()
    named = [normalised(name) for name in table.header]
    known = ", ".join(required + optional)
    for name, shown in zip(named, table.header, strict=True):
        if name not in required + optional:
            problems.add(
                PlaceProblem("place_column", table.header_row, shown, shorten(shown), (("columns", known),))
            )
    for name in required:
        if name not in named:
            problems.add(
                PlaceProblem("column_missing", None, name, facts=(("columns", ", ".join(table.header)),))
            )
    problems.refuse()
    return {name: index for index, name in enumerate(named)}


def _place(cells: Cells) -> NewPlace:
    return NewPlace(
        code=cells["code"],
        name=" ".join(cells["name"].split()),
        tier=cells["tier"],
        parent=cells["parent"],
        predecessors=tuple(cells["predecessors"].replace(";", " ").split()),
        valid_from=cells.read("valid_from", "place_day", date.fromisoformat),
        valid_to=cells.read("valid_to", "place_day", date.fromisoformat),
        line=cells.line,
    )


def _tie(cells: Cells) -> NewRelation | None:
    kinds = ", ".join(RelationKind)
    if not cells["kind"]:
        cells.problems.add(PlaceProblem("tie_kind", cells.line, "kind", "", (("kinds", kinds),)))
    kind = cells.read("kind", "tie_kind", RelationKind, kinds=kinds)
    weight = cells.read("weight", "tie_weight", float)
    if kind is None:
        return None
    return NewRelation(
        child=cells["child"].upper(),
        parent=cells["parent"].upper(),
        kind=kind,
        weight=1.0 if weight is None else weight,
        valid_from=cells.read("valid_from", "place_day", date.fromisoformat),
        valid_to=cells.read("valid_to", "place_day", date.fromisoformat),
        source=cells["source"][:LONGEST_NAME],
        line=cells.line,
    )
