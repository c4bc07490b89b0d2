"""Many observation rows at once: executemany on SQLite, COPY on PostgreSQL, inside one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection

from headway.kernel.actions import step
from headway.measures.analysis import Interval, Plan, SeriesKey
from headway.measures.models import Observation, Series

COPY_FROM = 5_000  # rows; below, one statement is as quick
AT_ONCE = 900  # numbers in one IN list: SQLite's oldest limit is 999
COLUMNS = (
    "series_id",
    "indicator_id",
    "place_id",
    "period_start",
    "period_length",
    "value",
    "lower",
    "upper",
    "count",
    "denominator",
    "status",
    "known_from",
    "sequence",
    "known_to",
    "release_id",
)


@step
def carry_out(plan: Plan, *, releases: Mapping[int, int]) -> int:
    """Write a plan and return how many rows it touched.

    Parameters
    ----------
    plan : what to drop, end, reopen and add; in that order no row ever meets its successor
    releases : stand-ins in the plan and the numbers of the rows they became
    """
    for ids in chunks(plan.drop, AT_ONCE):
        Observation.objects.filter(pk__in=ids).delete()
    for moment, ended in plan.end.items():
        for ids in chunks(ended, AT_ONCE):
            Observation.objects.filter(pk__in=ids).update(known_to=moment)
    for ids in chunks(plan.reopen, AT_ONCE):
        Observation.objects.filter(pk__in=ids).update(known_to=None)
    if plan.insert:
        series = _series({row.series for row in plan.insert})
        _insert(plan.insert, series, releases)
    return plan.size


def _series(wanted: set[SeriesKey]) -> dict[SeriesKey, int]:
    """Return the rows of these series, made where they are missing; their indicators are locked."""
    found = _known_series(wanted)
    missing = sorted(wanted - found.keys())
    Series.objects.bulk_create(
        [Series(indicator_id=key.indicator, place_id=key.place, breakdown=key.breakdown) for key in missing],
        batch_size=300,
    )
    return found | _known_series(set(missing)) if missing else found


def _known_series(wanted: set[SeriesKey]) -> dict[SeriesKey, int]:
    rows = Series.objects.filter(indicator_id__in={key.indicator for key in wanted})
    found = {
        SeriesKey(indicator, place, breakdown): pk
        for pk, indicator, place, breakdown in rows.values_list("pk", "indicator_id", "place_id", "breakdown")
    }
    return {key: found[key] for key in wanted & found.keys()}


def _insert(rows: Sequence[Interval], series: Mapping[SeriesKey, int], releases: Mapping[int, int]) -> None:
    day, moment = cache(connection.ops.adapt_datefield_value), cache(connection.ops.adapt_datetimefield_value)
    values = (
        (
            series[row.series],
            row.series.indicator,
            row.series.place,
            day(row.start),
            *row.said,
            moment(row.known_from),
            row.sequence,
            moment(row.known_to),
            releases.get(row.release, row.release),
        )
        for row in rows
    )
    copies = connection.vendor == "postgresql" and len(rows) > COPY_FROM
    write: Callable[[Iterable[tuple[Any, ...]]], None] = _copy if copies else _execute
    write(values)
    if copies:
        _count_anew()


def _columns() -> str:
    return ", ".join(connection.ops.quote_name(name) for name in COLUMNS)


def _table() -> str:
    return connection.ops.quote_name(Observation._meta.db_table)  # noqa: SLF001 - Django's documented door


def _count_anew() -> None:
    """Tell PostgreSQL how large the tables are now: it would plan for the small ones it last saw."""
    with connection.cursor() as cursor:
        for model in (Observation, Series):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001 - as above


def _execute(values: Iterable[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_table()} ({_columns()}) VALUES ({places})",  # noqa: S608 - our own names
            list(values),
        )


def _copy(values: Iterable[tuple[Any, ...]]) -> None:
    """COPY straight into the table: the differences are worked out before, so nothing is left to select."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_table()} ({_columns()}) FROM STDIN") as copy,
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
