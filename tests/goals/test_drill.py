"""Goal 8: back up while people write, restore into an empty installation, and look at everything."""

import pytest

from tests.goals import goals
from tests.goals.installation import installation

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_a_backup_taken_under_writes_restores_whole_and_people_can_sign_in(tmp_path):
    home = installation(tmp_path / "data")

    found = goals.drill(home, tmp_path / "places", backups=2, clients=3)

    assert len(found.seconds) == 2
    assert found.bad == []
    assert found.short == 0
    assert found.written > 0
