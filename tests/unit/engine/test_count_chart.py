"""Charts of counts: agreement with qicharts2, with plain loops, under change of unit; and refusals."""

import itertools
import json
import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import GapInSeries, NotFinite, TooShort
from headway.engine.measurement import (
    Assurance,
    CountKind,
    CountOptions,
    Improve,
    MoreThanAll,
    NegativeCount,
    NoDenominator,
    Variation,
    count_chart,
    kind_for,
    runs_about,
)
from tests.shared import SHARED

NAME = "measurement/qicharts2/cases.json"
EXACT = {"rtol": 1e-9, "atol": 1e-11}


def reference():
    path = SHARED / NAME
    found = json.loads(path.read_text()) if path.exists() else []
    wanted = [case for case in found if case["chart"] in set(CountKind)]
    return wanted or [pytest.param(None, marks=pytest.mark.skip(reason=f"absent: ../shared/data/{NAME}"))]


@pytest.mark.parametrize("case", reference(), ids=lambda case: case and case["case"])
def test_a_chart_of_counts_reads_as_qicharts2_reads_it(case):
    expected = case["expected"]

    chart = count_chart(
        CountKind(case["chart"]), case["y"], case["n"], options=CountOptions(fix_after=case.get("freeze"))
    )

    for name, found in (
        ("y", chart.values),
        ("cl", chart.centre),
        ("lcl", chart.lower),
        ("ucl", chart.upper),
        ("lcl95", chart.near_lower),
        ("ucl95", chart.near_upper),
    ):
        np.testing.assert_allclose(found, expected[name], **EXACT)
    assert (np.abs(chart.labels) == 1).tolist() == expected["sigma_signal"]
    runs = runs_about(chart.values, chart.centre)
    assert (runs.useful, runs.signal) == (expected["n_useful"][-1], expected["runs_signal"][-1])
    for name in ("longest_run", "longest_run_max", "crossings", "crossings_min"):
        assert getattr(runs, name) == expected[name][-1]


COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(60, 400)), min_size=3, max_size=40)


@given(COUNTS, st.sampled_from([CountKind.P, CountKind.U, CountKind.P_PRIME, CountKind.U_PRIME]))
def test_shares_and_rates_agree_with_plain_loops(pairs, kind):
    counts, sizes = [x for x, _ in pairs], [n for _, n in pairs]
    mean = sum(counts) / sum(sizes)
    variance = mean * (1 - mean) if kind.share else mean
    spread = [math.sqrt(variance / n) for n in sizes]
    wide = 1.0
    if kind.primed and variance:
        z = [(x / n - mean) / s for (x, n), s in zip(pairs, spread, strict=True)]
        wide = statistics.mean(abs(b - a) for a, b in itertools.pairwise(z)) / 1.128

    chart = count_chart(kind, counts, sizes)

    assert chart.centre == pytest.approx(mean)
    if chart.too_even:
        assert not variance or not wide
        return
    assert chart.sigma_z[0] == pytest.approx(wide)
    highest = 1.0 if kind.share else math.inf
    assert chart.upper == pytest.approx([min(mean + 3 * wide * s, highest) for s in spread])
    assert chart.lower == pytest.approx([max(mean - 3 * wide * s, 0) for s in spread], abs=1e-15)


@given(st.lists(st.integers(1, 400), min_size=3, max_size=40))
def test_rare_events_agree_with_plain_loops(gaps):
    mean, root = statistics.mean(gaps), [gap ** (1 / 3.6) for gap in gaps]
    ranges = statistics.mean(abs(b - a) for a, b in itertools.pairwise(root))

    counted, timed = count_chart(CountKind.G, gaps), count_chart(CountKind.T, gaps)

    assert counted.centre == pytest.approx(statistics.median(gaps))
    assert counted.upper == pytest.approx(mean + 3 * math.sqrt(mean * (mean + 1)))
    assert timed.centre == pytest.approx(statistics.mean(root) ** 3.6)
    if not timed.too_even:
        assert timed.upper == pytest.approx((statistics.mean(root) + 3 * ranges / 1.128) ** 3.6)


@given(COUNTS.filter(lambda pairs: any(x for x, _ in pairs)), st.sampled_from([2, 8]))
def test_the_unit_of_a_rate_changes_no_signal(pairs, factor):
    counts, sizes = np.array(pairs, dtype=float).T

    plain = count_chart(CountKind.U, counts, sizes)

    per = count_chart(CountKind.U, counts, sizes, options=CountOptions(per=1000.0))
    wider = count_chart(CountKind.U, counts, sizes * factor)
    assert per.words == wider.words == plain.words
    assert per.upper == pytest.approx(plain.upper * 1000)
    assert wider.upper == pytest.approx(plain.upper / factor)


