"""Autocorrelation and drift against loops, enumeration and SciPy."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headway.engine.errors import GapInSeries, NotEnoughVariation, NotFinite, TooShort
from headway.engine.measurement import drift, lag1_autocorrelation, xmr

SERIES = st.lists(st.integers(-20, 20).map(float), min_size=10, max_size=30)
VARIED = SERIES.filter(lambda y: len(set(y)) > 1)


def loop_autocorrelation(y):
    mean = math.fsum(y) / len(y)
    pairs = math.fsum((a - mean) * (b - mean) for a, b in itertools.pairwise(y))
    return pairs / math.fsum((a - mean) ** 2 for a in y)


def loop_score(y):
    return sum((b > a) - (b < a) for a, b in itertools.combinations(y, 2))


@given(VARIED, st.integers(-100, 100), st.integers(-8, 8))
def test_autocorrelation_agrees_with_loops_in_any_unit(y, shift, power):
    moved = [(value + shift) * 2.0**power for value in y]

    found = lag1_autocorrelation(moved)

    assert found == pytest.approx(loop_autocorrelation(y), abs=1e-9)


@given(VARIED)
def test_pairs_across_a_rebase_do_not_count(y):
    around = [value - np.mean(y) for value in y]

    found = lag1_autocorrelation([*around, *around], rebase=[len(y)])

    assert found == pytest.approx(lag1_autocorrelation(y), abs=1e-9)


@given(SERIES)
def test_the_slope_is_sens_and_the_score_is_kendalls(y):
    found = drift(y)

    slope = stats.theilslopes(y, np.arange(len(y))).slope
    assert found.slope == pytest.approx(float(slope), abs=1e-12)
    assert found.n == len(y)
    assert (found.p == 1.0) == (abs(loop_score(y)) <= 1)


def test_p_uses_the_variance_over_every_order_of_tied_values():
    tied = [1, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    orders = set(distinct_orders(tuple(tied)))
    variance = sum(loop_score(order) ** 2 for order in orders) / len(orders)

    found = drift(tied)

    assert len(orders) == 4200
    z = (loop_score(tied) - 1) / math.sqrt(variance)
    assert found.p == pytest.approx(2 * stats.norm.sf(z), rel=1e-9)


def distinct_orders(left):
    if not left:
        yield ()
    for first in set(left):
        rest = list(left)
        rest.remove(first)
        yield from ((first, *order) for order in distinct_orders(tuple(rest)))


@given(SERIES)
def test_backwards_in_time_the_drift_turns_round(y):
    forwards, backwards = drift(y), drift(y[::-1])

    assert (forwards.p, forwards.slope) == (backwards.p, -backwards.slope)


def test_chance_alone_seldom_drifts():
    y = np.random.default_rng(5).normal(size=(2_000, 24))

    share = np.mean([drift(series).steady for series in y])

    assert 0.004 < share < 0.016


def test_a_drift_that_the_last_point_hides_is_found():
    noise = np.random.default_rng(6).normal(size=60)
    y = noise + 0.03 * np.arange(60)

    assert "7 Point Trend (Increasing)" not in xmr(y).words
    assert drift(y).steady


def test_of_a_very_long_series_the_last_thousand_points_count():
    y = np.r_[np.arange(3_000.0), np.zeros(1_000)]

    found = drift(y)

    assert (found.n, found.p, found.steady) == (1_000, 1.0, False)


@pytest.mark.parametrize(
    ("estimate", "refusal"),
    [
        (lambda: lag1_autocorrelation([1.0] * 7), TooShort),
        (lambda: lag1_autocorrelation([0.1] * 12), NotEnoughVariation),
        (lambda: lag1_autocorrelation([0.0] * 12), NotEnoughVariation),
        (lambda: drift([1.0] * 9), TooShort),
        (lambda: drift([1.0] * 9 + [np.nan]), GapInSeries),
        (lambda: drift([1.0] * 9 + [np.inf]), NotFinite),
    ],
)
def test_it_refuses_by_name(estimate, refusal):
    with pytest.raises(refusal):
        estimate()
