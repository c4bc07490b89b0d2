"""What was published of staggered adoption comes out, to its digits."""

import numpy as np
import pytest

from headway.engine.learning.adoption import (
    Controls,
    How,
    Method,
    Orders,
    Pair,
    bacon,
    by_timing,
    callaway_santanna,
    imputation,
    multiplier_bands,
    pretest,
    two_way,
    within,
)
from headway.engine.learning.adoption.overall import left_out
from headway.engine.learning.linear import Errors, least_squares
from headway.engine.learning.small_sample import jackknife, wild_cluster_bootstrap
from tests.unit.engine.learning.panels import castle, columns, mpdta, published, zones


def digits(count):
    return {"abs": 0.5000001 * 10.0**-count}


def test_minimum_wages_by_cohort_and_year():
    found = callaway_santanna(mpdta())

    told = {f"{g:.0f},{t:.0f}": att for g, t, att in zip(found.cohort, found.time, found.att, strict=True)}
    assert told == pytest.approx(published("mpdta", "ATT(g,t), never"), **digits(4))
    assert pretest(found) == pytest.approx(published("mpdta", "P-value"), **digits(5))


def test_minimum_wages_by_years_since_adoption():
    found = callaway_santanna(mpdta())

    told = {f"{e:.0f}": att for e, att in zip(found.dynamic.labels, found.dynamic.att, strict=True)}
    assert told == pytest.approx(published("mpdta", "event study e"), **digits(4))
    assert found.dynamic.overall == pytest.approx(published("mpdta", "overall of event"), **digits(4))


def test_minimum_wages_of_cohorts_followed_for_a_year():
    found = callaway_santanna(mpdta(), balance=1).dynamic

    told = {f"{e:.0f}": att for e, att in zip(found.labels, found.att, strict=True)}
    assert told | {"overall": found.overall} == pytest.approx(
        published("mpdta", "event study balanced"), **digits(4)
    )


def test_minimum_wages_by_group_and_over_all():
    found = callaway_santanna(mpdta())

    told = {f"{g:.0f}": att for g, att in zip(found.group.labels, found.group.att, strict=True)}
    assert told == pytest.approx(published("mpdta", "by group"), **digits(4))
    assert found.group.overall == pytest.approx(published("mpdta", "overall by group"), **digits(4))
    # its seventh digit was misprinted: three packages say -0.03995128
    assert found.simple.overall == pytest.approx(published("mpdta", "overall simple"), abs=2e-7)
    assert found.simple.overall == pytest.approx(-0.03995127515517632, rel=1e-12)
    errors = [found.simple.overall_se, found.dynamic.overall_se, found.group.overall_se]
    assert errors == pytest.approx(published("mpdta", "analytic standard"), **digits(6))


def test_minimum_wages_beside_those_that_have_not_yet():
    found = callaway_santanna(mpdta(), controls=Controls.NOT_YET)

    assert found.simple.overall == pytest.approx(published("mpdta", "overall simple, not-yet"), **digits(6))


def test_minimum_wages_doubly_robust():
    found = callaway_santanna(mpdta(covariate=True))

    assert found.att == pytest.approx(published("mpdta", "doubly robust"), **digits(9))


def test_bands_are_as_wide_as_published_draws_of_them():
    found = callaway_santanna(mpdta())

    bands = multiplier_bands(found, np.random.default_rng(0), draws=1_000)

    assert bands.se == pytest.approx(found.dynamic.se, rel=0.15)
    assert 2.3 < bands.multiple < 3.1
    assert (bands.upper - bands.lower) / 2 == pytest.approx(bands.multiple * bands.se)


