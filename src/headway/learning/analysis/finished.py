"""A finished test of ours as a finding: what it saw, how surely, at what cost, beside others."""

from dataclasses import replace
from datetime import datetime

from headway.learning.analysis.findings import FindingWords, interval_faults
from headway.learning.analysis.plans import PlanWords
from headway.learning.analysis.results import Outcome
from headway.learning.choices import PERSONAL, Measure, Reading
from headway.missions.choices import Distance, EvidenceResult

SAID: dict[Reading, EvidenceResult] = {
    Reading.CLEAR: EvidenceResult.HELPS,
    Reading.BETTER: EvidenceResult.HELPS,
    Reading.UNCLEAR: EvidenceResult.CANNOT_TELL,
    Reading.NONE: EvidenceResult.NO_DIFFERENCE,
    Reading.WORSE: EvidenceResult.HARMS,
}
UNITS = {
    "percentage points": Measure.POINTS,
    "standard deviations": Measure.STANDARDISED,
    "ratio": Measure.RATIO,
}
UNRATED = 2  # preliminary: nobody has said yet that it was done well


def measure_of(unit: str) -> Measure:
    """Return the measure that a unit's name says."""
    return UNITS.get(unit.strip().casefold(), Measure.OWN)


def finding_of(
    plan: PlanWords, outcome: Outcome, reading: Reading, *, rated: tuple[int, str] | None, at: datetime
) -> FindingWords:
    """Say a finished test in the words of the library; `rated` is its lowest rating on Headway's scale."""
    level, why = rated or (UNRATED, "")
    numbers = (outcome.estimate, outcome.lower, outcome.upper)
    known = None not in numbers
    words = FindingWords(
        code="",
        title=plan.title,
        outcome=plan.outcome,
        result=SAID[reading],
        strength=level,
        why=why,
        citation="",
        question=plan.question.strip(),
        measure=measure_of(plan.unit_of_outcome) if known else None,
        estimate=outcome.estimate if known else None,
        lower=outcome.lower if known else None,
        upper=outcome.upper if known else None,
        people_n=outcome.n if plan.unit in PERSONAL else None,
        year=at.year,
        place=Distance.SAME,
        sector=Distance.SAME,
        people=Distance.SAME,
        cost=outcome.costs,
        language=plan.language,
    )
    return unnumbered(words) if interval_faults(words) else words


def unnumbered(words: FindingWords) -> FindingWords:
    """Leave out numbers that cannot stand in a synthesis; the result in words stays."""
    return replace(words, measure=None, estimate=None, lower=None, upper=None)
