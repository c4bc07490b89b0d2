"""Looks before the end, checks of integrity, and the power of a very design by simulation."""

import json
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from headway.engine.learning import (
    BadDesign,
    BadProgram,
    Boundary,
    Program,
    Roster,
    Simulation,
    TooFewUnits,
    World,
    attrition,
    balance,
    group_sequential,
    loss_bounds,
    power_t,
    sample_ratio,
    simulate_power,
)
from tests.shared import shared


def constant(what):
    cases = json.loads(shared("evaluation/constants.json").read_text())["cases"]
    return next(each["value"] for each in cases if each["what"].startswith(what))


def even(looks):
    return [(at + 1) / looks for at in range(looks)]


def people(n):
    return Roster(tuple(f"u{at:03}" for at in range(n)))


@pytest.mark.parametrize(
    ("boundary", "name"), [(Boundary.POCOCK, "Pocock"), (Boundary.OBRIEN_FLEMING, "O'Brien")]
)
def test_the_constants_of_two_to_five_looks_are_the_published_ones(boundary, name):
    found = [round(group_sequential(boundary, even(looks)).bounds[-1], 3) for looks in (2, 3, 4, 5)]

    assert found == pytest.approx(constant(name), abs=6e-4)


def test_spending_gives_the_published_five_bounds():
    found = group_sequential(Boundary.LAN_DEMETS, even(5))

    assert found.bounds == pytest.approx(constant("Lan-DeMets"), abs=6e-5)
    assert found.spent[-1] == pytest.approx(0.05)


@pytest.mark.parametrize("boundary", Boundary)
def test_all_looks_together_cross_by_chance_as_often_as_the_level_says(boundary):
    looks = group_sequential(boundary, [0.3, 0.7, 1.0])
    steps = np.random.default_rng(1).normal(size=(200_000, 3)) * np.sqrt([0.3, 0.4, 0.3])

    z = steps.cumsum(axis=1) / np.sqrt([0.3, 0.7, 1.0])

    assert (np.abs(z) >= np.array(looks.bounds)).any(axis=1).mean() == pytest.approx(0.05, abs=0.002)


def test_one_look_is_the_usual_test():
    assert group_sequential(Boundary.POCOCK, [1.0]).bounds == pytest.approx([1.959964], abs=1e-6)


@pytest.mark.parametrize("shares", [[], [0.5], [0.6, 0.5, 1.0], [0.0, 1.0]])
def test_looks_that_do_not_rise_to_the_end_are_refused(shares):
    with pytest.raises(BadDesign):
        group_sequential(Boundary.POCOCK, shares)


def test_a_level_beyond_one_is_refused():
    with pytest.raises(BadDesign):
        group_sequential(Boundary.POCOCK, [1.0], alpha=2.0)


def test_shares_are_checked_against_the_plan_and_trifles_alarm_nobody():
    planned = sample_ratio([2000, 1000], [2, 1])
    broken = sample_ratio([2000, 1000])
    trifle = sample_ratio([10_040_000, 9_960_000])
    nobody = sample_ratio([7, 0])

    assert [planned.alarm, broken.alarm, trifle.alarm, nobody.alarm] == [False, True, False, True]
    assert trifle.p < 0.001


def test_losses_are_compared_between_arms():
    found = attrition([200, 200], [190, 150])

    assert found.overall == pytest.approx(0.15)
    assert found.differential == pytest.approx(0.2)
    assert found.p < 0.001
    assert attrition([10, 10], [10, 10]).p == 1.0


def test_bounds_hold_the_effect_of_those_always_measured():
    rng = np.random.default_rng(4)
    treated = np.arange(20_000) % 2 == 0
    outcome = rng.normal(size=20_000) + 0.5 * treated
    outcome[treated & (outcome > 1.5)] = np.nan

    found = loss_bounds(outcome, treated)

    assert found.lower < 0.5 < found.upper
    assert found.trimmed == pytest.approx(0.159, abs=0.01)


def test_a_fair_draw_is_seldom_called_unbalanced_and_a_sorted_list_is():
    rng = np.random.default_rng(2)
    age = rng.normal(50, 10, size=(200, 2))
    fair = [balance(age, rng.permutation(np.arange(200) < 100)).p for _ in range(200)]

    sorted_out = balance(age, age[:, 0] > 50)

    assert 0.005 < np.mean(np.array(fair) < 0.05) < 0.11
    assert sorted_out.p < 1e-6
    assert sorted_out.far == (0,)
    assert sorted_out.apart[0] > 1.0


def test_clusters_are_balanced_by_their_means():
    clusters = np.repeat(np.arange(6), 5)
    values = (clusters * 1.0)[:, None]

    found = balance(values, clusters % 2 == 0, clusters)

    assert found.means[:, 0] == pytest.approx([3.0, 2.0])


def test_nobody_in_an_arm_is_refused():
    with pytest.raises(TooFewUnits):
        balance(np.zeros((3, 1)), np.array([True, False, False]))
    with pytest.raises(TooFewUnits):
        attrition([0, 3], [0, 3])
    with pytest.raises(TooFewUnits):
        sample_ratio([0, 0])
    with pytest.raises(TooFewUnits):
        loss_bounds(np.array([1.0, np.nan]), np.array([True, False]))
    with pytest.raises(BadProgram):
        sample_ratio([1, 2], [1])


def test_a_simulated_trial_has_the_power_of_the_formula():
    found = simulate_power(Program(("old", "new")), people(128), World(), Simulation(0.5, runs=2_000))

    assert found.power == pytest.approx(power_t(n=64, effect=0.5).power, abs=3.5 * found.error)
    assert found.mean == pytest.approx(0.5, abs=0.02)


def test_a_simulated_roll_out_keeps_its_size_where_nothing_happens():
    program = Program(("1", "2", "3", "4"), caps=(2, 4, 4, 4), first=("u003",))
    world = World(icc=0.3, periods=5)

    nothing = simulate_power(program, people(12), world, Simulation(0.0, runs=1_000))
    effect = simulate_power(program, people(12), world, Simulation(1.5, runs=300))

    assert 0.025 < nothing.power < 0.075
    assert effect.power > 0.8


def test_strata_and_clusters_are_made_up_and_swept_out():
    roster = Roster(
        people(60).units, strata=tuple("ab" * 30), clusters=tuple(f"c{at // 5}" for at in range(60))
    )
    roster = Roster(roster.units, strata=tuple("ab"[at // 30] for at in range(60)), clusters=roster.clusters)

    found = simulate_power(
        Program(("old", "new"), clustered=True), roster, World(icc=0.2, strata=0.5), Simulation(0.0, runs=800)
    )

    assert found.power < 0.08


def test_a_pool_of_processes_gives_the_same_numbers():
    asked = Program(("old", "new")), people(20), World(), Simulation(0.5, seed=3, runs=50, draws=99)

    with ProcessPoolExecutor(2) as executor:
        found = simulate_power(*asked, executor=executor)

    assert found == simulate_power(*asked)


def test_worlds_and_simulations_that_cannot_be_are_refused():
    with pytest.raises(BadDesign):
        World(icc=0.7, strata=0.7)
    with pytest.raises(BadDesign):
        World(periods=0)
    with pytest.raises(BadDesign):
        Simulation(0.5, draws=3)
    with pytest.raises(BadDesign):
        simulate_power(Program(("1", "2")), people(2), World(periods=1), Simulation(0.1)) and simulate_power(
            Program(("1", "2"), caps=(2, 2), first=("u000", "u001")), people(2), World(), Simulation(0.1)
        )
