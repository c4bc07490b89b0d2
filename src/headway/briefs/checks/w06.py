"""W6 Citizens unheard: people said something, and nothing that was decided cites it.

A signal of mission washing is a question to answer, never a score (domain.md 2.5). A reply with its reasons
counts as heard.
"""

from datetime import timedelta

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Look at what was traced to citizens' words, or answered to them, in a year."""
    said = dossier.voices
    if said is None or not said.votes:
        return Found("none_kept")
    days = limits.whole("W6", "days")
    recent = [day for day in said.heard_on if day >= dossier.on - timedelta(days=days)]
    facts: dict[str, Value] = {"votes": said.votes, "heard": len(recent), "within": days}
    return Found("heard" if recent else "unheard", facts)


CHECK = Check(
    id="W6",
    title=_("Citizens unheard"),
    rule=_(
        "In %(days)s days something was traced to what citizens said, or an answer with reasons was given."
    ),
    source="Mission washing",
    question=5,
    judge=judge,
    cases={
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell: nobody has voted in a conversation of this mission."),
            clears=_("Hold a conversation."),
        ),
        "unheard": Case(
            State.NOT_MET,
            _("%(votes)s vote cast; in %(within)s days no decision cites it and no answer was given."),
            plural=_(
                "%(votes)s votes cast; in %(within)s days no decision cites them and no answer was given."
            ),
            count="votes",
            clears=_("Answer what people said, with reasons, or trace to it what changed."),
        ),
        "heard": Case(
            State.MET,
            _("%(votes)s vote cast; answers and changes that trace to it in %(within)s days: %(heard)s."),
            plural=_(
                "%(votes)s votes cast; answers and changes that trace to them in %(within)s days: %(heard)s."
            ),
            count="votes",
        ),
    },
)
