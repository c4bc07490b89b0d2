"""Polis's mathematics from the same votes: its map, its groups, and its statistics to the last digit."""

import numpy as np
import pytest

from headway.engine.opinion import PolisOptions, as_polis, tables, votes
from headway.engine.opinion import polis_stats as stats
from headway.engine.opinion.maps import directions
from headway.engine.opinion.polis_groups import group, k_means, silhouette, who_counts
from headway.engine.opinion.reliability import rand_index
from headway.engine.opinion.tables import counts_by
from tests.unit.engine.opinion.conversations import conversation, dense, exported, planted

SETS = ["bg2050-volunteers", "brexit-consensus", "london.youth.policing", "vtaiwan.uberx"]


def options(name, k=None):
    return PolisOptions(exported(name).moderated, exported(name).meta, k)


def agreement(name, k=None):
    """Return the adjusted Rand index between our groups and those exported."""
    found = as_polis(conversation(name), options(name, k))
    ours = found.membership()
    both = [person for person in exported(name).groups if person in ours]
    return rand_index(
        np.array([int(ours[person]) for person in both]),
        np.array([int(exported(name).groups[person]) for person in both]),
    )


@pytest.mark.parametrize(
    ("name", "k", "least"),
    [("vtaiwan.uberx", None, 0.88), ("bg2050-volunteers", None, 1.0), ("brexit-consensus", 2, 0.85)],
)
def test_groups_agree_with_those_that_polis_exported(name, k, least):
    assert agreement(name, k) >= least


def test_group_informed_consensus_is_polis_own_on_all_statements():
    told, name = conversation("bg2050-volunteers"), "bg2050-volunteers"
    theirs = {row.id: row.group_informed for row in exported(name).statements}
    of = np.array([int(exported(name).groups.get(person, -1)) for person in told.people])

    agree, _, cast = counts_by(told, of, 2)

    ours = stats.group_informed(agree, cast)
    assert len(ours) == 371
    assert np.abs(ours - [theirs[each] for each in told.statements]).max() <= 1e-12


@pytest.mark.parametrize("name", SETS)
def test_the_map_is_that_of_a_dense_matrix_with_means_for_missing_votes(name):
    told = conversation(name)
    filled = dense(told)
    mean = np.nanmean(filled, axis=0)
    centred = np.where(np.isnan(filled), 0.0, filled - mean)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    long = np.sqrt(told.shape[1] / told.each())[:, None]

    found = as_polis(told).map

    assert np.allclose(found.mean, mean)
    assert np.allclose(np.abs(found.directions @ components[:2].T), np.eye(2), atol=1e-6)
    assert np.allclose(np.abs(found.people), np.abs(centred @ components[:2].T * long), atol=1e-5)


def test_a_statement_stands_where_somebody_who_agrees_with_it_alone_would():
    rows = [("p", "1", 1), ("q", "1", -1), ("q", "2", 1), ("r", "2", -1), ("r", "1", 1), ("s", "3", 1)]
    told = votes([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])

    found = as_polis(told).map

    assert np.allclose(found.statements[0], found.people[0])
    assert np.allclose(found.extremity, np.hypot(*found.statements.T))


def test_a_rejected_statement_counts_as_a_pass_of_everybody():
    told = conversation("bg2050-volunteers")
    shut = np.isin(told.statements, exported("bg2050-volunteers").moderated)
    filled = dense(told)
    filled[:, shut] = 0.0
    mean = np.nanmean(filled, axis=0)
    centred = np.where(np.isnan(filled), 0.0, filled - mean)
    long = np.sqrt(told.shape[1] / (~np.isnan(filled)).sum(axis=1))

    found = as_polis(told, PolisOptions(exported("bg2050-volunteers").moderated)).map

    assert np.allclose(found.people, centred @ found.directions.T * long[:, None], atol=1e-9)
    assert not found.directions[:, shut].any()


def test_votes_that_do_not_differ_have_no_direction():
    told = votes(["p", "q"], ["1", "1"], [1, 1])

    assert not directions(tables(told)).any()


def test_seven_votes_count_and_fifteen_people_are_made_up():
    told, _ = planted(40, each=6, statements=20)
    more = votes(
        [*(f"p{at}" for at in range(20) for _ in range(8)), "few"],
        [*(str(j) for _ in range(20) for j in range(8)), "0"],
        [1] * 161,
    )

    inside = who_counts(more)

    assert who_counts(told).sum() == 15
    assert inside.sum() == 20
    assert not inside[more.people.index("few")]


