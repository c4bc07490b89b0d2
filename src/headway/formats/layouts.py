"""A saved mapping as data: which column of a file means what, and how its cells are written.

A layout goes to JSON and back, so that it can be stored, versioned and shown. Column names are
compared without case and surplus space.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headway.formats.errors import Problem, Unreadable
from headway.formats.numbers import DEFAULT_STYLE, NumberStyle, Status
from headway.formats.periods import DEFAULT_PERIODS, PeriodOptions
from headway.formats.tables import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold each part of a statement; None where the file has none."""

    period: str
    value: str
    place_code: str | None = None
    place_name: str | None = None
    lower: str | None = None
    upper: str | None = None
    count: str | None = None
    denominator: str | None = None
    status: str | None = None
    notes: str | None = None
    indicator: str | None = None
    unit: str | None = None
    multiplier: str | None = None  # "Thousands" beside the unit: kept as part of it, never multiplied
    breakdowns: tuple[str, ...] = ()

    def named(self) -> tuple[str, ...]:
        """Return every column that the layout uses."""
        single = (getattr(self, item.name) for item in dataclasses.fields(self) if item.name != "breakdowns")
        return (*(name for name in single if name), *self.breakdowns)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What every row says where its own cell is empty or absent."""

    place_code: str = ""
    place_name: str = ""
    indicator: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows are taken when this column holds one of these texts; '' is an empty cell."""

    column: str
    accepts: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the files of one source are read."""

    name: str
    version: int
    columns: Columns
    fixed: Fixed = Fixed()
    filters: tuple[Filter, ...] = ()
    fingerprints: tuple[str, ...] = ()  # of headers that this layout is known to fit
    marks: tuple[tuple[str, Status], ...] = ()  # in place of a number, beyond the usual ones
    statuses: tuple[tuple[str, Status], ...] = ()  # words of the status column, beyond the usual ones
    numbers: NumberStyle = DEFAULT_STYLE
    periods: PeriodOptions = DEFAULT_PERIODS
    totals: tuple[
        str, ...
    ] = ()  # texts of breakdown columns that mean everybody: Persons, All ages, or all that begin: All*
    loose_status: bool = False  # words of the status column that nobody knows are notes
    needs_place: bool = True  # a row without a place is refused
    header_row: int = 1
    sheet: str | None = None  # of a workbook
    delimiter: str | None = None  # of a CSV file; None = found by looking

    def to_json(self) -> str:
        """Return the layout as JSON with sorted keys."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, sort_keys=True)

    def knows(self, header: Iterable[str]) -> bool:
        """Tell whether this header is one that the layout is known to fit."""
        return fingerprint(header) in self.fingerprints


def fingerprint(header: Iterable[str]) -> str:
    """Return the SHA-256 of a header's names, whatever their order, case and spaces."""
    names = sorted(normalised(name) for name in header)
    return hashlib.sha256(json.dumps(names, ensure_ascii=False).encode()).hexdigest()


def layout_from_json(text: str) -> Layout:
    """Return the layout that ``to_json`` wrote.

    Raises
    ------
    Unreadable
        Not JSON, a field that layouts do not have, or a value of another type.
    """
    try:
        return _layout(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(Problem("layout_wrong", facts=(("reason", str(error)),))) from None


def _layout(found: dict[str, Any]) -> Layout:
    makers: dict[str, Callable[[Any], object]] = {
        "name": _text,
        "version": _whole,
        "header_row": _whole,
        "needs_place": _truth,
        "totals": _texts,
        "loose_status": _truth,
        "sheet": _maybe_text,
        "delimiter": _maybe_text,
        "columns": _columns,
        "fixed": lambda given: Fixed(**{key: _text(value) for key, value in given.items()}),
        "filters": lambda given: tuple(Filter(_text(one["column"]), _texts(one["accepts"])) for one in given),
        "fingerprints": _texts,
        "marks": _statuses,
        "statuses": _statuses,
        "numbers": _number_style,
        "periods": _period_options,
    }
    unknown = found.keys() - makers.keys()
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return Layout(**{key: makers[key](value) for key, value in found.items()})  # type: ignore[arg-type]


def _columns(given: dict[str, Any]) -> Columns:
    single = {key: _maybe_text(value) for key, value in given.items() if key != "breakdowns"}
    _text(single["period"])
    _text(single["value"])
    return Columns(**single, breakdowns=_texts(given.get("breakdowns", ())))  # type: ignore[arg-type]


def _number_style(given: dict[str, Any]) -> NumberStyle:
    style = NumberStyle(**given)
    if style.decimal not in ("", ".", ",") or not isinstance(style.percent, bool):
        raise ValueError("numbers")
    return style


def _period_options(given: dict[str, Any]) -> PeriodOptions:
    pairs = tuple((_text(one), _text(other)) for one, other in given.get("aliases", ()))
    options = PeriodOptions(**{**given, "aliases": pairs})
    months = (options.split_year_month, options.plain_year_month)
    truths = (options.dashed_years, options.day_first)
    if months[0] not in (4, 8, 9) or months[1] not in (1, 4, 8, 9) or truths[0] is None:
        raise ValueError("periods")
    if any(truth is not None and not isinstance(truth, bool) for truth in truths):
        raise ValueError("periods")
    return options


def _statuses(given: Any) -> tuple[tuple[str, Status], ...]:
    return tuple((_text(word), Status(status)) for word, status in given)


def _texts(given: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in given)


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError(f"text is needed, not {given!r}")
    return given


def _maybe_text(given: Any) -> str | None:
    return None if given is None else _text(given)


def _whole(given: Any) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise TypeError(f"a whole number from 1 is needed, not {given!r}")
    return given


def _truth(given: Any) -> bool:
    if not isinstance(given, bool):
        raise TypeError(f"true or false is needed, not {given!r}")
    return given
