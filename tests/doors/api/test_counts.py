"""An answer costs as many queries for fifty things as for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.missions import actions as missions
from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice
from headway.people import actions as people
from headway.people.analysis import NewOrganisation
from headway.people.choices import Family
from headway.places.queries import place
from headway.targets import actions as targets
from headway.targets.analysis.rows import Goal, NewTarget
from tests import builders_measures as measures
from tests import builders_people as build
from tests.builders_measures import CAMDEN

pytestmark = pytest.mark.django_db
MANY = 50
PATHS = (
    "/missions?limit=200",
    "/missions/child-poverty",
    "/missions/child-poverty/checks",
    "/indicators?limit=200",
    "/indicators/children-in-poverty",
    "/indicators/children-in-poverty/series",
    "/indicators/children-in-poverty/observations",
    "/indicators/children-in-poverty/forecasts",
    "/releases?limit=200",
    "/organisations?limit=200",
    "/places?limit=200",
    "/maps?limit=200",
    "/indicators/children-in-poverty/places",
)


def cost(world, path):
    with CaptureQueriesContext(connection) as queries:
        response = world.anyone.get(path)
    assert response.status_code == 200
    return len(queries), response


@pytest.fixture
def many(world):
    """Fifty more of everything: missions, outcomes with measures, indicators, places, releases."""
    director, analyst = build.by(world.cast.director), build.by(world.cast.analyst)
    camden = place(build.reader(), code=CAMDEN).key
    others = [row["code"] for row in world.anyone.get("/places", limit=MANY).json()["items"]]
    for number in range(MANY):
        key = measures.indicator(f"Measure {number}")
        charter = Charter(f"Mission {number}", f"Mission {number}")
        mission = missions.draft_mission(director, mission=NewMission(charter, camden))
        missions.open_mission(director, mission=mission)
        new = NewTarget(key, camden, f"Goal {number}", Goal(1.0, date(2030, 12, 31)), mission=world.mission)
        target = targets.set_target(analyst, target=new)
        outcome = missions.add_outcome(
            director, mission=world.mission, outcome=NewOutcome(f"Outcome {number}")
        )
        choice = SeriesChoice(key, camden, target=target)
        missions.choose_measure(director, mission=world.mission, outcome=outcome, choice=choice)
        people.add_organisation(build.system(), new=NewOrganisation(f"Body {number}", Family.CIVIL_SOCIETY))
    for number, code in enumerate(others[:10]):
        measures.bring_in(world.indicator, {2024: 30.0}, f"2026-01-{13 + number}", place=code, complete=False)
    return world


@pytest.fixture
def few(world):
    return {path: cost(world, path)[0] for path in PATHS}


def test_fifty_things_cost_as_many_queries_as_one(few, many):
    costs = {path: cost(many, path)[0] for path in PATHS}

    assert costs == few
    assert max(costs.values()) <= 25
    assert len(cost(many, "/missions/child-poverty")[1].json()["outcomes"]) == MANY + 1