def test_k_means_and_silhouette_find_what_is_far_apart():
    points = np.array([[0.0, 0], [0, 1], [9, 9], [9, 8], [0, 0]])

    found = k_means(points, np.ones(5), 2, 20)

    assert rand_index(found.of, np.array([0, 0, 1, 1, 0])) == 1.0
    assert silhouette(points, found.of) > 0.85
    assert silhouette(np.array([[0.0], [1.0], [5.0]]), np.array([0, 0, 1])) == pytest.approx((0.8 + 0.75) / 3)


def test_a_crowd_is_grouped_on_a_grid_as_one_by_one():
    random = np.random.default_rng(0)
    side = np.repeat([0, 1], [15_000, 6_000])
    people = random.normal(size=(21_000, 2)) + np.array([[0, 0], [7, 3]])[side]

    found = group(people, np.ones(21_000, dtype=bool))

    assert found.k == 2
    assert rand_index(found.of, side) > 0.99


def by_hand(agree, disagree, cast, g, j):
    """Polis's tests of one group and statement, as its documentation writes them."""
    others = [h for h in range(len(cast)) if h != g]
    told = {}
    for side, hits in (("a", agree), ("d", disagree)):
        n, ns = hits[g][j], cast[g][j]
        no, nso = sum(hits[h][j] for h in others), sum(cast[h][j] for h in others)
        told[f"p{side}"] = (n + 1) / (ns + 2)
        told[f"p{side}t"] = 2 * (ns + 1) ** 0.5 * ((n + 1) / (ns + 1) - 0.5)
        told[f"r{side}"] = told[f"p{side}"] / ((no + 1) / (nso + 2))
        p1, p2, p = (n + 1) / (ns + 1), (no + 1) / (nso + 1), (n + no + 2) / (ns + nso + 2)
        told[f"r{side}t"] = (
            0.0 if p == 1 else (p1 - p2) / (p * (1 - p) * (1 / (ns + 1) + 1 / (nso + 1))) ** 0.5
        )
    return told


@pytest.mark.parametrize("name", SETS)
def test_statistics_are_those_written_by_hand(name):
    found = as_polis(conversation(name), options(name))
    told = stats.tests(found.agree, found.disagree, found.votes)

    for g in range(len(found.votes)):
        for j in range(0, len(found.statements), 7):
            expected = by_hand(found.agree, found.disagree, found.votes, g, j)
            for key, value in expected.items():
                assert getattr(told, key)[g, j] == pytest.approx(value, rel=1e-12, abs=1e-12)


def test_what_stands_for_a_group_is_chosen_as_polis_does():
    agree = np.array([[20, 9, 0, 10, 3], [2, 9, 19, 10, 3]])
    cast = np.array([[20, 20, 20, 20, 3], [20, 20, 20, 20, 3]])
    told = stats.tests(agree, cast - agree, cast)

    first, second = stats.representative(told, cast, np.zeros(5, dtype=bool))

    assert [(row.statement, row.agrees) for row in first] == [(0, True), (2, False)]
    assert [(row.statement, row.agrees) for row in second] == [(2, True), (0, False)]
    assert first[0].z > 1.2816


def test_where_nothing_is_significant_the_best_is_given_all_the_same():
    agree, cast = np.array([[3, 1], [2, 2]]), np.array([[4, 4], [4, 4]])
    told = stats.tests(agree, cast - agree, cast)

    first, second = stats.representative(told, cast, np.zeros(2, dtype=bool))

    assert [(row.statement, row.agrees) for row in first] == [(0, True)]
    assert len(second) == 1


def test_consensus_needs_most_of_the_room_and_leaves_out_what_was_rejected():
    agree, disagree = np.array([40, 38, 25, 2]), np.array([2, 3, 20, 40])
    cast = np.full(4, 45)

    found = stats.consensus(agree, disagree, cast, np.array([False, True, False, False]))

    assert found.agree == (0,)
    assert found.disagree == (3,)


def test_priority_prefers_new_statements_and_fixes_those_about_the_voter():
    agree, passed, cast = np.array([0, 50, 0]), np.array([0, 0, 0]), np.array([0, 100, 0])

    found = stats.priority(agree, passed, cast, np.zeros(3), np.array([False, False, True]))

    assert found[0] == pytest.approx((0.5 * 0.5 * 9) ** 2)
    assert found[0] > found[1]
    assert found[2] == 49.0**2


def test_the_same_votes_in_another_order_give_the_same_groups_to_the_bit():
    rows = exported("brexit-consensus").votes
    order = np.random.default_rng(0).permutation(len(rows.values))
    shuffled = votes(
        *(
            [list(each)[at] for at in order]
            for each in (rows.voters, rows.statements, rows.values, rows.times)
        )
    )

    first, second = as_polis(conversation("brexit-consensus")), as_polis(shuffled)

    assert np.array_equal(first.map.people, second.map.people)
    assert first.membership() == second.membership()
