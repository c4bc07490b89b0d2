"""`headway did`: what a practice did that teams or places adopted one after another."""

import argparse
import json
import math
import sys
from typing import TYPE_CHECKING, Any

from headway.cli.files.adopted import Adopted, adopted
from headway.cli.files.options import as_json, of_a_file
from headway.cli.files.table import BadInput
from headway.cli.groups import Commands

if TYPE_CHECKING:
    from headway.engine.errors import CannotEstimate
    from headway.engine.learning.adoption import Caution, Estimate, Means, Study

_REFUSALS = {
    "nobody_adopts": "no unit adopts after the first period: there is nothing to estimate",
    "no_controls": "no unit is without the practice while another has it: there is nothing to compare with",
    "not_connected": "what was seen without the practice falls apart into groups that cannot be compared",
}
_CAUTIONS = {
    "few_teams": "only {teams:g} teams: described, with the p of all orders of adoption, and no interval",
    "cohort_of_one": "cohort {cohort}: one team: no measure of chance; do not publish its row",
    "small_cohort": "cohort {cohort}: {size:g} teams: do not publish its rows",
    "disagree": "the two estimators disagree by more than one standard error: {this:.4g} and {other:.4g}",
    "as_if_random": "p and interval are as if the order of adoption were chance",
    "no_never": "no unit never adopts: compared with those that have not yet",
    "gaps": "not seen: {missing:g} of {of:g} units by periods; each comparison uses what was seen",
    "always": "left out, had the practice from the first period: {n:g}",
    "unseen": "left out, never seen: {n:g}",
    "no_pretest": "trends before adoption cannot be tested: {cells:g} comparisons among {teams:g} teams",
    "few_orders": "few orders are possible: the smallest p is {smallest:.4g}",
    "normal_too_narrow": "normal errors with {teams:g} teams are too small: use the jackknife",
    "no_covariates": "imputation does not use covariates",
    "mixed_teams": "units of one cluster adopt at different times: no other orders can be drawn",
    "one_carries": "the comparison stands on one team: no error from leaving out each",
}


def add(subparsers: Commands) -> None:
    """Register the command."""
    command = of_a_file(
        subparsers,
        "did",
        does="estimate what a practice did that was adopted at different times",
        description="Read one unit and period a row; print the effect on those that adopted, by cohort, by "
        "time since adoption and over all, as surely as the number of teams allows.",
        row="one unit and period",
    )
    command.add_argument("--unit", required=True, metavar="COLUMN", help="who was seen: a team, a place")
    command.add_argument("--time", required=True, metavar="COLUMN", help="when: a year, quarter, month, wave")
    command.add_argument(
        "--cohort", required=True, metavar="COLUMN", help="when the unit adopted; empty, 0 or inf for never"
    )
    command.add_argument("--outcome", required=True, metavar="COLUMN", help="what was measured")
    command.add_argument(
        "--control", choices=["never", "notyet"], default="never", help="who they are compared with"
    )
    command.add_argument(
        "--method", choices=["cs", "imputation"], help="default: imputation below 50 teams, cs from there"
    )
    command.add_argument(
        "--inference",
        choices=["analytic", "jackknife", "randomisation"],
        help="default: jackknife below 50 teams, analytic from there, randomisation below 8",
    )
    command.add_argument(
        "--covariate", action="append", default=[], metavar="COLUMN", help="known before; doubly robust"
    )
    command.add_argument("--cluster", metavar="COLUMN", help="units that adopt together")
    command.add_argument("--seed", type=int, default=0, metavar="S", help="of the orders drawn again")
    as_json(command, run)


def run(args: argparse.Namespace) -> int:
    """Print the effect of one file; 2 for bad input."""
    from headway.engine.errors import CannotEstimate

    try:
        _check(args)
        table = adopted(args.file, args)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    try:
        result = _result(args, table)
    except CannotEstimate as refusal:
        result = _nothing(refusal, table.warnings)
    print(json.dumps(result, ensure_ascii=False, allow_nan=False) if args.json else _words(result))
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.seed < 0:
        raise BadInput(f"--seed: '{args.seed}': a whole number from 0")
    if args.covariate and args.method == "imputation":
        raise BadInput("--method: 'imputation': cs, since imputation uses no covariates")


