"""Reads a table by a layout: every row becomes a statement, or a problem that names its cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headway.formats.errors import KEPT, BadCell, Fact, Problem, Problems, shorten
from headway.formats.numbers import FLAGS, MARKS, Number, Status, number_text, parse_number
from headway.formats.period_text import dashed, parse_period
from headway.formats.statements import Key, Statement, Statements, breakdown_text, statements_of
from headway.formats.tables import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from headway.formats.layouts import Layout
    from headway.formats.periods import Period
    from headway.formats.tables import Table

TEXT_LIMIT = 2_000  # characters of a name or note
_NUMBERS = ("value", "lower", "upper", "count", "denominator")
MOST_FLAGS = 4  # letters that publishers write together
TELLING = (  # what a reader must know first where several flags stand on one value
    Status.SUPPRESSED,
    Status.NOT_APPLICABLE,
    Status.NOT_AVAILABLE,
    Status.MISSING,
    Status.FORECAST,
    Status.BREAK,
    Status.LOW_RELIABILITY,
    Status.ESTIMATED,
    Status.PROVISIONAL,
    Status.REVISED,
    Status.NORMAL,
)
_ABSENT = Number(None, Status.MISSING)


def read_statements(table: Table, layout: Layout) -> Statements:
    """Return what a table says, with every row that could not be read named.

    The order of rows and columns does not matter. A row that repeats indicator, place, breakdown and
    period of another is a problem, and neither of the two is accepted.

    Raises
    ------
    Unreadable
        A column of the layout is missing, or the rest of the file cannot be read.
    """
    reader = _Reader(table.header, layout)
    shape = Problems()
    for number, cells in table.rows(shape):
        reader.rows += 1
        if reader.takes(cells):
            reader.read(number, cells)
    reader.refuse_mixed_years()
    result = statements_of(reader.unique())
    found = sorted((*shape.kept, *reader.problems.kept), key=lambda problem: problem.row or 0)
    counts = replace(
        result.counts,
        rows=reader.rows + shape.rows,
        filtered=reader.filtered,
        unreadable=reader.unreadable + shape.rows,
        duplicate=reader.duplicate,
    )
    return replace(
        result, counts=counts, problems=tuple(found[:KEPT]), problem_total=shape.total + reader.problems.total
    )


class _Reader:
    """Reads the rows of one table by one layout."""

    def __init__(self, header: Sequence[str], layout: Layout) -> None:
        self.layout, self.header = layout, header
        self.index = {normalised(name): index for index, name in enumerate(header)}
        wanted = (*layout.columns.named(), *(found.column for found in layout.filters))
        self.problems = Problems()
        for name in wanted:
            if normalised(name) not in self.index:
                listed = shorten_list(header)
                self.problems.add(Problem("column_missing", None, name, None, (("columns", listed),)))
        self.problems.refuse()
        self.filters = [
            (self.at(one.column), {clean(text) for text in one.accepts}) for one in layout.filters
        ]
        columns = layout.columns
        self.numbers = [self._maybe(getattr(columns, name)) for name in _NUMBERS]
        self.breakdowns = tuple(self.at(name) for name in columns.breakdowns)
        self.period = self.at(columns.period)
        self.indicator, self.place = self._maybe(columns.indicator), self._maybe(columns.place_code)
        self.name, self.notes = self._maybe(columns.place_name), self._maybe(columns.notes)
        self.unit, self.multiplier = self._maybe(columns.unit), self._maybe(columns.multiplier)
        self.status = self._maybe(columns.status)
        self.marks = {**MARKS, **{word.casefold(): status for word, status in layout.marks}}
        known = {**MARKS, **FLAGS, **{status.value: status for status in Status}, **dict(layout.statuses)}
        self.words = {normalised(word): status for word, status in known.items()} | {
            "": Status.NORMAL,
            "final": Status.NORMAL,
        }
        self.percent_style = replace(layout.numbers, percent=True)
        plain = [normalised(text) for text in layout.totals]
        self.totals = frozenset(plain)
        self.totals_begin = tuple(text[:-1] for text in plain if text.endswith("*"))
        self.percentages: dict[str, bool] = {}
        self.texts: dict[str, str] = {}
        self.periods: dict[str, Period] = {}
        self.dashed: dict[str, dict[str, list[int]]] = {"years": {}, "month": {}}
        self.breakdown_of: dict[tuple[str, ...], str] = {}
        self.by_key: dict[Key, Statement] = {}
        self.twice: set[Key] = set()
        self.rows = self.filtered = self.unreadable = self.duplicate = 0

    def at(self, name: str) -> int:
        return self.index[normalised(name)]

    def _maybe(self, name: str | None) -> int | None:
        return None if name is None else self.at(name)

    def takes(self, cells: Sequence[str]) -> bool:
        """Tell whether the layout's filters let a row through."""
        for index, accepts in self.filters:
            if cells[index].strip() not in accepts and clean(cells[index]) not in accepts:
                self.filtered += 1
                return False
        return True

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Read one row, or name each of its cells that cannot be read."""
        before = self.problems.total
        fixed = self.layout.fixed
        indicator = self._text(number, cells, self.indicator) or fixed.indicator
        place = self._text(number, cells, self.place) or fixed.place_code
        name = self._text(number, cells, self.name) or fixed.place_name
        unit = self._unit(number, cells)
        note = self._text(number, cells, self.notes)
        breakdown = self._breakdown(number, cells)
        if not place and self.layout.needs_place:
            self._problem(number, self.place, "", BadCell("place_missing"))
        period = self._period(number, cells[self.period])
        numbers = self._numbers(number, cells, unit)
        status, said = self._status(number, cells, numbers[0])
        value, lower, upper, count, denominator = (one.value for one in numbers)
        if lower is not None and upper is not None and lower > upper:
            self._problem(number, self.numbers[1], number_text(lower), BadCell("bounds_crossed"))
        if period is None or self.problems.total > before:
            self.unreadable += 1
            return
        self._keep(
            Statement(
                indicator=indicator,
                place=place,
                breakdown=breakdown,
                period=period,
                unit=unit,
                value=value,
                lower=lower,
                upper=upper,
                count=count,
                denominator=denominator,
                status=status,
                note=note or said,
                place_name=name,
                row=number,
            )
        )

    def _keep(self, statement: Statement) -> None:
        first = self.by_key.setdefault(statement.key, statement)
        if first is statement:
            return
        columns = self.layout.columns
        self.duplicate += 1 if statement.key in self.twice else 2
        self.twice.add(statement.key)
        facts: tuple[tuple[str, Fact], ...] = (("first", first.row),)
        self.problems.add(
            Problem("duplicate_row", statement.row, columns.period, str(statement.period), facts)
        )

    def unique(self) -> list[Statement]:
        """Return the rows whose key stands once."""
        return [statement for key, statement in self.by_key.items() if key not in self.twice]

    def refuse_mixed_years(self) -> None:
        """Refuse 2009-10 as a month where other rows of the column write years as 2019-20."""
        if not self.dashed["years"]:
            return
        for text, rows in self.dashed["month"].items():
            for row in rows:
                self._problem(row, self.period, text, BadCell("ambiguous_period"))
        doubtful = {row for rows in self.dashed["month"].values() for row in rows}
        for key in [key for key, statement in self.by_key.items() if statement.row in doubtful]:
            del self.by_key[key]
            if key not in self.twice:
                self.unreadable += 1

    def _problem(self, row: int, index: int | None, value: str, error: BadCell) -> None:
        self.problems.add(error.at(row, None if index is None else self.header[index], value))

    def _text(self, number: int, cells: Sequence[str], index: int | None) -> str:
        if index is None:
            return ""
        cell = cells[index]
        known = self.texts.get(cell)
        if known is None:
            known = clean(cell)
            if len(known) > TEXT_LIMIT:
                facts: tuple[tuple[str, Fact], ...] = (("length", len(known)), ("limit", TEXT_LIMIT))
                self._problem(number, index, cell, BadCell("cell_too_long", *facts))
                return ""
            self.texts[cell] = known
        return known

    def _unit(self, number: int, cells: Sequence[str]) -> str:
        unit = self._text(number, cells, self.unit) or self.layout.fixed.unit
        multiplier = self._text(number, cells, self.multiplier)
        return unit if multiplier.casefold() in ("", "units", "unit", "1") else f"{unit} ({multiplier})"

    def _breakdown(self, number: int, cells: Sequence[str]) -> str:
        if not self.breakdowns:
            return ""
        values = tuple(self._text(number, cells, index) for index in self.breakdowns)
        known = self.breakdown_of.get(values)
        if known is None:
            pairs = zip(self.layout.columns.breakdowns, values, strict=True)
            told = (pair for pair in pairs if not self._everybody(normalised(pair[1])))
            known = self.breakdown_of[values] = breakdown_text(told)
        return known

    def _everybody(self, plain: str) -> bool:
        return plain in self.totals or plain.startswith(self.totals_begin)

    def _period(self, number: int, cell: str) -> Period | None:
        try:
            period = self.periods.get(cell)
            if period is None:
                period = self.periods[cell] = parse_period(cell, self.layout.periods)
        except BadCell as error:
            self._problem(number, self.period, cell, error)
            return None
        if len(cell) < 10 and not self.layout.periods.dashed_years and (way := dashed(cell)):
            self.dashed[way].setdefault(cell, []).append(number)
        return period

    def _numbers(self, number: int, cells: Sequence[str], unit: str) -> list[Number]:
        found, style = [], self.layout.numbers
        if self._percentage(unit):
            style = self.percent_style
        for index in self.numbers:
            if index is None or not cells[index]:
                found.append(_ABSENT)
                continue
            try:
                found.append(parse_number(cells[index], style, self.marks))
            except BadCell as error:
                found.append(_ABSENT)
                self._problem(number, index, cells[index], error)
        return found

    def _percentage(self, unit: str) -> bool:
        known = self.percentages.get(unit)
        if known is None:
            known = self.percentages[unit] = is_percentage(unit)
        return known

    def _status(self, number: int, cells: Sequence[str], value: Number) -> tuple[Status, str]:
        """Return what the status column says; what stands in the value's own cell says more.

        The text is what the column says beyond any status, where the layout takes such words for notes.
        """
        said, note = self._text(number, cells, self.status), ""
        status = self.words.get(said)
        if status is None:
            status = self.words.get(normalised(said))
        if status is None:
            status = self._flags(said)
        if status is None and self.layout.loose_status:
            status, note = Status.NORMAL, said
        if status is None:
            self._problem(number, self.status, said, BadCell("not_a_status"))
            return Status.NORMAL, ""
        if value.value is None and value.status is Status.MISSING:
            return status or Status.MISSING, note
        return value.status or status, note

    def _flags(self, said: str) -> Status | None:
        """Return the most telling of several letters that are flags each, such as 'bp'."""
        found = [self.words.get(letter) for letter in said.casefold()] if len(said) <= MOST_FLAGS else [None]
        known = [status for status in found if status is not None]
        return min(known, key=TELLING.index) if len(known) == len(found) else None


def clean(text: str) -> str:
    """Return text on one line, without surplus space."""
    return " ".join(text.split())


def is_percentage(unit: str) -> bool:
    """Tell whether a unit is a percentage."""
    plain = unit.casefold()
    return "%" in plain or "percent" in plain or "per cent" in plain


def shorten_list(names: Iterable[str]) -> str:
    """Return the first names of a header, as a reader is shown them."""
    listed = list(names)
    return ", ".join(shorten(name) for name in listed[:20]) + (", …" if len(listed) > 20 else "")
