"""What the checks read of figures: lean columns for many series at once, and where an indicator is shown."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, CharField, ExpressionWrapper, Q
from django.db.models.functions import Cast

from headway.kernel.actors import Reader
from headway.measures.choices import ObservationStatus
from headway.measures.models import Observation
from headway.measures.queries.values import Wanted, known_observations


class Point(NamedTuple):
    """One value as known then; `known_at` is when its period was first published."""

    start: date
    length: str
    value: float
    known_at: datetime
    status: ObservationStatus


STATUS = {status.value: status for status in ObservationStatus}


def points(
    reader: Reader, *, indicators: Iterable[UUID], places: Iterable[UUID]
) -> dict[Wanted, tuple[Point, ...]]:
    """Return the values of some indicators in some places, all groups, in order of period; one query."""
    holds = Q(known_to__isnull=True) | Q(known_to__gt=reader.at)
    rows = (
        Observation.objects.filter(
            indicator__thing__key__in=set(indicators),
            place__thing__key__in=set(places),
            known_from__lte=reader.at,
        )
        .annotate(
            one=Cast("series__indicator__thing__key", CharField()),  # text: so many are slow to read as keys
            where=Cast("series__place__thing__key", CharField()),
            holds=ExpressionWrapper(holds & ~Q(status=ObservationStatus.WITHDRAWN), BooleanField()),
        )
        .order_by("series", "period_start", "known_from", "sequence")
    )
    columns = ("one", "where", "series__breakdown", "series_id")
    values = ("period_start", "period_length", "value", "status", "known_from", "holds")
    found: dict[Wanted, list[Point]] = {}
    series, period, known_at, listed = 0, date.min, reader.at, list[Point]()
    for one, where, breakdown, number, start, length, value, status, since, held in rows.values_list(
        *columns, *values
    ):
        if number != series:
            series, period, listed = number, date.min, []
            found[Wanted(UUID(one), UUID(where), breakdown)] = listed
        if start != period:
            period, known_at = start, since
        if held and value is not None:
            listed.append(Point(start, length, value, known_at, STATUS[status]))
    return {wanted: tuple(each) for wanted, each in found.items() if each}


def shown_in(
    reader: Reader, *, indicators: Iterable[UUID], places: Iterable[UUID]
) -> frozenset[tuple[UUID, UUID]]:
    """Return for which of some places these indicators had a figure of everybody, as pairs; one query."""
    rows = known_observations(reader.at).filter(
        indicator__thing__key__in=set(indicators), place__thing__key__in=set(places), series__breakdown=""
    )
    return frozenset(rows.order_by().values_list("indicator__thing__key", "place__thing__key").distinct())
