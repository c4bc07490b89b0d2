"""Who may change what the checks ask: pure predicates over the actor."""

from headway.kernel.actors import Actor, RoleName


def may_set(actor: Actor) -> bool:
    """Thresholds and switch-offs are the steward's; those who are asked do not choose the question."""
    return actor.system or actor.has(RoleName.STEWARD)


def may_keep(actor: Actor) -> bool:
    """Verdicts are written down by the installation alone."""
    return actor.system
