"""Who may change what a figure means, bring figures in, and say how they are charted."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName
from headway.measures.choices import ReleaseState


def may_add_indicator(actor: Actor) -> bool:
    """Whether somebody may add an indicator: an analyst of the body, or the installation itself."""
    return actor.system or actor.has(RoleName.ANALYST)


def may_amend_card(actor: Actor, *, indicator: UUID) -> bool:
    """Whether somebody may write the next version of a card: an analyst of the body or of the indicator."""
    return _analyst(actor, indicator)


def may_retire(actor: Actor, *, indicator: UUID) -> bool:
    """Whether somebody may retire an indicator."""
    return _analyst(actor, indicator)


def may_import(actor: Actor) -> bool:
    """Whether somebody may prepare an import: an analyst of the body, or the installation itself."""
    return actor.system or actor.has(RoleName.ANALYST)


def may_accept_release(actor: Actor, *, indicators: frozenset[UUID]) -> bool:
    """Whether somebody may bring figures in for all of these indicators."""
    return may_import(actor) and bool(indicators)


def may_undo_release(actor: Actor, *, indicators: frozenset[UUID], state: ReleaseState) -> bool:
    """Whether somebody may undo a release, once."""
    return state == ReleaseState.ACCEPTED and may_accept_release(actor, indicators=indicators)


def may_set_chart(actor: Actor, *, indicator: UUID) -> bool:
    """Whether somebody may choose rules, baseline and rebases of an indicator's charts."""
    return _analyst(actor, indicator)


def may_correct(actor: Actor, *, indicator: UUID) -> bool:
    """Whether somebody may declare corrections of an indicator's published figures, and end them."""
    return _analyst(actor, indicator)


def _analyst(actor: Actor, indicator: UUID) -> bool:
    return actor.system or actor.has(RoleName.ANALYST, indicator)
