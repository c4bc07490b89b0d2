"""C4 Time-bound: there is a date, and once it has passed a decision that closes the mission."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.briefs.words import by_words
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Compare the mission's date with the day."""
    if dossier.deadline is None:
        return Found("no_date")
    facts: dict[str, Value] = {"deadline": dossier.deadline, "date": by_words(dossier.deadline)}
    if dossier.closed_on is not None:
        return Found("closed", facts | {"closed_on": dossier.closed_on})
    return Found("passed" if dossier.deadline < dossier.on else "dated", facts)


CHECK = Check(
    id="C4",
    title=_("Time-bound"),
    rule=_("The mission has a date. Once it has passed, a decision that closes the mission is recorded."),
    source="Mazzucato",
    judge=judge,
    cases={
        "no_date": Case(
            State.NOT_MET,
            _("No date says when this mission should be reached."),
            clears=_("Write the date into the charter."),
        ),
        "passed": Case(
            State.NOT_MET,
            _("The date (%(date)s) passed %(days)s day ago and no closing decision is recorded."),
            plural=_("The date (%(date)s) passed %(days)s days ago and no closing decision is recorded."),
            count="days",
            since="deadline",
            clears=_("Record the decision that closes the mission, or amend its date with a change note."),
        ),
        "dated": Case(State.MET, _("The date is %(deadline)s.")),
        "closed": Case(State.MET, _("The date was %(deadline)s; the mission was closed on %(closed_on)s.")),
    },
)
