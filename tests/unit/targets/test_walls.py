"""Many charts on one page: chance is said, and only what survives their number is named."""

import numpy as np

from headway.briefs.walls import wall_words
from headway.formats.periods import Period
from headway.measures.choices import ChartKind
from headway.measures.queries import DEFAULT_CHART
from headway.targets.analysis.judgement import ChartFound, chart_of
from headway.targets.analysis.rows import Value
from headway.targets.analysis.walls import wall_of
from tests.unit.targets.test_counts import KNOWN, card, date


def series(numbers) -> ChartFound:
    values = [
        Value(Period(date(2020 + at // 12, at % 12 + 1, 1), "P1M"), float(number), KNOWN)
        for at, number in enumerate(numbers)
    ]
    return chart_of(values, card(ChartKind.VALUES), DEFAULT_CHART, None)


def stable(count: int, seed: int = 0) -> list[ChartFound]:
    rng = np.random.default_rng(seed)
    return [series(rng.normal(50, 2, 36)) for _ in range(count)]


def test_a_wall_expects_false_signals_and_keeps_only_what_is_hardly_chance():
    changed = series([*np.random.default_rng(1).normal(50, 1, 35), 75.0])
    charts = [*stable(99), changed, ChartFound(refusal="too_few_points"), None]

    wall = wall_of(charts)

    assert wall.charts == 100
    assert 1.5 < wall.expected < 2.0
    assert wall.stays.index(True) == 99
    assert sum(wall.stays) == 1
    assert sum(wall.marked) >= 1
    assert not any(wall.marked[100:])


def test_a_page_says_what_chance_marks_and_names_what_stays():
    changed = series([*np.random.default_rng(1).normal(50, 1, 35), 75.0])
    named = [(f"Place {at}", found) for at, found in enumerate(stable(79))] + [("Camden", changed)]

    said = [sentence.text() for sentence in wall_words(named)]

    assert said[0] == "On 80 charts chance alone marks about 1, though nothing changed."
    assert said[1] == "Allowing for their number, these signs of change stay: Camden."


def test_a_mark_that_chance_explains_does_not_stay():
    charts = stable(150, seed=6)
    named = [(str(at), found) for at, found in enumerate(charts)]
    assert any(wall_of(charts).marked)

    said = [sentence.text() for sentence in wall_words(named)]

    assert said[-1] == "Allowing for their number, no sign of change stays."


def test_few_charts_are_no_wall():
    few, none = stable(4), [ChartFound(refusal="too_few_points")] * 40

    assert not list(wall_words([("Camden", found) for found in few]))
    assert not list(wall_words([("Camden", found) for found in none]))
    assert wall_of([]).expected == 0


def test_no_marks_leave_only_the_sentence_about_chance():
    charts = [found for found in stable(30, seed=4) if not found.control.labels[-1]]

    said = list(wall_words([(str(at), found) for at, found in enumerate(charts)]))

    assert len(said) == 1
    assert "less than one on average" in said[0].text()
