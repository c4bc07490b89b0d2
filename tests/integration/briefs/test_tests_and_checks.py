"""What tests change elsewhere: checks C15 and W4, and what stands on somebody's day."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from headway.briefs.checks import verdicts
from headway.briefs.checks.c15 import CHECK as C15
from headway.briefs.checks.dossier import Dossier, Logic
from headway.briefs.checks.w04 import CHECK as W4
from headway.briefs.today import today_brief
from headway.checks.choices import State
from headway.kernel.actors import Reader, RoleName
from headway.missions.choices import MissionState
from tests import builders_learning as build
from tests import builders_logic as logic
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests.builders_learning import LATER, PLAN
from tests.builders_missions import MONDAY, holding, seer

LINK, OTHER = UUID(int=1), UUID(int=2)
BARE = Dossier(
    on=date(2026, 3, 2),
    mission=UUID(int=3),
    state=MissionState.ADOPTED,
    adopted_on=date(2025, 3, 1),
    logic=Logic(links=2, weak=frozenset({LINK, OTHER})),
)


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({}, "untested"),
        ({"tests": 1}, "tested"),
        ({"adopted_on": date(2025, 3, 3)}, "early"),
        ({"adopted_on": None}, "early"),
        ({"logic": Logic(links=2)}, "none_weak"),
        ({"logic": None}, "no_logic"),
    ],
)
def test_a_year_after_adoption_something_is_tested(changed, case):
    assert W4.judge(replace(BARE, **changed)).case == case


def test_the_question_names_how_many_links_rest_on_assertion():
    said = W4.verdict(W4.judge(BARE), BARE.on)

    assert str(said.sentence) == "No test has been registered; 2 links rest on assertion."
    assert said.state is State.NOT_MET


def test_the_learning_plan_counts_the_weak_links_that_are_tested():
    said = C15.judge(replace(BARE, tested=frozenset({LINK, None})))

    assert (said.case, said.facts["tested"], said.facts["n"]) == ("untested", 1, 2)


@pytest.mark.django_db
def test_a_registered_test_of_the_weakest_links_meets_the_learning_plan():
    measures.places()
    mission = missions.mission()
    links = logic.chain(mission, missions.outcome(mission))[1]
    people.body()
    people.opened(1, 3)
    before = verdicts(seer(), missions={mission})[mission]["C15"]

    for at, link in enumerate(links):
        build.locked(mission, replace(PLAN, title=f"Test {at}"), link=link)

    after = verdicts(seer(), missions={mission})[mission]["C15"]
    assert (before.state, after.state) == (State.CANNOT_TELL, State.MET)


@pytest.mark.django_db
def test_each_has_on_their_day_what_they_do_about_tests():
    measures.places()
    mission = missions.mission()
    build.analysed(mission)
    build.running(mission, replace(PLAN, title="Second"))
    build.drafted(mission, replace(PLAN, title="Third"))

    def told(role: RoleName) -> list[str]:
        reader = Reader(holding(role, at=LATER + timedelta(days=20)).actor, LATER + timedelta(days=20))
        return [str(task.sentence) for task in today_brief(reader).tasks if task.kind == "test"]

    assert told(RoleName.BOARD) == ["Decide what follows from “Does a clearer letter get more replies?”"]
    assert told(RoleName.ANALYST) == [
        "Record what came out of “Second”",
        "Finish the plan of “Third”",
    ]
    assert MONDAY < LATER
