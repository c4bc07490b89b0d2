"""From the bytes of a file to statements about our own indicators and places; touches no figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.formats.builtin import BUILTIN, GSS_CODES, find_layout
from headway.formats.errors import Problem, Problems, shorten
from headway.formats.families import FAMILIES
from headway.formats.layouts import Layout
from headway.formats.numbers import Status
from headway.formats.opening import open_file
from headway.formats.proposals import known_layout
from headway.formats.reading import is_percentage, read_statements
from headway.formats.statements import Counts, Statement, Statements
from headway.formats.tables import Table
from headway.kernel.actors import Reader
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.measures.queries import cards
from headway.measures.queries.ground import place_numbers

Progress: TypeAlias = Callable[[int], None]  # percent of the work that is done
LOOKED_AT = 20_000  # rows from which is told what a source's columns hold
NO_OBSERVATION = frozenset({Status.MISSING, Status.FORECAST})

OWN_MESSAGES = {
    "unknown_indicator": _("no indicator is chosen for this name; choose one, or leave its rows out"),
    "unknown_place": _("no place with this code is known here; add the place, or leave such rows out"),
    "no_place": _("the row names no place; say which place the figures are about"),
    "two_lengths": _("row {first} gives a period of another length from the same day on; bring it in apart"),
    "said_twice": _("row {first} gives a figure for the same indicator, place, group and period"),
}


@dataclass(frozen=True, slots=True)
class OwnProblem(Problem):
    """A row that can be read and still finds no place here."""

    @property
    def msgid(self) -> str:
        """What is accepted, with `{names}` for the facts."""
        return OWN_MESSAGES[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person says about a file beyond its layout."""

    indicators: Mapping[str, UUID | None]  # what the file calls an indicator; None leaves its rows out
    every: UUID | None = None  # the indicator of all rows, whatever the file calls it
    known_places_only: bool = False  # leave out rows of places that are not known here
    header_may_differ: bool = False  # accept although the header is not the saved mapping's
    many_may_go: bool = False  # accept although many figures are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a file says in our terms, and where its rows went."""

    statements: tuple[Statement, ...]  # indicator is the key of ours, place a known code
    names: Mapping[str, int]  # what the file calls its indicators, with the number of rows
    counts: Counts
    without_value: int  # nothing published, or a publisher's own forecast: no observation
    left_out: int  # rows of indicators or places a person left out
    unknown_places: tuple[str, ...]
    problems: tuple[Problem, ...]
    problem_total: int

    def refuse(self) -> None:
        """Raise Unreadable when any row could not be read or placed: then nothing is stored."""
        Problems(kept=list(self.problems), total=self.problem_total).refuse()


def open_table(data: bytes, layout: Layout | None = None) -> Table:
    """Return the table in a file of any format that is read here.

    Raises
    ------
    Unreadable
        When the file is damaged, or of no such format.
    """
    return open_file(data, layout).table


def known(table: Table, saved: Sequence[Layout], name: str = "") -> Layout | None:
    """Return the mapping that knows a table's header: a saved one, or one that comes with the product.

    Parameters
    ----------
    table : as `open_table` returns it
    saved : saved mappings, with those of the product
    name : only mappings of this name
    """
    named = [each for each in saved if name in ("", each.name)]
    return known_layout(table.header, table.sample(LOOKED_AT), named, name)


def fitting(layouts: Iterable[Layout], header: tuple[str, ...], *, may_differ: bool) -> Layout:
    """Return the version of a mapping that knows this header.

    Raises
    ------
    Invalid
        When none does and nobody said that the header may differ.
    """
    versions = sorted(layouts, key=lambda each: each.version)
    found = find_layout(header, versions)
    if found is None and not may_differ:
        said = Sentence(
            _("The columns are not the ones of the saved mapping. Check them, then choose to read it anyway.")
        )
        raise Invalid(said, {"header_may_differ": said})
    return found or versions[-1]


def builtin(name: str, table: Table | None = None) -> tuple[Layout, ...]:
    """Return every version of a layout that comes with the product; empty when there is none.

    A source whose columns differ from file to file has a layout for a table that is of its kind.
    """
    own = tuple(each for each in BUILTIN if each.name == name)
    made = known(table, (), name) if table is not None and name else None
    return own if made is None else (*own, made)


