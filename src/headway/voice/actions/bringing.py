"""Bringing in: a conversation that was held elsewhere, votes that were collected elsewhere."""

from collections.abc import Sequence
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden
from headway.voice import events, permissions, steps
from headway.voice.analysis.taking import Elsewhere, Heard
from headway.voice.choices import Mode


@action(events.ConversationImported)
def import_conversation(by: By, *, told: Elsewhere) -> Done[UUID]:
    """Bring in a conversation that was held elsewhere, whole; it is closed, and its result can be worked out.

    Raises
    ------
    Forbidden
        Without the role of administrator.
    Conflict
        When the very same was brought in before.
    Invalid
        When a statement or a vote cannot be used; then nothing is stored.
    """
    if not permissions.may_import(by.actor):
        raise Forbidden
    things = lock(*{key for key in (told.mission, told.terms.office) if key is not None})
    found = steps.bring_conversation(told, things, by)
    event = events.ConversationImported(
        about=told.key,
        statements=len(told.statements),
        participants=found.participants,
        votes=found.votes,
    )
    return Done(event, told.key)


@action(events.VotesImported)
def import_votes(
    by: By, *, conversation: UUID, votes: Sequence[Heard], mode: Mode, batch: str = ""
) -> Done[int]:
    """Bring many people's votes into a conversation at once, for example of paper that was read by machine.

    Raises
    ------
    Forbidden
        Without the role of administrator.
    Conflict
        When the conversation is a draft or was reported.
    Invalid
        When a vote is on a statement that is not there.
    """
    if not permissions.may_import(by.actor):
        raise Forbidden
    found = steps.bring_votes(lock(conversation)[conversation], votes, mode, batch, by)
    event = events.VotesImported(about=conversation, participants=found.participants, votes=found.votes)
    return Done(event, found.votes)