@given(COUNTS, COUNTS)
def test_nothing_is_carried_across_a_rebase(before, after):
    counts, sizes = np.array([*before, *after], dtype=float).T

    both = count_chart(CountKind.P, counts, sizes, rebase=[len(before)])

    alone = count_chart(CountKind.P, counts[len(before) :], sizes[len(before) :])
    assert both.words[len(before) :] == alone.words
    np.testing.assert_array_equal(both.upper[len(before) :], alone.upper)


def test_large_denominators_want_laneys_limits():
    rng = np.random.default_rng(3)
    sizes = rng.integers(60_000, 70_000, 36)
    counts = (sizes * rng.normal(0.74, 0.02, 36)).round()

    plain, primed = (count_chart(kind, counts, sizes) for kind in (CountKind.P, CountKind.P_PRIME))

    assert (np.abs(plain.labels) == 1).sum() > 20
    assert (np.abs(primed.labels) == 1).sum() == 0
    assert primed.sigma_z[0] > 5
    assert kind_for(sizes, share=True) is CountKind.P_PRIME
    assert kind_for(sizes, share=False) is CountKind.U_PRIME
    assert kind_for([40, 900, 2000], share=True) is CountKind.P
    assert kind_for([40, 900, 2000], share=False) is CountKind.U


def test_shewharts_limits_of_a_mean_count_of_nine():
    counts = [9, 8, 10, 9, 9]

    chart = count_chart(CountKind.C, counts)

    assert (chart.centre[0], chart.lower[0], chart.upper[0]) == (9.0, 0.0, 18.0)
    assert (chart.near_lower[0], chart.near_upper[0]) == (3.0, 15.0)


def test_a_last_point_beyond_its_limit_is_good_or_bad_by_what_is_better():
    counts, sizes = [10] * 15 + [40], [100] * 16

    good, bad = (
        count_chart(CountKind.P, counts, sizes, improve=way, target=0.5)
        for way in (Improve.INCREASE, Improve.DECREASE)
    )

    assert good.words[-1] == "Above UCL"
    assert (good.variation, bad.variation) == (Variation.IMPROVEMENT, Variation.CONCERN)
    assert (good.assurance, bad.assurance) == (Assurance.CONSISTENT_FAIL, Assurance.CONSISTENT_PASS)
    assert not good.trial
    assert good.n == 16


@pytest.mark.parametrize(
    ("kind", "counts", "sizes"),
    [
        (CountKind.P, [0, 0, 0], [5, 6, 7]),
        (CountKind.P, [5, 6, 7], [5, 6, 7]),
        (CountKind.P_PRIME, [5, 5, 5], [50, 50, 50]),
        (CountKind.C, [0, 0, 0], None),
        (CountKind.T, [4, 4, 4], None),
    ],
)
def test_counts_that_do_not_vary_have_no_limits(kind, counts, sizes):
    chart = count_chart(kind, counts, sizes)

    assert chart.too_even
    assert np.isnan(chart.upper).all()
    assert chart.variation is Variation.COMMON_CAUSE


def test_one_point_after_a_rebase_has_no_limits_of_its_own():
    chart = count_chart(CountKind.P_PRIME, [5, 9, 4, 8], [50, 60, 50, 70], rebase=[3])

    assert np.isnan(chart.upper).tolist() == [False, False, False, True]
    assert chart.trial


def test_what_comes_in_is_never_changed():
    counts, sizes = np.array([3.0, 1.0, 2.0]), np.array([30.0, 10.0, 25.0])
    counts.flags.writeable = sizes.flags.writeable = False

    count_chart(CountKind.P, counts, sizes)

    assert counts.tolist() == [3.0, 1.0, 2.0]


@pytest.mark.parametrize(
    ("kind", "counts", "sizes", "refusal"),
    [
        (CountKind.P, [1], [5], TooShort),
        (CountKind.P, [1, np.nan], [5, 5], GapInSeries),
        (CountKind.P, [1, 2], [5, np.inf], NotFinite),
        (CountKind.U, [1, -2], [5, 5], NegativeCount),
        (CountKind.U, [1, 2], [5, 0], NoDenominator),
        (CountKind.P, [1, 6], [5, 5], MoreThanAll),
        (CountKind.U, [1, 2], None, ValueError),
        (CountKind.C, [1, 2], [5, 5], ValueError),
        (CountKind.U, [1, 2, 3], [5, 5], ValueError),
    ],
)
def test_it_refuses_by_name(kind, counts, sizes, refusal):
    with pytest.raises(refusal):
        count_chart(kind, counts, sizes)


def test_a_rate_may_be_over_one_and_a_baseline_may_not_be_short():
    chart = count_chart(CountKind.U, [12, 30], [5, 9])

    assert chart.values[0] == 2.4
    with pytest.raises(ValueError, match="12"):
        CountOptions(fix_after=11)
