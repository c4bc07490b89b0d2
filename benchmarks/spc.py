"""SPC of many series, beside abspc: `python -m benchmarks.spc [--series N] [--peer-series N] [--json]`."""

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.engine.measurement import XmrOptions, xmr_many

POINTS = 36
RUNS = 5
PEER_RUNS = 3
GOAL = 50
TARGET = 52.0


def made_up(series: int) -> NDArray[np.float64]:
    """Make stable series of 36 points with a step in every tenth, shape (series, 36)."""
    values = np.random.default_rng(0).normal(50.0, 4.0, size=(series, POINTS))
    values[::10, 24:] += 8.0
    return values


def seconds(work: Callable[[], object], runs: int) -> list[float]:
    """Time some runs, after one that warms up."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def ours(series: int) -> dict[str, Any]:
    """Time limits, labels, variation and assurance of all series in one call."""
    values = made_up(series)
    taken = seconds(lambda: xmr_many(values, target=TARGET), RUNS)
    median = statistics.median(taken)
    return {
        "series": series,
        "median_s": median,
        "range_s": [min(taken), max(taken)],
        "us_a_series": median / series * 1e6,
    }


def peer(series: int) -> dict[str, Any]:
    """Time abspc on the same work, a series at a time; its data frames are made beforehand."""
    import abspc
    import pandas as pd

    values = made_up(series)
    months = pd.date_range("2020-01-01", periods=POINTS, freq="MS")
    frames = [pd.DataFrame({"date": months, "value": row}) for row in values]
    ends = np.empty((series, 2))

    def work() -> None:
        for i, frame in enumerate(frames):
            chart = abspc.calculate_control_limits(frame, "XmR")
            chart = abspc.detect_special_causes(chart)
            abspc.determine_variation_type(chart)
            abspc.determine_assurance_type(chart, TARGET)
            ends[i] = chart["lcl"].iloc[-1], chart["ucl"].iloc[-1]

    taken = seconds(work, PEER_RUNS)
    same = xmr_many(values, options=XmrOptions(screen=False, limit_factor=3 / 1.128))
    limits = np.hstack((same.lower, same.upper))
    median = statistics.median(taken)
    return {
        "name": "abspc",
        "version": version("abspc"),
        "series": series,
        "median_s": median,
        "range_s": [min(taken), max(taken)],
        "us_a_series": median / series * 1e6,
        "largest_difference_of_limits": float(np.abs(limits / ends - 1).max()),
    }


def measure(series: int, peer_series: int) -> dict[str, Any]:
    """Measure ours at three sizes and the peer at its own, in one run."""
    sizes = sorted({max(1, series // 10), max(1, series * 3 // 10), series})
    growth = [ours(size) for size in sizes]
    found: dict[str, Any] = {
        "name": "spc",
        "points": POINTS,
        "growth": growth,
        "peer": None,
        "ratio_a_series": None,
        "goal_ratio": GOAL,
        "machine": ", ".join(
            (
                f"{platform.machine()} {platform.system()}",
                f"Python {platform.python_version()}",
                f"numpy {np.__version__}",
            )
        ),
    }
    try:
        found["peer"] = other = peer(peer_series)
    except ImportError:
        return found
    other["scaled_s"] = other["median_s"] * series / peer_series
    found["ratio_a_series"] = other["us_a_series"] / growth[-1]["us_a_series"]
    return found


def words(found: dict[str, Any]) -> list[str]:
    """Write the table of RESULTS.md."""
    other = found["peer"]
    rows = [("Headway", row) for row in found["growth"]]
    rows += [(f"abspc {other['version']}", other)] if other else []
    lines = ["| What | Series | Median s (range) | µs a series |", "|---|---|---|---|"]
    for name, row in rows:
        taken = "{:.3f} ({:.3f} to {:.3f})".format(row["median_s"], *row["range_s"])
        lines.append(f"| {name} | {row['series']:,} | {taken} | {row['us_a_series']:.2f} |")
    if other is None:
        return [*lines, "", "abspc is not installed: no comparison. `./run bench` installs it."]
    scaled = f"| abspc, scaled from {other['series']:,} series, not run |"
    ratio, furthest = found["ratio_a_series"], other["largest_difference_of_limits"]
    return [
        *lines,
        f"{scaled} {found['growth'][-1]['series']:,} | {other['scaled_s']:.0f} | |",
        "",
        f"Series of {found['points']} points. Headway is {ratio:,.0f} times as fast a series; goal {GOAL}.",
        f"Set to abspc's constants, limits differ by {furthest:.1e} at most (relative).",
        f"{found['machine']}.",
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when the goal is missed beside the peer."""
    parser = argparse.ArgumentParser(prog="benchmarks.spc", description="SPC of many series beside abspc.")
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--peer-series", type=int, default=1_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    found = measure(args.series, args.peer_series)
    print(json.dumps(found) if args.json else "\n".join(words(found)))
    return int(found["ratio_a_series"] is not None and found["ratio_a_series"] < GOAL)


if __name__ == "__main__":
    raise SystemExit(main())
