"""Who may do what about what is in the way: pure predicates over the actor and plain facts."""

from headway.kernel.actors import Actor, RoleName

# --- barriers ---


def may_set_desk(actor: Actor) -> bool:
    """The steward says who reads barriers first and who decides about each kind."""
    return actor.has(RoleName.STEWARD)


def may_sort(actor: Actor, *, holds: bool) -> bool:
    """Who holds the office that owes the answer sorts; the steward does where it landed wrongly."""
    return actor.signed_in and (holds or actor.has(RoleName.STEWARD))


def may_summarise(actor: Actor, *, holds: bool) -> bool:
    """A steward approves what the public may read, and never of a barrier that they owe an answer to."""
    return actor.has(RoleName.STEWARD) and not holds


def may_read_words(actor: Actor, *, holds: bool, raised: bool) -> bool:
    """Who raised it, who owes the answer, and the steward read what was written."""
    return actor.system or raised or (actor.signed_in and (holds or actor.has(RoleName.STEWARD)))


def may_say_me_too(actor: Actor, *, raised: bool) -> bool:
    """Whoever is signed in and did not raise it says that they have the same in their way."""
    return actor.signed_in and not raised
