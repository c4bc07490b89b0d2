"""Queries that Django compiles once a process: for answers so small, or so long, that building them tells.

Compiling a query of five joins takes a millisecond, reading one series a tenth of it; and Django converts
each cell of each row, where a column of ten thousand holds a few hundred different keys and days.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Func, QuerySet, Subquery

from headway.kernel.models import Thing

T = TypeVar("T")
Row = tuple[Any, ...]


class Bare(Func):
    """A column as SQLite stores it: Django's converters and the driver's own leave an expression alone."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Write a plus sign before the column, which changes nothing but hides its declared type."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def number(key: UUID) -> Subquery:
    """Return the row number behind a key as a part of a query: two joins fewer for a planner to weigh."""
    return Subquery(Thing.objects.filter(key=key).values("pk"))


class Prepared:
    """One query, asked with other values each time.

    Parameters
    ----------
    build : makes the queryset of rows from values named as in `rows`
    stand_ins : a value for each name that no other parameter of the query is equal to
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], **stand_ins: Any) -> None:
        self.build, self.stand_ins = build, stand_ins
        self.compiled: dict[str, tuple[str, tuple[str | None, ...], Row]] = {}

    def rows(self, **values: Any) -> list[Row]:
        """Return the rows as the driver has them; see `days`, `moments` and `keys`."""
        connection.ensure_connection()  # which says what it is only then
        found = self.compiled.get(connection.vendor)
        if found is None:
            found = self.compiled[connection.vendor] = self._compile()
        sql, names, given = found
        adapted = {name: _adapted(value) for name, value in values.items()}
        wanted = [value if name is None else adapted[name] for name, value in zip(names, given, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(sql, wanted)
            rows: list[Row] = cursor.fetchall()
            return rows

    def _compile(self) -> tuple[str, tuple[str | None, ...], Row]:
        query = self.build(**self.stand_ins).query
        sql, given = query.get_compiler(connection=connection).as_sql()
        marks = {_adapted(value): name for name, value in self.stand_ins.items()}
        names = tuple(marks.get(value) for value in given)
        assert set(marks.values()) <= set(names), "a value is not asked for"
        return sql, names, tuple(given)


def _adapted(value: Any) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def days(column: Iterable[Any]) -> tuple[date, ...]:
    """Return a column of dates, which SQLite holds as texts."""
    return _each(column, date.fromisoformat)


def moments(column: Iterable[Any]) -> tuple[datetime, ...]:
    """Return a column of moments in UTC, which SQLite holds as texts."""
    return _each(column, lambda text: datetime.fromisoformat(text).replace(tzinfo=UTC))


def keys(column: Iterable[Any]) -> tuple[UUID, ...]:
    """Return a column of keys, which SQLite holds as texts."""
    return _each(column, UUID)


def _each(column: Iterable[Any], read: Callable[[str], T]) -> tuple[T, ...]:
    """Read each different text once; what the driver has read already stays, and so does what is missing."""
    found = tuple(column)
    if not isinstance(next((each for each in found if each is not None), None), str):
        return found
    known = {each: None if each is None else read(each) for each in set(found)}
    return tuple(map(known.__getitem__, found))  # type: ignore[arg-type]
