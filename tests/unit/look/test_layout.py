"""Scales, ticks, measured words and labels that make room for each other."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.look.charts import plain_date, plain_number
from headway.look.charts.labels import End, stack
from headway.look.charts.scale import Linear, date_ticks, nice_ticks, span
from headway.look.charts.svg import Label
from headway.look.charts.text import LINE, shorten, width_of, wrap


@given(low=st.floats(-1e9, 1e9), size=st.floats(1e-6, 1e9), most=st.integers(2, 8))
def test_ticks_are_round_few_and_inside(low, size, most):
    bottom, top = span((low, low + size))

    ticks = nice_ticks(bottom, top, most)

    assert len(ticks.values) <= most
    slack = 1e-6 * (top - bottom)
    assert all(bottom - slack <= v <= top + slack for v in ticks.values)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(57, 83, (60, 70, 80)), (0, 1, (0, 0.5, 1)), (-3, 3, (-2, 0, 2)), (0, 2.1e-6, (0, 1e-6, 2e-6))],
)
def test_ticks_stand_at_numbers_people_would_choose(low, high, expected):
    ticks = nice_ticks(low, high, 4)

    assert ticks.values == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [((0.0, 10.0), 0.0, None), ((95.0, 99.0), None, 100.0), ((-5.0, -1.0), None, 0.0)],
)
def test_an_axis_never_passes_a_natural_bound(values, low, high):
    bottom, top = span(values, 0.0 if low is not None else None, 100.0)

    assert low is None or bottom == low
    assert high is None or top <= high


@given(st.floats(-1e9, 1e9))
def test_a_constant_series_still_has_an_axis(value):
    bottom, top = span((value, value))

    assert bottom < top
    assert bottom <= value <= top


def test_yearly_figures_take_their_tick_under_the_value():
    days = [date(year, 3, 31) for year in range(2019, 2025)]
    pixels = Linear(days[0].toordinal(), days[-1].toordinal(), 0, 600)

    ticks = date_ticks(days[0], days[-1], days, plain_date, pixels)

    assert [x for x, _ in ticks] == [pixels(day.toordinal()) for day in days]
    assert [text for _, text in ticks] == ["2019", "2020", "2021", "2022", "2023", "2024"]


def test_quarterly_figures_of_two_years_show_quarters():
    days = [date(2023 + i // 4, 1 + 3 * (i % 4), 1) for i in range(6)]

    ticks = date_ticks(
        days[0], days[-1], days, plain_date, Linear(days[0].toordinal(), days[-1].toordinal(), 0, 600)
    )

    assert [text for _, text in ticks][:2] == ["2023 Q1", "2023 Q2"]


@given(
    heights=st.lists(st.tuples(st.floats(0, 200), st.integers(1, 3)), min_size=1, max_size=9),
)
def test_stacked_labels_stay_inside_in_order_and_apart(heights):
    ends = [End(value, (Label("x"),) * lines) for value, lines in heights]

    placed = stack(ends, lambda v: 200 - v, 2, 204)

    assert placed
    assert placed[0][1] >= 2 - 1e-9
    for (above, top), (below, under) in pairwise(placed):
        assert above.value >= below.value
        assert under >= top + LINE * len(above.lines) - 1e-9
    assert placed[-1][1] + LINE * len(placed[-1][0].lines) <= 204 + 1e-9


def test_the_first_label_is_the_last_to_give_way():
    ends = [End(float(i), (Label(str(i)),)) for i in range(5)]

    placed = stack(ends, lambda v: 100 - v, 0, 2.5 * LINE)

    assert {end.value for end, _ in placed} == {0.0, 1.0}


@given(st.text(max_size=80), st.floats(20, 300))
def test_wrapped_lines_fit_their_room(text, room):
    lines = wrap(text, room)

    assert all(width_of(line, 12) <= room for line in lines)


def test_what_is_cut_says_so():
    cut = shorten("Hammersmith and Fulham", 60)

    assert cut.endswith("…")
    assert width_of(cut) <= 60


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (-1234.5, None, "−1,234.5"),
        (-0.0, 1, "0.0"),
        (-0.04, 1, "0.0"),
        (1e9, 0, "1,000,000,000"),
        (2e-6, 6, "0.000002"),
    ],
)
def test_numbers_are_written_as_people_read_them(value, decimals, said):
    assert plain_number(value, decimals) == said
