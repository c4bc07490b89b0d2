"""Dossiers for the checks: one mission that meets them all, changed a field at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from headway.briefs.checks.dossier import (
    Barriers,
    Commitment,
    Dossier,
    Hearing,
    Initiative,
    Litmus,
    Logic,
    Measure,
    Money,
    Outcome,
    Split,
    UnitTarget,
    Voices,
)
from headway.kernel.translations import Named
from headway.missions.choices import MissionState
from headway.targets.analysis.ambition import Ambition
from headway.targets.analysis.rows import ForecastPeriod, ForecastRow, GoalRow, PathRow

TODAY = date(2026, 3, 2)
AGREED = date(2025, 1, 6)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MISSION, OUTCOME, OTHER, INDICATOR = (UUID(int=number, version=4) for number in range(1, 5))
LINKS = tuple(UUID(int=number, version=4) for number in range(10, 20))
GOAL = GoalRow(1, 80.0, date(2030, 12, 31), False, None, (), "Charter", "", "Cabinet", MONDAY)
PATH = PathRow(
    1,
    tuple((date(year, 12, 31), 62.0 + 3 * (year - 2024)) for year in range(2024, 2031)),
    "straight",
    "A straight line",
    AGREED,
    "Mission board",
    MONDAY,
)


def named(text: str, key: UUID = INDICATOR, field: str = "name") -> Named:
    return Named(text, key, field, "en")


def forecast(median: float) -> ForecastRow:
    last = ForecastPeriod(date(2030, 1, 1), "P1Y", median, median - 5, median + 5, median - 2, median + 2)
    return ForecastRow(MONDAY, "a method", 14, date(2025, 1, 1), "", 0.1, 80.0, GOAL.by, (last,))


def measure(**changed: Any) -> Measure:
    given: dict[str, Any] = {
        "outcome": OUTCOME,
        "indicator": INDICATOR,
        "name": named("Adults who eat well"),
        "unit": "%",
        "responsible": "Director of Public Health",
        "next_release_on": date(2026, 11, 12),
        "points": 6,
        "latest": 71.0,
        "baseline": date(2022, 3, 31),
        "goal": GOAL,
        "path": PATH,
        "after_path": 2,
        "forecast": forecast(71.0),
        "ambition": Ambition(1.8, 0.9, 5.0),
        "balanced": True,
        "tiers": (Split(name="wards", shown=18, of=18),),
        "groups": (Split(name="Sex", shown=2, gap=6.0),),
    }
    return Measure(**given | changed)


def outcome(text: str = "Everyone eats well", key: UUID = OUTCOME, *, headline: bool = True) -> Outcome:
    return Outcome(key=key, text=named(text, key, "text"), headline=headline)


def unit_target(**changed: Any) -> UnitTarget:
    given: dict[str, Any] = {"measure": named("Visits"), "observable": 2, "verifiable": 1}
    return UnitTarget(**given | changed)


INITIATIVES = (
    Initiative(outside=True, paths=frozenset(LINKS[:1]), money=40.0),
    Initiative(outside=False, paths=frozenset(LINKS[1:2]), money=30.0),
    Initiative(outside=False, paths=frozenset(LINKS[1:2]), money=30.0),
)
HEARING = Hearing(on=date(2021, 11, 3), people=212, recruited="lottery", changes=2, replied=True)
COMMITMENTS = (
    Commitment(
        families=frozenset({"local_government", "health"}), departments=frozenset({"Housing", "Health"})
    ),
    Commitment(families=frozenset({"business"})),
)


def dossier(**changed: Any) -> Dossier:
    """Return the facts of a mission that meets every check, but for what is changed."""
    given: dict[str, Any] = {
        "on": TODAY,
        "mission": MISSION,
        "state": MissionState.ADOPTED,
        "deadline": date(2030, 12, 31),
        "adopted_on": date(2022, 3, 3),
        "lead": "Director of Strategy",
        "powers": True,
        "review_on": date(2027, 3, 1),
        "ends_when": "Two years at 80%",
        "outcomes": (outcome(),),
        "measures": (measure(),),
        "logic": Logic(links=9),
        "initiatives": INITIATIVES,
        "litmus": Litmus(),
        "commitments": COMMITMENTS,
        "hearings": (HEARING,),
        "money": Money(lines=2, fiscal_event=True),
        "tested": frozenset(),
        "barriers": Barriers(open=True, decided_on=(date(2026, 2, 2),), raised=12, granted=1),
        "voices": Voices(votes=240, heard_on=(date(2026, 2, 16),)),
    }
    return Dossier(**given | changed)


def measured(**changed: Any) -> Dossier:
    """Return the mission with its one headline measure changed."""
    return dossier(measures=(measure(**changed),))


def heard(**changed: Any) -> Dossier:
    return dossier(hearings=(replace(HEARING, **changed),))
