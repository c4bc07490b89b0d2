"""A world that serves a whole module: made once, and every test takes back what it did.

A `conftest.py` names its world `lasting` (a module fixture within `made_once`) and imports `_django_db_helper`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction


@contextmanager
def made_once(blocker) -> Iterator[None]:
    """Open the database for a module, and take back at its end what was made in it."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(lasting) -> Iterator[None]:
    """Take back what a test does, and keep the connection, which pytest-django's own would close."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
