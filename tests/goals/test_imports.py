"""Goal 9: an import is all or nothing, also when it is killed; the same file twice changes nothing."""

import json
import random

import pytest

from tests.goals import goals
from tests.goals.installation import installation

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_a_killed_import_leaves_nothing_and_a_bad_row_names_itself(tmp_path):
    home = installation(tmp_path / "data")

    found = goals.imports(home, tmp_path, rows=1000, kills=1, chance=random.Random(9))

    assert (found.bad, found.after_bad) == (2, 0)
    assert "row 500, column value: 'lots'" in found.named
    assert found.partial == []
    assert (found.stored, found.after_again) == (1000, 1000)
    assert json.loads(found.again)["already"]
    assert found.chain
