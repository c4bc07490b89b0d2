"""`headway serve`: the web server and the worker, watched and stopped together."""

import argparse
import ctypes
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from headway.kernel import sqlite

logger = logging.getLogger(__name__)
THREADS = 4  # a web process; SQLite writes one at a time, and four keep two cores busy with reading
GRACE_SECONDS = 10
CRASH_SECONDS = 5.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


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
    return [*granian, *where, *size, *care, "headway.config.wsgi:application"]


def die_with_parent() -> None:
    """Ask Linux to stop this process when the one that started it is gone, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


class Family:
    """Processes that live and end together; a worker that falls over is started again."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.stop = threading.Event()

    def start(self, name: str) -> None:
        command, first = self.commands[name], die_with_parent
        self.running[name] = subprocess.Popen(command, preexec_fn=first)  # noqa: S603, PLW1509 - our own words; no thread runs yet

    def live(self, wait: Callable[[float], object] = time.sleep) -> int:
        """Run until SIGTERM or Ctrl+C, or until the web server ends; return the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        for name in self.commands:
            self.start(name)
        while not self.stop.wait(0.2):
            if self.running["web"].poll() is not None:
                logger.error("the web server ended with code %s", self.running["web"].returncode)
                break
            worker = self.running.get("work")
            if worker is not None and worker.poll() is not None:
                logger.error("the worker ended with code %s and is started again", worker.returncode)
                wait(CRASH_SECONDS)
                self.start("work")
        asked = self.stop.is_set()
        self.end()
        return 0 if asked else 1

    def end(self) -> None:
        """Ask each to stop, and wait; after the time of grace there is no asking."""
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS + 2
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
