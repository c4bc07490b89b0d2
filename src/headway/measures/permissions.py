"""Who may change what a figure means, bring figures in, and say how they are charted."""

from uuid import UUID

from headway.kernel.actors import Actor, RoleName
from headway.measures.choices import IndicatorState, ReleaseState


def may_add_indicator(actor: Actor) -> bool:
    """Whether somebody may add an indicator: an analyst of the body, or the installation itself."""
    return actor.system or actor.has(RoleName.ANALYST)


def may_amend_card(actor: Actor, *, indicator: UUID, state: IndicatorState) -> bool:
    """Whether somebody may write the next version of a card; a retired indicator stays as it was."""
    return _analyst(actor, indicator) and state != IndicatorState.RETIRED


def may_retire(actor: Actor, *, indicator: UUID, state: IndicatorState) -> bool:
    """Whether somebody may retire an indicator."""
    return _analyst(actor, indicator) and state != IndicatorState.RETIRED


def may_import(actor: Actor) -> bool:
    """Whether somebody may prepare an import at all: an analyst, of whatever scope."""
    return actor.system or any(grant.role == RoleName.ANALYST for grant in actor.grants)


def may_accept_release(actor: Actor, *, indicators: frozenset[UUID]) -> bool:
    """Whether somebody may bring figures in for all of these indicators."""
    return bool(indicators) and all(_analyst(actor, indicator) for indicator in indicators)


def may_undo_release(actor: Actor, *, indicators: frozenset[UUID], state: ReleaseState) -> bool:
    """Whether somebody may undo a release, once."""
    return state == ReleaseState.ACCEPTED and may_accept_release(actor, indicators=indicators)


def may_set_chart(actor: Actor, *, indicator: UUID) -> bool:
    """Whether somebody may choose rules, baseline and rebases of an indicator's charts."""
    return _analyst(actor, indicator)


def _analyst(actor: Actor, indicator: UUID) -> bool:
    return actor.system or actor.has(RoleName.ANALYST, indicator)
