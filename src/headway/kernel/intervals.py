"""Interval rows: as known at a moment."""

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, JSONField, Q, Subquery
from django.db.models.functions import JSONObject

if TYPE_CHECKING:
    from django.db.models import QuerySet


def known_at(at: datetime, prefix: str = "") -> Q:
    """Return the filter for rows that held at a moment: known_from <= at < known_to."""
    since, until = f"{prefix}known_from", f"{prefix}known_to"
    return Q(**{f"{since}__lte": at}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": at}))


def json_of(rows: "QuerySet[Any]", **fields: str) -> Subquery:
    """Return the first of some rows as one JSON value: a whole related row in the query that needs it.

    Floats keep 15 significant digits and dates come back as ISO text; read them with `parsed`.
    """
    return Subquery(rows.values(row=JSONObject(**fields)).values("row")[:1], output_field=JSONField())


def parsed(value: Any) -> Any:
    """Return a JSON value that a database may hand back as text."""
    return json.loads(value) if isinstance(value, str) else value


def day(value: str | None) -> date | None:
    """Return the date of a JSON row."""
    return date.fromisoformat(value[:10]) if value else None


def known_moment(value: str) -> datetime:
    """Return the moment of a JSON row, in UTC whichever database wrote it."""
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


class JSONList(Aggregate):
    """All rows of a group as one JSON list, on either database."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Name the function as SQLite does."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def json_list_of(rows: "QuerySet[Any]", by: str, **fields: str) -> Subquery:
    """Return all of some rows as one JSON list, null where there are none; `by` is the column they share.

    The list has no order: sort what is read. Read it with `parsed`, and each row as those of `json_of`.
    """
    grouped = rows.order_by().values(by).annotate(rows=JSONList(JSONObject(**fields)))
    return Subquery(grouped.values("rows")[:1], output_field=JSONField())
