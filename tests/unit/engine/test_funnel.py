"""Funnels: PHE's and FunnelPlotR's numbers, plain loops, invariances, refusals."""

import json
import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import NotEnoughVariation, TooShort
from headway.engine.measurement import (
    FunnelOf,
    MoreThanAll,
    NegativeCount,
    NoDenominator,
    Scale,
    funnel,
    ratio_limits,
    share_limits,
)
from tests.shared import shared

EXACT = {"rtol": 1e-9, "atol": 1e-10}
WORDS = {0: "Not significant", 1: "High (0.025)", -1: "Low (0.025)", 2: "High (0.001)", -2: "Low (0.001)"}


@pytest.fixture(scope="module")
def expected():
    return json.loads(shared("measurement/phe_indicator_methods/expected.json").read_text())


def test_limits_of_shares_are_those_of_public_health_england(expected):
    rows = expected["funnel_prop_limits"]
    sizes, centre = [row["Population"] for row in rows], rows[0]["baseline"] / 100

    for name, level in (("2s", 0.95), ("3s", 0.998)):
        lower, upper = share_limits(sizes, centre, level=level)

        # The reference rounds its sizes for show; the first and the last are the only round ones.
        for at in (0, 1):
            assert lower[at] * 100 == pytest.approx(rows[at][f"lower_{name}_limit"], rel=1e-9, abs=1e-9)
            assert upper[at] * 100 == pytest.approx(rows[at][f"upper_{name}_limit"], rel=1e-9)


def test_places_are_marked_as_public_health_england_marks_them(expected):
    rows = expected["funnel_prop_sig"]

    found = funnel(
        FunnelOf.SHARE, [row["x"] for row in rows], [row["pop"] for row in rows], allow_for_spread=False
    )

    assert [WORDS[int(signal)] for signal in found.signals] == [row["significance"] for row in rows]
    assert found.centre * 100 == pytest.approx(expected["funnel_prop_limits"][0]["baseline"], rel=1e-9)


def test_limits_of_ratios_are_those_of_funnelplotr(expected):
    rows = expected["sr_limits_plain"]
    sizes = [row["number_seq"] for row in rows]

    for name, level in (("95", 0.95), ("998", 0.998)):
        lower, upper = ratio_limits(sizes, level=level)

        np.testing.assert_allclose(lower, [row[f"ll{name}"] for row in rows], **EXACT)
        np.testing.assert_allclose(upper, [row[f"ul{name}"] for row in rows], **EXACT)


PLACES = st.lists(st.tuples(st.integers(1, 200), st.integers(201, 900)), min_size=8, max_size=40)


def quantile(values, share):
    ordered, place = sorted(values), share * (len(values) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


@given(PLACES)
def test_the_variance_between_places_agrees_with_plain_loops(places):
    centre = sum(x for x, _ in places) / sum(n for _, n in places)
    z = [(math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(centre))) * 2 * math.sqrt(n) for x, n in places]
    low, high = quantile(z, 0.1), quantile(z, 0.9)
    phi = statistics.mean(min(max(each, low), high) ** 2 for each in z)
    weights = [4 * n for _, n in places]
    count = len(places)
    tau2 = 0.0
    if count * phi >= count - 1:
        room = sum(weights) - sum(w**2 for w in weights) / sum(weights)
        tau2 = (count * phi - (count - 1)) / room

    found = funnel(FunnelOf.SHARE, *zip(*places, strict=True))

    assert found.spread.phi == pytest.approx(phi)
    assert found.spread.tau2 == pytest.approx(tau2, abs=1e-15)
    if tau2:
        n = places[0][1]
        reach = 1.959963984540054 * math.sqrt(1 / (4 * n) + tau2)
        middle = math.asin(math.sqrt(centre))
        assert found.upper[0] == pytest.approx(math.sin(min(middle + reach, math.pi / 2)) ** 2)
        assert found.lower[0] == pytest.approx(math.sin(max(middle - reach, 0)) ** 2, abs=1e-15)


