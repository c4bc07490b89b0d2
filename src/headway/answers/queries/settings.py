"""The clocks that a body has set, what it can answer a month, and the pauses of its offices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from headway.answers.analysis import PauseRow
from headway.answers.choices import DEFAULT_DAYS, ClockName, PauseReason
from headway.answers.models import Capacity, ClockSetting, Pause
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock as it was set; `known_from` is None for the value every installation begins with."""

    clock: ClockName
    days: int
    reason: str
    known_from: datetime | None
    known_to: datetime | None


def clocks(reader: Reader) -> tuple[ClockRow, ...]:
    """Return every clock as it holds; one query."""
    rows = ClockSetting.objects.filter(known_at(reader.at))
    found = {row.clock: row for row in map(_clock_row, rows)}
    return tuple(found.get(name, ClockRow(name, DEFAULT_DAYS[name], "", None, None)) for name in ClockName)


def clocks_history(reader: Reader) -> tuple[ClockRow, ...]:
    """Return what was set when, newest first; one query."""
    rows = ClockSetting.objects.filter(known_from__lte=reader.at).order_by("-known_from", "clock")
    return tuple(map(_clock_row, rows))


def _clock_row(row: ClockSetting) -> ClockRow:
    return ClockRow(ClockName(row.clock), row.days, row.reason, row.known_from, row.known_to)


def clock_days(reader: Reader) -> dict[ClockName, int]:
    """Return the days each clock gives; one query."""
    return {row.clock: row.days for row in clocks(reader)}


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """How many answers a body can give a month, as it says itself."""

    organisation: UUID
    organisation_name: str
    monthly: int
    reason: str
    known_from: datetime


def capacities(reader: Reader) -> dict[UUID, CapacityRow]:
    """Return what bodies say they can answer, by organisation; one query."""
    rows = Capacity.objects.filter(known_at(reader.at)).order_by("organisation__name")
    found = rows.values_list(
        "organisation__thing__key", "organisation__name", "monthly", "reason", "known_from"
    )
    return {
        key: CapacityRow(key, name, monthly, reason, since)
        for key, name, monthly, reason, since in found
        if monthly is not None
    }


def pauses(reader: Reader, *, offices: Iterable[UUID] | None = None) -> tuple[PauseRow, ...]:
    """Return the pauses as they were known then, by the day they begin; one query."""
    rows = Pause.objects.filter(recorded_at__lte=reader.at)
    if offices is not None:
        rows = rows.filter(office__thing__key__in=set(offices))
    return tuple(
        _pause_row(row, reader.at) for row in rows.select_related("office__thing").order_by("starts_on", "pk")
    )


def pause(reader: Reader, *, key: UUID) -> PauseRow:
    """Return one pause; raises Missing."""
    row = Pause.objects.filter(key=key, recorded_at__lte=reader.at).select_related("office__thing").first()
    if row is None:
        raise Missing
    return _pause_row(row, reader.at)


def _pause_row(row: Pause, at: datetime) -> PauseRow:
    return PauseRow(
        row.key,
        row.office.thing.key,
        row.office.name,
        PauseReason(row.reason),
        row.note,
        row.starts_on,
        _last_day(row, at),
    )


def _last_day(row: Pause, at: datetime) -> date | None:
    """Return the last day that does not count, as it was known at a moment."""
    return row.ended_on if row.ended_at is not None and row.ended_at <= at else row.planned_end


def running_pause(office: UUID, day: date) -> Q:
    """Return the filter for pauses of an office that touch a day or come later."""
    open_end = Q(ended_on__isnull=True, planned_end__isnull=True)
    later = Q(ended_on__gte=day) | Q(ended_on__isnull=True, planned_end__gte=day)
    return Q(office__thing__key=office) & (open_end | later)
