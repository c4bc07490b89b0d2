"""Who tells, reviews and withdraws stories, who is in a circle, whose help it is: pure predicates."""

from collections.abc import Iterable
from uuid import UUID

from headway.kernel.actors import Actor, RoleName


def may_tell(actor: Actor) -> bool:
    """Whoever is signed in may tell a story, found or join a circle, and offer help."""
    return actor.signed_in


def may_review(actor: Actor, mission: UUID | None = None) -> bool:
    """An information steward reads a story before it is shown."""
    return actor.system or actor.has(RoleName.STEWARD, mission)


def may_draw(actor: Actor, mission: UUID | None = None) -> bool:
    """The steward lets a lot decide who sees a story first: it happens before anybody else reads it."""
    return may_review(actor, mission)


def may_study(actor: Actor, mission: UUID | None = None) -> bool:
    """An analyst or a researcher who may read a story also reads its draw, which is the plan of a study."""
    return may_draw(actor, mission) or any(
        actor.has(role, mission) for role in (RoleName.ANALYST, RoleName.RESEARCHER)
    )


def may_withdraw(actor: Actor, *, offered_by: UUID | None, holds_code: bool, mission: UUID) -> bool:
    """Who offered it, whoever holds its code, and the steward for somebody who asks in person."""
    own = actor.signed_in and actor.key == offered_by
    return own or holds_code or may_review(actor, mission)


def belongs(actor: Actor, teams: Iterable[UUID]) -> bool:
    """Whether somebody holds a role in one of these teams."""
    held = {grant.scope for grant in actor.grants}
    return not held.isdisjoint(teams)


def is_member(actor: Actor, members: Iterable[UUID]) -> bool:
    """Whether somebody is in a circle; no role opens one, not even the installation's own."""
    return actor.key is not None and actor.key in set(members)
