"""A table of text cells with one header, whatever file it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from headway.formats.errors import Problem, Problems, Unreadable, column_letter, shorten

Row = tuple[int, Sequence[str]]  # its number as a spreadsheet shows it, and its cells


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is refused."""

    file_bytes: int = 50_000_000
    rows: int = 300_000  # read by a layout: 230 MB, 5 s
    columns: int = 500
    cell: int = 32_767  # what a spreadsheet holds in one cell
    row: int = 131_072  # characters of one row, with every cell and line break in it
    unpacked: int = 200_000_000  # bytes of a workbook once unpacked
    member: int = 100_000_000  # bytes of one part of it
    members: int = 1_000
    ratio: int = 200  # honest sheets shrink 10 to 60 times; DEFLATE itself reaches 1,032
    cells: int = 1_200_000  # of a workbook: 100,000 rows of 12 columns


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns, and rows that are read each time they are asked for."""

    header: tuple[str, ...]
    header_row: int  # as a spreadsheet shows it
    source: Callable[[Problems], Iterator[Row]]

    def rows(self, problems: Problems | None = None) -> Iterator[Row]:
        """Yield row number and cells, as many cells as the header has; blank rows are left out.

        Parameters
        ----------
        problems : Problems, optional
            Collects the rows that cannot be read, which are then left out. Without it the first raises.

        Raises
        ------
        Unreadable
            When the rest of the file cannot be read, or a row cannot and nobody collects.
        """
        if problems is not None:
            yield from self.source(problems)
            return
        strict = Problems(limit=1)
        for row in self.source(strict):
            strict.refuse()
            yield row
        strict.refuse()

    def sample(self, size: int = 200) -> list[Sequence[str]]:
        """Return the cells of the first rows that can be read, to guess a layout from."""
        return [cells for _, cells in islice(self.rows(Problems()), size)]


def normalised(name: str) -> str:
    """Return a column name without case and surplus space, as names are compared."""
    return " ".join(name.split()).casefold()


def check_header(cells: Sequence[str], row: int, limits: Limits) -> tuple[str, ...]:
    """Return the column names, without empty ones at the end.

    Raises
    ------
    Unreadable
        No name at all, one missing in between, one twice, or too many.
    """
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Unreadable(Problem("no_header", row, facts=(("row", row),)))
    if len(names) > limits.columns:
        raise Unreadable(too_many_columns(row, len(names), limits))
    problems = Problems()
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if not name:
            problems.add(Problem("empty_column_name", row, column_letter(index)))
        elif (earlier := first.setdefault(normalised(name), index)) != index:
            facts = (("first", column_letter(earlier)),)
            problems.add(Problem("duplicate_column", row, column_letter(index), shorten(name), facts))
    problems.refuse()
    return tuple(names)


def too_many_columns(row: int, columns: int, limits: Limits) -> Problem:
    """Return the refusal of a row that is too wide."""
    return Problem("too_many_columns", row, facts=(("columns", columns), ("limit", limits.columns)))


def check_cells(header: tuple[str, ...], row: int, cells: Sequence[str], limits: Limits) -> Problem | None:
    """Return what is wrong with the shape of one row, or nothing; surplus cells may be blank."""
    count = len(cells)
    if count > limits.columns:
        return too_many_columns(row, count, limits)
    expected = len(header)
    if count < expected:
        return Problem("too_few_cells", row, facts=(("cells", count), ("expected", expected)))
    if count > expected and any(cell.strip() for cell in cells[expected:]):
        where, surplus = next(
            (index, cell) for index, cell in enumerate(cells) if index >= expected and cell.strip()
        )
        facts = (("cells", count), ("expected", expected))
        return Problem("too_many_cells", row, column_letter(where), shorten(surplus), facts)
    if max(map(len, cells)) > limits.cell:
        where, long = next((index, cell) for index, cell in enumerate(cells) if len(cell) > limits.cell)
        name = header[where] if where < expected else column_letter(where)
        return Problem(
            "cell_too_long", row, name, shorten(long), (("length", len(long)), ("limit", limits.cell))
        )
    return None
