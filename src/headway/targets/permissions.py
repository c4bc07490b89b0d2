"""Who may set goals and agree paths: pure predicates over the actor and plain attributes."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName


def may_set_target(actor: Actor, scopes: tuple[UUID, ...]) -> bool:
    """A lead or an analyst of the body, the mission or the place; the board; the installation itself."""
    return actor.system or any(
        actor.has(role, *scopes) for role in (RoleName.MISSION_LEAD, RoleName.ANALYST, RoleName.BOARD)
    )


def may_change_target(actor: Actor, scopes: tuple[UUID, ...]) -> bool:
    """Goalposts are moved by the board, not by those who are judged by them."""
    return actor.system or actor.has(RoleName.BOARD, *scopes)


def may_agree_path(actor: Actor, scopes: tuple[UUID, ...]) -> bool:
    """The same people who set a target agree its path."""
    return may_set_target(actor, scopes)


def may_remember(actor: Actor) -> bool:
    """Forecasts are remembered by the installation, or by an analyst who asks for one now."""
    return actor.system or actor.has(RoleName.ANALYST)
