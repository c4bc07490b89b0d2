"""Every read of missions; rows are frozen, as known at the reader's moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import day, json_of, known_at, known_moment, parsed
from headway.kernel.models import Thing, Translation
from headway.kernel.things import find
from headway.measures.queries import CardRow, Chart
from headway.measures.queries.joined import card_json, chart_json, read_card, read_chart
from headway.missions import permissions
from headway.missions.choices import Ending, MissionState
from headway.missions.models import CharterVersion, Mission, Outcome, OutcomeMeasure, Stage
from headway.targets.analysis.rows import ForecastRow, GoalRow, PathRow
from headway.targets.queries import (
    forecast_json,
    goal_json,
    old_goal_json,
    path_json,
    read_forecast,
    read_goal,
    read_path,
)

CHARTER = {
    "version": "version",
    "title": "title",
    "short_title": "short_title",
    "challenge": "challenge",
    "scope": "scope",
    "language": "language",
    "deadline": "deadline",
    "source": "source",
    "change_note": "change_note",
    "change_reason": "change_reason",
    "decided_by": "decided_by",
    "decided_on": "decided_on",
    "decision": "decision__key",
    "known_from": "known_from",
    "lead": "lead__name",
    "lead_key": "lead__thing__key",
    "powers": "powers",
    "review_on": "review_on",
    "ends_when": "ends_when",
}


@dataclass(frozen=True, slots=True)
class CharterRow:
    """One version of a charter."""

    version: int
    title: str
    short_title: str
    challenge: str
    scope: str
    language: str
    deadline: date | None
    source: str
    change_note: str
    change_reason: str
    decided_by: str
    decided_on: date | None
    decision: UUID | None
    known_from: datetime
    lead: str
    lead_key: UUID | None
    powers: str
    review_on: date | None
    ends_when: str


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A mission with its charter as known then."""

    key: UUID
    slug: str
    version: int  # of the Thing, for forms
    charter: CharterRow
    place_code: str
    place_name: str
    place_invented: bool
    state: MissionState
    state_on: date  # the day it came to stand there
    adopted_on: date | None  # for the first time
    adopted_by: str
    before_headway: bool
    closed_on: date | None
    ending: Ending | None
    opened_at: datetime | None
    parent: UUID | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome that was live then."""

    key: UUID
    mission: UUID
    text: str
    language: str
    headline: bool
    for_whom: str
    position: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A series an outcome is judged by, with its card, chart setting, goal, path and latest forecast."""

    mission: UUID
    outcome: UUID
    indicator: UUID
    slug: str
    place: UUID
    place_code: str
    place_name: str
    breakdown: str
    card: CardRow
    chart: Chart
    target: UUID | None
    target_version: int | None
    goal: GoalRow | None
    path: PathRow | None
    old_path: PathRow | None
    old_goal: GoalRow | None
    forecast: ForecastRow | None


def charter_json(at: datetime) -> Subquery:
    """Return the charter that held at a moment as one JSON value."""
    return json_of(CharterVersion.objects.filter(known_at(at), mission=OuterRef("pk")), **CHARTER)


def stage_json(at: datetime) -> Subquery:
    """Return the stage that held at a moment as one JSON value."""
    rows = Stage.objects.filter(known_at(at), mission=OuterRef("pk"))
    return json_of(rows, state="state", on="on", ending="ending")


def adoption_json(at: datetime) -> Subquery:
    """Return the first adoption known by a moment as one JSON value."""
    rows = Stage.objects.filter(mission=OuterRef("pk"), state=MissionState.ADOPTED, known_from__lte=at)
    return json_of(rows.order_by("known_from"), on="on", body="body", before="before_headway")


def rows_of(reader: Reader) -> "QuerySet[Mission, Any]":
    """Return the missions that were there, with their charter, before visibility."""
    return (
        Mission.objects.filter(thing__born_on__lte=reader.at)
        .annotate(
            charter=charter_json(reader.at), stage=stage_json(reader.at), adoption=adoption_json(reader.at)
        )
        .order_by("thing__born_on", "pk")
    )


