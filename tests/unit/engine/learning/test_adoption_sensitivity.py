"""What an estimate stands on: placebo dates, one team less, bent trends, many questions, few teams to show."""

import numpy as np
import pytest

from headway.engine.learning.adoption import (
    Controls,
    How,
    Method,
    NoPretest,
    NoTrend,
    TooFewToShow,
    bounds_of,
    callaway_santanna,
    holm,
    imputation,
    merge_cohorts,
    panel_from_arrays,
    placebo_dates,
    pretest,
    romano_wolf,
    smoothness_bounds,
    without_one,
)
from tests.unit.engine.learning.panels import made_up, mpdta

IMPUTED = How(Method.IMPUTATION)


def test_placebo_dates_see_nothing_of_the_practice():
    calm, loud = made_up(16, effect=0.0), made_up(16, effect=9.0)

    before, after = (placebo_dates(each, IMPUTED) for each in (calm, loud))

    assert [each.att for each in before] == pytest.approx([each.att for each in after], abs=1e-8)
    assert [each.lead for each in before] == [1, 2]


def test_the_range_without_one_team_holds_the_estimate():
    panel = made_up(12, effect=2.0)

    found = without_one(panel, IMPUTED)

    assert found.lowest < imputation(panel).group.overall < found.highest
    assert found.same_sign


def test_romano_and_wolf_are_never_stricter_than_holm_on_questions_that_go_together():
    drawn = np.random.default_rng(0).normal(size=(999, 1)) @ np.ones((1, 4))
    observed = np.array([2.0, 2.1, 1.9, 2.2])
    alone = np.array([((np.abs(drawn[:, j]) >= observed[j]).sum() + 1) / 1000 for j in range(4)])

    found = romano_wolf(observed, drawn)

    assert (found <= holm(alone) + 1e-12).all()
    assert (found >= alone - 1e-12).all()


def test_honest_bounds_widen_with_what_is_allowed_and_cover_a_straight_line():
    steps = np.array([-4, -3, -2, 0, 1])
    effects = 0.3 * (steps + 1.0)  # a drift and no effect
    covariance, target = np.diag(np.full(5, 0.01)), np.array([0.0, 0, 0, 1, 0])

    found = [bounds_of(effects, covariance, steps, target, m) for m in (0.0, 0.1, 0.3)]

    assert found[0].estimate == pytest.approx(0.0, abs=1e-6)
    widths = [each.upper - each.lower for each in found]
    assert widths == sorted(widths)
    # no line through the base but by what came before: the worst bend moves it by at least half of m
    assert widths[2] > 2 * 0.3 * 0.5


def test_honest_bounds_of_minimum_wages_are_those_of_honestdid():
    found = callaway_santanna(mpdta(), universal=True)

    told = [[(b := smoothness_bounds(found, m)).lower, b.upper] for m in (0.0, 0.01, 0.05)]

    assert np.array(told) == pytest.approx(
        np.array([[-0.1200, -0.0225], [-0.1428, 0.0696], [-0.3289, 0.2967]]), abs=5.1e-5
    )


def test_honest_bounds_need_two_periods_before():
    with pytest.raises(NoTrend):
        bounds_of(np.zeros(2), np.eye(2), np.array([0, 1]), np.array([1.0, 0]), 0.1)


def test_small_cohorts_are_merged_and_too_few_refused():
    panel = panel_from_arrays(made_up(10).outcome, np.array([2, 2, 2, 3, 4, 4, 4, 8, 8, 8]))

    merged = merge_cohorts(panel)

    assert sorted(np.unique(merged.cohort, return_counts=True)[1]) == [3, 3, 4]
    with pytest.raises(TooFewToShow):
        merge_cohorts(panel_from_arrays(made_up(10).outcome, np.array([2, 2] + [8] * 8)))


def test_trends_of_few_teams_are_tested_as_strictly_as_they_should_be():
    found = [
        pretest(callaway_santanna(made_up(24, seed=seed), controls=Controls.NOT_YET)) for seed in range(200)
    ]

    # at 5 %, about 10 of 200; normal theory on all cells would reject more than half
    assert 2 <= sum(p < 0.05 for p in found) <= 20
    with pytest.raises(NoPretest):
        pretest(callaway_santanna(made_up(12)))
