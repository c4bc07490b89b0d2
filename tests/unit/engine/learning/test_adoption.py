"""Staggered adoption agrees with plain loops, keeps its invariances, and refuses rather than guesses."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.learning.adoption import (
    MEANS,
    Choices,
    ClusterChanges,
    CohortChanges,
    Controls,
    Gaps,
    How,
    Inference,
    Method,
    MixedTeams,
    NobodyAdopts,
    NoControls,
    NoPretest,
    NotConnected,
    Orders,
    RepeatedRow,
    TooFewTeams,
    WrongOrders,
    bacon,
    by_timing,
    callaway_santanna,
    imputation,
    multiplier_bands,
    panel_from_arrays,
    panel_from_rows,
    pretest,
    study_adoption,
    two_way,
)
from headway.engine.learning.adoption.overall import left_out
from tests.unit.engine.learning.panels import made_up

EXAMPLES = int(os.environ.get("HEADWAY_EXAMPLES", "15"))
HOWS = [
    How(Method.CS, Controls.NEVER),
    How(Method.CS, Controls.NOT_YET),
    How(Method.IMPUTATION),
]


def fit(panel, how):
    if how.method is Method.IMPUTATION:
        return imputation(panel)
    return callaway_santanna(panel, controls=how.controls)


def overall(panel, how):
    return np.array([getattr(fit(panel, how), name).overall for name in MEANS])


def with_gaps(panel, share=0.1, seed=3):
    y = panel.outcome.copy()
    y[np.random.default_rng(seed).random(y.shape) < share] = np.nan
    return replace(panel, outcome=y)


@st.composite
def panels(draw):
    teams, periods = draw(st.integers(8, 20)), draw(st.integers(4, 8))
    dates = draw(st.lists(st.integers(1, periods - 1), min_size=1, max_size=3, unique=True))
    return made_up(
        teams, periods, effect=draw(st.floats(-2, 2)), seed=draw(st.integers(0, 999)), adopted=(*dates, None)
    )


@settings(max_examples=EXAMPLES)
@given(panels(), st.sampled_from(list(Controls)))
def test_each_cell_is_a_difference_of_two_mean_changes(panel, controls):
    found = callaway_santanna(panel, controls=controls)

    for g, t, att in zip(found.cohort.astype(int), found.time.astype(int), found.att, strict=True):
        base = g - 1 if t >= g else t - 1
        own = [row[t] - row[base] for row, c in zip(panel.outcome, panel.cohort, strict=True) if c == g]
        beside = [
            row[t] - row[base]
            for row, c in zip(panel.outcome, panel.cohort, strict=True)
            if c == panel.periods or (controls is Controls.NOT_YET and c > max(t, base) and c != g)
        ]
        assert att == pytest.approx(sum(own) / len(own) - sum(beside) / len(beside), abs=1e-9)


@settings(max_examples=EXAMPLES)
@given(panels(), st.sampled_from(list(Controls)))
def test_errors_by_contrasts_are_those_of_each_units_influence(panel, controls):
    fast = callaway_santanna(panel, controls=controls)

    # any cluster column, even of single units, takes the way by influences
    slow = callaway_santanna(replace(panel, clusters=np.arange(panel.n)), controls=controls)

    assert fast.att == pytest.approx(slow.att, abs=1e-9)
    assert fast.se == pytest.approx(slow.se, abs=1e-9, nan_ok=True)
    for name in MEANS:
        one, other = getattr(fast, name), getattr(slow, name)
        assert [one.overall, one.overall_se] == pytest.approx(
            [other.overall, other.overall_se], abs=1e-9, nan_ok=True
        )
        assert one.se == pytest.approx(other.se, abs=1e-9, nan_ok=True)


@settings(max_examples=EXAMPLES)
@given(panels())
def test_imputation_is_what_least_squares_without_the_practice_predicts(panel):
    panel = with_gaps(panel, 0.05)
    try:
        found = imputation(panel)
    except NotConnected:
        return
    n, periods = panel.outcome.shape
    unit, time = np.repeat(np.arange(n), periods), np.tile(np.arange(periods), n)
    y, cohort = panel.outcome.ravel(), panel.cohort[unit]
    x = np.hstack([np.eye(n)[unit], np.eye(periods)[time]])
    free = np.isfinite(y) & (time < cohort)

    told = np.linalg.lstsq(x[free], y[free], rcond=None)[0]

    reach = x @ np.linalg.pinv(x[free]) @ x[free]
    for g, t, att in zip(found.cohort, found.time, found.att, strict=True):
        own = np.isfinite(y) & (cohort == g) & (time == t)
        own &= np.abs(reach - x).max(axis=1) < 1e-8
        if own.any():
            assert att == pytest.approx((y - x @ told)[own].mean(), abs=1e-7)


@settings(max_examples=EXAMPLES)
@given(panels(), st.sampled_from(HOWS), st.floats(-5, 5), st.floats(0.1, 10))
def test_levels_of_units_and_periods_do_not_matter_and_scale_carries_over(panel, how, shift, scale):
    before = overall(panel, how)
    moved = panel.outcome * scale + np.arange(panel.n)[:, None] * shift + np.sin(np.arange(panel.periods))

    after = overall(replace(panel, outcome=moved), how)

    assert after == pytest.approx(before * scale, abs=1e-7 * scale)


@settings(max_examples=EXAMPLES)
@given(panels(), st.sampled_from(HOWS))
def test_an_effect_common_to_all_is_found_whatever_the_method(panel, how):
    treated = np.arange(panel.periods) >= panel.cohort[:, None]

    raised = overall(replace(panel, outcome=panel.outcome + 2.5 * treated), how)

    assert raised - overall(panel, how) == pytest.approx(np.full(4, 2.5), abs=1e-8)


@settings(max_examples=EXAMPLES)
@given(panels(), st.randoms(use_true_random=False))
def test_long_rows_make_the_same_panel_in_any_order(panel, random):
    rows = [
        (f"team {i}", t, panel.outcome[i, t], panel.cohort[i] if panel.cohort[i] < panel.periods else 0)
        for i in range(panel.n)
        for t in range(panel.periods)
    ]
    random.shuffle(rows)
    unit, time, y, adopted = zip(*rows, strict=True)

    found = panel_from_rows(unit, np.array(time), np.array(y), np.array(adopted, dtype=float))

    order = [int(name.split()[1]) for name in found.units]
    assert np.array_equal(found.outcome, panel.outcome[order])
    assert np.array_equal(found.cohort, panel.cohort[order])


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("gaps", [False, True])
def test_leaving_out_each_team_is_refitting_without_it(how, gaps):
    panel = made_up(12)
    panel = with_gaps(panel) if gaps else panel

    found = left_out(panel, how)

    plain = [overall(panel.subset(np.arange(12) != i), how) for i in range(12)]
    assert found == pytest.approx(np.array(plain), abs=1e-9)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("gaps", [False, True])
def test_other_orders_are_refits_with_other_dates(how, gaps):
    panel = made_up(10, 6, adopted=(2, 4, None))
    panel = with_gaps(panel, 0.04) if gaps else panel
    rng = np.random.default_rng(5)
    given = np.array([rng.permutation(panel.cohort) for _ in range(30)])

    found = by_timing(panel, how, rng, orders=Orders(given=given))

    plain = [overall(replace(panel, cohort=each), how)[0] for each in given]
    assert found.reference == pytest.approx(np.array(plain), abs=1e-9)
    hits = (np.abs(plain) >= abs(overall(panel, how)[0]) * (1 - 1e-12)).sum()
    assert found.p[0] == (hits + 1) / 31


def test_all_orders_of_few_teams_are_looked_at():
    panel = made_up(6, 5, adopted=(2, 3, None))

    found = by_timing(panel, HOWS[2], np.random.default_rng(0))

    assert found.exact
    assert found.draws == 90
    assert found.smallest == 1 / 90
    assert (found.p >= 1 / 90).all()


def test_orders_stay_within_their_blocks():
    panel = made_up(8, 5, adopted=(2, None))
    blocks = np.arange(8) // 4

    found = by_timing(panel, HOWS[1], np.random.default_rng(0), orders=Orders(blocks=blocks))

    assert found.draws == 36  # six ways in each of two blocks; seventy without them


@pytest.mark.parametrize("how", HOWS)
def test_the_ends_of_the_interval_are_where_the_test_turns(how):
    panel = made_up(12, 6, effect=1.0, adopted=(2, 4, None))
    rng = np.random.default_rng(1)
    given = np.array([rng.permutation(panel.cohort) for _ in range(199)])
    found = by_timing(panel, how, rng, orders=Orders(given=given))
    treated = np.arange(6) >= panel.cohort[:, None]

    def p_at(effect):
        moved = replace(panel, outcome=panel.outcome - effect * treated)
        return by_timing(moved, how, rng, orders=Orders(given=given)).p[0]

    wide = found.upper[0] - found.lower[0]
    assert p_at(found.lower[0] + 1e-6 * wide) > 0.05 >= p_at(found.lower[0] - 1e-6 * wide)
    assert p_at(found.upper[0] - 1e-6 * wide) > 0.05 >= p_at(found.upper[0] + 1e-6 * wide)


def test_an_executor_changes_no_number():
    panel = made_up(16)
    here = by_timing(panel, HOWS[2], np.random.default_rng(7), orders=Orders(3_000))

    with ThreadPoolExecutor(2) as executor:
        there = by_timing(panel, HOWS[2], np.random.default_rng(7), orders=Orders(3_000), executor=executor)

    assert np.array_equal(here.reference, there.reference)
    assert here.p.tolist() == there.p.tolist()


def test_inputs_are_not_changed():
    panel = made_up(12)
    before, cohort = panel.outcome.copy(), panel.cohort.copy()

    study_adoption(panel, np.random.default_rng(0), choices=Choices(randomised=True, orders=Orders(199)))

    assert np.array_equal(panel.outcome, before)
    assert np.array_equal(panel.cohort, cohort)


@pytest.mark.parametrize(
    ("teams", "randomised", "method", "inference"),
    [
        (12, False, Method.IMPUTATION, Inference.JACKKNIFE),
        (12, True, Method.IMPUTATION, Inference.RANDOMISATION),
        (52, False, Method.CS, Inference.ANALYTIC),
        (52, True, Method.CS, Inference.RANDOMISATION),
    ],
)
def test_the_number_of_teams_says_what_can_be_said(teams, randomised, method, inference):
    study = study_adoption(
        made_up(teams, effect=0.5),
        np.random.default_rng(0),
        choices=Choices(randomised=randomised, orders=Orders(499)),
    )

    assert (study.method, study.inference) == (method, inference)
    assert study.headline.lower < study.headline.att < study.headline.upper
    assert np.isfinite(study.event_se).all()


def test_fewer_than_eight_teams_are_described_with_the_p_of_all_orders():
    study = study_adoption(made_up(6, 5, adopted=(2, 3, None)), np.random.default_rng(0))

    assert study.headline.se is study.headline.lower is study.headline.upper is None
    assert study.headline.p >= 1 / 90
    assert np.isnan(study.event_se).all()
    assert {"few_teams", "as_if_random", "few_orders"} <= {each.code for each in study.cautions}


def test_a_cohort_of_one_has_no_error_and_is_said():
    panel = panel_from_arrays(made_up(60).outcome, np.where(np.arange(60) == 0, 2, made_up(60).cohort))

    study = study_adoption(panel, np.random.default_rng(0))

    assert np.isnan(study.cell_se[study.found.cohort == 2]).all()
    assert study.inference is Inference.JACKKNIFE
    assert "cohort_of_one" in {each.code for each in study.cautions}


def test_a_team_cannot_be_dealt_two_dates():
    panel = replace(made_up(12), clusters=np.zeros(12, dtype=int))

    with pytest.raises(MixedTeams):
        by_timing(panel, HOWS[0], np.random.default_rng(0))


def test_whole_teams_of_units_are_dealt_their_dates():
    panel = made_up(24)
    cohort = np.repeat(panel.cohort[:8], 3)
    panel = replace(panel, cohort=cohort, clusters=np.repeat(np.arange(8), 3))

    study = study_adoption(panel, np.random.default_rng(0), choices=Choices(randomised=True))

    assert study.timing.exact
    assert study.timing.draws == 2_520  # eight teams in four pairs
    assert study.found.teams == 8


def test_estimators_that_disagree_are_said():
    panel = made_up(12, 10, adopted=(5, 7, None), seed=2)
    drift = np.where(np.arange(10) < 3, 3.0, 0.0) * (panel.cohort < 10)[:, None]

    study = study_adoption(replace(panel, outcome=panel.outcome + drift), np.random.default_rng(0))

    assert study.disagree
    assert "disagree" in {each.code for each in study.cautions}


def test_repeated_rows_and_changing_dates_are_named():
    y = np.arange(4.0)

    with pytest.raises(RepeatedRow) as repeated:
        panel_from_rows(["a", "a", "b", "a"], np.array([1.0, 2, 1, 2]), y, np.zeros(4))
    with pytest.raises(CohortChanges) as changed:
        panel_from_rows(["a", "a", "b", "b"], np.array([1.0, 2, 1, 2]), y, np.array([2.0, 2, 0, 2]))
    with pytest.raises(ClusterChanges):
        panel_from_rows(
            ["a", "a", "b", "b"], np.array([1.0, 2, 1, 2]), y, np.zeros(4), cluster=["x", "y", "z", "z"]
        )

    assert repeated.value.numbers == {"row": 3, "first": 1}
    assert changed.value.numbers == {"row": 3, "first": 2}


def test_what_cannot_be_compared_is_refused():
    y = np.random.default_rng(0).normal(size=(8, 4))

    with pytest.raises(NobodyAdopts):
        callaway_santanna(panel_from_arrays(y, np.full(8, 4)))
    with pytest.raises(NoControls):
        callaway_santanna(panel_from_arrays(y, np.full(8, 2)))
    with pytest.raises(NoPretest):
        pretest(callaway_santanna(panel_from_arrays(y, np.array([1, 1, 1, 1, 4, 4, 4, 4]))))
    with pytest.raises(Gaps):
        two_way(with_gaps(made_up()))
    with pytest.raises(WrongOrders):
        by_timing(
            made_up(), HOWS[0], np.random.default_rng(0), orders=Orders(given=np.zeros((3, 5), dtype=int))
        )
    with pytest.raises(TooFewTeams):
        multiplier_bands(callaway_santanna(made_up(12)), np.random.default_rng(0))


def test_units_that_always_had_it_and_units_never_seen_are_counted():
    y = made_up(12).outcome
    y[5] = np.nan

    panel = panel_from_arrays(y, np.where(np.arange(12) < 2, 0, made_up(12).cohort))

    assert (panel.n, panel.always, panel.unseen) == (9, 2, 1)


@settings(max_examples=EXAMPLES)
@given(panels())
def test_two_way_effects_are_the_sum_of_bacons_comparisons(panel):
    found = bacon(panel)

    assert sum(each.weight for each in found) == pytest.approx(1.0)
    assert sum(each.weight * each.effect for each in found) == pytest.approx(two_way(panel).effect, abs=1e-9)
