"""Votes by print run, for a panel beside everybody else."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, Q

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.voice.analysis.beside import Counts
from headway.voice.choices import FLOOR, Choice
from headway.voice.models import Participant, Vote


def counts_by_run(reader: Reader, *, conversation: UUID, run: str) -> Counts:
    """Return agrees and votes by statement and print run; nothing where fewer than ten came with this one.

    Two queries, one where it is nothing.
    """
    people = Participant.objects.filter(conversation__thing__key=conversation, batch=run)
    if people.count() < FLOOR:
        return {}
    held = Vote.objects.filter(known_at(reader.at), participant__conversation__thing__key=conversation)
    rows = held.values_list("statement__thing__key", "participant__batch").annotate(
        agree=Count("pk", filter=Q(choice=Choice.AGREE)), votes=Count("pk")
    )
    found: dict[UUID, dict[str, tuple[int, int]]] = defaultdict(dict)
    for key, batch, agree, votes in rows:
        found[key][batch] = (agree, votes)
    return found
