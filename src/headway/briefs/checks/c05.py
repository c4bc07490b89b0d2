"""C5 Outcome, not output: what a headline measures is something people notice."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Sentence
from headway.measures.choices import Level

COUNTS = {
    Level.INPUT: _("an input"),
    Level.ACTIVITY: _("an activity"),
    Level.OUTPUT: _("an output"),
}


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Find the first headline measure that counts what we do and not what comes of it."""
    headline = dossier.headline
    if not headline:
        return Found("unmeasured")
    counting = [each for each in headline if each.level in COUNTS]
    if counting:
        first = counting[0]
        return Found("output", {"measure": first.name, "level": Sentence(COUNTS[first.level])})
    return Found("outcome", {"n": len(headline)})


CHECK = Check(
    id="C5",
    title=_("Outcome, not output"),
    rule=_(
        "What a headline outcome is judged by is an outcome or an impact, not an input, activity or output."
    ),
    source="IfG; PACAC 2025",
    judge=judge,
    cases={
        "unmeasured": Case(
            State.CANNOT_TELL,
            _("We cannot tell: no headline outcome has a measure yet."),
            clears=_("Choose the figures that a headline outcome is judged by."),
        ),
        "output": Case(
            State.NOT_MET,
            _(
                "“%(measure)s” counts %(level)s. Say what people should notice, and keep this as a "
                "delivery measure."
            ),
            clears=_("Judge the headline outcome by something that people notice."),
        ),
        "outcome": Case(
            State.MET,
            _("The %(n)s headline measure counts what people notice."),
            plural=_("All %(n)s headline measures count what people notice."),
            count="n",
        ),
    },
)
