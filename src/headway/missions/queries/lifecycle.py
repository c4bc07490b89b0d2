"""The life of a mission: its stages, litmus record and consultations, as known at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.missions.choices import Ending, LitmusStep, MissionState
from headway.missions.models import AdoptionException, Consultation, LitmusAnswer, Stage


@dataclass(frozen=True, slots=True)
class StageRow:
    """Where a mission stood, since when, by whose power."""

    state: MissionState
    on: date
    body: str
    decision: UUID | None
    before_headway: bool
    ending: Ending | None
    merged_into: UUID | None
    note: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """Why the board adopted a mission although a check was not met; public."""

    check: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class LitmusRow:
    """One answer of the litmus record."""

    step: LitmusStep
    text: str
    evidence: str
    language: str
    known_from: datetime

    @property
    def assessed(self) -> bool:
        """Whether there is an answer with evidence."""
        return bool(self.text.strip() and self.evidence.strip())


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """Who was asked, how they were found, and what changed because of them."""

    began_on: date
    ended_on: date
    recruitment: str
    people: int
    summary: str
    changes: str
    reply: str
    statutory: bool
    recorded_at: datetime


def stages(reader: Reader, *, mission: UUID) -> tuple[StageRow, ...]:
    """Return every stage of a mission known by then, oldest first; one query."""
    known = Stage.objects.filter(mission__thing__key=mission, known_from__lte=reader.at)
    rows = known.order_by("known_from", "pk").values_list(
        "state",
        "on",
        "body",
        "decision__key",
        "before_headway",
        "ending",
        "merged_into__thing__key",
        "note",
        "known_from",
    )
    return tuple(read_stage(row) for row in rows)


def read_stage(row: tuple[Any, ...]) -> StageRow:
    """Read one row."""
    state, on, body, decision, before, ending, into, note, known_from = row
    found = Ending(ending) if ending else None
    return StageRow(MissionState(state), on, body, decision, before, found, into, note, known_from)


def exceptions(reader: Reader, *, mission: UUID) -> tuple[ExceptionRow, ...]:
    """Return why a mission was adopted although checks were not met, oldest first; one query."""
    rows = AdoptionException.objects.filter(
        stage__mission__thing__key=mission, stage__known_from__lte=reader.at
    )
    fields = ("check_code", "text", "stage__on")
    return tuple(ExceptionRow(*row) for row in rows.order_by("stage", "pk").values_list(*fields))


def litmus(reader: Reader, *, missions: Iterable[UUID]) -> dict[UUID, tuple[LitmusRow, ...]]:
    """Return the litmus record of some missions, in the order of its steps; one query."""
    rows = LitmusAnswer.objects.filter(known_at(reader.at), mission__thing__key__in=set(missions))
    found: dict[UUID, list[LitmusRow]] = defaultdict(list)
    fields = ("mission__thing__key", "step", "text", "evidence", "language", "known_from")
    for mission, step, *rest in rows.values_list(*fields):
        found[mission].append(LitmusRow(LitmusStep(step), *rest))
    order = list(LitmusStep)
    return {key: tuple(sorted(each, key=lambda row: order.index(row.step))) for key, each in found.items()}


def consultations(reader: Reader, *, missions: Iterable[UUID]) -> dict[UUID, tuple[ConsultationRow, ...]]:
    """Return the consultations about some charters recorded by then, oldest first; one query."""
    rows = Consultation.objects.filter(mission__thing__key__in=set(missions), recorded_at__lte=reader.at)
    found: dict[UUID, list[ConsultationRow]] = defaultdict(list)
    fields = tuple(ConsultationRow.__dataclass_fields__)
    for mission, *rest in rows.order_by("ended_on", "pk").values_list("mission__thing__key", *fields):
        found[mission].append(ConsultationRow(*rest))
    return {key: tuple(each) for key, each in found.items()}