def _result(args: argparse.Namespace, table: Adopted) -> dict[str, Any]:
    import numpy as np

    from headway.engine.learning.adoption import Choices, Controls, Inference, Method, study_adoption

    choices = Choices(
        method=Method(args.method) if args.method else None,
        controls=Controls(args.control),
        inference=Inference(args.inference) if args.inference else None,
    )
    study = study_adoption(table.panel, np.random.default_rng(args.seed), choices=choices)
    found, write = study.found, table.write
    events = study.compared.dynamic if study.compared else None
    return {
        "overall": _estimate(study.headline) | {"inference": study.inference.value},
        "aggregates": {
            "simple": _estimate(study.means["simple"]),
            "group": _mean(study, "group", [write(each) for each in found.group.labels]),
            "dynamic": _mean(study, "dynamic", [_whole(each) for each in found.dynamic.labels]),
            "calendar": _mean(study, "calendar", [write(each) for each in found.calendar.labels]),
        },
        "cells": [
            {"cohort": write(cohort), "time": write(time), "att": _known(att), "se": _known(se)}
            for cohort, time, att, se in zip(found.cohort, found.time, found.att, study.cell_se, strict=True)
        ],
        "event_study": [
            {"k": _whole(label), "att": _known(att), "se": _known(se)}
            for label, att, se in zip(events.labels, events.att, study.event_se, strict=True)
        ]
        if events
        else [],
        "pretest_p": study.pretest_p,
        "method": study.method.value,
        "control": found.control.value,
        "other_estimator": study.other,
        "n": found.n,
        "teams": found.teams,
        "warnings": [*table.warnings, *(_said(each, table) for each in study.cautions)],
    }


def _estimate(told: "Estimate") -> dict[str, Any]:
    return {"att": told.att, "se": told.se, "lower": told.lower, "upper": told.upper, "p": told.p}


_LABELS = {"group": "cohort", "dynamic": "k", "calendar": "time"}


def _mean(study: "Study", name: str, labels: list[int | str]) -> dict[str, Any]:
    """Return a mean over all with its parts, whose errors follow the same inference."""
    means: Means = getattr(study.found, name)
    parts = [
        {_LABELS[name]: label, "att": _known(att), "se": _known(se)}
        for label, att, se in zip(labels, means.att, study.part_se[name], strict=True)
    ]
    return {**_estimate(study.means[name]), "by": parts}


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _whole(value: float) -> int:
    return round(float(value))


def _said(caution: "Caution", table: Adopted) -> str:
    numbers: dict[str, Any] = dict(caution.numbers)
    if "cohort" in numbers:
        numbers["cohort"] = table.write(numbers["cohort"])
    return _CAUTIONS[caution.code].format(**numbers)


def _nothing(refusal: "CannotEstimate", warnings: list[str]) -> dict[str, Any]:
    none = dict.fromkeys(("att", "se", "lower", "upper", "p"))
    return {
        "overall": none | {"inference": None},
        "aggregates": {name: dict(none) for name in ("simple", "group", "dynamic", "calendar")},
        "cells": [],
        "event_study": [],
        "pretest_p": None,
        "warnings": [*warnings, _REFUSALS[refusal.code].format(**refusal.numbers)],
    }


def _words(result: dict[str, Any]) -> str:
    overall, lines = result["overall"], []
    if overall["att"] is not None:
        told = f"Effect {overall['att']:.4g}"
        if overall["lower"] is not None and overall["upper"] is not None:
            told += f" (95 % interval {overall['lower']:.4g} to {overall['upper']:.4g})"
        if overall["p"] is not None:
            told += f", p {overall['p']:.3g}"
        way = f"{result['method']}, {overall['inference']}"
        lines.append(f"{told}; {result['n']} units in {result['teams']} teams ({way}).")
    return "\n".join([*lines, *result["warnings"]])
