"""Processes that live and end together."""

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time

logger = logging.getLogger(__name__)
GRACE_SECONDS = 10
CRASH_SECONDS = 5.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
# What glibc is told, so that memory taken for a large file goes back: it keeps a heap for each thread with
# what was freed there, 130 MB in one process after 25 hostile uploads. Other C libraries do not look.
SMALL = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1000000",
    "MALLOC_TRIM_THRESHOLD_": "1000000",
}


def die_with_parent() -> None:
    """Ask Linux to stop this process when the one that started it is gone, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


class Family:
    """Processes that live and end together; a worker that falls over is started again."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.later: dict[str, list[str]] = {}  # started once the first ones stand
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())

    def start(self, name: str, *, keep: tuple[int, ...] = ()) -> None:
        """Start one, with the open files it is to have."""
        # In a session of its own: Ctrl+C reaches it through us, and its whole group can be ended.
        self.running[name] = subprocess.Popen(  # noqa: S603 - our own words
            self.commands[name],
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no thread of ours runs
            start_new_session=True,
            pass_fds=keep,
            env=SMALL | dict(os.environ),
        )

    def live(self) -> int:
        """Watch until SIGTERM or Ctrl+C, or until the web server ends; return the exit code."""
        self.commands |= self.later
        for name in self.later if self.running["web"].poll() is None else ():
            self.start(name)
        while not self.stop.wait(0.2):
            if self.running["web"].poll() is not None:
                logger.error("the web server ended with code %s", self.running["web"].returncode)
                break
            worker = self.running.get("work")
            if worker is not None and worker.poll() is not None:
                logger.error("the worker ended with code %s and is started again", worker.returncode)
                if not self.stop.wait(CRASH_SECONDS):
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
            with contextlib.suppress(ProcessLookupError):  # what a process that fell over left behind
                os.killpg(process.pid, signal.SIGKILL)
