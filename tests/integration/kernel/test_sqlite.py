"""The settings that keep acknowledged writes are checked, not believed."""

import pytest
from django.db import connection

from headway.kernel import sqlite

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only true on SQLite")


def test_the_shipped_settings_have_no_fault():
    assert sqlite.faults() == []


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "back", "fault"),
    [
        ("synchronous=NORMAL", "synchronous=FULL", "PRAGMA synchronous is 1, it must be 2"),
        ("foreign_keys=OFF", "foreign_keys=ON", "PRAGMA foreign_keys is 0, it must be 1"),
        ("busy_timeout=5000", "busy_timeout=20000", "PRAGMA busy_timeout is 5000, it must be 20000"),
    ],
)
def test_a_setting_that_loses_writes_is_named(pragma, back, fault):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        found = sqlite.faults()

        cursor.execute(f"PRAGMA {back}")
    assert found == [fault]


@on_sqlite
def test_transactions_must_be_immediate(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")

    assert sqlite.faults() == ["transaction_mode must be IMMEDIATE"]
