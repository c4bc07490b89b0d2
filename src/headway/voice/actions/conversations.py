"""Conversations: drafted, worded, opened, closed; codes, assessments, translations, results kept."""

from collections.abc import Mapping
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.translations import NewText, translate
from headway.missions.queries import missions
from headway.voice import events, permissions, steps
from headway.voice.analysis.opinions import Opinion
from headway.voice.analysis.taking import NewConversation, Terms
from headway.voice.queries import scope_of
from headway.voice.queries.conversations import SAID


def _held(by: By, key: UUID, *more: UUID, expect: Mapping[UUID, int] | None = None) -> dict[UUID, Thing]:
    """Lock a conversation for those who hold it."""
    things = lock(key, *more, expect=expect)
    if not permissions.may_hold(by.actor, scope_of(Reader(by.actor, by.at), key)):
        raise Forbidden
    return things


@action(events.ConversationDrafted)
def draft_conversation(by: By, *, conversation: NewConversation) -> Done[UUID]:
    """Draft a conversation with the statements it begins with.

    Raises
    ------
    Forbidden
        Unless its mission's lead asks.
    Invalid
        When the terms leave something out.
    Missing
        When the mission is none for this person.
    """
    if not permissions.may_hold(by.actor, conversation.mission):
        raise Forbidden
    seen = {row.key for row in missions(Reader(by.actor, by.at))}
    if conversation.mission is not None and conversation.mission not in seen:
        raise Missing
    keys = {key for key in (conversation.mission, conversation.terms.office) if key is not None}
    thing = steps.draft(conversation, lock(*keys), by)
    for text in conversation.seeds:
        steps.write(thing, text, by, live=True)
    return Done(events.ConversationDrafted(about=thing.key), thing.key)


@action(events.ConversationChanged)
def change_terms(by: By, *, conversation: UUID, terms: Terms, version: int) -> Done[None]:
    """Write the next version of a conversation's terms.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When it was reported, or people took part on what would change.
    """
    office = [terms.office] if terms.office else []
    things = _held(by, conversation, *office, expect={conversation: version})
    number = steps.write_terms(things[conversation], terms, things, by)
    return Done(events.ConversationChanged(about=conversation, version=number), None)


@action(events.ConversationOpened)
def open_conversation(by: By, *, conversation: UUID) -> Done[None]:
    """Let people take part; raises Forbidden, or Conflict (opened before, no statement, election)."""
    steps.open_it(_held(by, conversation)[conversation], by)
    return Done(events.ConversationOpened(about=conversation), None)


@action(events.ConversationClosed)
def close_conversation(by: By, *, conversation: UUID) -> Done[None]:
    """End the voting; raises Forbidden, or Conflict unless it is open."""
    steps.close_it(_held(by, conversation)[conversation], by)
    return Done(events.ConversationClosed(about=conversation), None)


@action(events.ConversationTranslated)
def translate_conversation(by: By, *, conversation: UUID, of: UUID, text: NewText) -> Done[None]:
    """Give a text of a conversation, or one of its statements, its words in another language.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Missing
        When the statement is of another conversation, or the field is none.
    """
    things = _held(by, conversation, of)
    if of != conversation:
        row = steps.the_statement(things[of], by)
        if row.conversation != conversation or text.field != "text":
            raise Missing
    elif text.field not in SAID:
        raise Missing
    translate(things[of], text, by=by.actor.key, at=by.at)
    return Done(events.ConversationTranslated(about=of), None)


@action(events.RowsAssessed)
def assess_rows(by: By, *, conversation: UUID, allowed: bool, text: str) -> Done[None]:
    """Record whether votes may be published person by person; a yes only before the conversation opens.

    Raises
    ------
    Forbidden
        Without the role of steward.
    Conflict
        When a yes comes after the opening: people were told otherwise.
    Invalid
        Without an assessment.
    """
    thing = lock(conversation)[conversation]
    if not permissions.may_assess(by.actor):
        raise Forbidden
    steps.assess_rows(thing, allowed=allowed, text=text, by=by)
    return Done(events.RowsAssessed(about=conversation, allowed=allowed), None)


@action(events.CodesMinted)
def mint_codes(by: By, *, conversation: UUID, batch: str, count: int) -> Done[tuple[str, ...]]:
    """Make codes for a print run and hand them over this once.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        When it is closed.
    Invalid
        Without a name, or with a count out of range.
    """
    codes = steps.mint(_held(by, conversation)[conversation], batch, count, by)
    return Done(events.CodesMinted(about=conversation, count=len(codes)), codes)


@action(events.SnapshotTaken)
def keep_result(by: By, *, conversation: UUID, opinion: Opinion) -> Done[int]:
    """Keep a result that was worked out before; it stays for ever. Return its number.

    Raises
    ------
    Forbidden
        Unless the installation or its lead asks.
    """
    number = steps.keep_result(_held(by, conversation)[conversation], opinion, by)
    return Done(events.SnapshotTaken(about=conversation, number=number, votes=opinion.votes), number)
