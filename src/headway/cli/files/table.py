"""The one reader of the engine commands' input: a CSV file of dated values."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from headway.formats.dated import (
    ACCEPTED_DATE,
    ACCEPTED_VALUE,
    DATE,
    NUMBER,
    Period,
    Step,
    parse_period,
    read_number,
)

MAX_BYTES = 32 * 2**20  # a million dated values are about 20 MB
MAX_COLUMNS = 1_000
MAX_LINE = 8 * 2**20  # letters; a longer line would be cut into millions of cells

ACCEPTED_HEADER = "a header row with one column named date and one named value"
ACCEPTED_TEXT = "text in UTF-8"

__all__ = [
    "ACCEPTED_DATE",
    "ACCEPTED_HEADER",
    "ACCEPTED_TEXT",
    "ACCEPTED_VALUE",
    "MAX_BYTES",
    "BadInput",
    "DatedValues",
    "Period",
    "Step",
    "parse_period",
    "read_dated_values",
    "read_number",
]


class BadInput(Exception):  # noqa: N818 - it is the input that is bad; doors exit 2 on it
    """The input cannot be used; the message says where, what stands there and what is accepted."""


@dataclass(frozen=True, slots=True)
class DatedValues:
    """The dated values of one file in time order, without the missing ones."""

    periods: tuple[Period, ...]
    values: tuple[float, ...]  # same length as periods, all finite
    missing: tuple[Period, ...]  # dates whose value is empty


def read_dated_values(path: Path) -> DatedValues:
    """Read a CSV file with the columns date and value, in any row order.

    Other columns are left alone. A file of exactly two columns may name them as it likes.

    Raises
    ------
    BadInput
        For the first thing in the file that is not as it should be.
    """
    rows = _rows(path, _text(path))
    header = next(rows, None)
    if header is None:
        raise _bad(path, (1, 1), "", ACCEPTED_HEADER)
    date_at, value_at = _columns(path, header[1])
    found: dict[date, tuple[int, Period, float | None]] = {}
    for row, cells in rows:
        if len(cells) != len(header[1]):
            at = min(len(cells), len(header[1])) + 1
            raise _bad(
                path, (row, at), "".join(cells[at - 1 : at]), f"{len(header[1])} columns, as in the header"
            )
        period = _period(path, (row, date_at + 1), cells[date_at], found)
        found[period.start] = (row, period, _value(path, (row, value_at + 1), cells[value_at]))
    if not found:
        raise _bad(path, (2, date_at + 1), "", "at least one dated value")
    ordered = [found[start][1:] for start in sorted(found)]
    return DatedValues(
        periods=tuple(period for period, value in ordered if value is not None),
        values=tuple(value for _, value in ordered if value is not None),
        missing=tuple(period for period, value in ordered if value is None),
    )


def _bad(path: Path, where: tuple[int, int], value: str, accepted: str) -> BadInput:
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in value[:60])
    shown += "..." if len(value) > 60 else ""
    return BadInput(f"{path}: row {where[0]}, column {where[1]}: '{shown}': {accepted}")


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise BadInput(f"{path}: larger than {MAX_BYTES // 2**20} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line_start = content.rfind(b"\n", 0, error.start) + 1
        cell_start = max(line_start, content.rfind(b",", line_start, error.start) + 1)
        where = (content.count(b"\n", 0, error.start) + 1, content.count(b",", line_start, error.start) + 1)
        value = content[cell_start : error.end].decode("utf-8", "backslashreplace")
        raise _bad(path, where, value, ACCEPTED_TEXT) from error


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the trimmed cells of each row that is not blank; the header is row 1."""
    row = 0
    try:
        for row, cells in enumerate(csv.reader(_lines(path, text), strict=True), start=1):
            if len(cells) > MAX_COLUMNS:
                raise _bad(
                    path, (row, MAX_COLUMNS + 1), cells[MAX_COLUMNS], f"at most {MAX_COLUMNS:,} columns"
                )
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield row, trimmed
    except csv.Error as error:
        raise _bad(path, (row + 1, 1), "", f"whole rows of a CSV file ({error})") from error


def _lines(path: Path, text: str) -> Iterator[str]:
    for row, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            raise _bad(path, (row, 1), line[:100], f"lines of at most {MAX_LINE:,} letters")
        yield line


def _columns(path: Path, header: list[str]) -> tuple[int, int]:
    names = [name.casefold() for name in header]
    if names.count("date") == 1 and names.count("value") == 1:
        return names.index("date"), names.index("value")
    two_names = len(header) == 2 and all(header) and names[0] != names[1]
    if two_names and not DATE.match(header[0]) and not NUMBER.fullmatch(header[1]):
        return 0, 1
    raise _bad(path, (1, 1), header[0], ACCEPTED_HEADER)


def _period(
    path: Path, where: tuple[int, int], text: str, found: dict[date, tuple[int, Period, float | None]]
) -> Period:
    try:
        period = parse_period(text)
    except ValueError as error:
        raise _bad(path, where, text, ACCEPTED_DATE) from error
    first = next(iter(found.values()), None)
    if first is not None and first[1].step is not period.step:
        raise _bad(path, where, text, f"dates all written alike, as in row {first[0]}: '{first[1].text}'")
    if period.start in found:
        raise _bad(path, where, text, f"each date once; row {found[period.start][0]} has it already")
    return period


def _value(path: Path, where: tuple[int, int], text: str) -> float | None:
    if not text:
        return None
    try:
        return read_number(text)
    except ValueError as error:
        raise _bad(path, where, text, str(error)) from error
