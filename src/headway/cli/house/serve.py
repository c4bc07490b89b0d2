"""`headway serve`: the web server and the worker, watched and stopped together."""

import argparse
import sys

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from headway.cli.house.family import GRACE_SECONDS, Family
from headway.kernel import sqlite

THREADS = 4  # a web process; SQLite writes one at a time, and four keep two cores busy with reading


def serve(options: argparse.Namespace) -> int:
    """Serve until told to stop; exit code 1 when the installation is not fit, or the web server fell over."""
    faults = unfit()
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    connection.close()
    commands = {"web": web_command(options)}
    if not options.no_work:
        commands["work"] = [sys.executable, "-m", "headway", "work"]
    print(f"Headway answers at http://{options.host}:{options.port}/", flush=True)
    return Family(commands).live()


def unfit() -> list[str]:
    """Return why this installation must not serve, one line each with what to do."""
    faults = [f"{fault}. Leave the settings of the database alone" for fault in sqlite.faults()]
    waiting = pending()
    if waiting:
        faults.append(f"{len(waiting)} migrations are pending. Run: headway manage migrate")
    return faults


def pending() -> list[str]:
    """Return the migrations that are not applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def web_command(options: argparse.Namespace) -> list[str]:
    """Return how granian is started: a fresh process, for it forks and Django's connections must not."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    where = ["--host", options.host, "--port", str(options.port)]
    size = ["--workers", str(options.workers), "--blocking-threads", str(THREADS)]
    care = ["--respawn-failed-workers", "--workers-kill-timeout", str(GRACE_SECONDS), "--no-ws"]
    return [*granian, *where, *size, *care, "headway.cli.house.web_process:application"]
