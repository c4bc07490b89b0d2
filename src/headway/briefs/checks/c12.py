"""C12 Balancing measure: something here would worsen if a headline target were gamed."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Find the first headline target that nothing balances."""
    aimed = [each for each in dossier.headline if each.goal is not None]
    if not aimed:
        return Found("no_target")
    bare = [each for each in aimed if not each.balanced]
    if bare:
        return Found("bare", {"n": len(bare), "measure": bare[0].name})
    return Found("balanced", {"n": len(aimed)})


CHECK = Check(
    id="C12",
    title=_("Balancing measure"),
    rule=_("Each headline target has a measure that would worsen if it were gamed."),
    source=_("Improvement science"),
    judge=judge,
    cases={
        "no_target": Case(
            State.CANNOT_TELL,
            _("We cannot tell: no headline outcome has a target yet."),
            clears=_("Set a target for a headline outcome."),
        ),
        "bare": Case(
            State.NOT_MET,
            _(
                "The target on “%(measure)s” could be reached by making something else worse; nothing "
                "here would show it."
            ),
            plural=_(
                "%(n)s headline targets could be reached by making something else worse; nothing here "
                "would show it. One is “%(measure)s”."
            ),
            count="n",
            clears=_("Choose a measure that would worsen if the target on “%(measure)s” were gamed."),
        ),
        "balanced": Case(
            State.MET,
            _("The %(n)s headline target has a measure that would worsen if it were gamed."),
            plural=_("All %(n)s headline targets have a measure that would worsen if they were gamed."),
            count="n",
        ),
    },
)
