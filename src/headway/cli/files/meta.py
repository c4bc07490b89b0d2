"""`headway meta`: what many studies say together, and what to expect in the next place."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from headway.cli.files.columns import Columns, read_columns
from headway.cli.files.options import as_json, of_a_file
from headway.cli.files.table import BadInput
from headway.cli.groups import Commands

if TYPE_CHECKING:
    from headway.engine.errors import CannotEstimate
    from headway.engine.learning import Regression, Synthesis

_REFUSALS = {
    "too_few_studies": "too few studies: {n:g}, where {needed:g} are needed",
    "no_variance": "study {study:g} has no variance above nought",
    "does_not_settle": "the variance among studies does not settle",
}
FEW = 5


def add(subparsers: Commands) -> None:
    """Register the command."""
    command = of_a_file(
        subparsers,
        "meta",
        does="combine the effects of many studies",
        description="Read one study a row; print the mean effect, how much studies differ, and the range in "
        "which the effect in the next place is likely to lie.",
        row="one study",
    )
    command.add_argument("--effect", required=True, metavar="COLUMN", help="the estimate of a study")
    command.add_argument("--variance", required=True, metavar="COLUMN", help="its squared standard error")
    command.add_argument(
        "--method", choices=["reml", "dl", "pm"], default="reml", help="of the variance among studies"
    )
    command.add_argument("--knapp-hartung", action="store_true", help="intervals that suit few studies")
    command.add_argument("--cluster", metavar="COLUMN", help="studies that belong together")
    command.add_argument(
        "--moderator", action="append", default=[], metavar="COLUMN", help="what may change the effect"
    )
    as_json(command, run)


def run(args: argparse.Namespace) -> int:
    """Print the synthesis of one file; 2 for bad input."""
    from headway.engine.errors import CannotEstimate

    try:
        table = read_columns(args.file, [args.effect, args.variance, *args.moderator], [args.cluster])
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    try:
        result = _result(args, table)
    except CannotEstimate as refusal:
        result = _nothing(refusal)
    print(json.dumps(result, ensure_ascii=False) if args.json else _words(result))
    return 0


def _result(args: argparse.Namespace, table: Columns) -> dict[str, Any]:
    from headway.engine.learning import Estimator, meta_regression, synthesise

    effects, variances = table.numbers[args.effect], table.numbers[args.variance]
    clusters = table.texts.get(args.cluster) if args.cluster else None
    estimator, wide = Estimator(args.method), bool(args.knapp_hartung)
    found = synthesise(effects, variances, estimator=estimator, knapp_hartung=wide, clusters=clusters)
    told = _synthesis(found) | {"warnings": [*table.warnings, *_warnings(args, found)]}
    if args.moderator:
        import numpy as np

        moderators = np.column_stack([table.numbers[name] for name in args.moderator])
        explained = meta_regression(
            effects, variances, moderators, estimator=estimator, knapp_hartung=wide, clusters=clusters
        )
        told["moderators"] = _regression(["intercept", *args.moderator], explained)
    return told


def _synthesis(found: "Synthesis") -> dict[str, Any]:
    return {
        "estimate": found.estimate,
        "se": found.se,
        "lower": found.lower,
        "upper": found.upper,
        "tau2": found.tau2,
        "cluster_variance": found.cluster,
        "i2": found.i2,
        "q": found.q,
        "prediction": list(found.predicted) if found.predicted else [None, None],
        "n": found.n,
    }


def _regression(names: list[str], found: "Regression") -> dict[str, Any]:
    return {
        "coefficients": [
            {"name": name, "estimate": estimate, "se": variance**0.5, "lower": lower, "upper": upper}
            for name, estimate, variance, lower, upper in zip(
                names,
                found.coefficients.tolist(),
                found.covariance.diagonal().tolist(),
                found.lower.tolist(),
                found.upper.tolist(),
                strict=True,
            )
        ],
        "tau2": found.tau2,
        "qm": found.qm,
    }


def _warnings(args: argparse.Namespace, found: "Synthesis") -> list[str]:
    told = []
    if found.n < FEW:
        told.append(f"only {found.n} studies: how much studies differ is hardly known")
    if found.predicted is None:
        told.append("no range for the next place: it takes 3 studies")
    if args.cluster and args.method != "reml":
        told.append("with clusters both variances are estimated by REML")
    return told


def _nothing(refusal: "CannotEstimate") -> dict[str, Any]:
    names = ("estimate", "se", "lower", "upper", "tau2", "cluster_variance", "i2", "q")
    said = _REFUSALS[refusal.code].format(**refusal.numbers)
    return {**dict.fromkeys(names), "prediction": [None, None], "n": None, "warnings": [said]}


def _words(result: dict[str, Any]) -> str:
    lines = []
    if result["estimate"] is not None:
        low, high = result["prediction"]
        lines.append(
            f"Mean effect {result['estimate']:.4g} (95 % interval {result['lower']:.4g} to "
            f"{result['upper']:.4g}), from {result['n']} studies; {result['i2']:.0f} % of the variation "
            "is not chance."
        )
        if low is not None:
            lines.append(f"In the next place, likely between {low:.4g} and {high:.4g}.")
    return "\n".join([*lines, *result["warnings"]])
