"""The life of a freedom: asked of the office that owns the rule, answered by it, decided about by a board."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers import steps as answers
from headway.answers.analysis import NewQuestion, NewReply
from headway.answers.choices import AnswerKind, GivenAs
from headway.answers.queries import AnswerRow, owed
from headway.frontline import permissions
from headway.frontline.analysis import (
    CouldShow,
    Granting,
    NewFreedom,
    Refusing,
    Reviewing,
    RuleChange,
    could_show,
)
from headway.frontline.choices import Expiry, RuleState
from headway.frontline.events import FreedomAsked, FreedomGranted, FreedomRefused, FreedomReviewed
from headway.frontline.queries.freedoms import FreedomRow, freedom
from headway.frontline.queries.granted import watched_past
from headway.frontline.queries.rules import rules
from headway.frontline.steps import freedoms as steps
from headway.frontline.steps import granting
from headway.frontline.steps import rules as rule_steps
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.people.queries import offices_of
from headway.rhythms.choices import DecisionKind
from headway.rhythms.queries import DecisionRow, decision


@action(FreedomAsked)
def ask_freedom(by: By, *, new: NewFreedom) -> Done[UUID]:
    """Ask for a freedom from a rule: the office that owns the rule owes an answer; return the freedom's key.

    Raises
    ------
    Forbidden
        Unless somebody asks who works here.
    Missing
        When the rule, or something else that is named, is none.
    Conflict
        When the rule is locked or was taken away.
    Invalid
        Without a last day within two years, a guard, or an indicator that would show harm.
    """
    if not permissions.may_ask_freedom(by.actor, [new.mission] if new.mission else []):
        raise Forbidden
    found = rules(seer(by), keys={new.rule})
    if not found:
        raise Missing
    things = lock(*new.things())
    thing = steps.ask(new, things, by)
    question = NewQuestion(
        about=thing.key,
        office=found[0].owner,
        kind=AnswerKind.FREEDOM,
        label=thing.label,
        mission=new.mission,
        routed=True,
        account=by.actor.key,
    )
    made = answers.owe(by, question)
    event = FreedomAsked(
        about=thing.key,
        rule=new.rule,
        answer=made.thing.key,
        office=found[0].owner,
        answer_by=made.answer_by,
    )
    return Done(event, thing.key)


def shown_before(by: By, key: UUID) -> tuple[CouldShow, ...]:
    """Return the smallest effects that the time of a freedom would reveal; prepared before writing."""
    row = freedom(seer(by), key=key)
    past = watched_past(seer(by), row)
    return tuple(could_show(each, row.starts_on, row.ends_on) for each in past)


@action(FreedomGranted)
def grant_freedom(
    by: By, *, freedom: UUID, said: Granting, shown: tuple[CouldShow, ...], version: int
) -> Done[None]:
    """Grant a freedom, as the office that owns the rule.

    Raises
    ------
    Forbidden
        Unless who holds the office asks.
    Stale
        When it was written anew since `version` was read.
    Invalid
        Without the reason and the equality statement, and for a law the legal check.
    Conflict
        When the rule is locked, or it was granted already.
    """
    row, owing = asked(by, freedom)
    if not permissions.may_answer_freedom(by.actor, holds=holds(by, owing)):
        raise Forbidden
    require_open(owing)
    things = lock(freedom, owing.key, expect={freedom: version})
    until = granting.grant(things[freedom], said, shown, by)
    settle(things[owing.key], NewReply(GivenAs.FREEDOM, said.reason, row.language), by)
    return Done(FreedomGranted(about=freedom, until=until, decision=None), None)


@action(FreedomRefused)
def refuse_freedom(by: By, *, freedom: UUID, said: Refusing, version: int) -> Done[None]:
    """Refuse a freedom with the reason and what can be done instead; who asked may contest that.

    Raises
    ------
    Forbidden
        Unless who holds the office that owns the rule asks.
    Stale
        When it was written anew since `version` was read.
    Invalid
        Without the reason, or without what can be done instead.
    Conflict
        When it was granted or answered already.
    """
    row, owing = asked(by, freedom)
    if not permissions.may_answer_freedom(by.actor, holds=holds(by, owing)):
        raise Forbidden
    require_open(owing)
    things = lock(freedom, owing.key, expect={freedom: version})
    granting.refuse(things[freedom], said, by)
    reply = NewReply(
        GivenAs.REFUSED, said.reason, row.language, rule=row.rule.clause[:300], instead=said.instead
    )
    settle(things[owing.key], reply, by)
    return Done(FreedomRefused(about=freedom, office=owing.office, officer=said.officer), None)


@action(FreedomGranted)
def grant_by_board(
    by: By,
    *,
    freedom: UUID,
    decision: UUID,
    said: Granting,
    shown: tuple[CouldShow, ...],
    version: int,
) -> Done[None]:
    """Grant a freedom by a decision of a board, also where the office refused.

    Raises
    ------
    Forbidden
        Without the role of board.
    Stale
        When it was written anew since `version` was read.
    Invalid
        When the decision does not grant this freedom or is not in force, or the statements are missing.
    Conflict
        When the rule is locked, an officer refused by a duty of their own, or it was granted already.
    """
    row, owing = asked(by, freedom)
    made = in_force(by, decision, row, DecisionKind.GRANT_FREEDOM)
    if not permissions.may_govern_freedom(by.actor, scopes(row, made)):
        raise Forbidden
    require_open(owing)
    things = lock(freedom, owing.key, decision, expect={freedom: version})
    until = granting.grant(things[freedom], said, shown, by, decision=things[decision])
    settle(things[owing.key], NewReply(GivenAs.FREEDOM, said.reason, row.language), by)
    return Done(FreedomGranted(about=freedom, until=until, decision=decision), None)


@action(FreedomReviewed)
def review_freedom(by: By, *, freedom: UUID, decision: UUID, new: Reviewing, version: int) -> Done[None]:
    """Write what a board decided about a freedom: it ends, goes on, spreads, or the rule itself changes.

    Raises
    ------
    Forbidden
        Without the role of board.
    Stale
        When somebody changed it since `version` was read.
    Invalid
        When the decision is not about this freedom or not in force, or says too little.
    Conflict
        When the freedom was never granted, or was ended by a decision already.
    """
    row = the_freedom(by, freedom)
    made = in_force(by, decision, row, DecisionKind.GRANT_FREEDOM, DecisionKind.CHANGE_RULE)
    if not permissions.may_govern_freedom(by.actor, scopes(row, made)):
        raise Forbidden
    things = lock(freedom, decision, row.rule.key, expect={freedom: version})
    until = granting.review(things[freedom], new, by, decision=things[decision])
    if new.expiry is Expiry.PERMANENT:
        change = RuleChange(
            RuleState.CHANGED, made.decided_on or made.on, new.note, new.rule_text, new.clause
        )
        rule_steps.change(things[row.rule.key], change, by, decision=things[decision])
    event = FreedomReviewed(about=freedom, expiry=new.expiry, decision=decision, until=until)
    return Done(event, None)


# --- ground ---


def seer(by: By) -> Reader:
    """Return who reads for a write: everything, as of now."""
    return Reader(SYSTEM, by.at)


def the_freedom(by: By, key: UUID) -> FreedomRow:
    """Return a freedom that who acts may see; raises Missing."""
    return freedom(Reader(by.actor, by.at), key=key)


def asked(by: By, key: UUID) -> tuple[FreedomRow, AnswerRow]:
    """Return a freedom and the question about it; raises Missing."""
    row, question = the_freedom(by, key), owed(seer(by), about=[key]).get(key)
    if question is None:
        raise Missing
    return row, question


def holds(by: By, owing: AnswerRow) -> bool:
    """Whether who acts holds the office that owes the answer."""
    return owing.office in offices_of(by.actor, by.at)


def settle(thing: Thing, reply: NewReply, by: By) -> None:
    """Answer the question about a freedom.

    Who may is checked before: where a board grants over a refusal, it answers for the office.
    """
    answers.give([thing], reply, By(SYSTEM, by.at, by.via))


def require_open(owing: AnswerRow) -> None:
    """Refuse to answer twice: a refusal stands until who asked contests it."""
    if not owing.running:
        raise Conflict(Sentence(_("This was answered, and who asked has not contested it.")))


def scopes(row: FreedomRow, made: DecisionRow) -> tuple[UUID, ...]:
    """Return what a board's role may be for: the board, and the freedom's mission."""
    return tuple(key for key in (made.board, row.mission) if key is not None)


def in_force(by: By, key: UUID, row: FreedomRow, *kinds: DecisionKind) -> DecisionRow:
    """Return a decision that settles something about a freedom; raises Missing or Invalid."""
    found = decision(Reader(by.actor, by.at), key=key)
    wrong = why_not(found, row, kinds)
    if wrong is not None:
        raise Invalid(wrong, {"decision": wrong})
    return found


def why_not(found: DecisionRow, row: FreedomRow, kinds: tuple[DecisionKind, ...]) -> Sentence | None:
    """Return why a decision settles nothing about a freedom; None where it does."""
    tests = (
        (row.key in found.about, _("This decision is not about this freedom.")),
        (found.kind in kinds, _("This decision is of another kind: it grants no freedom.")),
        (found.in_force, _("This decision is not in force.")),
        (found.binding, _("This decision names no power. It is only a recommendation.")),
    )
    return next((Sentence(words) for holds_, words in tests if not holds_), None)
