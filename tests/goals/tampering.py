"""Somebody with the keys to the database changes the log; whether the verifier sees it."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from headway.kernel import log
from headway.kernel.log import Head, entry_hash
from headway.kernel.models import Entry, LogHead

KINDS = ("edit", "delete", "insert", "swap", "cut")
TEXTS = ("kind", "via", "facts")
LINKS = ("previous", "hash")  # made anew where the chain is made to fit


@dataclass(frozen=True)
class Tampered:
    """How many of each kind were tried, and what went unseen."""

    tried: Counter[str]
    unseen: list[str]


def fields_of(entry: Entry) -> dict:
    return {field.attname: getattr(entry, field.attname) for field in Entry._meta.fields}


def edit(rows: list[dict], chance: random.Random, *, covered: bool) -> list[dict]:
    here = chance.randrange(len(rows))
    column = chance.choice([*TEXTS, "at", "actor", "about", *(() if covered else LINKS)])
    row = dict(rows[here])
    if column == "at":
        row["at"] += timedelta(microseconds=chance.choice([-1, 1, 10**6]))
    elif column in (*TEXTS, *LINKS):
        row[column] = row[column][1:] + "x" if row[column] else "x"
    else:
        row[column] = UUID(int=chance.getrandbits(128))
    return [*rows[:here], row, *rows[here + 1 :]]


def tampered(kind: str, rows: list[dict], chance: random.Random, *, covered: bool) -> list[dict]:
    """Return the rows as somebody would leave them who does not want it to be seen."""
    if kind == "edit":
        return edit(rows, chance, covered=covered)
    if kind == "delete":
        here = chance.randrange(len(rows) - 1)  # of the last one: that is a cut tail
        kept = rows[:here] + rows[here + 1 :]
        return [{**row, "seq": seq} for seq, row in enumerate(kept, 1)] if chance.random() < 0.5 else kept
    if kind == "insert":
        # Before the published end: whoever can write may always add behind it, as the log itself does.
        here = chance.randrange(len(rows) - 1)
        more = [*rows[: here + 1], dict(rows[here]), *rows[here + 1 :]]
        return [{**row, "seq": seq} for seq, row in enumerate(more, 1)]
    if kind == "swap":
        one, other = chance.sample(range(len(rows)), 2)
        changed = list(rows)
        changed[one], changed[other] = (
            {**rows[other], "seq": rows[one]["seq"]},
            {**rows[one], "seq": rows[other]["seq"]},
        )
        return changed
    return rows[: chance.randrange(len(rows))]


def rehashed(rows: list[dict]) -> list[dict]:
    """Make the chain fit again from its beginning, as somebody can who has read our code."""
    previous, made = "", []
    for row in rows:
        entry = Entry(**{**row, "previous": previous})
        entry.hash = previous = entry_hash(entry)
        made.append(fields_of(entry))
    return made


def try_out(times: int, chance: random.Random) -> Tampered:
    """Tamper so many times with a log and verify it with the head that was published before.

    Whoever tampers always lets the head of the log fit, and every second time the whole chain.
    """
    honest = [fields_of(entry) for entry in Entry.objects.order_by("seq")]
    published, tried, unseen = log.head(), Counter[str](), []
    for number in range(times):
        kind = KINDS[number % len(KINDS)]
        covered = chance.random() < 0.5
        rows = tampered(kind, honest, chance, covered=covered)
        put(rehashed(rows) if covered else rows)
        tried[kind] += 1
        if not log.verify(published).fault:
            unseen.append(f"{kind}, chain {'made to fit' if covered else 'as it was'}")
    put(honest)
    assert log.verify(published) == log.Verdict(len(honest), Head(published.seq, published.hash))
    return Tampered(tried, unseen)


def put(rows: list[dict]) -> None:
    Entry.objects.all().delete()
    Entry.objects.bulk_create([Entry(**row) for row in rows])
    last = rows[-1] if rows else {"seq": 0, "hash": ""}
    LogHead.objects.update(seq=last["seq"], hash=last["hash"])
