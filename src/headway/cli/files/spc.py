"""`headway spc`: say whether a series of figures is changing, or only varying."""

import argparse
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.files.options import a_date, a_number, left_out
from headway.cli.files.table import (
    BadInput,
    DatedValues,
    Period,
    read_dated_values,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headway.engine.measurement import Xmr

Result = dict[str, Any]

SHORTEST_BASELINE = 12
TRIAL = "trial limits"
TOO_EVEN = "not enough variation to set limits"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    command = subparsers.add_parser(
        "spc",
        help="draw the limits of a series and name its signals",
        description="Read a CSV file with the columns date and value; print its limits and signals.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="CSV file with the columns date and value")
    command.add_argument(
        "--rebase", action="append", default=[], type=a_date, metavar="DATE", help="new limits begin here"
    )
    command.add_argument("--target", type=a_number, metavar="X", help="what the figure should reach")
    command.add_argument(
        "--improve",
        choices=["increase", "decrease", "neutral"],
        default="increase",
        help="which way is better (default: increase)",
    )
    command.add_argument(
        "--fix-after", type=_baseline, metavar="N", help="set limits by the first N points, 12 at least"
    )
    command.add_argument(
        "--screen",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="leave outlying moving ranges out when setting limits (default: yes)",
    )
    command.add_argument(
        "--rules", choices=["nhs", "anhoej"], default="nhs", help="NHS XmR chart, or Anhoej run chart"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the chart of one file; 2 for bad input."""
    try:
        series = read_dated_values(args.file)
        rebase = _positions(args.file, series, args.rebase)
    except BadInput as bad:
        print(bad, file=sys.stderr)
        return 2
    chart = _nhs if args.rules == "nhs" else _anhoej
    result = chart(series, rebase, args)
    result["warnings"] = [*left_out(series), *result["warnings"]]
    if args.json:
        print(json.dumps(result, allow_nan=False))
    else:
        print("\n".join(_text(series, result)))
    return 0


def _baseline(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) < SHORTEST_BASELINE:
        raise argparse.ArgumentTypeError(f"'{text}': a whole number, {SHORTEST_BASELINE} at least")
    return int(text)


def _positions(path: Path, series: DatedValues, rebase: "Sequence[Period]") -> list[int]:
    """Where new limits begin: at the first point on or after each date."""
    positions = []
    for wanted in rebase:
        at = sum(period.start < wanted.start for period in series.periods)
        if series.periods and at == len(series.periods):
            last = series.periods[-1].text
            raise BadInput(f"{path}: --rebase: '{wanted.text}': a date not after the last value, {last}")
        positions.append(at)
    return positions


def _nhs(series: DatedValues, rebase: list[int], args: argparse.Namespace) -> Result:
    from headway.engine.errors import TooShort
    from headway.engine.measurement import Improve, XmrOptions, xmr

    options = XmrOptions(screen=args.screen, fix_after=args.fix_after)
    try:
        chart = xmr(
            series.values, rebase=rebase, improve=Improve(args.improve), target=args.target, options=options
        )
    except TooShort as refusal:
        return _refused(series, _too_few(refusal.numbers))
    return {
        "n": chart.n,
        "mean": _numbers(chart.centre),
        "lower": _numbers(chart.lower),
        "upper": _numbers(chart.upper),
        "labels": chart.words,
        "variation": chart.variation.words,
        "assurance": chart.assurance.words,
        "warnings": _cautions(series.values, chart),
    }


def _anhoej(series: DatedValues, rebase: list[int], args: argparse.Namespace) -> Result:
    from headway.engine.errors import NotEnoughVariation, TooShort
    from headway.engine.measurement import FEW_USEFUL, run_chart, segment_medians

    result = _refused(series) | {"labels": None, "lower": None, "upper": None}
    result |= dict.fromkeys(("longest_run", "longest_run_max", "crossings", "crossings_min", "signal"))
    if series.values:
        result["mean"] = _numbers(segment_medians(series.values, rebase=rebase, fix_after=args.fix_after))
    try:
        chart = run_chart(series.values, rebase=rebase, fix_after=args.fix_after)
    except TooShort as refusal:
        return result | {"warnings": [_too_few(refusal.numbers)]}
    except NotEnoughVariation:
        return result | {"warnings": ["not enough variation to find runs"]}
    few = f"only {chart.useful} points off the median: the run rules find little"
    return result | {
        "longest_run": chart.longest_run,
        "longest_run_max": chart.longest_run_max,
        "crossings": chart.crossings,
        "crossings_min": chart.crossings_min,
        "signal": chart.signal,
        "warnings": [few] if chart.useful < FEW_USEFUL else [],
    }


def _refused(series: DatedValues, *warnings: str) -> Result:
    """The answer when nothing can be estimated: as many nulls as there are points."""
    n = len(series.values)
    lists: Result = {name: [None] * n for name in ("mean", "lower", "upper", "labels")}
    return {"n": n, **lists, "variation": None, "assurance": None, "warnings": list(warnings)}


def _too_few(numbers: dict[str, float]) -> str:
    return f"too few points: {numbers['n']:g}, where {numbers['needed']:g} are needed"


def _cautions(values: "Sequence[float]", chart: "Xmr") -> list[str]:
    """What a reader of the chart should know, in words."""
    from headway.engine.errors import CannotEstimate
    from headway.engine.measurement import AUTOCORRELATION_WARNING, drift, lag1_autocorrelation

    found = [TRIAL] if chart.trial else []
    found += [TOO_EVEN] if chart.too_even else []
    with suppress(CannotEstimate):
        r1 = lag1_autocorrelation(values, rebase=chart.starts)
        if r1 > AUTOCORRELATION_WARNING:
            found.append(
                f"each point resembles the one before (correlation {r1:.2f}): expect more false signals"
            )
        else:
            found += _shift(values, chart)
    with suppress(CannotEstimate):
        moving = drift(values[chart.starts[-1] :])
        if moving.steady:
            way = "up" if moving.slope > 0 else "down"
            found.append(
                f"steady drift {way}, about {moving.slope:.4g} a point (Mann-Kendall, p {moving.p:.2g})"
            )
    return found


def _shift(values: "Sequence[float]", chart: "Xmr") -> list[str]:
    """A small lasting shift that no label shows; not asked of points that follow one another."""
    from headway.engine.errors import CannotEstimate
    from headway.engine.measurement import hidden_shift

    try:
        shift = hidden_shift(values, chart)
    except CannotEstimate:
        return []
    if shift is None:
        return []
    way = "up" if shift.up else "down"
    numbers = f"the last {shift.n} points average {shift.mean:.6g} (CUSUM {shift.total:.1f} sigma"
    return [
        f"small lasting shift {way}: {numbers}; by chance on {shift.chance:.1%} of stable series so long)"
    ]


def _numbers(array: Any) -> list[float | None]:
    """Plain numbers for JSON: null where there is none."""
    return [None if value != value else value for value in array.tolist()]  # noqa: PLR0124 - NaN is not itself


def _text(series: DatedValues, result: Result) -> list[str]:
    """The answer for a person at a terminal."""
    lines = [f"{result['n']} points" + (f", {_span(series)}" if series.periods else "")]
    if result["lower"] and result["lower"][-1] is not None:
        limits = (result[name][-1] for name in ("mean", "lower", "upper"))
        lines.append("Latest mean {:.6g}, limits {:.6g} to {:.6g}".format(*limits))
    elif result["mean"] and result["mean"][-1] is not None:
        lines.append(
            f"Latest {'median' if result['lower'] is None else 'mean'} {result['mean'][-1]:.6g}, no limits"
        )
    said = [name for name in ("variation", "assurance") if result[name]]
    lines += [f"{name.capitalize()}: {result[name].replace('_', ' ')}" for name in said]
    if result.get("longest_run") is not None:
        lines.append(f"Longest run {result['longest_run']} (signal over {result['longest_run_max']})")
        lines.append(f"Crossings {result['crossings']} (signal under {result['crossings_min']})")
        lines.append("Signal: yes" if result["signal"] else "Signal: no")
    for period, label in zip(series.periods, result["labels"] or [], strict=False):
        if label and label != "Common Cause":
            lines.append(f"  {period.text}  {label}")
    return lines + [f"Warning: {warning}" for warning in result["warnings"]]


def _span(series: DatedValues) -> str:
    return f"{series.periods[0].text} to {series.periods[-1].text}"
