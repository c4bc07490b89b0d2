"""Freedoms as they stand at a moment, and how they came to stand so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet

from headway.frontline.analysis.freedoms import state_at
from headway.frontline.choices import Expiry, FreedomState, Officer
from headway.frontline.models import Freedom, FreedomStage, FreedomVersion, FreedomWatch
from headway.frontline.queries.rules import RuleRow
from headway.frontline.queries.rules import rules as rule_rows
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import day, json_of, known_at, parsed
from headway.kernel.things import Label, labels
from headway.missions.queries import missions
from headway.people.queries import OfficeRow, day_of, office_rows

WORDS = {
    "number": "number",
    "title": "title",
    "allows": "allows",
    "who": "who",
    "place": "place__thing__key",
    "place_name": "place__name",
    "place_code": "place__code",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "conditions": "conditions",
    "answers_for": "answers_for__thing__key",
    "test": "test__key",
    "language": "language",
}
STAGE = {
    "stored": "state",
    "on": "on",
    "decision": "decision__key",
    "expiry": "expiry",
    "officer": "officer",
    "note": "note",
    "instead": "instead",
}


@dataclass(frozen=True, slots=True)
class FreedomRow:
    """A freedom as it stands: `state` is computed by date, `answers_for_name` may stand in public."""

    key: UUID
    version: int  # of the Thing, for forms
    rule: RuleRow
    mission: UUID | None
    barrier: UUID | None
    weighing: int | None
    asked_on: date
    number: int
    title: str
    allows: str
    who: str
    place: UUID | None
    place_code: str
    place_name: str
    starts_on: date
    ends_on: date
    conditions: str
    answers_for: UUID
    answers_for_name: str
    test: Label | None
    language: str
    watch: tuple[Label, ...]
    state: FreedomState
    stored: FreedomState
    on: date
    decision: UUID | None
    expiry: Expiry | None
    officer: Officer | None
    note: str
    instead: str

    @property
    def expired(self) -> bool:
        """Whether it ended by its date alone, without anybody deciding what becomes of it."""
        return self.state is FreedomState.ENDED and self.stored is FreedomState.GRANTED


def freedoms(
    reader: Reader,
    *,
    keys: Iterable[UUID] | None = None,
    rules: Iterable[UUID] | None = None,
    barriers: Iterable[UUID] | None = None,
    mission: UUID | None = None,
) -> tuple[FreedomRow, ...]:
    """Return the freedoms that this reader may see, by the day they were asked for; nine queries."""
    rows = known(reader)
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    if rules is not None:
        rows = rows.filter(rule__thing__key__in=set(rules))
    if barriers is not None:
        rows = rows.filter(barrier__thing__key__in=set(barriers))
    if mission is not None:
        rows = rows.filter(thing__mission__key=mission)
    return told(reader, list(rows.order_by("asked_on", "pk").values_list(*FIELDS)))


FIELDS = (
    "thing__key",
    "thing__version",
    "rule__thing__key",
    "thing__mission__key",
    "barrier__thing__key",
    "weighing__number",
    "asked_on",
    "words",
    "stage",
)


def known(reader: Reader) -> "QuerySet[Any, Any]":
    """Return the freedoms asked for by then, with words and stage, before visibility."""
    words = FreedomVersion.objects.filter(known_at(reader.at), freedom=OuterRef("pk"))
    stage = FreedomStage.objects.filter(known_at(reader.at), freedom=OuterRef("pk"))
    return Freedom.objects.filter(asked_at__lte=reader.at).annotate(
        words=json_of(words, **WORDS), stage=json_of(stage, **STAGE)
    )


def told(reader: Reader, found: list[tuple[Any, ...]]) -> tuple[FreedomRow, ...]:
    """Put rows together: rule, office, what is watched; a freedom is public with its mission."""
    if not found:
        return ()
    open_to = {row.key for row in missions(reader)}
    seen = [row for row in found if row[3] is None or row[3] in open_to or reader.actor.system]
    said = {row[0]: (parsed(row[7]), parsed(row[8])) for row in seen}
    named = Named.of(reader, seen, said)
    return tuple(_row(row, *said[row[0]], named, day_of(reader.at)) for row in seen)


@dataclass(frozen=True, slots=True)
class Named:
    """What freedoms name, read once for all of them."""

    rules: dict[UUID, RuleRow]
    offices: dict[UUID, OfficeRow]
    watched: dict[UUID, list[UUID]]
    labels: dict[UUID, Label]

    @classmethod
    def of(cls, reader: Reader, rows: list[tuple[Any, ...]], said: Mapping[UUID, tuple[Any, Any]]) -> "Named":
        watched = watched_by(reader, said)
        tests = {UUID(str(words["test"])) for words, _ in said.values() if words["test"]}
        return cls(
            {row.key: row for row in rule_rows(reader, keys={row[2] for row in rows})},
            office_rows(reader, keys={UUID(str(words["answers_for"])) for words, _ in said.values()}),
            watched,
            labels({*tests, *(key for held in watched.values() for key in held)}),
        )


def _row(row: tuple[Any, ...], words: Any, stage: Any, named: Named, today: date) -> FreedomRow:
    """Read one joined row."""
    key, version, rule, mission, barrier, weighing, asked_on, *_ = row
    starts_on, ends_on, on = day(words["starts_on"]), day(words["ends_on"]), day(stage["on"])
    assert starts_on is not None and ends_on is not None and on is not None  # the columns take no NULL  # noqa: PT018
    stored = FreedomState(stage["stored"])
    answers_for = UUID(str(words["answers_for"]))
    return FreedomRow(
        key=key,
        version=version,
        rule=named.rules[rule],
        mission=mission,
        barrier=barrier,
        weighing=weighing,
        asked_on=asked_on,
        starts_on=starts_on,
        ends_on=ends_on,
        place=UUID(str(words["place"])) if words["place"] else None,
        place_code=words["place_code"] or "",
        place_name=words["place_name"] or "",
        answers_for=answers_for,
        answers_for_name=named.offices[answers_for].listed,
        test=named.labels[UUID(str(words["test"]))] if words["test"] else None,
        watch=tuple(named.labels[each] for each in named.watched.get(key, ())),
        state=state_at(stored, starts_on, ends_on, today),
        stored=stored,
        on=on,
        decision=UUID(str(stage["decision"])) if stage["decision"] else None,
        expiry=Expiry(stage["expiry"]) if stage["expiry"] else None,
        officer=Officer(stage["officer"]) if stage["officer"] else None,
        **{name: words[name] for name in ("number", "title", "allows", "who", "conditions", "language")},
        **{name: stage[name] for name in ("note", "instead")},
    )


def watched_by(reader: Reader, keys: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return the indicators that are watched, under the words that held; one query."""
    rows = FreedomWatch.objects.filter(
        known_at(reader.at, "version__"), version__freedom__thing__key__in=set(keys)
    )
    found: dict[UUID, list[UUID]] = {}
    for key, indicator in rows.order_by("pk").values_list("version__freedom__thing__key", "indicator__key"):
        found.setdefault(key, []).append(indicator)
    return found


def freedom(reader: Reader, *, key: UUID) -> FreedomRow:
    """Return one freedom; raises Missing where there is none for this reader."""
    found = freedoms(reader, keys={key})
    if not found:
        raise Missing
    return found[0]
