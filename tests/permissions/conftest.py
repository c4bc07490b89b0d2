"""One world for all rows of a table: its accounts cost more than what is tried with them."""

from collections.abc import Iterator

import pytest

from tests.lasting import _django_db_helper, made_once
from tests.permissions import world as worlds

__all__ = ["_django_db_helper"]


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker) -> Iterator[worlds.World]:
    """Make the world once a module, with somebody for every role."""
    with made_once(django_db_blocker):
        world = worlds.world()
        for role in worlds.ROLES:
            world.account(role)
        yield world


@pytest.fixture
def world(lasting, _django_db_helper) -> worlds.World:
    return lasting
