"""Many observation rows at once: executemany on SQLite, COPY on PostgreSQL, inside one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from headway.kernel.actions import step
from headway.measures.analysis import Interval, Plan, SeriesKey
from headway.measures.models import CELLS, Observation, Series
from headway.measures.steps.staging import Staged, cells_of, switch_in

COPY_FROM = 5_000  # rows; below, one statement is as quick
AT_ONCE = 900  # numbers in one IN list: SQLite's oldest limit is 999
NATURAL = ("indicator_id", "place_id", "breakdown")
COLUMNS = ("series_id", "indicator_id", "place_id", *CELLS, "release_id")


@step
def carry_out(plan: Plan, *, releases: Mapping[int, int], staged: Staged | None = None) -> int:
    """Write a plan and return how many rows it touched.

    Parameters
    ----------
    plan : what to drop, end, reopen and add; in that order no row ever meets its successor
    releases : stand-ins in the plan and the numbers of the rows they became
    staged : what `staging.staged` yielded for this plan, where it holds the new rows
    """
    for ids in chunks(plan.drop, AT_ONCE):
        Observation.objects.filter(pk__in=ids).delete()
    for moment, ended in plan.end.items():
        for ids in chunks(ended, AT_ONCE):
            Observation.objects.filter(pk__in=ids).update(known_to=moment)
    for ids in chunks(plan.reopen, AT_ONCE):
        Observation.objects.filter(pk__in=ids).update(known_to=None)
    if staged is not None:
        switch_in(staged, _series(set(staged)), releases)
    elif plan.insert:
        _insert(plan.insert, _series({row.series for row in plan.insert}), releases)
    return plan.size


def _series(wanted: set[SeriesKey]) -> dict[SeriesKey, int]:
    """Return the rows of these series, made where they are missing; their indicators are locked."""
    found = _known_series(wanted)
    missing = sorted(wanted - found.keys())
    _execute(Series, NATURAL, missing)
    return found | _known_series(set(missing)) if missing else found


def _known_series(wanted: set[SeriesKey]) -> dict[SeriesKey, int]:
    rows = Series.objects.filter(indicator_id__in={key.indicator for key in wanted})
    found = {
        SeriesKey(indicator, place, breakdown): pk
        for pk, indicator, place, breakdown in rows.values_list("pk", "indicator_id", "place_id", "breakdown")
    }
    return {key: found[key] for key in wanted & found.keys()}


def _insert(rows: Sequence[Interval], series: Mapping[SeriesKey, int], releases: Mapping[int, int]) -> None:
    cells = cells_of()
    values = (
        (
            series[row.series],
            row.series.indicator,
            row.series.place,
            *cells(row),
            releases.get(row.release, row.release),
        )
        for row in rows
    )
    if connection.vendor == "postgresql" and len(rows) > COPY_FROM:
        _copy(values)
        _count_anew()
    else:
        _execute(Observation, COLUMNS, values)


def _into(model: type[Model], columns: Sequence[str]) -> str:
    names = (connection.ops.quote_name(name) for name in (model._meta.db_table, *columns))  # noqa: SLF001 - Django's documented door
    return f"{next(names)} ({', '.join(names)})"


def _count_anew() -> None:
    """Tell PostgreSQL how large the tables are now: it would plan for the small ones it last saw."""
    with connection.cursor() as cursor:
        for model in (Observation, Series):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001 - as above


def _execute(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_into(model, columns)} VALUES ({marks})",  # noqa: S608 - our own names
            list(rows),
        )


def _copy(values: Iterable[tuple[Any, ...]]) -> None:
    """COPY straight into the table: the differences are worked out before, so nothing is left to select."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_into(Observation, COLUMNS)} FROM STDIN") as copy,
    ):
        for row in values:
            copy.write_row(row)


def chunks(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Yield lists of at most `size` numbers.

    >>> list(chunks([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    rest = iter(numbers)
    while part := list(islice(rest, size)):
        yield part