@given(PLACES, st.sampled_from([Scale.LOG, Scale.ROOT]))
def test_the_spread_of_ratios_agrees_with_plain_loops(places, scale):
    if scale is Scale.LOG:
        z = [math.log(x / e) * math.sqrt(e) for x, e in places]
        low, high = quantile(z, 0.1), quantile(z, 0.9)
        kept = [each for each in z if low <= each <= high]
    else:
        z = [(math.sqrt(x / e) - 1) * 2 * math.sqrt(e) for x, e in places]
        low, high = quantile(z, 0.1), quantile(z, 0.9)
        kept = [min(max(each, low), high) for each in z]

    found = funnel(FunnelOf.RATIO, *zip(*places, strict=True), scale=scale)

    assert found.spread.n == len(kept)
    assert found.spread.phi == pytest.approx(statistics.mean(each**2 for each in kept))


@given(PLACES, st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(places, random):
    mixed = random.sample(range(len(places)), len(places))

    found = funnel(FunnelOf.SHARE, *zip(*places, strict=True))

    other = funnel(FunnelOf.SHARE, *zip(*[places[at] for at in mixed], strict=True))
    np.testing.assert_allclose(other.upper, found.upper[mixed], rtol=1e-12)


@given(PLACES)
def test_allowing_for_spread_marks_no_more_places_where_places_differ(places):
    counts, sizes = zip(*places, strict=True)

    strict = funnel(FunnelOf.RATIO, counts, sizes, allow_for_spread=False)
    wide = funnel(FunnelOf.RATIO, counts, sizes, scale=Scale.ROOT)

    if wide.spread.tau2 > 0.01:
        assert np.abs(wide.signals).sum() <= np.abs(strict.signals).sum()


def test_large_places_that_differ_a_little_are_no_outliers():
    rng = np.random.default_rng(5)
    sizes = rng.integers(40_000, 60_000, 60)
    counts = rng.binomial(sizes, np.clip(rng.normal(0.2, 0.02, 60), 0.05, 0.4))

    strict = funnel(FunnelOf.SHARE, counts, sizes, allow_for_spread=False)
    allowed = funnel(FunnelOf.SHARE, counts, sizes)

    assert (np.abs(strict.signals) == 2).mean() > 0.5
    assert (np.abs(allowed.signals) == 2).mean() < 0.05
    assert allowed.spread.phi > 20
    assert allowed.n == 60


def test_places_that_differ_by_chance_alone_keep_the_limits_of_chance():
    sizes = np.full(40, 100)
    counts = np.array([20, 21, 19, 20] * 10)

    found = funnel(FunnelOf.SHARE, counts, sizes)

    lower, upper = share_limits(sizes, 0.2)
    assert found.spread.tau2 == 0
    np.testing.assert_allclose((found.lower, found.upper), (lower, upper))


def test_no_events_under_a_logarithm_count_as_half_a_one():
    found = funnel(FunnelOf.RATIO, [0, 9, 30, 12, 11, 40, 3, 25, 2, 14], [10] * 10)

    assert np.isfinite(found.upper).all()
    assert found.values[0] == 0


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        (lambda: funnel(FunnelOf.SHARE, [1, 2], [5, 5]), TooShort),
        (lambda: funnel(FunnelOf.SHARE, [1, 2, -3], [5, 5, 5]), NegativeCount),
        (lambda: funnel(FunnelOf.SHARE, [1, 2, 3], [5, 5, 0]), NoDenominator),
        (lambda: funnel(FunnelOf.SHARE, [1, 2, 9], [5, 5, 5]), MoreThanAll),
        (lambda: funnel(FunnelOf.SHARE, [0, 0, 0], [5, 5, 5]), NotEnoughVariation),
        (lambda: funnel(FunnelOf.RATIO, [5, 6, 90], [5, 5, 5]), TooShort),
        (lambda: funnel(FunnelOf.SHARE, [1, 2, 3], [5, 5, 5], scale=Scale.LOG), ValueError),
        (lambda: funnel(FunnelOf.RATIO, [1, 2, 3], [5, 5, 5], scale=Scale.ARCSINE), ValueError),
        (lambda: funnel(FunnelOf.RATIO, [[1, 2, 3]], [[5, 5, 5]]), ValueError),
    ],
)
def test_it_refuses_by_name(call, refusal):
    with pytest.raises(refusal):
        call()
