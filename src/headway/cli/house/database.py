"""The database as tables: what a backup counts and compares, whatever the models of the day say."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

Ask = Callable[[str], list[tuple[Any, ...]]]


class HouseError(Exception):
    """Something a person can mend; its text says how."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: rows a table, the audit head, the stored files, the migrations."""

    counts: dict[str, int]
    head: tuple[int, str]
    files: tuple[tuple[str, int], ...]  # SHA-256, bytes
    migrations: tuple[str, ...]


def contents(ask: Ask, tables: Sequence[str]) -> Contents:
    """Read what a database holds through one connection, and so as of one moment."""
    counts = {table: int(ask(f'SELECT COUNT(*) FROM "{table}"')[0][0]) for table in sorted(tables)}  # noqa: S608 - names from the database's own catalogue
    seq, digest = ask("SELECT seq, hash FROM kernel_loghead WHERE id = 1")[0]
    files = ask("SELECT sha256, size FROM files_storedfile ORDER BY sha256")
    applied = ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Contents(
        counts,
        (int(seq), str(digest)),
        tuple((str(sha256), int(size)) for sha256, size in files),
        tuple(f"{app}.{name}" for app, name in applied),
    )


# --- SQLite ---


def sqlite_file() -> Path:
    """Return where the database lies."""
    return Path(str(settings.DATABASES["default"]["NAME"]))


def asking_file(opened: sqlite3.Connection) -> Ask:
    """Return how to ask an open SQLite file."""
    return lambda sql: opened.execute(sql).fetchall()


def tables_of_file(opened: sqlite3.Connection) -> list[str]:
    """Return the tables of an SQLite file."""
    rows = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [str(name) for (name,) in rows]


def unsound(opened: sqlite3.Connection) -> str:
    """Return what SQLite finds wrong with a file; empty when it is sound."""
    try:
        rows = [str(text) for (text,) in opened.execute("PRAGMA quick_check(3)")]
    except sqlite3.DatabaseError as fault:
        return str(fault)
    return "" if rows == ["ok"] else "; ".join(rows)


# --- the database of the settings ---


def ask_database(sql: str) -> list[tuple[Any, ...]]:
    """Ask the database of the settings."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def tables_of_database() -> list[str]:
    """Return the tables of the database of the settings."""
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


# --- PostgreSQL ---


def postgresql_tool(name: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore on the database of the settings.

    Raises
    ------
    HouseError
        When the tool is missing or fails; with what it said.
    """
    named = settings.DATABASES["default"]
    keys = (("HOST", "PGHOST"), ("PORT", "PGPORT"), ("USER", "PGUSER"), ("PASSWORD", "PGPASSWORD"))
    env = {**os.environ, **{variable: str(named[key]) for key, variable in keys if named.get(key)}}
    command = [name, "--dbname", str(named["NAME"]), *arguments]
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - no shell, our own words
    except FileNotFoundError:
        raise HouseError(f"{name} is missing. On Debian: apt-get install postgresql-client") from None
    if done.returncode:
        raise HouseError(f"{name} failed: {done.stderr.strip()[-2000:]}")
