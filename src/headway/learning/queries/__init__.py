"""Every read of learning."""

from headway.learning.queries.findings import (
    FindingRow,
    UseRow,
    finding,
    finding_versions,
    findings,
    uses,
)
from headway.learning.queries.finished import finished
from headway.learning.queries.guard import Altered, Fault, altered
from headway.learning.queries.looks import last_checks
from headway.learning.queries.quiet import quiet_until
from headway.learning.queries.records import (
    DrawRow,
    LookRow,
    PlanRow,
    RatingRow,
    ResultRow,
    RulingRow,
    StageRow,
    draw_row,
    looks,
    plans,
    ratings,
    results,
    ruling,
    stages,
)
from headway.learning.queries.studies import MixRow, StudyRow, studies, study
from headway.learning.queries.tests import TestRow, entry, links_tested, register, register_of

__all__ = [
    "Altered",
    "DrawRow",
    "Fault",
    "FindingRow",
    "LookRow",
    "MixRow",
    "PlanRow",
    "RatingRow",
    "ResultRow",
    "RulingRow",
    "StageRow",
    "StudyRow",
    "TestRow",
    "UseRow",
    "altered",
    "draw_row",
    "entry",
    "finding",
    "finding_versions",
    "findings",
    "finished",
    "last_checks",
    "links_tested",
    "looks",
    "plans",
    "quiet_until",
    "ratings",
    "register",
    "register_of",
    "results",
    "ruling",
    "stages",
    "studies",
    "study",
    "uses",
]
