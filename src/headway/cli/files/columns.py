"""The reader of rows with named columns: numbers in some, words in others, each error with its cell."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headway.cli.files.table import ACCEPTED_TEXT, ACCEPTED_VALUE, MAX_BYTES, BadInput, read_number


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a file, without the rows that lack a number; ``warnings`` says how many those were."""

    numbers: dict[str, NDArray[np.float64]]
    texts: dict[str, list[str]]
    warnings: list[str] = field(default_factory=list)


def read_rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Read a CSV file with a header; every row has as many cells as the header.

    Raises
    ------
    BadInput
        Naming the file, the row and what is accepted.
    """
    try:
        table = [row for row in csv.reader(io.StringIO(_text(path), newline=""), strict=True) if row]
    except csv.Error as error:
        raise BadInput(f"{path}: {error}: a CSV file") from error
    if not table:
        raise BadInput(f"{path}: row 1: '': a header row")
    header = [name.strip() for name in table[0]]
    if len(set(header)) != len(header):
        raise BadInput(f"{path}: row 1: '{','.join(header)}': column names that differ")
    for number, row in enumerate(table[1:], 2):
        if len(row) != len(header):
            raise BadInput(f"{path}: row {number}: '{','.join(row)[:40]}': {len(header)} cells")
    return header, [dict(zip(header, map(str.strip, row), strict=True)) for row in table[1:]]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path}: the file is larger than {MAX_BYTES} bytes")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: byte {error.start + 1}: {ACCEPTED_TEXT}") from error


def require(path: Path, header: Sequence[str], names: Sequence[str]) -> None:
    """Refuse a header that lacks a column.

    Raises
    ------
    BadInput
        Naming the column.
    """
    for name in names:
        if name not in header:
            raise BadInput(f"{path}: row 1, column {name}: '': a column named {name}")


def read_columns(path: Path, numbers: Sequence[str], texts: Sequence[str | None] = ()) -> Columns:
    """Read some columns as numbers and some as words; a row that lacks a number is left out with a warning.

    Raises
    ------
    BadInput
        Naming file, row, column, value and what is accepted.
    """
    words = [name for name in texts if name]
    header, rows = read_rows(path)
    require(path, header, [*numbers, *words])
    kept: list[dict[str, str]] = []
    values: list[list[float]] = []
    for row_number, row in enumerate(rows, 2):
        found = [_number(path, row_number, name, row[name]) for name in numbers]
        if not any(math.isnan(value) for value in found):
            kept.append(row)
            values.append(found)
    left = len(rows) - len(kept)
    array = np.array(values, dtype=np.float64).reshape(len(kept), len(numbers))
    return Columns(
        {name: array[:, at] for at, name in enumerate(numbers)},
        {name: [row[name] for row in kept] for name in words},
        [f"left out, no value: {left} rows"] if left else [],
    )


def _number(path: Path, row: int, column: str, text: str) -> float:
    if not text:
        return math.nan
    try:
        return read_number(text)
    except ValueError:
        raise BadInput(f"{path}: row {row}, column {column}: '{text[:40]}': {ACCEPTED_VALUE}") from None
