"""Goals 1, 2 and 3: writes under load, no lost update, one post counts once."""

import pytest

from tests.goals import goals

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_writers_at_once_lose_nothing_and_the_log_holds_each_write_once(home, port):
    clients, each = 8, 10

    found = goals.load(home, port, clients=clients, each=each)

    assert found.told.refused == []
    assert found.lost == 0
    assert (found.rows, found.counted, found.entries) == (80, 80, 80)
    assert found.chain


def test_of_editors_who_saw_the_same_one_wins_and_the_others_are_told(home, port):
    editors = 6

    statuses = goals.stale_editors(home, port, editors=editors)

    assert statuses == [200, 409, 409, 409, 409, 409]


def test_the_same_post_sent_by_many_is_one_row_and_one_answer(home, port):
    times, clients = 5, 16

    rows, answers = goals.bursts(home, port, times=times, clients=clients)

    assert rows == times
    assert [len(burst) for burst in answers] == [1] * times
    assert {status for burst in answers for status, _ in burst} == {200}
