"""The figures themselves: series, all places of an indicator, every revision, as known at a moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.measures.choices import ObservationStatus
from headway.measures.models import Observation


class Wanted(NamedTuple):
    """One series by the keys that leave the database: indicator, place, and group of people."""

    indicator: UUID
    place: UUID
    breakdown: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The release a value comes from, as a page prints it under a figure."""

    release: UUID
    publisher: str
    title: str
    licence: str
    url: str
    published_at: datetime
    received_at: datetime
    invented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesValues:
    """One series in time order; every column has shape (n,), one entry a period.

    `value` is None where the publisher gives a mark instead of a number. `first_known` is when any
    value of the period was first published; `revised_later` says that a newer word exists than the
    one known at the reader's moment. Both are empty unless history was asked for. With history, a series
    whose every value was withdrawn by then has no entries, and `arrived_late` is when the last of the
    releases published by then came in, if that was after the reader's moment: the page of that moment
    did not know it.
    """

    series: Wanted
    place_code: str
    place_name: str
    start: tuple[date, ...]
    length: tuple[str, ...]
    value: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    count: tuple[float | None, ...]
    denominator: tuple[float | None, ...]
    status: tuple[ObservationStatus, ...]
    known_from: tuple[datetime, ...]
    source: tuple[Source, ...]
    first_known: tuple[datetime, ...] = ()
    revised_later: tuple[bool, ...] = ()
    arrived_late: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class Revision:
    """One word on one period, and how long it was the latest."""

    start: date
    length: str
    value: float | None
    status: ObservationStatus
    known_from: datetime
    known_to: datetime | None
    source: Source


_SERIES = ("series__indicator__thing__key", "series__place__thing__key", "series__breakdown")
_PLACE = ("series__place__code", "series__place__name")
_VALUE = ("period_start", "period_length", "value", "lower", "upper", "count", "denominator", "status")
_KNOWN = ("known_from", "known_to")
_SOURCE = (
    "release__thing__key",
    "release__publisher",
    "release__title",
    "release__licence",
    "release__url",
    "release__published_at",
    "release__received_at",
    "release__invented",
)
_VALUE_FROM = len(_SERIES) + len(_PLACE)
_KNOWN_FROM = _VALUE_FROM + len(_VALUE)
_SOURCE_FROM = _KNOWN_FROM + len(_KNOWN)
_RECEIVED = _SOURCE_FROM + _SOURCE.index("release__received_at")


def known_observations(at: datetime) -> "QuerySet[Observation]":
    """Return the values that were the latest word at a moment, withdrawn ones left out, for joins."""
    return Observation.objects.filter(known_at(at)).exclude(status=ObservationStatus.WITHDRAWN)


def series_values(
    reader: Reader, *, wanted: Iterable[Wanted], history: bool = False
) -> dict[Wanted, SeriesValues]:
    """Return these series as known to the reader, each value with its release; one query for all.

    Parameters
    ----------
    reader : who reads, as of when
    wanted : series; those without a figure are left out of the answer
    history : also say when each period was first known and whether it was revised later
    """
    asked = frozenset(wanted)
    if not asked:
        return {}
    rows = Observation.objects.filter(
        series__indicator__thing__key__in={each.indicator for each in asked},
        series__place__thing__key__in={each.place for each in asked},
        series__breakdown__in={each.breakdown for each in asked},
    )
    if not history:
        rows = rows.filter(known_at(reader.at))
    found = _by_series(rows, asked)
    columns = {each: _columns(each, found[each], reader.at, history=history) for each in asked & found.keys()}
    return {each: column for each, column in columns.items() if column.start or column.arrived_late}


def _by_series(rows: "QuerySet[Observation]", asked: frozenset[Wanted]) -> Mapping[Wanted, list[Any]]:
    found: dict[Wanted, list[Any]] = defaultdict(list)
    ordered = rows.order_by("period_start", "known_from", "sequence")
    for row in ordered.values_list(*_SERIES, *_PLACE, *_VALUE, *_KNOWN, *_SOURCE):
        key = Wanted(*row[: len(_SERIES)])
        if key in asked:
            found[key].append(row)
    return found


def _columns(series: Wanted, rows: list[Any], at: datetime, *, history: bool) -> SeriesValues:
    first, later = _past_and_future(rows, at) if history else ({}, set())
    kept = [row for row in rows if _holds(row, at)]
    sources: dict[UUID, Source] = {}
    columns = list(zip(*(row[_VALUE_FROM:_SOURCE_FROM] for row in kept), strict=True)) or [()] * 10
    start = columns[0]
    return SeriesValues(
        series=series,
        place_code=rows[0][len(_SERIES)],
        place_name=rows[0][len(_SERIES) + 1],
        start=start,
        length=columns[1],
        value=columns[2],
        lower=columns[3],
        upper=columns[4],
        count=columns[5],
        denominator=columns[6],
        status=tuple(ObservationStatus(status) for status in columns[7]),
        known_from=columns[8],
        source=tuple(_source(row[_SOURCE_FROM:], sources) for row in kept),
        first_known=tuple(first[day] for day in start) if history else (),
        revised_later=tuple(day in later for day in start) if history else (),
        arrived_late=_late(rows, at) if history else None,
    )


