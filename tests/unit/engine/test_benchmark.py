"""One estimate beside another, by its own interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.measurement import Compared, Improve, benchmark

NUMBERS = st.integers(-100, 100).map(float)


@given(NUMBERS, st.integers(0, 40), NUMBERS, st.sampled_from([Improve.INCREASE, Improve.DECREASE]))
def test_it_is_similar_or_on_one_side_and_the_other_polarity_turns_it_round(value, half, against, way):
    interval = (value - half, value + half)
    other = Improve.DECREASE if way is Improve.INCREASE else Improve.INCREASE

    found, turned = (benchmark(value, against, interval=interval, improve=each) for each in (way, other))

    assert found.gap == value - against
    assert (found.compared is Compared.SIMILAR) == (abs(found.gap) <= half)
    if found.compared is not Compared.SIMILAR:
        assert {found.compared, turned.compared} == {Compared.BETTER, Compared.WORSE}
        assert (found.compared is Compared.BETTER) == (found.gap * way.sign > 0)


@given(NUMBERS, NUMBERS, st.integers(-50, 50), st.sampled_from([0.5, 4.0]))
def test_neither_unit_nor_origin_changes_a_comparison(value, against, shift, factor):
    found = benchmark(value, against, interval=(value - 3, value + 5))

    other = benchmark(
        value * factor + shift,
        against * factor + shift,
        interval=((value - 3) * factor + shift, (value + 5) * factor + shift),
    )

    assert other.compared is found.compared
    assert other.gap == pytest.approx(found.gap * factor)


def test_without_a_better_way_it_is_higher_or_lower():
    assert benchmark(5, 3, interval=(4, 6)).compared is Compared.HIGHER
    assert benchmark(5, 8, interval=(4, 6)).compared is Compared.LOWER


def test_without_an_interval_only_the_gap_is_said():
    found = benchmark(5, 3, improve=Improve.INCREASE)

    assert (found.gap, found.compared) == (2, Compared.NOT_COMPARED)


@pytest.mark.parametrize(
    ("value", "against", "interval"),
    [(float("nan"), 3, None), (5, float("inf"), None), (5, 3, (6, 4)), (5, 3, (float("nan"), 4))],
)
def test_what_cannot_be_compared_is_refused(value, against, interval):
    with pytest.raises(ValueError, match=r"interval|comparison"):
        benchmark(value, against, interval=interval)
