"""What the app keeps."""

from headway.learning.models.findings import Finding, FindingUse, FindingVersion
from headway.learning.models.studies import Study
from headway.learning.models.tests import (
    Draft,
    Draw,
    Look,
    Plan,
    Rating,
    Result,
    Ruling,
    Seed,
    Stage,
    Test,
    UnitList,
)

__all__ = [
    "Draft",
    "Draw",
    "Finding",
    "FindingUse",
    "FindingVersion",
    "Look",
    "Plan",
    "Rating",
    "Result",
    "Ruling",
    "Seed",
    "Stage",
    "Study",
    "Test",
    "UnitList",
]
