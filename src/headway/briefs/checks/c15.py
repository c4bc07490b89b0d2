"""C15 Learning plan: each critical link that rests on little is being tested, or it is said why not."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.briefs.checks.weak import CASES, nothing_weak
from headway.checks.choices import USUAL, Limits, State


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Compare the critical weak links with the tests."""
    if nothing := nothing_weak(dossier):
        return nothing
    assert dossier.logic is not None  # something weak was found there
    n = len(dossier.logic.weak)
    if dossier.tested is None:
        return Found("none_kept", {"n": n})
    tested = len(dossier.logic.weak & dossier.tested)
    return Found("planned" if tested == n else "untested", {"n": n, "tested": tested})


CHECK = Check(
    id="C15",
    title=_("Learning plan"),
    rule=_("Each critical link that rests on little has a registered test, or a reason why not."),
    source=_("Test and learn"),
    question=3,
    judge=judge,
    cases={
        **CASES,
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell whether the weakest link (%(n)s) is being tested: no tests are recorded yet."),
            plural=_(
                "We cannot tell whether the %(n)s weakest links are being tested: no tests are recorded yet."
            ),
            count="n",
            clears=_("Register a test of each of these links, or say why not."),
        ),
        "untested": Case(
            State.NOT_MET,
            _("%(tested)s of %(n)s weakest links is being tested."),
            plural=_("%(tested)s of %(n)s weakest links are being tested."),
            count="tested",
            clears=_("Register a test of each of these links, or say why not."),
        ),
        "planned": Case(
            State.MET,
            _("The %(n)s weakest link is being tested."),
            plural=_("All %(n)s weakest links are being tested."),
            count="n",
        ),
    },
)
