"""SDMX-CSV 1.0 and 2.0: the shapes that one table may have, brought to codes, periods and values.

Source: SDMX technical working group, *SDMX-CSV field guide* 1.0 (2018) and 2.0 (2021): labels may stand
behind a code in its cell ("A: Annual") or in a column beside it, and a table may have several measures.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headway.formats.tables import DEFAULT_LIMITS, Limits, Row, Table, check_header, normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from headway.formats.errors import Problems

MEASURE = "MEASURE_NAME"  # the column that tells several measures apart
LABEL = " name"  # ends the name of a column that holds labels
PLACES = ("ref_area", "geo", "location")
_LEAD = ("structure", "structure[", "dataflow")
_ABOUT = ("structure", "structure_id", "action", "dataflow", "last update")
_POWERS = {"0": "", "2": "Hundreds", "3": "Thousands", "6": "Millions", "9": "Billions", "12": "Trillions"}


def is_sdmx_csv(header: Sequence[str]) -> bool:
    """Tell whether a row of names is that of an SDMX-CSV file."""
    return bool(header) and normalised(header[0]).startswith(_LEAD) and bool(_measures(header))


def apart(cells: Sequence[str]) -> list[str]:
    """Return names that differ: a label's column may be called as its code's column is (SEX, Sex)."""
    seen: set[str] = set()
    names = []
    for cell in cells:
        plain = normalised(cell)
        names.append(cell + LABEL if plain in seen else cell)
        seen.add(plain)
    return names


def tidy(table: Table, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Return an SDMX-CSV table with codes alone, one measure a row, and the multiplier in words.

    The labels of the column of places are kept beside their codes.

    Raises
    ------
    Unreadable
        Names that stand twice once their labels are gone.
    """
    kept = _kept(table.header)
    measures = _measures(table.header)
    coded = {index for index, name in enumerate(table.header) if ": " in name}
    names = [_code(table.header[index]) for index in kept if index not in measures]
    named = _places_with_labels(table.header, names, coded)
    several = len(measures) > 1
    extra = [MEASURE, "OBS_VALUE"] if several else ["OBS_VALUE"]
    spot = next((at for at, index in enumerate(kept) if index in measures), len(names))
    if all(normalised(name) in _ABOUT for name in names[:spot]):
        spot = len(names)  # no dimension stands before the values, so those behind them are
    header = check_header([*names[:spot], *extra, *names[spot:], *named.values()], table.header_row, limits)
    multiplier = {at for at, name in enumerate(names) if normalised(name) == "unit_mult"}

    def rows(problems: Problems) -> Iterator[Row]:
        for number, cells in table.source(problems):
            plain = [
                _code(cells[index]) if index in coded else cells[index]
                for index in kept
                if index not in measures
            ]
            for at in multiplier:
                plain[at] = _POWERS.get(plain[at].strip(), plain[at])
            labels = [_label(cells[index], inside=index in coded) for index in named]
            for index in measures:
                said = [_code(table.header[index])] if several else []
                yield number, [*plain[:spot], *said, cells[index], *plain[spot:], *labels]

    return replace(table, header=header, source=rows)


def _kept(header: Sequence[str]) -> list[int]:
    """Return the columns that hold codes and values; in pairs with labels, every second one is left out."""
    names = [normalised(name) for name in header]
    if "structure_name" not in names or "action" not in names:
        return [index for index, name in enumerate(header) if not name.endswith(LABEL)]
    first = names.index("action") + 1
    return [
        *(index for index in range(first) if names[index] != "structure_name"),
        *range(first, len(names), 2),
    ]


def _measures(header: Sequence[str]) -> list[int]:
    return [index for index, name in enumerate(header) if _code(name).upper().startswith("OBS_VALUE")]


def _places_with_labels(header: Sequence[str], names: Sequence[str], coded: set[int]) -> dict[int, str]:
    """Return which column holds the labels of places, and what it is called from now on."""
    for index, name in enumerate(header):
        code = _code(name)
        if normalised(code) in PLACES and code in names:
            if index in coded:
                return {index: code + LABEL}
            paired = index + 1 < len(header) and index + 1 not in _kept(header)
            return {index + 1: code + LABEL} if paired else {}
    return {}


def _code(text: str) -> str:
    """Return what stands before the label, and the name of a column without its separator of lists."""
    code = text.split(": ", 1)[0].strip()
    return code.split("[", 1)[0] if code.endswith("]") else code


def _label(text: str, *, inside: bool) -> str:
    return text.split(": ", 1)[-1].strip() if inside else text
