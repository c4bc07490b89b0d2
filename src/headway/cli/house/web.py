"""The web server of `headway serve`: `python -m headway.cli.house.web HOST PORT WORKERS FD`.

Everything is loaded once, before the web processes are forked: they start at once and share its memory.
"""

import gc
import importlib
import os
import sys

from headway.cli import main

THREADS = 4  # a web process; SQLite writes one at a time, and four keep two cores busy with reading
APPLICATION = "headway.cli.house.web_process:application"


def unfit() -> list[str]:
    """Return why this installation must not serve, one line each with what to do."""
    from headway.cli.house.migrations import pending
    from headway.kernel import sqlite

    faults = [f"{fault}. Leave the settings of the database alone" for fault in sqlite.faults()]
    waiting = pending()
    if waiting:
        faults.append(f"{len(waiting)} migrations are pending. Run: headway manage migrate")
    return faults


def load() -> None:
    """Load the pages, and let go of the database: a connection must not be shared by a fork."""
    from django.db import connections
    from django.urls import get_resolver

    importlib.import_module("headway.config.wsgi")
    assert get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()


def serve(host: str, port: int, workers: int, fit: int) -> int:
    """Serve until told to stop; say through the pipe `fit` that the installation is fit to be served."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from headway.cli.house.family import GRACE_SECONDS

    main.start_django()
    faults = unfit()
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    load()
    os.write(fit, b"1")
    os.close(fit)
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
