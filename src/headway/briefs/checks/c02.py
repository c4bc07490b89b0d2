"""C2 Specific: every outcome has a measure whose card says what it counts."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found, listed
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Sentence

FIELDS = {
    "definition": _("its definition"),
    "unit": _("its unit"),
    "population": _("whom it counts"),
    "polarity": _("which way is better"),
    "publisher": _("its source"),
}


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Find the first outcome without a measure, else the first card with gaps."""
    if not dossier.outcomes:
        return Found("no_outcomes")
    measured = {each.outcome for each in dossier.measures}
    bare = [each for each in dossier.outcomes if each.key not in measured]
    counts = {"all": len(dossier.outcomes), "measured": len(dossier.outcomes) - len(bare)}
    if bare:
        return Found("unmeasured", counts | {"first": bare[0].text})
    gaps = [each for each in dossier.measures if each.lacking]
    if gaps:
        words = [Sentence(FIELDS[name]) for name in gaps[0].lacking]
        return Found("unclear", {"measure": gaps[0].name, "lacking": listed(words), "cards": len(gaps)})
    return Found("specific", counts)


CHECK = Check(
    id="C2",
    title=_("Specific"),
    rule=_(
        "Every outcome has a measure with a definition, a unit, a population, a place, a better side "
        "and a source."
    ),
    source="Mazzucato",
    judge=judge,
    cases={
        "no_outcomes": Case(
            State.NOT_MET,
            _("This mission has no outcomes yet."),
            clears=_("Add what people should notice when the mission works."),
        ),
        "unmeasured": Case(
            State.NOT_MET,
            _("%(measured)s of %(all)s outcome is measured. “%(first)s” has no measure yet."),
            plural=_("%(measured)s of %(all)s outcomes are measured. “%(first)s” has no measure yet."),
            count="all",
            clears=_("Choose the figures that “%(first)s” is judged by."),
        ),
        "unclear": Case(
            State.NOT_MET,
            _("%(cards)s measure is not fully described. “%(measure)s” does not say %(lacking)s."),
            plural=_("%(cards)s measures are not fully described. “%(measure)s” does not say %(lacking)s."),
            count="cards",
            clears=_("Write on the card of “%(measure)s” what is missing: %(lacking)s."),
        ),
        "specific": Case(
            State.MET,
            _("The %(all)s outcome is measured, and its card says what is counted."),
            plural=_("All %(all)s outcomes are measured, and their cards say what is counted."),
            count="all",
        ),
    },
)
