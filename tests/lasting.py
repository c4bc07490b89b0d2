"""A world that serves a whole module: made once, and every test takes back what it did.

A `conftest.py` names its world `lasting` (a module fixture within `made_once`) and imports `_django_db_helper`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from headway.cli.demo import story


@contextmanager
def made_once(blocker) -> Iterator[None]:
    """Open the database for a module, and take back at its end what was made in it."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def demonstration(blocker, data: Path, now: str) -> Iterator[None]:
    """Load the demonstration for a module, as it stands at a moment that holds for its tests."""
    with pytest.MonkeyPatch.context() as patch, made_once(blocker):
        patch.setenv("HEADWAY_NOW", now)
        patch.setattr(settings, "DATA", data)
        story.load(lambda _text: None)
        yield


@pytest.fixture
def _django_db_helper(lasting) -> Iterator[None]:
    """Take back what a test does, and keep the connection, which pytest-django's own would close."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
