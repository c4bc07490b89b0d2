"""CSV and its relatives, from bytes to a table, refused at the first sign of damage."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from headway.formats.errors import Problem, Problems, Unreadable, column_letter, shorten
from headway.formats.tables import (
    DEFAULT_LIMITS,
    Limits,
    Row,
    Table,
    check_cells,
    check_header,
    too_many_columns,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DELIMITERS = ",;\t"
SNIFFED = 65_536  # characters looked at to find the delimiter
SNIFFED_ROWS = 50
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class DelimitedOptions:
    """What a person may state about a CSV file."""

    delimiter: str | None = None  # found by looking when not stated
    header_row: int = 1  # as a spreadsheet shows it; what stands above is left out
    limits: Limits = DEFAULT_LIMITS
    rename: Callable[[Sequence[str]], list[str]] | None = None  # of names that stand twice by design


DEFAULT_OPTIONS = DelimitedOptions()


def read_delimited(data: bytes, options: DelimitedOptions = DEFAULT_OPTIONS) -> Table:
    """Return the table in a CSV file; rows are decoded and split as they are asked for.

    UTF-8 with or without byte-order mark, and UTF-16 with one. Separated by comma, semicolon or tab.

    Raises
    ------
    Unreadable
        Empty, too big, another encoding, no header, names missing or twice, a million columns.
    """
    encoding = _encoding(data, options.limits)
    delimiter = options.delimiter or _sniff(data, encoding, options.header_row)
    source = _Source(data, encoding, delimiter, options.limits)
    for number, cells in source.records():
        if number == options.header_row:
            names = options.rename(cells) if options.rename else cells
            header = check_header(names, number, options.limits)
            return Table(header, number, partial(source.rows, header, number))
    code = "empty_file" if options.header_row == 1 else "no_header"
    raise Unreadable(Problem(code, facts=(("row", options.header_row),)))


def _encoding(data: bytes, limits: Limits) -> str:
    """Return the encoding, from the first bytes alone."""
    if not data.strip(b"\r\n\t \xef\xbb\xbf"):
        raise Unreadable(Problem("empty_file"))
    if len(data) > limits.file_bytes:
        raise Unreadable(Problem("too_big", facts=(("bytes", len(data)), ("limit", limits.file_bytes))))
    for start, code in ((_ZIP, "is_workbook"), (_OLE, "is_old_workbook"), (_UTF32, "utf32")):
        if data.startswith(start):
            raise Unreadable(Problem(code))
    return "utf-16" if data.startswith(_UTF16) else "utf-8-sig"


def _sniff(data: bytes, encoding: str, header_row: int) -> str:
    """Return the delimiter that gives most rows the header's number of cells, then most cells."""
    text = data[: SNIFFED * 2].decode(encoding, errors="replace")[:SNIFFED]
    best, best_score = DELIMITERS[0], (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            rows = [row for row, _ in zip(reader, range(SNIFFED_ROWS + header_row), strict=False) if row]
        except csv.Error:
            continue
        rows = rows[header_row - 1 :]
        width = len(rows[0]) if rows else 0
        if width < 2:  # one cell means that this sign separates nothing
            continue
        score = (sum(len(row) == width for row in rows) / len(rows), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


class _Lines:
    """Lines for the csv module, stopped before one record can fill the memory."""

    def __init__(self, text: io.TextIOBase, delimiter: str, limits: Limits) -> None:
        self.text, self.delimiter, self.limits = text, delimiter, limits
        self.record = ""  # what the current record holds so far
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        limit = self.limits.row
        while line := self.text.readline(limit + 1):
            self.record = self.record + line if self.record else line
            self.last = line
            if len(self.record) > limit:
                raise _Overlong(self._overlong())
            if "\0" in line:
                raise _Overlong("zero_byte")
            yield line

    def _overlong(self) -> str:
        if len(self.record) > len(self.last) and '"' in self.record:
            return "unclosed_quote"
        wide = self.record.count(self.delimiter) >= self.limits.columns
        return "too_many_columns" if wide else "row_too_long"


class _Overlong(Exception):  # noqa: N818 - never leaves this module
    """A record is refused while it is still being read."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class _Source:
    """The records of one file, each time from its start."""

    data: bytes
    encoding: str
    delimiter: str
    limits: Limits

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every record with its number, blank ones too."""
        text = io.TextIOWrapper(io.BytesIO(self.data), encoding=self.encoding, newline="")
        lines = _Lines(text, self.delimiter, self.limits)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        number = 0
        while True:
            lines.record = ""
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except UnicodeDecodeError:
                raise Unreadable(self._undecodable()) from None
            except _Overlong as error:
                raise Unreadable(self._damaged(error.code, number, lines)) from None
            except csv.Error as error:
                code = "stray_quote" if "expected after" in str(error) else "unclosed_quote"
                raise Unreadable(self._damaged(code, number, lines)) from None
            yield number, cells

    def rows(self, header: tuple[str, ...], header_row: int, problems: Problems) -> Iterator[Row]:
        """Yield the rows below the header that have its shape."""
        width, limits = len(header), self.limits
        short: Problem | None = None
        for number, cells in self.records():
            if number <= header_row or not any(cells):
                continue
            if number - header_row > limits.rows:
                raise Unreadable(Problem("too_many_rows", number, facts=(("limit", limits.rows),)))
            if short is not None:
                problems.add(short)
                short = None
            wrong = check_cells(header, number, cells, limits)
            if wrong is None:
                yield number, cells if len(cells) == width else cells[:width]
            elif wrong.code == "too_few_cells":
                short = wrong  # whether it is the last row is known one row later
            else:
                problems.add(wrong)
        if short is not None:
            ends = self.data.endswith((b"\n", b"\r", b"\n\x00", b"\r\x00"))
            problems.add(short if ends else Problem("truncated", short.row, facts=short.facts))

    def _damaged(self, code: str, number: int, lines: _Lines) -> Problem:
        """Name the cell in which the record went wrong."""
        if code == "too_many_columns":
            return too_many_columns(number, lines.record.count(self.delimiter) + 1, self.limits)
        facts = (("limit", self.limits.row),) if code == "row_too_long" else ()
        before = lines.record.split("\0", 1)[0] if code == "zero_byte" else lines.record
        column, cell = self._last_cell(before, number)
        if code == "stray_quote":
            return Problem(code, number, None, shorten(lines.record.strip()))
        return Problem(code, number, column, shorten(cell), facts)

    def _last_cell(self, text: str, number: int) -> tuple[str, str]:
        """Return name and text of the cell in which this piece of a record ends."""
        index, cell, quoted, start = 0, "", False, 0
        for position, sign in enumerate(text[: self.limits.row]):
            if sign == '"':
                quoted = not quoted
            elif sign == self.delimiter and not quoted:
                index, start = index + 1, position + 1
        cell = text[start : self.limits.row].lstrip('"')
        return self._column(index, number), cell

    def _column(self, index: int, number: int) -> str:
        if number > 1:
            first = next(iter(self.records()))[1]
            if index < len(first) and first[index].strip():
                return first[index].strip()
        return column_letter(index)

    def _undecodable(self) -> Problem:
        """Name byte, row and column of the first bytes that do not fit the encoding."""
        try:
            self.data.decode(self.encoding)
        except UnicodeDecodeError as error:
            skipped = (
                3 if self.data.startswith(b"\xef\xbb\xbf") else 0
            )  # the mark is left out of the position
            position = error.start + skipped if self.encoding == "utf-8-sig" else error.start
        else:  # pragma: no cover - only called after the same bytes failed
            position = 0
        before = self.data[:position].decode(self.encoding, errors="ignore")
        tail = before.rsplit("\n", 1)[-1]
        try:
            records = csv.reader(io.StringIO(before, newline=""), delimiter=self.delimiter)
            number = sum(1 for _ in records) + (not tail)
        except csv.Error:  # quotes are damaged too: lines are the best count left
            number = before.count("\n") + 1
        column, _ = self._last_cell(tail, 1)
        bytes_shown = self.data[position : position + 2].hex(" ").upper()
        code = "not_utf16" if self.encoding == "utf-16" else "not_utf8"
        return Problem(code, number, column, f"0x{bytes_shown}", (("position", position + 1),))
