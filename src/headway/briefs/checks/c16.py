"""C16 Front-line voice: there is a place to say what is in the way, and somebody decides in time."""

from datetime import timedelta

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Barriers, Dossier
from headway.briefs.checks.shape import Case, Check, Found, listed
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Look at the log of barriers: open, deciders named, clock set, some decided lately."""
    log = dossier.barriers
    if log is None:
        return Found("none_kept")
    days = limits.whole("C16", "days")
    facts: dict[str, Value] = {"within": days}
    if log.undecided_kinds:
        facts["kinds"] = listed(log.undecided_kinds)
    if log.decided_on:
        facts["last"] = max(log.decided_on)
    recent = [day for day in log.decided_on if day >= dossier.on - timedelta(days=days)]
    return Found(case_of(log, len(recent), limits.whole("C16", "decided")), facts)


def case_of(log: Barriers, recent: int, needed: int) -> str:
    """Return the first part of the rule that does not hold."""
    if not log.open:
        return "closed"
    if log.undecided_kinds:
        return "no_decider"
    if not log.clock:
        return "no_clock"
    if recent < needed:
        return "none_lately" if log.decided_on else "none_decided"
    return "heard"


CHECK = Check(
    id="C16",
    title=_("Front-line voice"),
    rule=_(
        "The log of what is in the way is open, every kind has a decider and a clock, and at least "
        "%(decided)s "
        "barrier was decided in the last %(days)s days."
    ),
    source="Honig",
    question=4,
    judge=judge,
    cases={
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell: no barriers are recorded yet."),
            clears=_("Open the log, so that those who do the work can say what is in the way."),
        ),
        "closed": Case(
            State.NOT_MET,
            _("There is nowhere for those who do the work to say what is in the way."),
            clears=_("Open the log of what is in the way."),
        ),
        "no_decider": Case(
            State.NOT_MET,
            _("The log is open; no decider is named for %(kinds)s."),
            clears=_("Name the office that decides on %(kinds)s."),
        ),
        "no_clock": Case(
            State.NOT_MET,
            _("The log is open and deciders are named, but no clock says by when they answer."),
            clears=_("Set the clock by which barriers are answered."),
        ),
        "none_decided": Case(
            State.NOT_MET,
            _("The log is open, but no barrier has been decided yet."),
            clears=_("Decide a barrier."),
        ),
        "none_lately": Case(
            State.NOT_MET,
            _(
                "The log is open, but too few barriers were decided in the last %(within)s days; the "
                "last was on %(last)s."
            ),
            clears=_("Decide the barriers that wait."),
        ),
        "heard": Case(
            State.MET,
            _("The log is open, with deciders and a clock; the last barrier was decided on %(last)s."),
        ),
    },
)
