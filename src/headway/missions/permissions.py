"""Who may draft, record, open and change a mission: pure predicates."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName

INSIDERS = (
    RoleName.MISSION_LEAD,
    RoleName.BOARD,
    RoleName.ANALYST,
    RoleName.STEWARD,
    RoleName.ADMINISTRATOR,
)


def may_draft(actor: Actor, place: UUID) -> bool:
    """A lead of the body or the place, or an administrator at set-up."""
    return actor.system or actor.has(RoleName.MISSION_LEAD, place) or actor.has(RoleName.ADMINISTRATOR)


def may_begin(actor: Actor) -> bool:
    """Somebody who may draft a mission somewhere; where, says `may_draft`."""
    leads = any(grant.role == RoleName.MISSION_LEAD for grant in actor.grants)
    return actor.system or leads or actor.has(RoleName.ADMINISTRATOR)


def may_edit(actor: Actor, mission: UUID) -> bool:
    """The mission's lead edits its draft, outcomes, measures and translations."""
    return actor.system or actor.has(RoleName.MISSION_LEAD, mission)


def may_decide(actor: Actor, mission: UUID) -> bool:
    """The board adopts, amends and closes by decision; the mission's lead cannot alone."""
    return actor.system or actor.has(RoleName.BOARD, mission)


def may_review(actor: Actor, mission: UUID) -> bool:
    """The lead or the board asks to look at an adopted mission again."""
    return may_edit(actor, mission) or may_decide(actor, mission)


def may_record_adoption(actor: Actor, mission: UUID) -> bool:
    """The board records an adoption that was before Headway; at set-up an administrator may."""
    return actor.system or actor.has(RoleName.BOARD, mission) or actor.has(RoleName.ADMINISTRATOR)


def may_open(actor: Actor, mission: UUID) -> bool:
    """The lead, or the steward, decides when the page becomes public."""
    return may_edit(actor, mission) or actor.has(RoleName.STEWARD)


def may_load_pack(actor: Actor) -> bool:
    """A pack brings organisations, places and figures too: an administrator's act."""
    return actor.system or actor.has(RoleName.ADMINISTRATOR)


def may_read_draft(actor: Actor, mission: UUID) -> bool:
    """Before it is opened, a mission is seen by those who work on it."""
    return actor.system or any(actor.has(role, mission) for role in INSIDERS)


def may_grade(actor: Actor, mission: UUID) -> bool:
    """An analyst grades the evidence of a link; whoever makes the claim does not grade it."""
    return actor.system or actor.has(RoleName.ANALYST, mission)


def may_read_offers(actor: Actor, mission: UUID) -> bool:
    """The words of an offer are for the mission's lead and the steward, and for who owes the answer."""
    return may_edit(actor, mission) or actor.has(RoleName.STEWARD)
