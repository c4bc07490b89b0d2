"""`headway trial analyse`: what a trial of two arms found, and how often chance alone would do as much."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.files.columns import read_rows, require
from headway.cli.files.table import ACCEPTED_VALUE, BadInput, read_number
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from headway.engine.errors import CannotEstimate
    from headway.engine.learning import Effect, Trial

FEW_CLUSTERS = 20
_REFUSALS = {
    "too_few_units": "too few units: {n:g} in the smaller arm, where {needed:g} are needed",
    "cluster_in_both_arms": "{clusters:g} clusters stand in both arms: they were not what was assigned",
}


def add(subparsers: Commands) -> None:
    """Register the command."""
    command = group(subparsers, "trial").add_parser(
        "analyse",
        help="estimate the effect in a trial of two arms",
        description="Read one unit a row; print the effect, its 95 % interval, and the p of new draws within "
        "blocks and by whole clusters. A missing outcome is left out and counted.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="CSV file, one unit a row")
    command.add_argument("--outcome", required=True, metavar="COLUMN", help="what was measured")
    command.add_argument("--arm", required=True, metavar="COLUMN", help="which arm a unit was in")
    command.add_argument("--control", required=True, metavar="NAME", help="the arm without the change")
    command.add_argument("--block", metavar="COLUMN", help="arms were dealt within these")
    command.add_argument("--cluster", metavar="COLUMN", help="whole clusters were assigned")
    command.add_argument(
        "--baseline", action="append", default=[], metavar="COLUMN", help="known before; adjusts the effect"
    )
    command.add_argument("--planned", type=float, metavar="P", help="planned share of treated")
    command.add_argument("--draws", type=int, default=9_999, metavar="N", help="new draws (default 9999)")
    command.add_argument("--seed", type=int, default=0, metavar="S", help="of the new draws")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the effect; 2 for bad input."""
    from headway.engine.errors import CannotEstimate

    try:
        _check(args)
        trial, warnings = _read(args)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    try:
        result = _result(args, trial, warnings)
    except CannotEstimate as refusal:
        result = _nothing(refusal, warnings)
    print(json.dumps(result, ensure_ascii=False) if args.json else _words(result))
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.draws < 1 or args.seed < 0:
        raise BadInput(f"--draws, --seed: '{args.draws}', '{args.seed}': whole numbers from 1 and from 0")
    if args.planned is not None and not 0.0 < args.planned < 1.0:
        raise BadInput(f"--planned: '{args.planned:g}': a share between 0 and 1")


def _read(args: argparse.Namespace) -> tuple["Trial", list[str]]:
    """Return the trial with missing outcomes in it, and what to say of them."""
    import numpy as np

    from headway.engine.learning import Trial

    header, rows = read_rows(args.file)
    words = [name for name in (args.arm, args.block, args.cluster) if name]
    require(args.file, header, [args.outcome, *args.baseline, *words])
    _two_arms(args, rows)
    told = [
        [_cell(args.file, at, name, row[name]) for name in (args.outcome, *args.baseline)]
        for at, row in enumerate(rows, 2)
    ]
    table = np.array(told, dtype=np.float64).reshape(len(rows), 1 + len(args.baseline))
    known = np.asarray(np.isfinite(table[:, 1:]).all(axis=1))
    keep = [row for row, good in zip(rows, known, strict=True) if good]
    trial = Trial(
        outcome=table[known, 0],
        treated=np.array([row[args.arm] != args.control for row in keep], dtype=np.bool_),
        blocks=[row[args.block] for row in keep] if args.block else None,
        clusters=[row[args.cluster] for row in keep] if args.cluster else None,
        baseline=table[known, 1:],
    )
    return trial, [f"left out, no baseline: {len(rows) - len(keep)} rows"] if len(keep) < len(rows) else []


def _two_arms(args: argparse.Namespace, rows: Sequence[dict[str, str]]) -> None:
    arms = dict.fromkeys(row[args.arm] for row in rows)
    if args.control not in arms or len(arms) != 2 or "" in arms:
        wrong = next((name for name in arms if name != args.control), "")
        at = next((n for n, row in enumerate(rows, 2) if row[args.arm] == wrong), 2)
        where = f"{args.file}: row {at}, column {args.arm}: '{wrong}'"
        raise BadInput(f"{where}: two arms, one of them '{args.control}'; there are {len(arms)}")


def _cell(path: Path, row: int, column: str, text: str) -> float:
    try:
        return read_number(text) if text else math.nan
    except ValueError:
        raise BadInput(f"{path}: row {row}, column {column}: '{text[:40]}': {ACCEPTED_VALUE}") from None


def _result(args: argparse.Namespace, trial: "Trial", warnings: list[str]) -> dict[str, Any]:
    import numpy as np

    from headway.engine.learning import analyse_trial

    found = analyse_trial(trial, rng=np.random.default_rng(args.seed), draws=args.draws)
    return {
        "effect": found.effect,
        "se": found.se,
        "lower": found.lower,
        "upper": found.upper,
        "p_randomisation": found.p_randomisation,
        "n": found.n,
        "interval_randomisation": [_known(each) for each in found.by_chance],
        "treated": found.treated_n,
        "clusters": found.clusters or None,
        "control_mean": found.control,
        "warnings": [*warnings, *_warnings(args, trial, found)],
    }


def _warnings(args: argparse.Namespace, trial: "Trial", found: "Effect") -> list[str]:
    from headway.engine.learning import attrition, sample_ratio

    told = []
    assigned = [int((~trial.treated).sum()), int(trial.treated.sum())]
    measured = [found.n - found.treated_n, found.treated_n]
    if assigned != measured:
        lost = attrition(assigned, measured)
        told.append(
            f"left out, no outcome: {assigned[0] - measured[0]} of {assigned[0]} in control, "
            f"{assigned[1] - measured[1]} of {assigned[1]} treated"
            + (": the arms lost different shares" if lost.p < 0.05 else "")
        )
    if args.planned is not None and sample_ratio(assigned, [1 - args.planned, args.planned]).alarm:
        told.append(f"arms of {assigned[0]} and {assigned[1]}: further from the plan than chance explains")
    if 0 < found.clusters < FEW_CLUSTERS:
        told.append(f"only {found.clusters} clusters: trust the new draws before the standard error")
    return told


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _nothing(refusal: "CannotEstimate", warnings: list[str]) -> dict[str, Any]:
    names = ("effect", "se", "lower", "upper", "p_randomisation", "n")
    said = _REFUSALS[refusal.code].format(**refusal.numbers)
    return {**dict.fromkeys(names), "warnings": [*warnings, said]}


def _words(result: dict[str, Any]) -> str:
    lines = []
    if result["effect"] is not None:
        lines.append(
            f"Effect {result['effect']:.4g} (95 % interval {result['lower']:.4g} to {result['upper']:.4g}), "
            f"from {result['n']} units; new draws do as much in {result['p_randomisation']:.2%} of cases."
        )
    return "\n".join([*lines, *result["warnings"]])
