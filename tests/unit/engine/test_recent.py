"""The recent trend: a weighted line by SciPy-free loops, its five leave-one-outs, and its refusals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import NotEnoughVariation, TooShort
from headway.engine.measurement import Improve, NothingLeft, SuppressedCounts, Trend, recent_trend

POINTS = st.lists(
    st.tuples(st.integers(-40, 40), st.integers(1, 12)), min_size=5, max_size=12
)  # value, half width


def line(points):
    """Least squares by its normal equations, one point after another."""
    total = sum(w for _, _, w in points)
    t_mean = sum(w * t for t, _, w in points) / total
    y_mean = sum(w * y for _, y, w in points) / total
    room = sum(w * (t - t_mean) ** 2 for t, _, w in points)
    slope = sum(w * (t - t_mean) * (y - y_mean) for t, y, w in points) / room
    return slope, slope / math.sqrt(1 / room)


@given(POINTS)
def test_it_agrees_with_plain_loops(points):
    last = [(t, y, (3.92 / (2 * half)) ** 2) for t, (y, half) in enumerate(points[-5:], start=1)]
    slope, z = line(last)
    rest = [line([point for point in last if point[0] != t])[0] for t in range(1, 6)]
    y, half = np.array(points, dtype=float).T

    found = recent_trend(y, y - half, y + half)

    assert found.slope == pytest.approx(slope, abs=1e-9)
    assert found.chi2 == pytest.approx(z**2, abs=1e-9)
    if abs(z**2 - 9.5495) > 1e-6 and min(map(abs, rest)) > 1e-9:
        steady = all(each * slope > 0 for each in rest)
        assert (found.trend is not Trend.NONE) == (z**2 > 9.5495 and steady)


@given(POINTS, st.integers(-20, 20), st.sampled_from([0.5, 2.0, 8.0]))
def test_neither_unit_nor_origin_changes_a_trend(points, shift, factor):
    y, half = np.array(points, dtype=float).T

    found = recent_trend(y, y - half, y + half)

    other = recent_trend(*((side * factor + shift) for side in (y, y - half, y + half)))
    assert found.chi2 == pytest.approx(other.chi2, rel=1e-6, abs=1e-9)
    assert other.slope == pytest.approx(found.slope * factor, rel=1e-6, abs=1e-9)


@given(POINTS)
def test_upside_down_a_rise_is_a_fall(points):
    y, half = np.array(points, dtype=float).T

    found = recent_trend(y, y - half, y + half, improve=Improve.INCREASE)

    other = recent_trend(-y, -y - half, -y + half, improve=Improve.DECREASE)
    turned = {Trend.RISING_BETTER: Trend.FALLING_BETTER, Trend.FALLING_WORSE: Trend.RISING_WORSE}
    assert other.trend is turned.get(found.trend, Trend.NONE)


def test_only_the_last_five_whole_points_speak():
    y = np.array([90.0, 80.0, 10.0, 11.0, np.nan, 12.5, 13.0, 14.5])

    found = recent_trend(y, y - 1, y + 1, improve=Improve.DECREASE)

    alone = recent_trend(y[[2, 3, 5, 6, 7]], y[[2, 3, 5, 6, 7]] - 1, y[[2, 3, 5, 6, 7]] + 1)
    assert found.trend is Trend.RISING_WORSE
    assert found.chi2 == pytest.approx(alone.chi2)
    assert alone.trend is Trend.RISING


def test_one_point_that_makes_the_whole_trend_makes_none():
    y = np.array([10.0, 9.9, 9.8, 9.7, 30.0])

    found = recent_trend(y, y - 0.5, y + 0.5)

    assert found.chi2 > 9.5495
    assert found.trend is Trend.NONE


def test_what_was_suppressed_long_ago_stops_nothing():
    y = np.array([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0])
    hidden = [True, *[False] * 5]

    found = recent_trend(y, y - 0.1, y + 0.1, suppressed=hidden, improve=Improve.INCREASE)

    assert found.trend is Trend.RISING_BETTER


Y = np.array([1.0, 2.0, 3.0, 4.0, 5.0])


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        (lambda: recent_trend(Y[:4], Y[:4] - 1, Y[:4] + 1), TooShort),
        (lambda: recent_trend(Y, Y - 1, [*Y[:4] + 1, np.nan]), TooShort),
        (lambda: recent_trend(Y, Y, Y), NotEnoughVariation),
        (lambda: recent_trend(Y, Y - 1, Y + 1, suppressed=[False] * 4 + [True]), SuppressedCounts),
        (lambda: recent_trend(Y, Y - 1, Y + 1, counts=([1, 2, 3, 4, 9], [9] * 5)), NothingLeft),
    ],
)
def test_it_refuses_by_name(call, refusal):
    with pytest.raises(refusal):
        call()


def test_counts_under_their_denominators_stop_nothing():
    found = recent_trend(Y, Y - 0.1, Y + 0.1, counts=([1, 2, 3, 4, 5], [9] * 5), improve=Improve.DECREASE)

    assert found.trend is Trend.RISING_WORSE
