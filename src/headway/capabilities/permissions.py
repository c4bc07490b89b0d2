"""Who rates, plans and reads: the members of the team, and nobody else, whatever their role."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName


def is_member(actor: Actor, team: UUID) -> bool:
    """Whether somebody holds a role in this very team; a role for the whole body is none in a team."""
    return actor.signed_in and any(grant.scope == team for grant in actor.grants)


def may_close(actor: Actor) -> bool:
    """The clock closes a round, so that nobody picks the moment."""
    return actor.system


def may_install(actor: Actor) -> bool:
    """A steward chooses the lists that teams may use."""
    return actor.system or actor.has(RoleName.STEWARD)
