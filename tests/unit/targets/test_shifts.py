"""A small lasting shift is told in words with its numbers, where it can be looked for at all."""

import numpy as np

from headway.briefs.charting import chart_words, shift_words
from headway.formats.periods import Period
from headway.measures.choices import ChartKind
from headway.measures.queries import DEFAULT_CHART, Rebase
from headway.measures.queries.charts import Chart
from headway.targets.analysis.judgement import ChartFound, chart_of
from headway.targets.analysis.rows import Value
from tests.unit.engine.test_cusum import MOVED
from tests.unit.targets.test_counts import KNOWN, card, date

CARD = card(ChartKind.VALUES)


def months(numbers) -> list[Value]:
    return [
        Value(Period(date(2023 + at // 12, at % 12 + 1, 1), "P1M"), float(number), KNOWN)
        for at, number in enumerate(numbers)
    ]


def charted(numbers, chart: Chart = DEFAULT_CHART) -> ChartFound:
    return chart_of(months(numbers), CARD, chart, None)


def said(numbers) -> list[str]:
    return [sentence.text() for sentence in shift_words(charted(numbers), months(numbers), CARD)]


def test_a_rise_that_no_mark_shows_is_told_with_its_numbers_and_its_limits():
    found = charted(MOVED)

    told, limits = said(MOVED)

    assert chart_words(found).text() == "The latest figure is within the usual range: no sign of change."
    assert told == (
        "Yet there is a small lasting rise: the 10 figures since March 2024 average 51.8%, "
        "above the chart’s average of 50.7%."
    )
    assert "It tells that the level moved, not why." in limits
    assert "On about 1 chart in 120 of this length chance alone shows as much" in limits


def test_a_fall_is_told_as_one():
    told, _ = said([100 - number for number in MOVED])

    assert told == (
        "Yet there is a small lasting fall: the 10 figures since March 2024 average 48.2%, "
        "below the chart’s average of 49.3%."
    )


def test_a_stable_series_was_looked_at_and_nothing_is_said():
    stable = np.random.default_rng(1).normal(50, 2, 36)

    assert charted(stable).summed
    assert said(stable) == []


def test_nobody_looks_where_each_figure_follows_the_one_before():
    walk = np.cumsum(np.random.default_rng(2).normal(size=36)) + 50

    found = charted(walk)

    assert found.autocorrelation is not None
    assert (found.summed, found.shift) == (False, None)


def test_a_rebase_begins_the_search_anew():
    rebased = Chart(rebases=(Rebase(date(2024, 3, 1), "A new service"),))

    assert charted(MOVED).shift is not None
    assert charted(MOVED, rebased).shift is None
