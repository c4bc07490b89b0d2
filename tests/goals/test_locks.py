"""Writers who act on the same things in any order never block each other for good."""

import pytest

from tests.goals import goals
from tests.goals.installation import installation

pytestmark = [pytest.mark.goal, pytest.mark.django_db, pytest.mark.postgres]


def test_sixteen_writers_of_two_or_three_things_in_any_order_never_deadlock(tmp_path):
    home = installation(tmp_path / "data")

    failed, _seconds, chain = goals.mix(home, writers=16, each=10)

    assert failed == []
    assert chain
