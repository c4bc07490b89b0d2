"""Every read of verdicts and of what the steward set; as known at the reader's moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from headway.checks.analysis import KeptRow, PublicRow, Said, Standing, from_json, published
from headway.checks.choices import Limits, State
from headway.checks.models import CheckSetting, Verdict, VerdictVersion
from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.intervals import known_at
from headway.kernel.models import Entry, Thing
from headway.missions.permissions import may_read_draft
from headway.people.queries import day_of, offices_of

FIELDS = (
    "verdict__thing__key",
    "verdict__mission__thing__key",
    "verdict__check_code",
    "state",
    "case",
    "facts",
    "raised_at",
    "reply_by",
    "known_from",
    "known_to",
)


# --- what the checks said ---


def kept(reader: Reader, *, missions: Iterable[UUID]) -> Mapping[UUID, Mapping[str, KeptRow]]:
    """Return what the checks say of some missions, published or not, by mission and check; one query.

    Raises
    ------
    Forbidden
        For somebody who does not work on one of them.
    """
    keys = set(missions)
    if not all(may_read_draft(reader.actor, key) for key in keys):
        raise Forbidden
    rows = VerdictVersion.objects.filter(known_at(reader.at), verdict__mission__thing__key__in=keys)
    found: dict[UUID, dict[str, KeptRow]] = defaultdict(dict)
    for row in rows.values_list(*FIELDS):
        read = read_row(row, reader.at)
        found[read.mission][read.said.check] = read
    return found


def standing(reader: Reader, *, missions: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Standing]]:
    """Return what is written down of missions as it is stored, for comparing thousands; one query.

    Raises
    ------
    Forbidden
        For somebody who does not work on one of them.
    """
    keys = {key.hex: key for key in missions}
    if not all(may_read_draft(reader.actor, key) for key in keys.values()):
        raise Forbidden
    rows = VerdictVersion.objects.filter(
        known_at(reader.at), verdict__mission__thing__key__in=keys.values()
    ).annotate(mission=Cast("verdict__mission__thing__key", CharField()))
    found: dict[UUID, dict[str, Standing]] = defaultdict(dict)
    for mission, check, *said in rows.values_list("mission", "verdict__check_code", "state", "case", "facts"):
        found[keys[mission.replace("-", "")]][check] = Standing(*said)
    return found


def public(reader: Reader, *, mission: UUID, on: date | None = None) -> Mapping[str, tuple[PublicRow, ...]]:
    """Return what of each check was public on a day (the reader's), oldest first, by check; one query."""
    by_check: dict[str, list[KeptRow]] = defaultdict(list)
    for row in versions(reader, mission):
        by_check[row.said.check].append(row)
    on = on or day_of(reader.at)
    return {check: found for check, rows in by_check.items() if (found := published(rows, on))}


def works_on(reader: Reader, *, mission: UUID, lead: UUID | None) -> bool:
    """Whether this reader works on a mission, or holds the office that leads it and may reply."""
    if may_read_draft(reader.actor, mission):
        return True
    return lead is not None and lead in offices_of(reader.actor, reader.at)


def story(reader: Reader, *, mission: UUID, lead: UUID | None = None) -> Mapping[str, tuple[KeptRow, ...]]:
    """Return all that each check said of a mission, published or not, oldest first.

    Raises
    ------
    Forbidden
        For somebody who neither works on it nor holds the office that leads it.
    """
    if not works_on(reader, mission=mission, lead=lead):
        raise Forbidden
    by_check: dict[str, tuple[KeptRow, ...]] = {}
    for row in versions(reader, mission):
        by_check[row.said.check] = (*by_check.get(row.said.check, ()), row)
    return by_check


def versions(reader: Reader, mission: UUID) -> list[KeptRow]:
    """Return every row of a mission known by then, oldest first."""
    rows = VerdictVersion.objects.filter(verdict__mission__thing__key=mission, known_from__lte=reader.at)
    return [read_row(row, reader.at) for row in rows.order_by("known_from", "number").values_list(*FIELDS)]


def read_row(row: tuple[Any, ...], at: datetime) -> KeptRow:
    """Read one row; what ended it after a moment was not known then."""
    thing, mission, check, state, case, facts, raised_at, reply_by, known_from, known_to = row
    if known_to is not None and known_to > at:
        known_to = None
    return KeptRow(
        thing=thing,
        mission=mission,
        said=Said(check, State(state), case, from_json(facts)),
        raised_at=raised_at,
        reply_by=reply_by,
        known_from=known_from,
        known_to=known_to,
        from_day=day_of(known_from),
        to_day=None if known_to is None else day_of(known_to),
    )


def verdict_of(reader: Reader, *, key: UUID) -> tuple[UUID, str]:  # noqa: ARG001 - every query takes its reader
    """Return the mission and the check of a verdict, which says nothing of what it is; raises Missing."""
    row = Verdict.objects.filter(thing__key=key).values_list("mission__thing__key", "check_code").first()
    if row is None:
        raise Missing
    mission, check = row
    return mission, check


def mission_of(reader: Reader, *, about: UUID) -> UUID | None:  # noqa: ARG001 - every query takes its reader
    """Return the mission that a Thing is, or belongs to; one query."""
    row = Thing.objects.filter(key=about).values_list("kind", "key", "mission__key").first()
    if row is None:
        return None
    kind, key, mission = row
    return key if kind == "mission" else mission


def comes_again(reader: Reader, *, seq: int, kind: str, about: UUID | None) -> bool:
    """Whether the log already holds a later entry of the same kind about the same Thing; one query."""
    return Entry.objects.filter(seq__gt=seq, kind=kind, about=about, at__lte=reader.at).exists()


# --- what the steward set ---


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds that hold, and the checks that are switched off with the reason."""

    limits: Limits
    off: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SettingRow:
    """What was set when; without a name, a check that is switched off."""

    check: str
    name: str
    value: float | None
    reason: str
    known_from: datetime
    known_to: datetime | None


def settings(reader: Reader) -> Settings:
    """Return what holds; one query."""
    rows = CheckSetting.objects.filter(known_at(reader.at)).values_list(
        "check_code", "name", "value", "reason"
    )
    found = list(rows)
    set_to = {(check, name): value for check, name, value, _reason in found if value is not None}
    return Settings(Limits(set_to), {check: reason for check, name, _value, reason in found if not name})


def settings_history(reader: Reader) -> tuple[SettingRow, ...]:
    """Return what was set when, newest first; one query."""
    rows = CheckSetting.objects.filter(known_from__lte=reader.at).order_by("-known_from", "-pk")
    found = rows.values_list("check_code", "name", "value", "reason", "known_from", "known_to")
    return tuple(
        SettingRow(check, name, value, reason, since, until if until and until <= reader.at else None)
        for check, name, value, reason, since, until in found
    )
