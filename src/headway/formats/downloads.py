"""CSV for people to download: plain headers, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from headway.formats.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | Decimal | date | None

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full width signs run as well
_BATCH = 1_000  # rows joined before they are sent


def guarded(text: str) -> str:
    """Return text that a spreadsheet shows instead of running: an apostrophe before its first sign."""
    return "'" + text if text.startswith(_RUN) else text


def write_csv(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = False
) -> Iterator[bytes]:
    """Yield a CSV file in blocks: UTF-8, CR LF as RFC 4180 has it.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    rows : iterable of sequences
        As many cells as the header. Only text is guarded: numbers and dates stay as they are.
    mark : bool
        Begin with a byte-order mark, for spreadsheets that take UTF-8 for something else without it.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    if mark:
        buffer.write("\ufeff")
    writer.writerow([guarded(name) for name in header])
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            raise ValueError(f"row {number} has {len(row)} cells; the header has {len(header)}")
        writer.writerow([_shown(cell) for cell in row])
        if number % _BATCH == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, float):
        return number_text(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
