"""W5 Front line unheard: nothing that is in the way was decided, or whatever was decided changed nothing.

A signal of mission washing is a question to answer, never a score (domain.md 2.5).
"""

from datetime import timedelta

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Look at what was decided in half a year, and whether any of it changed something."""
    log = dossier.barriers
    if log is None or not log.raised:
        return Found("none_kept")
    days = limits.whole("W5", "days")
    recent = [day for day in log.decided_on if day >= dossier.on - timedelta(days=days)]
    facts: dict[str, Value] = {
        "raised": log.raised,
        "answered": len(log.decided_on),
        "granted": log.granted,
        "within": days,
    }
    if not recent:
        return Found("none_decided", facts)
    if log.raised >= limits.whole("W5", "raised") and not log.granted:
        return Found("none_granted", facts)
    return Found("heard", facts)


CHECK = Check(
    id="W5",
    title=_("Front line unheard"),
    rule=_(
        "At least one barrier was decided in %(days)s days; and where %(raised)s or more were raised, at "
        "least one of those that were decided changed something."
    ),
    source="Honig",
    question=4,
    judge=judge,
    cases={
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell: nobody has said yet what is in the way."),
            clears=_("Open the log, and ask those who do the work what is in the way."),
        ),
        "none_decided": Case(
            State.NOT_MET,
            _("%(raised)s barrier raised, none decided in the last %(within)s days."),
            plural=_("%(raised)s barriers raised, none decided in the last %(within)s days."),
            count="raised",
            clears=_("Answer what was raised."),
        ),
        "none_granted": Case(
            State.NOT_MET,
            _("%(raised)s barriers raised, %(answered)s answered, none granted."),
            clears=_("Fix one, grant a freedom or try one out."),
        ),
        "heard": Case(
            State.MET,
            _("%(raised)s barrier raised, %(answered)s answered, %(granted)s granted."),
            plural=_("%(raised)s barriers raised, %(answered)s answered, %(granted)s granted."),
            count="raised",
        ),
    },
)
