"""A throwaway PostgreSQL from the machine's own binaries; nothing is left of it afterwards."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A test's data may be lost on a power cut, so nothing waits for the disk.
# Without autovacuum: a table it once saw empty keeps the plans of an empty table for a whole transaction.
FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c autovacuum=off"
)
# As docs/how-to/install.md advises: after a crash one sync of the disk instead of one for each of 2,000 files.
SAFE = "-c max_connections=60 -c recovery_init_sync_method=syncfs"


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


@dataclass(frozen=True)
class Postgres:
    """A server of our own; `folder` holds its data, its log and its socket."""

    here: Path
    folder: Path
    who: dict[str, Any]
    options: str

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    @property
    def pid(self) -> int:
        """The process that all others of the server come from."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def tool(self, name: str, *arguments: str | Path) -> None:
        command = [self.here / name, "-D", self.folder / "data", *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **self.who)

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        options = f"-k {self.folder} -c listen_addresses='' {self.options}"
        self.tool("pg_ctl", "-w", "-s", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self.tool("pg_ctl", "-s", "-m", "immediate", "stop")


@contextlib.contextmanager
def postgres_server(*, safe: bool = False) -> Iterator[Postgres]:
    """Start a server on a socket of its own; `safe` waits for the disk as shipped."""
    here, who = binaries(), plain_user()
    # A short folder, for the path of a socket ends at 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="hwpg"))
    if who:
        os.chown(folder, who["user"], who["group"])
    server = Postgres(here, folder, who, SAFE if safe else FAST)
    try:
        server.tool("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgres(*, safe: bool = False) -> Iterator[str]:
    """Start a server as `postgres_server` does and yield its DATABASE_URL."""
    with postgres_server(safe=safe) as server:
        yield server.url
