"""What the commands on files share: how their options are read, and what they say of missing values."""

import argparse

from headway.cli.files.table import ACCEPTED_DATE, DatedValues, Period, parse_period, read_number


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
