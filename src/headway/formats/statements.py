"""Statements: what a file says, row by row, once a layout has told what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from headway.formats.errors import BadCell, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from headway.formats.numbers import Status
    from headway.formats.periods import Period

_SIGNS = "\\|="  # written with a backslash before them inside a breakdown

Key = tuple[str, str, str, "Period"]  # indicator, place, breakdown, period: what only one row may state


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row says. Order is that of the canonical record."""

    indicator: str
    place: str
    breakdown: str
    period: Period
    unit: str
    value: float | None
    lower: float | None
    upper: float | None
    count: float | None
    denominator: float | None
    status: Status
    note: str
    place_name: str
    row: int

    @property
    def key(self) -> Key:
        """What only one row may state."""
        return (self.indicator, self.place, self.breakdown, self.period)


_NAMES = tuple(item.name for item in fields(Statement))
_COLUMNS = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class Counts:
    """Where the rows of a file went; rows = accepted + filtered + unreadable + duplicate."""

    rows: int = 0  # below the header, blank ones aside
    accepted: int = 0
    missing: int = 0  # accepted rows without a value
    filtered: int = 0  # left out by the layout
    unreadable: int = 0
    duplicate: int = 0  # every row of a key that is stated twice


@dataclass(frozen=True, slots=True)
class Statements:
    """The accepted rows as columns of equal length n, sorted by indicator, place, breakdown, period."""

    indicator: tuple[str, ...]
    place: tuple[str, ...]  # code
    breakdown: tuple[str, ...]  # 'Age=16 to 24|Sex=Female', names sorted; '' = everybody
    period: tuple[Period, ...]
    unit: tuple[str, ...]
    value: tuple[float | None, ...]  # None = missing, and the status says why
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    count: tuple[float | None, ...]
    denominator: tuple[float | None, ...]
    status: tuple[Status, ...]
    note: tuple[str, ...]
    place_name: tuple[str, ...]  # as the source writes it; not part of the record
    row: tuple[int, ...]  # in the file; not part of the record
    counts: Counts = Counts()
    problems: tuple[Problem, ...] = ()  # the first of them, in the order of the file
    problem_total: int = 0

    def __len__(self) -> int:
        return len(self.value)

    def rows(self) -> list[Statement]:
        """Return the columns as rows."""
        return [Statement(*cells) for cells in zip(*_COLUMNS(self), strict=True)]

    def refuse(self) -> None:
        """Raise ``Unreadable`` when any row could not be read: then nothing is stored."""
        Problems(kept=list(self.problems), total=self.problem_total).refuse()


def statements_of(rows: Iterable[Statement]) -> Statements:
    """Return rows as sorted columns."""
    ordered = sorted(rows, key=canonical_order)
    columns = zip(*map(_COLUMNS, ordered), strict=True) if ordered else ((),) * len(_NAMES)
    missing = sum(one.value is None for one in ordered)
    counts = Counts(rows=len(ordered), accepted=len(ordered), missing=missing)
    return replace(Statements(*columns), counts=counts)


def canonical_order(statement: Statement) -> tuple[str, str, str, date, date]:
    """Return what statements are sorted by."""
    period = statement.period
    return (statement.indicator, statement.place, statement.breakdown, period.start, period.until)


def breakdown_text(pairs: Iterable[tuple[str, str]]) -> str:
    """Return column and value pairs as one text, sorted, blank values left out."""
    return "|".join(f"{_escape(name)}={_escape(value)}" for name, value in sorted(pairs) if value)


def breakdown_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs that ``breakdown_text`` wrote.

    Raises
    ------
    BadCell
        When the text is no breakdown.
    """
    if not text:
        return ()
    parts: list[list[str]] = [[""]]
    signs = iter(text)
    for sign in signs:
        if sign == "|":
            parts.append([""])
        elif sign == "=":
            parts[-1].append("")
        else:
            parts[-1][-1] += next(signs, "") if sign == "\\" else sign
    if any(len(part) != 2 or not all(part) for part in parts):
        raise BadCell("breakdown_wrong")
    return tuple((name, value) for name, value in parts)


def _escape(text: str) -> str:
    for sign in _SIGNS:
        text = text.replace(sign, "\\" + sign)
    return text
