"""The new rows of a large plan, put beside the database before the transaction that brings them in.

SQLite has one writer at a time, so whoever votes or saves meanwhile waits for the end of an import. A
temporary table takes no lock of the database: filling it is the longer half of the work, and what is left
to the transaction is one statement. PostgreSQL keeps nobody waiting and copies straight into the table.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection

from headway.kernel.actions import step
from headway.measures.analysis import Interval, Plan, SeriesKey
from headway.measures.models import CELLS, Observation, Series

STAGED_FROM = 1_000  # rows; below, the transaction is short as it is
Staged = tuple[SeriesKey, ...]  # the series of the rows, each by its place in here


@contextmanager
def staged(plan: Plan) -> Iterator[Staged | None]:
    """Hold the rows that a plan adds in a temporary table for as long as the block lasts.

    Parameters
    ----------
    plan : what is to be carried out; the rows it drops, ends and opens again are left to `carry_out`

    Yields
    ------
    tuple of SeriesKey or None : what `carry_out` wants to know; None where the rows are not staged
    """
    if connection.vendor != "sqlite" or len(plan.insert) < STAGED_FROM:
        yield None
        return
    series = tuple(dict.fromkeys(row.series for row in plan.insert))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE staged_series (number INTEGER PRIMARY KEY, id INTEGER)")
        cursor.execute(f"CREATE TEMP TABLE staged_rows (series, {_names(CELLS)}, release_id)")
        try:
            _fill(plan, {key: number for number, key in enumerate(series)})
            yield series
        finally:
            cursor.execute("DROP TABLE temp.staged_rows")
            cursor.execute("DROP TABLE temp.staged_series")


def cells_of() -> Callable[[Interval], tuple[Any, ...]]:
    """Return how the CELLS of a row are made: each day and moment is turned into text once."""
    day, moment = cache(connection.ops.adapt_datefield_value), cache(connection.ops.adapt_datetimefield_value)
    return lambda row: (
        day(row.start),
        *row.said,
        moment(row.known_from),
        row.sequence,
        moment(row.known_to),
    )


def _fill(plan: Plan, numbers: Mapping[SeriesKey, int]) -> None:
    cells, marks = cells_of(), ", ".join(["%s"] * (len(CELLS) + 2))
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT staging")  # outside a transaction it begins one that locks nothing yet
        try:
            cursor.executemany(
                f"INSERT INTO temp.staged_rows VALUES ({marks})",  # noqa: S608 - our own names
                [(numbers[row.series], *cells(row), row.release) for row in plan.insert],
            )
        finally:
            cursor.execute("RELEASE staging")


@step
def switch_in(series: Staged, numbers: Mapping[SeriesKey, int], releases: Mapping[int, int]) -> None:
    """Write all staged rows into the table of values with one statement.

    Parameters
    ----------
    series : what `staged` yielded
    numbers : the row of each series
    releases : stand-ins among the staged rows and the numbers of the rows they became
    """
    table, of_series = (connection.ops.quote_name(model._meta.db_table) for model in (Observation, Series))  # noqa: SLF001 - Django's documented door
    release = "CASE r.release_id " + "WHEN %s THEN %s " * len(releases) + "ELSE r.release_id END"
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO temp.staged_series VALUES (%s, %s)",
            [(number, numbers[key]) for number, key in enumerate(series)],
        )
        # CROSS JOIN keeps the order of the staged rows, in which those of a series stand together.
        cursor.execute(
            f"INSERT INTO {table} (series_id, indicator_id, place_id, {_names(CELLS)}, release_id) "  # noqa: S608 - our own names
            f"SELECT s.id, s.indicator_id, s.place_id, {_names(CELLS, 'r.')}, "
            f"{release if releases else 'r.release_id'} FROM temp.staged_rows r "
            f"CROSS JOIN temp.staged_series n ON n.number = r.series "
            f"CROSS JOIN {of_series} s ON s.id = n.id",
            [number for pair in releases.items() for number in pair],
        )


def _names(columns: tuple[str, ...], of: str = "") -> str:
    return ", ".join(of + connection.ops.quote_name(name) for name in columns)
