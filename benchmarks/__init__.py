"""What we promise, measured beside peers in one run, and the goals at full size.

A benchmark is a module of this package (a goal: a module of `benchmarks.goals`) with one function,
`measure() -> Finding`. `./run bench` runs all but the goals, `./run bench goals` the goals,
`./run bench NAME` one of either; each writes its section of RESULTS.md.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """One table of results: what was promised, what was measured, whether it held.

    `held` is None where a table only shows, and promises nothing.
    """

    title: str
    promise: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    held: bool | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """The quickest of some runs, in seconds: of the clock on the wall, and of the processor."""

    wall: float
    cpu: float


def timed(work: Callable[[], T], repeat: int = 3) -> tuple[Timing, T]:
    """Run the work some times and return its quickest run with what it gave last.

    The quickest run is the one that other programs on the machine disturbed least.
    """
    walls, cpus = [], []
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        given = work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Timing(min(walls), min(cpus)), given
