"""The best pace on record: against a plain loop, under shifts and turns, and where it refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import TooShort
from headway.engine.measurement.pace import best_pace

VALUES = st.lists(st.integers(-500, 500), min_size=2, max_size=30).map(
    lambda found: np.array(found, dtype=float)
)


def by_loop(values: np.ndarray, periods_a_year: float, years: float, *, rising: bool) -> float:
    """Fit a line through every stretch of so many years, one after another."""
    seen = [(at / periods_a_year, value) for at, value in enumerate(values) if not np.isnan(value)]
    slopes = []
    for at, (first, _value) in enumerate(seen):
        stretch = [point for point in seen[at:] if point[0] <= first + years + 0.5 / periods_a_year]
        if len(stretch) > 1 and stretch[-1][0] - first >= years - 0.5 / periods_a_year:
            slopes.append(np.polyfit(*zip(*stretch, strict=True), 1)[0])
    if seen[-1][0] - seen[0][0] <= years or not slopes:
        return float(np.polyfit(*zip(*seen, strict=True), 1)[0])
    return float(max(slopes) if rising else min(slopes))


@given(VALUES, st.sampled_from([1.0, 4.0, 12.0, 0.5]), st.sampled_from([1.0, 3.0, 5.0]), st.booleans())
def test_it_is_what_a_plain_loop_finds(values, periods_a_year, years, rising):
    found = best_pace(values, periods_a_year, years, rising=rising)

    expected = by_loop(values, periods_a_year, years, rising=rising)

    assert found.pace == pytest.approx(expected, rel=1e-7, abs=1e-7)


@given(VALUES, st.integers(-1000, 1000))
def test_the_level_does_not_matter(values, level):
    one = best_pace(values, 1.0, 5.0, rising=True)

    other = best_pace(values + level, 1.0, 5.0, rising=True)

    assert other.pace == pytest.approx(one.pace, rel=1e-7, abs=1e-7)


@given(VALUES)
def test_a_series_upside_down_falls_as_fast_as_it_rose(values):
    rose = best_pace(values, 1.0, 5.0, rising=True)

    fell = best_pace(-values, 1.0, 5.0, rising=False)

    assert fell.pace == pytest.approx(-rose.pace, rel=1e-7, abs=1e-7)


def test_gaps_are_left_out_and_a_short_series_is_one_stretch():
    values = np.array([10.0, np.nan, 14.0])

    found = best_pace(values, 1.0, 5.0, rising=True)

    assert (found.pace, found.years) == (2.0, 2.0)


def test_stretches_that_no_value_ends_leave_the_whole():
    values = np.array([0.0, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, 7.0])

    found = best_pace(values, 1.0, 5.0, rising=True)

    assert (found.pace, found.years) == (1.0, 7.0)


def test_one_value_has_no_pace():
    with pytest.raises(TooShort):
        best_pace(np.array([3.0, np.nan]), 1.0, 5.0, rising=True)


def test_the_series_is_left_as_it_was():
    values = np.array([1.0, 2.0, 4.0])
    before = values.copy()

    best_pace(values, 1.0, 1.0, rising=True)

    assert np.array_equal(values, before)
