"""Rows of participants and votes: one person has one vote on a statement, however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.people.queries import day_of
from headway.voice.analysis.codes import account_hash, code_hash, receipt_hash
from headway.voice.analysis.taking import Cast, Joining
from headway.voice.choices import LIVE, OFFLINE, Choice, Entry, Mode, Stage
from headway.voice.models import (
    Admission,
    ConversationTerms,
    Happening,
    InviteCode,
    Participant,
    StatementTurn,
    Vote,
)
from headway.voice.steps.conversations import STOPS, the_row


def require_nameless(by: By) -> None:
    """Refuse an act under a pseudonym that comes with an account: the log would tie the two for ever."""
    if by.actor.key is not None:
        raise Forbidden(Sentence(_("A vote never carries an account.")))


@step
def join(thing: Thing, joining: Joining, account: UUID | None, by: By) -> Participant:
    """Write a pseudonym for somebody who joins a conversation.

    Raises
    ------
    Conflict
        When nobody can take part now, or this account joined already.
    Forbidden
        When only those who are signed in may take part, and nobody is.
    Invalid
        When the code is not one of this conversation, or was used.
    """
    row = the_row(thing, by)
    if not row.takes_part:
        raise Conflict(Sentence(_("Nobody can vote here now.")))
    kept = receipt_hash(joining.receipt)
    if not kept:
        raise Invalid(Sentence(_("Reload the page and try again.")))
    same = Participant.objects.filter(receipt_hash=kept, conversation_id=thing.pk).first()
    if same is not None:  # the form was sent twice
        return same
    batch = joining.batch
    if joining.mode is Mode.WEB and row.terms.entry is Entry.CODES:
        batch = use_code(thing, joining.code)
    elif joining.mode is Mode.WEB and row.terms.entry is Entry.VERIFIED:
        admit(thing, account)
    return Participant.objects.create(
        conversation_id=thing.pk,
        receipt_hash=kept,
        mode=joining.mode,
        batch=batch,
        joined_on=day_of(by.at),
    )


def use_code(thing: Thing, code: str) -> str:
    """Use up a code and return its print run; raises Invalid."""
    found = InviteCode.objects.select_for_update().filter(
        conversation_id=thing.pk, code_hash=code_hash(code), used=False
    )
    row = found.first()
    if row is None:
        words = Sentence(_("This code is not one of ours, or somebody used it. Check it and try again."))
        raise Invalid(words, {"code": words})
    InviteCode.objects.filter(pk=row.pk).update(used=True)
    return row.batch


def admit(thing: Thing, account: UUID | None) -> None:
    """Note that an account joined, once; raises Forbidden or Conflict."""
    if account is None:
        raise Forbidden(Sentence(_("Sign in first: this conversation is for people who are known.")))
    kept = account_hash(account, thing.key, settings.SECRET_KEY)
    made = Admission.objects.get_or_create(conversation_id=thing.pk, account_hash=kept)[1]
    if not made:
        raise Conflict(
            Sentence(
                _("You have joined already. Come back with your receipt: we do not know which is yours.")
            )
        )


@dataclass(frozen=True, slots=True)
class Voter:
    """A pseudonym that was locked for a vote, and the conversation it belongs to."""

    row: Participant
    conversation: UUID


def locked(receipt: str, **known: F | Subquery) -> Participant:
    """Lock the pseudonym of a receipt, with its conversation's key and what else is to be known of it.

    Two votes of one person then wait for each other. Raises Missing.
    """
    kept = receipt_hash(receipt)
    rows = Participant.objects.select_for_update(of=("self",), no_key=True).filter(receipt_hash=kept)
    found = rows.annotate(home=F("conversation__thing__key"), **known).first() if kept else None
    if found is None:
        raise Missing(Sentence(_("We do not know this receipt. Join the conversation to vote.")))
    return found


def the_voter(receipt: str) -> Voter:
    """Lock the pseudonym of a receipt; raises Missing."""
    found: Any = locked(receipt)
    return Voter(found, found.home)


def open_voter(receipt: str, by: By) -> Voter:
    """Lock the pseudonym of a receipt while its conversation is open; raises Conflict or Missing."""
    terms = ConversationTerms.objects.filter(
        conversation=OuterRef("conversation_id"), known_to__isnull=True
    ).values("closes_on")
    found: Any = locked(
        receipt,
        opened=F("conversation__opened_at"),
        closed=F("conversation__closed_at"),
        last=Subquery(terms[:1]),
    )
    if found.opened is None or found.closed is not None:
        raise Conflict(Sentence(STOPS[Stage.DRAFT if found.opened is None else Stage.CLOSED]))
    if found.last is not None and found.last < day_of(by.at):
        raise Conflict(Sentence(_("Nobody can vote here now.")))
    return Voter(found, found.home)


@step
def cast(voter: Voter, one: Cast, by: By) -> None:
    """Write a vote of a locked pseudonym; the same again changes nothing, another is a change of mind.

    Raises
    ------
    Conflict
        When the statement is not (or no more) published: such votes are never taken.
    Missing
        When the statement is not of this conversation.
    """
    turns = StatementTurn.objects.filter(
        statement__thing__key=one.statement, statement__conversation=voter.row.conversation_id
    )
    found = turns.order_by("-number").values_list("statement_id", "turn").first()
    if found is None:
        raise Missing
    if found[1] not in LIVE:
        raise Conflict(Sentence(_("Nobody can vote on this statement now.")))
    if one.propensity is not None and not 0 < one.propensity <= 1:
        raise Invalid(Sentence(_("Reload the page and try again.")))
    current = Vote.objects.filter(participant=voter.row, statement_id=found[0], known_to__isnull=True)
    before = current.values_list("choice", "important").first()
    if before == (one.choice, one.important):
        return
    if before is not None:
        current.update(known_to=by.at)
    Vote.objects.create(
        participant=voter.row,
        statement_id=found[0],
        choice=one.choice,
        important=one.important,
        propensity=one.propensity,
        known_from=by.at,
    )


@step
def enter(thing: Thing, joining: Joining, casts: Sequence[Cast], by: By) -> Participant:
    """Write a sheet of votes of somebody who took part on paper, by telephone or with help.

    Raises
    ------
    Conflict
        When the conversation is neither open nor just closed: paper may come in until the result is reported.
    Invalid
        Without a vote, or with another mode.
    """
    row = the_row(thing, by)
    if row.stage not in {Stage.OPEN, Stage.CLOSED}:
        raise Conflict(Sentence(STOPS[row.stage]))
    if joining.mode not in OFFLINE:
        raise Invalid(Sentence(_("Choose from the list.")))
    if not casts:
        raise Invalid(Sentence(_("Enter one vote at least.")))
    person = Participant.objects.create(
        conversation_id=thing.pk,
        receipt_hash=receipt_hash(joining.receipt),
        mode=joining.mode,
        batch=" ".join(joining.batch.split())[:80],
        joined_on=day_of(by.at),
    )
    voter = Voter(person, thing.key)
    for one in casts:
        cast(voter, one, by)
    return person


@step
def judge_happening(voter: Voter, statement: UUID, *, happened: bool, by: By) -> None:
    """Say whether what was promised happened, as somebody who agreed; raises Forbidden."""
    agreed = Vote.objects.filter(
        participant=voter.row,
        statement__thing__key=statement,
        choice=Choice.AGREE,
        known_to__isnull=True,
    ).values_list("statement_id", flat=True)
    concerned = agreed.first()
    if concerned is None:
        raise Forbidden(Sentence(_("Only those who agreed with the statement may say whether it happened.")))
    rows = Happening.objects.filter(participant=voter.row, statement_id=concerned, known_to__isnull=True)
    before = rows.values_list("happened", flat=True).first()
    if before == happened:
        return
    rows.update(known_to=by.at)
    Happening.objects.create(
        participant=voter.row, statement_id=concerned, happened=happened, known_from=by.at
    )