def builtin_names() -> tuple[str, ...]:
    """Return the names of the layouts and sources that come with the product."""
    return tuple(sorted({each.name for each in (*BUILTIN, *FAMILIES)}))


def understand(
    reader: Reader, table: Table, layout: Layout, choices: Choices, progress: Progress = lambda _done: None
) -> Understood:
    """Read a table by a layout and put our indicators and places in.

    Raises
    ------
    Unreadable
        When a column of the layout is missing, or the rest of the file cannot be read.
    """
    read = read_statements(table, in_percent(reader, layout, choices))
    progress(50)
    placed = _Placing(reader, read, choices)
    for statement in read.rows():
        placed.take(statement)
    progress(60)
    found = sorted((*read.problems, *placed.problems.kept), key=lambda problem: problem.row or 0)
    return Understood(
        statements=tuple(placed.kept.values()),
        names=placed.names,
        counts=read.counts,
        without_value=placed.without_value,
        left_out=placed.left_out,
        unknown_places=tuple(sorted(placed.unknown)),
        problems=tuple(found[:50]),
        problem_total=read.problem_total + placed.problems.total,
    )


def in_percent(reader: Reader, layout: Layout, choices: Choices) -> Layout:
    """Return the layout; where all its indicators are per cent by their cards, a % sign says nothing new."""
    keys = {choices.every} if choices.every else set(choices.indicators.values())
    units = [row.unit for row in cards(reader, keys=[key for key in keys if key]).values()]
    if not units or not all(map(is_percentage, units)):
        return layout
    return replace(layout, numbers=replace(layout.numbers, percent=True))


def own_codes(reader: Reader, codes: Iterable[str]) -> dict[str, str]:
    """Return by what a file calls a place, in capitals, our code of it; unknown ones are left out."""
    said = {code.upper() for code in codes}
    known = place_numbers(reader, codes=said | {GSS_CODES[code] for code in said & GSS_CODES.keys()})
    found = {code: code if code in known else GSS_CODES.get(code, "") for code in said}
    return {code: own for code, own in found.items() if own in known}


class _Placing:
    """Takes one statement after another to its indicator and place, or names what is missing."""

    def __init__(self, reader: Reader, read: Statements, choices: Choices) -> None:
        self.choices = choices
        self.places = own_codes(reader, {code for code in read.place if code})
        self.kept: dict[tuple[str, str, str, date], Statement] = {}
        self.names: dict[str, int] = {}
        self.unknown: set[str] = set()
        self.problems = Problems()
        self.without_value = self.left_out = 0

    def take(self, one: Statement) -> None:
        self.names[one.indicator] = self.names.get(one.indicator, 0) + 1
        if one.status in NO_OBSERVATION:
            self.without_value += 1
            return
        indicator = self._indicator(one)
        place = self._place(one)
        if indicator is None or place is None:
            return
        self._keep(replace(one, indicator=str(indicator), place=place))

    def _indicator(self, one: Statement) -> UUID | None:
        if self.choices.every is not None:
            return self.choices.every
        if one.indicator in self.choices.indicators:
            chosen = self.choices.indicators[one.indicator]
            self.left_out += chosen is None
            return chosen
        self.problems.add(OwnProblem("unknown_indicator", one.row, _("indicator"), shorten(one.indicator)))
        return None

    def _place(self, one: Statement) -> str | None:
        code = one.place.upper()
        if code in self.places:
            return self.places[code]
        if not code:
            self.problems.add(OwnProblem("no_place", one.row, _("place")))
            return None
        self.unknown.add(code)
        if self.choices.known_places_only:
            self.left_out += 1
        else:
            self.problems.add(OwnProblem("unknown_place", one.row, _("place"), shorten(one.place)))
        return None

    def _keep(self, one: Statement) -> None:
        key = (one.indicator, one.place, one.breakdown, one.period.start)
        first = self.kept.setdefault(key, one)
        if first is one:
            return
        code = "said_twice" if first.period == one.period else "two_lengths"
        facts = (("first", first.row),)
        self.problems.add(OwnProblem(code, one.row, _("period"), str(one.period), facts))
