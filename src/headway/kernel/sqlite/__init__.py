"""SQLite as a real default: the settings that keep acknowledged writes, checked at start."""

from django.db import connection

EXPECTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "20000"}


def faults() -> list[str]:
    """Return one line for each pragma that is not what reliability rests on; on SQLite only."""
    if connection.vendor != "sqlite":
        return []
    found = []
    with connection.cursor() as cursor:
        for name, wanted in EXPECTED.items():
            cursor.execute(f"PRAGMA {name}")
            value = str(cursor.fetchone()[0]).lower()
            in_memory = name == "journal_mode" and value == "memory"  # the test database
            if value != wanted and not in_memory:
                found.append(f"PRAGMA {name} is {value}, it must be {wanted}")
    if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        found.append("transaction_mode must be IMMEDIATE")
    return found
