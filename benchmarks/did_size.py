"""How often the default path sees an effect where there is none: `python -m benchmarks.did_size`."""

import argparse
import json
import math
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

import numpy as np

from headway.engine.learning.adoption import (
    Choices,
    How,
    Inference,
    Method,
    Orders,
    Panel,
    imputation,
    panel_from_arrays,
)
from headway.engine.learning.adoption.surely import Drawing, means_of

TEAMS = (12, 24)
RUNS = 2_000
DRAWS = 499
LOWEST, HIGHEST = 2.5, 8.0
WAVES = 8
STARTS = (3, 5, 7, WAVES)


def made_up(teams: int, rng: np.random.Generator) -> Panel:
    """Make eight waves of team means: 5 to 15 answers a team, shocks of teams that last (AR(1) of .5)."""
    shock, shocks = rng.normal(size=teams), []
    for _ in range(WAVES):
        shock = 0.5 * shock + math.sqrt(0.75) * rng.normal(size=teams)
        shocks.append(shock)
    answers = rng.integers(5, 16, size=(teams, 1))
    level = 0.5 * rng.normal(size=(teams, 1)) + np.linspace(0.0, 0.3, WAVES)
    noise = rng.normal(size=(teams, WAVES)) / np.sqrt(answers)
    return panel_from_arrays(level + 0.3 * np.array(shocks).T + noise, np.repeat(STARTS, teams // 4))


def one(teams: int, run: int) -> tuple[bool, bool]:
    """Return whether each way of the default path sees an effect in one made-up panel."""
    rng = np.random.default_rng([teams, run])
    panel, how = made_up(teams, rng), How(Method.IMPUTATION)
    found = imputation(panel)
    told = []
    for way in (Inference.JACKKNIFE, Inference.RANDOMISATION):
        choices = Choices(randomised=way is Inference.RANDOMISATION, orders=Orders(DRAWS))
        p = means_of(panel, how, found, way, Drawing(choices, rng, None))[0]["group"].p
        told.append(p is not None and p <= 0.05)
    return told[0], told[1]


def measure(runs: int) -> dict[str, Any]:
    """Count rejections in percent, for 12 and for 24 teams."""
    sizes = []
    with ProcessPoolExecutor(os.cpu_count()) as executor:
        for teams in TEAMS:
            seen = np.array(list(executor.map(partial(one, teams), range(runs), chunksize=50)))
            jackknife, timing = (100.0 * seen.mean(axis=0)).tolist()
            sizes.append({"teams": teams, "jackknife": jackknife, "randomisation": timing})
    return {"name": "did_size", "runs": runs, "sizes": sizes}


def words(found: dict[str, Any]) -> list[str]:
    """Write the section of RESULTS.md."""
    error = 100.0 * math.sqrt(0.05 * 0.95 / found["runs"])
    lines = ["| Teams | Order not drawn: jackknife | Order drawn: other orders |", "|---|---|---|"]
    lines += [
        f"| {row['teams']} | {row['jackknife']:.1f} % | {row['randomisation']:.1f} % |"
        for row in found["sizes"]
    ]
    told = f"{found['runs']:,} made-up panels without an effect in a row (chance moves it by {error:.1f})"
    return [*lines, "", f"Rejections at 5 %; {told}; goal {LOWEST:g} to {HIGHEST:g} %."]


def main(argv: Sequence[str] | None = None) -> int:
    """Simulate and print; 1 when a size lies outside the goal."""
    parser = argparse.ArgumentParser(prog="benchmarks.did_size", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    found = measure(args.runs)
    print(json.dumps(found) if args.json else "\n".join(words(found)))
    sizes = [row[way] for row in found["sizes"] for way in ("jackknife", "randomisation")]
    return int(not all(LOWEST <= size <= HIGHEST for size in sizes))


if __name__ == "__main__":
    raise SystemExit(main())
