"""Synthetic controls give the published numbers, are exact, and refuse a fit that says nothing."""

import csv
import json
import math
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.learning import (
    DoesNotEnd,
    FitsExactly,
    MissingValue,
    TooFewDonors,
    TooFewPeriods,
    nested,
    not_rejected,
    simplex,
    synth,
    synthetic_did,
    weights_given,
)
from headway.engine.learning.simplex import on_simplex
from tests.shared import shared

GERMANY = "West Germany"


def rows_of(name):
    with shared(f"evaluation/{name}").open() as file:
        return list(csv.DictReader(file))


def expected(case, what):
    cases = json.loads((shared(f"evaluation/{case}") / "expected.json").read_text())["cases"]
    return next(each for each in cases if each["what"].startswith(what))


class Panel:
    """Means of columns over years, and values by year, for units in the order of their names."""

    def __init__(self, name, unit):
        self.rows, self.unit = rows_of(name), unit
        self.units = sorted({row[unit] for row in self.rows})

    def values(self, column, years):
        told = {(row[self.unit], int(float(row["year"]))): row[column] for row in self.rows}
        return np.array([[float(told[unit, year]) for year in years] for unit in self.units])

    def mean(self, column, years):
        told = {(row[self.unit], int(float(row["year"]))): row[column] for row in self.rows}
        seen = [[told.get((unit, year)) for year in years] for unit in self.units]
        return np.array([np.mean([float(each) for each in row if each]) for row in seen])


def smoking():
    panel = Panel("prop99/prop99.csv", "state")
    return panel.values("packs", range(1970, 2001)), panel.units.index("California"), 19


def test_proposition_99_on_lags_gives_the_exact_effect_and_the_range_of_near_mixes():
    outcomes, treated, start = smoking()

    found = synth(outcomes, treated, start)

    assert found.effect == pytest.approx(expected("prop99", "synthetic control on")["value"], abs=5e-6)
    assert [round(each, 1) for each in found.near_optimal] == [-20.1, -18.9]
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.weights.min() >= 0.0
    assert found.p_placebo == pytest.approx(3 / 39)


def test_synthetic_differences_give_the_published_table():
    outcomes, treated, start = smoking()

    found = synthetic_did(np.delete(outcomes, treated, 0), outcomes[[treated]], start)

    assert found.effect == pytest.approx(-15.60540, abs=5e-6)
    assert round(found.effect, 1) == expected("prop99", "synthetic difference")["value"]
    assert found.did == pytest.approx(-27.349111, abs=5e-7)
    assert found.se is None


def test_the_placebo_error_of_synthetic_differences_is_drawn_by_a_generator():
    outcomes, treated, start = smoking()

    found = synthetic_did(
        np.delete(outcomes, treated, 0), outcomes[[treated]], start, rng=np.random.default_rng(0), draws=40
    )

    assert 6.0 < found.se < 13.0


def test_west_germany_stands_first_of_seventeen():
    panel = Panel("germany/germany.csv", "country")

    found = synth(panel.values("gdp", range(1960, 2004)), panel.units.index(GERMANY), 30)

    assert found.p_placebo == pytest.approx(expected("germany", "placebo")["value"], abs=5e-7)


def test_reunification_gives_the_published_weights_when_the_paper_is_replicated():
    panel = Panel("germany/germany.csv", "country")
    treated = panel.units.index(GERMANY)

    def predictors(years, school, invested):
        columns = [panel.mean(name, years) for name in ("gdp", "trade", "infrate", "industry")]
        return np.column_stack([*columns, panel.mean("schooling", school), panel.mean(invested, [1980])])

    trained = nested(
        predictors(range(1971, 1981), (1970, 1975), "invest70"),
        panel.values("gdp", range(1981, 1991)),
        treated,
        np.random.default_rng(1),
        starts=1,
    )
    weights = weights_given(
        predictors(range(1981, 1991), (1980, 1985), "invest80"), treated, trained.predictors
    )

    published, gap = expected("germany", "weights"), expected("germany", "average gap")
    donors = [name for name in panel.units if name != GERMANY]
    found = dict(zip(donors, weights.tolist(), strict=True))
    assert {name: found[name] for name in published["value"]} == pytest.approx(
        published["value"], abs=published["tolerance"]
    )
    later = panel.values("gdp", range(1991, 2004))
    left = (later[treated] - weights @ np.delete(later, treated, 0)).mean()
    assert left == pytest.approx(gap["value"], abs=gap["tolerance"])


