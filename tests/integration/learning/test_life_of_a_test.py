"""A test from its draft to its decision: what is refused where, and what stands beside what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from headway.kernel.actors import ANYONE, Reader
from headway.kernel.errors import Conflict, Invalid, Stale
from headway.learning import actions
from headway.learning.analysis import GroupCount, NewRuling, Outcome
from headway.learning.choices import CheckCode, Choice, Phase, Reading, Scale
from headway.learning.queries import (
    draw_row,
    links_tested,
    looks,
    plans,
    ratings,
    register,
    results,
    ruling,
)
from headway.missions.actions import open_mission
from headway.places.actions import set_pre_election_period
from tests import builders_learning as build
from tests import builders_logic as logic
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_rhythms as rhythms
from tests.builders_learning import LATER, PILOT, PLAN
from tests.builders_measures import CAMDEN
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
CITIZEN = Reader(ANYONE, MONDAY)


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def mission():
    measures.places()
    key = missions.mission()
    open_mission(system(), mission=key)
    return key


def test_a_draft_is_for_those_who_work_on_it_and_a_locked_plan_for_everybody(mission):
    draft = build.drafted(mission)

    locked = build.locked(mission, replace(PLAN, title="Another"))

    assert [row.key for row in register(CITIZEN)] == [locked]
    assert {row.key for row in register(seer())} == {draft, locked}
    assert register(CITIZEN)[0].phase is Phase.REGISTERED


@pytest.mark.parametrize("empty", ["reviewed_by", "told", "equality_effect", "entitled", "smallest_change"])
def test_a_plan_does_not_lock_without_its_ethics_its_equality_note_and_its_question(mission, empty):
    lacking = replace(PLAN, **{empty: type(getattr(PLAN, empty))()})
    key = build.drafted(mission, lacking)

    with pytest.raises(Invalid) as refused:
        actions.lock_plan(system(), test=key, version=build.version(key))

    assert empty in refused.value.fields
    assert build.row(key).phase is Phase.DRAFT


def test_a_test_that_cannot_answer_its_question_locks_only_as_a_pilot(mission):
    small = replace(PLAN, can_answer=False)
    key = build.drafted(mission, small)

    with pytest.raises(Invalid) as refused:
        actions.lock_plan(system(), test=key, version=build.version(key))
    as_pilot = replace(small, design=PILOT.design, rule_words=PILOT.rule_words)
    actions.write_plan(system(), test=key, plan=as_pilot, version=build.version(key))
    actions.lock_plan(system(), test=key, version=build.version(key))

    assert "design" in refused.value.fields
    assert build.row(key).phase is Phase.REGISTERED


def test_an_amendment_follows_the_plan_with_its_reason_and_changes_nothing_of_it(mission):
    key = build.locked(mission)
    before = plans(seer(), test=key)[0]
    changed = replace(PLAN, decide_on=date(2026, 7, 1))

    with pytest.raises(Invalid):
        actions.amend_plan(system(), test=key, plan=changed, reason=" ", version=build.version(key))
    actions.amend_plan(
        system(), test=key, plan=changed, reason="The board meets later.", version=build.version(key)
    )

    first, second = plans(seer(), test=key)
    assert (first.content, first.hash) == (before.content, before.hash)
    assert (second.number, second.reason, second.changed) == (2, "The board meets later.", ("decide_on",))
    assert before.hash in second.content


def test_two_people_do_not_write_one_draft_over_one_another(mission):
    key = build.drafted(mission)
    seen = build.version(key)
    actions.write_plan(system(), test=key, plan=replace(PLAN, owner="Housing"), version=seen)

    with pytest.raises(Stale):
        actions.write_plan(system(), test=key, plan=PLAN, version=seen)


def test_the_list_comes_after_the_seed_and_the_draw_after_both(mission):
    key = build.locked(mission)
    roster = build.read_list(build.LIST)

    with pytest.raises(Conflict):
        actions.fix_list(system(), test=key, roster=roster)
    actions.commit_seed(system(), test=key)
    with pytest.raises(Conflict):
        actions.draw_lots(system(), test=key)
    with pytest.raises(Conflict):
        actions.start_test(system(), test=key, on=build.TODAY)
    before = draw_row(seer(), test=key)
    actions.fix_list(system(), test=key, roster=roster)
    actions.draw_lots(system(), test=key)

    after = draw_row(seer(), test=key)
    assert (before.secret, before.seed) == ("", None)
    assert after.counts == {"new": 20, "usual": 20}
    assert after.list_hash == roster.hash
    with pytest.raises(Conflict):
        actions.draw_lots(system(), test=key)


def test_a_public_number_decides_with_the_seed_and_not_before_its_day(mission):
    key = build.locked(mission)
    actions.commit_seed(system(), test=key)
    day = build.TODAY + timedelta(days=1)
    roster = build.read_list(build.LIST)
    actions.fix_list(system(), test=key, roster=roster, beacon="The lottery’s six numbers", beacon_on=day)

    with pytest.raises(Invalid):
        actions.draw_lots(system(), test=key, number="1 2 3 4 5 6")
    with pytest.raises(Invalid):
        actions.draw_lots(system(MONDAY + timedelta(days=1)), test=key)
    actions.draw_lots(system(MONDAY + timedelta(days=1)), test=key, number="1 2 3 4 5 6")

    assert draw_row(seer(LATER), test=key).number == "1 2 3 4 5 6"


def test_a_look_finds_uneven_groups_losses_and_harm(mission):
    key = build.running(mission)

    build.look(
        key,
        GroupCount("usual", 300, left=3, crossed=60),
        GroupCount("new", 200, left=40),
        guardrails=(("Complaints", True),),
        unlike=0.1,
    )

    found = {each.code: each.passed for each in looks(seer(), test=key)[0].checks}
    assert found == {
        CheckCode.SHARES: False,
        CheckCode.ATTRITION: False,
        CheckCode.CONTAMINATION: False,
        CheckCode.SIZE: True,
        CheckCode.BALANCE: True,
        CheckCode.GUARDRAILS: False,
    }


def test_no_effect_is_shown_before_the_plans_first_look(mission):
    key = build.running(mission)

    with pytest.raises(Conflict):
        build.result(key, by=system(MONDAY + timedelta(days=30)))

    assert results(seer(LATER), test=key) == ()


@pytest.mark.parametrize(
    ("lower", "upper", "reading"),
    [
        (5.5, 8.5, Reading.CLEAR),
        (1.0, 8.5, Reading.BETTER),
        (-2.0, 8.5, Reading.UNCLEAR),
        (-4.0, 4.9, Reading.NONE),
        (-8.0, -1.0, Reading.WORSE),
    ],
)
def test_an_interval_is_read_beside_the_smallest_change_that_matters(mission, lower, upper, reading):
    found = Outcome(estimate=(lower + upper) / 2, lower=lower, upper=upper, n=40)

    key = build.analysed(mission, outcome=found)

    assert results(seer(LATER), test=key)[0].reading is reading


def test_a_correction_is_the_next_result_with_its_reason(mission):
    key = build.analysed(mission)
    better = replace(build.FOUND, estimate=6.0, lower=3.0, upper=9.0)

    with pytest.raises(Invalid):
        build.result(key, better)
    build.result(key, better, reason="Ten replies were counted twice.")

    newest, first = results(seer(LATER), test=key)
    assert (newest.number, newest.reading, newest.reason) == (
        2,
        Reading.BETTER,
        "Ten replies were counted twice.",
    )
    assert first.outcome.estimate == 7.0


def test_research_without_numbers_says_what_was_seen_and_how_it_reads(mission):
    words = Outcome(saw="Families came at once.", surprised="Men came too.", changed="Longer hours")

    with pytest.raises(Invalid):
        build.analysed(mission, PILOT, words)
    key = build.analysed(mission, replace(PILOT, title="Twice"), replace(words, reading=Reading.BETTER))

    assert results(seer(LATER), test=key)[0].outcome.surprised == "Men came too."


def test_a_decision_follows_the_rule_or_says_why_not_with_a_second_name(mission):
    board = rhythms.board(mission)
    key = build.analysed(mission)
    decision = build.board_decision(board, key)

    with pytest.raises(Invalid) as refused:
        build.decided(key, decision, NewRuling(Choice.STOP, "Too dear"))
    build.decided(key, decision)

    found = ruling(seer(LATER), test=key)
    assert set(refused.value.fields) == {"second"}
    assert (found.rule, found.choice, found.follows) == (Choice.ADOPT, Choice.ADOPT, True)
    assert build.row(key, seer(LATER)).phase is Phase.DECIDED


def test_harm_to_what_was_watched_says_stop_whatever_the_effect(mission):
    key = build.running(mission)
    build.look(key, guardrails=(("Complaints", True),))
    build.result(key)
    decision = build.board_decision(rhythms.board(mission), key)

    with pytest.raises(Invalid):
        build.decided(key, decision, NewRuling(Choice.ADOPT))


def test_a_decision_about_something_else_settles_no_test(mission):
    board = rhythms.board(mission)
    key = build.analysed(mission)
    other = build.board_decision(board, mission)

    with pytest.raises(Invalid) as refused:
        build.decided(key, other)

    assert "decision" in refused.value.fields


def test_a_rating_names_its_scale_and_version(mission):
    key = build.analysed(mission)

    actions.rate_test(system(LATER), test=key, scale=Scale.MARYLAND, level=5, reasons="Drawn by lot")
    with pytest.raises(Invalid):
        actions.rate_test(system(LATER), test=key, scale=Scale.MARYLAND, level=6, reasons="More")

    row = ratings(seer(LATER), test=key)[0]
    assert (row.scale, row.level) == (Scale.MARYLAND, 5)
    assert "What Works Growth" in row.version


def test_a_withdrawn_test_leaves_its_plan_and_reason(mission):
    key = build.locked(mission)

    actions.withdraw_test(system(), test=key, reason="The service was closed.")

    row = build.row(key, CITIZEN)
    assert (row.phase, row.note, row.number) == (Phase.WITHDRAWN, "The service was closed.", 1)
    with pytest.raises(Conflict):
        actions.start_test(system(), test=key, on=build.TODAY)


def test_before_an_election_only_those_who_work_on_it_see_what_is_new(mission):
    key = build.locked(mission)
    set_pre_election_period(
        system(), code=CAMDEN, starts_on=build.TODAY, ends_on=date(2026, 4, 30), reason="Local elections"
    )

    other = build.locked(mission, replace(PLAN, title="Another"))

    assert [row.key for row in register(CITIZEN)] == [key]
    assert {row.key for row in register(seer())} == {key, other}
    assert {row.key for row in register(Reader(ANYONE, LATER))} == {key, other}


def test_a_past_day_shows_the_test_as_it_was(mission):
    key = build.analysed(mission)

    then, now = build.row(key, seer(MONDAY)), build.row(key, seer(LATER))

    assert (then.phase, then.reading) == (Phase.RUNNING, None)
    assert (now.phase, now.reading) == (Phase.ANALYSED, Reading.CLEAR)


def test_checks_learn_which_links_are_tested(mission):
    links = logic.chain(mission)[1]
    build.drafted(mission, link=links[0])
    build.locked(mission, replace(PLAN, title="Another"), link=links[1])

    assert links_tested(seer(), missions={mission}) == {mission: (links[1],)}
