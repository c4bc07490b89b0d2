"""A write as the goals measure it: lock, one row, one counter, one entry of the log, in one transaction."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import Done, action, bump, lock
from headway.kernel.actors import By
from headway.kernel.events import Event
from headway.kernel.things import NewThing


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Event):
    kind: ClassVar[str] = "goals.counted"
    sentence: ClassVar[str] = _("Number %(number)s was counted.")
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Event):
    kind: ClassVar[str] = "goals.begun"
    sentence: ClassVar[str] = _("A count was begun.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied(Event):
    kind: ClassVar[str] = "goals.copied"
    sentence: ClassVar[str] = _("Entry %(entry)s was copied.")
    entry: int


@action(Begun)
def begin(by: By, *, label: str = "counter") -> Done[UUID]:
    key = things.create(NewThing(kind="counter", label=label), by.at).key
    return Done(Begun(about=key), key)


@action(Counted)
def count(by: By, *, counter: UUID, seen: int | None = None) -> Done[UUID]:
    """Count one more and leave a row; with `seen`, only if nobody counted since."""
    row = lock(counter, expect={} if seen is None else {counter: seen})[counter]
    bump(row)
    made = things.create(NewThing(kind="counted", label=str(row.version)), by.at)
    return Done(Counted(about=made.key, number=row.version), made.key)


@action(Counted)
def count_all(by: By, *, counters: tuple[UUID, ...]) -> Done[None]:
    """Count on several at once, named in any order."""
    for row in lock(*counters).values():
        bump(row)
    return Done(Counted(about=counters[0], number=len(counters)), None)


@action(Copied)
def copy(by: By, *, entry: int) -> Done[None]:
    """What a reaction writes about an entry."""
    things.create(NewThing(kind="copy", label=str(entry)), by.at)
    return Done(Copied(entry=entry), None)