def test_proposition_99_gives_the_published_weights_when_the_paper_is_replicated():
    panel = Panel("prop99/prop99_predictors.csv", "state")
    treated = panel.units.index("California")
    eighties = [panel.mean(name, range(1980, 1989)) for name in ("lnincome", "age15to24", "retprice")]
    lags = [panel.mean("cigsale", [year]) for year in (1975, 1980, 1988)]
    predictors = np.column_stack([*eighties, panel.mean("beer", range(1984, 1989)), *lags])

    found = nested(
        predictors, panel.values("cigsale", range(1970, 1989)), treated, np.random.default_rng(0), starts=6
    )

    published, bound = expected("prop99", "ADH synthetic control"), expected("prop99", "ADH pre-treatment")
    donors = [name for name in panel.units if name != "California"]
    weights = dict(zip(donors, found.weights.tolist(), strict=True))
    assert {name: weights[name] for name in published["value"]} == pytest.approx(
        published["value"], abs=published["tolerance"]
    )
    assert found.rmspe <= bound["value"]
    assert found.tried.max() > 4.0  # one start is not enough
    last = panel.values("cigsale", [2000])[:, 0]
    gap = expected("prop99", "ADH gap")
    assert last[treated] - found.weights @ np.delete(last, treated) == pytest.approx(
        gap["value"], abs=gap["tolerance"]
    )


@given(seed=st.integers(0, 10_000), n=st.integers(2, 12), rank=st.integers(1, 12))
@settings(max_examples=60)
def test_no_mix_does_better_than_the_one_found(seed, n, rank):
    rng = np.random.default_rng(seed)
    root, linear = rng.normal(size=(rank, n)), rng.normal(size=n)
    quadratic = root.T @ root

    found = on_simplex(quadratic, linear)

    def loss(w):
        return 0.5 * w @ quadratic @ w - linear @ w

    others = rng.dirichlet(np.full(n, 0.3), 200)
    assert loss(found) <= min(loss(each) for each in others) + 1e-9
    price = quadratic @ found - linear
    assert price.min() >= price @ found - 1e-6 * max(1.0, np.abs(quadratic).max())


@given(shift=st.floats(-50, 50), scale=st.floats(0.1, 10))
@settings(max_examples=15)
def test_the_unit_of_the_outcome_moves_the_effect_and_not_the_mix(shift, scale):
    outcomes = np.random.default_rng(2).normal(size=(6, 12)).cumsum(axis=1)

    one, other = synth(outcomes, 0, 8), synth(scale * outcomes + shift, 0, 8)

    assert other.weights == pytest.approx(one.weights, abs=1e-6)
    assert other.effect == pytest.approx(scale * one.effect, abs=1e-6)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_whoever_runs_the_placebos_the_numbers_are_the_same(pool):
    outcomes = np.random.default_rng(2).normal(size=(6, 12)).cumsum(axis=1)

    with pool(2) as executor:
        found = synth(outcomes, 0, 8, executor=executor)

    assert found.placebo_gaps.tobytes() == synth(outcomes, 0, 8).placebo_gaps.tobytes()


