"""Adopting a mission: a decision that names its power, and the checks or the board's written exceptions."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.flows.deciding import decided, not_met
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.missions import permissions, steps
from headway.missions.choices import MissionState
from headway.missions.events import MissionAdopted


@action(MissionAdopted)
def adopt_mission(
    by: By, *, mission: UUID, decision: UUID, version: int, exceptions: Mapping[str, str] | None = None
) -> Done[None]:
    """Adopt a mission that people were consulted about, or adopt it again after its review.

    Parameters
    ----------
    exceptions : by the id of a check that is not met, why it is adopted all the same; public

    Raises
    ------
    Forbidden
        Without the role of board: the mission's lead cannot adopt it.
    Stale
        When somebody changed the mission since `version` was read.
    Conflict
        When it was not proposed and consulted, or is adopted already.
    Invalid
        When the decision does not change this charter, is not in force or names no power, was used
        already, or when a check is not met without a written exception.
    """
    things = lock(mission, decision, expect={mission: version})
    if things[mission].kind != "mission":
        raise Missing
    if not permissions.may_decide(by.actor, mission):
        raise Forbidden
    steps.require_change(things[mission], MissionState.ADOPTED)
    deciding = decided(by, decision=decision, mission=mission)
    written = {code: text.strip() for code, text in (exceptions or {}).items() if text.strip()}
    open_checks = not_met(Reader(by.actor, by.at), mission)
    missing = {
        f"exception_{code.lower()}": Sentence(
            _("This check is not met. Say in public why the mission is adopted all the same.")
        )
        for code in open_checks
        if code not in written
    }
    if missing:
        raise Invalid(Sentence(_("Some checks are not met and have no written exception.")), missing)
    excepted = {code: text for code, text in written.items() if code in open_checks}
    steps.adopt(things[mission], things[decision], deciding, excepted, by)
    event = MissionAdopted(about=mission, decision=decision, on=deciding.on, exceptions=len(excepted))
    return Done(event, None)
