"""C10 Logic complete: money leads to every headline outcome; each link says what it assumes and rests on."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, Logic
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Find an outcome that nothing funded leads to, else links without evidence or assumption."""
    logic = dossier.logic
    if logic is None or not logic.links:
        return Found("no_logic")
    if logic.unreached:
        return Found("unreached", {"n": len(logic.unreached), "outcome": logic.unreached[0]})
    if logic.unproven:
        return unproven(logic)
    if logic.bare:
        return Found("bare", {"n": logic.bare})
    return Found("complete", {"n": logic.links})


def unproven(logic: Logic) -> Found:
    """Say how many links carry no evidence, and how many of them no path can go round."""
    facts: dict[str, Value] = {"n": logic.unproven, "critical": logic.unproven_critical}
    if not logic.unproven_critical or logic.critical_to is None:
        return Found("unproven", facts)
    facts["outcome"] = logic.critical_to
    if logic.unproven_critical < logic.unproven:
        return Found("some_critical", facts)
    return Found("both_critical" if logic.unproven == 2 else "all_critical", facts)


GRADE = _("Grade the evidence of each link, those on every path first.")
CHECK = Check(
    id="C10",
    title=_("Logic complete"),
    rule=_(
        "Every headline outcome can be reached from an initiative with money, and every link says what "
        "it "
        "assumes and how strong its evidence is."
    ),
    source=_("TASO; Changeroo"),
    judge=judge,
    cases={
        "no_logic": Case(
            State.NOT_MET,
            _("No theory of change is written down yet."),
            clears=_("Write down how what is done should lead to each headline outcome."),
        ),
        "unreached": Case(
            State.NOT_MET,
            _("Nothing that has money leads to the headline outcome “%(outcome)s”."),
            plural=_("Nothing that has money leads to %(n)s headline outcomes, “%(outcome)s” among them."),
            count="n",
            clears=_("Link an activity or initiative that has money to “%(outcome)s”."),
        ),
        "unproven": Case(
            State.NOT_MET,
            _("%(n)s link carries no evidence; there are ways round it."),
            plural=_("%(n)s links carry no evidence; there are ways round each of them."),
            count="n",
            clears=GRADE,
        ),
        "some_critical": Case(
            State.NOT_MET,
            _("%(n)s links carry no evidence; %(critical)s of them lies on every path to “%(outcome)s”."),
            plural=_(
                "%(n)s links carry no evidence; %(critical)s of them lie on every path to “%(outcome)s”."
            ),
            count="critical",
            clears=GRADE,
        ),
        "both_critical": Case(
            State.NOT_MET,
            _("%(n)s links carry no evidence; both lie on every path to “%(outcome)s”."),
            clears=GRADE,
        ),
        "all_critical": Case(
            State.NOT_MET,
            _("%(n)s link carries no evidence; it lies on every path to “%(outcome)s”."),
            plural=_("%(n)s links carry no evidence; all lie on every path to “%(outcome)s”."),
            count="n",
            clears=GRADE,
        ),
        "bare": Case(
            State.NOT_MET,
            _("%(n)s link does not say what it assumes."),
            plural=_("%(n)s links do not say what they assume."),
            count="n",
            clears=_("Write down what must hold for each link to work."),
        ),
        "complete": Case(
            State.MET,
            _("Every headline outcome is reached, and the %(n)s link says what it assumes and rests on."),
            plural=_(
                "Every headline outcome is reached, and all %(n)s links say what they assume and rest on."
            ),
            count="n",
        ),
    },
)
