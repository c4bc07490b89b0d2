"""What the commands on files share: how their options are read, and what they say of missing values."""

import argparse
from collections.abc import Callable
from pathlib import Path

from headway.cli.files.table import ACCEPTED_DATE, DatedValues, Period, parse_period, read_number
from headway.cli.groups import Commands


def of_a_file(
    subparsers: Commands, name: str, *, does: str, description: str, row: str
) -> argparse.ArgumentParser:
    """Register a command that reads one CSV file, and say what stands in each of its rows."""
    command = subparsers.add_parser(name, help=does, description=description)
    command.add_argument("file", type=Path, metavar="FILE", help=f"CSV file, {row} a row")
    return command


def as_json(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """Let a command answer in JSON too, and say what runs it."""
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def a_date(text: str) -> Period:
    """Read an option that is a date."""
    try:
        return parse_period(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}': {ACCEPTED_DATE}") from error


def a_number(text: str) -> float:
    """Read an option that is a number."""
    try:
        return read_number(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}': a number such as 12.5") from error


def left_out(series: DatedValues) -> list[str]:
    if not series.missing:
        return []
    shown = ", ".join(period.text for period in series.missing[:5])
    more = ", ..." if len(series.missing) > 5 else ""
    return [f"left out, no value: {len(series.missing)} ({shown}{more})"]
