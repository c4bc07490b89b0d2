"""The result of a test from a study of the bench: its numbers, and whether the study is the one planned."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from headway.learning.analysis.mixes import MixFound, NewMix
from headway.learning.analysis.plans import PlanWords
from headway.learning.analysis.results import Checked, Outcome
from headway.learning.analysis.studies import NewStudy, StudyFound
from headway.learning.choices import CheckCode, Design, StudyKind

AT_THE_BENCH: Final = {  # which kind of study gives the result of which design
    Design.STAGGERED: StudyKind.ADOPTION,
    Design.STEPPED: StudyKind.ADOPTION,
    Design.SYNTHETIC: StudyKind.MIX,
}


def taken(outcome: Outcome, found: StudyFound | MixFound, file: str, checks: tuple[Checked, ...]) -> Outcome:
    """Return an outcome with the numbers, data and checks of a study; what people said of it stays."""
    lower, upper = found.interval or (None, None)
    return replace(
        outcome,
        estimate=found.estimate,
        lower=lower,
        upper=upper,
        p=found.p,
        n=found.teams,
        trends=found.alike,
        computed=True,
        file=file,
        checks=checks,
    )


def planned(
    plan: PlanWords,
    asked: NewStudy | NewMix,
    found: StudyFound | MixFound,
    *,
    locked_at: datetime,
    kept_at: datetime,
) -> tuple[Checked, ...]:
    """Check that a study used what the plan says: the unit, as many teams, and no answer before the lock."""
    units = [each.strip().casefold() for each in (asked.unit_of_outcome, plan.unit_of_outcome)]
    return (
        Checked(CheckCode.STUDY_UNIT, units[0] == units[1], about=asked.unit_of_outcome),
        Checked(
            CheckCode.STUDY_UNITS,
            None if plan.units is None else found.teams == plan.units,
            float(found.teams),
        ),
        Checked(CheckCode.STUDY_AFTER, kept_at >= locked_at),
    )
