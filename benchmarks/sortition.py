"""Panels by lot beside `sortition-algorithms`: `python -m benchmarks.sortition [--json] [--small]`.

The library is under the GPL, so it is never imported here: it runs as a program, in a Python of its own that
HEADWAY_SORTITION_PYTHON names and that whoever wants to compare fills (`pip install sortition-algorithms`).
Its leximin needs Gurobi, so both are asked for the largest least chance (maximin); ours is timed at leximin
too. Seconds are of the processor with imports left out; the least chance must be the same.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from headway.engine.sortition import Fairness, Quota, lottery, pool_of

SIZES = ((300, 40), (1000, 60))
GOAL, GOAL_AT = 50.0, 1000
SAME = 0.002  # of the least chance: the library rounds its lottery
FEATURES = {
    "age": (("16-29", 0.15), ("30-44", 0.25), ("45-64", 0.35), ("65+", 0.25)),
    "sex": (("female", 0.56), ("male", 0.44)),
    "home": (("owns", 0.55), ("rents council", 0.15), ("rents privately", 0.2), ("other", 0.1)),
}
WANTED = {
    "age": (0.22, 0.27, 0.3, 0.21),
    "sex": (0.51, 0.49),
    "home": (0.4, 0.25, 0.28, 0.07),
}
PROGRAM = """
import csv, json, sys, time
from pathlib import Path
from sortition_algorithms import core, features, people, settings
folder, size = Path(sys.argv[1]), int(sys.argv[2])
rows = lambda name: list(csv.DictReader((folder / name).open()))
wanted, listed = rows("targets.csv"), rows("people.csv")
how = settings.Settings(id_column="id", columns_to_keep=[], check_same_address=False,
                        check_same_address_columns=[], selection_algorithm="maximin", random_number_seed=1)
asked, *_ = features.read_in_features(list(wanted[0]), wanted)
volunteers, *_ = people.read_in_people(list(listed[0]), listed, asked, how)
from sortition_algorithms.committee_generation import find_distribution_maximin
start = time.process_time()
panels, chances, *_ = find_distribution_maximin(asked, volunteers, size, [])
taken = time.process_time() - start
on = {row["id"]: 0.0 for row in listed}
for panel, chance in zip(panels, chances):
    for person in panel:
        on[person] += chance
print(json.dumps({"seconds": taken, "least": min(on.values())}))
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Made-up volunteers and what a panel of them needs."""

    ids: list[str]
    features: dict[str, list[str]]
    quotas: list[Quota]
    size: int


def case(people: int, size: int) -> Case:
    """Make volunteers who are not as the town is, and targets within one person of the town."""
    random = np.random.default_rng(people)
    features = {
        name: random.choice([value for value, _share in values], people, p=[share for _v, share in values])
        for name, values in FEATURES.items()
    }
    quotas = [
        Quota(name, value, int(np.floor(share * size)), int(np.ceil(share * size)) + 1)
        for name, values in FEATURES.items()
        for (value, _volunteered), share in zip(values, WANTED[name], strict=True)
    ]
    told = {name: each.tolist() for name, each in features.items()}
    return Case([f"p{at:05}" for at in range(people)], told, quotas, size)


def ours(made: Case, fairness: Fairness) -> tuple[float, float]:
    """Return the seconds and the least chance."""
    began = time.process_time()
    found = lottery(pool_of(made.ids, made.features, made.quotas), made.size, fairness)
    return time.process_time() - began, float(found.chances.min())


def theirs(made: Case, python: str) -> dict[str, Any]:
    """Run the library as a program; a failure is told, not hidden."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        heads = ["id", *made.features]
        rows = [",".join(heads), *map(",".join, zip(made.ids, *made.features.values(), strict=True))]
        (folder / "people.csv").write_text("\n".join(rows) + "\n")
        wanted = [f"{q.feature},{q.value},{q.least},{q.most}" for q in made.quotas]
        (folder / "targets.csv").write_text("\n".join(["feature,value,min,max", *wanted]) + "\n")
        words = [python, "-c", PROGRAM, name, str(made.size)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:] or ["no word"]}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def measure(sizes: Sequence[tuple[int, int]] = SIZES) -> dict[str, Any]:
    python = os.environ.get("HEADWAY_SORTITION_PYTHON", "")
    rows = []
    ours(case(60, 10), Fairness.LEXIMIN)  # imports the solver
    for people, size in sizes:
        made = case(people, size)
        maximin, least = ours(made, Fairness.MAXIMIN)
        leximin, _least = ours(made, Fairness.LEXIMIN)
        row = {"people": people, "size": size, "maximin": maximin, "leximin": leximin, "least": least}
        rows.append(row | {"peer": theirs(made, python) if python else None})
    return {"name": "sortition", "rows": rows}


def words(found: dict[str, Any]) -> list[str]:
    """Write the table of RESULTS.md."""
    lines = [
        "Volunteers with three features; seconds of the processor. The library is GPL: a program of its own.",
        "",
        "| Volunteers | Panel | Maximin | Leximin | Library, maximin | Times as fast | Least chance |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in found["rows"]:
        peer = row["peer"]
        if peer is None or "failed" in peer:
            beside, ratio = ("not installed" if peer is None else f"failed: {peer['failed'][0]}"), "-"
        else:
            beside, ratio = f"{peer['seconds']:.2f}", f"{peer['seconds'] / row['leximin']:.0f}"
        ours_s = f"{row['maximin']:.2f} | {row['leximin']:.2f}"
        lines.append(
            f"| {row['people']:,} | {row['size']} | {ours_s} | {beside} | {ratio} | {row['least']:.2%} |"
        )
    return [
        *lines,
        "",
        f"Promised: {GOAL:g} times as fast, leximin against maximin, at {GOAL_AT:,} volunteers.",
    ]


def held(found: dict[str, Any]) -> bool:
    """Whether what was measured beside the library is as promised; alone, nothing is claimed."""
    for row in found["rows"]:
        peer = row["peer"]
        if peer is None:
            continue
        if "failed" in peer or row["least"] < peer["least"] - SAME:
            return False
        if row["people"] >= GOAL_AT and peer["seconds"] < GOAL * row["leximin"]:
            return False
    return True


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.sortition", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true", help="300 volunteers only")
    args = parser.parse_args(argv)
    found = measure(SIZES[:1] if args.small else SIZES)
    print(json.dumps(found) if args.json else "\n".join(words(found)))
    return int(not held(found))


if __name__ == "__main__":
    raise SystemExit(main())
