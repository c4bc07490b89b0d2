"""What a mission's life asks of the decision it cites."""

from collections.abc import Mapping
from uuid import UUID

from headway.briefs.checks import State, Verdict, verdicts
from headway.briefs.lifecycle import GUARD, why_not
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Invalid, Missing
from headway.missions.analysis import Deciding
from headway.rhythms.queries import decisions


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


def not_met(reader: Reader, mission: UUID) -> Mapping[str, Verdict]:
    """Return the checks of the adoption guard that are not met, by their id."""
    found = verdicts(reader, missions=[mission]).get(mission, {})
    return {code: found[code] for code in GUARD if code in found and found[code].state is State.NOT_MET}
