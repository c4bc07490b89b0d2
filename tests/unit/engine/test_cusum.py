"""Cumulative sums: published examples and run lengths, plain loops, and shifts that no mark shows."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import NotEnoughVariation, NotFinite, TooShort
from headway.engine.measurement import (
    CusumOptions,
    EarlyBaseline,
    Improve,
    XmrOptions,
    cusum,
    hidden_shift,
    xmr,
)

# D. C. Montgomery, Introduction to Statistical Quality Control, the example of the tabular CUSUM:
# centre 10, standard deviation 1; the last ten points were drawn around 11.
PUBLISHED = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08]
PUBLISHED += [9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31]
PUBLISHED += [10.52]
UPPER = [0, 0, 0, 1.16, 2.82, 2.5, 0.04, 1, 0, 0, 0, 0.97, 0.98, 0, 0, 0, 0.12, 0, 0, 0.34, 0.74, 0]
UPPER += [1.79, 2.79, 2.89, 3.47, 3.35, 4.47, 5.28, 5.3]
LOWER = [0.05, 1.56, 1.77, 0, 0, 0, 1.46, 0, 0.3, 0, 0.47, 0, 0, 0.1, 0, 0.13, 0, 0, 0.98, 0, 0, 0.17]
LOWER += [0] * 8
FIVE = CusumOptions(threshold=5)
# Ten points around 52 after fourteen around 50: no rule of the XmR chart marks any.
MOVED = [50, 50, 51, 49, 50, 49, 48, 51, 51, 49, 52, 49, 50, 49, 53, 52, 52, 52, 54, 49, 51, 52, 52, 51]
NAN = float("nan")


def test_montgomerys_example_gives_an_alert_at_point_29_of_a_shift_since_point_23():
    sums = cusum(PUBLISHED, 10, 1, options=FIVE)

    assert sums.upper.tolist() == pytest.approx(UPPER, abs=1e-9)
    assert sums.lower.tolist() == pytest.approx(LOWER, abs=1e-9)
    assert np.flatnonzero(sums.high).tolist() == [28, 29]
    assert not sums.low.any()
    assert sums.since_upper[28] == 22


def test_the_example_of_lucas_and_crosier_without_a_head_start_gives_their_sums():
    sums = cusum([0.8, 1.9, 1.4, 2.0, 1.1, 0.7, 2.6], 0, 1, options=FIVE)

    assert sums.upper.tolist() == pytest.approx([0.3, 1.7, 2.6, 4.1, 4.7, 4.9, 7.0])
    assert sums.high.tolist() == [False] * 6 + [True]


# Average points to the first alert of either side, as Montgomery prints them.
RUN_LENGTHS = [
    (4, 0, 168),
    (4, 0.5, 26.6),
    (4, 1, 8.38),
    (5, 0, 465),
    (5, 0.5, 38.0),
    (5, 1, 10.4),
    (5, 2, 4.01),
]


@pytest.mark.parametrize(("threshold", "shift", "published"), RUN_LENGTHS)
def test_the_average_run_length_is_the_published_one(threshold, shift, published):
    rng = np.random.default_rng(threshold)
    options = CusumOptions(threshold=threshold)
    longest = int(12 * published) + 50

    lengths = []
    for _ in range(2_000):
        sums = cusum(rng.normal(shift, 1, longest), 0, 1, options=options)
        alerts = np.flatnonzero(sums.high | sums.low)
        lengths.append(int(alerts[0]) + 1 if alerts.size else longest)

    # four standard errors, as run lengths spread about as widely as they are long
    assert np.mean(lengths) == pytest.approx(published, rel=0.09)


def by_hand(values, centre, sigma, rebase):
    """One point after the other: sum, begin again below nought, remember where."""
    rows, up, down, since_up, since_down = [], 0.0, 0.0, 0, 0
    for at, value in enumerate(values):
        if at == 0 or at in rebase:
            up, down, since_up, since_down = 0.0, 0.0, at, at
        if not math.isnan(value):
            away = (value - centre) / sigma
            up, down = max(0.0, up + away - 0.5), max(0.0, down - away - 0.5)
        since_up = at + 1 if up == 0 else since_up
        since_down = at + 1 if down == 0 else since_down
        rows.append((up, down, since_up, since_down))
    return [list(column) for column in zip(*rows, strict=True)]


# Eighths are summed without rounding, in any order.
POINTS = st.lists(
    st.integers(-400, 400).map(lambda eighths: eighths / 8) | st.just(NAN), min_size=1, max_size=60
)


@given(POINTS, st.integers(-40, 40), st.sampled_from([0.5, 1.0, 4.0]), st.data())
def test_sums_agree_with_a_plain_loop(values, centre, sigma, data):
    rebase = data.draw(st.lists(st.integers(0, len(values) - 1), max_size=3))

    sums = cusum(values, centre, sigma, rebase=rebase)

    upper, lower, since_upper, since_lower = by_hand(values, centre, sigma, rebase)
    assert sums.upper.tolist() == upper
    assert sums.lower.tolist() == lower
    assert sums.since_upper.tolist() == since_upper
    assert sums.since_lower.tolist() == since_lower


@given(POINTS)
def test_turned_upside_down_the_sums_change_places(values):
    turned = [-value for value in values]

    sums, other = cusum(values, 3, 2), cusum(turned, -3, 2)

    assert (sums.upper.tolist(), sums.lower.tolist()) == (other.lower.tolist(), other.upper.tolist())


def test_points_without_a_centre_or_spread_of_their_own_are_missing():
    sums = cusum([3, 3, 3], [0, NAN, 0], [1, 1, NAN])

    assert sums.upper.tolist() == [2.5, 2.5, 2.5]


def test_what_cannot_be_summed_is_refused():
    with pytest.raises(TooShort):
        cusum([], 0, 1)
    with pytest.raises(NotFinite):
        cusum([1, math.inf], 0, 1)
    with pytest.raises(ValueError, match="over 0"):
        cusum([1, 2], 0, 0)
    with pytest.raises(ValueError, match="shape"):
        cusum([[1, 2]], 0, 1)
    with pytest.raises(ValueError, match="allowance"):
        CusumOptions(allowance=-1)


def test_a_shift_is_found_that_no_rule_marks():
    chart = xmr(MOVED)

    found = hidden_shift(MOVED, chart)

    assert not chart.labels.any()
    assert (found.start, found.n, found.up) == (14, 10, True)
    assert found.mean == pytest.approx(51.8)
    assert found.centre == pytest.approx(np.mean(MOVED))
    assert found.total > 4
    assert found.chance == pytest.approx(0.0083)


def test_a_fall_is_found_likewise_whichever_way_is_better():
    fallen = [-value for value in MOVED]

    found = hidden_shift(fallen, xmr(fallen, improve=Improve.DECREASE))

    assert (found.start, found.up, found.mean) == (14, False, pytest.approx(-51.8))


def test_the_sums_begin_anew_where_limits_do():
    before = [30.0, 32.0, 31.0] * 5

    whole = hidden_shift([*before, *MOVED], xmr([*before, *MOVED], rebase=[15]))

    assert (whole.start, whole.n) == (29, 10)


def test_a_point_that_is_marked_already_hides_nothing():
    marked = [*MOVED, 60]

    assert xmr(marked).words[-1] == "Above UCL"
    assert hidden_shift(marked, xmr(marked)) is None


def test_one_point_far_out_is_no_lasting_shift_though_it_carries_the_sum():
    struck = [*MOVED[:20], 60, 51, 52, 51]
    chart = xmr(struck)

    sums = cusum(struck, chart.centre, chart.mean_range[0] / 1.128)

    assert (chart.words[20], chart.words[-1]) == ("Above UCL", "Common Cause")
    assert sums.high[-1]
    assert hidden_shift(struck, chart) is None


@pytest.mark.parametrize(
    ("values", "rebase", "baseline", "refusal"),
    [
        (MOVED[:11], [], None, TooShort),
        (MOVED, [14], None, TooShort),  # ten points behind the rebase
        (MOVED, [], 12, EarlyBaseline),
        ([5.0] * 20, [], None, NotEnoughVariation),
    ],
)
def test_too_few_points_an_early_baseline_and_no_limits_are_refused(values, rebase, baseline, refusal):
    chart = xmr(values, rebase=rebase, options=XmrOptions(fix_after=baseline))

    with pytest.raises(refusal):
        hidden_shift(values, chart)


def test_a_chart_of_other_points_is_refused():
    with pytest.raises(ValueError, match="another series"):
        hidden_shift(MOVED, xmr(MOVED[:20]))


def test_stable_series_give_as_many_false_shifts_as_said():
    y = np.random.default_rng(30).normal(size=(6_000, 30))

    found = [each for each in (hidden_shift(row, xmr(row)) for row in y) if each is not None]

    assert len(found) == pytest.approx(6_000 * found[0].chance, rel=0.35)
