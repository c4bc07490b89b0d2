"""`headway backup`: database, stored files and audit head in one file, taken while people work.

The file is a plain tar: `database`, `files/SHA-256`, and last `manifest.json`, without which it is not whole.
"""

import argparse
import hashlib
import io
import json
import os
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from headway import __version__
from headway.cli import edge
from headway.cli.house import database
from headway.cli.house.database import Contents, HouseError
from headway.files import store

FORMAT = 1
NAME = "headway-*.tar"
BLOCK = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself; `restore` compares each word."""

    format: int
    headway: str
    made_at: str
    vendor: str
    database_sha256: str
    database_size: int
    audit_head: tuple[int, str]
    counts: dict[str, int]
    files: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    migrations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """Where the backup lies and what it says."""

    path: Path
    manifest: Manifest


def run(options: argparse.Namespace) -> int:
    """Write a backup and say what is in it; exit code 1 when a stored file is missing or damaged."""
    try:
        made = backup(options.out or default_folder(), at=edge.now(options), keep=max(1, options.keep))
    except HouseError as fault:
        print(fault, file=sys.stderr)
        return 1
    said = made.manifest
    if options.json:
        print(json.dumps({"path": str(made.path), "size": made.path.stat().st_size, **asdict(said)}))
    else:
        rows = sum(said.counts.values())
        print(f"{made.path}: {rows} rows, {len(said.files)} files, audit head {said.audit_head[0]}")
    for sha256 in said.missing:
        print(f"the stored file {sha256} is missing or damaged and not in the backup", file=sys.stderr)
    return 1 if said.missing else 0


def default_folder() -> Path:
    """Return where backups go that are told no place."""
    return Path(settings.DATA) / "backups"


def backup(out: Path, *, at: datetime, keep: int) -> Made:
    """Write a backup into a folder, whole or not at all, and drop the oldest beyond `keep`.

    Raises
    ------
    HouseError
        When the copy of the database is not sound.
    """
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = out / f"headway-{at:%Y%m%dT%H%M%S%fZ}.tar"
    with tempfile.TemporaryDirectory(prefix=".headway-part-", dir=out) as folder:
        copy, part = Path(folder) / "database", Path(folder) / "backup.tar"
        held = copy_sqlite(copy) if connection.vendor == "sqlite" else copy_postgresql(copy)
        manifest = pack(part, copy, held, at)
        os.chmod(part, 0o600)  # noqa: PTH101 - it holds what people wrote, for its owner alone
        part.replace(target)
    sync(out)
    for old in sorted(out.glob(NAME))[:-keep]:
        old.unlink()
    for left in out.glob(".headway-part-*"):  # of a backup that was killed
        if left.stat().st_mtime < (at - timedelta(days=1)).timestamp():
            for inside in left.iterdir():
                inside.unlink()
            left.rmdir()
    return Made(target, manifest)


def copy_sqlite(copy: Path) -> Contents:
    """Copy the database by SQLite's backup, in one step: writers go on beside it."""
    # A connection of its own: the copy must not wait for, or hold up, one of Django's.
    with (
        closing(sqlite3.connect(database.sqlite_file(), timeout=20)) as here,
        closing(sqlite3.connect(copy)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        wrong = database.unsound(there)
        if wrong:
            raise HouseError(f"the copy of the database is not sound: {wrong}. Keep your older backups.")
        return database.contents(database.asking_file(there), database.tables_of_file(there))


def copy_postgresql(copy: Path) -> Contents:
    """Dump the database, and count in the very snapshot that is dumped."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        database.postgresql_tool("pg_dump", *options, f"--file={copy}")
        return database.contents(database.ask_database, database.tables_of_database())


def pack(part: Path, copy: Path, held: Contents, at: datetime) -> Manifest:
    """Write the tar: database, files, and the manifest last."""
    missing: list[str] = []
    with part.open("xb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        tar.add(copy, "database", recursive=False)
        for sha256, size in held.files:
            if not add_file(tar, sha256, size):
                missing.append(sha256)
        manifest = Manifest(
            format=FORMAT,
            headway=__version__,
            made_at=at.isoformat(),
            vendor=connection.vendor,
            database_sha256=hash_of(copy),
            database_size=copy.stat().st_size,
            audit_head=held.head,
            counts=held.counts,
            files=tuple(each for each in held.files if each[0] not in set(missing)),
            missing=tuple(missing),
            migrations=held.migrations,
        )
        add_bytes(tar, "manifest.json", json.dumps(asdict(manifest), indent=1).encode())
        tar.close()
        out.flush()
        os.fsync(out.fileno())
    return manifest


def add_file(tar: tarfile.TarFile, sha256: str, size: int) -> bool:
    """Put a stored file in; False when it is not there or not what was stored."""
    path = store.path(sha256)
    if not path.exists() or path.stat().st_size != size or hash_of(path) != sha256:
        return False
    entry = tarfile.TarInfo(f"files/{sha256}")
    entry.size = size
    with path.open("rb") as data:
        tar.addfile(entry, data)
    return True


def add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    with path.open("rb") as data:
        return hash_stream(data)


def hash_stream(data: IO[bytes], copy: IO[bytes] | None = None) -> str:
    """Return the SHA-256 of a stream; write what is read to `copy`."""
    total = hashlib.sha256()
    while block := data.read(BLOCK):
        total.update(block)
        if copy is not None:
            copy.write(block)
    return total.hexdigest()


def sync(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def manifest_of(data: Any) -> Manifest:
    """Read a manifest.

    Raises
    ------
    HouseError
        When it is of a format this version does not know.
    """
    try:
        if data["format"] != FORMAT:
            raise HouseError(f"the backup has format {data['format']}; this version reads {FORMAT}")
        lists = {
            "audit_head": (int(data["audit_head"][0]), str(data["audit_head"][1])),
            "files": tuple((str(sha256), int(size)) for sha256, size in data["files"]),
            "missing": tuple(data["missing"]),
            "migrations": tuple(data["migrations"]),
        }
        return Manifest(**{**data, **lists})
    except (KeyError, TypeError, IndexError, ValueError):
        raise HouseError("the manifest of the backup cannot be read") from None
