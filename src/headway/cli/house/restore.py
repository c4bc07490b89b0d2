"""`headway restore`: everything is checked before it is put in place, and the log once more afterwards."""

import argparse
import json
import os
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from headway.cli import edge, main
from headway.cli.house import database
from headway.cli.house.backup import Manifest, hash_stream, manifest_of, sync
from headway.cli.house.database import Contents, HouseError
from headway.files import store


@dataclass(slots=True)
class Report:
    """What was checked, one line each, in order."""

    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        self.lines.append(line)


def run(options: argparse.Namespace) -> int:
    """Restore and print what was checked; exit code 2 for a backup or a place that cannot be used."""
    if options.data is not None:
        os.environ["HEADWAY_DATA"] = str(options.data)
    main.start_django()
    report = Report()
    try:
        fault = restore(options.backup, report, at=edge.now(options), force=options.force)
    except HouseError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"ok": not fault, "checked": report.lines, "fault": fault}))
    else:
        print("\n".join(report.lines))
    if fault:
        print(fault, file=sys.stderr)
    return 1 if fault else 0


def restore(path: Path, report: Report, *, at: datetime, force: bool) -> str:
    """Put a backup into an empty installation; return the fault of its log, empty when there is none.

    Raises
    ------
    HouseError
        When the place is not empty, or the backup is not whole, not ours, or newer than this version.
    """
    from headway.kernel import log  # its models need the apps, and they the settings

    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True)
    refuse_full_place(force=force)
    try:
        tar = tarfile.open(path, mode="r:")  # noqa: SIM115 - closed below
    except (OSError, tarfile.TarError):
        raise HouseError(f"{path} is not a backup of Headway") from None
    with closing(tar), tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as folder:
        manifest = manifest_of(read_manifest(tar, path))
        refuse_newer(manifest.migrations)
        if manifest.vendor != connection.vendor:
            raise HouseError(f"the backup is of {manifest.vendor}, this installation of {connection.vendor}")
        copy = Path(folder) / "database"
        take_out(tar, "database", copy, manifest.database_sha256)
        report.say("database: hash is as in the manifest")
        for sha256, _ in manifest.files:
            take_file(tar, sha256)
        report.say(f"files: {len(manifest.files)} with the hashes they were stored under")
        if connection.vendor == "sqlite":
            place_sqlite(copy, manifest, at)
        else:
            place_postgresql(copy, manifest, force=force)
    report.say(f"counts: {sum(manifest.counts.values())} rows in {len(manifest.counts)} tables")
    report.say(f"audit head: entry {manifest.audit_head[0]}, as in the manifest")
    call_command("migrate", verbosity=0, interactive=False)
    report.say("migrations: up to date")
    found = log.verify(log.Head(*manifest.audit_head))
    if not found.fault:
        report.say(f"log: {found.entries} entries, unbroken up to the head")
    for sha256 in manifest.missing:
        report.say(f"missing when the backup was made: file {sha256}")
    return found.fault


def refuse_full_place(*, force: bool) -> None:
    """Raise HouseError unless the installation is empty, or force."""
    if force:
        return
    if connection.vendor == "sqlite":
        where = database.sqlite_file()
        full = where.exists() and where.stat().st_size > 0
    else:
        where, full = Path(connection.settings_dict["NAME"]), bool(database.tables_of_database())
    if full:
        raise HouseError(f"there is a database already: {where}. Restore elsewhere, or use --force")


def read_manifest(tar: tarfile.TarFile, path: Path) -> object:
    """Return the manifest as data; it was written last, so a cut file has none."""
    try:
        member = tar.extractfile("manifest.json")
        assert member is not None
        return json.loads(member.read())
    except (KeyError, tarfile.TarError, ValueError, AssertionError):
        raise HouseError(f"{path} is not whole: it has no manifest") from None


def refuse_newer(applied: tuple[str, ...]) -> None:
    """Raise HouseError when the backup has migrations that this version does not know."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    unknown = sorted(set(applied) - known)
    if unknown:
        raise HouseError(f"the backup was made by a newer version: {', '.join(unknown[:3])}. Upgrade first")


def take_out(tar: tarfile.TarFile, name: str, target: Path, sha256: str) -> None:
    """Write a member of the tar to a file of ours and compare its hash."""
    try:
        member = tar.extractfile(name)
    except (KeyError, tarfile.TarError):
        member = None
    if member is None:
        raise HouseError(f"{name} is missing in the backup")
    with target.open("wb") as out:
        found = hash_stream(member, out)
        out.flush()
        os.fsync(out.fileno())
    if found != sha256:
        target.unlink()
        raise HouseError(f"{name} is damaged in the backup: its hash is not the one in the manifest")


def take_file(tar: tarfile.TarFile, sha256: str) -> None:
    """Put a stored file back in its place, under a name made from the hash alone."""
    try:
        target = store.path(sha256)
    except ValueError:
        raise HouseError("the manifest of the backup cannot be read") from None
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{sha256}.part")
    take_out(tar, f"files/{sha256}", part, sha256)
    part.replace(target)


def place_sqlite(copy: Path, manifest: Manifest, at: datetime) -> None:
    """Check the copy, then put it where the database lies; what lay there is moved aside."""
    with closing(sqlite3.connect(copy)) as opened:
        wrong = database.unsound(opened)
        if wrong:
            raise HouseError(f"the database in the backup is not sound: {wrong}")
        compare(database.contents(database.asking_file(opened), database.tables_of_file(opened)), manifest)
    target = database.sqlite_file()
    for suffix in ("", "-wal", "-shm"):  # a log of the old database would be played into the new one
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.replace(old.with_name(f"{target.name}.replaced-{at:%Y%m%dT%H%M%SZ}{suffix}"))
    copy.replace(target)
    sync(target.parent)


def place_postgresql(copy: Path, manifest: Manifest, *, force: bool) -> None:
    """Load the dump in one transaction, then compare."""
    clean = ("--clean", "--if-exists") if force else ()
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", *clean)
    database.postgresql_tool("pg_restore", *options, str(copy))
    compare(database.contents(database.ask_database, database.tables_of_database()), manifest)


def compare(found: Contents, manifest: Manifest) -> None:
    """Raise HouseError when a restored database does not hold what its manifest says."""
    off = [
        f"{table} {found.counts.get(table)} instead of {count}"
        for table, count in manifest.counts.items()
        if found.counts.get(table) != count
    ]
    if off:
        raise HouseError(f"the rows are not those of the manifest: {', '.join(off[:3])}")
    if found.head != manifest.audit_head:
        raise HouseError(f"the audit head is {found.head[0]}, the manifest says {manifest.audit_head[0]}")
