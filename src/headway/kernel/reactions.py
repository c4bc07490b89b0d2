"""Consumers of the log: what one writes and how far it has come commit together."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headway.kernel.models import Cursor, Entry, LogHead, Parked

logger = logging.getLogger(__name__)
TRIES = 3


@dataclass(frozen=True, slots=True)
class Reaction:
    """One consumer: which kinds of event it answers, and the flow that does it."""

    consumer: str
    kinds: frozenset[str]
    run: Callable[[Entry, datetime], object]


def react(reaction: Reaction, *, at: datetime, limit: int = 200) -> int:
    """Handle up to `limit` entries of one consumer; return how many.

    An entry whose flow fails is tried again on the next round; after three failures it is
    parked and the consumer goes on.
    """
    done = 0
    while done < limit and _one(reaction, at):
        done += 1
    return done


def _one(reaction: Reaction, at: datetime) -> bool:
    entry: Entry | None = None
    try:
        with transaction.atomic():
            Cursor.objects.get_or_create(consumer=reaction.consumer)
            cursor = Cursor.objects.select_for_update().get(consumer=reaction.consumer)
            rows = Entry.objects.filter(seq__gt=cursor.seq, kind__in=reaction.kinds).order_by("seq")
            entry = rows.first()
            if entry is None:
                return False
            reaction.run(entry, at)
            Cursor.objects.filter(consumer=reaction.consumer).update(seq=entry.seq, attempts=0)
    except Exception as fault:
        logger.warning("%s failed: %s", reaction.consumer, type(fault).__name__)
        if entry is None:
            raise
        return _failed(reaction, entry, type(fault).__name__, at)
    return True


def _failed(reaction: Reaction, entry: Entry, fault: str, at: datetime) -> bool:
    """Count a failure; park the entry on the third. Return whether there is more to try now."""
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get_or_create(consumer=reaction.consumer)[0]
        if cursor.attempts + 1 < TRIES:
            Cursor.objects.filter(consumer=reaction.consumer).update(attempts=cursor.attempts + 1)
            return False
        Parked.objects.get_or_create(
            consumer=reaction.consumer, seq=entry.seq, defaults={"fault": fault[:120], "parked_at": at}
        )
        Cursor.objects.filter(consumer=reaction.consumer).update(seq=entry.seq, attempts=0)
    return True


def behind(reaction: Reaction) -> int:
    """How many entries of its kinds this consumer has not handled yet."""
    cursor = Cursor.objects.filter(consumer=reaction.consumer).first()
    return Entry.objects.filter(seq__gt=cursor.seq if cursor else 0, kind__in=reaction.kinds).count()


def parked() -> int:
    """How many entries wait for a person."""
    return Parked.objects.count()


def unpark(*, at: datetime, reactions: tuple[Reaction, ...]) -> int:
    """Run every parked entry once more; those that work leave the list."""
    flows = {reaction.consumer: reaction for reaction in reactions}
    cleared = 0
    for row in list(Parked.objects.order_by("seq")):
        reaction = flows.get(row.consumer)
        if reaction is None:
            continue
        with transaction.atomic():
            LogHead.objects.get(pk=1)
            reaction.run(Entry.objects.get(seq=row.seq), at)
            row.delete()
        cleared += 1
    return cleared
