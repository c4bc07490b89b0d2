"""What a forecast keeps to whatever the series: invariances, refusals, and its record on real series."""

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from headway.engine.errors import NotEnoughVariation, NotFinite, TooShort
from headway.engine.measurement import (
    BAND_HELD,
    BAND_HELD_SERIES,
    Caution,
    ForecastOptions,
    Improve,
    Link,
    OverlappingPeriods,
    Targets,
    TooFar,
    chance_many,
    forecast,
    forecast_many,
)
from headway.engine.measurement.mixture import from_link, to_link
from headway.engine.measurement.seasonal import filled, has_season, seasonal_indices
from tests.shared import shared

BANDS = ("lower80", "lower50", "median", "upper50", "upper80")
VALUES_ONLY = ForecastOptions(link=Link.NONE)
YEARS = np.array([62.1, 63.0, 62.7, 64.9, 65.2, 66.8, 66.1, 67.9, 68.3, 69.9])

steps = arrays(np.float64, st.integers(8, 16), elements=st.integers(-50, 50).map(lambda v: v / 10 + 0.013))
series = steps.map(lambda step: 40.0 + np.cumsum(step))
relaxed = settings(max_examples=25)


def bands(found):
    return np.stack([getattr(found, name) for name in BANDS])


@relaxed
@given(series, st.floats(-500, 500))
def test_on_values_a_shift_of_the_series_shifts_the_bands(y, shift):
    here = forecast(y, 3, options=VALUES_ONLY, target=50.0)

    there = forecast(y + shift, 3, options=VALUES_ONLY, target=50.0 + shift)

    np.testing.assert_allclose(bands(there), bands(here) + shift, rtol=1e-8, atol=1e-6)
    assert there.chance == pytest.approx(here.chance, abs=1e-9)


@relaxed
@given(series, st.sampled_from([1e-6, 0.01, 3.7, 1e4, 1e9]))
def test_another_unit_of_measurement_changes_nothing(y, factor):
    here = forecast(y, 3, target=50.0)

    there = forecast(y * factor, 3, target=50.0 * factor)

    np.testing.assert_allclose(bands(there), bands(here) * factor, rtol=1e-7, atol=1e-9 * factor)
    assert there.chance == pytest.approx(here.chance, abs=1e-9)


@relaxed
@given(st.lists(series, min_size=2, max_size=6))
def test_a_series_is_forecast_in_company_as_it_is_alone(rows):
    together = forecast_many(rows, 3)

    for i, row in enumerate(rows):
        alone = forecast(row, 3)
        np.testing.assert_allclose(bands(together)[:, i], bands(alone), rtol=1e-9, atol=1e-9)


@relaxed
@given(series, st.sampled_from([Link.LOG, Link.NONE]))
def test_bands_are_nested_and_the_chance_falls_as_the_target_rises(y, link):
    options = ForecastOptions(link=link)
    targets = np.linspace(-100, 200, 25)

    found = bands(forecast(y, 4, options=options))
    chances, _ = chance_many(np.tile(y, (25, 1)), 4, Targets(targets, np.ones(25)), options=options)
    less, _ = chance_many(np.tile(y, (25, 1)), 4, Targets(targets, -np.ones(25)), options=options)

    assert (np.diff(found, axis=0) > 0).all()
    assert (np.diff(chances) <= 1e-12).all()
    np.testing.assert_allclose(chances + less, 1.0, atol=1e-12)


@relaxed
@given(series)
def test_the_series_handed_in_is_left_as_it_was(y):
    before = y.copy()

    forecast(y, 2, target=1.0, options=ForecastOptions(season=4))

    np.testing.assert_array_equal(y, before)


def test_work_spread_over_an_executor_gives_the_same_answer():
    rows = 50 + np.random.default_rng(1).normal(0, 1, (600, 10)).cumsum(axis=1)

    with ThreadPoolExecutor(2) as pool:
        spread = forecast_many(rows, 2, executor=pool)

    np.testing.assert_array_equal(bands(spread), bands(forecast_many(rows, 2)))


