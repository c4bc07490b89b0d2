"""What to ask somebody next, and where they stand: votes are the truth, a model of them is kept in memory.

The model and the counts are at most ten seconds old. They are made again by whoever asks first after that, in
each process, and never inside the transaction of a vote.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.db.models import Count

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.voice.analysis.grouping import Columns, asked, fitted, standing
from headway.voice.analysis.opinions import Model
from headway.voice.choices import FRESH_SECONDS, Choice
from headway.voice.models import Vote
from headway.voice.queries.conversations import ConversationRow, snapshots
from headway.voice.queries.votes import OwnVote, ballots

READ_AT_ONCE = 50_000  # votes beyond which the model is the one that was kept last: reading them takes long
GROUPS = 2  # that are fitted before a result says how many there are
SURE = 0.75  # chance of a group from which it is named to somebody
LEAST = 5  # votes before somebody is told where they stand


@dataclass(frozen=True, slots=True)
class Drawn:
    """The statement to ask, and the chance with which it was drawn: it comes back with the vote."""

    statement: UUID
    propensity: float


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a conversation at a moment: votes a statement, and the model of its groups."""

    at: datetime
    counts: Mapping[UUID, int]
    model: Model | None
    votes: int  # that the model was made from


HELD: dict[UUID, Known] = {}
LOCK = threading.Lock()
MOST_HELD = 200


def draw(
    reader: Reader,
    row: ConversationRow,
    *,
    mine: Mapping[UUID, OwnVote],
    live: Sequence[UUID],
    seed: int,
) -> Drawn | None:
    """Draw the statement to ask somebody next; None when they have voted on all.

    No query where what is known is fresh, else two or three.

    Parameters
    ----------
    mine : mapping of UUID to OwnVote
        The person's own votes.
    live : sequence of UUID
        What is published.
    seed : int
        Random bits of the door, so that the draw can be made again.
    """
    known = fresh(reader, row)
    counts = np.array([known.counts.get(key, 0) for key in live], dtype=np.int64)
    cast = {key: int(vote.choice) for key, vote in mine.items()}
    found = asked(known.model, live, cast, counts, np.random.default_rng(seed))
    return Drawn(live[found.at], found.chance) if found else None


def fresh(reader: Reader, row: ConversationRow) -> Known:
    """Return what is known of a conversation, made again where it is older than ten seconds."""
    held = HELD.get(row.key)
    if held is not None and 0 <= (reader.at - held.at).total_seconds() < FRESH_SECONDS:
        return held
    if not LOCK.acquire(blocking=held is None):  # somebody is at it: what is there is good enough meanwhile
        return held or Known(reader.at, {}, None, 0)
    try:
        made = made_again(reader, row, held)
        if len(HELD) >= MOST_HELD:
            HELD.clear()
        HELD[row.key] = made
    finally:
        LOCK.release()
    return made


def made_again(reader: Reader, row: ConversationRow, held: Known | None) -> Known:
    """Count the votes, and fit the model again where they have grown by a tenth."""
    rows = Vote.objects.filter(known_at(reader.at), statement__conversation__thing__key=row.key)
    counts = dict(rows.values_list("statement__thing__key").annotate(n=Count("pk")))
    votes = sum(counts.values())
    if held is not None and held.votes <= votes < 1.1 * held.votes + 1:
        return Known(reader.at, counts, held.model, held.votes)
    kept = snapshots(reader, conversations=[row.key]).get(row.key)
    if votes > READ_AT_ONCE:
        return Known(reader.at, counts, kept.opinion.model if kept else None, votes)
    groups = len(kept.opinion.groups) if kept and kept.opinion.groups else GROUPS
    found = ballots(reader, conversation=row.key, statements=tuple(counts))
    columns = Columns(len(found.people), found.statements, found.person, found.statement, found.choice)
    return Known(reader.at, counts, fitted(columns, groups), votes)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where somebody stands, told to themselves alone: the chance of each group, likeliest first."""

    chances: tuple[tuple[str, float], ...]
    enough: bool  # votes to say anything

    @property
    def sure(self) -> bool:
        return bool(self.chances) and self.chances[0][1] >= SURE


def standpoint(reader: Reader, row: ConversationRow, *, mine: Mapping[UUID, OwnVote]) -> Standpoint:
    """Return where somebody stands among the groups of the last result; one query."""
    kept = snapshots(reader, conversations=[row.key]).get(row.key)
    said = {key: int(vote.choice) for key, vote in mine.items() if vote.choice is not Choice.PASS}
    enough = len(said) >= LEAST
    if kept is None or kept.opinion.model is None or not enough:
        return Standpoint((), enough)
    chances = standing(kept.opinion.model, said)
    names = (group.name for group in kept.opinion.groups)
    ranked = sorted(zip(names, chances, strict=True), key=lambda pair: -pair[1])
    return Standpoint(tuple(ranked), enough)
