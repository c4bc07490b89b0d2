"""Django's backend for SQLite, for where many write at once: whoever waits asks for the lock again soon.

SQLite has one writer at a time. Its own waiting sleeps up to 100 ms between two tries while others come and
go: with eight writers at 200 writes a second the unluckiest waited two to three seconds.
"""

import random
import sqlite3
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

SOONEST, LATEST = 0.001, 0.006  # seconds between two tries: about as long as a write holds the lock
PRIMARY = 0xFF  # the part of an extended result code that names its kind


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        """Begin a transaction, trying every few milliseconds for as long as `timeout` says."""
        patience = float(self.settings_dict["OPTIONS"]["timeout"])
        last = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(last_try=time.monotonic() >= last):
                time.sleep(random.uniform(SOONEST, LATEST))  # noqa: S311 - no secret: so that two do not keep step
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")

    def _begun(self, *, last_try: bool) -> bool:
        """Say whether the lock was free; raises OperationalError where it may not be tried again."""
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except OperationalError as error:
            code = getattr(error.__cause__, "sqlite_errorcode", 0)
            if last_try or code & PRIMARY != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True
