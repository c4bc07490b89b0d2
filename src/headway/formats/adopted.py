"""Long rows of a practice adopted at different times: who, when, what was seen, since when they have it."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from headway.formats.dated import ACCEPTED_DATE, ACCEPTED_VALUE, Step, parse_period, read_number

T = TypeVar("T")
ACCEPTED_TIME = f"a whole number of waves or years, or {ACCEPTED_DATE}"
ACCEPTED_ALIKE = "times all written alike, as in the first row"
ACCEPTED_NAME = "a name"
ACCEPTED_ONCE = "each period once for a unit"
NEVER = re.compile(r"|0+(\.0*)?|\+?inf(inity)?", re.IGNORECASE)


class BadRow(ValueError):  # noqa: N818 - it is the row that is bad
    """A cell is not what its column holds; rows count from 1, which is the header."""

    def __init__(self, row: int, column: str, value: str, accepted: str) -> None:
        self.row, self.column, self.value, self.accepted = row, column, value[:40], accepted
        super().__init__(f"row {row}, column {column}: '{self.value}': {accepted}")


@dataclass(frozen=True, slots=True)
class AdoptedColumns:
    """Which column of a file says what."""

    unit: str
    time: str
    cohort: str
    outcome: str
    covariates: tuple[str, ...] = ()
    cluster: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that are needed."""
        return tuple(
            name
            for name in (self.unit, self.time, self.cohort, self.outcome, *self.covariates, self.cluster)
            if name
        )


@dataclass(frozen=True, slots=True)
class Times:
    """How the times of a file are written: all alike, as whole numbers (None) or as dates of one step."""

    step: Step | None

    def read(self, text: str) -> float:
        """Return a time as a number whose steps are the steps of the file.

        Raises
        ------
        ValueError
            Saying what is accepted.
        """
        if self.step is None:
            value = read_number(text)
            if value != math.floor(value):
                raise ValueError(ACCEPTED_TIME)
            return value
        period = parse_period(text)
        if period.step is not self.step:
            raise ValueError(ACCEPTED_ALIKE)
        return _number(period.start, self.step)

    def write(self, value: float) -> int | str:
        """Return a time as the file writes it."""
        whole = int(value)
        if self.step is None:
            return whole
        if self.step is Step.QUARTER:
            return f"{whole // 4:04d}-Q{whole % 4 + 1}"
        if self.step is Step.MONTH:
            return f"{whole // 12:04d}-{whole % 12 + 1:02d}"
        return date.fromordinal(whole).isoformat()


@dataclass(frozen=True, slots=True)
class AdoptedRows:
    """Rows of one unit at one time; ``outcome`` is NaN where it or a covariate is missing.

    ``since`` is 0 for units that never adopt; ``left`` counts the rows without a value.
    """

    times: Times
    unit: list[str]
    time: list[float]
    since: list[float]
    outcome: list[float]
    covariates: list[list[float]]
    cluster: list[str] | None
    left: int


def read_adopted(rows: Sequence[Mapping[str, str]], columns: AdoptedColumns) -> AdoptedRows:
    """Read the rows of a file by their columns.

    Raises
    ------
    BadRow
        For the first cell that is not as it should be.
    """
    if not rows:
        raise BadRow(2, columns.unit, "", "at least one row")
    times = _times(columns.time, rows[0][columns.time])

    def since(text: str) -> float:
        return 0.0 if NEVER.fullmatch(text) else times.read(text)

    outcome = _each(rows, columns.outcome, _value)
    covariates = [_each(rows, name, _value) for name in columns.covariates]
    seen = [not any(map(math.isnan, values)) for values in zip(outcome, *covariates, strict=True)]
    return AdoptedRows(
        times=times,
        unit=_each(rows, columns.unit, _name),
        time=_each(rows, columns.time, times.read),
        since=_each(rows, columns.cohort, since),
        outcome=[value if whole else math.nan for value, whole in zip(outcome, seen, strict=True)],
        covariates=covariates,
        cluster=_each(rows, columns.cluster, _name) if columns.cluster else None,
        left=seen.count(False),
    )


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What each unit saw at each time; ``values`` (units, times) is NaN where nothing was seen."""

    times: Times
    units: tuple[str, ...]
    at: tuple[float, ...]
    values: list[list[float]]


def read_outcomes(rows: Sequence[Mapping[str, str]], unit: str, time: str, outcome: str) -> Outcomes:
    """Read long rows of units and times as a table: units by name, times in order.

    Raises
    ------
    BadRow
        For the first cell that is not as it should be, or a unit that stands twice at a time.
    """
    if not rows:
        raise BadRow(2, unit, "", "at least one row")
    times = _times(time, rows[0][time])
    names, seen = _each(rows, unit, _name), _each(rows, time, times.read)
    found: dict[tuple[str, float], float] = {}
    cells = zip(names, seen, _each(rows, outcome, _value), strict=True)
    for number, (name, at, value) in enumerate(cells, 2):
        if (name, at) in found:
            raise BadRow(number, time, rows[number - 2][time], ACCEPTED_ONCE)
        found[name, at] = value
    units, order = tuple(sorted(set(names))), tuple(sorted(set(seen)))
    return Outcomes(
        times, units, order, [[found.get((name, at), math.nan) for at in order] for name in units]
    )


def _times(column: str, text: str) -> Times:
    try:
        read_number(text)
    except ValueError:
        try:
            return Times(parse_period(text).step)
        except ValueError:
            raise BadRow(2, column, text, ACCEPTED_TIME) from None
    return Times(None)


def _each(rows: Sequence[Mapping[str, str]], column: str, read: Callable[[str], T]) -> list[T]:
    found = []
    for number, row in enumerate(rows, 2):
        try:
            found.append(read(row[column]))
        except ValueError as error:
            raise BadRow(number, column, row[column], str(error)) from None
    return found


def _name(text: str) -> str:
    if not text:
        raise ValueError(ACCEPTED_NAME)
    return text


def _value(text: str) -> float:
    if not text:
        return math.nan
    try:
        return read_number(text)
    except ValueError:
        raise ValueError(ACCEPTED_VALUE) from None


def _number(start: date, step: Step) -> float:
    if step is Step.QUARTER:
        return start.year * 4 + (start.month - 1) // 3
    return start.year * 12 + start.month - 1 if step is Step.MONTH else start.toordinal()
