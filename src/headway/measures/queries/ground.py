"""What an import stands on: row numbers, versions, the latest words, the contents of earlier releases.

These reads prepare a write, so they look at what is stored now, whatever the reader's moment, and
are for those who may import.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_noop as _

from headway.files import store
from headway.formats.canonical import read_canonical
from headway.formats.numbers import Status
from headway.formats.statements import Statement
from headway.kernel.actors import Reader
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.measures.analysis import Interval, Pair, Said, SeriesKey, Statements, StoredInterval, Vintage
from headway.measures.choices import IndicatorState, ObservationStatus, ReleaseState
from headway.measures.models import CELLS, Indicator, Observation, Release, ReleaseIndicator
from headway.measures.permissions import may_accept_release, may_import
from headway.places.queries import places

AT_ONCE = 900  # names in one IN list: SQLite's oldest limit is 999

STATUS: Mapping[Status, ObservationStatus] = {
    Status.NORMAL: ObservationStatus.FINAL,
    Status.REVISED: ObservationStatus.FINAL,
    Status.NOT_APPLICABLE: ObservationStatus.NOT_APPLICABLE,
    Status.NOT_AVAILABLE: ObservationStatus.NOT_AVAILABLE,
    Status.SUPPRESSED: ObservationStatus.SUPPRESSED,
    Status.LOW_RELIABILITY: ObservationStatus.LOW_RELIABILITY,
    Status.PROVISIONAL: ObservationStatus.PROVISIONAL,
    Status.ESTIMATED: ObservationStatus.ESTIMATED,
    Status.BREAK: ObservationStatus.BREAK,
}  # a missing value and a publisher's forecast are no observations and stand in no release


@dataclass(frozen=True, slots=True)
class Ground:
    """Numbers of rows and versions of Things, read before anything else: a change after it is Stale."""

    indicators: Mapping[UUID, int]  # key and number of each indicator
    versions: Mapping[UUID, int]
    states: Mapping[UUID, IndicatorState]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a release was published by whom, and its number within that moment; None: the next free one."""

    published_at: datetime
    publisher: str
    sequence: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a release of one moment falls among those that share an indicator with it."""

    sequence: int
    newest: bool  # nothing accepted was published after it
    twin: UUID | None  # an accepted release of the same moment and publisher with the same content


def ground(reader: Reader, *, indicators: Iterable[UUID]) -> Ground:
    """Return what is needed to lock these indicators later.

    Raises
    ------
    Missing
        When one of them is not an indicator.
    """
    _require(reader)
    wanted = set(indicators)
    found = Indicator.objects.filter(thing__key__in=wanted)
    rows = list(found.values_list("thing__key", "pk", "thing__version", "state"))
    if len(rows) != len(wanted):
        raise Missing
    return Ground(
        {key: pk for key, pk, _, _ in rows},
        {key: version for key, _, version, _ in rows},
        {key: IndicatorState(state) for key, _, _, state in rows},
    )


def place_numbers(reader: Reader, *, codes: Iterable[str]) -> dict[str, int]:
    """Return the row numbers of those of these places that are known, by code."""
    _require(reader)
    keys: dict[UUID, str] = {}
    wanted = sorted(set(codes))
    for begin in range(0, len(wanted), AT_ONCE):
        part = wanted[begin : begin + AT_ONCE]
        keys |= {row.key: row.code for row in places(reader, codes=part, limit=AT_ONCE)}
    found: dict[str, int] = {}
    known = sorted(keys)
    for begin in range(0, len(known), AT_ONCE):
        rows = Thing.objects.filter(key__in=known[begin : begin + AT_ONCE])
        found |= {keys[key]: pk for key, pk in rows.values_list("key", "pk")}
    return found


def standing(reader: Reader, *, indicators: Iterable[int], wanted: Moment, content: str) -> Standing:
    """Return the number a release takes within its moment, and what stands there already.

    Raises
    ------
    Conflict
        When the number asked for belongs to another release of that moment.
    """
    _require(reader)
    spoken = ReleaseIndicator.objects.filter(indicator_id__in=list(indicators))
    shared = Release.objects.filter(pk__in=set(spoken.values_list("release_id", flat=True)))
    accepted = shared.filter(state=ReleaseState.ACCEPTED)
    same = accepted.filter(published_at=wanted.published_at)
    twin = same.filter(publisher=wanted.publisher.strip(), content_id=content)
    found = twin.values_list("thing__key", flat=True).first()
    sequence = wanted.sequence
    if sequence is None:
        last = same.aggregate(last=Max("sequence"))["last"]
        sequence = 0 if last is None else last + 1
    elif found is None and same.filter(sequence=sequence).exists():
        said = _("Another release of that moment has the number %(number)s.")
        raise Conflict(Sentence(said, {"number": sequence}))
    after = Q(published_at__gt=wanted.published_at) | Q(
        published_at=wanted.published_at, sequence__gt=sequence
    )
    return Standing(sequence, not accepted.filter(after).exists(), found)


def latest_words(
    reader: Reader, *, indicators: Iterable[int]
) -> dict[tuple[SeriesKey, date], StoredInterval]:
    """Return the open interval of every period of these indicators, withdrawn ones included."""
    rows = Observation.objects.filter(indicator_id__in=list(indicators), known_to__isnull=True)
    return {(each.interval.series, each.interval.start): each for each in _stored(reader, rows)}


def stored_intervals(reader: Reader, *, pairs: Iterable[Pair]) -> list[StoredInterval]:
    """Return every row of these indicators and places, whatever its time."""
    wanted = set(pairs)
    rows = Observation.objects.filter(
        indicator_id__in={indicator for indicator, _ in wanted},
        place_id__in={place for _, place in wanted},
    )
    found = _stored(reader, rows)
    return [each for each in found if (each.interval.series.indicator, each.interval.series.place) in wanted]


def _stored(reader: Reader, rows: "QuerySet[Observation]") -> Iterator[StoredInterval]:
    _require(reader)
    columns = rows.values_list(
        "pk",
        "indicator_id",
        "place_id",
        "series__breakdown",
        *CELLS,
        "release_id",
    )
    for row in columns.iterator(chunk_size=5_000):
        series = SeriesKey(row[1], row[2], row[3])
        yield StoredInterval(row[0], Interval(series, row[4], Said(*row[5:12]), *row[12:16]))


def vintages(
    reader: Reader, *, indicators: Iterable[int], pairs: frozenset[Pair], but: UUID | None = None
) -> list[Vintage]:
    """Return the accepted releases that speak of these indicators, each cut to these pairs; O(their rows).

    Parameters
    ----------
    reader : who imports or undoes
    indicators : numbers of indicators
    pairs : indicators and places to keep
    but : a release to leave out: the one that is being undone
    """
    spoken = ReleaseIndicator.objects.filter(indicator_id__in=list(indicators)).values("release_id")
    found = Release.objects.filter(pk__in=spoken, state=ReleaseState.ACCEPTED)
    if but is not None:
        found = found.exclude(thing__key=but)
    rows = found.order_by("published_at", "sequence").values_list(
        "pk", "published_at", "sequence", "complete", "content_id"
    )
    return [
        Vintage(pk, at, sequence, complete, _cut(read_content(reader, sha256=content), pairs))
        for pk, at, sequence, complete, content in rows
    ]


def _cut(said: Statements, pairs: frozenset[Pair]) -> Statements:
    return {key: periods for key, periods in said.items() if (key.indicator, key.place) in pairs}


def read_content(reader: Reader, *, sha256: str) -> dict[SeriesKey, dict[date, Said]]:
    """Return what a release says, from its stored record.

    Raises
    ------
    Missing
        When the record names an indicator or place that is not here.
    """
    return numbered(reader, rows=read_canonical(store.get(sha256)).rows())


def numbered(reader: Reader, *, rows: Iterable[Statement]) -> dict[SeriesKey, dict[date, Said]]:
    """Return statements that name our keys and codes by the numbers of their rows."""
    stated = list(rows)
    numbers = ground(reader, indicators={UUID(text) for text in {one.indicator for one in stated}}).indicators
    by_text = {str(key): pk for key, pk in numbers.items()}
    numbers_of = place_numbers(reader, codes={one.place for one in stated})
    if len(numbers_of) != len({one.place for one in stated}):
        raise Missing
    said: dict[SeriesKey, dict[date, Said]] = defaultdict(dict)
    for one in stated:
        key = SeriesKey(by_text[one.indicator], numbers_of[one.place], one.breakdown)
        said[key][one.period.start] = Said(
            one.period.length,
            one.value,
            one.lower,
            one.upper,
            one.count,
            one.denominator,
            STATUS[one.status].value,
        )
    return dict(said)


@dataclass(frozen=True, slots=True)
class UndoGround:
    """A release and what has to be looked at again without it."""

    ground: Ground
    content: str
    state: ReleaseState


def undo_ground(reader: Reader, *, release: UUID) -> UndoGround:
    """Return what is needed to undo a release.

    Raises
    ------
    Missing
        When there is no such release.
    Forbidden
        For somebody who may not undo it.
    """
    found = Release.objects.filter(thing__key=release).first()
    if found is None:
        raise Missing
    keys = ReleaseIndicator.objects.filter(release=found).values_list("indicator__thing__key", flat=True)
    known = ground(reader, indicators=keys)
    if not may_accept_release(reader.actor, indicators=frozenset(known.indicators)):
        raise Forbidden
    return UndoGround(known, found.content_id, ReleaseState(found.state))


def _require(reader: Reader) -> None:
    if not may_import(reader.actor):
        raise Forbidden
