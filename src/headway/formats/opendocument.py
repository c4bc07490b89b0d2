"""ODS, from bytes to a table of text cells; formulas and error values are refused by name, as in XLSX.

Source: OASIS, *Open Document Format* 1.2 (2011), part 1, sections 9 and 19. The sheet is streamed; runs
of equal cells and rows, which a file of a kilobyte can make a million, are counted before they are made.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from headway.formats.archive import XmlReader, blocks, measure, opened
from headway.formats.errors import Problem, Problems, Unreadable, column_letter, shorten
from headway.formats.numbers import number_text
from headway.formats.sheet import Odd, SheetRow
from headway.formats.tables import Limits, Row, Table, check_cells, check_header, too_many_columns
from headway.formats.workbook import DEFAULT_OPTIONS, WorkbookOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTENT = "content.xml"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_NUMBERS = {"float", "percentage", "currency"}


def read_opendocument(data: bytes, options: WorkbookOptions = DEFAULT_OPTIONS) -> Table:
    """Return the table of one sheet, with its cells as text.

    Raises
    ------
    Unreadable
        What ``archive.measure`` refuses, no such sheet, too many columns or cells, no header, names
        missing or twice.
    """
    measure(data, options.limits, CONTENT)
    for row in _rows(data, options):
        if row.number > options.header_row:
            break
        if row.number == options.header_row:
            problems = Problems()
            _add_odd(row, (), problems)
            problems.refuse()
            header = check_header(row.cells, row.number, options.limits)
            return Table(header, row.number, partial(_below, data, options, header))
    raise Unreadable(Problem("no_header", facts=(("row", options.header_row),)))


def opendocument_sheets(data: bytes, limits: Limits) -> tuple[str, ...]:
    """Return the names of the sheets, in the order of the spreadsheet."""
    measure(data, limits, CONTENT)
    reader = _Content(WorkbookOptions(limits=limits))
    with opened(data) as archive:
        for block in blocks(archive, archive.getinfo(CONTENT), limits):
            reader.feed(block)
            reader.take()
    reader.feed(b"", last=True)
    return tuple(reader.sheets)


def _rows(data: bytes, options: WorkbookOptions) -> Iterator[SheetRow]:
    reader = _Content(options)
    with opened(data) as archive:
        for block in blocks(archive, archive.getinfo(CONTENT), options.limits):
            reader.feed(block)
            yield from reader.take()
            if reader.over:
                return
    reader.feed(b"", last=True)
    yield from reader.take()
    if options.sheet is not None and not reader.over:
        facts = (("sheets", ", ".join(map(shorten, reader.sheets[:20]))),)
        raise Unreadable(Problem("no_such_sheet", value=shorten(options.sheet), facts=facts))


def _below(
    data: bytes, options: WorkbookOptions, header: tuple[str, ...], problems: Problems
) -> Iterator[Row]:
    width, limits = len(header), options.limits
    for row in _rows(data, options):
        if row.number <= options.header_row:
            continue
        if row.number - options.header_row > limits.rows:
            raise Unreadable(Problem("too_many_rows", row.number, facts=(("limit", limits.rows),)))
        _add_odd(row, header, problems)
        if row.odd or not any(row.cells):
            continue
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        wrong = check_cells(header, row.number, cells, limits)
        if wrong is None:
            yield row.number, cells[:width]
        else:
            problems.add(wrong)


def _add_odd(row: SheetRow, header: tuple[str, ...], problems: Problems) -> None:
    for odd in row.odd:
        column = header[odd.index] if odd.index < len(header) else column_letter(odd.index)
        problems.add(Problem(odd.code, row.number, column, shorten(odd.text)))


class _Content(XmlReader):
    """Turns blocks of the content into the rows of one sheet: the first, or the one by its name."""

    code = "not_opendocument"

    def __init__(self, options: WorkbookOptions) -> None:
        super().__init__()
        self.wanted, self.limits = options.sheet, options.limits
        self.sheets: list[str] = []
        self.over = False  # the sheet has ended
        self.done: list[SheetRow] = []
        self._here = False
        self._depth = 0  # of tables inside cells
        self._number = self._cells = self._repeat_row = 0
        self._row: list[str] = []
        self._odd: list[Odd] = []
        self._blank = 0  # empty cells that only count when another follows
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[list[str]] = []
        self._in_text = False
        self._length = 0
        starts: dict[str, Callable[[dict[str, str]], None]] = {
            _TABLE + "table": self._table_starts,
            _TABLE + "table-row": self._row_starts,
            _TEXT + "p": self._paragraph_starts,
            **dict.fromkeys(_CELLS, self._cell_starts),
        }
        ends: dict[str, Callable[[], None]] = {
            _TABLE + "table": self._table_ends,
            _TABLE + "table-row": self._row_ends,
            _TEXT + "p": self._paragraph_ends,
            **dict.fromkeys(_CELLS, self._cell_ends),
        }
        self._starts, self._ends = starts, ends
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def take(self) -> list[SheetRow]:
        """Return the rows that are whole, and forget them."""
        done, self.done = self.done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if handler := self._starts.get(name):
            handler(attributes)

    def _end(self, name: str) -> None:
        if handler := self._ends.get(name):
            handler()

    def _table_starts(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self.sheets.append(attributes.get(_TABLE + "name", ""))
            self._here = not self.over and self.wanted in (None, self.sheets[-1])
            self._number = 0

    def _table_ends(self) -> None:
        self._depth -= 1
        if self._depth == 0 and self._here:
            self.over, self._here = True, False

    def _row_starts(self, attributes: dict[str, str]) -> None:
        self._row, self._odd, self._blank = [], [], 0
        self._repeat_row = _count(attributes.get(_TABLE + "number-rows-repeated"))

    def _row_ends(self) -> None:
        if not self._here or self._depth != 1:
            return
        filled = bool(self._row or self._odd)
        for _ in range(self._repeat_row if filled else 0):
            self._number += 1
            self._counted(len(self._row))
            self.done.append(SheetRow(self._number, list(self._row), tuple(self._odd)))
            if self._number > self.limits.rows + 1_000:
                raise Unreadable(Problem("too_many_rows", facts=(("limit", self.limits.rows),)))
        self._number += 0 if filled else self._repeat_row

    def _cell_starts(self, attributes: dict[str, str]) -> None:
        self._attributes, self._paragraphs, self._length = attributes, [], 0

    def _paragraph_starts(self, _attributes: dict[str, str]) -> None:
        self._in_text = self._here
        self._paragraphs.append([])

    def _paragraph_ends(self) -> None:
        self._in_text = False

    def _text(self, text: str) -> None:
        if self._in_text and self._paragraphs:
            self._paragraphs[-1].append(text)
            self._length += len(text)
            if self._length > self.limits.cell:
                facts = (("length", self._length), ("limit", self.limits.cell))
                raise Unreadable(Problem("cell_too_long", self._number + 1, None, None, facts))

    def _cell_ends(self) -> None:
        if not self._here or self._depth != 1:
            return
        given = self._attributes
        index, times = len(self._row) + self._blank, _count(given.get(_TABLE + "number-columns-repeated"))
        text, odd = self._value(given)
        if not text and odd is None:
            self._blank += times
            return
        if index + times > self.limits.columns:
            raise Unreadable(too_many_columns(self._number + 1, index + times, self.limits))
        self._row += [*[""] * self._blank, *[text] * times]
        self._blank = 0
        if odd is not None:
            self._odd.append(Odd(odd, index, text))

    def _value(self, given: dict[str, str]) -> tuple[str, str | None]:
        """Return a cell's text, and why it holds no value where it holds none."""
        shown = "\n".join("".join(pieces) for pieces in self._paragraphs)
        if formula := given.get(_TABLE + "formula"):
            return "=" + formula.split("=", 1)[-1], "formula"
        kind = given.get(_OFFICE + "value-type", "")
        if given.get(_CALC + "value-type") == "error":
            return shown, "error_value"
        if kind in _NUMBERS:
            try:
                return number_text(float(given.get(_OFFICE + "value", ""))), None
            except (ValueError, OverflowError):
                raise Unreadable(Problem("not_opendocument", self._number + 1)) from None
        if kind == "date":
            return given.get(_OFFICE + "date-value", shown).removesuffix("T00:00:00"), None
        if kind == "boolean":
            return given.get(_OFFICE + "boolean-value", shown).upper(), None
        return given.get(_OFFICE + "string-value", shown), None

    def _counted(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self.limits.cells:
            raise Unreadable(Problem("too_many_cells_in_all", facts=(("limit", self.limits.cells),)))


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1
