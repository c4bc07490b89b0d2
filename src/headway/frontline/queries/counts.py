"""How many barriers stand how, what their fixes give back, when they were decided: sums of many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat, TruncDate
from django.utils import timezone

from headway.answers.choices import OPEN, GivenAs, Turn
from headway.frontline.analysis import Hours, hours, of_band
from headway.frontline.choices import BarrierKind
from headway.frontline.models import Barrier
from headway.frontline.queries.barriers import Picked, known, public
from headway.kernel.actors import SYSTEM, Reader
from headway.people.queries import day_of

# What changes something for who raised it; a refusal that is accepted fixes nothing.
FIXES = frozenset({GivenAs.FIXED, GivenAs.FREEDOM, GivenAs.TRIAL})


@dataclass(frozen=True, slots=True)
class Counted:
    """Barriers by how they stand; `behind` counts those whose dates passed, before any pause of a clock."""

    raised: int
    waiting: int
    answered: int  # answered now, confirmed or not
    confirmed: int  # fixed, and confirmed by who raised it
    silent: int  # closed because nobody confirmed
    behind: int
    back: Hours  # hours a month that confirmed fixes give back


def counted(reader: Reader, picked: Picked) -> Counted:
    """Count what was picked from the ledger; one query.

    As it stands now, it is read in one index of the answers; as it stood, from what had happened by then.
    """
    return summed(grouped(reader, picked.rows if picked.now else stood(picked.rows)))


def stood(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Say of public barriers what sums go by, named as answers name it."""
    named: QuerySet[Any, Any] = rows.annotate(
        given_as=F("answer__turns__reply__given_as"),
        due=F("answer__turns__due"),
        costs=Concat("often", Value(" "), "takes"),
    )
    return named


def counted_of(reader: Reader, *, missions: Collection[UUID]) -> dict[UUID, Counted]:
    """Count the barriers of missions that the caller has read; one query for all of them."""
    seen = Reader(SYSTEM, reader.at, reader.language, reader.past)
    rows = public(seen, known(seen)).filter(mission__thing__key__in=set(missions))
    groups = grouped(reader, stood(rows), "mission__thing__key")
    keys = {group["mission__thing__key"] for group in groups}
    return {key: summed([each for each in groups if each["mission__thing__key"] == key]) for key in keys}


def grouped(reader: Reader, rows: "QuerySet[Any, Any]", *by: str) -> list[dict[str, Any]]:
    """Return numbers of barriers by how they stand and what they cost; one query."""
    today = day_of(reader.at)
    return list(
        rows.order_by()
        .values(*by, "turn", "given_as", "costs")
        .annotate(
            n=Count("turn"),
            silent=Count("turn", filter=Q(turn=Turn.GIVEN, confirm_by__lt=today)),
            behind=Count("turn", filter=Q(due__lt=today)),
        )
    )


def summed(groups: list[dict[str, Any]]) -> Counted:
    """Add groups up."""

    def of(wanted: Any) -> int:
        return sum(group["n"] for group in groups if wanted(group))

    fixed = [group for group in groups if group["turn"] == Turn.CONFIRMED and group["given_as"] in FIXES]
    return Counted(
        raised=of(lambda _group: True),
        waiting=of(lambda group: group["turn"] in OPEN),
        answered=of(lambda group: group["turn"] in {Turn.GIVEN, Turn.CONFIRMED}),
        confirmed=sum(group["n"] for group in fixed),
        silent=sum(group["silent"] for group in groups),
        behind=sum(group["behind"] for group in groups),
        back=hours((*of_band(group["costs"]), group["n"]) for group in fixed),
    )


def kinds_raised(reader: Reader, *, missions: Collection[UUID]) -> dict[UUID, dict[BarrierKind, int]]:
    """Return how many barriers of each kind missions have that the caller has read; one query."""
    seen = Reader(SYSTEM, reader.at, reader.language, reader.past)
    rows = public(seen, known(seen)).filter(mission__thing__key__in=set(missions))
    found: dict[UUID, dict[BarrierKind, int]] = {}
    for mission, kind, number in (
        rows.order_by()
        .values("mission__thing__key", "sorted_as")
        .annotate(n=Count("pk"))
        .values_list("mission__thing__key", "sorted_as", "n")
    ):
        found.setdefault(mission, {})[BarrierKind(kind)] = number
    return found


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """How many barriers of a mission were answered on a day, as what."""

    mission: UUID
    on: date
    given_as: GivenAs
    count: int


def decided(reader: Reader, *, missions: Collection[UUID]) -> tuple[DecidedRow, ...]:
    """Return when barriers of missions that the caller has read were answered, by day; one query."""
    rows = (
        Barrier.objects.filter(
            mission__thing__key__in=set(missions),
            answer__turns__turn=Turn.GIVEN,
            answer__turns__at__lte=reader.at,
        )
        .values(
            "mission__thing__key",
            "answer__turns__reply__given_as",
            day=TruncDate("answer__turns__at", tzinfo=timezone.get_default_timezone()),
        )
        .annotate(n=Count("pk"))
        .order_by("day")
    )
    return tuple(
        DecidedRow(
            row["mission__thing__key"], row["day"], GivenAs(row["answer__turns__reply__given_as"]), row["n"]
        )
        for row in rows
    )
