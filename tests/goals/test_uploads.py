"""Goal 22, small: hostile files through the form are refused with a reason, and nobody else notices."""

import pytest

from tests.goals.installation import installation
from tests.goals.uploads import upload_hostile

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_a_hostile_file_is_refused_with_its_reason_while_others_write(tmp_path):
    home = installation(tmp_path / "data")

    found = upload_hostile(home, clients=2, names=("billion laughs", "300 MB of CSV in a zip"))

    assert [each for each in found.files if not each.good] == []
    assert found.others > 0
    assert found.refused == 0
