"""Who may do what about answers: pure predicates over the actor and plain facts."""

from headway.kernel.actors import Actor, RoleName


def may_answer(actor: Actor, *, holds: bool) -> bool:
    """Whoever holds the office that owes acknowledges, routes and answers."""
    return actor.system or (actor.signed_in and holds)


def may_route(actor: Actor, *, holds: bool) -> bool:
    """Who holds the office routes; the steward does where a question landed wrongly."""
    return may_answer(actor, holds=holds) or actor.has(RoleName.STEWARD)


def may_say(*, asked: bool, holds: bool) -> bool:
    """Only who asked confirms, reopens, contests or withdraws; never who owes."""
    return asked and not holds


def may_set(actor: Actor) -> bool:
    """The steward sets clocks."""
    return actor.system or actor.has(RoleName.STEWARD)


def may_say_capacity(actor: Actor) -> bool:
    """The steward or an administrator says what the body can answer a month."""
    return may_set(actor) or actor.has(RoleName.ADMINISTRATOR)


def may_pause(actor: Actor, *, holds: bool) -> bool:
    """The steward pauses the clocks of an office, never of one they hold: who owes cannot stop the clock."""
    return actor.system or (actor.has(RoleName.STEWARD) and not holds)
