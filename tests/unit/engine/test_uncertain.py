"""Intervals of shares, rates and standardised rates: PHEindicatormethods, inversion, plain loops, refusals."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headway.engine.measurement import (
    MoreThanAll,
    NegativeCount,
    NoDenominator,
    TooFewEvents,
    rates,
    standardised_rate,
    wilson,
)
from tests.shared import shared

LEVELS = {"95_0": 0.95, "99_8": 0.998}
EXACT = {"rtol": 1e-9, "atol": 1e-10}


@pytest.fixture(scope="module")
def expected():
    return json.loads(shared("measurement/phe_indicator_methods/expected.json").read_text())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("table", "method", "per"), [("proportion_wilson", wilson, 100), ("rate_byars", rates, 1e5)]
)
def test_intervals_are_those_of_public_health_england(expected, table, method, per, level):
    rows = expected[table]
    counts, sizes = ([row[name] for row in rows] for name in ("x", "n"))

    found = method(counts, sizes, level=LEVELS[level], per=per)

    np.testing.assert_allclose(found.value, [row["value"] for row in rows], **EXACT)
    np.testing.assert_allclose(found.lower, [row[f"lower{level}cl"] for row in rows], **EXACT)
    np.testing.assert_allclose(found.upper, [row[f"upper{level}cl"] for row in rows], **EXACT)


@pytest.mark.parametrize("level", LEVELS)
def test_standardised_rates_are_those_of_public_health_england(expected, level):
    for row in expected["dsr"]:
        bands = [band for band in expected["dsr_input"] if band["area"] == row["area"]]
        columns = [[band[name] for band in bands] for name in ("x", "n", "std")]

        if row["value"] is None:
            with pytest.raises(TooFewEvents) as refusal:
                standardised_rate(*columns, per=1e5)
            assert refusal.value.numbers == {"n": row["total_count"], "needed": 10}
            continue
        found = standardised_rate(*columns, level=LEVELS[level], per=1e5)

        np.testing.assert_allclose(found.value, row["value"], **EXACT)
        np.testing.assert_allclose(found.lower, row[f"lower{level}cl"], **EXACT)
        np.testing.assert_allclose(found.upper, row[f"upper{level}cl"], **EXACT)
        assert found.n == row["total_count"]


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from([0.8, 0.95, 0.998]))
def test_wilsons_limits_are_the_shares_that_a_test_would_not_reject(x, more, level):
    n, z = x + more, stats.norm.ppf((1 + level) / 2)

    found = wilson(x, n, level=level)

    for limit in (float(found.lower), float(found.upper)):
        if 0 < limit < 1:
            assert abs(x / n - limit) == pytest.approx(z * math.sqrt(limit * (1 - limit) / n), rel=1e-6)
    assert found.lower <= found.value <= found.upper


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_other_share_has_the_mirrored_interval(x, more):
    yes, no = wilson(x, x + more), wilson(more, x + more)

    assert float(yes.lower) == pytest.approx(1 - float(no.upper), abs=1e-12)


@given(st.integers(0, 9))
def test_few_events_have_the_exact_limits(x):
    found = rates(x)

    assert found.upper == pytest.approx(stats.chi2.ppf(0.975, 2 * x + 2) / 2)
    assert found.lower == pytest.approx(stats.chi2.ppf(0.025, 2 * x) / 2 if x else 0.0)


@given(st.integers(10, 5000), st.sampled_from([0.9, 0.95, 0.998]))
def test_byars_limits_stand_close_to_the_exact_ones(x, level):
    found = rates(x, level=level)

    tail = (1 - level) / 2
    assert found.lower == pytest.approx(stats.chi2.ppf(tail, 2 * x) / 2, rel=0.02)
    assert found.upper == pytest.approx(stats.chi2.ppf(1 - tail, 2 * x + 2) / 2, rel=0.02)


BANDS = st.lists(
    st.tuples(st.integers(1, 40), st.integers(50, 900), st.integers(100, 9000)), min_size=10, max_size=19
)


@given(BANDS)
def test_a_standardised_rate_agrees_with_plain_loops(bands):
    whole = sum(w for _, _, w in bands)
    value = sum(w * x / n for x, n, w in bands) / whole
    variance = sum(w**2 * x / n**2 for x, n, w in bands) / whole**2
    events = sum(x for x, _, _ in bands)

    found = standardised_rate(*zip(*bands, strict=True))

    limits = rates(events)
    root = math.sqrt(variance / events)
    assert found.value == pytest.approx(value)
    assert found.lower == pytest.approx(value + root * (float(limits.lower) - events))
    assert found.upper == pytest.approx(value + root * (float(limits.upper) - events))


@given(BANDS, st.integers(2, 9))
def test_neither_order_of_bands_nor_size_of_the_standard_matters(bands, factor):
    found = standardised_rate(*zip(*bands, strict=True))

    other = standardised_rate(*zip(*[(x, n, w * factor) for x, n, w in reversed(bands)], strict=True))

    assert found.value == pytest.approx(other.value)
    assert found.upper == pytest.approx(other.upper)


def test_a_standard_of_ones_own_gives_the_crude_rate():
    people = [4000.0, 3000.0, 2000.0]

    found = standardised_rate([8, 12, 30], people, people)

    assert found.value == pytest.approx(50 / 9000)
    assert (found.lower, found.upper) == (
        pytest.approx(float(rates(50, 9000).lower)),
        pytest.approx(float(rates(50, 9000).upper)),
    )


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        (lambda: wilson(-1, 5), NegativeCount),
        (lambda: wilson(np.nan, 5), NegativeCount),
        (lambda: wilson(1, 0), NoDenominator),
        (lambda: wilson([1, 6], 5), MoreThanAll),
        (lambda: wilson(1, 5, level=1.0), ValueError),
        (lambda: rates(1, -5), NoDenominator),
        (lambda: standardised_rate([5, 5], [9, 9], [0, 1]), NoDenominator),
        (lambda: standardised_rate([5, 4], [9, 9], [1, 1]), TooFewEvents),
        (lambda: standardised_rate([5, 5], [9, 9], [1]), ValueError),
    ],
)
def test_it_refuses_by_name(call, refusal):
    with pytest.raises(refusal):
        call()
