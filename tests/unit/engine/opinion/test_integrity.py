"""Signs of coordination are seen, chance is not called coordination, and a slate represents justly."""

import numpy as np
import pytest

from headway.engine.opinion import (
    Options,
    Sign,
    Votes,
    alike,
    analyse,
    approvals,
    audit,
    bursts,
    coded_votes,
    count_once,
    slate,
    straight,
    without_each,
)
from headway.engine.opinion.classes import answers, fit
from headway.engine.opinion.findings import common_ground
from tests.unit.engine.opinion.conversations import conversation, planted


def joined(told: Votes, brigade: int, votes: int = 30, seed: int = 0) -> Votes:
    """Add people who all cast the same votes, drawn by coin."""
    random = np.random.default_rng(seed)
    n, m = told.shape
    chosen = random.choice(m, votes, replace=False)
    value = random.choice([-1, 1], votes)
    person = np.concatenate([told.person(), np.repeat(np.arange(n, n + brigade), votes)])
    statement = np.concatenate([told.statement, np.tile(chosen, brigade)])
    ids = (*told.people, *(f"z{at}" for at in range(brigade))), told.statements
    return coded_votes(person, statement, np.concatenate([told.value, np.tile(value, brigade)]), ids=ids)


def model_of(told):
    return fit(answers(told), 3)


def test_a_brigade_of_the_same_votes_is_seen_and_nobody_else():
    told = joined(planted(seed=1)[0], 12)

    flags = alike(told, model_of(told))

    assert [flag.sign for flag in flags] == [Sign.ALIKE]
    assert set(flags[0].people) == {f"z{at}" for at in range(12)}
    assert flags[0].chance < 1e-6


@pytest.mark.parametrize("seed", range(5))
def test_independent_people_are_not_called_a_brigade(seed):
    told, _ = planted(seed=seed)

    assert alike(told, model_of(told)) == ()
    assert straight(told, model_of(told)) == ()


def test_people_who_agree_on_what_everybody_agrees_with_are_no_brigade():
    told, _ = planted(200, 10, each=10, classes=1, seed=2, contrast=0.97, shared_ground=0)
    agreeing = np.ones(len(told), bool)
    easy = Votes(
        told.people, told.statements, told.starts, told.statement, np.where(agreeing, 1, 1).astype(np.int8)
    )

    assert alike(easy, fit(answers(easy), 1)) == ()


@pytest.mark.parametrize(
    "name", ["vtaiwan.uberx", "brexit-consensus", "bg2050-volunteers", "london.youth.policing"]
)
def test_conversations_of_polis_raise_no_flood_of_flags(name):
    told = conversation(name)

    flagged = {person for flag in alike(told, model_of(told)) for person in flag.people}

    assert len(flagged) <= 0.03 * len(told.people)


def test_who_says_no_to_everything_is_seen():
    told, _ = planted(seed=3)
    value = told.value.copy()
    value[told.starts[5] : told.starts[6]] = -1
    stubborn = Votes(told.people, told.statements, told.starts, told.statement, value)

    flags = straight(stubborn, model_of(told))

    assert [flag.people for flag in flags] == [(told.people[5],)]


def test_a_burst_of_newcomers_is_seen_in_its_minutes():
    random = np.random.default_rng(4)
    steady = np.sort(random.integers(0, 5 * 86_400, 300))
    sudden = random.integers(200_000, 200_300, 25)
    people = [f"s{at}" for at in range(300)] + [f"b{at}" for at in range(25)]

    flags = bursts(people, np.concatenate([steady, sudden]))

    assert {person for flag in flags for person in flag.people} >= {f"b{at}" for at in range(20)}
    assert bursts(people[:300], steady) == ()
    assert bursts([], []) == ()


def test_a_finding_that_stands_on_a_cohort_is_told():
    told = joined(planted(100, 30, each=15, classes=1, seed=5)[0], 60, votes=25)

    def ground(votes):
        agree = np.bincount(votes.statement[votes.value == 1], minlength=30)[None].astype(float)
        cast = np.bincount(votes.statement, minlength=30)[None].astype(float)
        return common_ground(votes.statements, agree, cast, np.zeros(30, bool))

    brigade, few = without_each(
        told, {"brigade": [f"z{at}" for at in range(60)], "few": ["p0001", "p0002"]}, ground
    )

    assert (brigade.people, few.people) == (60, 2)
    assert brigade.kept < few.kept
    assert len(brigade.lost) == 10 - brigade.kept


def test_a_fifth_who_copy_one_ballot_count_once_and_what_was_cast_stands_beside_it():
    honest, _ = planted(160, 40, each=20, seed=6)
    told = joined(honest, 40, votes=20)
    before = top(analyse(honest, Options(splits=1)))

    counted = count_once(told, Options(splits=1))

    assert counted.people == 40
    assert len(before & top(counted.once)) >= 9 > len(before & top(counted.as_cast))
    assert counted.once.votes == counted.as_cast.votes == len(told)
    assert len(counted.once.membership()) == 200


def top(found):
    return {row.statement for row in found.common_ground[:10]}


def test_every_large_enough_group_that_agrees_has_one_of_its_own():
    random = np.random.default_rng(7)
    for _ in range(30):
        agrees = random.random((60, 15)) < random.uniform(0.05, 0.6)

        chosen = slate(agrees, 5)

        assert chosen.audit.just
        alone = ~agrees[:, list(chosen.statements)].any(axis=1)
        assert agrees[alone].sum(axis=0).max() < 60 / 5


def test_the_audit_names_the_statement_that_a_slate_forgot():
    agrees = np.zeros((10, 4), bool)
    agrees[:6, :3] = True
    agrees[6:, 3] = True

    forgot = audit(agrees, [0, 1], 2)
    mended = slate(agrees, 2)

    assert (forgot.just, forgot.statement, forgot.largest, forgot.needed) == (True, 3, 4, 5.0)
    assert audit(agrees, [0, 1, 2], 3).just is False
    assert mended.statements == (0, 3)
    assert mended.added == (6, 4)


def test_only_statements_for_publishing_are_chosen():
    agrees = np.ones((4, 3), bool)

    chosen = slate(agrees, 2, np.array([False, True, True]))

    assert set(chosen.statements) == {1, 2}


def test_who_did_not_vote_agrees_as_their_class_would():
    told, _ = planted(200, 40, each=20, classes=2, seed=8)
    found = analyse(told)

    cast, filled = approvals(told), approvals(told, found.model, found.belonging)

    assert (cast <= filled).all()
    assert cast.sum() == (told.value == 1).sum()
    assert filled.mean() > 0.4
