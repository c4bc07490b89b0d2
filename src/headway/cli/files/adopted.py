"""The panel that a file holds, for `headway did`."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from headway.cli.files.columns import read_rows, require
from headway.cli.files.table import BadInput
from headway.formats.adopted import AdoptedColumns, BadRow, read_adopted

if TYPE_CHECKING:
    from headway.engine.learning.adoption import Panel

_REFUSED = {
    "repeated_row": "each unit once in each period; row {} has it already",
    "cohort_changes": "one date of adoption for a unit; row {} has another",
    "cluster_changes": "one cluster for a unit; row {} has another",
}


@dataclass(frozen=True, slots=True)
class Adopted:
    """The panel of a file, how its times are written, and what to say of its rows."""

    panel: "Panel"
    write: Callable[[float], int | str]
    warnings: list[str]


def adopted(path: Path, args: argparse.Namespace) -> Adopted:
    """Read the columns that the options name; a row without an outcome or a covariate counts as not seen.

    Raises
    ------
    BadInput
        Naming file, row, column, value and what is accepted.
    """
    columns = AdoptedColumns(
        args.unit, args.time, args.cohort, args.outcome, tuple(args.covariate), args.cluster or ""
    )
    header, rows = read_rows(path)
    require(path, header, columns.names)
    try:
        return _panel(rows, columns)
    except BadRow as error:
        raise BadInput(f"{path}: {error}") from error


def _panel(rows: list[dict[str, str]], columns: AdoptedColumns) -> Adopted:
    import numpy as np

    from headway.engine.learning.adoption import CohortChanges, RepeatedRow, panel_from_rows

    told = read_adopted(rows, columns)
    try:
        panel = panel_from_rows(
            told.unit,
            np.array(told.time),
            np.array(told.outcome),
            np.array(told.since),
            covariates=np.array(told.covariates).T if told.covariates else None,
            cluster=told.cluster,
        )
    except (RepeatedRow, CohortChanges) as error:
        where = {"repeated_row": columns.time, "cohort_changes": columns.cohort}
        column = where.get(error.code, columns.cluster)
        row, first = int(error.numbers["row"]), int(error.numbers["first"])
        said = _REFUSED[error.code].format(first + 2)
        raise BadRow(row + 2, column, rows[row][column], said) from error
    return Adopted(panel, told.times.write, [f"left out, no value: {told.left} rows"] if told.left else [])
