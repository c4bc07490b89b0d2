"""Every read of targets, paths and forecasts; rows are frozen, as known at the reader's moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from headway.kernel.actors import Reader
from headway.kernel.intervals import day, json_of, known_at, known_moment, parsed
from headway.targets.analysis.rows import ForecastPeriod, ForecastRow, GoalRow, PathRow
from headway.targets.models import Forecast, Target, TargetVersion, Trajectory

GOAL = ("version", "value", "by", "cumulative", "since", "covers", "source", "change_note", "decided_by")
PATH = ("version", "points", "shape", "reason", "agreed_on", "agreed_by")
FORECAST = ("made_at", "method", "points", "last_period", "refusal", "chance", "aim", "by", "periods")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of one series with its current goal and path."""

    key: UUID
    version: int  # of the Thing, for forms
    indicator: UUID
    place: UUID
    breakdown: str
    attached_to: str
    goal: GoalRow
    path: PathRow | None
    old_path: PathRow | None
    old_goal: GoalRow | None
    forecast: ForecastRow | None
    mission: UUID | None = None
    closed_at: datetime | None = None


def not_ended(at: datetime, end: str) -> Q:
    """Return the filter for rows that were not ended by a moment."""
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at})


def old_goal_json(at: datetime, target: str = "target") -> Subquery:
    """Return the goal of a joined target before its last change, as known at a moment."""
    rows = TargetVersion.objects.filter(target=OuterRef(target), known_from__lte=at).order_by("-version")
    return json_of(rows[1:], known_from="known_from", **dict(zip(GOAL, GOAL, strict=True)))


def goal_json(at: datetime, target: str = "target", *, closed: bool = False) -> Subquery:
    """Return the goal of a joined target as one JSON value, as known at a moment; none of a closed one."""
    rows = TargetVersion.objects.filter(known_at(at), target=OuterRef(target))
    if not closed:
        rows = rows.filter(not_ended(at, "target__closed_at"))
    return json_of(rows, known_from="known_from", **dict(zip(GOAL, GOAL, strict=True)))


def path_json(at: datetime, target: str = "target", *, old: bool = False) -> Subquery:
    """Return the current path of a joined target, or the one before it."""
    rows = Trajectory.objects.filter(target=OuterRef(target), known_from__lte=at).order_by("-version")
    return json_of(rows[1:] if old else rows, known_from="known_from", **dict(zip(PATH, PATH, strict=True)))


def forecast_json(at: datetime, target: str = "target") -> Subquery:
    """Return the latest forecast that was remembered by a moment."""
    rows = Forecast.objects.filter(target=OuterRef(target), made_at__lte=at).order_by("-made_at")
    return json_of(rows, **dict(zip(FORECAST, FORECAST, strict=True)))


def targets(
    reader: Reader,
    *,
    indicators: Iterable[UUID] = (),
    places: Iterable[UUID] = (),
    keys: Iterable[UUID] = (),
    closed: bool = False,
) -> tuple[TargetRow, ...]:
    """Return the targets of some indicators, places or keys, as known, closed ones if asked; one query."""
    found = Target.objects.filter(
        Q(indicator__thing__key__in=set(indicators))
        | Q(place__thing__key__in=set(places))
        | Q(thing__key__in=set(keys)),
        thing__born_on__lte=reader.at,
    )
    rows = (
        (found if closed else found.filter(not_ended(reader.at, "closed_at")))
        .annotate(
            goal=goal_json(reader.at, "pk", closed=closed),
            path=path_json(reader.at, "pk"),
            old_path=path_json(reader.at, "pk", old=True),
            old_goal=old_goal_json(reader.at, "pk"),
            forecast=forecast_json(reader.at, "pk"),
        )
        .order_by("thing__born_on")
        .values_list(
            "thing__key",
            "thing__version",
            "indicator__thing__key",
            "place__thing__key",
            "breakdown",
            "attached_to",
            "goal",
            "path",
            "old_path",
            "forecast",
            "thing__mission__key",
            "closed_at",
            "old_goal",
        )
    )
    return tuple(
        TargetRow(
            *row[:6],
            goal=read_goal(row[6]),
            path=read_path(row[7]),
            old_path=read_path(row[8]),
            old_goal=read_goal(row[12]) if row[12] else None,
            forecast=read_forecast(row[9]),
            mission=row[10],
            closed_at=row[11] if row[11] is not None and row[11] <= reader.at else None,
        )
        for row in rows
        if row[6] is not None
    )


def goal_history(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, tuple[GoalRow, ...]]:
    """Return every version of some targets known by then, oldest first; one query."""
    rows = TargetVersion.objects.filter(target__thing__key__in=set(keys), known_from__lte=reader.at)
    found: dict[UUID, list[GoalRow]] = defaultdict(list)
    for row in rows.order_by("version").values("target__thing__key", "known_from", *GOAL):
        key = row.pop("target__thing__key")
        found[key].append(read_goal({**row, "known_from": row["known_from"].isoformat()}))
    return {key: tuple(versions) for key, versions in found.items()}


def path_history(reader: Reader, *, key: UUID) -> tuple[PathRow, ...]:
    """Return every path that was agreed for a target by then, oldest first; one query."""
    rows = Trajectory.objects.filter(target__thing__key=key, known_from__lte=reader.at)
    found = rows.order_by("version").values("known_from", *PATH)
    paths = (read_path({**row, "known_from": row["known_from"].isoformat()}) for row in found)
    return tuple(path for path in paths if path is not None)


def past_forecasts(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, tuple[ForecastRow, ...]]:
    """Return every forecast of some targets remembered by then, oldest first; one query."""
    rows = Forecast.objects.filter(target__thing__key__in=set(keys), made_at__lte=reader.at)
    found: dict[UUID, list[ForecastRow]] = defaultdict(list)
    for row in rows.order_by("made_at").values("target__thing__key", *FORECAST):
        key = row.pop("target__thing__key")
        forecast = read_forecast({**row, "made_at": row["made_at"].isoformat()})
        if forecast is not None:
            found[key].append(forecast)
    return {key: tuple(forecasts) for key, forecasts in found.items()}


def read_goal(value: Any) -> GoalRow:
    """Read the JSON row of a goal."""
    row = dict(parsed(value))
    row["covers"] = tuple(parsed(row["covers"]) or ())
    row["by"], row["since"] = as_day(row["by"]), as_day(row["since"])
    row["cumulative"] = bool(row["cumulative"])
    row["known_from"] = known_moment(row["known_from"])
    row["value"] = float(row["value"])
    return GoalRow(**row)


def read_path(value: Any) -> PathRow | None:
    """Read the JSON row of a path, where there is one."""
    if value is None:
        return None
    row = dict(parsed(value))
    points = ((date.fromisoformat(on), float(worth)) for on, worth in parsed(row["points"]))
    row["points"] = tuple(points)
    row["agreed_on"] = as_day(row["agreed_on"])
    row["known_from"] = known_moment(row["known_from"])
    return PathRow(**row)


def read_forecast(value: Any) -> ForecastRow | None:
    """Read the JSON row of a forecast, where there is one."""
    if value is None:
        return None
    row = dict(parsed(value))
    row["periods"] = tuple(
        ForecastPeriod(**{**period, "start": date.fromisoformat(period["start"])})
        for period in parsed(row["periods"])
    )
    row["made_at"] = known_moment(row["made_at"])
    row["last_period"], row["by"] = as_day(row["last_period"]), as_day(row["by"])
    return ForecastRow(**row)


def as_day(value: date | str | None) -> date | None:
    """Return a date that one database hands back as text."""
    return value if isinstance(value, date) or value is None else day(value)
