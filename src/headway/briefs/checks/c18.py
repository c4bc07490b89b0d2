"""C18 Is a mission the right form? Four answers with evidence, before it is proposed."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Found, listed
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Sentence

QUESTIONS: Final[Mapping[str, str]] = {
    "challenge": _("challenge"),
    "support": _("support"),
    "objective": _("objective"),
    "commitment": _("commitment"),
}


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Look at the record of the litmus test."""
    if dossier.litmus is None:
        return Found("before_headway" if dossier.before_headway else "none_kept")
    missing = [Sentence(QUESTIONS[name]) for name in QUESTIONS if name in dossier.litmus.unanswered]
    if not missing:
        return Found("right_form")
    return Found("not_assessed", {"missing": listed(missing)})


CHECK = Check(
    id="C18",
    title=_("Is a mission the right form?"),
    rule=_(
        "Before it is proposed, four questions have an answer with evidence: challenge, support, "
        "objective and "
        "commitment."
    ),
    source="OECD Mission Litmus Test",
    judge=judge,
    cases={
        "before_headway": Case(
            State.NOT_APPLICABLE,
            _(
                "The mission was adopted before Headway, so it was not asked here whether a mission is "
                "the right form."
            ),
        ),
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell: no litmus test is recorded yet."),
            clears=_("Answer the four questions of the litmus test, each with its evidence."),
        ),
        "not_assessed": Case(
            State.NOT_MET,
            _("Not assessed with evidence: %(missing)s. A programme may serve better."),
            clears=_("Answer with evidence: %(missing)s."),
        ),
        "right_form": Case(
            State.MET, _("All four questions of the litmus test have an answer with evidence.")
        ),
    },
)
