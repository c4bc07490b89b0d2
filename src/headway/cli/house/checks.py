"""The checks of `headway doctor`, in the order they are read."""

import importlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django_tasks_db.models import DBTaskResult

from headway.cli.house import audit, database
from headway.cli.house.backup import NAME, default_folder, hash_of
from headway.cli.house.finding import Finding, State
from headway.cli.house.migrations import pending
from headway.files import store
from headway.kernel import log, sqlite
from headway.kernel.reactions import Reaction, behind, parked

REACTIONS = "headway.jobs.reactions"  # another door, asked by name
SAMPLE = 200
WAITS_LONG = timedelta(minutes=10)
JOB_LONG = timedelta(hours=1)
BACKUP_OLD, BACKUP_TOO_OLD = timedelta(days=2), timedelta(days=7)
MEGABYTE = 2**20
DISK_LOW, DISK_TOO_LOW = 2000 * MEGABYTE, 500 * MEGABYTE
CLOCKS_APART = timedelta(seconds=5)
BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right can show less


def own_settings(_at: datetime) -> Iterator[Finding]:
    """Mode, key, hosts, and Django's own checks (those for deployment in production)."""
    found = run_checks(include_deployment_checks=settings.PRODUCTION)
    for message in found:
        state = State.FAULT if message.is_serious() else State.WARNING
        yield Finding("settings", state, f"{message.id}: {message.msg}", message.hint or "")
    if settings.PRODUCTION and not settings.ALLOWED_HOSTS:
        todo = "set HEADWAY_HOSTS to the names people use"
        yield Finding("settings", State.FAULT, "no host is named, so every request is refused", todo)
    if settings.PRODUCTION and len(settings.SECRET_KEY) < 50:
        todo = "set HEADWAY_SECRET_KEY to what headway doctor --new-key prints"
        yield Finding("settings", State.FAULT, "the secret key is short", todo)
    if not found:
        yield Finding("settings", State.OK, f"mode {settings.MODE}, data in {settings.DATA}")


def pragmas(_at: datetime) -> Iterator[Finding]:
    """Which database, and whether SQLite runs with the settings that keep acknowledged writes."""
    faults = sqlite.faults()
    for fault in faults:
        yield Finding("database", State.FAULT, fault, "leave the settings of the database alone")
    version = ".".join(str(part) for part in connection.get_database_version())
    if not faults:
        yield Finding("database", State.OK, f"{connection.display_name} {version}")


def integrity(_at: datetime) -> Iterator[Finding]:
    """Whether the pages of the database are sound."""
    if connection.vendor != "sqlite":
        on = database.ask_database("SHOW data_checksums")[0][0] == "on"
        says = (
            "PostgreSQL checks its pages as it reads them" if on else "PostgreSQL runs without page checksums"
        )
        todo = "" if on else "pg_checksums --enable, while the server is stopped, would notice a bad disk"
        yield Finding("integrity", State.OK, says, todo)
        return
    where = database.sqlite_file()
    with closing(sqlite3.connect(where, timeout=20)) as opened:
        wrong = database.unsound(opened)
    if wrong:
        yield Finding("integrity", State.FAULT, wrong, "stop the service and restore the last backup")
    else:
        yield Finding("integrity", State.OK, f"{where.name} is sound")


def migrations(_at: datetime) -> Iterator[Finding]:
    """Whether the tables are those of this version."""
    waiting = pending()
    if waiting:
        says = f"{len(waiting)} pending, the first is {waiting[0]}"
        yield Finding("migrations", State.FAULT, says, "headway manage migrate")
    else:
        yield Finding("migrations", State.OK, "none pending")


def chain(at: datetime) -> Iterator[Finding]:
    """Whether the log is whole, up to the last published head and on to its end; then what it locks."""
    heads = audit.known_heads()
    found = audit.against(heads)
    if found.fault:
        todo = "keep this machine as it is; compare with a backup and with the heads your neighbours hold"
        yield Finding("chain", State.FAULT, found.fault, todo)
    elif not heads and found.entries:
        todo = "headway tick publishes one; is headway work running?"
        yield Finding("chain", State.WARNING, "whole, but no head was published yet", todo)
    else:
        yield Finding("chain", State.OK, f"{found.entries} entries, unbroken")
    if not found.fault:
        yield from locked(at)


def locked(at: datetime) -> Iterator[Finding]:
    """Whether plans and draws of tests are what was locked."""
    found = audit.locked_faults(at)
    for each in found:
        todo = "keep this machine as it is; the plan that was locked is in a backup"
        yield Finding("locked", State.FAULT, each.says, todo)
    if not found:
        yield Finding("locked", State.OK, "plans and draws of tests are what was locked")


