"""Goal 4, and kill -9 of the worker: nothing that was acknowledged is lost, nothing is done twice."""

import random

import pytest

from tests.goals import goals, voting
from tests.goals.installation import installation

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_kill_9_of_the_server_loses_no_acknowledged_write(tmp_path):
    home = installation(tmp_path / "data")

    found = goals.kill_server(home, times=2, clients=6, between=0.8)

    assert found.acknowledged > 0
    assert found.refused == []
    assert found.lost == 0
    assert found.chain
    assert found.sound


def test_kill_9_of_the_server_loses_no_acknowledged_vote(tmp_path):
    home = installation(tmp_path / "data")

    acknowledged, lost, chain = voting.kill_voters(home, times=2, clients=6, between=0.8)

    assert acknowledged > 0
    assert lost == 0
    assert chain


def test_kill_9_of_the_worker_loses_and_doubles_no_reaction(tmp_path):
    home = installation(tmp_path / "data")

    entries, copies, different = goals.kill_worker(home, entries=12, kills=2, chance=random.Random(2))

    assert (entries, copies, different) == (12, 12, 12)
