"""Tables with a column a period, read as if they had a row a period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from headway.formats.errors import Problem, Problems, Unreadable
from headway.formats.tables import DEFAULT_LIMITS, Limits, Row, Table, check_header, normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOOKED_AT = 8  # rows from the top in which the names of the columns are looked for
_JOINED = re.compile(r"(?P<keys>[^\\]+)\\(?:TIME_PERIOD|TIME)", re.IGNORECASE)
_FLAGGED = re.compile(r"(?P<value>\S+)\s+(?P<flags>[a-z]{1,4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wide:
    """Which columns of a wide table are no periods, and what periods and values are called once long."""

    name: str
    keys: tuple[str, ...]  # at the left; empty = the first column holds them all, as in geo\TIME_PERIOD
    period: str
    value: str
    flags: str = ""  # of letters behind a number, where the source writes them into its cell


WORLD_BANK = Wide(
    "world-bank", ("Country Name", "Country Code", "Indicator Name", "Indicator Code"), "Year", "Value"
)
EUROSTAT = Wide("eurostat", (), "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")
WIDE = (WORLD_BANK, EUROSTAT)


def find_wide(cells: Sequence[str]) -> Wide | None:
    """Return what wide table a row of names belongs to; None when it is none that is known."""
    if cells and len(cells) > 1 and _JOINED.fullmatch(cells[0].strip()):
        return EUROSTAT
    names = [normalised(cell) for cell in cells]
    for wide in WIDE:
        keys = [normalised(key) for key in wide.keys]
        if keys and names[: len(keys)] == keys and len(names) > len(keys):
            return wide
    return None


def unfold(table: Table, wide: Wide, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Return the long form of a wide table; its rows keep the number of the row they come from.

    Raises
    ------
    Unreadable
        Names missing or twice once the first column is split.
    """
    split = 1 if not wide.keys else len(wide.keys)
    match = _JOINED.fullmatch(table.header[0])
    keys = tuple(match["keys"].split(",")) if match and not wide.keys else table.header[:split]
    names = (*keys, wide.period, wide.value, *((wide.flags,) if wide.flags else ()))
    header = check_header(names, table.header_row, limits)
    periods = table.header[split:]

    def rows(problems: Problems) -> Iterator[Row]:
        count = 0
        for number, cells in table.source(problems):
            left = list(cells[:split]) if wide.keys else [each.strip() for each in cells[0].split(",")]
            if len(left) != len(keys):
                facts = (("cells", len(left)), ("expected", len(keys)))
                problems.add(Problem("too_few_cells", number, table.header[0], None, facts))
                continue
            for period, cell in zip(periods, cells[split:], strict=True):
                count += 1
                if count > limits.rows:
                    raise Unreadable(Problem("too_many_rows", number, facts=(("limit", limits.rows),)))
                yield number, [*left, period, *_cells(cell, wide)]

    return replace(table, header=header, source=rows)


def _cells(cell: str, wide: Wide) -> list[str]:
    """Return a value and its flags; a colon with a flag is a value that the flag explains."""
    if not wide.flags:
        return [cell]
    match = _FLAGGED.fullmatch(cell.strip())
    if match is None:
        return [cell.strip(), ""]
    return ["" if match["value"] == ":" else match["value"], match["flags"]]
