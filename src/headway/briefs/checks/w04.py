"""W4 Nothing tested: a year after adoption no test is registered, while something critical rests on little.

A signal of mission washing is a question to answer, never a score (domain.md 2.5).
"""

from datetime import timedelta

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.briefs.checks.weak import CASES, nothing_weak
from headway.checks.choices import USUAL, Limits, State


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Count registered tests a year after adoption, where critical links rest on assertion."""
    if nothing := nothing_weak(dossier):
        return nothing
    assert dossier.logic is not None  # something weak was found there
    n = len(dossier.logic.weak)
    if dossier.tests:
        return Found("tested", {"tests": dossier.tests, "n": n})
    days = limits.whole("W4", "days")
    if dossier.adopted_on is None or dossier.on < dossier.adopted_on + timedelta(days=days):
        return Found("early", {"within": days})
    return Found("untested", {"n": n, "adopted": dossier.adopted_on})


CHECK = Check(
    id="W4",
    title=_("Nothing tested"),
    rule=_(
        "%(days)s days after adoption at least one test is registered, unless every critical link rests on a "
        "study."
    ),
    source=_("Test and learn"),
    question=3,
    judge=judge,
    cases={
        **CASES,
        "early": Case(
            State.NOT_APPLICABLE, _("This is asked %(within)s days after adoption, and not before.")
        ),
        "untested": Case(
            State.NOT_MET,
            _("No test has been registered; %(n)s link rests on assertion."),
            plural=_("No test has been registered; %(n)s links rest on assertion."),
            count="n",
            clears=_("Register a test of one of these links, or grade the evidence that stands behind them."),
        ),
        "tested": Case(
            State.MET,
            _("%(tests)s test is registered."),
            plural=_("%(tests)s tests are registered."),
            count="tests",
        ),
    },
)
