"""C17 Review and stop rule: it is written when to look again, and when to end."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Look for the review date and the conditions on which the mission ends."""
    if dossier.closed_on is not None:
        return Found("closed", {"closed_on": dossier.closed_on})
    facts: dict[str, Value] = {} if dossier.review_on is None else {"review_on": dossier.review_on}
    if dossier.review_on is None:
        return Found("no_review" if dossier.ends_when else "neither")
    if not dossier.ends_when:
        return Found("no_end", facts)
    return Found("review_passed" if dossier.review_on < dossier.on else "both", facts)


CHECK = Check(
    id="C17",
    title=_("Review and stop rule"),
    rule=_("The charter names the date of the next review and the conditions on which the mission ends."),
    source="OECD",
    judge=judge,
    cases={
        "closed": Case(State.NOT_APPLICABLE, _("The mission was closed on %(closed_on)s.")),
        "neither": Case(
            State.NOT_MET,
            _("No date says when this mission is reviewed, and no condition says when it ends."),
            clears=_("Write the next review and the conditions to end into the charter."),
        ),
        "no_review": Case(
            State.NOT_MET,
            _("It is written when this mission ends, but not when it is reviewed."),
            clears=_("Write the date of the next review into the charter."),
        ),
        "no_end": Case(
            State.NOT_MET,
            _("No condition says when this mission ends. The next review is on %(review_on)s."),
            clears=_("Write the conditions to end into the charter."),
        ),
        "review_passed": Case(
            State.NOT_MET,
            _("The date of the review, %(review_on)s, has passed."),
            since="review_on",
            clears=_("Review the mission and write down the date of the next review."),
        ),
        "both": Case(
            State.MET,
            _("The next review is on %(review_on)s, and the charter says when the mission ends."),
        ),
    },
)