def test_the_ends_of_the_near_range_are_reached_by_mixes_that_fit_nearly_as_well():
    outcomes = np.random.default_rng(3).normal(size=(4, 12)).cumsum(axis=1)

    found = synth(outcomes, 0, 9)

    tried = np.random.default_rng(0).dirichlet([0.5] * 3, 60_000)
    losses = ((outcomes[0, :9] - tried @ outcomes[1:, :9]) ** 2).sum(axis=1)
    best = ((outcomes[0, :9] - found.weights @ outcomes[1:, :9]) ** 2).sum()
    effects = (outcomes[0, 9:] - tried @ outcomes[1:, 9:]).mean(axis=1)[losses <= 1.02 * best]
    assert found.near_optimal[0] <= effects.min() + 1e-9
    assert found.near_optimal[1] >= effects.max() - 1e-9
    assert found.near_optimal == pytest.approx((effects.min(), effects.max()), abs=0.1)


@given(seed=st.integers(0, 10_000), effect=st.sampled_from([0.0, 0.5, 2.0]))
@settings(max_examples=25)
def test_steady_effects_that_the_placebos_do_not_reject_are_those_of_the_test_turned_round(seed, effect):
    outcomes = np.random.default_rng(seed).normal(size=(22, 50)).cumsum(axis=1)
    outcomes[0, 45:] += effect

    found = synth(outcomes, 0, 45)
    ends = not_rejected(found)

    def p(steady):
        ratio = math.sqrt(((found.gap[45:] - steady) ** 2).mean()) / found.pre_rmspe
        return (1 + (found.ratios[1:] >= ratio).sum()) / len(found.ratios)

    if ends is None:
        assert p(found.effect) <= 0.05
    else:
        step = 1e-6 * (ends[1] - ends[0])
        assert [p(ends[0] - step), p(ends[1] + step)] == [1 / 22, 1 / 22]
        assert min(p(ends[0] + step), p(ends[1] - step)) > 0.05
        assert (ends[0] <= 0.0 <= ends[1]) == (found.p_placebo > 0.05)


def test_with_fewer_than_nineteen_placebos_no_effect_is_rejected():
    outcomes, wide = (np.random.default_rng(3).normal(size=(n, 40)).cumsum(axis=1) for n in (19, 20))

    assert not_rejected(synth(outcomes, 0, 38)) is None
    assert not_rejected(synth(wide, 0, 38)) is not None


def test_what_says_nothing_is_refused():
    outcomes = np.random.default_rng(2).normal(size=(6, 12))
    twin = outcomes.copy()
    twin[0, :8] = twin[1, :8]
    gap = outcomes.copy()
    gap[2, 3] = np.nan

    with pytest.raises(FitsExactly):
        synth(twin, 0, 8)
    with pytest.raises(MissingValue):
        synth(gap, 0, 8)
    with pytest.raises(TooFewPeriods):
        synth(outcomes, 0, 1)
    with pytest.raises(TooFewPeriods):
        synthetic_did(outcomes[1:], outcomes[:1], 12)
    with pytest.raises(TooFewDonors):
        synth(outcomes[:2], 0, 8)
    with pytest.raises(TooFewDonors):
        synthetic_did(outcomes[:1], outcomes[1:], 8)
    with pytest.raises(TooFewDonors):
        nested(outcomes[:2, :3], outcomes[:2], 0, np.random.default_rng(0))


def test_a_search_that_does_not_end_says_so(monkeypatch):
    monkeypatch.setattr(simplex, "STEPS", 0)

    with pytest.raises(DoesNotEnd):
        on_simplex(np.eye(3), np.zeros(3))


def test_donors_that_are_all_alike_leave_one_effect():
    outcomes = np.vstack([np.arange(8.0), np.ones((3, 8))])
    outcomes[1:, :6] += np.sin(np.arange(6))

    found = synth(outcomes, 0, 6)

    assert found.near_optimal == pytest.approx((found.effect, found.effect))


def test_a_placebo_that_fits_exactly_stands_outside_the_rank():
    rng = np.random.default_rng(8)
    outcomes = rng.normal(size=(5, 10)).cumsum(axis=1)
    outcomes[3] = outcomes[4]

    found = synth(outcomes, 0, 7)

    assert np.isnan(found.ratios).sum() == 2
    assert found.p_placebo in {1 / 3, 2 / 3, 1.0}
