"""`headway forecast`: where a series is heading, and the chance of a target."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.files.options import a_date, a_number, left_out
from headway.cli.files.table import (
    BadInput,
    DatedValues,
    Period,
    Step,
    read_dated_values,
)

if TYPE_CHECKING:
    from datetime import date

    from headway.engine.errors import CannotEstimate
    from headway.engine.measurement import Calendar, Forecast, Improve

Result = dict[str, Any]

_FINENESS = {Step.YEAR: 12, Step.QUARTER: 3, Step.MONTH: 1, Step.DAY: 0}  # months one date stands for
_REFUSALS = {
    "too_short": "too few points for a forecast: {n:g}, where {needed:g} are needed",
    "not_enough_variation": "not enough variation for a forecast",
    "uneven_periods": "no forecast: the dates are not evenly spaced ({n:g} on a calendar of {periods:g})",
    "beyond_calendar": "no forecast: it would reach beyond the year 9999",
    "too_far": "no forecast: {horizon:g} periods ahead, where {farthest:g} are the most",
}


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of one file: the target, its date and the better side."""

    target: float
    by: Period
    improve: "Improve"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    command = subparsers.add_parser(
        "forecast",
        help="forecast a series and give the chance of a target",
        description="Read a CSV file with the columns date and value; print its forecast with 80 % and 50 % "
        "bands, the chance of the target, and the pace required and achieved.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="CSV file with the columns date and value")
    command.add_argument("--target", type=a_number, metavar="X", required=True, help="the value to reach")
    command.add_argument(
        "--by", type=a_date, metavar="DATE", required=True, help="when: in the period that holds this date"
    )
    command.add_argument(
        "--improve",
        choices=["increase", "decrease"],
        help="which way is better (default: the target's side of the last value)",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the forecast of one file; 2 for bad input."""
    try:
        series = read_dated_values(args.file)
        result = _answer(args, series)
    except BadInput as bad:
        print(bad, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(result, allow_nan=False))
    else:
        print("\n".join(_text(args, result)))
    return 0


def _answer(args: argparse.Namespace, series: DatedValues) -> Result:
    from headway.engine.measurement import Improve

    result: Result = {"periods": [], "chance_of_target": None, "words": None}
    result |= {"required_pace": None, "achieved_pace": None, "warnings": left_out(series)}
    if not series.values:
        result["warnings"].append(_REFUSALS["too_short"].format(n=0, needed=8))
        return result
    last = series.values[-1]
    if args.improve is None and args.target == last:
        result["warnings"].append("the target is the last value: more is taken to be better")
    upwards = args.improve == "increase" if args.improve else args.target >= last
    question = _Question(args.target, args.by, Improve.INCREASE if upwards else Improve.DECREASE)
    return _estimated(args.file, series, question, result)


def _estimated(path: Path, series: DatedValues, question: _Question, result: Result) -> Result:
    """Fill in the paces and the forecast, or the warnings that say why not."""
    import numpy as np

    from headway.engine.errors import CannotEstimate
    from headway.engine.measurement import ForecastOptions, calendar_of, chance_words, forecast, pace

    days = [period.start for period in series.periods]
    if question.by.start <= days[-1]:
        raise _not_after(path, series, question)
    try:
        months = _FINENESS[series.periods[0].step] or 12
        calendar = calendar_of(days, months_if_alone=months)
    except CannotEstimate as refusal:
        result["warnings"].append(_refused(refusal))
        years = (question.by.start - days[-1]).days / 365.25
        return result | {"required_pace": (question.target - series.values[-1]) / years}
    at = [calendar.position(day) for day in days]
    horizon = calendar.position(question.by.start) - at[-1]
    if horizon < 1:
        raise _not_after(path, series, question)
    values = np.full(at[-1] + 1, np.nan)
    values[at] = series.values
    found = pace(values, question.target, horizon / calendar.a_year, calendar.a_year)
    result["required_pace"] = found.required
    result["achieved_pace"] = found.achieved.median if found.achieved else None
    options = ForecastOptions(season=calendar.season)
    try:
        ahead = forecast(values, horizon, target=question.target, improve=question.improve, options=options)
        step = series.periods[0].step
        result["periods"] = _periods(ahead, calendar, at[-1], step)
    except CannotEstimate as refusal:
        result["warnings"].append(_refused(refusal))
        return result
    result["chance_of_target"] = ahead.chance
    result["words"] = chance_words(ahead.chance or 0.0).value
    result["warnings"] += _cautions(ahead, len(values))
    if _FINENESS[question.by.step] > _FINENESS[step]:
        result["warnings"].append(
            f"{question.by.text} is read as its first day; the target is held against the period "
            f"{result['periods'][-1]['date']}"
        )
    return result


def _not_after(path: Path, series: DatedValues, question: _Question) -> BadInput:
    last = series.periods[-1].text
    return BadInput(f"{path}: --by: '{question.by.text}': a date after the last value, {last}")


def _refused(refusal: "CannotEstimate") -> str:
    return _REFUSALS[refusal.code].format(**refusal.numbers)


def _periods(ahead: "Forecast", calendar: "Calendar", last: int, step: Step) -> list[Result]:
    bands = {
        "median": ahead.median,
        "lower80": ahead.lower80,
        "upper80": ahead.upper80,
        "lower50": ahead.lower50,
        "upper50": ahead.upper50,
    }
    return [
        {"date": _written(calendar.day(last + 1 + h), step)}
        | {name: float(band[h]) for name, band in bands.items()}
        for h in range(len(ahead.median))
    ]


def _written(day: "date", step: Step) -> str:
    """Write a date as finely as those of the file."""
    if step is Step.QUARTER:
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {Step.YEAR: 4, Step.MONTH: 7, Step.DAY: 10}[step]]


def _cautions(ahead: "Forecast", periods: int) -> list[str]:
    from headway.engine.measurement import Caution

    words = {
        Caution.VERY_UNCERTAIN: f"very uncertain: only {ahead.n} points",
        Caution.GAPS: f"gaps: {ahead.n} of {periods} periods have a value; the others are passed over",
        Caution.AFTER_BREAK: "only the points after the last break are used",
    }
    return [words[caution] for caution in ahead.cautions]


def _text(args: argparse.Namespace, result: Result) -> list[str]:
    """The answer for a person at a terminal."""
    row = "{date}  {median:.6g}  (80 % band {lower80:.6g} to {upper80:.6g}, 50 % {lower50:.6g} to "
    row += "{upper50:.6g})"
    lines = [row.format(**period) for period in result["periods"]]
    if result["words"]:
        from headway.engine.measurement import BAND_HELD, BAND_HELD_SERIES, tenths

        out_of_ten = tenths(result["chance_of_target"]) or "less than 1"
        lines.append(f"Chance of {args.target:g} by {args.by.text}: {result['words']} ({out_of_ten} in 10)")
        lines.append(f"Bands of this kind held {BAND_HELD:.0%} of the time on {BAND_HELD_SERIES} real series")
    if result["required_pace"] is not None:
        lines.append(f"Required pace {result['required_pace']:.6g} a year")
    if result["achieved_pace"] is not None:
        lines.append(f"Achieved pace {result['achieved_pace']:.6g} a year, the middle of recent changes")
    return lines + [f"Warning: {warning}" for warning in result["warnings"]]
