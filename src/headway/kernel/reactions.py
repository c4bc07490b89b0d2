"""Consumers of the log: what one writes and how far it has come commit together."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Min

from headway.kernel.models import Cursor, Entry, Parked

logger = logging.getLogger(__name__)
TRIES = 3


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the log as a flow gets it; `facts` are the event's, as plain JSON data."""

    seq: int
    at: datetime
    kind: str
    actor: UUID | None
    about: UUID | None
    facts: Mapping[str, Any]


Write = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Reaction:
    """One consumer: which kinds of event it answers, and the flow that does it.

    `run` prepares outside any transaction: it may compute for long and talk to the network, and after a
    crash it runs again. The write it returns, if any, commits together with the cursor: exactly once.
    """

    consumer: str  # its name is for ever: its cursor stands under it
    kinds: frozenset[str]
    run: Callable[[Happened, datetime], Write | None]


def react(reaction: Reaction, *, at: datetime, limit: int = 200) -> int:
    """Handle up to `limit` entries of one consumer; return how many.

    An entry whose flow fails is tried again on the next round; after three failures it is
    parked and the consumer goes on.

    Raises
    ------
    OperationalError, InterfaceError
        When the database is away: that is no fault of the entry and counts for nothing.
    """
    done = 0
    while done < limit and _one(reaction, at):
        done += 1
    return done


def _one(reaction: Reaction, at: datetime) -> bool:
    since = Cursor.objects.get_or_create(consumer=reaction.consumer)[0].seq
    rows = Entry.objects.filter(seq__gt=since, kind__in=reaction.kinds).order_by("seq")
    entry = rows.first()
    if entry is None:
        return False
    try:
        _handle(reaction, happened(entry), since, at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001 - whatever a flow trips over is counted, and parked in the end
        # The class alone: the text of an error may hold what a log may not.
        logger.warning("%s failed on entry %s: %s", reaction.consumer, entry.seq, type(fault).__name__)
        return _failed(reaction, entry.seq, type(fault).__name__, at)
    return True


def _handle(reaction: Reaction, what: Happened, since: int, at: datetime) -> None:
    """Prepare, then write and move the cursor in one transaction, unless another worker was faster."""
    write = reaction.run(what, at)
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(consumer=reaction.consumer)
        if cursor.seq != since:
            return
        if write is not None:
            write()
        Cursor.objects.filter(consumer=reaction.consumer).update(seq=what.seq, attempts=0)


def _failed(reaction: Reaction, seq: int, fault: str, at: datetime) -> bool:
    """Count a failure; park the entry on the third. Return whether there is more to try now."""
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(consumer=reaction.consumer)
        if cursor.attempts + 1 < TRIES:
            Cursor.objects.filter(consumer=reaction.consumer).update(attempts=cursor.attempts + 1)
            return False
        Parked.objects.get_or_create(
            consumer=reaction.consumer, seq=seq, defaults={"fault": fault[:120], "parked_at": at}
        )
        Cursor.objects.filter(consumer=reaction.consumer).update(seq=seq, attempts=0)
    return True


def happened(entry: Entry) -> Happened:
    """Return an entry as flows read it."""
    facts = json.loads(entry.facts)
    return Happened(entry.seq, entry.at, entry.kind, entry.actor, entry.about, facts)


def daily(duty: str, *, at: datetime, run: Callable[[], int]) -> int | None:
    """Do a duty of the clock once a day (UTC) and return what it returns; None when it was done today.

    Its cursor counts days. The duty must bear being done twice, for a crash comes before its cursor moves.
    """
    today, consumer = at.astimezone(UTC).date().toordinal(), f"daily-{duty}"
    if Cursor.objects.filter(consumer=consumer, seq__gte=today).exists():
        return None
    done = run()
    Cursor.objects.update_or_create(consumer=consumer, defaults={"seq": today})
    return done


@dataclass(frozen=True, slots=True)
class Behind:
    """How many entries a consumer has not handled yet, and since when the first of them waits."""

    count: int
    since: datetime | None


def behind(reaction: Reaction) -> Behind:
    """Return how far a consumer is behind the log."""
    cursor = Cursor.objects.filter(consumer=reaction.consumer).first()
    rows = Entry.objects.filter(seq__gt=cursor.seq if cursor else 0, kind__in=reaction.kinds)
    return Behind(**rows.aggregate(count=Count("seq"), since=Min("at")))


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """An entry that waits for a person, and the class of the error that stopped it."""

    consumer: str
    seq: int
    fault: str
    parked_at: datetime


def parked() -> tuple[ParkedRow, ...]:
    """Return the entries that wait for a person, oldest first."""
    rows = Parked.objects.order_by("parked_at", "seq")
    return tuple(ParkedRow(row.consumer, row.seq, row.fault, row.parked_at) for row in rows)


def unpark(*, at: datetime, reactions: tuple[Reaction, ...]) -> int:
    """Run every parked entry once more; those that work leave the list. Return how many did."""
    flows = {reaction.consumer: reaction for reaction in reactions}
    rows = Parked.objects.filter(consumer__in=flows).order_by("seq")
    return sum(_once_more(flows[row.consumer], row, at) for row in list(rows))


def _once_more(reaction: Reaction, row: Parked, at: datetime) -> bool:
    try:
        write = reaction.run(happened(Entry.objects.get(seq=row.seq)), at)
        with transaction.atomic():
            gone = Parked.objects.filter(pk=row.pk).delete()[0]
            if gone and write is not None:
                write()
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001 - it stays parked, and says so
        logger.warning("%s failed again on entry %s: %s", row.consumer, row.seq, type(fault).__name__)
        return False
    return bool(gone)
