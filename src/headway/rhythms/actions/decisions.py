"""Decisions: propose, rewrite, make, call in, confirm, finish, review, correct."""

from datetime import date
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden
from headway.kernel.models import Thing
from headway.rhythms import events, permissions, steps
from headway.rhythms.analysis import NewDecision
from headway.rhythms.queries import power_named, scopes_of_board, scopes_of_decision


def linked(decision: NewDecision) -> set[UUID]:
    """Return the Things that a decision names."""
    return {*decision.about, *decision.evidence, *((decision.event,) if decision.event else ())}


@action(events.DecisionProposed)
def propose_decision(by: By, *, board: UUID, decision: NewDecision) -> Done[UUID]:
    """Put a decision before a board.

    Raises
    ------
    Forbidden
        Unless the board or the lead of a mission it is about asks.
    Invalid
        Without a name or words.
    Conflict
        When the board has ended.
    """
    things = lock(board, *linked(decision))
    scopes = (*scopes_of_board(Reader(by.actor, by.at), board), *decision.about)
    if not permissions.may_propose(by.actor, scopes):
        raise Forbidden
    thing = steps.propose(things[board], decision, things, by)
    event = events.DecisionProposed(about=thing.key, board=board, decision_kind=decision.kind)
    return Done(event, thing.key)


@action(events.DecisionRewritten)
def rewrite_decision(by: By, *, decision: UUID, words: NewDecision, version: int) -> Done[None]:
    """Write the next wording of a proposed decision.

    Raises
    ------
    Forbidden
        Unless the board or the lead of a mission it is about asks.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When it was made: its record then is corrected by a new entry.
    """
    things = lock(decision, *linked(words), expect={decision: version})
    if not permissions.may_propose(by.actor, scopes_of_decision(Reader(by.actor, by.at), decision)):
        raise Forbidden
    number = steps.rewrite(things[decision], words, things, by)
    return Done(events.DecisionRewritten(about=decision, version=number), None)


def locked_by_board(reader: Reader, decision: UUID, version: int | None = None) -> Thing:
    """Lock a decision for the board that makes it."""
    thing = lock(decision, expect=None if version is None else {decision: version})[decision]
    if not permissions.may_run(reader.actor, scopes_of_decision(reader, decision)):
        raise Forbidden
    return thing


@action(events.DecisionMade)
def make_decision(by: By, *, decision: UUID, on: date, version: int) -> Done[None]:
    """Record that a decision was made, on the wording that was read.

    Raises
    ------
    Forbidden
        Without the role of board; or for who wrote it, where somebody else of the board could record it.
    Invalid
        Without reasons, alternatives, conflicts, the equality statement, forecast and review date; or with
        too little notice of a key decision and no reason for that.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When it was made already.
    """
    thing = locked_by_board(Reader(by.actor, by.at), decision, version)
    stage = steps.make(thing, on, by, scopes_of_decision(Reader(by.actor, by.at), decision))
    binding = power_named(decision)
    return Done(events.DecisionMade(about=decision, on=on, binding=binding, checked=stage.checked), None)


@action(events.DecisionCalledIn)
def call_in_decision(by: By, *, decision: UUID, reason: str) -> Done[None]:
    """Hold a decision until it was looked at again.

    Raises
    ------
    Forbidden
        Without the role of board.
    Conflict
        When it is not just made, or the time for it has passed.
    """
    steps.call_in(locked_by_board(Reader(by.actor, by.at), decision), reason, by)
    return Done(events.DecisionCalledIn(about=decision), None)


@action(events.DecisionConfirmed)
def confirm_decision(by: By, *, decision: UUID, reason: str) -> Done[None]:
    """Say that a decision stands after it was called in; raises Forbidden, or Conflict when it was not."""
    steps.confirm(locked_by_board(Reader(by.actor, by.at), decision), reason, by)
    return Done(events.DecisionConfirmed(about=decision), None)


@action(events.DecisionDone)
def finish_decision(by: By, *, decision: UUID, note: str) -> Done[None]:
    """Say that what was decided has been done.

    Raises
    ------
    Forbidden
        Unless the lead of a mission it is about, or the board, asks.
    Conflict
        When it is not made, or waits after a call-in.
    """
    thing = lock(decision)[decision]
    if not permissions.may_finish(by.actor, scopes_of_decision(Reader(by.actor, by.at), decision)):
        raise Forbidden
    steps.finish(thing, note, by)
    return Done(events.DecisionDone(about=decision), None)


@action(events.DecisionReviewed)
def review_decision(by: By, *, decision: UUID, found: str) -> Done[None]:
    """Say what came of a decision; raises Forbidden without the role of board, Conflict before it is done."""
    steps.review(locked_by_board(Reader(by.actor, by.at), decision), found, by)
    return Done(events.DecisionReviewed(about=decision), None)


@action(events.DecisionCorrected)
def correct_decision(by: By, *, decision: UUID, text: str) -> Done[None]:
    """Add an entry to the record of a made decision; raises Forbidden, Invalid, or Conflict before that."""
    number = steps.correct(locked_by_board(Reader(by.actor, by.at), decision), text, by)
    return Done(events.DecisionCorrected(about=decision, entry=number), None)
