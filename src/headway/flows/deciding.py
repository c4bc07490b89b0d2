"""What a mission's life asks of the decision it cites."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.checks import State, Verdict, verdicts
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.missions.analysis import Deciding
from headway.rhythms.choices import DecisionKind
from headway.rhythms.queries import DecisionRow, decisions

GUARD = ("C2", "C4", "C8", "C10", "C14")  # none of them "not met" at adoption without a written exception


def decided(by: By, *, decision: UUID, mission: UUID) -> Deciding:
    """Return what a decision settles about a mission's charter.

    Raises
    ------
    Missing
        When there is no such decision, or not for this reader.
    Invalid
        When it is not about this mission's charter, not in force, or names no power: then it is only
        a recommendation.
    """
    found = decisions(Reader(by.actor, by.at), keys={decision})
    if not found:
        raise Missing
    row = found[0]
    wrong = why_not(row, mission)
    if wrong is not None:
        raise Invalid(wrong, {"decision": wrong})
    assert row.decided_on is not None  # it was made
    return Deciding(decision, row.decided_on, row.power)


def why_not(row: DecisionRow, mission: UUID) -> Sentence | None:
    """Say why a decision cannot change the charter of a mission; None when it can."""
    if mission not in row.about:
        return Sentence(_("This decision is about something else. Choose one about this mission."))
    if row.kind is not DecisionKind.CHANGE_CHARTER:
        return Sentence(_("This decision does not change a charter. Choose one that does."))
    if not row.in_force:
        return Sentence(_("This decision is not in force: it is only proposed, or was called in."))
    if not row.binding:
        return Sentence(
            _("This decision names no body or officer whose power it uses. It is a recommendation only.")
        )
    return None


def not_met(reader: Reader, mission: UUID) -> Mapping[str, Verdict]:
    """Return the checks of the adoption guard that are not met, by their id."""
    found = verdicts(reader, missions=[mission]).get(mission, {})
    return {code: found[code] for code in GUARD if code in found and found[code].state is State.NOT_MET}
