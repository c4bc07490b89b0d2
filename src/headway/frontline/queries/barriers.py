"""Barriers with how they are sorted, as known at the reader's moment; words only for whom they concern."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from headway.answers.choices import OPEN, AnswerKind, Turn
from headway.answers.queries import last_turn_of, stand_now
from headway.frontline.choices import BarrierKind, Changer, Identity, Often, RaisedAs, Shown, Takes
from headway.frontline.models import Barrier, BarrierMerge, MeToo
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at
from headway.kernel.models import Thing
from headway.kernel.translations import Text, texts
from headway.missions.queries import missions
from headway.people.queries import day_of, office_rows

PAGE = 50


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """What is in somebody's way, without their words; how it stands is said by the answer of this key."""

    key: UUID
    version: int  # of the Thing, for forms
    answer: UUID
    mission: UUID | None
    place_code: str
    place_name: str
    raised_as: RaisedAs
    identity: Identity
    often: Often
    takes: Takes
    raised_on: date
    kind: BarrierKind
    changer: Changer
    summary: Text  # approved by a steward; empty before
    me_toos: int
    into: UUID | None  # the barrier that it was joined to
    joined: tuple[UUID, ...]  # barriers that were joined to this one

    @property
    def affected(self) -> int:
        """Return how many people said that they have this in their way, who raised it among them."""
        return 1 + self.me_toos + len(self.joined)


FIELDS = (
    "thing__key",
    "thing__version",
    "answer__thing__key",
    "thing__mission__key",
    "place__code",
    "place__name",
    "raised_as",
    "identity",
    "often",
    "takes",
    "raised_on",
    "versions__kind",
    "versions__changer",
    "versions__summary",
    "versions__language",
)


def known(reader: Reader) -> "QuerySet[Any, Any]":
    """Return the barriers raised by then as they were sorted then, before visibility."""
    return Barrier.objects.filter(known_at(reader.at, "versions__")).annotate(
        sorted_as=F("versions__kind"), said=F("versions__summary")
    )


