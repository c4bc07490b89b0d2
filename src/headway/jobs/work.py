"""`headway work`: one process for reactions, the clock and long jobs; it stops between two pieces of work."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from headway.jobs.reactions import REACTIONS
from headway.jobs.tick import tick
from headway.kernel.reactions import Reaction, react

logger = logging.getLogger(__name__)
IDLE_SECONDS = 1.0
TICK_SECONDS = 60.0
AWAY_SECONDS = 5.0
Clock = Callable[[], datetime]


class Stop:
    """Whether somebody asked to stop; SIGTERM and Ctrl+C do."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.asked.set())

    def __bool__(self) -> bool:
        return self.asked.is_set()


def work(clock: Clock, stop: Stop, *, reactions: tuple[Reaction, ...] = REACTIONS) -> None:
    """Work until asked to stop; a database that is away is waited for."""
    ticked: float | None = None
    while not stop:
        close_old_connections()
        pause = IDLE_SECONDS
        try:
            if ticked is None or time.monotonic() - ticked >= TICK_SECONDS:
                ticked = time.monotonic()
                tick(clock())
            if all_there_is(clock, stop, reactions=reactions):
                continue
        except (OperationalError, InterfaceError) as fault:
            logger.warning("the database is away: %s", type(fault).__name__)
            pause = AWAY_SECONDS
        stop.asked.wait(pause)


def all_there_is(clock: Clock, stop: Stop, *, reactions: tuple[Reaction, ...] = REACTIONS) -> int:
    """Handle what waits, one piece at a time; return how many pieces."""
    done = 0
    for reaction in reactions:
        while not stop and react(reaction, at=clock(), limit=1):
            done += 1
    while not stop and one_job():
        done += 1
    return done


def one_job() -> bool:
    """Run the next long job that a person asked for; False when none waits."""
    # Looking is free; the worker's own question takes the write lock of SQLite.
    if not DBTaskResult.objects.ready().exists():
        return False
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=f"work-{os.getpid()}",
        excluded_queue_names=[],
    ).run()
    return True
