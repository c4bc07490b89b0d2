"""The checks of a charter: pure functions from one mission's dossier to a verdict, one file each.

A verdict is a sentence with its numbers, the state in one of four words, and what would clear it. There is no
total, no score and no order.
"""

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.judging import judged, said_again, verdicts
from headway.briefs.checks.register import CHECKS
from headway.briefs.checks.shape import Case, Check, Found, Verdict
from headway.checks.choices import State

__all__ = [
    "CHECKS",
    "Case",
    "Check",
    "Dossier",
    "Found",
    "State",
    "Verdict",
    "judged",
    "said_again",
    "verdicts",
]