def test_bands_can_be_asked_of_some_periods_only():
    everything = bands(forecast_many(YEARS[None, :], 5))

    some = bands(forecast_many(YEARS[None, :], 5, periods=[2, 5]))

    np.testing.assert_allclose(some, everything[:, :, [1, 4]], rtol=1e-10)
    with pytest.raises(ValueError, match="periods ahead"):
        forecast_many(YEARS[None, :], 5, periods=[6])


def test_the_median_target_has_an_even_chance():
    median = forecast(YEARS, 5).median[-1]

    assert forecast(YEARS, 5, target=median).chance == pytest.approx(0.5, abs=1e-9)


def test_a_share_and_a_percentage_are_the_same_series():
    share = forecast(YEARS / 100, 3, options=ForecastOptions(link=Link.LOGIT))

    percentage = forecast(YEARS, 3, options=ForecastOptions(link=Link.LOGIT, ceiling=100.0))

    np.testing.assert_allclose(bands(percentage), 100 * bands(share), rtol=1e-9)


@pytest.mark.parametrize("value", [0.001, 0.3, 0.5, 0.999])
@pytest.mark.parametrize("link", [Link.LOG, Link.LOGIT])
def test_the_way_to_the_link_and_back_ends_where_it_began(value, link):
    first, goal = np.array([0.4]), np.array([value])

    back = from_link(to_link(goal - first, goal, first, link, 1.0), first, link, 1.0)

    np.testing.assert_allclose(first + back, goal, rtol=1e-12)


def test_a_series_far_from_its_first_value_is_forecast_too():
    wild = np.array([1e9, 1.0, 2.0, 1.5, 3.0, 2.0, 4.0, 3.5, 5.0, 1e-3])

    found = bands(forecast(wild, 3, target=1e9))

    assert np.isfinite(found).all()
    assert (np.diff(found, axis=0) >= 0).all()


@pytest.mark.parametrize(
    ("n", "cautions"), [(8, (Caution.VERY_UNCERTAIN,)), (14, (Caution.VERY_UNCERTAIN,)), (15, ())]
)
def test_eight_to_fourteen_points_are_very_uncertain(n, cautions):
    y = np.arange(n) + np.sin(np.arange(n))

    found = forecast(y, 1)

    assert (found.n, found.cautions, found.chance) == (n, cautions, None)


def test_only_points_after_a_break_are_used():
    y = np.concatenate([[900.0, 910.0, 905.0], YEARS])

    after = forecast(y, 2, start=3)

    np.testing.assert_array_equal(bands(after), bands(forecast(YEARS, 2)))
    assert Caution.AFTER_BREAK in after.cautions
    with pytest.raises(TooShort):
        forecast(y, 2, start=6)


def test_missing_ends_are_cut_off_and_missing_middles_said():
    nan = float("nan")
    ends = np.concatenate([[nan], YEARS, [nan, nan]])
    middle = np.insert(YEARS, 4, nan)

    np.testing.assert_array_equal(bands(forecast(ends, 2)), bands(forecast(YEARS, 2)))
    assert Caution.GAPS not in forecast(ends, 2).cautions
    assert Caution.GAPS in forecast(middle, 2).cautions


@pytest.mark.parametrize(
    ("values", "horizon", "options", "refusal"),
    [
        (YEARS[:7], 3, ForecastOptions(), TooShort),
        (np.full(9, np.nan), 3, ForecastOptions(), TooShort),
        (np.full(12, 4.0), 3, ForecastOptions(), NotEnoughVariation),
        (np.tile([1.0, 2, 3, 4], 6), 3, ForecastOptions(season=4), NotEnoughVariation),
        (np.append(YEARS, np.inf), 3, ForecastOptions(), NotFinite),
        (np.append(YEARS, -1e101), 3, ForecastOptions(), NotFinite),
        (YEARS, 3, ForecastOptions(covers=3), OverlappingPeriods),
        (YEARS, 401, ForecastOptions(), TooFar),
    ],
)
def test_what_cannot_be_forecast_is_refused_by_name(values, horizon, options, refusal):
    with pytest.raises(refusal):
        forecast(values, horizon, options=options)


