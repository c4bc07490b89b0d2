"""The same kind of thing once or fifty times, through the production actions."""

from datetime import date
from uuid import UUID

from headway.flows.figures import Figures, bring_in
from headway.flows.forecasts import refresh
from headway.kernel.actors import SYSTEM, By, Reader, Via
from headway.kernel.things import labels
from headway.measures.actions import add_indicator
from headway.measures.analysis import NewIndicator
from headway.missions import actions as missions
from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice
from headway.places.queries import place
from headway.targets.actions import agree_trajectory, set_target
from headway.targets.analysis.rows import Goal, NewPath, NewTarget
from tests.builders_measures import CAMDEN, LONDON, MONDAY, card, release, statement
from tests.builders_people import body

BY = By(SYSTEM, MONDAY, Via.CLI)
YEARS = range(2010, 2024)


def begin() -> None:
    """A body and nothing else; the places are there."""
    body()


def measured(count: int, *, first: int = 0) -> list[UUID]:
    """Return the targets of new indicators, each with figures, a goal, a path and a forecast."""
    where = place(Reader(SYSTEM, MONDAY), code=CAMDEN).key
    keys = [
        add_indicator(BY, indicator=NewIndicator(card=card(f"Measure {first + at:03}")))
        for at in range(count)
    ]
    rows = tuple(
        statement(key, year, 10 + (year * 7 + at) % 13 / 4, place=code)
        for at, key in enumerate(keys)
        for year in YEARS
        for code in (CAMDEN, LONDON)
    )
    bring_in(BY, figures=Figures(release=release(title=f"Release {first}"), statements=rows))
    targets = []
    for at, key in enumerate(keys):
        goal = Goal(8.0, date(2030, 12, 31))
        target = set_target(BY, target=NewTarget(key, where, f"Fewer {first + at}", goal))
        path = NewPath(((date(2015, 12, 31), 12.0), (date(2030, 12, 31), 8.0)), "Steady", date(2020, 1, 1))
        agree_trajectory(BY, target=target, path=path, version=labels([target])[target].version)
        targets.append((key, where, target))
    refresh(BY, indicators=keys)
    return targets


def mission(name: str, targets: list, *, outcomes: int) -> UUID:
    """Open a mission whose outcomes are judged by these targets, one each."""
    where = place(Reader(SYSTEM, MONDAY), code=CAMDEN).key
    charter = Charter(title=f"By 2030, {name}", short_title=name)
    key = missions.draft_mission(BY, mission=NewMission(charter, where))
    for at in range(outcomes):
        outcome = missions.add_outcome(BY, mission=key, outcome=NewOutcome(f"{name} {at}"))
        indicator, place_key, target = targets[at % len(targets)]
        choice = SeriesChoice(indicator, place_key, target=target)
        missions.choose_measure(BY, mission=key, outcome=outcome, choice=choice)
    missions.open_mission(BY, mission=key)
    return key