FIELDS = (
    "thing__key",
    "thing__slug",
    "thing__version",
    "charter",
    "place__code",
    "place__name",
    "place__invented",
    "stage",
    "adoption",
    "opened_at",
    "parent__thing__key",
)


def missions(reader: Reader) -> tuple[MissionRow, ...]:
    """Return the missions this reader may see, in the order they were begun; one query."""
    rows = (read_mission(row, reader) for row in rows_of(reader).values_list(*FIELDS))
    return tuple(row for row in rows if visible(row, reader))


def mission(reader: Reader, *, slug: str) -> MissionRow:
    """Return one mission by its address; one query, two where the address is an old one.

    Raises
    ------
    Missing
        When there is none, or not for this reader.
    """
    row = rows_of(reader).filter(thing__slug=slug).values_list(*FIELDS).first()
    if row is None:
        found = find("mission", slug)
        row = rows_of(reader).filter(thing__key=found.label.key).values_list(*FIELDS).first()
    if row is None or not visible(read := read_mission(row, reader), reader):
        raise Missing
    return read


def visible(row: MissionRow, reader: Reader) -> bool:
    """A mission is public from the day it was opened; before, those who work on it see it."""
    opened = row.opened_at is not None and row.opened_at <= reader.at
    return opened or permissions.may_read_draft(reader.actor, row.key)


def charters(reader: Reader, *, mission: UUID) -> tuple[CharterRow, ...]:
    """Return every version of a charter known by then, newest first; one query."""
    rows = CharterVersion.objects.filter(mission__thing__key=mission, known_from__lte=reader.at)
    values = rows.order_by("-version").values_list(*CHARTER.values())
    named = (dict(zip(CHARTER, row, strict=True)) for row in values)
    return tuple(read_charter({**row, "known_from": row["known_from"].isoformat()}) for row in named)


def outcomes(reader: Reader, *, missions: Iterable[UUID]) -> tuple[OutcomeRow, ...]:
    """Return the outcomes of some missions that were live then; one query."""
    rows = Outcome.objects.filter(
        Q(retired_at__isnull=True) | Q(retired_at__gt=reader.at),
        mission__thing__key__in=set(missions),
        added_at__lte=reader.at,
    )
    return tuple(
        OutcomeRow(*row)
        for row in rows.order_by("position").values_list(
            "thing__key", "mission__thing__key", "text", "language", "headline", "for_whom", "position"
        )
    )


def measures_of(
    reader: Reader,
    *,
    missions: Iterable[UUID] = (),
    indicators: Iterable[UUID] = (),
    places: Iterable[UUID] = (),
) -> tuple[MeasureRow, ...]:
    """Return what outcomes are judged by, with everything a status needs but the values; one query."""
    at = reader.at
    rows = (
        OutcomeMeasure.objects.filter(
            Q(outcome__mission__thing__key__in=set(missions))
            | Q(indicator__thing__key__in=set(indicators))
            | Q(place__thing__key__in=set(places)),
            Q(outcome__retired_at__isnull=True) | Q(outcome__retired_at__gt=at),
            known_at(at),
        )
        .annotate(
            card=card_json(at, "indicator"),
            chart=chart_json(at, "indicator", "place", "breakdown"),
            goal=goal_json(at),
            path=path_json(at),
            old_path=path_json(at, old=True),
            old_goal=old_goal_json(at),
            forecast=forecast_json(at),
        )
        .order_by("outcome__position", "position")
        .values_list(
            "outcome__mission__thing__key",
            "outcome__thing__key",
            "indicator__thing__key",
            "indicator__thing__slug",
            "place__thing__key",
            "place__code",
            "place__name",
            "breakdown",
            "card",
            "chart",
            "target__thing__key",
            "target__thing__version",
            "goal",
            "path",
            "old_path",
            "forecast",
            "old_goal",
        )
    )
    return tuple(read_measure(row, at) for row in rows if row[8] is not None)


