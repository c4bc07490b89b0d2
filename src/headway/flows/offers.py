"""Taking part: an offer is made and owed an answer in one act; a yes begins an initiative in one act."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers import steps as answers
from headway.answers.analysis import NewQuestion, NewReply, hash_of
from headway.answers.choices import AnswerKind, GivenAs
from headway.answers.queries import AnswerRow, owed
from headway.answers.queries import answer as the_answer
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.missions import steps as missions
from headway.missions.analysis import InitiativeWords, NewOffer
from headway.missions.choices import InitiativeOrigin, MissionState
from headway.missions.events import OfferAccepted, OfferMade
from headway.missions.queries import MissionRow, contacts_kept
from headway.missions.queries import missions as all_missions
from headway.people.queries import body_key

CONTACT_KEPT = timedelta(days=365)  # after the answer


@action(OfferMade)
def make_offer(by: By, *, new: NewOffer, code: str) -> Done[UUID]:
    """Offer to take part, with or without an account: the office that leads the mission owes an answer.

    Parameters
    ----------
    new : what is offered
    code : 128 random bits in hexadecimal, with which who offers comes back; only its hash is kept

    Raises
    ------
    Missing
        When the mission is not open to everybody.
    Conflict
        When no office leads it, or it is closed.
    Invalid
        When the offer says nothing.
    """
    offer, made, office = put_offer(by, new, hash_of(code))
    event = OfferMade(
        about=offer.key,
        mission=new.mission,
        offered=new.kind,
        answer=made.thing.key,
        office=office,
        answer_by=made.answer_by,
    )
    return Done(event, made.thing.key)


def put_offer(by: By, new: NewOffer, code_hash: str) -> tuple[Thing, answers.Owed, UUID]:
    """Write an offer and the answer that is owed about it; return both, and the office that owes."""
    row = open_mission(by, new.mission)
    if row.charter.lead_key is None:
        raise Conflict(Sentence(_("No office leads this mission yet, so nobody could answer you.")))
    things = lock(new.mission)
    offer = missions.add_offer(things[new.mission], new, by)
    question = NewQuestion(
        about=offer.key,
        office=row.charter.lead_key,
        kind=AnswerKind.OFFER,
        label=offer.label,
        mission=new.mission,
        across=new.organisation is not None and new.organisation != body_key(seer(by)),
        routed=True,
        account=by.actor.key,
        code_hash=code_hash,
    )
    return offer, answers.owe(by, question), row.charter.lead_key


@action(OfferAccepted)
def accept_offer(by: By, *, answer: UUID, reply: NewReply, words: InitiativeWords) -> Done[UUID]:
    """Answer an offer with yes: it becomes an initiative of the mission; return the initiative's key.

    Raises
    ------
    Forbidden
        Unless the holder of the office that owes the answer asks.
    Conflict
        When it is answered already.
    Invalid
        When the reason or the name of the initiative is missing.
    """
    question = offer_question(by, answer)
    things = lock(answer, question.about.key, *([question.mission] if question.mission else []))
    if question.mission is None or reply.given_as != GivenAs.YES:
        raise Invalid(Sentence(_("Only a yes begins an initiative.")))
    _made, rows = answers.give([things[answer]], reply, by)
    initiative = missions.begin_initiative(
        things[question.mission],
        words,
        by,
        origin=InitiativeOrigin.OFFER,
        offer=things[question.about.key],
    )
    event = OfferAccepted(
        about=question.about.key, answers=tuple(row.key for row in rows), initiative=initiative.key
    )
    return Done(event, initiative.key)


def offer_question(by: By, key: UUID) -> AnswerRow:
    """Return the question about an offer; raises Missing for any other."""
    row = the_answer(seer(by), key=key)
    if row.kind != AnswerKind.OFFER:
        raise Missing
    return row


def open_mission(by: By, key: UUID) -> MissionRow:
    """Return a mission that everybody may read and that goes on; raises Missing or Conflict."""
    row = next((row for row in all_missions(seer(by)) if row.key == key), None)
    if row is None or row.opened_at is None:
        raise Missing
    if row.state == MissionState.CLOSED:
        raise Conflict(Sentence(_("This mission is closed.")))
    return row


def contacts_due(at: datetime) -> tuple[UUID, ...]:
    """Return the offers whose contact details go: answered or withdrawn a year ago."""
    old = contacts_kept(at - CONTACT_KEPT)
    if not old:
        return ()
    rows = owed(Reader(SYSTEM, at), about=old)
    settled = {key: row.turns[-1].at for key, row in rows.items() if not row.open}
    return tuple(key for key in old if key in settled and settled[key] < at - CONTACT_KEPT)


def seer(by: By) -> Reader:
    """Return who reads for a write: everything, as of now."""
    return Reader(SYSTEM, by.at)