def reactions(at: datetime) -> Iterator[Finding]:
    """Whether what follows from the log has followed."""
    known: tuple[Reaction, ...] = importlib.import_module(REACTIONS).REACTIONS
    fine = True
    for row in parked():
        fine = False
        says = f"{row.consumer} failed three times on entry {row.seq}: {row.fault}"
        yield Finding("reactions", State.WARNING, says, "mend the cause, then headway work --once --parked")
    for reaction in known:
        late = behind(reaction)
        if late.since is not None and at - late.since > WAITS_LONG:
            fine = False
            says = f"{reaction.consumer} is {late.count} entries behind, since {late.since:%Y-%m-%d %H:%M}"
            yield Finding("reactions", State.WARNING, says, "is headway work running?")
    if fine:
        yield Finding("reactions", State.OK, f"{len(known)} consumers up to date, nothing parked")


def jobs(at: datetime) -> Iterator[Finding]:
    """Whether a long job hangs, as one does whose worker was killed."""
    hanging = DBTaskResult.objects.running().filter(started_at__lt=at - JOB_LONG).count()
    if hanging:
        says = f"{hanging} running for over an hour"
        yield Finding("jobs", State.WARNING, says, "their worker may be gone: ask for them again")
    else:
        yield Finding("jobs", State.OK, "none hangs")


def files(_at: datetime, *, all_files: bool = False) -> Iterator[Finding]:
    """Whether every stored file is there, and whether a sample (or all) is what was stored."""
    rows = database.ask_database("SELECT sha256, size FROM files_storedfile ORDER BY sha256")
    missing = [sha256 for sha256, size in rows if not right_size(store.path(sha256), size)]
    there = [sha256 for sha256, _ in rows if sha256 not in set(missing)]
    read = there if all_files else Random(0).sample(there, min(SAMPLE, len(there)))  # noqa: S311 - a sample, not a secret
    changed = [sha256 for sha256 in read if hash_of(store.path(sha256)) != sha256]
    for sha256 in missing:
        yield Finding("files", State.FAULT, f"{sha256} is missing or cut", "take it from a backup")
    for sha256 in changed:
        yield Finding("files", State.FAULT, f"{sha256} was changed", "take it from a backup")
    known = {sha256 for sha256, _ in rows}
    orphans = sum(1 for path in store.folder().glob("??/*") if path.parent.name + path.name not in known)
    if not missing and not changed:
        extra = f"; {orphans} without a row, which is harmless" if orphans else ""
        yield Finding("files", State.OK, f"{len(rows)} stored, {len(read)} read and as stored{extra}")


def right_size(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size


def disk(_at: datetime) -> Iterator[Finding]:
    """Whether there is room."""
    free = shutil.disk_usage(settings.DATA).free
    state = State.FAULT if free < DISK_TOO_LOW else State.WARNING if free < DISK_LOW else State.OK
    todo = "" if state is State.OK else "make room; a full disk refuses every write"
    yield Finding("disk", state, f"{free // MEGABYTE} MB free", todo)


def backups(at: datetime) -> Iterator[Finding]:
    """How old the newest backup in the data folder is."""
    todo = "headway backup, each night, copied to another machine"
    found = sorted(default_folder().glob(NAME))
    if not found:
        state = State.FAULT if settings.PRODUCTION else State.WARNING
        yield Finding("backups", state, f"none in {default_folder()}", todo)
        return
    age = at - datetime.fromtimestamp(found[-1].stat().st_mtime, UTC)
    state = State.FAULT if age > BACKUP_TOO_OLD else State.WARNING if age > BACKUP_OLD else State.OK
    says = f"the newest is {max(0, int(age.total_seconds() // 3600))} hours old"
    yield Finding("backups", state, says, "" if state is State.OK else todo)


def clock(at: datetime) -> Iterator[Finding]:
    """Whether the clock can be right: past this version's year, not behind the log, as the database's."""
    last = log.last_moment()
    apart = database_clock_off(at)
    if at < BUILT:
        yield Finding("clock", State.FAULT, f"it says {at:%Y-%m-%d}", "set the clock of this machine")
    elif last is not None and last > at + CLOCKS_APART:
        says = f"it says {at:%Y-%m-%d %H:%M}, the log has an entry of {last:%Y-%m-%d %H:%M}"
        yield Finding("clock", State.FAULT, says, "set the clock of this machine, or take HEADWAY_NOW away")
    elif apart > CLOCKS_APART:
        says = f"this machine and the database are {apart.total_seconds():.0f} s apart"
        yield Finding("clock", State.WARNING, says, "set both clocks by the network (NTP)")
    else:
        yield Finding("clock", State.OK, f"{at:%Y-%m-%d %H:%M} UTC")


def database_clock_off(at: datetime) -> timedelta:
    """Return how far the database's clock is from ours, where ours is the machine's."""
    if connection.vendor == "sqlite" or not settings.PRODUCTION:
        return timedelta()
    theirs: datetime = database.ask_database("SELECT clock_timestamp()")[0][0]
    return abs(theirs - at)


CHECKS: dict[str, Callable[[datetime], Iterator[Finding]]] = {
    "settings": own_settings,
    "database": pragmas,
    "integrity": integrity,
    "migrations": migrations,
    "chain": chain,
    "reactions": reactions,
    "jobs": jobs,
    "files": files,
    "disk": disk,
    "backups": backups,
    "clock": clock,
}
