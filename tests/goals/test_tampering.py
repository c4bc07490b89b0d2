"""Goal 13: whoever changes the log is seen, if the head was published before."""

import random

import pytest

from tests.goals.acts import begin
from tests.goals.programs import by
from tests.goals.tampering import try_out

pytestmark = [pytest.mark.goal, pytest.mark.django_db]


def test_every_tampering_is_seen_with_the_published_head():
    for number in range(12):
        begin(by(), label=str(number))

    found = try_out(50, random.Random(13))

    assert set(found.tried.values()) == {10}
    assert found.unseen == []
