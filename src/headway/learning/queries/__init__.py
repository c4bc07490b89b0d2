"""Every read of learning."""

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
from headway.learning.queries.tests import TestRow, entry, register, register_of, tested

__all__ = [
    "Altered",
    "DrawRow",
    "Fault",
    "LookRow",
    "PlanRow",
    "RatingRow",
    "ResultRow",
    "RulingRow",
    "StageRow",
    "TestRow",
    "altered",
    "draw_row",
    "entry",
    "last_checks",
    "looks",
    "plans",
    "quiet_until",
    "ratings",
    "register",
    "register_of",
    "results",
    "ruling",
    "stages",
    "tested",
]
