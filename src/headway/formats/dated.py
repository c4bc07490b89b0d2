"""Dates and numbers as the files of analysts write them: four forms of a date, ASCII digits and a point."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_VALUE = 1e100  # squares and sums of what is accepted stay finite

ACCEPTED_DATE = "a date written YYYY, YYYY-MM, YYYY-MM-DD or YYYY-Qn"
ACCEPTED_VALUE = "a number such as 12.5, or nothing where the value is missing"

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
DATE = re.compile(r"([0-9]{4})(?:-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")


class Step(StrEnum):
    """How finely the dates of a file are written."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A date of a file: the first day of its year, quarter or month, or the day itself."""

    start: date
    step: Step
    text: str  # as it was written


def parse_period(text: str) -> Period:
    """Read one date.

    Raises
    ------
    ValueError
        When the text is not a date in one of the four accepted forms, or no such day exists.
    """
    match = DATE.fullmatch(text)
    if match is None:
        raise ValueError(ACCEPTED_DATE)
    year, quarter, month, day = match.groups()
    if quarter:
        return Period(date(int(year), int(quarter) * 3 - 2, 1), Step.QUARTER, text)
    step = Step.DAY if day else Step.MONTH if month else Step.YEAR
    return Period(date(int(year), int(month or 1), int(day or 1)), step, text)


def read_number(text: str) -> float:
    """Read one finite number, written with ASCII digits and a point.

    Raises
    ------
    ValueError
        Saying what is accepted, when the text is anything else (a formula, NaN, Infinity, 1,000).
    """
    if not NUMBER.fullmatch(text):
        raise ValueError(ACCEPTED_VALUE)
    value = float(text)
    if abs(value) > MAX_VALUE:
        raise ValueError("a number no larger than 1e100")
    return value
