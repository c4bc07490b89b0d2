"""The synthesis gives the published numbers, agrees with a plain search, and refuses rather than guesses."""

import csv
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from headway.engine.learning import (
    Estimator,
    NoVariance,
    TooFewStudies,
    meta_regression,
    synthesise,
)
from tests.shared import shared


def bcg():
    with (shared("evaluation/bcg") / "bcg.csv").open() as file:
        rows = list(csv.DictReader(file))
    told = {name: np.array([float(row[name]) for row in rows]) for name in ("tpos", "tneg", "cpos", "cneg")}
    treated, control = told["tpos"] + told["tneg"], told["cpos"] + told["cneg"]
    effects = np.log(told["tpos"] / treated / (told["cpos"] / control))
    variances = 1 / told["tpos"] - 1 / treated + 1 / told["cpos"] - 1 / control
    return effects, variances, np.array([float(row["ablat"]) for row in rows]), [row["alloc"] for row in rows]


def published(case):
    cases = json.loads((shared("evaluation/bcg") / "expected.json").read_text())["cases"]
    return next(each["value"] for each in cases if each["what"].startswith(case))


def test_reml_gives_metafors_six_digits():
    effects, variances, _ablat, _alloc = bcg()

    found = synthesise(effects, variances)

    told = [found.estimate, found.se, found.lower, found.upper, found.tau2]
    assert told == pytest.approx(published("REML six digits")[:5], abs=6e-7)
    assert found.i2 == pytest.approx(92.2214, abs=6e-5)
    assert found.q == pytest.approx(152.233, abs=6e-4)


def test_dersimonian_and_laird_give_their_published_digits():
    effects, variances, _ablat, _alloc = bcg()

    found = synthesise(effects, variances, estimator=Estimator.DL)

    assert [found.estimate, found.se, found.tau2] == pytest.approx(published("DerSimonian"), abs=6e-7)


def test_knapp_and_hartung_widen_the_interval_as_published():
    effects, variances, _ablat, _alloc = bcg()

    found = synthesise(effects, variances, knapp_hartung=True)

    assert [found.se, found.lower, found.upper] == pytest.approx(published("Hartung-Knapp"), abs=6e-7)


@pytest.mark.parametrize(("wider", "name"), [(False, "normal"), (True, "Hartung-Knapp")])
def test_where_the_next_study_lies_is_metafors_interval_and_ours_is_a_little_wider(wider, name):
    effects, variances, _ablat, _alloc = bcg()
    factor = stats.t.ppf(0.975, len(effects) - 1) if wider else stats.norm.ppf(0.975)

    found = synthesise(effects, variances, knapp_hartung=wider)

    half = factor * math.sqrt(found.se**2 + found.tau2)
    interval = [found.estimate - half, found.estimate + half]
    assert interval == pytest.approx(published(f"prediction interval, {name}"), abs=2e-6)
    assert found.predicted[0] < interval[0] < interval[1] < found.predicted[1]  # t with n - 2


def test_helpers_of_teams_do_as_baskerville_published():
    with (shared("evaluation/baskerville2012") / "baskerville2012.csv").open() as file:
        rows = list(csv.DictReader(file))
    effects, errors = (np.array([float(row[name]) for row in rows]) for name in ("smd", "se"))
    cases = json.loads((shared("evaluation/baskerville2012") / "expected.json").read_text())["cases"]

    simple = synthesise(effects, errors**2, estimator=Estimator.DL)
    found = synthesise(effects, errors**2)

    rounded = [round(each, 2) for each in (simple.estimate, simple.lower, simple.upper)]
    assert rounded == cases[0]["value"]
    told = [simple.estimate, simple.se, simple.tau2]
    assert told == pytest.approx(cases[1]["value"][:3], abs=6e-6)
    assert simple.i2 == pytest.approx(cases[1]["value"][3], abs=6e-5)
    assert [found.estimate, found.se, found.tau2] == pytest.approx(cases[2]["value"], abs=6e-6)


def test_distance_from_the_equator_explains_most_of_bcg():
    effects, variances, ablat, _alloc = bcg()

    found = meta_regression(effects, variances, ablat[:, None])

    # metafor stops when tau2 moves less than 1e-5; four digits are what both agree on
    told = [*found.coefficients, found.tau2]
    assert told == pytest.approx(published("meta-regression")[:3], abs=1e-5)
    assert found.qm == pytest.approx(published("meta-regression")[3], rel=1e-4)


@st.composite
def studies(draw):
    count = draw(st.integers(3, 12))
    effects = draw(st.lists(st.floats(-3, 3), min_size=count, max_size=count))
    variances = draw(st.lists(st.floats(0.01, 2), min_size=count, max_size=count))
    return np.array(effects), np.array(variances)


