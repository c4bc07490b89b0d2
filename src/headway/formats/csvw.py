"""CSV on the Web: what the metadata beside a CSV file says of its columns, as a layout.

Source: W3C, *Metadata Vocabulary for Tabular Data* (2015). Read are the dialect and the columns of the
table's schema; JSON-LD around them is passed over, and nothing that it names is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from headway.formats.errors import Problem, Unreadable, shorten
from headway.formats.layouts import Columns, Layout, fingerprint
from headway.formats.numbers import NumberStyle
from headway.formats.proposals import propose_layout
from headway.formats.tables import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMERIC = {"decimal", "double", "float", "number", "integer", "int", "long", "short", "nonNegativeInteger"}
_TIMES = {"gYear", "gYearMonth", "date", "dateTime", "duration"}
_MEANINGS = (  # ends of what a column's property is called, and the role it has
    ("#refarea", "place_code"),
    ("#refperiod", "period"),
    ("#timeperiod", "period"),
    ("#obsvalue", "value"),
    ("#obsstatus", "status"),
    ("#unitmeasure", "unit"),
)


@dataclass(frozen=True, slots=True)
class Described:
    """The columns of one table as its metadata name them, and how its file is written."""

    url: str
    names: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]  # role and column
    numeric: frozenset[str]
    keys: tuple[str, ...]  # columns of the primary key: what tells one row from another
    unit: str
    delimiter: str | None = None
    header_row: int = 1


def is_csvw(found: Any) -> bool:
    """Tell whether JSON looks like CSVW metadata."""
    return isinstance(found, dict) and "csvw" in str(found.get("@context", "")).casefold()


def describe(found: Any, file: str = "") -> Described:
    """Return what CSVW metadata say of one CSV file.

    Parameters
    ----------
    found : JSON
        As ``read_json`` returns it.
    file : str, optional
        Name of the CSV file; without it, or where none has it, the first table that is no code list.

    Raises
    ------
    Unreadable
        When it describes no table with columns.
    """
    try:
        table = _table(found, file)
        schema = table["tableSchema"]
        columns = [column for column in schema["columns"] if not column.get("virtual")]
        named = {str(column.get("name", "")): _title(column) for column in columns}
        keys = schema.get("primaryKey", [])
        keys = [keys] if isinstance(keys, str) else keys
        dialect = table.get("dialect") or found.get("dialect") or {}
        return Described(
            url=str(table.get("url", "")),
            names=tuple(named.values()),
            roles=_roles(columns),
            numeric=frozenset(_title(column) for column in columns if _datatype(column) in _NUMERIC),
            keys=tuple(named[key] for key in keys if key in named),
            unit=_unit(schema["columns"]),
            delimiter=dialect.get("delimiter") or None,
            header_row=int(dialect.get("skipRows", 0)) + 1,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(Problem("not_description")) from None


def described_layout(described: Described, header: Sequence[str], sample: Sequence[Sequence[str]]) -> Layout:
    """Return the layout of a file from its metadata; what they leave open is guessed from the cells.

    Raises
    ------
    Unreadable
        When the metadata name columns that the file does not have.
    """
    by_name = {normalised(name): name for name in header}
    absent = [name for name in described.names if normalised(name) not in by_name]
    if absent:
        raise Unreadable(
            Problem("description_differs", facts=(("names", ", ".join(map(shorten, absent[:10]))),))
        )
    guessed = propose_layout(header, sample, ())
    columns = guessed.layout.columns if guessed else Columns(period="", value="")
    roles = {role: by_name[normalised(name)] for role, name in described.roles}
    columns = replace(columns, **roles)  # type: ignore[arg-type]
    if not columns.period or not columns.value:
        raise Unreadable(Problem("not_description"))
    used = set(replace(columns, breakdowns=()).named())
    breakdowns = tuple(
        by_name[normalised(name)] for name in described.keys if by_name[normalised(name)] not in used
    )
    base = guessed.layout if guessed else Layout(name="described", version=1, columns=columns)
    return replace(
        base,
        name="csvw",
        columns=replace(columns, breakdowns=breakdowns or columns.breakdowns),
        fixed=replace(base.fixed, unit=described.unit),
        fingerprints=(fingerprint(header),),
        numbers=NumberStyle(decimal="."),
        needs_place=columns.place_code is not None,
        delimiter=described.delimiter,
        header_row=described.header_row,
    )


def _table(found: dict[str, Any], file: str) -> dict[str, Any]:
    tables = found.get("tables") or [found]
    full = [table for table in tables if isinstance(table.get("tableSchema"), dict)]
    own = [table for table in full if file and str(table.get("url", "")).rsplit("/", 1)[-1] == file]
    free = [table for table in full if not table.get("suppressOutput")]
    table: dict[str, Any] = next(iter((*own, *free, *full)), {})
    return table


def _title(column: dict[str, Any]) -> str:
    """Return what a column is called in the file: its first title in any language, or its name."""
    titles = column.get("titles", column.get("name", ""))
    while isinstance(titles, dict | list):
        titles = next(iter(titles.values() if isinstance(titles, dict) else titles), "")
    return " ".join(str(titles).split())


def _datatype(column: dict[str, Any]) -> str:
    given = column.get("datatype", "")
    return str(given.get("base", "") if isinstance(given, dict) else given)


def _roles(columns: Sequence[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return the columns with a role; a column of times is the period where none is said to be."""
    found = {role: _title(column) for column in columns if (role := _role(column))}
    times = [_title(column) for column in columns if _datatype(column) in _TIMES]
    if times:
        found.setdefault("period", times[0])
    return tuple(found.items())


def _role(column: dict[str, Any]) -> str:
    meaning = str(column.get("propertyUrl", "")).casefold()
    plain = meaning.replace("_", "").replace("-", "")
    for ending, role in _MEANINGS:
        if plain.endswith(ending):
            return role
    if "#measure/" in meaning:
        return "value"
    return ""


def _unit(columns: Iterable[dict[str, Any]]) -> str:
    """Return the unit that a virtual column states for every row, in words as far as its address has any."""
    for column in columns:
        if column.get("virtual") and str(column.get("propertyUrl", "")).casefold().endswith("#unitmeasure"):
            words = re.split(r"[/#]", str(column.get("valueUrl", "")))[-1]
            return words.replace("-", " ").strip()
    return ""
