"""Every check says every thing it can say, in words, for the right reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from headway.briefs.checks import CHECKS, State, Verdict
from headway.briefs.checks.dossier import Barriers, Dossier
from headway.briefs.checks.register import BY_ID
from headway.checks.choices import FIRST, THRESHOLDS, USUAL, Limits, ThresholdKey
from headway.kernel.sentences import Sentence
from headway.measures.choices import Polarity
from headway.missions.choices import MissionState
from tests.builders_checks import GOAL, dossier, forecast, measure, measured, named
from tests.unit.checks.examples import EXAMPLES, LIMITS
from tests.unit.checks.examples_first import paced

ALL = [(check, case) for check, cases in EXAMPLES.items() for case in cases]


def judged(check: str, facts: Dossier, limits: Limits = USUAL) -> Verdict:
    return BY_ID[check].verdict(BY_ID[check].judge(facts, limits), facts.on)


def said(sentence: Sentence | None) -> str:
    assert sentence is not None
    return sentence.render("en-gb")


@pytest.mark.parametrize(("check", "case"), ALL)
def test_a_check_says_each_of_its_sentences_with_its_numbers(check: str, case: str) -> None:
    facts, words = EXAMPLES[check][case]

    found = judged(check, facts, Limits(LIMITS.get((check, case), {})))

    assert found.case == case
    assert said(found.sentence) == words


def test_no_check_can_say_something_that_no_example_shows() -> None:
    able = {check.id: set(check.cases) for check in CHECKS}

    shown = {check: set(cases) for check, cases in EXAMPLES.items()}

    assert able == shown


@pytest.mark.parametrize(("check", "case"), ALL)
def test_whatever_is_not_met_or_unknown_says_what_would_clear_it(check: str, case: str) -> None:
    facts, _words = EXAMPLES[check][case]

    found = judged(check, facts, Limits(LIMITS.get((check, case), {})))

    open_question = found.state in {State.NOT_MET, State.CANNOT_TELL}
    assert open_question == (found.clears is not None)
    assert found.clears is None or "%(" not in said(found.clears)


def test_eighteen_checks_and_the_signals_stand_in_their_order_with_rule_and_source() -> None:
    wanted = [*(f"C{number}" for number in range(1, 19)), "W4", "W5", "W6"]

    rules = [said(check.rule_with(USUAL)) for check in CHECKS]

    assert [check.id for check in CHECKS] == wanted
    assert all(rule and "%" not in rule.replace("50%", "") for rule in rules)
    assert all(check.source and check.title for check in CHECKS)
    assert set(FIRST) <= set(wanted)


def test_a_mission_that_does_everything_meets_every_check() -> None:
    facts = dossier()

    states = {check.id: judged(check.id, facts).state for check in CHECKS}

    assert set(states.values()) == {State.MET}


TIGHTER: list[tuple[ThresholdKey, float, Dossier]] = [
    (("C1", "times_best"), 1.5, dossier()),
    (("C3", "points"), 7, dossier()),
    (("C6", "families"), 4, dossier()),
    (("C6", "departments"), 3, dossier()),
    (("C7", "live"), 4, dossier()),
    (("C7", "paths"), 3, dossier()),
    (("C7", "outside"), 2, dossier()),
    (("C7", "largest_share"), 30, dossier()),
    (("C8", "changes"), 3, dossier()),
    (("C9", "points_a_year"), 2, dossier()),
    (("C11", "observable"), 2, EXAMPLES["C11"]["fits"][0]),
    (("C11", "verifiable"), 2, EXAMPLES["C11"]["fits"][0]),
    (("C11", "together"), 4, EXAMPLES["C11"]["fits"][0]),
    (("C13", "tiers"), 2, dossier()),
    (("C13", "groups"), 2, dossier()),
    (("C16", "days"), 20, dossier()),
    (("C16", "decided"), 2, dossier()),
    (("W5", "days"), 20, dossier()),
    (("W5", "raised"), 5, dossier(barriers=Barriers(open=True, raised=9, decided_on=(date(2026, 2, 2),)))),
    (("W6", "days"), 10, dossier()),
]


@pytest.mark.parametrize(("key", "stricter", "facts"), TIGHTER)
def test_a_stricter_threshold_is_obeyed(key: ThresholdKey, stricter: float, facts: Dossier) -> None:
    check = key[0]
    if key == ("C11", "observable"):
        facts = replace(facts, unit_targets=(replace(facts.unit_targets[0], observable=1, verifiable=2),))

    usual, strict = judged(check, facts), judged(check, facts, Limits({key: stricter}))

    assert usual.state is State.MET
    assert strict.state is State.NOT_MET


def test_every_threshold_is_tried_but_those_that_only_say_when_something_is_asked() -> None:
    tried = {key for key, _stricter, _facts in TIGHTER}

    left = set(THRESHOLDS) - tried

    assert left == {("C1", "years"), ("W4", "days")}


def test_the_days_since_a_date_grow_with_the_day_of_reading_and_not_in_the_facts() -> None:
    facts = dossier(deadline=date(2025, 12, 31))
    later = replace(facts, on=facts.on + timedelta(days=30))

    one, other = judged("C4", facts), judged("C4", later)

    assert one.facts == other.facts
    assert "61 days" in said(one.sentence)
    assert "91 days" in said(other.sentence)


def test_one_day_is_one_day() -> None:
    facts = dossier(deadline=date(2026, 3, 1))

    found = judged("C4", facts)

    assert "passed 1 day ago" in said(found.sentence)


def test_of_several_measures_the_one_that_fails_is_named() -> None:
    facts = dossier(measures=(measure(), measure(name=named("School meals"), baseline=None)))

    found = judged("C3", facts)

    assert said(found.sentence) == "“School meals”: Still missing: a dated baseline."


def test_only_headline_outcomes_are_asked_for_a_target() -> None:
    facts = measured()
    quiet = replace(facts, measures=(*facts.measures, measure(outcome=named("x").key, goal=None, points=0)))

    states = {check: judged(check, quiet).state for check in ("C1", "C3", "C9", "C12", "C13")}

    assert set(states.values()) == {State.MET}


def test_falling_is_bold_where_less_is_better() -> None:
    facts = paced(
        -1.2, -0.8, polarity=Polarity.DECREASE, goal=replace(GOAL, value=12.0), forecast=forecast(17.0)
    )

    found = judged("C1", facts)

    assert found.state is State.MET


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_a_mission_of_which_nothing_is_known_breaks_no_check(check: str) -> None:
    bare = Dossier(on=date(2026, 3, 2), mission=named("x").key, state=MissionState.DRAFT)

    found = judged(check, bare)

    assert found.state is not State.MET
    assert said(found.sentence)
