"""What is handed in and comes back, and what is worked out of it. No database."""

from headway.frontline.analysis.barriers import (
    ASKED_MINUTES,
    LONGEST,
    Hours,
    NewBarrier,
    Sorting,
    hours,
    letter_of,
    minutes,
    new_of,
    proposed,
    stems,
    wrong,
)
from headway.frontline.analysis.freedoms import (
    CouldShow,
    Granting,
    NewFreedom,
    Refusing,
    Reviewing,
    Watched,
    could_show,
    state_at,
)
from headway.frontline.analysis.rules import NewRule, RuleChange

__all__ = [
    "ASKED_MINUTES",
    "LONGEST",
    "CouldShow",
    "Granting",
    "Hours",
    "NewBarrier",
    "NewFreedom",
    "NewRule",
    "Refusing",
    "Reviewing",
    "RuleChange",
    "Sorting",
    "Watched",
    "could_show",
    "hours",
    "letter_of",
    "minutes",
    "new_of",
    "proposed",
    "state_at",
    "stems",
    "wrong",
]
