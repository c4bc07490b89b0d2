"""Statements: written by whoever takes part or by the body, moderated, recast; what came of them."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.voice import events, permissions, steps
from headway.voice.actions.conversations import _held
from headway.voice.analysis.taking import Hiding, NewTrace, Recast
from headway.voice.choices import CarriedOut, Stage
from headway.voice.models import Participant
from headway.voice.queries import scope_of
from headway.voice.queries.panels import recommendation_scope
from headway.voice.queries.statements import StatementRow


def _moderated(by: By, statement: UUID) -> tuple[Thing, StatementRow]:
    """Lock a statement for those who moderate its conversation."""
    thing = lock(statement)[statement]
    row = steps.the_statement(thing, by)
    if not permissions.may_moderate(by.actor, row.mission):
        raise Forbidden
    return thing, row


@action(events.StatementWritten)
def say_something(by: By, *, receipt: str, text: str, language: str = "") -> Done[UUID]:
    """Write a statement under one's pseudonym; it waits for a moderator unless the terms say otherwise.

    Raises
    ------
    Forbidden
        When the act carries an account.
    Missing
        When the receipt is none.
    Conflict
        When the conversation is not open.
    Invalid
        When it says nothing, too much, or what stands there already.
    """
    steps.require_nameless(by)
    home = steps.the_voter(receipt).conversation
    thing = lock(home)[home]
    voter, row = steps.open_voter(receipt, by), steps.the_row(thing, by)
    live = not row.terms.moderated
    made = steps.write(thing, text, by, author=voter.row, live=live, language=language)
    event = events.StatementWritten(
        about=made.thing.key, conversation=home, number=made.number, waits=not live
    )
    return Done(event, made.thing.key)


@action(events.StatementWritten)
def add_statement(by: By, *, conversation: UUID, text: str) -> Done[UUID]:
    """Add a statement of the body; it is live at once.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        When the conversation is closed.
    Invalid
        When it says nothing, too much, or what stands there already.
    """
    thing = _held(by, conversation)[conversation]
    steps.require_stage(steps.the_row(thing, by), Stage.DRAFT, Stage.OPEN)
    made = steps.write(thing, text, by, live=True)
    event = events.StatementWritten(
        about=made.thing.key, conversation=conversation, number=made.number, waits=False
    )
    return Done(event, made.thing.key)


@action(events.StatementPublished)
def publish_statement(by: By, *, statement: UUID) -> Done[None]:
    """Let people vote on a statement; raises Forbidden, or Conflict when it does not wait."""
    thing, _row = _moderated(by, statement)
    steps.publish(thing, by)
    return Done(events.StatementPublished(about=statement), None)


@action(events.StatementHidden)
def hide_statement(by: By, *, statement: UUID, hiding: Hiding) -> Done[None]:
    """Hide a statement for a reason; raises Forbidden, Conflict or Invalid."""
    thing, _row = _moderated(by, statement)
    steps.hide(thing, hiding, by)
    return Done(events.StatementHidden(about=statement, why=hiding.why), None)


@action(events.StatementRecast)
def recast_statements(by: By, *, statements: Sequence[UUID], recasting: Recast) -> Done[None]:
    """Merge, split or reword statements of one conversation; where they came from stays public.

    Raises
    ------
    Forbidden
        Unless its moderator asks.
    Missing
        When they are not of one conversation.
    Conflict
        When one is hidden already, or the conversation is closed.
    Invalid
        Without new words, or without one that stays.
    """
    keys = {*statements, *([recasting.into] if recasting.into else [])}
    if not statements:
        raise Missing
    first = lock(*keys)
    homes = {steps.the_statement(thing, by).conversation for thing in first.values()}
    if len(homes) != 1:
        raise Missing
    home = homes.pop()
    if not permissions.may_moderate(by.actor, scope_of(Reader(by.actor, by.at), home)):
        raise Forbidden
    conversation = lock(home)[home]
    olds = [first[key] for key in dict.fromkeys(statements)]
    made = steps.recast(conversation, olds, recasting, first, by)
    event = events.StatementRecast(
        about=olds[0].key, how=recasting.how, became=tuple(thing.key for thing in made)
    )
    return Done(event, None)


@action(events.HidingAppealed)
def appeal_hiding(by: By, *, statement: UUID, receipt: str, note: str) -> Done[None]:
    """Ask the steward to look again at one's own statement; raises Forbidden, Conflict or Missing."""
    steps.require_nameless(by)
    author: Participant = steps.the_voter(receipt).row
    steps.appeal(lock(statement)[statement], author, note, by)
    return Done(events.HidingAppealed(about=statement), None)


@action(events.AppealDecided)
def decide_appeal(by: By, *, statement: UUID, shown: bool, note: str) -> Done[None]:
    """Decide an appeal as steward; raises Forbidden, or Conflict when nobody appealed."""
    thing = lock(statement)[statement]
    if not permissions.may_decide_appeals(by.actor):
        raise Forbidden
    steps.decide_appeal(thing, shown=shown, note=note, by=by)
    return Done(events.AppealDecided(about=statement, shown=shown), None)


# --- what came of it ---


def _traced(by: By, statement: UUID, *more: UUID) -> dict[UUID, Thing]:
    """Lock a statement or a recommendation for those who say what came of it."""
    things = lock(statement, *more)
    if things[statement].kind == "recommendation":
        mission = recommendation_scope(statement)
    else:
        mission = steps.the_statement(things[statement], by).mission
    if not permissions.may_trace(by.actor, mission):
        raise Forbidden
    return things


@action(events.ChangeTraced)
def trace_change(by: By, *, of: UUID, new: NewTrace) -> Done[None]:
    """Say that a charter, an initiative, a test or a decision changed because of what people said.

    Parameters
    ----------
    of : a statement, or a recommendation of a panel

    Raises
    ------
    Forbidden
        Unless the lead or the board asks.
    Conflict
        When it was traced already, or it would come of itself.
    Invalid
        Without a word on what changed.
    """
    if new.to == of:
        raise Conflict(Sentence(_("A statement cannot come of itself.")))
    things = _traced(by, of, new.to)
    steps.trace(things[of], things[new.to], new, by)
    event = events.ChangeTraced(about=of, to=new.to, charter_version=new.charter_version or None)
    return Done(event, None)


@action(events.CarryingOutNoted)
def note_carrying_out(by: By, *, statement: UUID, state: CarriedOut, note: str) -> Done[None]:
    """Say how far what was answered is carried out; raises Forbidden or Invalid."""
    steps.note_carrying_out(_traced(by, statement)[statement], state, note, by)
    return Done(events.CarryingOutNoted(about=statement, state=state), None)
