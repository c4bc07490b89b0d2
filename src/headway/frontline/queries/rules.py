"""Rules as known at a moment, their history, the barriers that rest on them, and what weighing said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from headway.frontline.analysis.weighing import Found, NewWeighing, compared_of, inputs_of, read
from headway.frontline.choices import Lock, RuleKind, RuleState
from headway.frontline.models import BarrierRule, RuleVersion, Weighing
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at
from headway.kernel.things import find
from headway.people.queries import office_rows


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule under the words that held; `owner_name` is what may stand in public."""

    key: UUID
    slug: str
    version: int  # of the Thing, for forms
    number: int
    title: str
    kind: RuleKind
    owner: UUID
    owner_name: str
    clause: str
    text: str
    lock: Lock | None
    lock_reason: str
    language: str
    state: RuleState
    since: date
    note: str
    decision: UUID | None
    known_from: datetime


FIELDS = (
    "rule__thing__key",
    "rule__thing__slug",
    "rule__thing__version",
    "number",
    "title",
    "kind",
    "owner__thing__key",
    "clause",
    "text",
    "lock",
    "lock_reason",
    "language",
    "state",
    "since",
    "note",
    "decision__key",
    "known_from",
)


def rules(reader: Reader, *, keys: Iterable[UUID] | None = None) -> tuple[RuleRow, ...]:
    """Return the rules of the register, by name; three queries."""
    rows = RuleVersion.objects.filter(known_at(reader.at))
    if keys is not None:
        rows = rows.filter(rule__thing__key__in=set(keys))
    return _read(reader, rows.order_by("title", "pk").values_list(*FIELDS))


def rule(reader: Reader, *, slug: str) -> RuleRow:
    """Return the rule at an address, old ones included; raises Missing."""
    found = rules(reader, keys={find("rule", slug).label.key})
    if not found:
        raise Missing
    return found[0]


def rule_history(reader: Reader, *, key: UUID) -> tuple[RuleRow, ...]:
    """Return every version of a rule known by then, the newest first."""
    rows = RuleVersion.objects.filter(rule__thing__key=key, known_from__lte=reader.at)
    return _read(reader, rows.order_by("-number").values_list(*FIELDS))


def _read(reader: Reader, found: Iterable[tuple[Any, ...]]) -> tuple[RuleRow, ...]:
    rows = list(found)
    named = office_rows(reader, keys={row[6] for row in rows}) if rows else {}
    return tuple(
        RuleRow(
            *row[:5],
            RuleKind(row[5]),
            row[6],
            named[row[6]].listed,
            *row[7:9],
            Lock(row[9]) if row[9] else None,
            *row[10:12],
            RuleState(row[12]),
            *row[13:],
        )
        for row in rows
    )


def barriers_on(reader: Reader, *, rules: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Return the barriers that rest on some rules, the oldest first; one query."""
    rows = BarrierRule.objects.filter(known_at(reader.at), rule__thing__key__in=set(rules))
    found: dict[UUID, list[UUID]] = {}
    ordered = rows.order_by("barrier__raised_on", "pk")
    for key, barrier in ordered.values_list("rule__thing__key", "barrier__thing__key"):
        found.setdefault(key, []).append(barrier)
    return {key: tuple(held) for key, held in found.items()}


def rules_under(reader: Reader, *, barriers: Iterable[UUID]) -> dict[UUID, RuleRow]:
    """Return the rule that each of some barriers rests on, where one is named."""
    rows = BarrierRule.objects.filter(known_at(reader.at), barrier__thing__key__in=set(barriers))
    pairs = dict(rows.values_list("barrier__thing__key", "rule__thing__key"))
    named = {row.key: row for row in rules(reader, keys=pairs.values())} if pairs else {}
    return {barrier: named[key] for barrier, key in pairs.items() if key in named}


@dataclass(frozen=True, slots=True)
class WeighingRow:
    """One weighing of a control, with its inputs and its answer."""

    rule: UUID
    number: int
    new: NewWeighing
    found: Found
    draws: int
    written_at: datetime


def weighings(reader: Reader, *, rule: UUID) -> tuple[WeighingRow, ...]:
    """Return what was weighed about a rule by then, the newest first; one query."""
    rows = Weighing.objects.filter(rule__thing__key=rule, written_at__lte=reader.at).order_by("-number")
    return tuple(_weighing(rule, row) for row in rows)


def weighing(reader: Reader, *, rule: UUID, number: int) -> WeighingRow:
    """Return one weighing; raises Missing."""
    rows = Weighing.objects.filter(rule__thing__key=rule, number=number, written_at__lte=reader.at)
    row = rows.first()
    if row is None:
        raise Missing
    return _weighing(rule, row)


def _weighing(rule: UUID, row: Weighing) -> WeighingRow:
    new = NewWeighing(
        inputs_of(row.inputs), compared_of(row.options), row.note, row.currency, row.language, row.seed
    )
    return WeighingRow(rule, row.number, new, read(row.found), row.draws, row.written_at)
