"""A researcher registers a staggered roll-out of a management practice: plan, result, link, W4."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.gathering import dossiers
from headway.briefs.checks.w04 import CHECK as W4
from headway.checks.choices import USUAL
from headway.kernel.actors import RoleName
from headway.kernel.errors import Forbidden, Invalid, Missing
from headway.learning import actions
from headway.learning.analysis import NewMix, Outcome
from headway.learning.choices import STUDY_CHECKS, CheckCode, Design, Phase, Reading, Unit
from headway.learning.queries import results, study
from headway.missions.actions import open_mission
from tests import builders_learning as build
from tests import builders_logic as logic
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_studies as bench
from tests.builders_learning import LATER, PLAN
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
ROLL_OUT = replace(
    PLAN,
    title="Does a weekly learning hour help teams?",
    design=Design.STAGGERED,
    unit=Unit.TEAM,
    units=24,
    choose="order",
    outcome="Mean of the pulse on autonomy",
    unit_of_outcome="points of 5",
    smallest_change=0.2,
    estimator="Imputation (Borusyak, Jaravel and Spiess), Callaway-Sant’Anna beside it",
    inference="Randomisation inference on timing",
)


def a_year_on(mission) -> Dossier:
    """Return what the checks read of the mission, as if it was adopted two years ago."""
    found = dossiers(seer(LATER), missions={mission}, limits=USUAL, opened={3})[mission]
    return replace(found, adopted_on=found.on - timedelta(days=730))


def test_a_staggered_roll_out_from_its_plan_to_the_check_that_clears():
    measures.places()
    mission = missions.mission()
    open_mission(system(), mission=mission)
    links = logic.chain(mission, missions.outcome(mission))[1]
    researcher = people.by(people.person("Rhi Researcher", RoleName.RESEARCHER))
    before = W4.judge(a_year_on(mission)).case

    key = build.locked(mission, ROLL_OUT, link=links[1], by=researcher)
    with pytest.raises(Forbidden):
        actions.start_test(researcher, test=key, on=build.TODAY)
    actions.start_test(system(), test=key, on=MONDAY.date())
    found = Outcome(
        estimate=0.31, lower=0.12, upper=0.5, p=0.01, n=24, trends=True, method="Sensitivity on the page"
    )
    build.result(key, found, by=replace(researcher, at=LATER))

    came = results(seer(LATER), test=key)[0]
    assert (before, W4.judge(a_year_on(mission)).case) == ("untested", "tested")
    assert (came.reading, came.plan) == (Reading.BETTER, 1)
    assert build.row(key, seer(LATER)).phase is Phase.ANALYSED


AT_THE_BENCH = replace(ROLL_OUT, units=12, unit_of_outcome="points")


@pytest.fixture
def ground(settings, tmp_path):
    settings.DATA = tmp_path
    measures.places()


def test_a_result_is_taken_from_a_study_of_the_bench_with_the_hash_of_its_data(ground):
    mission = missions.mission()
    key = build.running(mission, AT_THE_BENCH)
    made = bench.study(mission)

    build.result(key, Outcome(estimate=99.0, saw="Teams met"), study=made)

    came, kept = results(seer(LATER), test=key)[0], study(seer(), key=made)
    assert (came.study, came.outcome.file, came.outcome.computed) == (made, kept.file, True)
    assert came.outcome.estimate == pytest.approx(kept.found.att)
    assert (came.outcome.n, came.outcome.saw) == (12, "Teams met")
    assert [each.passed for each in came.outcome.checks if each.code in STUDY_CHECKS] == [True, True, True]


def test_a_study_of_other_data_than_the_plan_says_is_a_failed_check_beside_the_result(ground):
    mission = missions.mission()
    made = bench.study(mission)
    key = build.running(mission, ROLL_OUT, by=system(MONDAY + timedelta(days=1)))

    build.result(key, Outcome(saw="Teams met"), study=made)

    failed = {each.code for each in results(seer(LATER), test=key)[0].outcome.checks if each.passed is False}
    assert failed >= {CheckCode.STUDY_UNIT, CheckCode.STUDY_UNITS, CheckCode.STUDY_AFTER}


LEVY = NewMix(title="Did the levy cut smoking?", **bench.MIX)
ONE_PLACE = replace(
    ROLL_OUT,
    design=Design.SYNTHETIC,
    units=25,
    unit_of_outcome="percentage points",
    smallest_change=1.0,
    better="decrease",
)


def test_one_place_beside_its_mix_gives_its_test_a_result(ground):
    mission = missions.mission()
    key = build.running(mission, ONE_PLACE)
    made = bench.mix(mission, LEVY, bench.places(others=24))

    build.result(key, Outcome(estimate=99.0, saw="Fewer smoke"), study=made)

    came, kept = results(seer(LATER), test=key)[0], study(seer(), key=made)
    assert (came.study, came.outcome.file, came.outcome.computed) == (made, kept.file, True)
    assert came.outcome.estimate == pytest.approx(kept.found.effect)
    assert (came.outcome.lower, came.outcome.upper) == pytest.approx(kept.found.interval)
    assert came.outcome.lower < -3.0 < came.outcome.upper < 0.0
    assert (came.outcome.p, came.outcome.n, came.reading) == (0.04, 25, Reading.CLEAR)
    assert [each.passed for each in came.outcome.checks if each.code in STUDY_CHECKS] == [True, True, True]


def test_a_mix_of_few_others_has_no_interval_and_answers_no_plan(ground):
    mission = missions.mission()
    key = build.running(mission, ONE_PLACE)
    made = bench.mix(mission, LEVY, bench.places(others=18))

    with pytest.raises(Invalid, match="not complete"):
        build.result(key, Outcome(saw="Fewer smoke"), study=made)


def test_a_study_is_taken_only_for_a_test_of_its_design(ground):
    mission = missions.mission()
    roll_out, place = bench.study(mission), bench.mix(mission, LEVY, bench.places())

    for plan, made in ((build.PLAN, roll_out), (ONE_PLACE, roll_out), (AT_THE_BENCH, place)):
        with pytest.raises(Missing):
            build.result(build.running(mission, plan), study=made)