def test_a_horizon_of_nothing_or_a_target_without_a_side_is_a_mistake():
    with pytest.raises(ValueError, match="horizon"):
        forecast(YEARS, 0)
    with pytest.raises(ValueError, match="better side"):
        forecast(YEARS, 2, target=70.0, improve=Improve.NEUTRAL)


def test_among_many_a_refused_series_is_named_and_the_others_answered():
    rows = [YEARS, YEARS[:5], np.full(10, 2.0), np.append(YEARS[:9], np.inf), -YEARS]

    found = forecast_many(rows, 2, targets=Targets(np.full(5, 70.0), np.ones(5)))

    assert [type(refusal) for refusal in found.refusals] == [
        type(None),
        TooShort,
        NotEnoughVariation,
        NotFinite,
        type(None),
    ]
    assert np.isnan(found.median[1:4]).all()
    assert np.isfinite(found.median[[0, 4]]).all()
    assert found.n.tolist() == [10, 5, 10, 10, 10]
    assert found.refusals[3].numbers == {"series": 3, "point": 9}


def test_a_season_is_found_taken_out_and_put_back():
    quarters = np.arange(32)
    factors = np.array([1.3, 0.9, 0.7, 1.1])
    noise = np.random.default_rng(4).normal(1, 0.01, 32)
    y = (100 + quarters) * factors[quarters % 4] * noise

    aware = forecast(y, 8, options=ForecastOptions(season=4))
    shifted = forecast(y - 200, 8, options=ForecastOptions(season=4))

    expected = (100 + np.arange(32, 40)) * factors[np.arange(32, 40) % 4]
    assert np.abs(aware.median / expected - 1).max() < 0.08
    assert (aware.upper80 - aware.lower80).max() < 40
    assert np.corrcoef(shifted.median, expected)[0, 1] > 0.9


def test_indices_are_those_of_the_textbook_and_average_one():
    y = np.array([2.0, 4.0, 6.0, 8.0] * 4)[:, None]

    ratio = seasonal_indices(y, 4, multiplicative=True)
    apart = seasonal_indices(y, 4, multiplicative=False)
    odd = seasonal_indices(np.array([1.0, 2.0, 6.0] * 3)[:, None], 3, multiplicative=True)

    np.testing.assert_allclose(ratio[:, 0], [0.4, 0.8, 1.2, 1.6])
    np.testing.assert_allclose(apart[:, 0], [-3, -1, 1, 3])
    np.testing.assert_allclose(odd[:, 0], [1 / 3, 2 / 3, 2])


def test_a_season_needs_three_years_and_a_significant_autocorrelation():
    seasonal = np.tile([1.0, 5.0, 2.0, 9.0], 6)[:, None]
    noise = np.random.default_rng(5).normal(size=(24, 1))

    assert has_season(seasonal, 4)[0]
    assert not has_season(seasonal[:11], 4)[0]
    assert not has_season(noise, 4)[0]
    assert not has_season(np.ones((24, 1)), 4)[0]
    assert not has_season(seasonal, 1)[0]


def test_a_gap_is_joined_by_a_straight_line_for_the_indices():
    y = np.array([1.0, np.nan, np.nan, 4.0])[:, None]

    assert filled(y, (True, False, False, True))[:, 0].tolist() == pytest.approx([1, 2, 3, 4])


def test_on_the_m1_sample_the_80_percent_band_holds_as_often_as_the_pages_say():
    lines = shared("measurement/m_competition/m1_yearly_quarterly.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]

    inside, refused = [], 0
    for kind, season in (("yearly", 1), ("quarterly", 4)):
        chosen = [row for row in rows if row["period"] == kind]
        past = [np.array(row["train"], dtype=float) for row in chosen]
        test = np.array([row["test"] for row in chosen], dtype=float)
        found = forecast_many(past, test.shape[1], options=ForecastOptions(season=season))
        refused += sum(refusal is not None for refusal in found.refusals)
        inside.append(((found.lower80 <= test) & (test <= found.upper80)).ravel())
    share = float(np.concatenate(inside).mean())

    assert (len(rows), refused, sum(len(part) for part in inside)) == (BAND_HELD_SERIES, 0, 2710)
    assert share >= 0.64
    assert round(share, 2) == BAND_HELD
