"""`headway synth`: one treated unit beside the mix of others that moved as it did before."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.files.columns import read_rows, require
from headway.cli.files.options import a_date
from headway.cli.files.table import ACCEPTED_DATE, ACCEPTED_VALUE, BadInput, Period, parse_period, read_number
from headway.cli.groups import Commands

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from headway.engine.learning import SyntheticControl

_REFUSALS = {
    "too_few_periods": "too few periods: {before:g} before and {after:g} after the start",
    "too_few_donors": "too few units to mix: {donors:g}, where 2 are needed",
    "fits_exactly": "a mix of {donors:g} units fits all {periods:g} periods before without error",
    "does_not_end": "the search for the mix did not end",
}


def add(subparsers: Commands) -> None:
    """Register the command."""
    command = subparsers.add_parser(
        "synth",
        help="compare one treated unit with a mix of the others",
        description="Read one unit and period a row; print the weights of the mix, the mean gap from the "
        "start on, where it ranks among placebos, and the effects of all mixes that fit nearly as well.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="CSV file, one unit and period a row")
    for name, told in (("unit", "who"), ("time", "when"), ("outcome", "what was measured")):
        command.add_argument(f"--{name}", required=True, metavar="COLUMN", help=told)
    command.add_argument("--treated", required=True, metavar="NAME", help="the treated unit")
    command.add_argument(
        "--start", type=a_date, required=True, metavar="T", help="the first period with the treatment"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the comparison; 2 for bad input."""
    from headway.engine.errors import CannotEstimate
    from headway.engine.learning import synth

    try:
        units, periods, outcomes, warnings = _panel(args)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    try:
        start = sum(period.start < args.start.start for period in periods)
        found = synth(outcomes, units.index(args.treated), start)
    except CannotEstimate as refusal:
        result = _nothing([*warnings, _REFUSALS[refusal.code].format(**refusal.numbers)])
    else:
        donors = [name for name in units if name != args.treated]
        result = _result(found, donors, warnings)
    print(json.dumps(result, ensure_ascii=False) if args.json else _words(result))
    return 0


def _panel(args: argparse.Namespace) -> tuple[list[str], list[Period], "NDArray[np.float64]", list[str]]:
    """Return units by name, periods in order, outcomes (units, periods); units with a gap are left out."""
    import numpy as np

    header, rows = read_rows(args.file)
    require(args.file, header, [args.unit, args.time, args.outcome])
    found: dict[str, dict[Period, float]] = {}
    for number, row in enumerate(rows, 2):
        period = _period(args, number, row[args.time])
        values = found.setdefault(row[args.unit], {})
        if period in values:
            raise BadInput(
                f"{args.file}: row {number}, column {args.time}: '{period.text}': each period once for a unit"
            )
        values[period] = _value(args, number, row[args.outcome])
    periods = sorted({period for values in found.values() for period in values})
    whole = sorted(
        n for n, values in found.items() if np.isfinite([values.get(p, np.nan) for p in periods]).all()
    )
    if args.treated not in found:
        raise BadInput(f"{args.file}: column {args.unit}: '{args.treated}': a unit of the file")
    if args.treated not in whole:
        raise BadInput(f"{args.file}: column {args.outcome}: '': a value of {args.treated} in every period")
    gone = sorted(set(found) - set(whole))
    warnings = [f"left out, a period without a value: {', '.join(gone)}"] if gone else []
    outcomes = np.array([[found[name][period] for period in periods] for name in whole], dtype=np.float64)
    return whole, periods, outcomes, warnings


def _period(args: argparse.Namespace, row: int, text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError:
        raise BadInput(
            f"{args.file}: row {row}, column {args.time}: '{text[:40]}': {ACCEPTED_DATE}"
        ) from None


def _value(args: argparse.Namespace, row: int, text: str) -> float:
    try:
        return read_number(text) if text else float("nan")
    except ValueError:
        raise BadInput(
            f"{args.file}: row {row}, column {args.outcome}: '{text[:40]}': {ACCEPTED_VALUE}"
        ) from None


def _result(found: "SyntheticControl", donors: list[str], warnings: list[str]) -> dict[str, Any]:
    return {
        "weights": dict(zip(donors, found.weights.tolist(), strict=True)),
        "effect": found.effect,
        "pre_rmspe": found.pre_rmspe,
        "p_placebo": found.p_placebo,
        "near_optimal": list(found.near_optimal),
        "warnings": warnings,
    }


def _nothing(warnings: list[str]) -> dict[str, Any]:
    return {
        "weights": {},
        "effect": None,
        "pre_rmspe": None,
        "p_placebo": None,
        "near_optimal": [None, None],
        "warnings": warnings,
    }


def _words(result: dict[str, Any]) -> str:
    lines = []
    if result["effect"] is not None:
        used = sorted(result["weights"].items(), key=lambda each: -each[1])
        mixed = ", ".join(f"{name} {weight:.2f}" for name, weight in used if weight >= 0.005)
        low, high = result["near_optimal"]
        said = f"mixes that fit nearly as well give {low:.4g} to {high:.4g}"
        rank = f"A placebo does as much in {result['p_placebo']:.0%} of cases."
        lines = [f"Effect {result['effect']:.4g} a period; {said}. {rank}", f"Mix: {mixed}."]
    return "\n".join([*lines, *result["warnings"]])
