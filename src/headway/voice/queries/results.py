"""The result of a conversation worked out from its votes; prepared before it is written."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, Subquery

from headway.kernel.actors import SYSTEM, Reader
from headway.voice.analysis.grouping import Columns, opinion_of
from headway.voice.analysis.opinions import Opinion
from headway.voice.choices import EVERY
from headway.voice.models import Conversation, Snapshot, Vote
from headway.voice.queries.statements import statements
from headway.voice.queries.votes import ballots


def worked_out(at: datetime, *, conversation: UUID) -> Opinion:
    """Return what the votes on published statements say together, as of a moment."""
    reader = Reader(SYSTEM, at)
    live = [row.key for row in statements(reader, conversations={conversation}, live=True)]
    found = ballots(reader, conversation=conversation, statements=live)
    columns = Columns(len(found.people), found.statements, found.person, found.statement, found.choice)
    return opinion_of(columns)


def due(at: datetime) -> tuple[UUID, ...]:
    """Return the conversations whose result is to be worked out: votes came an hour ago, or it was closed."""
    last = Snapshot.objects.filter(conversation=OuterRef("pk")).order_by("-number")
    votes = Vote.objects.filter(statement__conversation=OuterRef("pk")).order_by()
    rows = Conversation.objects.filter(opened_at__lte=at, reported_at__isnull=True).annotate(
        taken=Subquery(last.values("taken_at")[:1]),
        voted=Subquery(
            votes.values("statement__conversation").annotate(at=Max("known_from")).values("at")[:1]
        ),
    )
    new = Q(voted__isnull=False) & (Q(taken__isnull=True) | Q(voted__gt=F("taken"), taken__lte=at - EVERY))
    closed = Q(closed_at__isnull=False, taken__lt=F("closed_at"))
    return tuple(rows.filter(new | closed).values_list("thing__key", flat=True))
