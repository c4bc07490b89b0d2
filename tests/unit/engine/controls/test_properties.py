"""What must hold for every control, and what the model refuses."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.controls import (
    BadRange,
    CannotCompare,
    Choices,
    Control,
    Fit,
    Guard,
    Limits,
    NotATradeOff,
    Option,
    OutOfBounds,
    Range,
    Replacement,
    Sample,
    Threshold,
    draw,
    fit,
    weigh,
)
from tests.unit.engine.controls.cast import CONTROLS, PAST, believed, known, times

few = settings(max_examples=25)
DRAWS = 64


def weighed(control: Control, choices: Choices | None = None):
    return weigh(control, np.random.default_rng(1), choices=choices, draws=DRAWS)


@few
@given(CONTROLS, st.sampled_from([0.25, 2.0, 64.0]))
def test_the_currency_changes_no_answer(control, factor):
    here, there = weighed(control), weighed(times(control, factor))

    assert there.keep.median == pytest.approx(here.keep.median * factor)
    assert (there.chance, there.verdict, there.trial) == (here.chance, here.verdict, here.trial)
    assert there.costs.break_even == pytest.approx(here.costs.break_even)


@few
@given(CONTROLS)
def test_twice_the_cases_double_the_sum_and_turn_nothing(control):
    twice = dataclasses.replace(
        control, cases=Range(*(2 * each for each in dataclasses.astuple(control.cases)))
    )

    few_cases, many = weighed(control), weighed(twice)

    assert many.keep.median == pytest.approx(2 * few_cases.keep.median)
    assert (many.chance, many.sways) == (few_cases.chance, few_cases.sways)


@few
@given(CONTROLS)
def test_checking_every_case_by_lot_and_from_nothing_on_is_keeping(control):
    choices = Choices(Threshold(0.0, PAST), Sample(1.0))

    found = weighed(control, choices)

    for option in found.options[:2]:
        assert option.median == pytest.approx(found.keep.median, abs=1e-6)
        assert option.gain == pytest.approx(0.0, abs=1e-6)


@few
@given(CONTROLS)
def test_a_threshold_above_every_case_is_relaxing(control):
    found = weighed(control, Choices(Threshold(1e6, PAST)))

    above, relax = found.options

    assert (above.low, above.median, above.high) == pytest.approx((0.0, 0.0, 0.0))
    assert above.gain == pytest.approx(relax.gain)


@few
@given(CONTROLS, st.floats(0.05, 0.95), st.floats(0.1, 0.9))
def test_stronger_deterrence_makes_a_sample_worth_more(control, share, eta):
    weak, strong = (weighed(control, Choices(sample=Sample(share, each))) for each in (1.0, eta))

    assert strong.options[0].low >= weak.options[0].low - 1e-9


@few
@given(CONTROLS)
def test_shares_are_shares_and_ends_stand_in_order(control):
    found = weighed(control, Choices(Threshold(150.0, PAST), Sample(0.3)))

    for each in (found.keep, found.cash, *found.options):
        assert 0.0 <= each.pays <= 1.0
        assert each.low <= each.median <= each.high
        assert each.gain_low <= each.gain_high
    assert found.keep.median <= found.cash.median + 1e-6


@few
@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted), min_size=1, max_size=5))
def test_draws_stay_within_their_ends(ends):
    ranges = [Range(*each) for each in ends]

    found = draw(ranges, np.random.default_rng(3).random((len(ranges), 200)))

    for held, row in zip(ranges, found, strict=True):
        slack = 1e-9 * max(1.0, abs(held.low), abs(held.high))
        assert held.low - slack <= row.min()
        assert row.max() <= held.high + slack


def test_draws_have_the_mean_and_spread_of_a_triangle():
    low, likely, high = 10.0, 12.0, 20.0

    (found,) = draw([Range(low, likely, high)], np.random.default_rng(0).random((1, 200_000)))

    variance = (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
    assert found.mean() == pytest.approx((low + likely + high) / 3, abs=0.02)
    assert found.var() == pytest.approx(variance, rel=0.02)


def test_what_is_known_exactly_sways_nothing_and_leaves_no_range():
    found = weighed(known())

    assert found.sways == ()
    assert found.keep.low == found.keep.high == pytest.approx(found.keep.net)


def test_the_same_seed_gives_the_same_answer_and_nothing_given_is_changed():
    past = PAST.copy()
    choices = Choices(Threshold(200.0, past), Sample(0.5), Replacement(Range(0, 0.5, 1), Range(1, 2, 3)))

    first, second = (weigh(believed(), np.random.default_rng(5), choices=choices) for _ in range(2))

    assert first == second
    assert (past == PAST).all()


@pytest.mark.parametrize(
    ("limits", "guards"),
    [
        (Limits(statutory=True), (Guard.STATUTORY,)),
        (Limits(irreversible=True), (Guard.IRREVERSIBLE,)),
        (Limits(catastrophe=149.0), (Guard.CATASTROPHE,)),
        (Limits(statutory=True, catastrophe=10.0), (Guard.STATUTORY, Guard.CATASTROPHE)),
    ],
)
def test_it_is_not_a_trade_off_that_a_sum_decides(limits, guards):
    with pytest.raises(NotATradeOff) as refusal:
        weigh(believed(), np.random.default_rng(0), limits=limits)

    assert refusal.value.guards == guards


def test_a_catastrophe_level_above_every_loss_stands_in_no_way():
    found = weigh(believed(), np.random.default_rng(0), limits=Limits(catastrophe=150.0))

    assert found.chance == 0.0


def test_no_verdict_is_to_remove_a_control():
    worthless = weighed(known(misuse=0.0))

    assert worthless.trial is Option.RELAX
    assert worthless.verdict.value == "trial"


@pytest.mark.parametrize(("name", "value"), [("misuse", 1.5), ("days", -1.0), ("loss", 0.0), ("cases", 0.0)])
def test_what_cannot_be_is_refused_by_name(name, value):
    with pytest.raises(OutOfBounds) as refusal:
        known(**{name: value})

    assert refusal.value.name == name


@pytest.mark.parametrize("ends", [(2, 1, 3), (1, 4, 3), (float("nan"), 1, 2), (0, 1, float("inf"))])
def test_three_numbers_out_of_order_are_no_range(ends):
    with pytest.raises(BadRange):
        Range(*ends)


@pytest.mark.parametrize(
    ("option", "make"),
    [
        (Option.THRESHOLD, lambda: Threshold(10.0, [])),
        (Option.THRESHOLD, lambda: Threshold(10.0, [0.0, 0.0])),
        (Option.THRESHOLD, lambda: Threshold(10.0, [5.0, float("nan")])),
        (Option.SAMPLE, lambda: Sample(1.2)),
        (Option.SAMPLE, lambda: Sample(0.5, 0.0)),
        (Option.REPLACE, lambda: Replacement(Range(0, 0.5, 1), Range(-1, 0, 1))),
    ],
)
def test_an_option_without_what_it_needs_is_refused(option, make):
    with pytest.raises(CannotCompare) as refusal:
        make()

    assert refusal.value.option is option


@pytest.mark.parametrize(
    ("observable", "verifiable", "answer"),
    [(1, 1, Fit.TARGETS), (0.5, 1, Fit.OUTCOMES), (1, 0.5, Fit.PEERS), (0, 0.5, Fit.JUDGEMENT)],
)
def test_how_work_is_held_to_account_follows_from_what_can_be_seen_and_confirmed(
    observable, verifiable, answer
):
    assert fit(observable, verifiable) is answer
