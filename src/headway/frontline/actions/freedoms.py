"""Freedoms: what is asked can be written anew by who asked. The rest of their life is in flows."""

from uuid import UUID

from headway.frontline import events, permissions
from headway.frontline.analysis.freedoms import NewFreedom
from headway.frontline.queries.granted import asked_by
from headway.frontline.steps import freedoms as steps
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden


@action(events.FreedomRewritten)
def rewrite_freedom(by: By, *, freedom: UUID, words: NewFreedom, version: int) -> Done[None]:
    """Write anew what is asked; after a refusal, what was refused stays in the history.

    Raises
    ------
    Forbidden
        Unless who asked writes.
    Stale
        When somebody changed it since `version` was read.
    Invalid
        Without a last day within two years, a guard, or an indicator that would show harm.
    Conflict
        When it was granted.
    """
    things = lock(freedom, *words.things(), expect={freedom: version})
    asked = by.actor.key is not None and by.actor.key == asked_by(freedom)
    if not permissions.may_rewrite_freedom(by.actor, asked=asked):
        raise Forbidden
    number = steps.rewrite(things[freedom], words, things, by)
    return Done(events.FreedomRewritten(about=freedom, version=number), None)
