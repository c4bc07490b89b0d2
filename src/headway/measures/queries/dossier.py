"""What the checks read of figures: lean columns for many series at once, and where an indicator is shown."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

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
    rows = (
        Observation.objects.filter(
            indicator__thing__key__in=set(indicators),
            place__thing__key__in=set(places),
            known_from__lte=reader.at,
        )
        .order_by("series", "period_start", "known_from", "sequence")
        .values_list(
            "series__indicator__thing__key",
            "series__place__thing__key",
            "series__breakdown",
            "period_start",
            "period_length",
            "value",
            "status",
            "known_from",
            "known_to",
        )
    )
    found: dict[Wanted, list[Point]] = defaultdict(list)
    first: tuple[object, ...] = ()
    known_at = reader.at
    for indicator, place, breakdown, start, length, value, status, since, until in rows:
        if first != (indicator, place, breakdown, start):
            first, known_at = (indicator, place, breakdown, start), since
        if (
            value is not None
            and (until is None or until > reader.at)
            and status != ObservationStatus.WITHDRAWN
        ):
            found[Wanted(indicator, place, breakdown)].append(
                Point(start, length, value, known_at, STATUS[status])
            )
    return {wanted: tuple(each) for wanted, each in found.items()}


def shown_in(
    reader: Reader, *, indicators: Iterable[UUID], places: Iterable[UUID]
) -> frozenset[tuple[UUID, UUID]]:
    """Return for which of some places these indicators had a figure of everybody, as pairs; one query."""
    rows = known_observations(reader.at).filter(
        indicator__thing__key__in=set(indicators), place__thing__key__in=set(places), series__breakdown=""
    )
    return frozenset(rows.order_by().values_list("indicator__thing__key", "place__thing__key").distinct())
