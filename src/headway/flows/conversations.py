"""Reporting a conversation: answers are owed to what tells a group from others and to what all agree on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers import steps as answers
from headway.answers.analysis import NewQuestion
from headway.answers.choices import AnswerKind
from headway.briefs.conversations import office_of
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.sentences import Sentence
from headway.people.queries import body_key, office_rows
from headway.voice import permissions, steps
from headway.voice.analysis.opinions import Opinion
from headway.voice.events import ConversationReported
from headway.voice.queries import (
    ConversationRow,
    StatementRow,
    snapshots,
    statements,
)
from headway.voice.queries import (
    conversation as the_conversation,
)

AGREED = 0.5  # the lower end of the interval in the least favourable group: more agree than not
MOST_COMMON = 7
MOST_OF_A_GROUP = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement to which an answer is owed, and how many people agreed with it at least."""

    row: StatementRow
    affected: int


def owed_of(opinion: Opinion, live: Sequence[StatementRow]) -> tuple[Asked, ...]:
    """Return what an answer is owed to: common ground first, then what tells each group from the others.

    What a group disagrees with counts too: it is owed the reason. Nothing is asked twice.
    """
    named = {row.key: row for row in live}
    common = [each.statement for each in opinion.common if each.lower > AGREED][:MOST_COMMON]
    found = {key: opinion.people for key in common if key in named}
    for group in opinion.groups:
        for each in opinion.of_group(group.name)[:MOST_OF_A_GROUP]:
            if each.statement in named:
                found.setdefault(each.statement, round(each.share * group.people))
    return tuple(Asked(named[key], max(affected, 1)) for key, affected in found.items())


@action(ConversationReported)
def report_conversation(by: By, *, conversation: UUID) -> Done[int]:
    """Report the result of a closed conversation: from now on its office owes the answers.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        When it is not closed, was reported, has no result of after its closing, or no office to answer.
    """
    thing = lock(conversation)[conversation]
    reader = Reader(SYSTEM, by.at)
    row = the_conversation(reader, key=conversation)
    if not permissions.may_hold(by.actor, row.mission):
        raise Forbidden
    steps.note_reported(thing, by)
    office = office_of(reader, row)
    if office is None:
        raise Conflict(Sentence(_("Name the office that owes the answers first.")))
    asked = owed_of(final(reader, row), statements(reader, conversations={conversation}, live=True))
    home = office_rows(reader, keys=[office])[office].organisation
    for each in asked:
        question = NewQuestion(
            about=each.row.key,
            office=office,
            kind=AnswerKind.STATEMENT,
            label=each.row.text.text,
            mission=row.mission,
            across=home != body_key(reader),
            affected=each.affected,
            routed=True,
        )
        answers.owe(by, question)
    return Done(ConversationReported(about=conversation, owed=len(asked)), len(asked))


def final(reader: Reader, row: ConversationRow) -> Opinion:
    """Return the result that was worked out after the closing; raises Conflict where there is none."""
    kept = snapshots(reader, conversations=[row.key]).get(row.key)
    if kept is None or row.closed_at is None or kept.taken_at < row.closed_at:
        raise Conflict(Sentence(_("Work out the result first: nothing was worked out since it was closed.")))
    return kept.opinion
