"""The demonstration as somebody installs it: loaded once, served by `headway serve`, walked by real browsers."""

import contextlib
import fcntl
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-03-02"
NOW = f"{TODAY}T12:00:00+00:00"
PASSWORD = "a borough that is not"
READY_SECONDS = 60


def environment(data: Path, now: str = NOW) -> dict[str, str]:
    """Return what a command of this installation needs, and nothing of the tests' own installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEADWAY_", "COV_"))}
    kept.pop("DATABASE_URL", None)
    # Under -X importtime or coverage the server would be another one; PYTHONWARNINGS likewise.
    kept.pop("PYTHONWARNINGS", None)
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "HEADWAY_MODE": "demo",
        "HEADWAY_DATA": str(data),
        "HEADWAY_NOW": now,
    }


def headway(data: Path, *words: str, now: str = NOW) -> subprocess.CompletedProcess:
    """Run a command of the installation to its end."""
    command = [sys.executable, "-m", "headway", *words]
    return subprocess.run(
        command, env=environment(data, now), cwd=ROOT, capture_output=True, text=True, check=False
    )


@dataclass(frozen=True)
class Site:
    """An installation that is being served."""

    url: str
    data: Path
    now: str = NOW

    def headway(self, *words: str) -> str:
        """Run a command beside the server; fail with what it said."""
        done = headway(self.data, *words, now=self.now)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def mails(self) -> list[str]:
        """Return the mails that were sent, oldest first."""
        folder = self.data / "mail"
        return [path.read_text("utf-8") for path in sorted(folder.glob("*"))] if folder.exists() else []


def load_once(folder: Path) -> Path:
    """Load the demonstration into a folder that the workers of one test run share."""
    data = folder / "demo"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "demo.loaded").exists():
            done = headway(data, "demo", "--no-serve", "--today", TODAY)
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "demo.loaded").touch()
    return data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(original: Path, data: Path, now: str = NOW) -> Iterator[Site]:
    """Serve a copy at a moment, web pages only; jobs run when a test says `headway work --once`."""
    shutil.copytree(original, data)
    port = free_port()
    words = ["serve", "--no-work", "--workers", "1", "--port", str(port)]
    command = [sys.executable, "-m", "headway", *words]
    with (data / "server.log").open("wb") as said:
        server = subprocess.Popen(
            command, env=environment(data, now), cwd=ROOT, start_new_session=True, stdout=said, stderr=said
        )
        try:
            wait_until_it_answers(port, server, data / "server.log")
            yield Site(f"http://127.0.0.1:{port}", data, now)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)


def wait_until_it_answers(port: int, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        with contextlib.suppress(OSError):
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            with contextlib.closing(asked):
                asked.request("GET", "/healthz")
                asked.getresponse().read()
                return
        time.sleep(0.05)
    message = f"it did not answer: {log.read_text()}"
    raise AssertionError(message)
