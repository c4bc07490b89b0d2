"""XmR against plain loops, and what must not change its answer."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headway.engine.errors import CannotEstimate, GapInSeries, NotFinite, TooShort
from headway.engine.measurement import Assurance, Improve, Signal, Variation, XmrOptions, xmr, xmr_many

# Eighths are exact in binary, so that ties are ties in every way of adding up.
VALUES = st.lists(st.integers(-40, 40).map(lambda eighths: eighths / 8), min_size=2, max_size=40)
STEPS = st.lists(st.sampled_from([-1, 0, 1, 1, 1]), min_size=12, max_size=40)
SERIES = VALUES | STEPS.map(lambda steps: [float(sum(steps[: i + 1])) for i in range(len(steps))])
OPTIONS = st.builds(XmrOptions, screen=st.booleans(), fix_after=st.none() | st.integers(12, 30))


def loop_mean(numbers):
    return math.fsum(numbers) / len(numbers) if numbers else math.nan


def loop_segment(y, options):
    """One segment by the rules as they are written, a point at a time."""
    baseline = y[: options.fix_after]
    centre = loop_mean(baseline)
    ranges = [abs(b - a) for a, b in itertools.pairwise(baseline)]
    width = loop_mean(ranges)
    if options.screen:
        width = loop_mean([r for r in ranges if r < 3.267 * width])
    width = width if width > 0 else math.nan
    upper, lower = centre + 2.66 * width, centre - 2.66 * width
    near = 2 * 2.66 / 3 * width
    close = [not (v > upper or v < lower) and (v > centre + near or v < centre - near) for v in y]
    side = [(v > centre) - (v < centre) for v in y]
    labels = [Signal.COMMON] * len(y)
    for i in range(len(y) - 6):
        if abs(sum(side[i : i + 7])) == 7:
            labels[i : i + 7] = [Signal(4 * side[i])] * 7
    for i in range(len(y) - 2):
        if abs(sum(side[i : i + 3])) == 3 and sum(close[i : i + 3]) >= 2:
            for j in range(i, i + 3):
                labels[j] = Signal(3 * side[j]) if close[j] else labels[j]
    for i in range(len(y) - 6):  # in time order: a later trend takes the point it shares
        window = y[i : i + 7]
        if all(b > a for a, b in itertools.pairwise(window)):
            labels[i : i + 7] = [Signal.RISING] * 7
        if all(b < a for a, b in itertools.pairwise(window)):
            labels[i : i + 7] = [Signal.FALLING] * 7
    labels = [
        Signal.ABOVE_LIMIT if v > upper else Signal.BELOW_LIMIT if v < lower else label
        for v, label in zip(y, labels, strict=True)
    ]
    return centre, lower, upper, labels


@given(SERIES, OPTIONS, st.data())
@example([*map(float, range(8)), *map(float, range(6, -2, -1))], XmrOptions(), None)
@example([50.0] * 9 + [55.0] * 9, XmrOptions(), None)
def test_it_agrees_with_plain_loops(y, options, data):
    cuts = data.draw(st.lists(st.integers(0, len(y) - 1), max_size=3)) if data else []
    starts = sorted({0, *cuts})

    chart = xmr(y, rebase=cuts, options=options)

    for start, end in zip(starts, [*starts[1:], len(y)], strict=True):
        centre, lower, upper, labels = loop_segment(y[start:end], options)
        assert chart.centre[start] == pytest.approx(centre, rel=1e-12, abs=1e-12)
        assert chart.lower[start] == pytest.approx(lower, rel=1e-12, abs=1e-12, nan_ok=True)
        assert chart.upper[start] == pytest.approx(upper, rel=1e-12, abs=1e-12, nan_ok=True)
        assert chart.labels[start:end].tolist() == labels
    assert chart.starts == tuple(starts)


@given(SERIES, st.integers(-1000, 1000))
def test_a_shift_moves_the_limits_and_changes_no_label(y, shift):
    moved = [value + shift for value in y]

    here, there = xmr(y), xmr(moved)

    np.testing.assert_array_equal(here.labels, there.labels)
    np.testing.assert_allclose(there.upper, here.upper + shift, rtol=1e-9, atol=1e-9)


@given(SERIES, st.integers(-20, 20))
def test_another_unit_scales_the_limits_and_changes_no_label(y, power):
    scaled = [value * 2.0**power for value in y]

    here, there = xmr(y), xmr(scaled)

    np.testing.assert_array_equal(here.labels, there.labels)
    np.testing.assert_array_equal(there.upper, here.upper * 2.0**power)


@given(SERIES, st.sampled_from(Improve), st.integers(-40, 40))
def test_turned_upside_down_it_means_the_same(y, improve, target):
    swapped = {Improve.INCREASE: Improve.DECREASE, Improve.DECREASE: Improve.INCREASE}.get(improve, improve)

    up = xmr(y, improve=improve, target=target)
    down = xmr([-value for value in y], improve=swapped, target=-target)

    np.testing.assert_array_equal(up.labels, -down.labels)
    assert up.assurance is down.assurance
    if improve is Improve.NEUTRAL:
        assert (up.variation, up.assurance) == (-down.variation, Assurance.NOT_KNOWN)
    else:
        assert up.variation is down.variation


@given(st.lists(SERIES, min_size=1, max_size=6), OPTIONS)
def test_series_charted_together_read_as_alone(many, options):
    width = max(len(y) for y in many)
    stacked = np.array([[*y, *[np.nan] * (width - len(y))] for y in many])
    targets = np.arange(len(many), dtype=float)
    signs = np.array([1, -1, 0] * 2, dtype=np.int8)[: len(many)]

    charts = xmr_many(stacked, target=targets, improve=signs, options=options)

    for i, y in enumerate(many):
        improve = next(way for way in Improve if way.sign == signs[i])
        alone = xmr(y, target=targets[i], improve=improve, options=options)
        np.testing.assert_array_equal(charts.labels[i, : len(y)], alone.labels)
        np.testing.assert_array_equal(charts.upper[i], alone.upper[0])
        np.testing.assert_array_equal(charts.lower[i], alone.lower[0])
        assert (charts.labels[i, len(y) :] == Signal.NO_POINT).all()
        assert (charts.variation[i], charts.assurance[i]) == (alone.variation, alone.assurance)
        assert (charts.n[i], charts.trial[i, 0]) == (len(y), len(y) < 13)


def test_more_series_than_a_block_holds_read_as_alone():
    y = np.random.default_rng(3).normal(size=(3_000, 100))

    charts = xmr_many(y, rebase=[40])

    for i in (0, 2_620, 2_621, 2_622, 2_999):
        np.testing.assert_array_equal(charts.labels[i], xmr(y[i], rebase=[40]).labels)


def test_a_series_that_ended_before_a_rebase_speaks_by_its_own_last_segment():
    y = np.array([[1.0, 3.0, 2.0, 4.0, 1.0, 3.0], [5.0, 6.0, 5.0, np.nan, np.nan, np.nan], [np.nan] * 6])

    charts = xmr_many(y, rebase=[3], target=[0.0, 20.0, 1.0])

    assert charts.n.tolist() == [6, 3, 0]
    assert charts.trial.tolist() == [[True, True], [True, False], [False, False]]
    assert not charts.too_even.any()
    assert np.isnan(charts.centre).tolist() == [[False, False], [False, True], [True, True]]
    assert charts.assurance.tolist() == [0, Assurance.CONSISTENT_FAIL, Assurance.NOT_KNOWN]
    assert charts.variation.tolist() == [0, 0, Variation.NO_POINT]
    assert Variation(charts.variation[2]).words == Signal(charts.labels[2, 0]).words == ""


@pytest.mark.parametrize("screen", [True, False])
def test_equal_values_have_no_limits(screen):
    y = [0.1] * 15

    chart = xmr(y, target=0.5, options=XmrOptions(screen=screen))

    assert chart.too_even
    assert np.isnan([chart.lower, chart.upper, chart.near_lower, chart.near_upper]).all()
    assert set(chart.words) == {"Common Cause"}
    assert chart.assurance is Assurance.NOT_KNOWN


def test_rounding_is_not_variation():
    y = [0.3, 0.1 + 0.2] * 8

    assert xmr(y).too_even


def test_one_step_between_equal_values_gives_runs_but_no_limits():
    y = [5.0] * 8 + [8.0] * 8

    chart = xmr(y)

    assert chart.too_even
    assert set(chart.words) == {"7 Points Below CL", "7 Points Above CL"}
    assert not xmr(y, options=XmrOptions(screen=False)).too_even


def test_two_points_are_enough_and_said_to_be_on_trial():
    chart = xmr([1.0, 3.0])

    assert (chart.lower[0], chart.upper[0]) == (2 - 2.66 * 2, 2 + 2.66 * 2)
    assert chart.trial


def test_a_target_on_a_limit_is_hit_or_miss():
    y = [1.0, 3.0, 1.0, 3.0]
    upper = float(xmr(y).upper[0])

    found = [xmr(y, target=target).assurance for target in (upper, np.nextafter(upper, np.inf))]

    assert found == [Assurance.INCONSISTENT, Assurance.CONSISTENT_FAIL]
    assert [word.words for word in found] == ["inconsistent", "consistent_fail"]


def test_limits_set_by_a_baseline_do_not_move_with_later_points():
    baseline = [1.0, 3.0, 2.0] * 4

    chart = xmr([*baseline, 90.0, 95.0], options=XmrOptions(fix_after=12))

    assert chart.upper[0] == xmr(baseline).upper[0]
    assert chart.words[-2:] == ["Above UCL", "Above UCL"]


def test_what_comes_in_is_never_changed():
    y = np.array([[3.0, 1.0, 2.0, 5.0], [1.0, 2.0, np.nan, np.nan]])
    before = y.copy()
    y.flags.writeable = False

    xmr_many(y, rebase=[2])
    xmr(y[0], rebase=[2])

    np.testing.assert_array_equal(y, before)


@pytest.mark.parametrize(
    ("values", "refusal", "numbers"),
    [
        ([1.0], TooShort, {"n": 1, "needed": 2}),
        ([], TooShort, {"n": 0, "needed": 2}),
        ([1.0, np.nan, 2.0], GapInSeries, {"series": 0, "point": 1}),
        ([1.0, 2.0, np.nan], GapInSeries, {"series": 0, "point": 2}),
        ([1.0, 2.0, -np.inf], NotFinite, {"series": 0, "point": 2}),
        ([1.0, 1e200], NotFinite, {"series": 0, "point": 1}),
    ],
)
def test_it_refuses_by_name_and_with_numbers(values, refusal, numbers):
    with pytest.raises(refusal) as refused:
        xmr(values)

    assert isinstance(refused.value, CannotEstimate)
    assert refused.value.numbers == numbers
    assert refused.value.code in str(refused.value)


def test_one_of_many_series_is_named_when_it_cannot_be_charted():
    whole = [1.0, 2.0, 3.0]

    with pytest.raises(GapInSeries) as gap:
        xmr_many(np.array([whole, [1.0, np.nan, 3.0]]))
    with pytest.raises(NotFinite) as infinite:
        xmr_many(np.array([whole, [1.0, 2.0, np.inf]]))

    assert gap.value.numbers == {"series": 1, "point": 1}
    assert infinite.value.numbers == {"series": 1, "point": 2}
    assert str(CannotEstimate()) == "cannot_estimate"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: xmr([[1.0, 2.0]]),
        lambda: xmr([1.0, 2.0], rebase=[2]),
        lambda: xmr([1.0, 2.0], rebase=[-1]),
        lambda: xmr_many(np.array([1.0, 2.0])),
        lambda: xmr_many(np.empty((3, 0))),
        lambda: XmrOptions(fix_after=11),
    ],
)
def test_it_refuses_what_makes_no_chart(wrong):
    with pytest.raises(ValueError):
        wrong()
