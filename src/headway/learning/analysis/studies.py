"""A practice adopted at different times: an uploaded panel in, an estimate and its grounds out."""

import csv
import io
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as _

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption import (
    FLOOR,
    Choices,
    CohortChanges,
    Controls,
    How,
    Panel,
    RepeatedRow,
    Study,
    TooFewToShow,
    callaway_santanna,
    merge_cohorts,
    panel_from_rows,
    placebo_dates,
    smoothness_bounds,
    study_adoption,
    without_one,
)
from headway.formats.adopted import (
    ACCEPTED_ALIKE,
    ACCEPTED_NAME,
    ACCEPTED_ONCE,
    ACCEPTED_TIME,
    AdoptedColumns,
    BadRow,
    Times,
    read_adopted,
)
from headway.formats.dated import ACCEPTED_DATE, ACCEPTED_VALUE
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence

MOST_ROWS: Final = 200_000
SAMPLE: Final = 5
ENOUGH_TEAMS: Final = 50
ALIKE: Final = 0.05  # p above which trends before adoption did not differ by more than chance
FIELDS: Final = ("unit", "time", "cohort", "outcome")
ACCEPTED: Final = {
    ACCEPTED_TIME: _("a whole number, or a date written 2026, 2026-03, 2026-03-31 or 2026-Q1"),
    ACCEPTED_DATE: _("a date written 2026, 2026-03, 2026-03-31 or 2026-Q1"),
    ACCEPTED_ALIKE: _("a time written as in the first row"),
    ACCEPTED_VALUE: _("a number such as 12.5, or nothing where it is missing"),
    ACCEPTED_NAME: _("a name"),
    "repeated_row": _("each team once at each time"),
    ACCEPTED_ONCE: _("each team once at each time"),
    "cohort_changes": _("one date of adoption for each team"),
}
REFUSED: Final = {
    "nobody_adopts": _("No team adopts the practice after the first time: there is nothing to estimate."),
    "no_controls": _("No team is without the practice while another has it: there is nothing to compare."),
    "not_connected": _("The teams and times without the practice fall apart, and cannot be compared."),
    "too_few_to_show": _("Fewer than 3 teams adopt the practice, or never do: too few to show."),
}


@dataclass(frozen=True, slots=True)
class NewStudy:
    """What is asked: which column says what, what the practice is, and how its order came about."""

    title: str
    unit: str
    time: str
    cohort: str
    outcome: str
    unit_of_outcome: str = ""
    control: str = Controls.NEVER.value
    drawn: bool = False

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Event:
    """The effect so many times after adoption (before it when negative), from so many teams."""

    k: int
    att: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Cohort:
    """Teams that adopted at one time; None never. Fewer than 3 stand with their neighbours."""

    first: str | None
    start: int  # of the times, from 0
    teams: int


@dataclass(frozen=True, slots=True)
class Early:
    """The effect as if everybody had adopted so many times earlier."""

    lead: int
    att: float
    p: float | None


@dataclass(frozen=True, slots=True)
class StudyFound:
    """What came out: the headline and how sure it is, what it stands on, and codes of what to say beside it.

    ``straight`` is the interval that holds if trends differed by a straight line; None below 50 teams.
    """

    att: float
    se: float | None
    lower: float | None
    upper: float | None
    p: float | None
    method: str
    inference: str
    control: str
    teams: int
    times: tuple[str, ...]
    other: float | None
    disagree: bool
    pretest_p: float | None
    studentised: float | None
    orders: int | None
    exact: bool
    same_sign: bool | None
    left: int
    cautions: tuple[str, ...]
    missing: int
    cells: int
    smallest: float | None
    straight: tuple[float, float] | None
    events: tuple[Event, ...]
    cohorts: tuple[Cohort, ...]
    early: tuple[Early, ...]

    @property
    def estimate(self) -> float:
        """The effect, as studies of all kinds name it."""
        return self.att

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval; None with few teams."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)

    @property
    def alike(self) -> bool | None:
        """Whether trends before adoption were alike, as far as that can be tested."""
        return None if self.pretest_p is None else self.pretest_p > ALIKE

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "StudyFound":
        """Return what `to_data` gave, after it was kept."""
        straight = data["straight"]
        return cls(
            **{
                **data,
                "times": tuple(data["times"]),
                "cautions": tuple(data["cautions"]),
                "straight": (straight[0], straight[1]) if straight else None,
                "events": tuple(Event(**each) for each in data["events"]),
                "cohorts": tuple(Cohort(**each) for each in data["cohorts"]),
                "early": tuple(Early(**each) for each in data["early"]),
            }
        )