@settings(max_examples=60)
@given(studies())
def test_reml_is_where_the_restricted_likelihood_is_highest(case):
    effects, variances = case

    def likelihood(tau2):
        weights = [1 / (v + tau2) for v in variances]
        mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
        total = -math.log(sum(weights))
        for w, y in zip(weights, effects, strict=True):
            total += math.log(w) - w * (y - mean) ** 2
        return total

    found = synthesise(effects, variances)

    best = max(likelihood(tau2) for tau2 in np.linspace(0, 4 * (found.tau2 + 0.1), 4001))
    assert likelihood(found.tau2) >= best - 1e-7


@settings(max_examples=60)
@given(studies())
def test_paule_and_mandel_make_the_scatter_what_it_should_be(case):
    effects, variances = case

    found = synthesise(effects, variances, estimator=Estimator.PM)

    weights = 1 / (variances + found.tau2)
    mean = (weights * effects).sum() / weights.sum()
    scatter = (weights * (effects - mean) ** 2).sum()
    if found.tau2 > 0:
        assert scatter == pytest.approx(len(effects) - 1, rel=1e-6)
    else:
        assert scatter <= len(effects) - 1 + 1e-9


@settings(max_examples=40)
@given(studies(), st.sampled_from(list(Estimator)), st.floats(-5, 5), st.floats(0.1, 10))
def test_shift_and_scale_of_the_effects_carry_over(case, estimator, shift, scale):
    effects, variances = case
    before = synthesise(effects, variances, estimator=estimator)

    after = synthesise(effects * scale + shift, variances * scale**2, estimator=estimator)

    assert after.estimate == pytest.approx(before.estimate * scale + shift, abs=1e-5 * scale)
    assert after.tau2 == pytest.approx(before.tau2 * scale**2, rel=1e-4, abs=1e-6 * scale**2)
    assert after.i2 == pytest.approx(before.i2, abs=1e-2)


@settings(max_examples=30)
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_studies_does_not_matter(case, random):
    effects, variances = case
    order = list(range(len(effects)))
    random.shuffle(order)

    one, other = synthesise(effects, variances), synthesise(effects[order], variances[order])

    assert one.estimate == pytest.approx(other.estimate, abs=1e-7)
    assert one.tau2 == pytest.approx(other.tau2, abs=1e-7)


def test_clusters_that_hold_one_study_each_change_nothing_but_who_gets_the_variance():
    effects, variances, _ablat, _alloc = bcg()

    alone = synthesise(effects, variances, clusters=list(range(13)))

    flat = synthesise(effects, variances)
    assert alone.tau2 + alone.cluster == pytest.approx(flat.tau2, rel=1e-4)
    assert alone.estimate == pytest.approx(flat.estimate, abs=1e-5)


def test_studies_of_one_cluster_count_for_less_than_as_many_alone():
    random = np.random.default_rng(3)
    shared_part = np.repeat(random.normal(0, 1, 6), 5)
    effects, variances = shared_part + random.normal(0, 0.2, 30), np.full(30, 0.04)

    together = synthesise(effects, variances, clusters=np.repeat(np.arange(6), 5).tolist())

    assert together.cluster > 5 * together.tau2
    assert together.se > 1.5 * synthesise(effects, variances).se


@pytest.mark.parametrize(
    ("effects", "variances", "kind"),
    [
        ([0.1], [0.1], TooFewStudies),
        ([0.1, 0.2], [0.1, 0.0], NoVariance),
        ([0.1, 0.2], [0.1, -1.0], NoVariance),
        ([0.1, float("nan")], [0.1, 0.1], NoVariance),
    ],
)
def test_what_cannot_be_combined_is_refused(effects, variances, kind):
    with pytest.raises(kind):
        synthesise(np.array(effects), np.array(variances))


def test_moderators_that_say_the_same_are_refused():
    effects, variances, ablat, _alloc = bcg()

    with pytest.raises(TooFewStudies):
        meta_regression(effects, variances, np.column_stack([ablat, 2 * ablat]))


def test_one_cluster_is_no_cluster():
    with pytest.raises(TooFewStudies):
        synthesise(np.array([0.1, 0.2, 0.3]), np.array([0.1, 0.1, 0.1]), clusters=["a", "a", "a"])


def test_two_studies_say_nothing_about_the_next_place():
    found = synthesise(np.array([0.1, 0.3]), np.array([0.1, 0.1]))

    assert found.predicted is None


def test_what_is_given_is_not_changed():
    effects, variances, ablat, _alloc = bcg()
    before = effects.copy(), variances.copy(), ablat.copy()

    meta_regression(effects, variances, ablat[:, None])

    assert all(
        np.array_equal(one, other) for one, other in zip(before, (effects, variances, ablat), strict=True)
    )
