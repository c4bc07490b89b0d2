"""Who keeps boards, plans their meetings, proposes and records decisions: pure predicates."""

from collections.abc import Iterable
from uuid import UUID

from headway.kernel.actors import Actor, RoleName

INSIDERS = (
    RoleName.BOARD,
    RoleName.MISSION_LEAD,
    RoleName.ANALYST,
    RoleName.STEWARD,
    RoleName.ADMINISTRATOR,
)


def may_keep_boards(actor: Actor) -> bool:
    """Boards are set up, changed and ended by the board of the body, or an administrator."""
    return actor.system or actor.has(RoleName.BOARD) or actor.has(RoleName.ADMINISTRATOR)


def may_run(actor: Actor, scopes: Iterable[UUID]) -> bool:
    """A board's own people plan and minute its meetings and record what it decides."""
    return actor.system or actor.has(RoleName.BOARD, *scopes)


def may_propose(actor: Actor, scopes: Iterable[UUID]) -> bool:
    """A mission's lead may put a decision before the board; only the board makes it."""
    return may_run(actor, scopes) or actor.has(RoleName.MISSION_LEAD, *scopes)


def may_finish(actor: Actor, scopes: Iterable[UUID]) -> bool:
    """Whoever owns the work says that it is done: the lead, or the board."""
    return may_propose(actor, scopes)


def may_read_proposed(actor: Actor, scopes: Iterable[UUID]) -> bool:
    """Before public notice a proposed decision is for those who work on it."""
    found = tuple(scopes)
    return actor.system or any(actor.has(role, *found) for role in INSIDERS)
