"""An indicator in every place at once, as columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from headway.kernel.actors import Reader
from headway.measures.choices import ObservationStatus
from headway.measures.models import VALUE, Observation
from headway.measures.queries.prepared import Bare, Prepared, days, keys
from headway.measures.queries.values import known_observations, statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns:
    """Every value of an indicator for one group in all places; columns of shape (n,), by code and period."""

    indicator: UUID
    breakdown: str
    place: tuple[UUID, ...]
    code: tuple[str, ...]
    name: tuple[str, ...]
    start: tuple[date, ...]
    length: tuple[str, ...]
    value: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    count: tuple[float | None, ...]
    denominator: tuple[float | None, ...]
    status: tuple[ObservationStatus, ...]


def all_places(
    reader: Reader, *, indicator: UUID, breakdown: str = "", places: Iterable[UUID] | None = None
) -> PlaceColumns:
    """Return an indicator in all places or in these, as known to the reader, up to some 10,000 rows."""
    if places is None:
        rows = _ALL.rows(indicator=indicator, breakdown=breakdown, at=reader.at)
    else:
        some = _of_indicator(indicator, breakdown, reader.at).filter(place__thing__key__in=set(places))
        rows = list(some)
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * 11
    return PlaceColumns(
        indicator=indicator,
        breakdown=breakdown,
        place=keys(columns[0]),
        code=columns[1],
        name=columns[2],
        start=days(columns[3]),
        length=columns[4],
        value=columns[5],
        lower=columns[6],
        upper=columns[7],
        count=columns[8],
        denominator=columns[9],
        status=statuses(columns[10]),
    )


def _of_indicator(indicator: UUID, breakdown: str, at: datetime) -> "QuerySet[Observation, Any]":
    rows = known_observations(at).filter(indicator__thing__key=indicator, series__breakdown=breakdown)
    start, *others = VALUE  # only a day has a converter; a plus sign in each cell of thousands takes its time
    return rows.order_by("place__code", "period_start").values_list(
        "place__thing__key", "place__code", "place__name", Bare(start), *others
    )


_ALL = Prepared(
    _of_indicator,
    indicator=UUID(int=1),
    breakdown="no group is called this",
    at=datetime(1, 1, 2, tzinfo=UTC),
)
