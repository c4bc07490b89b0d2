"""What the checks say of a real mission, from its own rows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.briefs.checks import State, Verdict, verdicts
from headway.flows.forecasts import refresh
from headway.flows.goals import set_goal
from headway.flows.rechecks import prepare, recheck
from headway.kernel.actors import ANYONE, Reader
from headway.kernel.things import labels
from headway.missions import actions as missions
from headway.missions.analysis import Charter
from headway.targets import actions as targets
from headway.targets.analysis.rows import Goal, NewTarget
from headway.targets.choices import AttachedTo
from tests import builders_logic as logics
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_measures import MONDAY

pytestmark = pytest.mark.django_db


def judged(mission, at=MONDAY) -> dict[str, Verdict]:
    return dict(verdicts(build.seer(at), missions=[mission])[mission])


def said(verdict: Verdict) -> str:
    return verdict.sentence.render("en-gb")


def test_c1_sets_the_forecast_that_was_remembered_beside_the_best_pace() -> None:
    world = build.world()
    refresh(build.system(), keys=[world.target])

    found = judged(world.mission)["C1"]

    assert found.state is State.MET
    words = said(found)
    assert words.startswith("If things go on as now, we expect ")
    assert words.endswith(
        "by 2030; the goal is 80%. That needs 2.4 percentage points a year; the best 5 years on record gave "
        "1.2 percentage points."
    )


def test_camden_s_date_has_passed_without_a_closing_decision() -> None:
    measures.places()
    mission = build.mission(
        title="by 2025, every young person has access to economic opportunity that enables them to be safe "
        "and secure",
        short_title="Young people",
        deadline=date(2025, 12, 31),
    )

    found = judged(mission)["C4"]

    assert found.state is State.NOT_MET
    assert said(found) == "The date (2025) passed 61 days ago and no closing decision is recorded."


def test_the_13_000_count_an_input() -> None:
    measures.places()
    name = "13,000 additional officers, PCSOs and special constables"
    mission, place = build.mission(), build.place_key()
    counted = measures.indicator(name, level=measures.Level.INPUT, unit="people")
    build.judged_by(mission, build.outcome(mission, "Safer streets"), counted, place)

    found = judged(mission)["C5"]

    assert found.state is State.NOT_MET
    assert said(found) == (
        f"“{name}” counts an input. Say what people should notice, and keep this as a delivery measure."
    )


def test_a_path_that_was_drawn_after_the_figures_judges_nothing_yet() -> None:
    world = build.world()
    yearly = tuple((date(year, 12, 31), 52.0 + 4 * (year - 2022)) for year in range(2022, 2031))
    build.agree(world.target, replace(build.PATH, points=yearly))

    found = judged(world.mission)["C9"]

    assert found.state is State.NOT_MET
    assert said(found) == (
        "The path was drawn after the last 2 figures, so they are not used to say “on course”."
    )


def test_a_path_is_judged_by_what_comes_after_it() -> None:
    world = build.world()
    yearly = tuple((date(year, 12, 31), 52.0 + 4 * (year - 2022)) for year in range(2022, 2031))
    build.agree(world.target, replace(build.PATH, points=yearly))
    measures.bring_in(world.indicator, {2025: 65.0}, "2026-03-03", who=measures.by(at=later(1)))

    found = judged(world.mission, later(2))["C9"]

    assert found.state is State.MET


def later(days: int):
    return MONDAY + timedelta(days=days)


def test_a_target_on_a_unit_is_judged_by_the_grades_on_its_card() -> None:
    world = build.world()
    visits = measures.indicator("Home visits", unit="visits", observable=2, verifiable=0)
    target = NewTarget(
        visits,
        world.place,
        "20 visits a week",
        Goal(20.0, date(2026, 12, 31)),
        attached_to=AttachedTo.DELIVERY_UNIT,
        mission=world.mission,
    )
    targets.set_target(build.system(), target=target)

    found = judged(world.mission)["C11"]

    assert found.state is State.NOT_MET
    assert said(found).startswith("Counting “Home visits” cannot show whether what was done helped.")


def test_a_balancing_measure_on_the_card_clears_c12() -> None:
    measures.places()
    other = measures.indicator("People turned away")
    mission, place, series = build.mission(), build.place_key(), build.series(balancing=other)
    part = build.outcome(mission)
    build.judged_by(mission, part, series, place)
    target = NewTarget(series, place, "80% eat well by 2030", build.GOAL, mission=mission)
    set_goal(build.system(), mission=mission, outcome=part, target=target)

    found = judged(mission)["C12"]

    assert found.state is State.MET


def test_c13_says_by_which_groups_a_measure_is_shown() -> None:
    world = build.world()
    for day, (group, value) in enumerate((("Female", 66.0), ("Male", 61.5)), start=13):
        measures.bring_in(
            world.indicator, {2024: value}, f"2026-01-{day}", breakdown=f"Sex={group}", complete=False
        )

    found = judged(world.mission)["C13"]

    assert found.state is State.NOT_MET
    assert said(found) == "Shown by Sex; not by smaller place."


def test_c13_counts_the_places_inside_and_says_the_gap_of_groups() -> None:
    measures.places()
    mission, series, london = build.mission(), build.series(), build.place_key(measures.LONDON)
    for day, (group, value) in enumerate((("", 64.0), ("Sex=Female", 66.0), ("Sex=Male", 61.5)), start=13):
        measures.bring_in(
            series, {2024: value}, f"2026-01-{day}", place=measures.LONDON, breakdown=group, complete=False
        )
    build.judged_by(mission, build.outcome(mission), series, london)

    found = judged(mission)["C13"]

    assert found.state is State.MET
    assert said(found) == (
        "Shown for 1 of 33 places (London borough) and by Sex; the farthest groups are 4.5 percentage points "
        "apart."
    )


def test_c10_counts_the_links_without_evidence_that_every_path_needs() -> None:
    measures.places()
    mission = build.mission()
    _nodes, links = logics.chain(mission, build.outcome(mission, "everyone eats well"))
    logics.grade(mission, links[0], logics.graded())

    found = judged(mission)["C10"]

    assert found.state is State.NOT_MET
    assert said(found) == "2 links carry no evidence; both lie on every path to “everyone eats well”."


def test_a_theory_of_change_that_is_graded_throughout_is_complete() -> None:
    measures.places()
    mission = build.mission()
    _nodes, links = logics.chain(mission, build.outcome(mission, "everyone eats well"))
    for link in links:
        logics.grade(mission, link, logics.graded())

    found = judged(mission)

    assert found["C10"].state is State.MET
    assert found["C10"].facts == {"n": 3}


def test_a_headline_outcome_that_no_step_stands_for_is_not_reached() -> None:
    measures.places()
    mission = build.mission()
    logics.chain(mission, build.outcome(mission, "everyone eats well"))
    build.outcome(mission, "everyone is warm")

    found = judged(mission)["C10"]

    assert said(found) == "Nothing that has money leads to the headline outcome “everyone is warm”."


def test_judging_costs_the_same_few_queries_for_one_mission_and_for_many() -> None:
    first = build.world()
    missions.open_mission(build.system(), mission=first.mission)
    recheck(build.system())
    with CaptureQueriesContext(connection) as one:
        prepare(build.seer(), missions=None)
    for at in range(4):
        more = build.mission(short_title=f"Food {at}")
        logics.chain(more, build.outcome(more))
        missions.open_mission(build.system(), mission=more)
    recheck(build.system())

    with CaptureQueriesContext(connection) as many:
        changed = prepare(build.seer(), missions=None)

    assert changed == ()
    assert len(one) == len(many) <= 10


def test_a_draft_is_judged_only_for_those_who_work_on_it() -> None:
    world = build.world()

    found = verdicts(Reader(ANYONE, MONDAY), missions=[world.mission])

    assert found == {}


def test_the_charter_s_own_words_count() -> None:
    world = build.world()
    words = Charter(
        title=build.WORDS.title,
        short_title=build.WORDS.short_title,
        deadline=build.WORDS.deadline,
        review_on=date(2027, 3, 1),
        ends_when="Two years at 80%",
    )
    missions.write_charter(
        build.system(), mission=world.mission, charter=words, version=version(world.mission)
    )

    found = judged(world.mission)

    assert found["C17"].state is State.MET


def version(mission) -> int:
    return labels([mission])[mission].version
