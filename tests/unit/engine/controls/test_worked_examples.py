"""The model's two worked examples, to the digits they are printed with, and a loop beside the arrays."""

import dataclasses
import math

import numpy as np
import pytest

from headway.engine.controls import (
    Choices,
    Control,
    Option,
    Range,
    Replacement,
    Sample,
    Threshold,
    Verdict,
    costs_of,
    weigh,
)
from headway.engine.controls.model import drawn
from tests.unit.engine.controls.cast import EXAMPLE, PAST, believed, known

CHOICES = Choices(
    Threshold(200.0, PAST), Sample(0.25), Replacement(Range(0.3, 0.5, 0.7), Range(0.4, 0.8, 1.5))
)


def test_approval_of_small_crisis_payments_costs_far_more_than_it_prevents():
    control = believed()

    found = weigh(control, np.random.default_rng(0))

    costs = found.costs
    assert (round(costs.time, 2), round(costs.delay, 2), round(costs.stopping, 2)) == (10.30, 15.00, 14.11)
    assert (round(costs.cost, 1), round(costs.saved, 2)) == (39.4, 0.92)
    assert round(1_000 * costs.prevented, 1) == 7.7
    assert (round(1_000 * costs.break_even), round(1_000 * costs.cash_break_even)) == (328, 86)
    assert (round(found.keep.net, -3), round(found.cash.net, -3)) == (-154_000, -38_000)
    assert f"{found.chance:.2f}" == "0.00"
    assert [sway.name for sway in found.sways[:2]] == ["day_value", "days"]
    assert found.verdict is Verdict.TRIAL


def test_with_losses_of_twenty_thousand_the_same_check_is_worth_keeping():
    control = believed(loss=20_000)

    found = weigh(control, np.random.default_rng(0), choices=CHOICES)

    assert round(1_000 * found.costs.prevented, 1) == 7.7
    assert f"{1_000 * found.costs.break_even:.1f}" == "2.0"
    assert round(found.keep.net, -3) == 457_000
    assert (found.chance, found.verdict, found.trial) == (1.0, Verdict.KEEP, None)


def test_the_smallest_change_that_brings_half_of_the_gain_is_tried_first():
    control = believed()

    found = weigh(control, np.random.default_rng(0), choices=CHOICES)

    gains = {each.option: each.gain for each in found.options}
    assert list(gains) == [Option.THRESHOLD, Option.SAMPLE, Option.REPLACE, Option.RELAX]
    assert 0.5 * gains[Option.RELAX] < gains[Option.THRESHOLD] < gains[Option.RELAX]
    assert found.trial is Option.THRESHOLD


def test_where_the_sum_is_in_doubt_it_says_to_find_out_more():
    control = dataclasses.replace(known(loss=5_200), deterred=Range(0.1, 0.6, 1.0))

    found = weigh(control, np.random.default_rng(0))

    assert 0.2 < found.chance < 0.8
    assert (found.verdict, found.trial) == (Verdict.FIND_OUT, None)
    assert [(sway.name, sway.flips) for sway in found.sways] == [("deterred", True)]


def test_an_option_that_mostly_wins_but_loses_much_on_average_is_not_tried():
    rare = dataclasses.replace(known(), loss=Range(1.0, 1.0, 60_000.0), misuse=Range(0.0, 0.0, 0.02))

    found = weigh(rare, np.random.default_rng(0))

    (relax,) = found.options
    assert relax.gain < 0 < relax.beats
    assert found.trial is None


def test_arrays_agree_with_a_loop_over_the_draws():
    control, seed, n = believed(), 7, 200

    found = weigh(control, np.random.default_rng(seed), choices=CHOICES, draws=n)

    rows = drawn(control, np.random.default_rng(seed), n)
    keep = []
    sample = []
    for i in range(n):
        x = {name: float(getattr(rows, name)[i]) for name in EXAMPLE}
        time = x["front_minutes"] / 60 * x["front_rate"] + x["checker_minutes"] / 60 * x["checker_rate"]
        lost = (1 - x["misuse"]) * x["stopped"] * x["stopped_value"]
        cost = time + x["days"] * x["day_value"] + lost
        saved = x["misuse"] * x["deterred"] * x["observable"] * x["verifiable"] * x["loss"]
        keep.append(x["cases"] * (saved - cost))
        sample.append(x["cases"] * (0.25**0.5 * saved - 0.25 * cost))
    assert found.keep.median == pytest.approx(np.median(keep), rel=1e-12)
    assert found.chance == sum(each > 0 for each in keep) / n
    by_lot = found.options[1]
    assert by_lot.low == pytest.approx(np.quantile(sample, 0.1), rel=1e-12)
    assert by_lot.gain == pytest.approx(sum(sample) / n - sum(keep) / n, rel=1e-12)


def test_a_sway_is_the_mean_worth_per_case_at_one_end_less_that_at_the_other():
    control = dataclasses.replace(known(), days=Range(1.0, 3.0, 7.0))

    (sway,) = weigh(control, np.random.default_rng(0), draws=50).sways

    assert (sway.name, sway.flips) == ("days", False)
    assert sway.swing == pytest.approx(6 * 5.0)


def test_a_threshold_looks_at_the_share_of_cases_and_of_money_above_it():
    reach = Threshold(200.0, PAST).reach()

    assert reach == pytest.approx((5 / 20, (220 + 260 + 310 + 400 + 450) / PAST.sum()))


def test_inputs_are_asked_for_in_the_order_of_the_example():
    control = Control(*(Range.exactly(value) for value in EXAMPLE.values()))

    assert control == known()
    assert math.isclose(costs_of(control).cost, 39.412)
