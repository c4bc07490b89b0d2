"""Who acts in the tests of the kernel, and the fixed Monday they act on."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from headway.kernel.actors import Actor, By, Once, Via

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NURSE = Actor(key=UUID(int=1))


@pytest.fixture
def nurse():
    return By(NURSE, MONDAY, Via.WEB)


@pytest.fixture
def sent_with(nurse):
    """Return how the nurse acts when the form carries a key."""

    def by(key: str, fingerprint: str = "content") -> By:
        return By(nurse.actor, nurse.at, nurse.via, Once(key, fingerprint))

    return by
