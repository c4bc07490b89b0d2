"""The words of this part: levels, polarity, uses, statuses, periods, problems."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.formats.errors import Problem
from headway.formats.periods import Kind, Period
from headway.kernel.sentences import Figure, figure, spoken
from headway.measures.choices import ChartKind, CorrectionKind, Level, Polarity, ReleaseState, Use
from headway.measures.queries import CorrectionRow

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LEVELS: Mapping[Level, "_StrPromise"] = {
    Level.INPUT: lazy("Input: what is put in"),
    Level.ACTIVITY: lazy("Activity: what is done"),
    Level.OUTPUT: lazy("Output: what comes of it at once"),
    Level.OUTCOME: lazy("Outcome: what changes for people"),
    Level.IMPACT: lazy("Impact: what changes for good"),
}
POLARITIES: Mapping[Polarity, "_StrPromise"] = {
    Polarity.INCREASE: lazy("More is better"),
    Polarity.DECREASE: lazy("Less is better"),
    Polarity.NEUTRAL: lazy("Neither is better in itself"),
}
USES: Mapping[Use, "_StrPromise"] = {
    Use.PUBLIC_ACCOUNT: lazy("Public account: it may carry a goal"),
    Use.LEARNING: lazy("Learning: it helps us understand, no goal"),
    Use.RESEARCH: lazy("Research"),
}
GRADES: Mapping[str, "_StrPromise"] = {
    "": lazy("Not graded yet"),
    "0": lazy("0: no"),
    "1": lazy("1: in part"),
    "2": lazy("2: yes"),
}
CHART_KINDS: Mapping[ChartKind, "_StrPromise"] = {
    ChartKind.VALUES: lazy("A value as it is (XmR chart)"),
    ChartKind.SHARE: lazy("A share: so many out of so many cases (p chart)"),
    ChartKind.RATE: lazy("A rate: events for so many people or hours (u chart)"),
    ChartKind.COUNT: lazy("A count of events, where what is counted in stays the same size (c chart)"),
    ChartKind.CASES_BETWEEN: lazy("Cases between two rare events (g chart)"),
    ChartKind.TIME_BETWEEN: lazy("Time between two rare events (t chart)"),
}
STATES: Mapping[ReleaseState, "_StrPromise"] = {
    ReleaseState.ACCEPTED: lazy("Accepted"),
    ReleaseState.UNDONE: lazy("Undone"),
}
ROLES: Mapping[str, "_StrPromise"] = {
    "period": lazy("Period"),
    "value": lazy("Value"),
    "indicator": lazy("Name of the indicator"),
    "place_code": lazy("Code of the place"),
    "lower": lazy("Lower end of the 95% interval"),
    "upper": lazy("Upper end of the 95% interval"),
    "count": lazy("Count"),
    "denominator": lazy("Out of how many"),
    "status": lazy("Status"),
    "notes": lazy("Notes"),
    "unit": lazy("Unit"),
}


CORRECTIONS: Mapping[CorrectionKind, "_StrPromise"] = {
    CorrectionKind.DROP: lazy("Leave it out"),
    CorrectionKind.OVERRIDE: lazy("Put another value in its place"),
    CorrectionKind.SCALE: lazy("Multiply it: it was published in another unit"),
    CorrectionKind.FLAG: lazy("Keep it, marked as of low reliability"),
}
CORRECTED: Mapping[CorrectionKind, "_StrPromise"] = {
    CorrectionKind.DROP: lazy("period from %(day)s, %(was)s is left out"),
    CorrectionKind.OVERRIDE: lazy("period from %(day)s, %(now)s instead of %(was)s"),
    CorrectionKind.SCALE: lazy("period from %(day)s, %(was)s times %(now)s"),
    CorrectionKind.FLAG: lazy("period from %(day)s, %(was)s is marked as of low reliability"),
}


def correction_text(row: CorrectionRow) -> str:
    """Say what is done with one published figure."""
    one = row.correction
    values = {
        "day": spoken(one.start),
        "was": figure(Figure(one.expect)),
        "now": "" if one.amount is None else figure(Figure(one.amount)),
    }
    return str(CORRECTED[one.kind]) % values


DOUBTS: Mapping[str, "_StrPromise"] = {
    "jump": lazy("Far from the figures around it: by them we expected about %(expected)s"),
    "unit": lazy("It seems to be in another unit: by the figures before we expected about %(expected)s"),
    "under": lazy("Below the lowest possible value on the card"),
    "over": lazy("Above the highest possible value on the card"),
    "interval": lazy("Outside its own interval"),
    "length": lazy("A period of another length than the figures that are here"),
    "negative": lazy("A count below nought"),
    "more_than_all": lazy("More were counted than there are"),
}


def doubt_text(code: str, expected: float | None, factor: float) -> str:
    """Say why a figure needs a second look."""
    near = "" if expected is None else figure(Figure(float(f"{expected:.3g}")))
    said = str(DOUBTS[code]) % {"expected": near}
    if factor > 1:
        said += _(" (%(factor)s times too large)") % {"factor": figure(Figure(round(factor)))}
    elif factor < 1:
        said += _(" (%(factor)s times too small)") % {"factor": figure(Figure(round(1 / factor)))}
    return said


def pairs(named: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Return an enumeration with its words as the choices of a field."""
    return [(getattr(key, "value", key), text) for key, text in named.items()]


def problem_text(problem: Problem) -> str:
    """Write a problem on one line: where, what stands there, what is accepted."""
    where = [_("row %(row)s") % {"row": problem.row}] if problem.row is not None else []
    if problem.column is not None:
        where.append(_("column %(column)s") % {"column": _(problem.column)})
    parts = [", ".join(where)] if where else []
    parts += [f"“{problem.value}”"] if problem.value is not None else []
    return ": ".join([*parts, message(problem.msgid, dict(problem.facts))])


def message(msgid: str, facts: Mapping[str, Any]) -> str:
    """Write what is accepted, in the language of the page."""
    return _(msgid).format(**facts)


def period_text(start: date, length: str) -> str:
    """Write a period as people say it: 2024, 2023 to 2024 (April), April 2024, 2 April 2024."""
    period = Period(start, length)
    if period.kind is Kind.CALENDAR_YEAR:
        return str(start.year)
    if period.kind is Kind.DAY:
        return spoken(start)
    if period.kind in {Kind.FINANCIAL_YEAR, Kind.ACADEMIC_YEAR}:
        return f"{start.year}–{period.end.year % 100:02d}"
    return _("%(first)s to %(last)s") % {"first": spoken(start), "last": spoken(period.end)}