def test_castle_laws_by_two_way_effects_and_what_they_mix():
    comparisons = bacon(castle())

    parts = []
    for pair in (Pair.EARLIER_LATER, Pair.LATER_EARLIER, Pair.TREATED_NEVER):
        own = [each for each in comparisons if each.pair is pair]
        weight = sum(each.weight for each in own)
        parts.append([weight, sum(each.weight * each.effect for each in own) / weight])
    assert two_way(castle()).effect == pytest.approx(published("castle", "two-way"), **digits(10))
    assert np.array(parts) == pytest.approx(np.array(published("castle", "Goodman")), **digits(5))


def test_castle_laws_by_cohort():
    never, not_yet = (callaway_santanna(castle(), controls=each).simple.overall for each in Controls)

    assert [never, not_yet] == pytest.approx(published("castle", "Callaway"), **digits(6))


def test_enterprise_zones_by_normal_errors_and_by_leaving_out_cities():
    how = How(Method.CS, Controls.NEVER)
    found = callaway_santanna(zones()).simple

    error = jackknife(found.overall, left_out(zones(), how)[:, 1])

    assert [found.overall, found.overall_se] == pytest.approx(
        published("enterprise_zones", "Callaway"), **digits(6)
    )
    assert [error.se, error.p] == pytest.approx(published("enterprise_zones", "the same"), **digits(6))
    assert error.freedom == 21


def test_enterprise_zones_by_other_orders():
    how = How(Method.CS, Controls.NEVER)

    found = by_timing(zones(), how, np.random.default_rng(0), orders=Orders(20_000))

    assert found.p[1] == pytest.approx(published("enterprise_zones", "randomisation"), abs=0.004)


def test_enterprise_zones_by_imputation():
    assert imputation(zones()).simple.overall == pytest.approx(-0.092, **digits(3))


def test_enterprise_zones_in_first_differences_and_with_fixed_effects():
    col = columns("enterprise_zones")
    y, zone = col("luclms").reshape(22, 9), col("ez").reshape(22, 9)
    changes = np.column_stack([np.diff(zone, axis=1).ravel(), np.tile(np.eye(8), (22, 1))])

    first = least_squares(changes, np.diff(y, axis=1).ravel(), Errors.CLASSIC)
    years = np.column_stack([zone.ravel(), np.tile(np.eye(9)[:, 1:], (22, 1))])
    fixed = within(y.ravel(), years, np.repeat(np.arange(22), 9))

    assert [first.coefficients[0], first.errors[0]] == pytest.approx([-0.181877, 0.078186], abs=1.1e-6)
    assert [fixed.coefficients[0], fixed.errors[0]] == pytest.approx(
        published("enterprise_zones", "fixed"), **digits(6)
    )


def test_grants_for_training_with_firm_effects():
    col = columns("job_training_grants")
    kept = np.isfinite(col("lscrap"))
    x = np.column_stack([col(name) for name in ("d88", "d89", "grant", "grant_1")])

    found = within(col("lscrap")[kept], x[kept], col("fcode")[kept].astype(int))

    assert found.coefficients == pytest.approx(published("job_training_grants", "firm fixed"), **digits(3))
    assert found.errors == pytest.approx(published("job_training_grants", "standard"), abs=0.0006)
    assert [len(set(col("fcode")[kept])), kept.sum()] == published("job_training_grants", "firms")


def voters():
    col = columns("voters")

    def factor(name):
        return (col(name)[:, None] == np.unique(col(name))[1:]).astype(float)

    controls = np.column_stack(
        [np.ones(300), col("log_income"), factor("Q1_immigration"), factor("Q2_defense")]
    )
    return col("proposition_vote"), col("treatment"), controls, col("group_id1").astype(int)


def test_voters_by_the_wild_cluster_bootstrap():
    found = wild_cluster_bootstrap(*voters(), np.random.default_rng(0))

    assert [found.estimate, found.t] == pytest.approx(published("voters", "OLS"), **digits(3))
    assert found.t == pytest.approx(3.983127, **digits(6))
    assert found.p == pytest.approx(published("voters", "wild"), abs=0.0005)
    assert [found.lower, found.upper] == pytest.approx(published("voters", "interval"), abs=0.002)
