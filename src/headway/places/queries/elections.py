"""When a place keeps quiet before an election, and when another administration took over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from headway.kernel.actors import Reader
from headway.places.choices import GRACE_DAYS, RelationKind
from headway.places.models import ChangeOfControl, Place, PlaceRelation, PreElectionPeriod
from headway.places.queries.places import DEPTH, day_of

PAGE = 200


@dataclass(frozen=True, slots=True)
class QuietRow:
    """A pre-election period of a place; `ends_on` is its last day."""

    key: UUID
    place_code: str
    place_name: str
    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """The day another administration took a place over."""

    key: UUID
    place_code: str
    place_name: str
    on: date
    reason: str

    @property
    def late_from(self) -> date:
        """Return the first day on which something may be called late again."""
        return self.on + timedelta(days=GRACE_DAYS)


PERIOD = ("key", "place__code", "place__name", "starts_on", "ends_on", "reason")
CHANGE = ("key", "place__code", "place__name", "on", "reason")


def quiet_periods(reader: Reader, *, codes: Iterable[str] = ()) -> tuple[QuietRow, ...]:
    """Return the pre-election periods known to the reader, latest first; of all places, or of some."""
    rows = PreElectionPeriod.objects.filter(_known(reader))
    if wanted := {code.upper() for code in codes}:
        rows = rows.filter(place__code__in=wanted)
    return tuple(QuietRow(*row) for row in rows.order_by("-starts_on", "pk").values_list(*PERIOD)[:PAGE])


def quiet(
    reader: Reader, *, places: Iterable[UUID] = (), codes: Iterable[str] = (), on: date | None = None
) -> QuietRow | None:
    """Return the pre-election period that holds in one of these places, or in one they lie within.

    One query on most days, when nothing is quiet anywhere.

    Parameters
    ----------
    reader : who reads, as of when
    places, codes : the places, by key or by code
    on : the day; the reader's by default
    """
    day = on or day_of(reader)
    live = PreElectionPeriod.objects.filter(_known(reader), starts_on__lte=day, ends_on__gte=day)
    found = {row[0]: QuietRow(*row[1:]) for row in live.order_by("-ends_on").values_list("place", *PERIOD)}
    if not found:
        return None
    asked = Place.objects.filter(Q(thing__key__in=set(places)) | Q(code__in={code.upper() for code in codes}))
    around = _with_wider(set(asked.values_list("pk", flat=True)), day)
    return next((row for place, row in found.items() if place in around), None)


def changes_of_control(reader: Reader, *, codes: Iterable[str] | None = None) -> tuple[ChangeRow, ...]:
    """Return the changes of control that the reader knows, latest first; of all places, or of some."""
    rows = ChangeOfControl.objects.filter(_known(reader))
    if codes is not None:
        rows = rows.filter(place__code__in={code.upper() for code in codes})
    return tuple(ChangeRow(*row) for row in rows.order_by("-on", "pk").values_list(*CHANGE)[:PAGE])


def last_changes(reader: Reader, *, codes: Iterable[str]) -> dict[str, ChangeRow]:
    """Return the last change of control of each place up to the reader's day; one query."""
    day = day_of(reader)
    rows = changes_of_control(reader, codes=codes)
    return {row.place_code: row for row in reversed(rows) if row.on <= day}


def in_grace(reader: Reader, *, codes: Iterable[str], on: date | None = None) -> ChangeRow | None:
    """Return the change of control after which nothing of these places is called late yet, on a day."""
    day = on or day_of(reader)
    rows = changes_of_control(reader, codes=codes)
    return next((row for row in rows if row.on <= day < row.late_from), None)


def _known(reader: Reader) -> Q:
    withdrawn = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=reader.at)
    return withdrawn & Q(set_at__lte=reader.at)


def _with_wider(places: set[int], day: date) -> set[int]:
    """Return places and all that they lie within on a day; one query a tier."""
    found, edge = set(places), set(places)
    for _tier in range(DEPTH):
        above = PlaceRelation.objects.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            child__in=edge,
            kind=RelationKind.WITHIN,
        )
        edge = set(above.values_list("parent", flat=True)) - found
        if not edge:
            break
        found |= edge
    return found
