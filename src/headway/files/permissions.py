"""Who may bring files in and see them as they came."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName


def may_bring_in(actor: Actor) -> bool:
    """Whether somebody may send a file and say what becomes of it."""
    return actor.system or actor.has(RoleName.ANALYST)


def may_see_upload(actor: Actor, *, sent_by: UUID | None) -> bool:
    """Whether somebody may see an upload: who sent it, and whoever may bring files in."""
    return may_bring_in(actor) or (actor.signed_in and actor.key == sent_by)


def may_see_file(actor: Actor) -> bool:
    """Whether somebody may have a file as it was sent: it may hold more than what was read from it."""
    return may_bring_in(actor) or actor.has(RoleName.STEWARD)
