"""Votes become arrays and tables that have no order and that add; beside loops over dictionaries."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.opinion import NotAVote, Tables, coded_votes, tables, tables_over, votes
from headway.engine.opinion.tables import _dense, _packed
from tests.unit.engine.opinion.conversations import dense, planted, random_rows

COUNTS = ("agree", "disagree", "passed", "both", "seen", "product")
SEEDS = st.integers(0, 10_000)


def same(first: Tables, second: Tables) -> bool:
    return (first.statements, first.people) == (second.statements, second.people) and all(
        np.array_equal(getattr(first, name), getattr(second, name)) for name in COUNTS
    )


@settings(max_examples=25)
@given(SEEDS)
def test_the_latest_vote_of_a_pair_counts_as_in_a_dictionary(seed):
    people, statements, values, times = random_rows(seed)
    last = {}
    for at in np.argsort(times):
        last[people[at], statements[at]] = values[at]

    found = votes(people, statements, values, times)

    pairs = {
        (found.people[i], found.statements[j]): v
        for i, j, v in zip(found.person(), found.statement, found.value, strict=True)
    }
    assert pairs == last


@settings(max_examples=25)
@given(SEEDS)
def test_shuffled_votes_give_the_same_arrays(seed):
    rows = random_rows(seed)
    order = np.random.default_rng(seed).permutation(len(rows[0]))

    first, second = votes(*rows), votes(*([each[at] for at in order] for each in rows))

    assert first.people == second.people
    assert np.array_equal(first.statement, second.statement)
    assert np.array_equal(first.value, second.value)
    assert np.array_equal(first.starts, second.starts)


def test_without_times_the_later_row_counts():
    found = votes(["ann", "ann", "ann"], ["1", "2", "1"], [1, 1, -1])

    assert found.value.tolist() == [-1, 1]


def test_ids_that_are_numbers_stand_in_their_order():
    assert votes(["10", "9", "x"], ["2", "11", "2"], [1, 1, 1]).people == ("9", "10", "x")


def test_numbers_too_large_to_pack_are_sorted_all_the_same():
    huge = np.array([2**40, 0, 2**40])
    ids = (np.arange(1), tuple(map(str, range(2**20))))

    from headway.engine.opinion.votes import _last

    pair, value = _last(huge, np.array([5, 7, 5]), len(ids[1]), np.array([1, 0, -1]), None)

    assert pair.tolist() == [7, 2**60 + 5]
    assert value.tolist() == [0, -1]


def test_what_is_no_vote_is_refused_with_its_row():
    with pytest.raises(NotAVote) as refused:
        votes(["ann", "bo"], ["1", "1"], [1, 2])

    assert refused.value.numbers == {"row": 1, "value": 2}


@settings(max_examples=20)
@given(SEEDS)
def test_tables_are_the_sums_of_a_dense_matrix_whichever_product_makes_them(seed):
    told = votes(*random_rows(seed))
    there = ~np.isnan(dense(told))
    value = np.nan_to_num(dense(told)).astype(int)
    whole = len(told.people)

    counted = tables(told)

    assert np.array_equal(counted.both, there.T.astype(int) @ there)
    assert np.array_equal(counted.seen, there.T.astype(int) @ value)
    assert np.array_equal(counted.product, value.T @ value)
    assert np.array_equal(counted.agree, (value == 1).sum(axis=0))
    for sparse, full in zip(_packed(told, 0, whole), _dense(told, 0, whole), strict=True):
        assert np.array_equal(sparse, full)


def test_tables_of_more_people_than_one_product_takes_do_not_overflow():
    people = 70_000
    person = np.repeat(np.arange(people), 2)
    statement = np.tile([0, 1], people)
    ids = (np.arange(people), ("0", "1", *map(str, range(2, 40))))

    counted = tables(coded_votes(person, statement, np.tile([-1, 1], people), ids=ids))

    assert counted.both[0, 1] == people
    assert counted.product[0, 1] == -people
    assert counted.seen[1, 0] == -people


def test_boroughs_add_tables_even_where_their_statements_differ():
    rows = random_rows(3)
    north = [at for at, person in enumerate(rows[0]) if int(person) < 6]
    south = [at for at, person in enumerate(rows[0]) if int(person) >= 6 and rows[1][at] != "0"]

    added = tables(votes(*([each[at] for at in north] for each in rows))) + tables(
        votes(*([each[at] for at in south] for each in rows))
    )

    together = tables(votes(*([each[at] for at in [*north, *south]] for each in rows)))
    assert same(added, together)


def test_parts_that_know_other_statements_stand_in_the_order_of_ids():
    first, second = tables(votes(["a"], ["10"], [1])), tables(votes(["b", "b"], ["9", "x"], [1, -1]))

    assert (first + second).statements == ("9", "10", "x")
    assert same(first + second, second + first)


def a_part(at):
    """Return every fourth person of a planted conversation."""
    told, _ = planted(200)
    return told.of(np.arange(at, 200, 4))


def test_tables_on_an_executor_are_those_of_one_process_to_the_bit():
    told, _ = planted(200)

    with ThreadPoolExecutor(2) as pool:
        elsewhere = tables_over(range(4), a_part, pool)

    assert same(elsewhere, tables(told))
    assert same(tables_over(range(4), a_part), tables(told))


def test_no_part_is_refused():
    with pytest.raises(ValueError, match="no part"):
        tables_over([], a_part)