@dataclass(frozen=True, slots=True)
class RetiredRow:
    """An outcome that no longer holds."""

    text: str
    language: str
    retired_at: datetime | None


def retired(reader: Reader, *, mission: UUID) -> tuple[RetiredRow, ...]:
    """Return the outcomes of a mission that were retired by then; one query."""
    rows = Outcome.objects.filter(mission__thing__key=mission, retired_at__lte=reader.at)
    return tuple(
        RetiredRow(*row) for row in rows.order_by("retired_at").values_list("text", "language", "retired_at")
    )


@dataclass(frozen=True, slots=True)
class TranslationRow:
    """A translation as it stands, approved or not."""

    text: str
    approved: bool
    known_from: datetime


def translations_of(
    reader: Reader, *, mission: UUID, language: str
) -> dict[tuple[UUID, str], TranslationRow]:
    """Return the translations of a mission and its outcomes, by Thing and field; one query."""
    rows = Translation.objects.filter(
        Q(thing__key=mission) | Q(thing__mission__key=mission), known_at(reader.at), language=language
    ).values_list("thing__key", "field", "text", "approved", "known_from")
    return {(row[0], row[1]): TranslationRow(row[2], row[3], row[4]) for row in rows}


def read_measure(row: tuple[Any, ...], at: datetime) -> MeasureRow:
    """Read one joined row."""
    mission, outcome, indicator, slug, place, code, name, breakdown, *joined = row
    card, chart, target, version, goal, path, old_path, forecast, old_goal = joined
    if goal is None:  # no target, or a closed one: nothing to be judged against
        target = version = path = old_path = forecast = old_goal = None
    return MeasureRow(
        mission=mission,
        outcome=outcome,
        indicator=indicator,
        slug=slug,
        place=place,
        place_code=code,
        place_name=name,
        breakdown=breakdown,
        card=read_card(card, at),
        chart=read_chart(chart),
        target=target,
        target_version=version,
        goal=None if goal is None else read_goal(goal),
        path=read_path(path),
        old_path=read_path(old_path),
        old_goal=None if old_goal is None else read_goal(old_goal),
        forecast=read_forecast(forecast),
    )


def read_mission(row: tuple[Any, ...], reader: Reader) -> MissionRow:
    """Read one joined row."""
    key, slug, version, charter, code, name, invented, stage, adoption, opened_at, parent = row
    held, adopted = parsed(stage), parsed(adoption) if adoption else None
    state, on = MissionState(held["state"]), as_day(held["on"])
    assert on is not None  # the column does not take NULL
    return MissionRow(
        key=key,
        slug=slug,
        version=version,
        charter=read_charter(parsed(charter)),
        place_code=code,
        place_name=name,
        place_invented=invented,
        state=state,
        state_on=on,
        adopted_on=as_day(adopted["on"]) if adopted else None,
        adopted_by=adopted["body"] if adopted else "",
        before_headway=bool(adopted["before"]) if adopted else False,
        closed_on=on if state is MissionState.CLOSED else None,
        ending=Ending(held["ending"]) if held["ending"] else None,
        opened_at=opened_at if opened_at is not None and opened_at <= reader.at else None,
        parent=parent,
    )


def read_charter(row: dict[str, Any]) -> CharterRow:
    """Read the JSON row of a charter."""
    row = dict(row)
    for name in ("deadline", "decided_on", "review_on"):
        row[name] = as_day(row[name])
    for name in ("lead_key", "decision"):
        row[name] = UUID(str(row[name])) if row[name] else None
    row["lead"] = row["lead"] or ""
    row["known_from"] = known_moment(row["known_from"])
    return CharterRow(**row)


def as_day(value: date | str | None) -> date | None:
    """Return a date that a JSON row hands back as text."""
    return value if isinstance(value, date) or value is None else day(value)


def things_of(mission: UUID) -> "QuerySet[Thing, Thing]":
    """Return the Things that belong to a mission, for its history."""
    return Thing.objects.filter(Q(key=mission) | Q(mission__key=mission))
