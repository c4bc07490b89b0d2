"""The figures themselves: series, all places of an indicator, every revision, as known at a moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import starmap
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.measures.choices import ObservationStatus
from headway.measures.models import VALUE, Observation
from headway.measures.queries.prepared import Bare, Prepared, Row, days, keys, moments, number


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
_STATUS = {status.value: status for status in ObservationStatus}
_VALUE_FROM = len(_SERIES) + len(_PLACE)
_KNOWN_FROM = _VALUE_FROM + len(VALUE)
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
    if len(asked) == 1 and not history:
        (only,) = asked
        found_one = _one_series(only, reader.at)
        return {} if found_one is None else {only: found_one}
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


_ONE = Prepared(
    lambda indicator, place, breakdown, at: (
        known_observations(at)
        .filter(
            series__indicator=number(indicator),
            series__place=number(place),
            series__breakdown=breakdown,
        )
        .order_by("period_start")
        .values_list(*_PLACE, *map(Bare, (*VALUE, "known_from", *_SOURCE)))
    ),
    indicator=UUID(int=1),
    place=UUID(int=2),
    breakdown="no group is called this",
    at=datetime(1, 1, 2, tzinfo=UTC),
)


def _one_series(series: Wanted, at: datetime) -> SeriesValues | None:
    """Return one series as known at a moment: what most pages ask, so nothing is built for it anew."""
    rows = _ONE.rows(indicator=series.indicator, place=series.place, breakdown=series.breakdown, at=at)
    if not rows:
        return None
    columns = list(zip(*rows, strict=True))
    sources = _sources(rows, 2 + len(VALUE) + 1)
    return SeriesValues(
        series=series,
        place_code=columns[0][0],
        place_name=columns[1][0],
        start=days(columns[2]),
        length=columns[3],
        value=columns[4],
        lower=columns[5],
        upper=columns[6],
        count=columns[7],
        denominator=columns[8],
        status=statuses(columns[9]),
        known_from=moments(columns[10]),
        source=sources,
    )


def _sources(rows: list[Row], first: int) -> tuple[Source, ...]:
    """Return the release of each row; each is made once."""
    known = {row[first]: row[first:] for row in rows}
    made = {mark: _source_of(cells) for mark, cells in known.items()}
    return tuple(made[row[first]] for row in rows)


def _source_of(cells: Row) -> Source:
    (key,), (published, received) = keys(cells[:1]), moments(cells[5:7])
    publisher, title, licence, url = cells[1:5]
    return Source(key, publisher, title, licence, url, published, received, bool(cells[7]))


def statuses(column: Iterable[str]) -> tuple[ObservationStatus, ...]:
    """Return a column of statuses."""
    return tuple(map(_STATUS.__getitem__, column))


def _by_series(rows: "QuerySet[Observation]", asked: frozenset[Wanted]) -> Mapping[Wanted, list[Any]]:
    found: dict[Wanted, list[Any]] = defaultdict(list)
    ordered = rows.order_by("period_start", "known_from", "sequence")
    for row in ordered.values_list(*_SERIES, *_PLACE, *VALUE, *_KNOWN, *_SOURCE):
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


def revisions(reader: Reader, *, series: Wanted) -> tuple[Revision, ...]:
    """Return every word on every period of a series up to the reader's moment, oldest first; one query.

    What a correction of the same moment replaced at once was never the latest word and is left out.
    """
    at = reader.at
    rows = _WORDS.rows(indicator=series.indicator, place=series.place, breakdown=series.breakdown, at=at)
    if not rows:
        return ()
    columns = list(zip(*rows, strict=True))
    until = (moment if moment is not None and moment <= at else None for moment in moments(columns[5]))
    given = (days(columns[0]), *columns[1:3], statuses(columns[3]), moments(columns[4]), until)
    return tuple(starmap(Revision, zip(*given, _sources(rows, 6), strict=True)))


_WORDS = Prepared(
    lambda indicator, place, breakdown, at: (
        Observation.objects.filter(
            series__indicator=number(indicator),
            series__place=number(place),
            series__breakdown=breakdown,
            known_from__lte=at,
        )
        .exclude(known_to=F("known_from"))
        .order_by("period_start", "known_from", "sequence")
        .values_list(*map(Bare, ("period_start", "period_length", "value", "status", *_KNOWN, *_SOURCE)))
    ),
    indicator=UUID(int=1),
    place=UUID(int=2),
    breakdown="no group is called this",
    at=datetime(1, 1, 2, tzinfo=UTC),
)


def series_of(reader: Reader, *, indicators: Iterable[UUID]) -> tuple[Wanted, ...]:
    """Return every series of these indicators that had a figure at the reader's moment; one query."""
    rows = known_observations(reader.at).filter(indicator__thing__key__in=set(indicators))
    return tuple(sorted(Wanted(*row) for row in rows.order_by().values_list(*_SERIES).distinct()))


def series_at(reader: Reader, *, places: Iterable[UUID]) -> tuple[Wanted, ...]:
    """Return every series of some places that had a figure at the reader's moment; one query."""
    rows = known_observations(reader.at).filter(place__thing__key__in=set(places))
    return tuple(sorted(Wanted(*row) for row in rows.order_by().values_list(*_SERIES).distinct()))
