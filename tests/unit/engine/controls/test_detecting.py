"""What a freedom could show: a simulation beside the closed form, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from headway.engine.controls import NothingToSee, smallest_effect
from headway.engine.errors import NotFinite, TooShort

SERIES = st.lists(st.integers(-100, 100), min_size=4, max_size=40).filter(lambda y: len(set(y)) > 1)


def test_an_effect_of_that_size_is_found_in_eight_of_ten_trials():
    rng, before, during, trials = np.random.default_rng(0), 24, 12, 4_000
    long_past = rng.normal(0.0, 1.0, 100_000)
    one = smallest_effect(long_past, during).effect  # sigma is 1 here, the standard error is not yet ours
    sigma = one / smallest_effect(np.tile([0.0, 1.128], 50_000), during).effect

    past = np.tile([0.0, 1.128 * sigma], before // 2)
    effect = smallest_effect(past, during).effect
    first = rng.normal(0.0, 1.0, (trials, before))
    then = rng.normal(effect, 1.0, (trials, during))
    found = (ttest_ind(first, then, axis=1).pvalue < 0.05).mean()

    assert sigma == pytest.approx(1.0, abs=0.02)
    assert found == pytest.approx(0.8, abs=0.03)


@settings(max_examples=25)
@given(SERIES, st.integers(1, 30), st.sampled_from([0.5, 4.0]), st.integers(-50, 50))
def test_unit_and_level_of_the_figure_change_nothing_else(past, during, factor, level):
    plain = smallest_effect(past, during)

    moved = smallest_effect(factor * np.array(past, dtype=float) + level, during)

    assert moved.effect == pytest.approx(factor * plain.effect)
    assert (moved.before, moved.during) == (plain.before, plain.during) == (len(past), during)


@settings(max_examples=25)
@given(SERIES, st.integers(1, 30))
def test_a_longer_trial_shows_a_smaller_effect(past, during):
    assert smallest_effect(past, during + 1).effect < smallest_effect(past, during).effect


def test_a_slow_drift_before_is_not_taken_for_noise():
    steady, drifting = [0.0, 1.0] * 12, [i + each for i, each in enumerate([0.0, 1.5] * 12)]

    assert smallest_effect(drifting, 6).effect < 2 * smallest_effect(steady, 6).effect


def test_missing_points_are_left_out():
    past = [10.0, 12.0, float("nan"), 11.0, 13.0]

    found = smallest_effect(past, 3)

    assert found.before == 4
    assert found.share == pytest.approx(found.effect / 11.5)


@pytest.mark.parametrize(
    ("past", "during", "refusal"),
    [
        ([1.0, 2.0, 3.0], 6, TooShort),
        ([2.0] * 8, 6, NothingToSee),
        ([1.0, 2.0, 1.0, 2.0], 0, NothingToSee),
        ([1.0, 2.0, float("inf"), 2.0], 3, NotFinite),
    ],
)
def test_it_refuses_rather_than_promise(past, during, refusal):
    with pytest.raises(refusal):
        smallest_effect(past, during)
