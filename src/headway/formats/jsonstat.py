"""JSON-stat 1.x and 2.0, from bytes to a table with a row for each value.

Source: X. Badosa, *The JSON-stat format*, versions 1.03 and 2.0 (2015). Files in the wild leave it: sizes
as texts, fewer sizes than dimensions, values as an object with gaps, no index, the data set under a name.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from headway.formats.errors import BadCell, Problem, Unreadable, shorten
from headway.formats.numbers import number_text
from headway.formats.period_text import parse_period
from headway.formats.tables import DEFAULT_LIMITS, Limits, Row, Table, check_header, normalised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headway.formats.errors import Problems

EVERYBODY = "_T"  # the code of a total in SDMX, which this product writes as well
_TIMES = ("time", "time_period", "tid", "year", "period", "quarter", "month", "date")
_PLACES = ("geo", "geography", "region", "area", "ref_area", "country", "place_code")


@dataclass(frozen=True, slots=True)
class _Dimension:
    """One dimension: its categories in their order, as code and label."""

    key: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    units: tuple[str, ...]
    role: str  # time, geo, metric, unit, or empty


def is_jsonstat(found: Any) -> bool:
    """Tell whether JSON looks like JSON-stat, in either version."""
    return bool(_sets(found))


def jsonstat_table(found: Any, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Return the table of a JSON-stat data set; every combination of categories is one row.

    The dimensions of time, place and measure become ``period``, ``place_code`` with ``place_name``, and
    ``indicator`` with ``unit``, whatever the file calls them; the others keep their label.

    Parameters
    ----------
    found : JSON
        As ``read_json`` returns it.

    Raises
    ------
    Unreadable
        No JSON-stat, several data sets, or values that do not fit the dimensions.
    """
    sets = _sets(found)
    if not sets:
        raise Unreadable(Problem("not_jsonstat"))
    if len(sets) > 1:
        names = ", ".join(map(shorten, list(sets)[:20]))
        raise Unreadable(Problem("several_tables", facts=(("names", names),)))
    data = next(iter(sets.values()))
    try:
        dimensions = _dimensions(data)
        values = _by_position(data.get("value"))
        statuses = _by_position(_statuses(data.get("status")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(Problem("not_jsonstat")) from None
    sparse = isinstance(data.get("value"), dict)
    _check_size(data, math.prod(len(each.codes) for each in dimensions), limits)
    only = statuses.get(0, "") if isinstance(data.get("status"), list) and len(statuses) == 1 else ""
    title = _text(data.get("label") or data.get("title"))
    cube = _Cube(dimensions, values, statuses, only, title, sparse)
    return Table(check_header(_names(cube), 1, limits), 1, partial(_rows, cube))


def _check_size(data: dict[str, Any], size: int, limits: Limits) -> None:
    """Refuse values that do not fit the dimensions, or are too many."""
    given = data["value"]
    held = max(map(int, given), default=-1) + 1 if isinstance(given, dict) else len(given)
    if held > size or (held < size and isinstance(given, list)):
        raise Unreadable(Problem("jsonstat_size", facts=(("values", held), ("expected", size))))
    if len(given) > limits.rows:
        raise Unreadable(Problem("too_many_rows", facts=(("limit", limits.rows),)))


@dataclass(frozen=True, slots=True)
class _Cube:
    dimensions: list[_Dimension]
    values: dict[int, Any]
    statuses: dict[int, Any]
    only: str  # the status of every value
    title: str
    sparse: bool  # values are an object: what it leaves out is no row

    def spots(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield each position that holds a row, with the category of each dimension."""
        sizes = [len(each.codes) for each in self.dimensions]
        if not self.sparse:
            yield from enumerate(itertools.product(*map(range, sizes)))
            return
        within = range(math.prod(sizes))
        for position in sorted(at for at in self.values.keys() | self.statuses.keys() if at in within):
            rest, at = position, []
            for size in reversed(sizes):
                rest, category = divmod(rest, size)
                at.append(category)
            yield position, tuple(reversed(at))

    @property
    def unit_follows(self) -> bool:
        """A unit before the value tells rows apart; behind it, it only describes them."""
        return all(each.role != "unit" for each in self.dimensions)


def _rows(cube: _Cube, problems: Problems) -> Iterator[Row]:
    has_place = any(each.role == "geo" for each in cube.dimensions)
    for position, at in cube.spots():
        cells, unit, indicator = [] if has_place else ["", ""], "", cube.title
        for dimension, category in zip(cube.dimensions, at, strict=True):
            code, label = dimension.codes[category], dimension.labels[category]
            if dimension.role == "unit":
                unit = label
            elif dimension.role == "metric":
                unit, indicator = dimension.units[category], label
            elif dimension.role == "geo":
                cells += [code, label]
            else:
                cells.append(_period_text(code, label) if dimension.role == "time" else label)
        value = cube.values.get(position)
        status = cube.statuses.get(position) or cube.only
        if value is not None and not isinstance(value, str | int | float):
            problems.add(Problem("not_a_number", position + 2, "value", shorten(str(value))))
            continue
        told = [_value_text(value), unit] if cube.unit_follows else [unit, _value_text(value)]
        yield position + 2, [*cells, indicator, *told, _text(status)]


def _names(cube: _Cube) -> list[str]:
    dimensions = cube.dimensions
    names = [] if any(each.role == "geo" for each in dimensions) else ["place_code", "place_name"]
    taken = {"period", "place_code", "place_name", "indicator", "unit", "value", "status"}
    for each in dimensions:
        if each.role == "time":
            names.append("period")
        elif each.role == "geo":
            names += ["place_code", "place_name"]
        elif not each.role:
            plain = normalised(each.label)
            names.append(each.key if plain in taken or not plain else each.label)
            taken.add(normalised(names[-1]))
    told = ["value", "unit"] if cube.unit_follows else ["unit", "value"]
    return [*names, "indicator", *told, "status"]


def _sets(found: Any) -> dict[str, Any]:
    """Return the data sets of a file by name; those of 1.x stand under one each."""
    if not isinstance(found, dict):
        return {}
    if isinstance(found.get("dimension"), dict) and "value" in found:
        return {_text(found.get("label")): found}
    return {
        name: one
        for name, one in found.items()
        if isinstance(one, dict) and isinstance(one.get("dimension"), dict) and "value" in one
    }


def _dimensions(data: dict[str, Any]) -> list[_Dimension]:
    described = data["dimension"]
    keys = [_text(key) for key in data.get("id") or described.get("id") or ()]
    roles = _roles(data.get("role") or described.get("role") or {})
    found = [_dimension(key, described[key], roles.get(key, "")) for key in keys]
    if not found:
        raise Unreadable(Problem("not_jsonstat"))
    sizes = [int(size) for size in data.get("size") or described.get("size") or ()]
    counts = [len(each.codes) for each in found]
    if len(sizes) == len(counts) and sizes != counts:
        facts = (("values", math.prod(sizes)), ("expected", math.prod(counts)))
        raise Unreadable(Problem("jsonstat_size", facts=facts))
    return _with_guessed_roles(found)


def _dimension(key: str, given: dict[str, Any], role: str) -> _Dimension:
    category = given["category"]
    labels, index = category.get("label") or {}, category.get("index")
    if index is None:
        codes = list(labels)
    else:
        codes = sorted(index, key=lambda code: int(index[code])) if isinstance(index, dict) else index
    codes = [_text(code) for code in codes]
    units = category.get("unit") or {}
    return _Dimension(
        key,
        _text(given.get("label")) or key,
        tuple(codes),
        tuple(_text(labels.get(code)) or _unit(units.get(code), "label") or code for code in codes)
        if role == "metric"
        else tuple(_text(labels.get(code)) or code for code in codes),
        tuple(_unit_text(units.get(code)) for code in codes),
        role,
    )


def _with_guessed_roles(found: list[_Dimension]) -> list[_Dimension]:
    """Give the roles that a file of 1.x leaves out, by the usual names; one dimension has each role."""
    taken: set[str] = set()
    result = []
    for each in found:
        role = each.role
        if not role and normalised(each.key) in _TIMES and all(map(_is_period, each.codes[:50], each.labels)):
            role = "time"
        elif not role and normalised(each.key) in _PLACES:
            role = "geo"
        elif not role and normalised(each.key) in ("unit", "units"):
            role = "unit"
        role = "" if role in taken else role
        taken |= {role} - {""}
        result.append(_Dimension(each.key, each.label, each.codes, each.labels, each.units, role))
    return result


def _roles(given: Any) -> dict[str, str]:
    return {_text(key): role for role in ("time", "geo", "metric") for key in given.get(role) or ()}


def _statuses(given: Any) -> Any:
    if isinstance(given, dict) and isinstance(given.get("value"), list):
        return given["value"]  # as Eurostat wrote it until 2015
    return given


def _by_position(given: Any) -> dict[int, Any]:
    """Return values by position, from a list or an object with gaps."""
    if isinstance(given, dict):
        found = {int(position): value for position, value in given.items()}
        if min(found, default=0) < 0:
            raise ValueError("a position is a whole number from 0")
        return found
    if isinstance(given, list):
        return {position: value for position, value in enumerate(given) if value is not None}
    return {0: given} if isinstance(given, str) else {}


def _period_text(code: str, label: str) -> str:
    """Return the code or the label of a period, whichever can be read."""
    return label if _is_period("", label) and not _is_period(code, "") else code


def _is_period(code: str, label: str) -> bool:
    for text in (code, label):
        try:
            parse_period(text)
        except BadCell:
            continue
        return True
    return False


def _unit_text(given: Any) -> str:
    """Return a unit in words; a multiplier is said unless the words hold it."""
    if unit := _unit(given, "unit"):
        multiplier = _unit(given, "multiplier")
        return unit if multiplier in ("", "Units") else f"{unit} ({multiplier})"
    if label := _unit(given, "label"):
        return label
    base, power = _unit(given, "base"), _unit(given, "multiplier")
    return f"{base} (10^{power})" if base and power not in ("", "0") else base


def _unit(given: Any, name: str) -> str:
    return _text(given.get(name)) if isinstance(given, dict) else ""


def _value_text(value: Any) -> str:
    if isinstance(value, float):
        return number_text(value)
    return "" if value is None else str(value)


def _text(given: object) -> str:
    return "" if given is None or isinstance(given, dict | list) else " ".join(str(given).split())
