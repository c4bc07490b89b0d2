"""Patterns in votes, for the steward alone."""

from collections import defaultdict
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden
from headway.voice.analysis.grouping import Columns
from headway.voice.analysis.patterns import Patterns, patterns_of
from headway.voice.choices import Mode
from headway.voice.permissions import may_see_integrity
from headway.voice.queries.statements import statements
from headway.voice.queries.votes import ballots


def integrity(reader: Reader, *, conversation: UUID) -> Patterns:
    """Return signs of coordination in a conversation's votes; raises Forbidden for all but the steward."""
    if not may_see_integrity(reader.actor):
        raise Forbidden
    live = [row.key for row in statements(reader, conversations={conversation}, live=True)]
    found = ballots(reader, conversation=conversation, statements=live)
    columns = Columns(len(found.people), found.statements, found.person, found.statement, found.choice)
    cohorts: dict[str, list[int]] = defaultdict(list)
    for at, (mode, batch) in enumerate(zip(found.modes, found.batches, strict=True)):
        if batch:
            cohorts[batch].append(at)
        if mode is not Mode.WEB:
            cohorts[mode.value].append(at)
    return patterns_of(columns, found.at.tolist(), cohorts)
