"""Freedoms: what is asked is written anew by who asked; which test studies one. The rest is in flows."""

from uuid import UUID

from headway.frontline import events, permissions
from headway.frontline.analysis.freedoms import NewFreedom
from headway.frontline.queries.freedoms import freedom as the_freedom
from headway.frontline.queries.granted import asked_by
from headway.frontline.steps import freedoms as steps
from headway.frontline.steps import granting
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Forbidden
from headway.people.queries import offices_of


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


@action(events.FreedomTestLinked)
def link_test(by: By, *, freedom: UUID, test: UUID | None, version: int) -> Done[None]:
    """Name the registered test that studies a freedom, while it is asked for or runs; None for no test.

    Raises
    ------
    Forbidden
        Unless who asked, who holds the office that owns the rule, or an analyst writes.
    Stale
        When somebody changed it since `version` was read.
    Missing
        When there is no such freedom or test.
    Conflict
        When it was refused or is over.
    """
    owner = the_freedom(Reader(SYSTEM, by.at), key=freedom).rule.owner
    asked = by.actor.key is not None and by.actor.key == asked_by(freedom)
    holds = owner in offices_of(by.actor, by.at)
    if not permissions.may_link_test(by.actor, asked=asked, holds=holds):
        raise Forbidden
    things = lock(freedom, *([test] if test else []), expect={freedom: version})
    granting.link_test(things[freedom], things[test] if test else None, by)
    return Done(events.FreedomTestLinked(about=freedom, test=test), None)
