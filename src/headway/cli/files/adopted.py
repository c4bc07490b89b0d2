"""The reader of long rows of a practice adopted at different times: who, when, what, and since when."""

import argparse
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from headway.cli.files.columns import read_rows, require
from headway.cli.files.table import (
    ACCEPTED_DATE,
    ACCEPTED_VALUE,
    BadInput,
    Step,
    parse_period,
    read_number,
)

if TYPE_CHECKING:
    from headway.engine.learning.adoption import Panel

T = TypeVar("T")
ACCEPTED_TIME = f"a whole number of waves or years, or {ACCEPTED_DATE}"
NEVER = re.compile(r"|0+(\.0*)?|\+?inf(inity)?|never", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Adopted:
    """The panel of a file, how its times are written, and what to say of its rows."""

    panel: "Panel"
    write: Callable[[float], int | str]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class _Times:
    """How the times of a file are written: all alike, as numbers (None) or as dates of one step."""

    step: Step | None

    def read(self, text: str) -> float:
        if self.step is None:
            value = read_number(text)
            if value != math.floor(value):
                raise ValueError(ACCEPTED_TIME)
            return value
        period = parse_period(text)
        if period.step is not self.step:
            raise ValueError(f"times all written alike, by {self.step.value}")
        return _number(period.start, self.step)

    def write(self, value: float) -> int | str:
        whole = int(value)
        if self.step is None:
            return whole
        if self.step is Step.QUARTER:
            return f"{whole // 4:04d}-Q{whole % 4 + 1}"
        if self.step is Step.MONTH:
            return f"{whole // 12:04d}-{whole % 12 + 1:02d}"
        return date.fromordinal(whole).isoformat()


def _number(start: date, step: Step) -> float:
    if step is Step.QUARTER:
        return start.year * 4 + (start.month - 1) // 3
    return start.year * 12 + start.month - 1 if step is Step.MONTH else start.toordinal()


@dataclass(frozen=True, slots=True)
class _Told:
    """The columns of a file: ``numbers`` are the outcome, then the covariates."""

    units: list[str]
    when: list[float]
    since: list[float]
    numbers: list[list[float]]
    teams: list[str] | None


def read_adopted(path: Path, args: argparse.Namespace) -> Adopted:
    """Read the columns that the options name; a row without an outcome or a covariate counts as not seen.

    Raises
    ------
    BadInput
        Naming file, row, column, value and what is accepted.
    """
    header, rows = read_rows(path)
    names = [args.unit, args.time, args.cohort, args.outcome, *args.covariate]
    require(path, header, [*names, *([args.cluster] if args.cluster else [])])
    if not rows:
        raise BadInput(f"{path}: row 2, column {args.unit}: '': at least one row")
    times = _times(path, args.time, rows[0][args.time])
    units = _each(path, rows, args.unit, _name)
    when = _each(path, rows, args.time, times.read)
    since = _each(path, rows, args.cohort, lambda text: 0.0 if NEVER.fullmatch(text) else times.read(text))
    numbers = [_each(path, rows, name, _value) for name in (args.outcome, *args.covariate)]
    teams = _each(path, rows, args.cluster, _name) if args.cluster else None
    return _panel(path, rows, args, _Told(units, when, since, numbers, teams), times)


def _times(path: Path, column: str, text: str) -> _Times:
    try:
        read_number(text)
    except ValueError:
        try:
            return _Times(parse_period(text).step)
        except ValueError:
            raise _bad(path, 2, column, text, ACCEPTED_TIME) from None
    return _Times(None)


def _each(path: Path, rows: Sequence[dict[str, str]], column: str, read: Callable[[str], T]) -> list[T]:
    found = []
    for number, row in enumerate(rows, 2):
        try:
            found.append(read(row[column]))
        except ValueError as error:
            raise _bad(path, number, column, row[column], str(error)) from None
    return found


def _panel(
    path: Path, rows: Sequence[dict[str, str]], args: argparse.Namespace, told: _Told, times: _Times
) -> Adopted:
    import numpy as np

    from headway.engine.learning.adoption import CohortChanges, RepeatedRow, panel_from_rows

    seen = ~np.isnan(np.array(told.numbers)).any(axis=0)
    try:
        panel = panel_from_rows(
            told.units,
            np.array(told.when),
            np.where(seen, told.numbers[0], np.nan),
            np.array(told.since),
            covariates=np.array(told.numbers[1:]).T if told.numbers[1:] else None,
            cluster=told.teams,
        )
    except (RepeatedRow, CohortChanges) as error:
        column, accepted = {
            "repeated_row": (args.time, "each unit once in each period; row {} has it already"),
            "cohort_changes": (args.cohort, "one date of adoption for a unit; row {} has another"),
            "cluster_changes": (args.cluster, "one cluster for a unit; row {} has another"),
        }[error.code]
        row, first = int(error.numbers["row"]), int(error.numbers["first"])
        raise _bad(path, row + 2, column, rows[row][column], accepted.format(first + 2)) from error
    left = int((~seen).sum())
    return Adopted(panel, times.write, [f"left out, no value: {left} rows"] if left else [])


def _name(text: str) -> str:
    if not text:
        raise ValueError("a name")
    return text


def _value(text: str) -> float:
    if not text:
        return math.nan
    try:
        return read_number(text)
    except ValueError:
        raise ValueError(ACCEPTED_VALUE) from None


def _bad(path: Path, row: int, column: str, value: str, accepted: str) -> BadInput:
    return BadInput(f"{path}: row {row}, column {column}: '{value[:40]}': {accepted}")
