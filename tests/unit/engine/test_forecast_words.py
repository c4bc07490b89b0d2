"""Chances in words, and how a remembered forecast is scored."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headway.engine.errors import NotEnoughVariation, TooShort
from headway.engine.measurement import (
    ChanceWords,
    Improve,
    Remembered,
    chance_words,
    interval_score,
    mase,
    msis,
    pinball,
    score,
    tenths,
)
from headway.engine.measurement.chances import NotAChance
from headway.engine.measurement.scoring import CrossedQuantiles

OPPOSITE = dict(zip(ChanceWords, reversed(ChanceWords), strict=True))
GIVEN = Remembered(60.0, 64.0, 66.0, 68.0, 72.0, chance=0.3, target=70.0)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "very unlikely"),
        (0.0999, "very unlikely"),
        (0.1, "unlikely"),
        (0.2999, "unlikely"),
        (0.3, "could go either way"),
        (0.7, "could go either way"),
        (0.7001, "likely"),
        (0.9, "likely"),
        (0.9001, "very likely"),
        (1.0, "very likely"),
    ],
)
def test_a_chance_has_one_of_five_phrases(chance, words):
    assert chance_words(chance).value == words


@given(st.integers(0, 1024).map(lambda k: k / 1024))
def test_a_chance_and_its_opposite_have_mirrored_words(chance):
    assert chance_words(1.0 - chance) is OPPOSITE[chance_words(chance)]


@pytest.mark.parametrize(("chance", "out_of_ten"), [(0.0, 0), (0.049, 0), (0.25, 3), (0.62, 6), (0.99, 10)])
def test_tenths_round_halves_up(chance, out_of_ten):
    assert tenths(chance) == out_of_ten


@pytest.mark.parametrize("chance", [-0.01, 1.01, float("nan")])
def test_what_is_no_chance_has_no_words(chance):
    with pytest.raises(NotAChance):
        chance_words(chance)
    with pytest.raises(NotAChance):
        tenths(chance)


def test_a_forecast_that_held_is_scored_by_its_width_and_its_distance():
    found = score(GIVEN, 65.0)

    assert (found.inside80, found.inside50, found.error) == (True, True, -1.0)
    assert found.interval80 == pytest.approx(12.0)
    assert found.pinball == pytest.approx((0.1 * 5 + 0.25 * 1 + 0.5 * 1 + 0.25 * 3 + 0.1 * 7) / 5)
    assert found.brier == pytest.approx(0.09)


def test_an_outcome_outside_the_band_costs_ten_times_its_distance():
    found = score(GIVEN, 74.0)

    assert (found.inside80, found.inside50) == (False, False)
    assert found.interval80 == pytest.approx(12.0 + 10 * 2.0)
    assert found.brier == pytest.approx(0.49)


def test_where_less_is_better_reaching_the_target_is_at_or_under_it():
    falling = Remembered(1.0, 2.0, 3.0, 4.0, 5.0, chance=0.8, target=3.0, improve=Improve.DECREASE)

    assert score(falling, 3.0).brier == pytest.approx(0.04)
    assert score(falling, 3.1).brier == pytest.approx(0.64)


def test_without_a_target_there_is_no_brier_score():
    assert score(Remembered(1.0, 2.0, 3.0, 4.0, 5.0), 3.0).brier is None


def test_quantiles_out_of_order_are_not_scored():
    with pytest.raises(CrossedQuantiles):
        score(Remembered(1.0, 3.0, 2.0, 4.0, 5.0), 3.0)


def test_the_true_quantile_has_the_least_expected_loss():
    outcomes = stats.norm.ppf((np.arange(20000) + 0.5) / 20000)
    tried = np.linspace(-2, 2, 81)

    loss = pinball(tried[:, None], np.array(0.9), outcomes[None, :]).mean(axis=1)

    assert tried[loss.argmin()] == pytest.approx(stats.norm.ppf(0.9), abs=0.05)


def test_scaled_scores_are_the_plain_ones_over_the_naive_error():
    past = np.array([1.0, 3.0, 2.0, 6.0, 5.0])
    outcomes, median = np.array([7.0, 4.0]), np.array([6.0, 6.0])
    lower, upper = median - 1.5, median + 1.5

    assert mase(median, outcomes, past) == pytest.approx(1.5 / 2.0)
    assert mase(median, outcomes, past, season=2) == pytest.approx(1.5 / ((1 + 3 + 3) / 3))
    assert msis(lower, upper, outcomes, past) == pytest.approx((3.0 + (3.0 + 10 * 0.5)) / 2 / 2.0)
    np.testing.assert_allclose(interval_score(lower, upper, outcomes, 0.8), [3.0, 8.0])


def test_scaled_scores_need_a_past_that_moves():
    with pytest.raises(TooShort):
        mase(np.ones(1), np.ones(1), np.ones(4), season=4)
    with pytest.raises(NotEnoughVariation):
        mase(np.ones(1), np.ones(1), np.ones(4))
