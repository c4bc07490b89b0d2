"""`headway synth`: one treated unit beside the mix of others that moved as it did before."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from headway.cli.files.columns import read_rows, require
from headway.cli.files.options import as_json, of_a_file
from headway.cli.files.table import BadInput
from headway.cli.groups import Commands
from headway.formats.adopted import BadRow, Outcomes, read_outcomes

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
    command = of_a_file(
        subparsers,
        "synth",
        does="compare one treated unit with a mix of the others",
        description="Read one unit and period a row; print the weights of the mix, the mean gap from the "
        "start on, where it ranks among placebos, and the effects of all mixes that fit nearly as well.",
        row="one unit and period",
    )
    for name, told in (("unit", "who"), ("time", "when"), ("outcome", "what was measured")):
        command.add_argument(f"--{name}", required=True, metavar="COLUMN", help=told)
    command.add_argument("--treated", required=True, metavar="NAME", help="the treated unit")
    command.add_argument("--start", required=True, metavar="T", help="the first period with the treatment")
    as_json(command, run)


def run(args: argparse.Namespace) -> int:
    """Print the comparison; 2 for bad input."""
    from headway.engine.errors import CannotEstimate
    from headway.engine.learning import synth

    try:
        units, start, outcomes, warnings = _panel(args)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    try:
        found = synth(outcomes, units.index(args.treated), start)
    except CannotEstimate as refusal:
        result = _nothing([*warnings, _REFUSALS[refusal.code].format(**refusal.numbers)])
    else:
        donors = [name for name in units if name != args.treated]
        result = _result(found, donors, warnings)
    print(json.dumps(result, ensure_ascii=False) if args.json else _words(result))
    return 0


def _panel(args: argparse.Namespace) -> "tuple[list[str], int, NDArray[np.float64], list[str]]":
    """Return units by name, how many periods lie before the start, and outcomes (units, periods).

    Units with a gap are left out and said.
    """
    import numpy as np

    header, rows = read_rows(args.file)
    require(args.file, header, [args.unit, args.time, args.outcome])
    try:
        told = read_outcomes(rows, args.unit, args.time, args.outcome)
    except BadRow as error:
        raise BadInput(f"{args.file}: {error}") from error
    outcomes = np.array(told.values)
    whole = np.isfinite(outcomes).all(axis=1)
    if args.treated not in told.units:
        raise BadInput(f"{args.file}: column {args.unit}: '{args.treated}': a unit of the file")
    if not whole[told.units.index(args.treated)]:
        raise BadInput(f"{args.file}: column {args.outcome}: '': a value of {args.treated} in every period")
    names = [name for name, known in zip(told.units, whole, strict=True) if known]
    gone = sorted(set(told.units) - set(names))
    warnings = [f"left out, a period without a value: {', '.join(gone)}"] if gone else []
    return names, _before(args, told), outcomes[whole], warnings


def _before(args: argparse.Namespace, told: Outcomes) -> int:
    try:
        since = told.times.read(args.start)
    except ValueError as error:
        raise BadInput(f"--start: '{args.start[:40]}': {error}") from error
    return sum(each < since for each in told.at)


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
