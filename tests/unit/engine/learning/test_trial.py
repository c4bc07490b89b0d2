"""A trial gives the published effect, agrees with a plain loop over orders, and refuses what it cannot say."""

import csv
import json
from itertools import combinations

import numpy as np
import pytest

from headway.engine.learning import (
    ClusterInBothArms,
    Errors,
    Program,
    Roster,
    TooFewUnits,
    Trial,
    analyse_trial,
    p_value,
    redraws,
)
from tests.shared import shared


def rng(seed=0):
    return np.random.default_rng(seed)


def nsw():
    with (shared("evaluation/nsw") / "nsw.csv").open() as file:
        rows = list(csv.DictReader(file))
    outcome = np.array([float(row["re78"]) for row in rows])
    return Trial(outcome, np.array([row["treat"] == "1" for row in rows])), rows


def published(at):
    return json.loads((shared("evaluation/nsw") / "expected.json").read_text())["cases"][at]["value"]


def test_the_supported_work_experiment_gives_its_published_effect_and_errors():
    trial, _rows = nsw()
    effect, classic, robust = published(0)

    found = {
        each: analyse_trial(trial, rng=rng(), draws=19, errors=each) for each in Errors if each != "cluster"
    }

    assert found[Errors.CLASSIC].effect == pytest.approx(effect, rel=2e-8)  # the file rounds to float32
    assert found[Errors.CLASSIC].se == pytest.approx(classic, rel=1e-8)
    assert found[Errors.HC2].se == pytest.approx(robust, rel=1e-8)
    assert found[Errors.HC1].se == pytest.approx(670.8244926793757, rel=1e-12)


def test_chance_alone_does_as_much_as_often_as_published():
    trial, _rows = nsw()

    found = analyse_trial(trial, rng=rng(), draws=60_000)

    assert found.p_randomisation == pytest.approx(published(1), abs=0.0006)
    assert found.by_chance[0] < found.effect < found.by_chance[1]


def test_fishers_tea_is_exact():
    cups = np.array([1.0, 1, 1, 1, 0, 0, 0, 0])
    orders = np.zeros((70, 8), dtype=np.int8)
    for at, chosen in enumerate(combinations(range(8), 4)):
        orders[at, list(chosen)] = 1

    found = analyse_trial(Trial(cups, cups == 1), drawn=orders)

    one_sided = json.loads(shared("evaluation/constants.json").read_text())["cases"][-1]["value"]
    assert found.p_randomisation == pytest.approx((2 * 70 * one_sided + 1) / 71)


