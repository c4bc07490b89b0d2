"""Who may do what about what is in the way: pure predicates over the actor and plain facts."""

from collections.abc import Iterable
from uuid import UUID

from headway.kernel.actors import Actor, RoleName

# --- barriers ---


def may_set_desk(actor: Actor) -> bool:
    """The steward says who reads barriers first and who decides about each kind."""
    return actor.system or actor.has(RoleName.STEWARD)


def may_sort(actor: Actor, *, holds: bool) -> bool:
    """Who holds the office that owes the answer sorts; the steward does where it landed wrongly."""
    return actor.system or (actor.signed_in and (holds or actor.has(RoleName.STEWARD)))


def may_summarise(actor: Actor, *, holds: bool) -> bool:
    """A steward approves what the public may read, and never of a barrier that they owe an answer to."""
    return actor.system or (actor.has(RoleName.STEWARD) and not holds)


def may_read_words(actor: Actor, *, holds: bool, raised: bool) -> bool:
    """Who raised it, who owes the answer, and the steward read what was written."""
    return actor.system or raised or (actor.signed_in and (holds or actor.has(RoleName.STEWARD)))


def may_say_me_too(actor: Actor, *, raised: bool) -> bool:
    """Whoever is signed in and did not raise it says that they have the same in their way."""
    return actor.signed_in and not raised


# --- rules and freedoms ---

ASKERS = (
    RoleName.STAFF,
    RoleName.MISSION_LEAD,
    RoleName.DECIDER,
    RoleName.ANALYST,
    RoleName.BOARD,
    RoleName.STEWARD,
)


def may_keep_rule(actor: Actor, *, holds: bool) -> bool:
    """The office that owns a rule keeps its record; the steward keeps the register."""
    return actor.system or actor.has(RoleName.STEWARD) or (actor.signed_in and holds)


def may_change_rule(actor: Actor, *, holds: bool) -> bool:
    """Only the office that owns a rule changes it or takes it away; a board does by its decision."""
    return actor.system or (actor.signed_in and holds)


def may_name_rule(actor: Actor, *, holds: bool) -> bool:
    """Who owes the answer to a barrier, or the steward, names the rule that it rests on."""
    return actor.system or actor.has(RoleName.STEWARD) or (actor.signed_in and holds)


def may_weigh(actor: Actor, *, holds: bool) -> bool:
    """The office that owns a rule weighs it; an analyst may do so for it."""
    return actor.system or actor.has(RoleName.ANALYST) or (actor.signed_in and holds)


def may_ask_freedom(actor: Actor, missions: Iterable[UUID] = ()) -> bool:
    """Whoever works here asks for a freedom, or for one of the missions they work on."""
    scopes = tuple(missions)
    return actor.system or any(actor.has(role, *scopes) for role in ASKERS)


def may_rewrite_freedom(actor: Actor, *, asked: bool) -> bool:
    """Only who asked writes what is asked anew."""
    return actor.system or (actor.signed_in and asked)


def may_link_test(actor: Actor, *, asked: bool, holds: bool) -> bool:
    """Who asked, the office that owns the rule, and an analyst name the test that studies a freedom."""
    return actor.system or actor.has(RoleName.ANALYST) or (actor.signed_in and (asked or holds))


def may_answer_freedom(actor: Actor, *, holds: bool) -> bool:
    """The office that owns the rule grants or refuses."""
    return actor.system or (actor.signed_in and holds)


def may_govern_freedom(actor: Actor, scopes: Iterable[UUID]) -> bool:
    """A board grants what an office refused, and decides what becomes of a freedom."""
    return actor.system or actor.has(RoleName.BOARD, *scopes)


def may_ask_three_questions(actor: Actor, missions: Iterable[UUID] = ()) -> bool:
    """A team of people who work here asks itself."""
    return may_ask_freedom(actor, missions)
