"""Second looks: slips of the unit, jumps, seasons, growth, rules between figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.errors import NotFinite, TooShort
from headway.engine.measurement import Doubt, Relation, breaks_rule, implausible

PAST = [61.2, 60.8, 62.0, 61.5, 62.3, 62.1, 61.9, 62.8, 62.5]
SERIES = st.lists(st.integers(-50, 50), min_size=9, max_size=30).filter(lambda y: len(set(y)) > 2)


def last_is_new(y):
    return [False] * (len(y) - 1) + [True]


@pytest.mark.parametrize(
    ("value", "factor"), [(0.626, 0.01), (6_250.0, 100.0), (62_400.0, 1_000.0), (6.3, 0.1), (6.2e7, 1e6)]
)
def test_a_slip_of_the_unit_is_named_with_its_factor(value, factor):
    y = [*PAST, value]

    (found,) = implausible(y, last_is_new(y))

    assert (found.point, found.doubt, found.factor) == (9, Doubt.UNIT, factor)
    assert found.expected == pytest.approx(62.6, abs=0.6)


def test_a_jump_is_no_slip_and_an_ordinary_figure_is_nothing():
    jumped, ordinary = [*PAST, 75.0], [*PAST, 63.4]

    (found,) = implausible(jumped, last_is_new(jumped))

    assert (found.doubt, found.factor) == (Doubt.JUMP, 1.0)
    assert implausible(ordinary, last_is_new(ordinary)) == ()


def test_figures_after_a_doubtful_one_are_held_against_the_one_before_it():
    y = [*PAST, 0.63, 62.9, 63.0]

    found = implausible(y, [False] * 9 + [True] * 3)

    assert [each.point for each in found] == [9]


def test_a_revised_figure_is_held_against_its_neighbours():
    y = [PAST[0], 91.0, *PAST[2:]]

    (found,) = implausible(y, [False, True, *[False] * 7])

    assert found.point == 1


def test_a_new_first_figure_is_held_against_what_follows():
    y = [30.0, *PAST]

    (found,) = implausible(y, [True, *[False] * 9])

    assert (found.point, found.doubt) == (0, Doubt.JUMP)


def test_growth_by_a_share_is_no_doubt():
    rng = np.random.default_rng(2)
    y = 100 * np.cumprod(1 + rng.normal(0.3, 0.02, 20))

    found = implausible(y, last_is_new(y))

    assert found == ()


def test_a_season_is_known_from_two_years_on():
    year = [10.0, 12, 15, 30, 60, 90, 95, 80, 50, 25, 14, 11]
    noise = np.random.default_rng(4).normal(0, 1, 25)
    y = np.array([*year, *year, year[0]]) + noise

    summer = [*y[:24], 60.0]

    assert implausible(y, last_is_new(y), season=12) == ()
    assert implausible(summer, last_is_new(summer), season=12)[0].doubt is Doubt.JUMP


def test_a_gap_before_a_figure_allows_it_more():
    y = [*PAST, np.nan, np.nan, np.nan, np.nan, 66.0]
    at_once = [*PAST, 66.0]

    assert implausible(y, last_is_new(y)) == ()
    assert len(implausible(at_once, last_is_new(at_once))) == 1


@given(SERIES, st.integers(-500, 500), st.sampled_from([0.25, 2.0, 64.0]))
def test_the_unit_of_all_changes_no_doubt(y, value, factor):
    whole = np.array([*y, value], dtype=float)

    found = implausible(whole, last_is_new(whole))

    other = implausible(whole * factor, last_is_new(whole))
    assert [(each.point, each.doubt) for each in found] == [(each.point, each.doubt) for each in other]


@given(SERIES, st.integers(-500, 500))
def test_upside_down_the_same_figures_that_are_below_nought_are_in_doubt(y, value):
    whole = -1.0 - np.abs(np.array([*y, value], dtype=float))

    found = implausible(whole, last_is_new(whole))

    jumps = implausible(-whole, last_is_new(whole))
    assert {each.point for each in jumps} <= {each.point for each in found}


@given(SERIES)
def test_the_usual_step_is_the_median_of_the_settled_ones(y):
    steps = np.diff(np.array(y, dtype=float))
    middle = np.median(steps)
    spread = 1.4826 * np.median(np.abs(steps - middle)) or 1.2533 * np.mean(np.abs(steps - middle))
    if not spread:
        return
    middle = middle if abs(middle) > 2 * 1.2533 * spread / len(steps) ** 0.5 else 0.0
    far = y[-1] + middle + 6.5 * spread

    found = implausible([*y, -abs(far) - 1e6], last_is_new([*y, 0]))

    assert found[0].expected == pytest.approx(y[-1] + middle)
    assert found[0].usual == pytest.approx(spread)


def test_a_series_that_never_moved_allows_a_hundredth():
    y = [40.0] * 9

    assert implausible([*y, 41.0], last_is_new([*y, 0])) == ()
    assert len(implausible([*y, 48.0], last_is_new([*y, 0]))) == 1
    assert len(implausible([0.0] * 9 + [1.0], last_is_new([*y, 0]))) == 1


def test_a_quarter_that_never_had_a_figure_has_no_measure():
    y = [5.0, 6.0, 7.0, np.nan] * 4

    found = implausible([*y[:-1], 900.0], [False] * 15 + [True], season=4)

    assert found == ()


def test_figures_with_gaps_everywhere_give_no_measure():
    y = [1.0, np.nan, 2.0, np.nan] * 5 + [900.0]

    found = implausible(y, last_is_new(y))

    assert found == ()


def test_what_comes_in_is_never_changed():
    y = np.array([*PAST, 700.0])
    y.flags.writeable = False

    implausible(y, last_is_new(y))

    assert y[-1] == 700.0


@pytest.mark.parametrize(
    ("values", "refusal"), [([1.0] * 8, TooShort), ([np.inf, *PAST], NotFinite), ([1e200, *PAST], NotFinite)]
)
def test_it_refuses_by_name(values, refusal):
    with pytest.raises(refusal):
        implausible(values, last_is_new(values))


@pytest.mark.parametrize(
    ("left", "relation", "right", "tolerance", "broken"),
    [
        ([-0.1, 0.0, 3.0], Relation.AT_LEAST, 0.0, 0.0, [True, False, False]),
        ([100.0, 100.1, np.nan], Relation.AT_MOST, 100.0, 0.0, [False, True, False]),
        ([99.0, 100.0, 98.0], Relation.EQUAL, [100.0, 100.0, 100.0], 1.5, [False, False, True]),
        ([0.1 + 0.2], Relation.EQUAL, 0.3, 0.0, [False]),
        ([5.0], Relation.EQUAL, np.nan, 0.0, [False]),
    ],
)
def test_rules_between_figures(left, relation, right, tolerance, broken):
    found = breaks_rule(left, relation, right, tolerance=tolerance)

    assert found.tolist() == broken
