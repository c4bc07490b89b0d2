"""C8 Citizens' mandate: people were heard before adoption, something changed, and they were told."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, Hearing
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Look at who was heard before the day of adoption."""
    if dossier.hearings is None:
        return Found("none_kept")
    before = [each for each in dossier.hearings if in_time(each.on, dossier.adopted_on)]
    if not before:
        return Found("too_late" if dossier.hearings else "unheard")
    people = sum(each.people or 0 for each in before)
    changes = sum(each.changes for each in before)
    facts: dict[str, Value] = {"people": people, "changes": changes}
    missing = next((each.missing for each in before if each.missing), "")
    if missing:
        facts["missing"] = missing
    return Found(case_of(before, changes, limits.whole("C8", "changes")), facts)


def in_time(on: date, adopted_on: date | None) -> bool:
    """Whether people were heard before adoption; all that came is in time while nothing is adopted."""
    return adopted_on is None or on < adopted_on


def case_of(before: Sequence[Hearing], changes: int, needed: int) -> str:
    """Return the first part of the rule that does not hold."""
    if not all(each.recruited and each.people for each in before):
        return "who_is_unknown"
    if changes < needed:
        return "nothing_changed"
    if not all(each.replied for each in before):
        return "no_reply"
    return "some_missing" if any(each.missing for each in before) else "heard"


CHECK = Check(
    id="C8",
    title=_("Citizens’ mandate"),
    rule=_(
        "People were heard before adoption, how they were found and how many took part is recorded, at "
        "least "
        "%(changes)s change of the charter traces to them, and a reply was published."
    ),
    source="EU Missions",
    question=5,
    judge=judge,
    cases={
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell: no conversations or panels are recorded yet."),
            clears=_("Record who was heard before adoption."),
        ),
        "unheard": Case(
            State.NOT_MET,
            _("No conversation or panel with citizens is recorded."),
            clears=_("Hold a conversation or a panel on this charter and publish the reply."),
        ),
        "too_late": Case(
            State.NOT_MET,
            _("Citizens were heard, but only after the mission was adopted."),
            clears=_("Ask citizens about the charter, and amend it where they are right."),
        ),
        "who_is_unknown": Case(
            State.NOT_MET,
            _(
                "Citizens were heard before adoption, but how they were found or how many took part is "
                "not recorded."
            ),
            clears=_("Record how people were found, and how many took part."),
        ),
        "nothing_changed": Case(
            State.NOT_MET,
            _("%(people)s person took part before adoption; no change of the charter traces to them."),
            plural=_("%(people)s people took part before adoption; no change of the charter traces to them."),
            count="people",
            clears=_("Link each change of the charter to what people said, or say why nothing changed."),
        ),
        "no_reply": Case(
            State.NOT_MET,
            _("%(people)s person took part before adoption; no reply to them is published."),
            plural=_("%(people)s people took part before adoption; no reply to them is published."),
            count="people",
            clears=_("Publish the reply to those who took part."),
        ),
        "some_missing": Case(
            State.MET,
            _(
                "%(people)s person took part before adoption; changes that trace to them: %(changes)s. "
                "No one of this group took part: %(missing)s."
            ),
            plural=_(
                "%(people)s people took part before adoption; changes that trace to them: %(changes)s. "
                "No one of this group took part: %(missing)s."
            ),
            count="people",
        ),
        "heard": Case(
            State.MET,
            _("%(people)s person took part before adoption; changes that trace to them: %(changes)s."),
            plural=_("%(people)s people took part before adoption; changes that trace to them: %(changes)s."),
            count="people",
        ),
    },
)
