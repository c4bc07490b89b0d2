"""Barriers: raised and owed an answer in one act; sorted, joined, answered together, taken out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers import steps as answers
from headway.answers.analysis import NewQuestion, NewReply, hash_of
from headway.answers.choices import AnswerKind
from headway.answers.events import AnswerGiven
from headway.answers.queries import AnswerRow, owed
from headway.answers.queries import answers as answer_rows
from headway.answers.steps import Owed
from headway.formats.pictures import Plain
from headway.frontline import permissions
from headway.frontline.analysis import NewBarrier, Sorting, band
from headway.frontline.choices import Exit, Identity, RaisedAs
from headway.frontline.events import BarrierLeft, BarrierMerged, BarrierRaised, BarrierSorted
from headway.frontline.queries import DeskRow, barriers, contacts_kept, desk, of_answers
from headway.frontline.steps import barriers as frontline
from headway.frontline.steps import rules
from headway.frontline.steps.barriers import Ground
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.missions.choices import MissionState
from headway.missions.queries import missions
from headway.people.queries import day_of, offices_of

CONTACT_KEPT = timedelta(days=365)  # after the answer
OUTSIDE = frozenset({RaisedAs.PARTNER, RaisedAs.SUPPLIER})  # belong to another body than who owes


def seer(by: By) -> Reader:
    """Return who reads for a write: everything, as of now."""
    return Reader(SYSTEM, by.at)


@action(BarrierRaised)
def raise_barrier(by: By, *, new: NewBarrier, code: str, picture: Plain | None = None) -> Done[UUID]:
    """Say what is in the way, by name or for a team; return the key of the barrier.

    A barrier without a name goes through the letterbox, never through here.

    Parameters
    ----------
    new : what is in the way
    code : 128 random bits in hexadecimal, with which who raises it comes back; only its hash is kept
    picture : a picture without its metadata

    Raises
    ------
    Missing
        When the mission is not open to everybody.
    Conflict
        While the body has not said who reads barriers.
    Invalid
        When something cannot be used.
    """
    if new.identity == Identity.ANONYMOUS:
        raise Invalid(Sentence(_("What comes without a name goes into the letterbox.")))
    named = new.identity == Identity.NAMED
    account = by.actor.key if named else None
    thing, made, reader = put(by, new, hash_of(code), account, day_of(by.at), picture)
    event = BarrierRaised(
        about=thing.key,
        mission=new.mission,
        answer=made.thing.key,
        office=reader.reader,
        answer_by=made.answer_by,
    )
    return Done(event, thing.key)


def put(
    by: By,
    new: NewBarrier,
    code_hash: str,
    account: UUID | None,
    on: date,
    picture: Plain | None,
) -> tuple[Thing, Owed, DeskRow]:
    """Write a barrier and the answer that is owed about it, to who reads first."""
    first = open_desk(by)
    if new.mission is not None:
        require_open(by, new.mission)
    keys = [key for key in (new.mission, new.place, new.rule) if key is not None]
    things = lock(*keys) if keys else {}
    mission = things[new.mission] if new.mission else None
    thing = frontline.begin(new, mission, by)
    question = NewQuestion(
        about=thing.key,
        office=first.reader,
        kind=AnswerKind.BARRIER,
        label=thing.label,
        mission=new.mission,
        across=new.raised_as in OUTSIDE,
        account=account,
        code_hash=code_hash,
        costs=band(new.often, new.takes),
        asked_on=on,
    )
    made = answers.owe(by, question)
    place = things[new.place] if new.place else None
    frontline.write(thing, new, Ground(made.thing, mission, place, on), picture, by)
    if new.rule is not None:
        rules.name_rule(thing, things[new.rule], by)
    return thing, made, first


def open_desk(by: By) -> DeskRow:
    """Return who reads first; raises Conflict while nobody does."""
    found = desk(seer(by))
    if found is None:
        raise Conflict(Sentence(_("Nobody reads barriers here yet, so nobody could answer you.")))
    return found


def require_open(by: By, mission: UUID) -> None:
    """Refuse a mission that is not open to everybody, or closed; raises Missing or Conflict."""
    row = next((row for row in missions(seer(by)) if row.key == mission), None)
    if row is None or row.opened_at is None:
        raise Missing
    if row.state == MissionState.CLOSED:
        raise Conflict(Sentence(_("This mission is closed.")))


# --- who sorts ---


@action(BarrierSorted)
def sort_barrier(by: By, *, barrier: UUID, sorting: Sorting) -> Done[None]:
    """Give a barrier its kind, its rule and the office that decides, which owes the answer from now on.

    Raises
    ------
    Forbidden
        Unless who holds the office that owes the answer, or the steward, asks.
    Conflict
        When it is answered already.
    Missing
        When there is no such office or rule.
    """
    row = sortable(by, barrier)
    keys = [barrier, row.key, *([sorting.rule] if sorting.rule else [])]
    things = lock(*keys)
    frontline.sort(things[barrier], sorting, by)
    if sorting.rule is not None:
        rules.name_rule(things[barrier], things[sorting.rule], by)
    answer_by = answers.route(things[row.key], sorting.to, by)
    event = BarrierSorted(
        about=barrier, barrier_kind=sorting.kind, answer=row.key, office=sorting.to, answer_by=answer_by
    )
    return Done(event, None)


def sortable(by: By, barrier: UUID) -> AnswerRow:
    """Return the answer about a barrier to whoever may sort it; raises Missing or Forbidden."""
    if barrier not in barriers(seer(by), keys=[barrier]):
        raise Missing
    row = owed(seer(by), about=[barrier])[barrier]
    held = row.office in offices_of(by.actor, by.at)
    if not permissions.may_sort(by.actor, holds=held):
        raise Forbidden
    return row


@action(BarrierLeft)
def take_out(by: By, *, barrier: UUID, way: Exit) -> Done[None]:
    """Take a barrier out of the ledger today: only the office for safeguarding or whistleblowing has it now.

    Raises as `sort_barrier`.
    """
    row = sortable(by, barrier)
    first = open_desk(by)
    office = first.safeguarding if way == Exit.SAFEGUARDING else first.whistleblowing
    things = lock(barrier, row.key, office)
    answers.withdraw(things[row.key], replace(by, actor=SYSTEM))
    frontline.leave(things[barrier], way, things[office], by)
    return Done(BarrierLeft(about=barrier, office=office), None)


@action(BarrierMerged)
def join(by: By, *, barrier: UUID, into: UUID) -> Done[None]:
    """Join a barrier to another that says the same: one answer settles both, and each keeps its own.

    Raises
    ------
    Forbidden
        Unless who may sort both asks.
    Conflict
        When one of them is answered or joined already.
    """
    row, other = sortable(by, barrier), sortable(by, into)
    if not (row.open and other.open):
        raise Conflict(Sentence(_("One of the two is answered already.")))
    things = lock(barrier, into, row.key)
    frontline.join(things[barrier], things[into], by)
    if row.office != other.office:
        answers.route(things[row.key], other.office, by)
    return Done(BarrierMerged(about=barrier, into=into), None)


# --- who answers ---


@action(AnswerGiven)
def answer_barriers(by: By, *, answers_to: Iterable[UUID], reply: NewReply) -> Done[UUID]:
    """Answer barriers, and with each of them those that were joined to it; return the key of the reply.

    Raises
    ------
    Forbidden
        Unless the holder of the office that owes them answers.
    Conflict
        When one of them is answered already: nothing is written.
    Invalid
        When the reply says too little.
    """
    made, keys = answers.settle(with_joined(by, set(answers_to)), reply, by)
    return Done(AnswerGiven(about=made, given_as=reply.given_as, answers=keys), made)


def with_joined(by: By, keys: set[UUID]) -> set[UUID]:
    """Return questions with those of the barriers that were joined to them and still wait; raises Missing."""
    found = of_answers(seer(by), answers=keys)
    if found.keys() != keys:
        raise Missing
    joined = {each for row in found.values() for each in row.joined}
    offices = {row.office for row in answer_rows(seer(by), keys=keys)}
    waiting = owed(seer(by), about=joined) if joined else {}
    return keys | {row.key for row in waiting.values() if row.open and row.office in offices}


def contacts_due(at: datetime) -> tuple[UUID, ...]:
    """Return the barriers whose contact details go: answered, or withdrawn, a year ago."""
    reader = Reader(SYSTEM, at)
    old = contacts_kept(reader, before=at - CONTACT_KEPT)
    rows = owed(reader, about=old) if old else {}
    return tuple(
        key
        for key in old
        if key in rows and not rows[key].open and rows[key].turns[-1].at < at - CONTACT_KEPT
    )
