"""Run charts against plain loops and SciPy's binomial."""

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headway.engine.errors import GapInSeries, NotEnoughVariation, TooShort
from headway.engine.measurement import run_chart, segment_medians

VALUES = st.lists(st.integers(-9, 9).map(float), min_size=6, max_size=60)
VARIED = VALUES.filter(lambda y: sum(value != statistics.median(y) for value in y) > 1)


@given(VARIED)
def test_it_agrees_with_plain_loops(y):
    middle = statistics.median(y)
    sides = [value > middle for value in y if value != middle]
    runs = [len(list(run)) for _, run in itertools.groupby(sides)]

    chart = run_chart(y)

    assert set(chart.median) == {middle}
    assert (chart.useful, chart.longest_run, chart.crossings) == (len(sides), max(runs), len(runs) - 1)
    assert chart.longest_run_max == round(math.log2(len(sides))) + 3
    assert chart.crossings_min == stats.binom.ppf(0.05, len(sides) - 1, 0.5)
    assert chart.signal == (max(runs) > chart.longest_run_max or len(runs) - 1 < chart.crossings_min)


@given(VARIED, st.integers(-100, 100), st.sampled_from([-4.0, -1.0, 0.5, 8.0]))
def test_neither_unit_nor_direction_changes_the_runs(y, shift, factor):
    changed = run_chart([value * factor + shift for value in y])

    chart = run_chart(y)

    assert (chart.longest_run, chart.crossings) == (changed.longest_run, changed.crossings)
    assert chart.signal == changed.signal


@given(VARIED, VALUES)
def test_only_what_follows_the_last_rebase_speaks(y, before):
    chart = run_chart([*before, *y], rebase=[len(before)])

    alone = run_chart(y)

    assert (chart.longest_run, chart.crossings, chart.useful) == (
        alone.longest_run,
        alone.crossings,
        alone.useful,
    )
    assert chart.median[0] == statistics.median(before)


def test_a_baseline_sets_the_median():
    y = [*[1.0, 3.0] * 6, *[9.0] * 10]

    chart = run_chart(y, fix_after=12)

    assert set(segment_medians(y, fix_after=12)) == set(chart.median) == {2.0}
    assert (chart.longest_run, chart.signal) == (11, True)


def test_what_comes_in_is_never_changed():
    y = np.array([3.0, 1.0, 2.0, 5.0])
    y.flags.writeable = False

    run_chart(y)

    assert y.tolist() == [3.0, 1.0, 2.0, 5.0]


@pytest.mark.parametrize(
    ("values", "rebase", "refusal"),
    [
        ([1.0], [], TooShort),
        ([1.0, 2.0, 3.0], [2], TooShort),
        ([5.0] * 12, [], NotEnoughVariation),
        ([1.0, 2.0, 2.0], [], NotEnoughVariation),
        ([1.0, np.nan, 2.0], [], GapInSeries),
        ([1.0, 2.0], [2], ValueError),
    ],
)
def test_it_refuses_by_name(values, rebase, refusal):
    with pytest.raises(refusal):
        run_chart(values, rebase=rebase)