def _late(rows: list[Any], at: datetime) -> datetime | None:
    """Return when the last release published by a moment came in, where that was after it.

    Every row counts, not only those that held: a late word may have been replaced, or have withdrawn a value.
    """
    came = (row[_RECEIVED] for row in rows if row[_KNOWN_FROM] <= at < row[_RECEIVED])
    return max(came, default=None)


def _holds(row: Any, at: datetime) -> bool:
    since: datetime = row[_KNOWN_FROM]
    until: datetime | None = row[_KNOWN_FROM + 1]
    return (
        since <= at and (until is None or until > at) and row[_KNOWN_FROM - 1] != ObservationStatus.WITHDRAWN
    )


def _past_and_future(rows: list[Any], at: datetime) -> tuple[dict[date, datetime], set[date]]:
    """Return when each period was first known, and the periods with a newer word than that of `at`."""
    first: dict[date, datetime] = {}
    later = set()
    for row in rows:
        start, since = row[_VALUE_FROM], row[_KNOWN_FROM]
        if since > at:
            later.add(start)
        elif row[_KNOWN_FROM - 1] != ObservationStatus.WITHDRAWN:
            first.setdefault(start, since)
    return first, later


def _source(columns: Any, seen: dict[UUID, Source]) -> Source:
    found = seen.get(columns[0])
    if found is None:
        found = seen[columns[0]] = Source(*columns)
    return found


def all_places(
    reader: Reader, *, indicator: UUID, breakdown: str = "", places: Iterable[UUID] | None = None
) -> PlaceColumns:
    """Return an indicator in all places or in these, as known to the reader, up to some 10,000 rows."""
    rows = known_observations(reader.at).filter(indicator__thing__key=indicator, series__breakdown=breakdown)
    if places is not None:
        rows = rows.filter(place__thing__key__in=set(places))
    found = rows.order_by("place__code", "period_start").values_list(
        "place__thing__key",
        "place__code",
        "place__name",
        "period_start",
        "period_length",
        "value",
        "lower",
        "upper",
        "count",
        "denominator",
        "status",
    )
    columns: list[Any] = list(zip(*found, strict=True)) or [()] * 11
    return PlaceColumns(
        indicator=indicator,
        breakdown=breakdown,
        place=columns[0],
        code=columns[1],
        name=columns[2],
        start=columns[3],
        length=columns[4],
        value=columns[5],
        lower=columns[6],
        upper=columns[7],
        count=columns[8],
        denominator=columns[9],
        status=tuple(map(ObservationStatus, columns[10])),
    )


def revisions(reader: Reader, *, series: Wanted) -> tuple[Revision, ...]:
    """Return every word on every period of a series up to the reader's moment, oldest first; one query.

    What a correction of the same moment replaced at once was never the latest word and is left out.
    """
    rows = (
        Observation.objects.filter(
            series__indicator__thing__key=series.indicator,
            series__place__thing__key=series.place,
            series__breakdown=series.breakdown,
            known_from__lte=reader.at,
        )
        .exclude(known_to=F("known_from"))
        .order_by("period_start", "known_from", "sequence")
    )
    found = rows.values_list("period_start", "period_length", "value", "status", *_KNOWN, *_SOURCE)
    sources: dict[UUID, Source] = {}
    return tuple(
        Revision(
            row[0],
            row[1],
            row[2],
            ObservationStatus(row[3]),
            row[4],
            row[5] if row[5] is not None and row[5] <= reader.at else None,
            _source(row[6:], sources),
        )
        for row in found
    )


def series_of(reader: Reader, *, indicators: Iterable[UUID]) -> tuple[Wanted, ...]:
    """Return every series of these indicators that had a figure at the reader's moment; one query."""
    rows = known_observations(reader.at).filter(indicator__thing__key__in=set(indicators))
    return tuple(sorted(Wanted(*row) for row in rows.order_by().values_list(*_SERIES).distinct()))


def series_at(reader: Reader, *, places: Iterable[UUID]) -> tuple[Wanted, ...]:
    """Return every series of some places that had a figure at the reader's moment; one query."""
    rows = known_observations(reader.at).filter(place__thing__key__in=set(places))
    return tuple(sorted(Wanted(*row) for row in rows.order_by().values_list(*_SERIES).distinct()))
