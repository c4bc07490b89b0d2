"""The record of a release: accepted statements as one canonical CSV, the same bytes for the same facts.

UTF-8, line feeds, fixed columns, rows sorted, numbers in their shortest form that reads back the
same. Its SHA-256 names the release.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from headway.formats.delimited import DelimitedOptions, read_delimited
from headway.formats.errors import BadCell, Problem, Problems, Unreadable
from headway.formats.numbers import NumberStyle, Status, number_text, parse_number
from headway.formats.period_text import parse_period
from headway.formats.statements import Statement, canonical_order, statements_of
from headway.formats.tables import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from headway.formats.statements import Statements

HEADER = (
    "indicator",
    "place",
    "breakdown",
    "period",
    "unit",
    "value",
    "lower",
    "upper",
    "count",
    "denominator",
    "status",
    "note",
)
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')
_STYLE = NumberStyle(decimal=".")
_RECORDS = Limits(file_bytes=1_000_000_000, rows=10_000_000)  # our own files may outgrow an upload


def write_canonical(statements: Statements) -> bytes:
    """Return the canonical CSV; names of places and row numbers of the source are no part of it."""
    return canonical(statements.rows())


def canonical(rows: Iterable[Statement]) -> bytes:
    """Return the canonical CSV of rows in any order, as ``write_canonical`` does."""
    return "".join(_lines(rows)).encode()


def read_canonical(data: bytes) -> Statements:
    """Return the statements of a record; row numbers are those of the record.

    Raises
    ------
    Unreadable
        When the bytes are not what ``write_canonical`` writes.
    """
    table = read_delimited(data, DelimitedOptions(delimiter=",", limits=_RECORDS))
    if table.header != HEADER:
        raise Unreadable(Problem("not_canonical", table.header_row))
    problems = Problems()
    rows = []
    for number, cells in table.rows(problems):
        try:
            rows.append(_statement(number, cells))
        except (BadCell, ValueError):
            problems.add(Problem("not_canonical", number))
    problems.refuse()
    statements = statements_of(rows)
    if write_canonical(statements) != data:
        raise Unreadable(Problem("not_canonical"))
    return statements


def _lines(rows: Iterable[Statement]) -> Iterator[str]:
    yield ",".join(HEADER) + "\n"
    quoted = cache(_quoted)  # few texts in many rows
    for one in sorted(rows, key=canonical_order):
        cells = (
            quoted(one.indicator),
            quoted(one.place),
            quoted(one.breakdown),
            str(one.period),
            quoted(one.unit),
            *map(number_text, (one.value, one.lower, one.upper, one.count, one.denominator)),
            one.status.value,
            quoted(one.note),
        )
        yield ",".join(cells) + "\n"


def _quoted(text: str) -> str:
    if "\0" in text:
        raise ValueError("a text holds a zero byte")
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _statement(number: int, cells: Sequence[str]) -> Statement:
    value, lower, upper, count, denominator = (parse_number(cell, _STYLE).value for cell in cells[5:10])
    return Statement(
        indicator=cells[0],
        place=cells[1],
        breakdown=cells[2],
        period=parse_period(cells[3]),
        unit=cells[4],
        value=value,
        lower=lower,
        upper=upper,
        count=count,
        denominator=denominator,
        status=Status(cells[10]),
        note=cells[11],
        place_name="",
        row=number,
    )
