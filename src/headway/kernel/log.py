"""The log: append-only, gap-free, each entry hashed over the one before; its head is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Max

from headway.kernel.actors import By
from headway.kernel.canonical import canonical, digest
from headway.kernel.events import KINDS, Event
from headway.kernel.models import Entry, LogHead, PublishedHead

BLOCK = 2000


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry: what neighbours keep, so that a cut tail shows."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: how many entries, the head reached, and the first fault in words (empty: none)."""

    entries: int
    head: Head
    fault: str = ""


def append(by: By, event: Event) -> None:
    """Write the event as the next entry, inside the caller's transaction; locks the head."""
    if event.kind not in KINDS:
        message = f"{type(event).__name__} is not a registered kind of event"
        raise TypeError(message)
    head = LogHead.objects.select_for_update().get(pk=1)
    entry = Entry(
        seq=head.seq + 1,
        at=by.at,
        kind=event.kind,
        actor=by.actor.key,
        via=by.via.value,
        about=event.about,
        facts=canonical(event.facts()).decode(),
        previous=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    LogHead.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 over everything an entry says and the hash of the one before."""
    return digest(
        canonical(
            {
                "seq": entry.seq,
                "at": stamp(entry.at),
                "kind": entry.kind,
                "actor": entry.actor,
                "via": entry.via,
                "about": entry.about,
                "facts": entry.facts,
                "previous": entry.previous,
            }
        )
    )


def stamp(at: datetime) -> str:
    """Write a moment the same way whichever database gave it back."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def head() -> Head:
    """Return the head as it stands."""
    row = LogHead.objects.get(pk=1)
    return Head(row.seq, row.hash)


def publish(at: datetime) -> Head | None:
    """Note the head as told to the world, once a day and only when it has moved; None when it has not."""
    now, last = head(), published()
    day = at.astimezone(UTC).date()
    if now.seq == 0 or (last is not None and last.head.seq == now.seq):
        return None
    made = PublishedHead.objects.get_or_create(
        day=day, defaults={"seq": now.seq, "hash": now.hash, "at": at}
    )[1]
    return now if made else None


@dataclass(frozen=True, slots=True)
class Published:
    """A head that was told to the world, and when."""

    head: Head
    at: datetime


def published() -> Published | None:
    """Return the last published head, for the data pages and for `verify`."""
    row = PublishedHead.objects.order_by("-day").first()
    return Published(Head(row.seq, row.hash), row.at) if row else None


def last_moment() -> datetime | None:
    """Return the moment of the last entry: no clock that is right says less."""
    return Entry.objects.order_by("-seq").values_list("at", flat=True).first()


def verify(published: Head | None = None) -> Verdict:
    """Walk the whole log and check numbers, links and hashes; O(n), in blocks.

    Entries may be added meanwhile: the walk ends at the head as it stood at the start.
    A chain alone does not notice a missing tail: pass the last `published` head to see it.
    """
    # In this order: an entry and its head commit together, so the head is never behind the last entry.
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    stored = head()
    reached, seen = Head(0, ""), ""
    for entry in entries(after=0):
        if entry.seq > max(last, stored.seq):
            break
        fault = broken(entry, reached)
        if fault:
            return Verdict(reached.seq, reached, fault)
        reached = Head(entry.seq, entry.hash)
        if published is not None and entry.seq == published.seq:
            seen = entry.hash
    if stored != reached:
        ends = f"the head says entry {stored.seq}, the log ends at {reached.seq}"
        return Verdict(reached.seq, reached, ends)
    if published is not None and published.seq > 0 and seen != published.hash:
        cut = "is missing: the log was cut" if stored.seq < published.seq else "is not the one published"
        return Verdict(reached.seq, reached, f"entry {published.seq} {cut}")
    return Verdict(reached.seq, reached)


def broken(entry: Entry, before: Head) -> str:
    """Return what is wrong with an entry that should follow this head; empty when nothing."""
    if entry.seq != before.seq + 1:
        return f"entry {before.seq + 1} is missing; the next is {entry.seq}"
    if entry.previous != before.hash:
        return f"entry {entry.seq} does not follow the one before"
    if entry.hash != entry_hash(entry):
        return f"entry {entry.seq} was changed"
    return ""


def entries(*, after: int, kinds: frozenset[str] | None = None) -> Iterator[Entry]:
    """Yield entries in order from behind a number."""
    while True:
        rows = Entry.objects.filter(seq__gt=after).order_by("seq")
        if kinds is not None:
            rows = rows.filter(kind__in=kinds)
        block = list(rows[:BLOCK])
        yield from block
        if len(block) < BLOCK:
            return
        after = block[-1].seq


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of a history list."""

    seq: int
    at: datetime
    kind: str
    facts: str


def about(key: UUID, *, at: datetime, limit: int = 100) -> tuple[HistoryRow, ...]:
    """Return the latest entries about a Thing up to a moment, newest first, for the audit page."""
    rows = Entry.objects.filter(about=key, at__lte=at).order_by("-seq")[:limit]
    return tuple(HistoryRow(row.seq, row.at, row.kind, row.facts) for row in rows)
