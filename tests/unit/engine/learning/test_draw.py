"""A draw keeps every constraint, is fair, can be done again by anybody, and again and again for inference."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.learning import (
    BadProgram,
    Program,
    Roster,
    draw,
    from_json,
    mahalanobis,
    redraws,
    roster_hash,
    to_json,
)


def people(n, strata=0, clusters=0):
    names = tuple(f"u{at:03}" for at in range(n))
    return Roster(
        names,
        strata=tuple(f"s{at % strata}" for at in range(n)) if strata else (),
        clusters=tuple(f"c{at % clusters}" for at in range(n)) if clusters else (),
    )


def rng():
    return np.random.default_rng(7)


@given(n=st.integers(4, 60), strata=st.integers(0, 7), arms=st.integers(2, 4), seed=st.integers(0, 2**63))
@settings(max_examples=40)
def test_arms_are_even_in_all_and_within_each_stratum(n, strata, arms, seed):
    roster = people(n, strata)

    drawn = draw(Program(tuple("abcd"[:arms]), seed=seed), roster)

    counts = [drawn.arm.count(arm) for arm in "abcd"[:arms]]
    assert max(counts) - min(counts) <= 1
    for name in set(roster.strata):
        inside = [arm for arm, each in zip(drawn.arm, roster.strata, strict=True) if each == name]
        within = [inside.count(arm) for arm in "abcd"[:arms]]
        assert max(within) - min(within) <= 2


def test_the_order_of_the_list_changes_nothing():
    there, back = people(20, strata=3), people(20, strata=3)
    back = Roster(back.units[::-1], strata=back.strata[::-1])

    one, other = draw(Program(("a", "b"), seed=4), there), draw(Program(("a", "b"), seed=4), back)

    assert one.by_unit == other.by_unit
    assert one.roster_hash == other.roster_hash


def test_a_citizen_does_it_again_without_our_code():
    units, seed = [f"team {at}" for at in range(9)], 2026

    drawn = draw(Program(("old", "new"), seed=seed), Roster(tuple(units)))

    def number(text):
        return int(hashlib.sha256(text.encode()).hexdigest(), 16) / 2**256

    first = int(4.5 + number(f"{seed}:0:rest"))
    word = sorted(
        [((at + 0.5) / first, "old") for at in range(first)]
        + [((at + 0.5) / (9 - first), "new") for at in range(9 - first)],
        key=lambda each: (each[0], each[1] != "old"),
    )
    turn = int(number(f"{seed}:0:turn") * 9)
    dealt = [arm for _place, arm in word[turn:] + word[:turn]]
    order = sorted(sorted(units), key=lambda unit: number(f"{seed}:0:unit:{unit}"))
    assert dict(zip(order, dealt, strict=True)) == drawn.by_unit


@pytest.mark.parametrize(
    ("program", "roster"),
    [
        (Program(("a", "b")), people(37, strata=9)),
        (Program(("a", "b"), (2, 1)), people(38, strata=5)),
        (Program(("a", "b", "c"), (3, 2, 1)), people(25)),
        (Program(("a", "b"), clustered=True), people(40, clusters=9)),
        (Program(("a", "b"), block=4), people(30)),
    ],
)
def test_everybody_has_the_planned_chance_of_every_arm(program, roster):
    drawn = redraws(program, roster, 20_000, rng())

    shares = np.array([(drawn == at).mean(axis=0) for at in range(len(program.arms))])
    assert np.abs(shares - program.weights[:, None]).max() < 0.02


def test_the_draw_of_record_is_as_fair_as_the_draws_of_inference():
    roster = people(7, strata=2)

    drawn = [draw(Program(("a", "b"), seed=seed), roster).arm for seed in range(2_000)]

    shares = np.array([[arm == "a" for arm in each] for each in drawn]).mean(axis=0)
    assert np.abs(shares - 0.5).max() < 0.05


def test_clusters_stay_whole_and_strata_hold_for_them():
    roster = Roster(
        tuple(f"p{at}" for at in range(40)),
        strata=tuple("north" if at % 10 < 5 else "south" for at in range(40)),
        clusters=tuple(f"team {at % 10}" for at in range(40)),
    )

    drawn = redraws(Program(("a", "b"), clustered=True), roster, 200, rng())

    for at in range(10):
        members = [unit for unit in range(40) if unit % 10 == at]
        assert (drawn[:, members] == drawn[:, members[:1]]).all()
    north = (drawn[:, :5] == 0).sum(axis=1)
    assert set(north.tolist()) <= {2, 3}


def test_caps_and_those_who_go_first_hold_in_every_draw():
    program = Program(("spring", "summer", "autumn"), caps=(3, 5, 5), first=("u004",))

    drawn = redraws(program, people(12), 5_000, rng())

    sizes = np.array([(drawn == at).sum(axis=1) for at in range(3)])
    assert sizes.max(axis=1).tolist() == [3, 5, 5]
    assert (drawn[:, 4] == 0).all()
    others = (np.delete(drawn, 4, axis=1) == 0).mean(axis=0)
    assert np.abs(others - 2 / 11).max() < 0.02


def test_the_best_of_several_draws_is_kept_and_inference_does_the_same():
    covariates = rng().normal(size=(60, 3))
    roster = Roster(people(60).units, covariates=covariates)
    program = Program(("a", "b"), best_of=20, seed=1)

    drawn, again = draw(program, roster), redraws(program, roster, 300, rng())

    far = mahalanobis(Program(("a", "b")), roster, redraws(Program(("a", "b")), roster, 300, rng()))
    assert drawn.chosen > 0
    assert np.median(mahalanobis(program, roster, again)) < np.quantile(far, 0.1)


def test_a_program_comes_back_from_its_json():
    program = Program(("a", "b"), (2, 1), 9, clustered=True, block=6, best_of=5, caps=(9, 9), first=("x",))

    again = from_json(to_json(program))

    assert again == program


def test_the_hash_is_that_of_the_sorted_lines():
    found = roster_hash(Roster(("b", "a"), strata=("s", "t")))

    assert found == hashlib.sha256(b"a\tt\t\nb\ts\t\n").hexdigest()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Program(("a",)),
        lambda: Program(("a", "a")),
        lambda: Program(("a", "b"), (1,)),
        lambda: Program(("a", "b"), caps=(1,)),
        lambda: Program(("a", "b"), block=1),
        lambda: Program(("a", "b"), best_of=0),
        lambda: Program(("a", "b"), seed=-1),
        lambda: Roster(()),
        lambda: Roster(("a", "a")),
        lambda: Roster(("a", "b"), strata=("x",)),
        lambda: Roster(("a", "b"), covariates=np.array([[1.0], [np.nan]])),
        lambda: draw(Program(("a", "b"), clustered=True), people(4)),
        lambda: draw(Program(("a", "b"), caps=(1, 1)), people(4)),
        lambda: draw(Program(("a", "b"), first=("nobody",)), people(4)),
        lambda: draw(Program(("a", "b"), best_of=5), people(4)),
        lambda: draw(
            Program(("a", "b"), clustered=True), Roster(("a", "b"), strata=("x", "y"), clusters=("c", "c"))
        ),
        lambda: from_json("{}"),
        lambda: from_json("no"),
        lambda: from_json(to_json(Program(("a", "b"))).replace('"b"', '"a"')),
    ],
)
def test_what_contradicts_itself_is_refused(wrong):
    with pytest.raises(BadProgram):
        wrong()


def test_no_draw_asked_for_is_none_given():
    found = redraws(Program(("a", "b")), people(4), 0, rng())

    assert found.shape == (0, 4)
