"""Builders for missions and targets: everything goes through the production actions and flows."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from headway.flows.goals import set_goal
from headway.kernel.actors import SYSTEM, Actor, By, Grant, Reader, RoleName, Via
from headway.missions import actions
from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice
from headway.places.queries import place
from headway.targets import actions as target_actions
from headway.targets.analysis.rows import Goal, NewPath, NewTarget
from headway.targets.queries import targets
from tests import builders_measures as measures
from tests.builders_measures import CAMDEN, MONDAY

FIGURES = {2011 + at: 52.0 + 1.1 * at + 0.7 * (-1) ** at for at in range(14)}  # 2011 to 2024
WORDS = Charter(
    title="By 2030, everyone eats well every day",
    short_title="Food",
    challenge="One household in five runs out of food.",
    deadline=date(2030, 12, 31),
    source="Mission statement, 2022",
)
GOAL = Goal(value=80.0, by=date(2030, 12, 31), source="Charter", decided_by="Cabinet")
PATH = NewPath(
    points=((date(2024, 12, 31), 66.0), (date(2027, 12, 31), 73.0), (date(2030, 12, 31), 80.0)),
    reason="A straight line",
    agreed_on=date(2026, 3, 2),
    agreed_by="Mission board",
)


def system(at: datetime = MONDAY) -> By:
    return By(SYSTEM, at, Via.CLI)


def somebody(*grants: Grant) -> Actor:
    return Actor(UUID(int=9, version=4), frozenset(grants))


def holding(role: RoleName, scope: UUID | None = None, at: datetime = MONDAY) -> By:
    """Return somebody who holds one role, for the body or one scope."""
    return By(somebody(Grant(role, scope)), at, Via.WEB)


def seer(at: datetime = MONDAY) -> Reader:
    return Reader(SYSTEM, at)


def place_key(code: str = CAMDEN) -> UUID:
    return place(seer(), code=code).key


def mission(by: By | None = None, **changed: object) -> UUID:
    """Draft the mission of the cast in Camden; places must be there."""
    new = NewMission(replace(WORDS, **changed), place_key())  # type: ignore[arg-type]
    return actions.draft_mission(by or system(), mission=new)


def outcome(mission: UUID, text: str = "Fewer people go hungry", *, headline: bool = True) -> UUID:
    new = NewOutcome(text, headline=headline)
    return actions.add_outcome(system(), mission=mission, outcome=new)


def judged_by(mission: UUID, outcome: UUID, indicator: UUID, place: UUID, breakdown: str = "") -> None:
    choice = SeriesChoice(indicator, place, breakdown)
    actions.choose_measure(system(), mission=mission, outcome=outcome, choice=choice)


def version_of(target: UUID, at: datetime = MONDAY) -> int:
    return targets(seer(at), keys={target}, closed=True)[0].version


def agree(target: UUID, path: NewPath = PATH, by: By | None = None) -> None:
    by = by or system()
    target_actions.agree_trajectory(by, target=target, path=path, version=version_of(target, by.at))


@dataclass(frozen=True)
class World:
    """A mission with one outcome, judged by one series with figures and a target."""

    place: UUID
    indicator: UUID
    mission: UUID
    outcome: UUID
    target: UUID


def series(name: str = "Eats well", **changed: object) -> UUID:
    """Return an indicator with fourteen yearly figures in Camden; places must be there."""
    given = {"polarity": measures.Polarity.INCREASE, "lowest": 0.0, "highest": 100.0} | changed
    key = measures.indicator(name, **given)
    measures.bring_in(key, FIGURES)
    return key


def world() -> World:
    measures.places()
    where, indicator = place_key(), series()
    key = mission()
    part = outcome(key)
    judged_by(key, part, indicator, where)
    new = NewTarget(indicator, where, "80% eat well by 2030", GOAL, mission=key)
    return World(where, indicator, key, part, set_goal(system(), mission=key, outcome=part, target=new))
