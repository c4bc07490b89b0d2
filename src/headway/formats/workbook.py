"""XLSX, from bytes to a table of text cells; formulas and error values are refused by name.

The archive is measured first; sheets are streamed, so that memory does not grow with them. What a
style or a serial number means is openpyxl's knowledge; opening the whole workbook with it is not
safe here (one cell of 300 MB in 0.3 MB) and five times slower.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from headway.formats.archive import blocks, measure, opened, small_part
from headway.formats.errors import Problem, Problems, Unreadable, column_letter, shorten
from headway.formats.sheet import Context, SharedStrings, SheetReader, SheetRow
from headway.formats.tables import DEFAULT_LIMITS, Limits, Row, Table, check_cells, check_header

if TYPE_CHECKING:
    from collections.abc import Iterator


WORKBOOK_PART = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class WorkbookOptions:
    """What a person may state about a workbook."""

    sheet: str | None = None  # the first visible one when not stated
    header_row: int = 1  # as the spreadsheet shows it; titles above are left out
    limits: Limits = DEFAULT_LIMITS


DEFAULT_OPTIONS = WorkbookOptions()


def sheet_names(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """Return the names of the visible sheets, in the workbook's order.

    Raises
    ------
    Unreadable
        As ``read_workbook``.
    """
    measure(data, limits, WORKBOOK_PART)
    return tuple(_Book(data, limits).sheets)


def read_workbook(data: bytes, options: WorkbookOptions = DEFAULT_OPTIONS) -> Table:
    """Return the table of one sheet, with its cells as text.

    Numbers keep their shortest text, dates become 2024-05-01, booleans TRUE or FALSE. A formula or
    an error value is a problem of its cell, whether or not a mapping uses the column: the value that
    a formula once had may be years old.

    Raises
    ------
    Unreadable
        What ``archive.measure`` refuses, no such sheet, too many columns or cells, no header, names
        missing or twice.
    """
    measure(data, options.limits, WORKBOOK_PART)
    book = _Book(data, options.limits)
    part = book.choose(options.sheet)
    for row in book.rows(part):
        if row.number > options.header_row:
            break
        if row.number == options.header_row:
            problems = Problems()
            _add_odd(row, (), problems)
            problems.refuse()
            header = check_header(row.cells, row.number, options.limits)
            return Table(header, row.number, partial(book.below, part, header, options.header_row))
    raise Unreadable(Problem("no_header", facts=(("row", options.header_row),)))


class _Book:
    """The parts of a measured workbook that tables are made of."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data, self.limits = data, limits
        with opened(data) as archive:
            workbook = _tree(small_part(archive, WORKBOOK_PART, limits))
            relations = _tree(small_part(archive, "xl/_rels/workbook.xml.rels", limits))
            styles = _tree(small_part(archive, "xl/styles.xml", limits))
        targets = {found.get("Id"): _part_name(found) for found in relations}
        kinds = {found.get("Id"): found.get("Type", "") for found in relations}
        self.sheets: dict[str, str] = {}
        for sheet in workbook.iterfind(".//{*}sheets/{*}sheet"):
            key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
            if kinds.get(key, "").endswith("/worksheet") and sheet.get("state", "visible") == "visible":
                self.sheets[sheet.get("name", "")] = targets[key]
        self.strings_part = next((targets[key] for key in kinds if kinds[key].endswith("/sharedStrings")), "")
        properties = workbook.find("{*}workbookPr")
        is_mac = properties is not None and properties.get("date1904", "0") in ("1", "true")
        self.epoch = CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900
        self.dates, self.durations = _date_styles(styles)

    def choose(self, wanted: str | None) -> str:
        """Return the part that holds the wanted sheet, or the first."""
        if not self.sheets:
            raise Unreadable(Problem("no_sheet"))
        if wanted is None:
            return next(iter(self.sheets.values()))
        if wanted not in self.sheets:
            facts = (("sheets", ", ".join(self.sheets)),)
            raise Unreadable(Problem("no_such_sheet", value=shorten(wanted), facts=facts))
        return self.sheets[wanted]

    @cached_property
    def context(self) -> Context:
        """What cells refer to; read once for every pass over the sheet."""
        reader = SharedStrings(self.limits)
        with opened(self.data) as archive:
            if self.strings_part in archive.namelist():
                for block in blocks(archive, archive.getinfo(self.strings_part), self.limits):
                    reader.feed(block)
        return Context(reader.strings, self.dates, self.durations, self.epoch, self.limits)

    def rows(self, part: str) -> Iterator[SheetRow]:
        """Yield the rows that a sheet holds, from its start."""
        reader = SheetReader(self.context)
        with opened(self.data) as archive:
            for block in blocks(archive, archive.getinfo(part), self.limits):
                reader.feed(block)
                yield from reader.take()
        reader.feed(b"", last=True)
        yield from reader.take()

    def below(self, part: str, header: tuple[str, ...], header_row: int, problems: Problems) -> Iterator[Row]:
        """Yield the rows below the header; empty cells at their end are filled in."""
        width, limits = len(header), self.limits
        for row in self.rows(part):
            if row.number <= header_row:
                continue
            if row.number - header_row > limits.rows:
                raise Unreadable(Problem("too_many_rows", row.number, facts=(("limit", limits.rows),)))
            _add_odd(row, header, problems)
            cells = row.cells
            if row.odd or not any(cells):
                continue
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))
            wrong = check_cells(header, row.number, cells, limits)
            if wrong is None:
                yield row.number, cells[:width]
            else:
                problems.add(wrong)


def _add_odd(row: SheetRow, header: tuple[str, ...], problems: Problems) -> None:
    for odd in row.odd:
        column = header[odd.index] if odd.index < len(header) else column_letter(odd.index)
        problems.add(Problem(odd.code, row.number, column, shorten(odd.text)))


def _tree(part: bytes) -> ET.Element:
    """Return a small part as a tree; it was measured, and declares no document type."""
    if not part:
        return ET.Element("absent")
    try:
        return ET.fromstring(part)  # noqa: S314 - see above
    except ET.ParseError:
        raise Unreadable(Problem("not_workbook")) from None


def _part_name(relation: ET.Element) -> str:
    """Return the name in the archive of what a relation of the workbook points to."""
    target = relation.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _date_styles(styles: ET.Element) -> tuple[frozenset[int], frozenset[int]]:
    """Return the numbers of the cell styles that show a date, and of those that show a duration."""
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    try:
        for found in styles.iterfind("{*}numFmts/{*}numFmt"):
            formats[int(found.get("numFmtId", ""))] = found.get("formatCode", "")
        used = [int(found.get("numFmtId", "0")) for found in styles.iterfind("{*}cellXfs/{*}xf")]
    except ValueError:
        raise Unreadable(Problem("not_workbook")) from None
    codes = {key: formats.get(key, "General")[:255] for key in set(used)}
    dates = {key for key, code in codes.items() if is_date_format(code)}
    spans = {key for key, code in codes.items() if is_timedelta_format(code)}
    return (
        frozenset(style for style, key in enumerate(used) if key in dates),
        frozenset(style for style, key in enumerate(used) if key in spans),
    )
