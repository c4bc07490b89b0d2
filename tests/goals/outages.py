"""kill -9 of the database itself under load; on SQLite the database is the server, so PostgreSQL alone."""

import contextlib
import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.goals.goals import ROWS, begun, chain_holds, lost
from tests.goals.installation import Installation, tree
from tests.goals.load import Background
from tests.postgres import Postgres

PATIENCE = 60.0


@dataclass
class Outages:
    """What the clients were told, and after how many seconds each time one was served again."""

    acknowledged: int = 0
    lost: int = 0
    unanswered: int = 0  # stored, though the client never heard so
    statuses: Counter[int] = field(default_factory=Counter)
    ready: list[float] = field(default_factory=list)
    started: list[float] = field(default_factory=list)  # how much of `ready` was PostgreSQL's own
    chain: bool = False


def kill_database(
    home: Installation, database: Postgres, *, times: int, clients: int, between: float
) -> Outages:
    """kill -9 every process of PostgreSQL under load and start it again; the web server is not touched."""
    (counter,) = begun(home)
    found = Outages()
    with home.served() as server, Background(f"/goals/count/{counter}", clients=clients) as background:
        background.port = server.port
        for _ in range(times):
            time.sleep(between)
            kill(database)
            began = time.monotonic()
            database.start()
            found.started.append(time.monotonic() - began)
            heard = len(background.told.acknowledged)
            while len(background.told.acknowledged) == heard and time.monotonic() - began < PATIENCE:
                time.sleep(0.02)
            found.ready.append(time.monotonic() - began)
    told = background.told
    found.acknowledged, found.lost = len(told.acknowledged), len(lost(home, told))
    found.unanswered = home.number(ROWS) - found.acknowledged + found.lost
    found.statuses, found.chain = Counter(told.refused), chain_holds(home)
    return found


def kill(database: Postgres) -> None:
    """kill -9 of a whole server at once, and wait until nothing of it is left."""
    numbers = tree(database.pid)
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    while any(alive(number) for number in numbers):
        time.sleep(0.01)
    # Where nobody buries orphans, the number in these files looks taken for ever.
    for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
        (database.folder / name).unlink(missing_ok=True)


def alive(number: int) -> bool:
    """Tell whether a process still runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
