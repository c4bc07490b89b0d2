"""Cells of one sheet of a workbook, streamed: a row is handed on before the next block is unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import from_excel

from headway.formats.archive import XmlReader
from headway.formats.errors import Problem, Unreadable, column_letter, shorten
from headway.formats.numbers import number_text
from headway.formats.tables import Limits, too_many_columns

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",  # the strict form of the standard
)
_TAGS = {space + tag: tag for space in _NAMESPACES for tag in ("c", "v", "f", "t", "row", "si", "rPh")}
_ABOVE = 1_000  # rows of titles that may stand above a header
_ROW_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that holds no value: a formula, an error."""

    code: str
    index: int
    text: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet; empty cells at its end are not there."""

    number: int
    cells: list[str]
    odd: tuple[Odd, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What cells of a sheet refer to."""

    strings: list[str]
    dates: frozenset[int]  # styles that show a number as a date
    durations: frozenset[int]
    epoch: datetime
    limits: Limits


class SharedStrings(XmlReader):
    """The texts that cells refer to by number; readings for East Asian scripts are left out."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits = limits
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._in_text = self._in_reading = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, _: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "si":
            self._pieces, self._length = [], 0
        elif tag == "rPh":
            self._in_reading = True
        elif tag == "t":
            self._in_text = not self._in_reading

    def _end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "si":
            self.strings.append("".join(self._pieces))
            if len(self.strings) > self.limits.cells:
                raise Unreadable(Problem("too_many_cells_in_all", facts=(("limit", self.limits.cells),)))
        elif tag == "rPh":
            self._in_reading = False
        elif tag == "t":
            self._in_text = False

    def _text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > self.limits.cell:
                raise Unreadable(_too_long(None, None, self._pieces, self.limits))


class SheetReader(XmlReader):
    """Turns blocks of a sheet's XML into rows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.limits = context, context.limits
        self.done: list[SheetRow] = []
        self.count = 0
        self._number = 0
        self._columns: dict[str, int] = {}
        self._row: list[str] = []
        self._odd: list[Odd] = []
        self._in_reading = False
        self._gather: list[str] | None = None
        self._cell_starts(-1, {})
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "c": lambda attributes: self._cell_starts(self._index, attributes),
            "v": lambda _: self._text_starts(self._value),
            "t": lambda _: self._text_starts(self._value),
            "f": lambda _: self._formula_starts(),
            "row": self._row_starts,
            "rPh": lambda _: self._reading(on=True),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "c": self._cell_ends,
            "v": self._text_ends,
            "t": self._text_ends,
            "f": self._text_ends,
            "row": self._row_ends,
            "rPh": lambda: self._reading(on=False),
        }
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def take(self) -> list[SheetRow]:
        """Return the rows that are whole, and forget them."""
        done, self.done = self.done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if (tag := _TAGS.get(name)) and (handler := self._starts.get(tag)):
            handler(attributes)

    def _end(self, name: str) -> None:
        if (tag := _TAGS.get(name)) and (handler := self._ends.get(tag)):
            handler()

    def _text(self, text: str) -> None:
        if self._gather is not None:
            self._gather.append(text)
            if (len(self._gather) > 1 or len(text) > self.limits.cell) and sum(
                map(len, self._gather)
            ) > self.limits.cell:
                raise Unreadable(_too_long(self._number, self._index, self._gather, self.limits))

    def _row_starts(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "")
        number = int(written) if written.isdecimal() and len(written) < _ROW_DIGITS else self._number + 1
        if number <= self._number:
            raise Unreadable(
                Problem("not_workbook", number)
            )  # rows out of order: which one counts is unknown
        if number > self.limits.rows + _ABOVE:
            raise Unreadable(Problem("too_many_rows", number, facts=(("limit", self.limits.rows),)))
        self._number, self._row, self._odd = number, [], []
        self._index = -1

    def _row_ends(self) -> None:
        self.done.append(SheetRow(self._number, self._row, tuple(self._odd)))

    def _cell_starts(self, before: int, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._index = self._column(letters) if letters else before + 1
        if self._index >= self.limits.columns:
            raise Unreadable(too_many_columns(self._number, self._index + 1, self.limits))
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value: list[str] = []
        self._formula: list[str] | None = None

    def _column(self, letters: str) -> int:
        index = self._columns.get(letters)
        if index is None:
            index = self._columns[letters] = column_index(letters[:4])
        return index

    def _formula_starts(self) -> None:
        self._formula = []
        self._text_starts(self._formula)

    def _text_starts(self, into: list[str]) -> None:
        self._gather = None if self._in_reading else into

    def _text_ends(self) -> None:
        self._gather = None

    def _reading(self, *, on: bool) -> None:
        self._in_reading = on

    def _cell_ends(self) -> None:
        self.count += 1
        if self.count > self.limits.cells:
            raise Unreadable(Problem("too_many_cells_in_all", facts=(("limit", self.limits.cells),)))
        raw = "".join(self._value)
        if self._formula is not None:
            self._odd.append(Odd("formula", self._index, "=" + "".join(self._formula)))
        elif self._kind == "e":
            self._odd.append(Odd("error_value", self._index, raw))
        elif raw:
            try:
                text = _cell_text(raw, self._kind, self._style, self.context)
            except (ValueError, OverflowError, IndexError):
                where = column_letter(self._index)
                raise Unreadable(Problem("not_workbook", self._number, where, shorten(raw))) from None
            missing = self._index - len(self._row)
            if missing < 0:
                raise Unreadable(Problem("not_workbook", self._number, column_letter(self._index)))
            if missing:
                self._row.extend([""] * missing)
            self._row.append(text)


def column_index(letters: str) -> int:
    """Return the index of a column from its letters (A gives 0)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell_text(raw: str, kind: str, style: str, context: Context) -> str:
    """Return a cell as text: numbers shortest, dates as 2024-05-01."""
    if kind == "s":
        return context.strings[int(raw)]
    if kind == "b":
        return "TRUE" if raw in ("1", "true") else "FALSE"
    if kind != "n":
        return raw  # text, or a date that is written as one
    number = float(raw)
    if style != "0" and int(style) in context.dates:
        is_duration = int(style) in context.durations
        return _time_text(from_excel(number, context.epoch, timedelta=is_duration))
    return number_text(number)


def _time_text(value: object) -> str:
    """Return a date without its midnight; a time of day or a duration as ISO writes it."""
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return f"{value.total_seconds()} s" if isinstance(value, timedelta) else str(value)


def _too_long(row: int | None, index: int | None, pieces: list[str], limits: Limits) -> Problem:
    facts = (("length", sum(map(len, pieces))), ("limit", limits.cell))
    column = None if index is None else column_letter(index)
    return Problem("cell_too_long", row, column, shorten(pieces[0]), facts)
