"""Goals 1 and 3 for votes: nobody's vote is lost, and one sent many times is one."""

import pytest

from tests.goals import voting

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_votes_cast_at_once_are_all_there_and_a_double_is_one(home, port):
    clients, each = 6, 8

    found = voting.vote_together(home, port, clients=clients, each=each)
    rows, statuses = voting.burst(home, port, clients=6)

    assert found.told.refused == []
    assert (found.votes, found.logged) == (clients * each, clients * each)
    assert found.chain
    assert (rows, statuses) == (1, {200})
