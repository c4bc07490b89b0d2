"""Who holds conversations, moderates, enters votes for others and sees what: pure predicates."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName

INSIDERS = (
    RoleName.MISSION_LEAD,
    RoleName.BOARD,
    RoleName.ANALYST,
    RoleName.STEWARD,
    RoleName.ADMINISTRATOR,
)


def may_hold(actor: Actor, mission: UUID | None) -> bool:
    """The mission's lead drafts, opens, closes and reports; a lead of the body where there is no mission."""
    return actor.system or actor.has(RoleName.MISSION_LEAD, mission)


def may_begin(actor: Actor) -> bool:
    """Somebody who leads something; what, says `may_hold`."""
    return actor.system or any(grant.role == RoleName.MISSION_LEAD for grant in actor.grants)


def may_moderate(actor: Actor, mission: UUID | None) -> bool:
    """The lead reads what waits; who decides appeals does not."""
    return may_hold(actor, mission)


def may_decide_appeals(actor: Actor) -> bool:
    """The information steward looks again at what was hidden."""
    return actor.system or actor.has(RoleName.STEWARD)


def may_assess(actor: Actor) -> bool:
    """The information steward says whether votes may be published person by person."""
    return actor.system or actor.has(RoleName.STEWARD)


def may_enter(actor: Actor, mission: UUID | None) -> bool:
    """Staff and the lead enter what came on paper, by telephone or with help."""
    return may_hold(actor, mission) or actor.has(RoleName.STAFF, mission)


def may_see_integrity(actor: Actor) -> bool:
    """Patterns in votes are for the steward alone."""
    return actor.system or actor.has(RoleName.STEWARD)


def may_trace(actor: Actor, mission: UUID | None) -> bool:
    """The lead or the board says what came of a statement."""
    return may_hold(actor, mission) or actor.has(RoleName.BOARD, mission)


def may_read_draft(actor: Actor, mission: UUID | None) -> bool:
    """Before it is opened, a conversation is seen by those who work on it."""
    return actor.system or any(actor.has(role, mission) for role in INSIDERS)


def may_import(actor: Actor) -> bool:
    """A conversation held elsewhere comes in through an administrator."""
    return actor.system or actor.has(RoleName.ADMINISTRATOR)
