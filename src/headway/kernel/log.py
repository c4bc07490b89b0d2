"""The log: append-only, gap-free, each entry hashed over the one before; its head is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from headway.kernel.actors import By
from headway.kernel.canonical import canonical, digest
from headway.kernel.events import KINDS, Event
from headway.kernel.models import Entry, LogHead

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


def verify(published: Head | None = None) -> Verdict:
    """Walk the whole log and check numbers, links and hashes; O(n), in blocks.

    A chain alone does not notice a missing tail: pass the last `published` head to see it.
    """
    previous, count, seen = "", 0, ""
    for entry in entries(after=0):
        count += 1
        if entry.seq != count:
            return Verdict(
                count - 1, Head(count - 1, previous), f"entry {count} is missing; the next is {entry.seq}"
            )
        if entry.previous != previous:
            return Verdict(
                count - 1, Head(count - 1, previous), f"entry {entry.seq} does not follow the one before"
            )
        if entry.hash != entry_hash(entry):
            return Verdict(count - 1, Head(count - 1, previous), f"entry {entry.seq} was changed")
        previous = entry.hash
        if published is not None and entry.seq == published.seq:
            seen = entry.hash
    reached, stored = Head(count, previous), head()
    if stored != reached:
        return Verdict(count, reached, f"the head says entry {stored.seq}, the log ends at {count}")
    if published is not None and published.seq > 0 and seen != published.hash:
        fault = (
            "is missing: the log was cut" if count < published.seq else "is not the one that was published"
        )
        return Verdict(count, reached, f"entry {published.seq} {fault}")
    return Verdict(count, reached)


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
