"""Who knows how: offer help, change it, withdraw it; and forgetting whoever left."""

from uuid import UUID

from headway.kernel.actions import Done, action
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden
from headway.peers import events, permissions
from headway.peers.analysis import NewHelp
from headway.peers.steps import circles as steps


@action(events.HelpOffered)
def offer_help(by: By, *, help: NewHelp) -> Done[UUID]:  # noqa: A002 - the word of the product
    """Say what one can help with; raises Forbidden, Invalid, or Conflict for too many offers."""
    if not permissions.may_tell(by.actor):
        raise Forbidden
    return Done(events.HelpOffered(), steps.offer_help(help, by))


@action(events.HelpChanged)
def change_help(by: By, *, key: UUID, help: NewHelp) -> Done[None]:  # noqa: A002 - as above
    """Change what one offers; raises Missing, Forbidden for another's, or Invalid."""
    steps.change_help(key, help, by)
    return Done(events.HelpChanged(), None)


@action(events.HelpWithdrawn)
def withdraw_help(by: By, *, key: UUID) -> Done[None]:
    """Offer it no more; words and person are blanked. Raises Missing, or Forbidden for another's."""
    steps.withdraw_help(key, by)
    return Done(events.HelpWithdrawn(), None)


@action(events.PersonForgotten)
def forget_gone(by: By) -> Done[int]:
    """Forget whoever closed their account, and who was in circles long closed; raises Forbidden."""
    if not by.actor.system:
        raise Forbidden
    rows = steps.forget_gone(by)
    return Done(events.PersonForgotten(rows=rows), rows)
