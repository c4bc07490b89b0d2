"""The next statement: chances that add up, room for every statement, and people placed sooner."""

import numpy as np
import pytest

from headway.engine.opinion import Classes, NothingLeft, as_polis, chances_of, next_statement, place
from headway.engine.opinion.classes import answers, fit
from headway.engine.opinion.routing import weights
from tests.unit.engine.opinion.conversations import conversation

MODEL = Classes(np.array([0.6, 0.4]), np.array([[0.95, 0.05], [0.5, 0.5], [0.7, 0.4], [0.9, 0.9]]), 0.0)
MANY = np.array([50, 50, 50, 50])
NEW = np.array([0.6, 0.4])


def test_chances_add_up_and_the_telling_statement_leads():
    chances = chances_of(MODEL, NEW, np.zeros(4, bool), MANY)

    assert chances.sum() == pytest.approx(1.0)
    assert chances.argmax() == 0
    assert chances.min() >= 0.2 / 4 - 1e-12


def test_what_was_seen_is_never_asked_again():
    seen = np.array([True, False, False, True])

    chances = chances_of(MODEL, NEW, seen, MANY)

    assert chances[seen].tolist() == [0.0, 0.0]
    assert chances.sum() == pytest.approx(1.0)


def test_a_statement_with_few_votes_is_explored_first():
    chances = chances_of(MODEL, NEW, np.zeros(4, bool), np.array([50, 2, 50, 50]))

    assert chances[1] == pytest.approx(0.1 + 0.1 / 4)
    assert chances[3] == pytest.approx(0.1 / 4)


def test_without_groups_every_statement_has_the_same_chance():
    alone = Classes(np.array([1.0]), MODEL.agree[:, :1], 0.0)

    chances = chances_of(alone, np.array([1.0]), np.zeros(4, bool), MANY)

    assert np.allclose(chances, 0.25)


def test_the_draw_tells_the_chance_it_had_and_is_drawn_so_often():
    random = np.random.default_rng(0)
    draws = [next_statement(MODEL, NEW, np.zeros(4, bool), MANY, random) for _ in range(4000)]

    chances = chances_of(MODEL, NEW, np.zeros(4, bool), MANY)

    assert np.allclose(
        np.bincount([each.statement for each in draws], minlength=4) / 4000, chances, atol=0.03
    )
    assert all(each.chance == chances[each.statement] for each in draws)


def test_nothing_is_left_after_the_last():
    with pytest.raises(NothingLeft):
        next_statement(MODEL, NEW, np.ones(4, bool), MANY, np.random.default_rng(0))


def test_votes_weighted_by_their_chance_give_back_the_share_of_all():
    random = np.random.default_rng(1)
    agrees = random.random(20_000) < 0.5
    chance = np.where(agrees, 0.8, 0.3)
    asked = random.random(20_000) < chance

    weighted = np.average(agrees[asked], weights=weights(chance[asked]))

    assert agrees[asked].mean() > 0.7
    assert weighted == pytest.approx(0.5, abs=0.02)


def placed(told, k, rule, people, seed):
    """Return the share of held-out people who are in their final class after five votes."""
    random = np.random.default_rng(seed)
    held = np.sort(random.choice(np.flatnonzero(told.each() >= 25), people, replace=False))
    kept = np.ones(len(told.people), bool)
    kept[held] = False
    rest = told.of(kept)
    model = fit(answers(rest), k)
    counts = np.bincount(rest.statement, minlength=len(told.statements))
    priority = as_polis(rest).priority
    right = 0
    for person in held.tolist():
        begin, end = told.starts[person], told.starts[person + 1]
        cast = {
            told.statements[j]: int(v)
            for j, v in zip(told.statement[begin:end], told.value[begin:end], strict=True)
        }
        final = place(model, told.statements, cast).argmax()
        seen = np.array([each not in cast for each in told.statements])
        told_so_far: dict[str, int] = {}
        for _ in range(5):
            if rule == "ours":
                now = place(model, told.statements, told_so_far)
                at = next_statement(model, now, seen, counts, random).statement
            else:
                odds = np.where(seen, 0.0, priority if rule == "polis" else 1.0)
                at = int(random.choice(len(odds), p=odds / odds.sum()))
            seen[at] = True
            told_so_far[told.statements[at]] = cast[told.statements[at]]
        right += place(model, told.statements, told_so_far).argmax() == final
    return right / people


@pytest.mark.parametrize(("name", "k"), [("vtaiwan.uberx", 3), ("brexit-consensus", 2)])
def test_five_votes_place_more_people_than_by_polis_order_or_at_random(name, k):
    told = conversation(name)

    share = {
        rule: np.mean([placed(told, k, rule, 60, seed) for seed in range(3)])
        for rule in ("ours", "polis", "even")
    }

    assert share["ours"] > share["polis"] + 0.02
    assert share["ours"] > share["even"] + 0.02
