"""Who may draft, lock, draw, run, analyse, decide and rate a test: pure predicates."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName

METHOD = (RoleName.ANALYST, RoleName.RESEARCHER)  # who answers for how it is done
INSIDERS = (
    *METHOD,
    RoleName.MISSION_LEAD,
    RoleName.BOARD,
    RoleName.STEWARD,
    RoleName.ADMINISTRATOR,
)


def may_draft(actor: Actor, mission: UUID) -> bool:
    """The mission's lead, an analyst or a researcher writes the plan."""
    return may_analyse(actor, mission) or actor.has(RoleName.MISSION_LEAD, mission)


def may_lock(actor: Actor, mission: UUID) -> bool:
    """An analyst or researcher locks the plan, and amends it later."""
    return may_analyse(actor, mission)


def may_run(actor: Actor, mission: UUID) -> bool:
    """The mission's lead starts the test, and may end it without a result."""
    return actor.system or actor.has(RoleName.MISSION_LEAD, mission)


def may_analyse(actor: Actor, mission: UUID) -> bool:
    """An analyst or researcher draws, watches and says what came out."""
    return actor.system or any(actor.has(role, mission) for role in METHOD)


def may_withdraw(actor: Actor, mission: UUID) -> bool:
    """Whoever may draft it may also say that it will not be done."""
    return may_draft(actor, mission)


def may_decide(actor: Actor, mission: UUID) -> bool:
    """The board decides what follows."""
    return actor.system or actor.has(RoleName.BOARD, mission)


def may_rate(actor: Actor, mission: UUID) -> bool:
    """An analyst or researcher rates it; who locked the plan only where nobody else could."""
    return may_analyse(actor, mission)


def may_read_draft(actor: Actor, mission: UUID) -> bool:
    """Before its plan is locked, a test is seen by those who work on the mission."""
    return actor.system or any(actor.has(role, mission) for role in INSIDERS)


def may_read_list(actor: Actor, mission: UUID) -> bool:
    """A list of people, even in codes, is for who answers for the method."""
    return may_analyse(actor, mission)


def may_publish(actor: Actor) -> bool:
    """An analyst or researcher, of any mission, keeps the library of findings."""
    return actor.system or any(grant.role in METHOD for grant in actor.grants)


def may_study(actor: Actor, mission: UUID) -> bool:
    """An analyst works on the bench: studies come from files, and analysts bring files in."""
    return actor.system or actor.has(RoleName.ANALYST, mission)


def may_read_study(actor: Actor, mission: UUID) -> bool:
    """A study is seen by those who work on the mission; what is published is a finding."""
    return may_read_draft(actor, mission)
