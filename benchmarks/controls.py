"""One control weighed with 5,000 draws: `python -m benchmarks.controls [--draws N] [--json]`."""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from headway.engine.controls import Choices, Control, Range, Replacement, Sample, Threshold, weigh

GOAL_MS = 50.0
RUNS = 15
EXAMPLE = (4_000, 12, 28, 10, 28.2, 3, 5, 0.02, 0.6, 0.8, 0.8, 120, 0.08, 180)


def measure(draws: int) -> dict[str, Any]:
    """Time the whole answer, with every option compared, after one run that warms up."""
    control = Control(*(Range(0.75 * each, each, 1.25 * each) for each in EXAMPLE))
    past = np.random.default_rng(0).gamma(2.0, 60.0, 4_000)
    choices = Choices(Threshold(200.0, past), Sample(0.25), Replacement(Range(0, 0.5, 1), Range(0.5, 1, 2)))
    taken = []
    for run in range(RUNS + 1):
        start = time.perf_counter()
        weigh(control, np.random.default_rng(run), choices=choices, draws=draws)
        taken.append(1_000 * (time.perf_counter() - start))
    warm = taken[1:]
    return {
        "name": "controls",
        "draws": draws,
        "first_ms": taken[0],
        "median_ms": statistics.median(warm),
        "range_ms": [min(warm), max(warm)],
        "goal_ms": GOAL_MS,
    }


def words(found: dict[str, Any]) -> list[str]:
    """Write the table of RESULTS.md."""
    spread = "({:.1f}-{:.1f})".format(*found["range_ms"])
    return [
        f"| One control, five options, {found['draws']:,} draws | promised | measured |",
        "|---|---|---|",
        f"| whole answer | under {found['goal_ms']:.0f} ms | {found['median_ms']:.1f} ms {spread} |",
        f"| the first in a process | - | {found['first_ms']:.1f} ms |",
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.controls", description="Weigh one control.")
    parser.add_argument("--draws", type=int, default=5_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    found = measure(args.draws)
    print(json.dumps(found) if args.json else "\n".join(words(found)))
    return int(found["median_ms"] >= GOAL_MS)


if __name__ == "__main__":
    raise SystemExit(main())