def table_of(data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Return the header and the rows of a CSV file.

    Raises
    ------
    Invalid
        When it is none.
    """
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        rows = [row for row in csv.reader(text, strict=True) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise refusal(Sentence(_("This is not a CSV file in UTF-8.")), "file") from error
    if len(rows) < 2:
        raise refusal(Sentence(_("The file needs a row of column names and at least one row more.")), "file")
    header = [name.strip() for name in rows[0]]
    if len(set(header)) != len(header):
        raise refusal(Sentence(_("Two columns have the same name.")), "file")
    if len(rows) > MOST_ROWS:
        raise refusal(Sentence(_("The file has more than 200,000 rows.")), "file")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            said = Sentence(_("Row %(row)s has more or fewer cells than the first."), {"row": number})
            raise refusal(said, "file")
    return header, [dict(zip(header, map(str.strip, row), strict=True)) for row in rows[1:]]


def refusal(said: Sentence, field: str) -> Invalid:
    return Invalid(said, {field: said})


def studied(data: bytes, asked: NewStudy) -> StudyFound:
    """Estimate what a practice did from the rows of a file.

    Raises
    ------
    Invalid
        Naming the row, the column and what is accepted; or saying why nothing can be estimated.
    """
    panel, times, left = _panel(table_of(data)[1], asked)
    choices = Choices(controls=Controls(asked.control), randomised=asked.drawn)
    try:
        merged = merge_cohorts(panel)
        study = study_adoption(panel, np.random.default_rng(0), choices=choices)
    except CannotEstimate as error:
        raise refusal(Sentence(REFUSED[error.code]), "cohort") from error
    return _found(panel, study, times, left, _cohorts(merged, times))


def _panel(rows: list[dict[str, str]], asked: NewStudy) -> tuple[Panel, Times, int]:
    columns = AdoptedColumns(asked.unit, asked.time, asked.cohort, asked.outcome)
    try:
        told = read_adopted(rows, columns)
        panel = panel_from_rows(told.unit, np.array(told.time), np.array(told.outcome), np.array(told.since))
    except BadRow as error:
        raise bad_cell(_field(asked, error.column), error.row, error.value, error.accepted) from error
    except (RepeatedRow, CohortChanges) as error:
        column = asked.time if isinstance(error, RepeatedRow) else asked.cohort
        row = int(error.numbers["row"])
        raise bad_cell(_field(asked, column), row + 2, rows[row][column], error.code) from error
    return panel, told.times, told.left


def _field(asked: NewStudy, column: str) -> str:
    return next(name for name in FIELDS if getattr(asked, name) == column)


def bad_cell(field: str, row: int, value: str, accepted: str) -> Invalid:
    """Return a refusal of a cell, beside the field that names its column."""
    takes = Sentence(ACCEPTED.get(accepted, ACCEPTED[ACCEPTED_VALUE]))
    said = Sentence(
        _("Row %(row)s says “%(value)s”; this column takes %(accepted)s."),
        {"row": row, "value": value[:40], "accepted": takes},
    )
    return refusal(said, field)


def _found(panel: Panel, study: Study, times: Times, left: int, cohorts: tuple[Cohort, ...]) -> StudyFound:
    how = How(study.method, study.found.control)
    headline, timing = study.headline, study.timing
    told = {each.code: each.numbers for each in study.cautions}
    return StudyFound(
        att=headline.att,
        se=headline.se,
        lower=headline.lower,
        upper=headline.upper,
        p=headline.p,
        method=study.method.value,
        inference=study.inference.value,
        control=(study.compared or study.found).control.value,
        teams=study.found.teams,
        times=tuple(str(times.write(each)) for each in panel.times),
        other=study.other,
        disagree=study.disagree,
        pretest_p=study.pretest_p,
        studentised=None if timing is None else _known(timing.studentised),
        orders=timing.draws if timing else None,
        exact=bool(timing and timing.exact),
        same_sign=_same_sign(panel, how),
        left=left,
        cautions=tuple(told),
        missing=int(told.get("gaps", {}).get("missing", 0)),
        cells=int(panel.outcome.size),
        smallest=timing.smallest if timing else None,
        straight=_straight(panel, study),
        events=_events(study),
        cohorts=cohorts,
        early=tuple(Early(each.lead, each.att, _known(each.p)) for each in placebo_dates(panel, how)),
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _same_sign(panel: Panel, how: How) -> bool | None:
    try:
        return without_one(panel, how).same_sign
    except CannotEstimate:
        return None


def _straight(panel: Panel, study: Study) -> tuple[float, float] | None:
    """Return the interval that allows a straight line of difference, where normal errors may be used."""
    if study.compared is None or study.found.teams < ENOUGH_TEAMS:
        return None
    try:
        whole = callaway_santanna(panel, controls=study.compared.control, universal=True)
        found = smoothness_bounds(whole, 0.0)
    except CannotEstimate:
        return None
    return (found.lower, found.upper) if np.isfinite([found.lower, found.upper]).all() else None


def _events(study: Study) -> tuple[Event, ...]:
    """Return the event study where at least three adopters stand behind each point."""
    found = study.compared
    if found is None:
        return ()
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to import

    wide = float(stdtrit(max(1, found.teams - 1), 0.975))
    weights = found.weighings["dynamic"].weights != 0.0
    shown = []
    rows = zip(found.dynamic.labels, found.dynamic.att, study.event_se, strict=True)
    for j, (k, att, se) in enumerate(rows):
        cohorts = np.unique(found.design.cohort[weights[j]])
        if found.design.sizes[cohorts].sum() < FLOOR:
            continue
        known = bool(np.isfinite(se))
        low, high = (float(att - wide * se), float(att + wide * se)) if known else (None, None)
        shown.append(Event(round(float(k)), float(att), low, high))
    return tuple(shown)


def _cohorts(panel: Panel, times: Times) -> tuple[Cohort, ...]:
    first, sizes = np.unique(panel.cohort, return_counts=True)
    found = []
    for start, size in zip(first.tolist(), sizes.tolist(), strict=True):
        name = None if start == panel.periods else str(times.write(panel.times[start]))
        found.append(Cohort(name, start, size))
    return tuple(found)


__all__ = [
    "Cohort",
    "Early",
    "Event",
    "NewStudy",
    "StudyFound",
    "TooFewToShow",
    "bad_cell",
    "refusal",
    "studied",
    "table_of",
]
