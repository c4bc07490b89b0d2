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
        yield worlds.everybody()


@pytest.fixture
def world(lasting, _django_db_helper) -> worlds.World:
    return lasting


@pytest.fixture(scope="module")
def sessions(lasting) -> dict[str, str]:
    """Sign in everybody who has an account, once a module."""
    return {role: worlds.session(account) for role, account in lasting.accounts.items()}
