"""A throwaway PostgreSQL from the machine's own binaries; nothing is left of it afterwards."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# A test's data may be lost on a power cut, so nothing waits for the disk.
# Without autovacuum: a table it once saw empty keeps the plans of an empty table for a whole transaction.
FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c autovacuum=off"
)
SAFE = "-c max_connections=60"


class NoPostgresError(Exception):
    """The machine has no PostgreSQL to start."""


def binaries() -> Path:
    """Return the folder of initdb: $PG_BIN, else Debian's newest, else that on the PATH."""
    named = os.environ.get("PG_BIN")
    if named:
        return Path(named)
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    if found is None:
        raise NoPostgresError("no PostgreSQL here. On Debian: apt-get install postgresql")
    return Path(found).resolve().parent


def plain_user() -> dict[str, Any]:
    """Return how a subprocess stops being root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def postgres(*, safe: bool = False) -> Iterator[str]:
    """Start a server on a socket of its own and yield its DATABASE_URL; `safe` waits for the disk as shipped."""
    here, who = binaries(), plain_user()
    # A short folder, for the path of a socket ends at 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="hwpg"))
    if who:
        os.chown(folder, who["user"], who["group"])

    def tool(name: str, *arguments: str | Path) -> None:
        command = [here / name, "-D", folder / "data", *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **who)

    try:
        tool("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' {SAFE if safe else FAST}"
        tool("pg_ctl", "-w", "-s", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            tool("pg_ctl", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
