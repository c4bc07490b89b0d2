"""A conversation in the format of Polis: rows without names, where an assessment allows them."""

from datetime import UTC, datetime
from uuid import UUID

import numpy as np

from headway.formats.polis import PolisExport, PolisStatement, PolisVotes
from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.errors import Forbidden
from headway.people.queries import day_of
from headway.voice.choices import Stage, StatementStanding
from headway.voice.queries.conversations import ConversationRow, assessment
from headway.voice.queries.statements import StatementRow, statements
from headway.voice.queries.votes import Ballots, ballots

MODERATED = {StatementStanding.LIVE: 1, StatementStanding.PENDING: 0, StatementStanding.HIDDEN: -1}


def rows_published(reader: Reader, row: ConversationRow) -> bool:
    """Whether votes are published person by person: an assessment allowed it, and nobody votes any more."""
    found = assessment(reader, conversation=row.key)
    return found is not None and found.allowed and row.stage in {Stage.CLOSED, Stage.REPORTED}


def polis_export(reader: Reader, row: ConversationRow) -> PolisExport:
    """Return the votes on what is published, as rows without names and with days for times.

    Participants are numbers in the order of random keys: neither when they came nor who they are.

    Raises
    ------
    Forbidden
        Unless rows are published.
    """
    if not rows_published(reader, row):
        raise Forbidden
    every = statements(Reader(SYSTEM, reader.at), conversations={row.key})
    live = [each for each in every if each.standing is StatementStanding.LIVE]
    found = published(reader, row, live)
    numbers = {key: str(at) for at, key in enumerate(found.people)}
    names = [str(each.number) for each in live]
    order = np.lexsort((found.person, found.statement, found.at // 86_400))
    return PolisExport(
        statements=tuple(
            PolisStatement(
                id=str(each.number),
                text=each.text.text,
                author=numbers.get(each.author) if each.author else None,
                time=midnight(each.written_at.timestamp()),
                moderated=MODERATED[each.standing],
                is_seed=each.seed,
            )
            for each in live
        ),
        votes=PolisVotes(
            voters=[str(at) for at in found.person[order].tolist()],
            statements=[names[at] for at in found.statement[order].tolist()],
            values=found.choice[order].tolist(),
            times=[midnight(at) for at in found.at[order].tolist()],
            important=found.important[order].tolist(),
        ),
        summary={"topic": row.terms.question, "url": "", "conversation-description": row.terms.background},
    )


def published(reader: Reader, row: ConversationRow, live: list[StatementRow]) -> Ballots:
    """Return the votes that stand in the published rows."""
    return ballots(reader, conversation=row.key, statements=[each.key for each in live])


def midnight(seconds: float) -> int:
    """Return the day of a moment in milliseconds: the minute of a vote is nobody's business.

    >>> midnight(86_400.0 * 3 + 5)
    259200000
    """
    day = day_of(datetime.fromtimestamp(seconds, UTC))
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def own_number(reader: Reader, row: ConversationRow, *, participant: UUID) -> int | None:
    """Return under which number somebody's own votes stand in the published rows; None where none do."""
    if not rows_published(reader, row):
        return None
    live = list(statements(reader, conversations={row.key}, live=True))
    people = published(reader, row, live).people
    return people.index(participant) if participant in people else None
