"""What the checks read of missions: charter, stage, outcomes, litmus, consultations; one query for many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from headway.kernel.actors import Reader
from headway.kernel.intervals import day, json_list_of, known_at, parsed
from headway.missions.choices import InitiativeOrigin, InitiativeState, LitmusStep
from headway.missions.models import Consultation, InitiativeVersion, LitmusAnswer, Outcome
from headway.missions.queries.charter import (
    FIELDS,
    MissionRow,
    OutcomeRow,
    read_mission,
    rows_of,
    visible,
)
from headway.targets.queries import (
    UnitTargetRow,
    read_unit_targets,
    unit_targets_json,
)

OUTCOME = {
    "number": "pk",
    "key": "thing__key",
    "text": "text",
    "language": "language",
    "headline": "headline",
    "for_whom": "for_whom",
    "position": "position",
}
CONSULTATION = {
    "ended_on": "ended_on",
    "people": "people",
    "recruitment": "recruitment",
    "changes": "changes",
    "reply": "reply",
}


@dataclass(frozen=True, slots=True)
class HeardRow:
    """Who was heard about a charter."""

    ended_on: date
    people: int
    recruitment: str
    changes: int  # lines that say what changed
    replied: bool


@dataclass(frozen=True, slots=True)
class LiveInitiativeRow:
    """An initiative that is done now, where it comes from, and its step of the theory of change."""

    key: UUID
    origin: InitiativeOrigin
    node: UUID | None


@dataclass(frozen=True, slots=True)
class MissionFacts:
    """One mission as the checks see it; `litmus` names the steps that are answered with evidence."""

    row: MissionRow
    number: int  # by which `logic_brief` names the mission
    outcomes: tuple[OutcomeRow, ...]
    numbers: Mapping[int, UUID]  # of the outcomes
    litmus: frozenset[LitmusStep] | None  # None: nothing was recorded
    heard: tuple[HeardRow, ...]
    initiatives: tuple[LiveInitiativeRow, ...]
    unit_targets: tuple[UnitTargetRow, ...]


def dossier(reader: Reader, *, missions: Iterable[UUID] | None) -> dict[UUID, MissionFacts]:
    """Return the facts of some missions (None: of all) as far as this reader may see them; one query."""
    at = reader.at
    found = rows_of(reader)
    rows = (
        (found if missions is None else found.filter(thing__key__in=set(missions)))
        .annotate(
            outcomes=outcomes_json(at),
            litmus=litmus_json(at),
            heard=heard_json(at),
            initiatives=initiatives_json(at),
            unit_targets=unit_targets_json(at),
        )
        .values_list(*FIELDS, "pk", "outcomes", "litmus", "heard", "initiatives", "unit_targets")
    )
    facts = (facts_of(row, reader) for row in rows)
    return {each.row.key: each for each in facts if visible(each.row, reader)}


def outcomes_json(at: datetime) -> Subquery:
    """Return the live outcomes of a joined mission."""
    rows = Outcome.objects.filter(
        Q(retired_at__isnull=True) | Q(retired_at__gt=at), mission=OuterRef("pk"), added_at__lte=at
    )
    return json_list_of(rows, "mission", **OUTCOME)


def litmus_json(at: datetime) -> Subquery:
    """Return the litmus record of a joined mission."""
    rows = LitmusAnswer.objects.filter(known_at(at), mission=OuterRef("pk"))
    return json_list_of(rows, "mission", step="step", text="text", evidence="evidence")


def heard_json(at: datetime) -> Subquery:
    """Return the consultations of a joined mission."""
    rows = Consultation.objects.filter(mission=OuterRef("pk"), recorded_at__lte=at)
    return json_list_of(rows, "mission", **CONSULTATION)


def initiatives_json(at: datetime) -> Subquery:
    """Return the live initiatives of a joined mission."""
    rows = InitiativeVersion.objects.filter(
        known_at(at),
        initiative__mission=OuterRef("pk"),
        state__in=(InitiativeState.LIVE, InitiativeState.SCALED),
    )
    return json_list_of(
        rows,
        "initiative__mission",
        key="initiative__thing__key",
        origin="initiative__origin",
        node="node__thing__key",
    )


def facts_of(row: tuple[Any, ...], reader: Reader) -> MissionFacts:
    """Read one joined row."""
    mission = read_mission(row[: len(FIELDS)], reader)
    number, outcomes, litmus, heard, initiatives, unit_targets = row[len(FIELDS) :]
    parts = [dict(each) for each in parsed(outcomes) or ()]
    numbers = {part.pop("number"): UUID(str(part["key"])) for part in parts}
    return MissionFacts(
        row=mission,
        number=number,
        numbers=numbers,
        outcomes=tuple(sorted((read_outcome(each, mission.key) for each in parts), key=lambda o: o.position)),
        litmus=read_litmus(parsed(litmus)),
        heard=tuple(sorted(map(read_heard, parsed(heard) or ()), key=lambda each: each.ended_on)),
        initiatives=tuple(sorted(map(read_initiative, parsed(initiatives) or ()), key=lambda each: each.key)),
        unit_targets=read_unit_targets(unit_targets),
    )


def read_outcome(row: dict[str, Any], mission: UUID) -> OutcomeRow:
    """Read the JSON row of an outcome."""
    return OutcomeRow(
        **row | {"key": UUID(str(row["key"])), "mission": mission, "headline": bool(row["headline"])}
    )


def read_litmus(rows: list[dict[str, Any]] | None) -> frozenset[LitmusStep] | None:
    """Return the steps that are answered with evidence."""
    if not rows:
        return None
    return frozenset(
        LitmusStep(row["step"]) for row in rows if row["text"].strip() and row["evidence"].strip()
    )


def read_heard(row: dict[str, Any]) -> HeardRow:
    """Read the JSON row of a consultation."""
    ended_on = day(row["ended_on"])
    assert ended_on is not None  # the column does not take NULL
    changes = sum(bool(line.strip()) for line in row["changes"].splitlines())
    return HeardRow(ended_on, row["people"], row["recruitment"], changes, bool(row["reply"].strip()))


def read_initiative(row: dict[str, Any]) -> LiveInitiativeRow:
    """Read the JSON row of an initiative."""
    node = UUID(str(row["node"])) if row["node"] else None
    return LiveInitiativeRow(UUID(str(row["key"])), InitiativeOrigin(row["origin"]), node)
