"""What who owes and who asked do to a question."""

from collections.abc import Iterable
from uuid import UUID

from headway.answers import events, steps
from headway.answers.analysis import NewReply, Passed
from headway.answers.choices import Turn
from headway.answers.queries import AnswerRow
from headway.answers.steps.ground import require_answer, the_row
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden
from headway.kernel.models import Thing


@action(events.AnswerAcknowledged)
def acknowledge(by: By, *, answer: UUID) -> Done[None]:
    """Say that the office has the question.

    Raises
    ------
    Forbidden
        Unless the holder of the office that owes it says so.
    Conflict
        When it was acknowledged or answered.
    """
    row = steps.acknowledge(lock_answer(answer), by)
    return Done(events.AnswerAcknowledged(about=answer, office=row.office), None)


@action(events.AnswerRouted)
def route(by: By, *, answer: UUID, to: UUID) -> Done[None]:
    """Name the office that answers: this one, or another that owes it from now on.

    Raises
    ------
    Forbidden
        Unless the holder of the office that owes it, or the steward, asks.
    Conflict
        When it is answered.
    Missing
        When there is no such office.
    """
    answer_by = steps.route(lock_answer(answer), to, by)
    return Done(events.AnswerRouted(about=answer, office=to, answer_by=answer_by), None)


@action(events.AnswerGiven)
def give(by: By, *, answers: Iterable[UUID], reply: NewReply) -> Done[UUID]:
    """Answer one question or many of one kind; return the key of the reply.

    Raises
    ------
    Forbidden
        Unless the holder of the office that owes them answers.
    Conflict
        When one of them is answered already: nothing is written.
    Invalid
        When the reply says too little, or does not fit the kind of question.
    """
    made, keys = steps.settle(answers, reply, by)
    return Done(events.AnswerGiven(about=made, given_as=reply.given_as, answers=keys), made)


@action(events.AnswerConfirmed)
def confirm(by: By, *, answer: UUID, code: str = "") -> Done[None]:
    """Say, as who asked, that it is so.

    Raises
    ------
    Forbidden
        Unless who asked says so; never who owes it.
    Conflict
        When there is no answer to confirm.
    """
    steps.say(lock_answer(answer), Turn.CONFIRMED, by, code=code)
    return Done(events.AnswerConfirmed(about=answer), None)


@action(events.AnswerReopened)
def reopen(by: By, *, answer: UUID, why: str, code: str = "") -> Done[None]:
    """Say, as who asked, that it is not so: the clock runs anew; raises as `confirm`, or Invalid."""
    row = _again(by, answer, Turn.REOPENED, why, code)
    return Done(
        events.AnswerReopened(about=answer, office=row.office, answer_by=row.turns[-1].answer_by), None
    )


@action(events.AnswerContested)
def contest(by: By, *, answer: UUID, why: str, code: str = "") -> Done[None]:
    """Object, as who asked, to a refusal: it is owed anew; raises as `confirm`, or Invalid."""
    row = _again(by, answer, Turn.CONTESTED, why, code)
    return Done(
        events.AnswerContested(about=answer, office=row.office, answer_by=row.turns[-1].answer_by), None
    )


def _again(by: By, answer: UUID, turn: Turn, why: str, code: str) -> AnswerRow:
    """Open a question again and return how it stands then."""
    thing = lock_answer(answer)
    steps.say(thing, turn, by, code=code, why=why)
    return the_row(thing, by)


@action(events.AnswerWithdrawn)
def withdraw(by: By, *, answer: UUID, code: str = "") -> Done[None]:
    """Ask no more; raises Forbidden unless who asked says so, or Conflict when it is answered."""
    steps.withdraw(lock_answer(answer), by, code=code)
    return Done(events.AnswerWithdrawn(about=answer), None)


@action(events.ClockPassed)
def note_passed(by: By, *, answer: UUID, ran_out: Passed) -> Done[None]:
    """Tell once that a clock ran out; raises Forbidden for a person, Conflict when it was told."""
    if not by.actor.system:
        raise Forbidden
    thing = lock_answer(answer)
    steps.note_passed(thing, ran_out, by)
    office = the_row(thing, by).office
    return Done(events.ClockPassed(about=answer, clock=ran_out.due, office=office, on=ran_out.on), None)


def lock_answer(key: UUID) -> Thing:
    """Lock a question's Thing, or say that there is none."""
    return require_answer(lock(key)[key])
