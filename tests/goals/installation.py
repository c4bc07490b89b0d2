"""An installation of its own for a goal: folder, database, commands and server, all real processes."""

import atexit
import contextlib
import functools
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60.0


@dataclass(frozen=True)
class Installation:
    """Where its data lie, and the address of its database (empty: SQLite)."""

    data: Path
    url: str = ""

    @property
    def env(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("HEADWAY_", "COV_"))
        }
        return {
            **kept,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "HEADWAY_MODE": "test",
            "HEADWAY_SECRET_KEY": "a-key-of-the-tests-that-every-process-shares-0123456789",
            "HEADWAY_DATA": str(self.data),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.goals.site",
        }

    def start(self, *words: str, **how) -> subprocess.Popen:
        """Start a Python module of ours, in a process group of its own."""
        command = [sys.executable, "-m", *words]
        return subprocess.Popen(command, env=self.env, cwd=ROOT, start_new_session=True, **how)

    def headway(self, *words: str) -> subprocess.CompletedProcess:
        """Run a command to its end."""
        command = [sys.executable, "-m", "headway", *words]
        return subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, check=False)

    def ask(self, sql: str) -> list[tuple]:
        """Ask its database, past all our code."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as opened:
                return opened.execute(sql).fetchall()
        import sqlite3

        with contextlib.closing(sqlite3.connect(self.data / "headway.sqlite3", timeout=20)) as opened:
            return opened.execute(sql).fetchall()

    def number(self, sql: str) -> int:
        return int(self.ask(sql)[0][0])

    @contextlib.contextmanager
    def served(self, *words: str) -> Iterator["Server"]:
        server = Server(self, *words)
        try:
            server.wait()
            yield server
        finally:
            server.stop()


class Server:
    """`headway serve`, running."""

    def __init__(self, home: Installation, *words: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.began = time.monotonic()
        self.log = home.data / "serve.log"
        with self.log.open("ab") as log:
            both = {"stdout": subprocess.DEVNULL, "stderr": log}
            self.process = home.start("headway", "serve", "--port", str(self.port), *words, **both)

    def wait(self) -> float:
        """Wait until it answers; return after how many seconds."""
        while time.monotonic() - self.began < READY_SECONDS:
            if self.process.poll() is not None:
                raise AssertionError(f"headway serve ended: {self.log.read_text()[-2000:]}")
            if self.answers():
                return time.monotonic() - self.began
            time.sleep(0.05)
        raise AssertionError(f"no answer within {READY_SECONDS} s")

    def answers(self) -> bool:
        opened = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(opened), contextlib.suppress(OSError, http.client.HTTPException):
            opened.request("GET", "/healthz")
            return opened.getresponse().status == 200
        return False

    def kill(self) -> None:
        """kill -9 of all of it at once: the watcher, the web processes, the worker."""
        for number in reversed(tree(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9


def tree(pid: int) -> list[int]:
    """Return a process and all below it, as Linux lists them."""
    found = [pid]
    for children in Path("/proc").glob(f"{pid}/task/*/children"):
        with contextlib.suppress(OSError):
            for child in children.read_text().split():
                found += tree(int(child))
    return found


# --- making one ---


@functools.cache
def template() -> Installation:
    """Return an empty installation with its tables, made once a process."""
    data = Path(tempfile.mkdtemp(prefix="hwgoal"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    made = Installation(data, new_database())
    done = made.headway("manage", "migrate", "--verbosity", "0")
    if done.returncode:
        raise AssertionError(done.stderr)
    return made


def installation(data: Path) -> Installation:
    """Return an installation with its tables and nothing in them, on the database the tests run on."""
    pattern = template()
    data.mkdir(parents=True, exist_ok=True)
    if pattern.url:
        return Installation(data, new_database(template=urlsplit(pattern.url).path.lstrip("/")))
    shutil.copyfile(pattern.data / "headway.sqlite3", data / "headway.sqlite3")
    return Installation(data)


def empty(data: Path) -> Installation:
    """Return an installation with nothing, not even tables: the place to restore into."""
    data.mkdir(parents=True, exist_ok=True)
    return Installation(data, new_database())


def new_database(template: str = "template0") -> str:
    """Make a database on the server of DATABASE_URL and return its address; empty where there is none."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        return ""
    import psycopg

    name = f"goal_{uuid4().hex[:12]}"
    parts = urlsplit(server)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as opened:
        opened.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(parts._replace(path=f"/{name}"))
