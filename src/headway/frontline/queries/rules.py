"""Rules as known at a moment, their history, the barriers that rest on them, and what weighing said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from headway.frontline.analysis.weighing import Found, NewWeighing, compared_of, inputs_of, read
from headway.frontline.choices import Lock, RuleKind, RuleState
from headway.frontline.models import BarrierRule, RuleVersion, Weighing
from headway.frontline.queries.barriers import BarrierRow, known, public, told
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
NAMES = tuple(name for name in RuleRow.__dataclass_fields__ if name != "owner_name")


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
    return tuple(_row(row, named[row[6]].listed) for row in rows)


def _row(row: tuple[Any, ...], owner_name: str) -> RuleRow:
    said = dict(zip(NAMES, row, strict=True))
    said["kind"], said["state"] = RuleKind(said["kind"]), RuleState(said["state"])
    said["lock"] = Lock(said["lock"]) if said["lock"] else None
    return RuleRow(owner_name=owner_name, **said)


def barriers_on(reader: Reader, *, rule: UUID) -> tuple[BarrierRow, ...]:
    """Return the barriers of the public ledger that rest on a rule, the oldest first."""
    named = BarrierRule.objects.filter(known_at(reader.at), rule__thing__key=rule).values("barrier")
    rows = public(reader, known(reader)).filter(pk__in=named)
    return told(reader, rows.order_by("raised_on", "thing__key"))


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
