"""A wall of charts: false signals by simulation, chances of a last point, Benjamini and Hochberg's marks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import GapInSeries, NotEnoughVariation, TooShort
from headway.engine.measurement import (
    benjamini_hochberg,
    expected_false_signals,
    last_point_p,
    xmr_many,
)


@pytest.mark.parametrize("points", [12, 20, 36, 90])
def test_the_expected_number_is_what_stable_series_give(points):
    y = np.random.default_rng(points).normal(size=(20_000, points))

    found = expected_false_signals([points] * len(y))

    marked = int((xmr_many(y).variation != 0).sum())
    assert found.charts == 20_000
    assert found.expected == pytest.approx(marked, rel=0.2)


def test_no_charts_give_no_signals():
    found = expected_false_signals([])

    assert (found.charts, found.expected) == (0, 0.0)


def by_hand(chances, rate):
    ordered = sorted(chances)
    threshold = max((p for k, p in enumerate(ordered, 1) if p <= rate * k / len(ordered)), default=-1)
    return [p <= threshold for p in chances]


CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(CHANCES, st.sampled_from([0.05, 0.2]))
def test_marks_agree_with_plain_loops(chances, rate):
    found = benjamini_hochberg(chances, rate=rate)

    assert found.tolist() == by_hand(chances, rate)


@given(CHANCES, st.randoms(use_true_random=False))
def test_neither_order_nor_tests_that_were_not_made_matter(chances, random):
    mixed = random.sample(range(len(chances)), len(chances))

    found = benjamini_hochberg(chances)

    other = benjamini_hochberg([*(chances[at] for at in mixed), np.nan])
    assert other.tolist() == [*(found[at] for at in mixed), False]


def test_the_published_example_of_fifteen_tests_keeps_four():
    # Benjamini and Hochberg (1995), section 3.2: thrombolytic treatments.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]

    found = benjamini_hochberg(p)

    assert found.tolist() == [True] * 4 + [False] * 11


@pytest.mark.parametrize("points", [12, 24, 48])
def test_stable_series_are_seldom_surprising(points):
    y = np.random.default_rng(points).normal(size=(4_000, points))

    chances = np.array([last_point_p(series) for series in y])

    for level in (0.05, 0.01):
        assert (chances <= level).mean() <= level * 1.3
    assert benjamini_hochberg(chances).mean() < 0.002


@given(st.lists(st.integers(-9, 9), min_size=8, max_size=30), st.sampled_from([-4.0, 0.5, 8.0]))
def test_neither_unit_nor_direction_changes_a_chance(y, factor):
    if len(set(y[:-1])) < 2:
        return

    found = last_point_p(y)

    assert found == pytest.approx(last_point_p([value * factor for value in y]), rel=1e-9)
    assert 0 <= found <= 1


def test_a_far_point_a_long_run_and_a_long_trend_each_surprise():
    rng = np.random.default_rng(1)
    stable = rng.normal(size=24)

    jumped = last_point_p([*stable, 6.0])
    ran = last_point_p([*stable, *rng.normal(2.5, 0.3, 14)])
    climbed = last_point_p([*stable, *(stable.min() + np.linspace(0.01, 2, 9))])

    assert last_point_p(stable) > 0.1
    assert max(jumped, ran, climbed) < 0.01


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ([1.0, 2.0] * 3, TooShort),
        ([5.0] * 9 + [7.0], NotEnoughVariation),
        ([1.0, 2.0, np.nan] * 4, GapInSeries),
    ],
)
def test_it_refuses_by_name(values, refusal):
    with pytest.raises(refusal):
        last_point_p(values)


@pytest.mark.parametrize("wrong", [[0.5, 1.5], [[0.1, 0.2]]])
def test_chances_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match="chance"):
        benjamini_hochberg(wrong)


def test_a_point_beyond_all_measure_has_no_chance_at_all():
    found = last_point_p([*np.random.default_rng(1).normal(50, 1, 35), 1e6])

    assert found == pytest.approx(0, abs=1e-15)
    assert found >= 0