def test_draws_agree_with_a_plain_loop_over_blocks():
    outcome = rng(3).normal(size=24)
    treated = np.tile([True, False], 12)
    blocks = [at // 6 for at in range(24)]
    program = Program(("old", "new"))
    drawn = redraws(
        program, Roster(tuple(f"{at:02}" for at in range(24)), strata=tuple(map(str, blocks))), 300, rng()
    )

    found = analyse_trial(Trial(outcome, treated, blocks=blocks), drawn=drawn)

    def within(arms):
        gaps = []
        for name in set(blocks):
            inside = np.array(blocks) == name
            gaps.append(outcome[inside & arms].mean() - outcome[inside & ~arms].mean())
        return np.mean(gaps)

    assert found.effect == pytest.approx(within(treated))
    assert found.p_randomisation == pytest.approx(
        p_value(within(treated), np.array([within(row != 0) for row in drawn]))
    )


def test_lins_adjustment_is_least_squares_with_interactions_around_the_mean():
    trial, rows = nsw()
    age = np.array([[float(row["age"]), float(row["re75"])] for row in rows])

    found = analyse_trial(Trial(trial.outcome, trial.treated, baseline=age), rng=rng(), draws=19)

    predicted = []
    for arm in (False, True):
        inside = trial.treated == arm
        x = np.column_stack([np.ones(inside.sum()), age[inside]])
        beta = np.linalg.lstsq(x, trial.outcome[inside], rcond=None)[0]
        predicted.append((np.column_stack([np.ones(len(age)), age]) @ beta).mean())
    assert found.effect == pytest.approx(predicted[1] - predicted[0])


def test_clusters_are_the_units_of_the_error_and_of_the_draws():
    clusters = np.repeat(np.arange(12), 10)
    outcome = rng(1).normal(size=120) + rng(2).normal(size=12)[clusters]
    treated = clusters % 2 == 0

    found = analyse_trial(Trial(outcome, treated, clusters=clusters.tolist()), rng=rng(), draws=999)

    means = np.array([outcome[clusters == at].mean() for at in range(12)])
    spread = [means[::2].var() * 6 / 36, means[1::2].var() * 6 / 36]
    assert found.se == pytest.approx(np.sqrt(sum(spread) * 12 / 11 * 119 / 118))
    assert found.freedom == 11
    assert found.clusters == 12
    assert found.p_randomisation > 1 / 1_000


def test_the_size_of_the_test_is_what_it_says():
    hits = 0
    for seed in range(400):
        own = rng(seed)
        treated = own.permutation(np.tile([True, False], 8))
        trial = Trial(own.exponential(size=16), treated, blocks=[at // 4 for at in range(16)])
        hits += analyse_trial(trial, rng=own, draws=199).p_randomisation <= 0.05

    assert 0.02 <= hits / 400 <= 0.085


def test_the_interval_by_chance_moves_with_the_effect():
    trial = Trial(rng(5).normal(size=40), np.tile([True, False], 20))
    moved = Trial(trial.outcome + 3.0 * trial.treated, trial.treated)

    found, other = analyse_trial(trial, rng=rng(), draws=499), analyse_trial(moved, rng=rng(), draws=499)

    assert np.array(other.by_chance) - np.array(found.by_chance) == pytest.approx([3.0, 3.0], abs=1e-6)


def test_with_six_orders_nothing_is_ruled_out():
    drawn = np.array(
        [[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 1, 1]], dtype=np.int8
    )

    found = analyse_trial(Trial(np.array([5.0, 6, 1, 2]), np.array([True, True, False, False])), drawn=drawn)

    assert found.by_chance == (-np.inf, np.inf)


def test_units_without_an_outcome_are_left_out_and_their_columns_of_draws_too():
    outcome = np.array([1.0, np.nan, 3, 4, 5, 6, np.nan, 8])
    treated = np.array([True, True, False, False, True, False, True, False])

    found = analyse_trial(Trial(outcome, treated), drawn=np.tile(treated, (5, 1)).astype(np.int8))

    assert found.n == 6
    assert found.treated_n == 2
    assert found.p_randomisation == 1.0


def test_blocks_of_one_arm_add_nothing_and_break_nothing():
    trial = Trial(
        np.array([1.0, 2, 3, 4, 9, 9]),
        np.array([True, False, True, False, True, True]),
        blocks=list("aabbcc"),
    )

    found = analyse_trial(trial, rng=rng(), draws=99)

    assert found.effect == pytest.approx(-1.0)


def test_inputs_are_left_as_they_were():
    outcome, treated = np.array([3.0, 1, 2, 5, 4, 4]), np.array([True, False] * 3)
    before = outcome.copy()

    analyse_trial(Trial(outcome, treated, baseline=np.arange(6.0)[:, None] ** 2), rng=rng(), draws=19)

    assert (outcome == before).all()


def test_what_cannot_be_estimated_is_refused():
    y = np.arange(4.0)

    with pytest.raises(TooFewUnits):
        analyse_trial(Trial(y, np.ones(4, dtype=bool)), rng=rng())
    with pytest.raises(TooFewUnits):
        analyse_trial(Trial(y, y > 1, blocks=[0, 0, 1, 1]), rng=rng())
    with pytest.raises(TooFewUnits):
        analyse_trial(Trial(y, y > 1, baseline=rng().normal(size=(4, 1))), rng=rng())
    with pytest.raises(ClusterInBothArms):
        analyse_trial(Trial(y, y > 1, clusters=["a", "b", "a", "c"]), rng=rng())
    with pytest.raises(TypeError):
        analyse_trial(Trial(y, y > 1))
