"""The settings that keep acknowledged writes are checked, not believed."""

import pytest
from django.db import OperationalError, connection

from headway.kernel import sqlite
from headway.kernel.sqlite import base

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


@pytest.fixture
def two(tmp_path):
    """Two connections to one file, the first of which holds the lock."""
    settings = {**connection.settings_dict, "NAME": tmp_path / "two.sqlite3"}
    holds, waits = base.DatabaseWrapper(settings, "holds"), base.DatabaseWrapper(settings, "waits")
    for one in (holds, waits):
        one.inc_thread_sharing()
        one.ensure_connection()
    holds._start_transaction_under_autocommit()
    yield holds, waits
    for one in (holds, waits):
        one.connection.close()


@on_sqlite
def test_who_waits_for_the_lock_asks_again_every_few_milliseconds(two, monkeypatch):
    holds, waits = two
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 5:
            holds.connection.rollback()

    monkeypatch.setattr(base.time, "sleep", sleep)

    waits._start_transaction_under_autocommit()

    assert waits.connection.in_transaction
    assert len(slept) == 5
    assert all(base.SOONEST <= seconds <= base.LATEST for seconds in slept)
    assert waits.connection.execute("PRAGMA busy_timeout").fetchone() == (20000,)


@on_sqlite
def test_who_waited_as_long_as_the_settings_say_is_told_so(two, monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(base.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(base.time, "sleep", lambda _seconds: None)

    with pytest.raises(OperationalError, match="locked"):
        two[1]._start_transaction_under_autocommit()

    assert next(clock) == 21  # looked at first, and at each try until 20 seconds were over
    assert two[1].connection.execute("PRAGMA busy_timeout").fetchone() == (20000,)
