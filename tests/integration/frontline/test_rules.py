"""The register of rules, and what weighing a control keeps."""

from dataclasses import replace
from datetime import date

import pytest

from headway.frontline.actions import rules as actions
from headway.frontline.analysis import NewRule, RuleChange
from headway.frontline.analysis.weighing import Guard, Option, Verdict
from headway.frontline.choices import Lock, RuleState
from headway.frontline.queries.rules import (
    barriers_on,
    rule_history,
    rules,
    rules_under,
    weighing,
    weighings,
)
from headway.kernel.actors import Reader
from headway.kernel.errors import Conflict, Forbidden, Invalid, Stale
from tests import builders_barriers
from tests import builders_people as build
from tests import builders_rules as here
from tests.builders_people import TODAY, later

pytestmark = pytest.mark.django_db
NEXT_WEEK = later(days=7)
LOOSER = RuleChange(
    RuleState.CHANGED, NEXT_WEEK.date(), "The trial went well.", "A manager signs sums over £200.", "4.2a"
)


def test_a_rule_has_an_owner_a_clause_and_a_state():
    cast = here.cast()

    (row,) = rules(build.reader())

    assert (row.slug, row.state, row.since) == (
        "two-signatures-for-every-crisis-payment", RuleState.IN_FORCE, TODAY,
    )  # fmt: skip
    assert (row.owner, row.lock) == (cast.office, None)


def test_a_lock_needs_its_reason_and_a_rule_its_place():
    cast = here.cast()
    bare = NewRule("Two signatures", here.APPROVAL.kind, cast.office, " ", "Sign twice.", lock=Lock.FINANCE)

    with pytest.raises(Invalid) as refusal:
        actions.register_rule(build.by(cast.director), rule=bare)

    assert set(refusal.value.fields) == {"clause", "lock_reason"}


def test_putting_the_record_right_changes_no_rule():
    cast = here.cast()
    words = replace(here.APPROVAL, owner=cast.office, clause="Payments policy, section 4.3")

    actions.amend_rule(build.by(cast.steward, NEXT_WEEK), rule=cast.rule, words=words, version=1)

    now = here.rule(cast.rule, NEXT_WEEK)
    assert (now.number, now.clause, now.state) == (2, "Payments policy, section 4.3", RuleState.IN_FORCE)
    assert here.rule(cast.rule).clause == "Payments policy, section 4.2"


def test_only_who_owns_a_rule_changes_it_and_everybody_sees_what_it_was():
    cast = here.cast()

    with pytest.raises(Forbidden):
        actions.change_rule(build.by(cast.steward, NEXT_WEEK), rule=cast.rule, change=LOOSER, version=1)
    actions.change_rule(build.by(cast.director, NEXT_WEEK), rule=cast.rule, change=LOOSER, version=1)

    history = rule_history(Reader(build.reader().actor, NEXT_WEEK), key=cast.rule)
    assert [(row.state, row.clause) for row in history] == [
        (RuleState.CHANGED, "4.2a"),
        (RuleState.IN_FORCE, "Payments policy, section 4.2"),
    ]
    assert history[0].note == "The trial went well."


def test_a_rule_that_was_taken_away_is_not_touched_again():
    cast = here.cast()
    gone = RuleChange(RuleState.REMOVED, TODAY, "Nobody missed it.")
    actions.change_rule(build.by(cast.director), rule=cast.rule, change=gone, version=1)

    with pytest.raises(Conflict):
        actions.change_rule(build.by(cast.director), rule=cast.rule, change=LOOSER, version=2)
    with pytest.raises(Conflict):
        here.ask(cast)


def test_two_editors_of_a_rule_do_not_overwrite_each_other():
    cast = here.cast()
    words = replace(here.APPROVAL, owner=cast.office, title="Two signatures")
    actions.amend_rule(build.by(cast.director), rule=cast.rule, words=words, version=1)

    with pytest.raises(Stale):
        actions.amend_rule(build.by(cast.steward), rule=cast.rule, words=words, version=1)


def test_a_weighing_is_kept_with_its_inputs_and_reads_back_the_same():
    cast = here.cast()

    number = actions.keep_weighing(build.by(cast.director), rule=cast.rule, new=here.WEIGHED)

    row = weighing(build.reader(), rule=cast.rule, number=number)
    assert row.new == here.WEIGHED
    assert f"{row.found.costs.cost:.1f}" == "39.4"
    assert row.found.weighed is not None
    assert row.found.weighed.verdict is Verdict.TRIAL
    assert row.found.weighed.options[-1].option is Option.RELAX


def test_a_locked_rule_keeps_its_costs_and_says_that_it_is_no_trade_off():
    cast = here.cast(lock=Lock.FINANCE, lock_reason="Section 151 of the Act")

    actions.keep_weighing(build.by(cast.analyst), rule=cast.rule, new=here.WEIGHED)

    (row,) = weighings(build.reader(), rule=cast.rule)
    assert row.found.guards == (Guard.STATUTORY,)
    assert row.found.weighed is None
    assert row.found.costs.cost > 0


def test_the_register_says_on_a_past_day_what_it_said_then():
    cast = here.cast()
    actions.change_rule(build.by(cast.director, NEXT_WEEK), rule=cast.rule, change=LOOSER, version=1)

    then = rules(build.reader(at=later(days=1)))

    assert [row.state for row in then] == [RuleState.IN_FORCE]
    assert then[0].since == date(2026, 3, 2)


def test_a_barrier_rests_on_one_rule_and_that_can_be_taken_back():
    cast = builders_barriers.cast()
    rule = here.register(cast.procurement)
    barrier = builders_barriers.raised(cast)
    steward = build.by(cast.steward)

    actions.name_rule(steward, barrier=barrier, rule=rule)
    actions.name_rule(steward, barrier=barrier, rule=rule)
    named = [row.key for row in barriers_on(build.reader(), rule=rule)]
    under = rules_under(build.reader(), barriers=[barrier])
    actions.name_rule(steward, barrier=barrier, rule=None)

    assert (named, under[barrier].key) == ([barrier], rule)
    assert barriers_on(build.reader(), rule=rule) == ()
    with pytest.raises(Forbidden):
        actions.name_rule(build.by(cast.nurse), barrier=barrier, rule=rule)
