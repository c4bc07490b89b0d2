"""`headway randomise`: assign a list to arms by a program that anybody can draw again."""

import argparse
import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from headway.cli.files.columns import read_columns, read_rows, require
from headway.cli.files.table import BadInput
from headway.cli.groups import Commands

if TYPE_CHECKING:
    from headway.engine.learning import Assignment, Program, Roster

PROBLEMS = {
    "units": "each unit once, and at least one",
    "arms": "two arms or more, each named once",
    "shares": "as many whole numbers as arms, each from 1",
    "caps": "as many whole numbers as arms, that hold the whole list and everybody who is first",
    "block": "nought, or at least as many as there are arms",
    "best_of": "a whole number from 1 to 10000",
    "seed": "a whole number from 0",
    "first": "names that stand in the list",
    "cluster": "all of a cluster in one stratum",
    "covariates": "a column to balance, with --best-of",
}


def add(subparsers: Commands) -> None:
    """Register the command."""
    command = subparsers.add_parser(
        "randomise",
        help="assign a list to arms, so that anybody can do it again",
        description="Read one unit a row; print unit, stratum and arm. The draw depends on the sorted names, "
        "the constraints and the seed alone; with --json, the hash of the sorted list comes with it.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="CSV file, one unit a row")
    command.add_argument(
        "--arms", required=True, metavar="A,B", help="names of the arms, or of waves in order"
    )
    command.add_argument("--unit", metavar="COLUMN", help="default: unit, id, or the first column")
    command.add_argument("--strata", action="append", default=[], metavar="COLUMN", help="balance within")
    command.add_argument("--cluster", metavar="COLUMN", help="assign whole clusters")
    command.add_argument("--shares", default="", metavar="K,K", help="weights of the arms; default: equal")
    command.add_argument("--caps", default="", metavar="K,K", help="the most that each arm can take")
    command.add_argument(
        "--first", action="append", default=[], metavar="NAME", help="in the first arm for sure"
    )
    command.add_argument("--block", type=int, default=0, metavar="K", help="balance every K of a stratum")
    command.add_argument(
        "--balance", action="append", default=[], metavar="COLUMN", help="known before, for --best-of"
    )
    command.add_argument(
        "--best-of", type=int, default=1, metavar="K", help="keep the most balanced of K draws"
    )
    command.add_argument("--seed", type=int, default=0, metavar="S", help="told in public before the list")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the assignment; 2 for bad input."""
    from headway.engine.learning import BadProgram, draw

    try:
        program, roster = _program(args), _roster(args)
        drawn = draw(program, roster)
    except BadProgram as refusal:
        name = next(iter(refusal.numbers))
        print(
            f"{args.file}: {name}: '{refusal.numbers[name]:g}': {PROBLEMS.get(name, name)}", file=sys.stderr
        )
        return 2
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    _print(args, roster, drawn)
    return 0


def _program(args: argparse.Namespace) -> "Program":
    from headway.engine.learning import Program

    return Program(
        arms=tuple(each.strip() for each in args.arms.split(",")),
        shares=_whole(args.shares, "--shares"),
        seed=args.seed,
        clustered=bool(args.cluster),
        block=args.block,
        best_of=args.best_of,
        caps=_whole(args.caps, "--caps"),
        first=tuple(args.first),
    )


def _whole(text: str, option: str) -> tuple[int, ...]:
    try:
        return tuple(int(each) for each in text.split(",")) if text else ()
    except ValueError:
        raise BadInput(f"{option}: '{text}': whole numbers with commas, such as 2,1") from None


def _roster(args: argparse.Namespace) -> "Roster":
    import numpy as np

    from headway.engine.learning import Roster

    header, rows = read_rows(args.file)
    unit = args.unit or next((name for name in ("unit", "id") if name in header), header[0])
    require(args.file, header, [unit, *args.strata, *([args.cluster] if args.cluster else [])])
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        name = row[unit]
        if not name or name in seen:
            raise BadInput(f"{args.file}: row {number}, column {unit}: '{name}': a name that stands once")
        seen[name] = number
    covariates = np.empty((0, 0))
    if args.balance:
        found = read_columns(args.file, args.balance)
        if len(found.numbers[args.balance[0]]) != len(rows):
            raise BadInput(f"{args.file}: {', '.join(args.balance)}: '': a number in every row")
        covariates = np.column_stack([found.numbers[name] for name in args.balance])
    return Roster(
        units=tuple(seen),
        strata=tuple(" / ".join(row[name] for name in args.strata) for row in rows) if args.strata else (),
        clusters=tuple(row[args.cluster] for row in rows) if args.cluster else (),
        covariates=covariates,
    )


def _print(args: argparse.Namespace, roster: "Roster", drawn: "Assignment") -> None:
    from headway.engine.learning import to_json

    strata = roster.strata or ("",) * len(roster.units)
    rows = sorted(zip(roster.units, strata, drawn.arm, strict=True))
    if args.json:
        told = [{"unit": unit, "stratum": stratum, "arm": arm} for unit, stratum, arm in rows]
        result = {
            "assignment": told,
            "counts": dict(sorted(Counter(drawn.arm).items())),
            "hash": drawn.roster_hash,
            "seed": drawn.program.seed,
            "program": json.loads(to_json(drawn.program)),
            "chosen": drawn.chosen,
        }
        print(json.dumps(result, ensure_ascii=False))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["unit", "stratum", "arm"])
    writer.writerows(rows)
