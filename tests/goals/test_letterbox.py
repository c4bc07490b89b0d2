"""Anonymous means that nothing is kept (goal 17), and a barrier that is sent again is one (goal 3).

Small here; `./run bench goals` takes the full numbers.
"""

import pytest

from tests.goals import letters
from tests.goals.goals import program
from tests.goals.installation import installation

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_reports_leave_no_address_agent_account_or_minute(tmp_path):
    home = installation(tmp_path / "data")

    found = letters.search(home, letters=12)

    assert set(found.told) == {200}
    assert (found.before, found.after, found.of_the_nurse, found.logged) == ([], [], 0, 0)
    assert len(found.lying) == 12
    assert not found.in_order
    assert (found.left, found.barriers, found.emptied) == (0, 12, 1)


@pytest.mark.parametrize(("identity", "came"), [("anonymous", (1, 0)), ("team", (0, 1))])
def test_a_barrier_that_is_sent_many_times_is_one(tmp_path, identity, came):
    home = installation(tmp_path / "data")
    program(home, "desk")

    with letters.at(home, letters.POSTED).served("--workers", "2", "--no-work") as server:
        told, *held = letters.repeated(home, server.port, identity=identity, times=24, clients=16)

    assert set(told) == {200}
    assert tuple(held) == came