def public(reader: Reader, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Leave out what belongs to a mission that this reader does not see, and what left the ledger."""
    last = rows.filter(last_turn_of(reader, "answer__turns")).annotate(
        turn=F("answer__turns__turn"),
        confirm_by=F("answer__turns__confirm_by"),
        office=F("answer__turns__office"),
    )
    return seen(reader, last)


def seen(reader: Reader, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Do so for rows that have a mission and a last turn, whatever they are of."""
    if not reader.actor.system:
        keys = {row.key for row in missions(reader)}
        rows = rows.filter(Q(mission__isnull=True) | Q(mission__in=numbers(keys)))
    kept: QuerySet[Any, Any] = rows.exclude(turn=Turn.WITHDRAWN)
    return kept


def numbers(keys: Iterable[UUID]) -> list[int]:
    """Return the rows of Things, read ahead: PostgreSQL plans a filter by values better than by a query."""
    return list(Thing.objects.filter(key__in=set(keys)).values_list("pk", flat=True))


def barriers(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, BarrierRow]:
    """Return barriers by key, whatever became of them, for those who were led to them; five queries."""
    return {row.key: row for row in told(reader, known(reader).filter(thing__key__in=set(keys)))}


def of_answers(reader: Reader, *, answers: Iterable[UUID]) -> dict[UUID, BarrierRow]:
    """Return barriers by the key of their answer; five queries."""
    rows = told(reader, known(reader).filter(answer__thing__key__in=set(answers)))
    return {row.answer: row for row in rows}


def told(reader: Reader, rows: "QuerySet[Any, Any]") -> tuple[BarrierRow, ...]:
    """Put rows together: summaries in the reader's language, people who have the same in their way, joins."""
    found = list(rows.values_list(*FIELDS))
    if not found:
        return ()
    keys = [row[0] for row in found]
    said = texts(keys, language=reader.language, at=reader.at)
    others = Counter(
        MeToo.objects.filter(barrier__thing__key__in=keys, said_at__lte=reader.at).values_list(
            "barrier__thing__key", flat=True
        )
    )
    into, joined = joins(reader, keys)
    return tuple(row_of(row, said.say, others, into, joined) for row in found)


def row_of(row: Any, say: Any, others: Counter[UUID], into: Any, joined: Any) -> BarrierRow:
    """Read one barrier."""
    key, version, answer, mission, code, name, raised_as, identity, often, takes, on, kind, changer, *text = (
        row
    )
    return BarrierRow(
        key,
        version,
        answer,
        mission,
        code or "",
        name or "",
        RaisedAs(raised_as),
        Identity(identity),
        Often(often),
        Takes(takes),
        on,
        BarrierKind(kind),
        Changer(changer),
        say(key, "summary", *text),
        others[key],
        into.get(key),
        tuple(joined.get(key, ())),
    )


def joins(reader: Reader, keys: Collection[UUID]) -> tuple[dict[UUID, UUID], dict[UUID, list[UUID]]]:
    """Return what some barriers were joined to, and what was joined to them; one query."""
    rows = BarrierMerge.objects.filter(
        known_at(reader.at), Q(barrier__in=numbers(keys)) | Q(into__in=numbers(keys))
    )
    into: dict[UUID, UUID] = {}
    joined: dict[UUID, list[UUID]] = defaultdict(list)
    for one, other in rows.order_by("known_from", "pk").values_list(
        "barrier__thing__key", "into__thing__key"
    ):
        into[one] = other
        joined[other].append(one)
    return into, joined


# --- the ledger ---


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the ledger somebody wants to read; never an order."""

    mission: UUID | None = None
    kind: BarrierKind | None = None
    shown: Shown | None = None
    office: str = ""  # as it is listed in public
    place: str = ""  # a code


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the ledger, the newest first; `after` is where the next begins, empty on the last."""

    rows: tuple[BarrierRow, ...]
    after: str


# The day and the key of a barrier: as it has them itself, and as its answer does.
OWN, OF_ANSWER = ("raised_on", "thing__key"), ("asked_on", "about_key")


@dataclass(frozen=True, slots=True)
class Picked:
    """What everybody may read of what was chosen, before it is listed or summed.

    Rows of how answers stand now, or of barriers where something happened since the reader's moment.
    """

    rows: "QuerySet[Any, Any]"
    now: bool


def pick(reader: Reader, chosen: Chosen = EVERYTHING) -> Picked:
    """Pick from the ledger; of how answers stand now, barriers are read only for their kind or place."""
    kept = stand_now(reader, kind=AnswerKind.BARRIER)
    if kept is None:
        return Picked(narrowed(reader, chosen, public(reader, sorted_so(chosen, known(reader)))), now=False)
    if chosen.kind or chosen.place:
        kept = kept.filter(answer__in=sorted_so(chosen, known(reader)).values("answer"))
    return Picked(narrowed(reader, chosen, seen(reader, kept)), now=True)


def ledger(reader: Reader, picked: Picked, *, after: str = "", most: int = PAGE) -> Page:
    """Return a page of the public ledger by date alone; raises Missing where `after` is no place in it.

    What was picked is read along an index of the day until the page is full: what is older is not touched.
    """
    rows, (day, key) = picked.rows, OF_ANSWER if picked.now else OWN
    if after:
        on, last_key = place_in(after)
        rows = rows.filter(Q(**{f"{day}__lt": on}) | Q(**{day: on, f"{key}__lt": last_key}))
    listed = list(rows.order_by(f"-{day}", f"-{key}").values_list(key, flat=True)[: most + 1])
    in_order = known(reader).filter(thing__key__in=listed).order_by("-raised_on", "-thing__key")
    found = told(reader, in_order) if listed else ()
    last = found[most - 1] if len(found) > most else None
    return Page(found[:most], f"{last.raised_on.isoformat()}~{last.key}" if last else "")


def sorted_so(chosen: Chosen, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Leave of barriers those of the kind and place that were chosen."""
    if chosen.kind:
        rows = rows.filter(sorted_as=chosen.kind)
    return rows.filter(place__code=chosen.place) if chosen.place else rows


def narrowed(reader: Reader, chosen: Chosen, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Leave what belongs to the mission, is owed by the office and stands as was chosen."""
    if chosen.mission:
        rows = rows.filter(mission__in=numbers([chosen.mission]))
    if chosen.office:
        named = [row.key for row in office_rows(reader).values() if row.listed == chosen.office]
        rows = rows.filter(office__in=numbers(named))
    return rows.filter(stands(reader, chosen.shown)) if chosen.shown else rows


def stands(reader: Reader, shown: Shown) -> Q:
    """Return the filter for how barriers stand on the reader's day."""
    if shown == Shown.WAITING:
        return Q(turn__in=OPEN)
    if shown == Shown.CONFIRMED:
        return Q(turn=Turn.CONFIRMED)
    silent = Q(turn=Turn.GIVEN, confirm_by__lt=day_of(reader.at))
    still = Q(turn=Turn.GIVEN) & (Q(confirm_by__isnull=True) | Q(confirm_by__gte=day_of(reader.at)))
    return silent if shown == Shown.NOT_CONFIRMED else still


def place_in(after: str) -> tuple[date, UUID]:
    """Read where a page begins."""
    day, _between, key = after.partition("~")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        raise Missing from None


# --- one barrier ---


def barrier(reader: Reader, *, key: UUID) -> BarrierRow:
    """Return one barrier of the ledger; raises Missing where there is none for this reader."""
    found = told(reader, public(reader, known(reader)).filter(thing__key=key))
    if not found:
        raise Missing
    return found[0]


def barrier_of(reader: Reader, *, answer: UUID) -> BarrierRow:
    """Return the barrier that an answer is owed about, to whom the answer was shown; raises Missing."""
    found = of_answers(reader, answers=[answer]).get(answer)
    if found is None:
        raise Missing
    return found
