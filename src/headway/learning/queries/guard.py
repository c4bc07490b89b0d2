"""Whether what was locked is still what was locked: rows against their hashes, and hashes against the log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.canonical import digest
from headway.kernel.lots import seed_of
from headway.kernel.models import Entry
from headway.learning.analysis import drawn, read_list, read_locked
from headway.learning.events import ListFixed, PlanAmended, SeedCommitted, TestDrawn, TestRegistered
from headway.learning.models import Draw, Plan, Seed, UnitList

PLANS = (TestRegistered.kind, PlanAmended.kind)
DRAWS = (SeedCommitted.kind, ListFixed.kind, TestDrawn.kind)


class Fault(StrEnum):
    """How something locked was found to be altered."""

    TEXT = "text"  # its text does not give its hash
    LOG = "log"  # its hash is not the one in the log
    GONE = "gone"  # the log knows it, and it is not there
    COLUMNS = "columns"  # what is kept beside the text says otherwise
    DRAW = "draw"  # the seed and list do not give this draw


@dataclass(frozen=True, slots=True)
class Altered:
    """Something that was locked and is not what it was."""

    test: UUID
    what: str  # plan 1, seed, list, draw
    fault: Fault


def altered(reader: Reader, *, tests: Iterable[UUID] | None = None) -> tuple[Altered, ...]:
    """Return everything locked that is not what it was; of all tests, or of some. Six queries."""
    keys = None if tests is None else set(tests)
    return (*plans_altered(reader, keys), *draws_altered(reader, keys))


def logged(reader: Reader, keys: set[UUID] | None, kinds: Iterable[str], fact: str) -> dict[UUID, list[str]]:
    """Return the hashes that the log knows of each test, oldest first."""
    rows = Entry.objects.filter(kind__in=tuple(kinds), at__lte=reader.at).order_by("seq")
    if keys is not None:
        rows = rows.filter(about__in=keys)
    found: dict[UUID, list[str]] = {}
    for about, facts in rows.values_list("about", "facts"):
        if about is not None:
            found.setdefault(about, []).append(json.loads(facts)[fact])
    return found


def plans_altered(reader: Reader, keys: set[UUID] | None) -> tuple[Altered, ...]:
    """Compare locked plans with their hashes, their columns and the log."""
    known = logged(reader, keys, PLANS, "plan")
    rows = Plan.objects.filter(locked_at__lte=reader.at).order_by("test", "number")
    if keys is not None:
        rows = rows.filter(test__thing__key__in=keys)
    found: list[Altered] = []
    there: dict[UUID, int] = {}
    for row in rows.select_related("test__thing"):
        test, what = row.test.thing.key, f"plan {row.number}"
        there[test] = row.number
        hashes = known.get(test, [])
        if digest(row.content.encode()) != row.hash:
            found.append(Altered(test, what, Fault.TEXT))
        elif row.number > len(hashes) or hashes[row.number - 1] != row.hash:
            found.append(Altered(test, what, Fault.LOG))
        elif not agrees(row):
            found.append(Altered(test, what, Fault.COLUMNS))
    gone = (
        Altered(test, f"plan {number}", Fault.GONE)
        for test, hashes in known.items()
        for number in range(there.get(test, 0) + 1, len(hashes) + 1)
    )
    return (*found, *gone)


def agrees(row: Plan) -> bool:
    """Whether what is kept beside a plan's text says what the text says."""
    words, around = read_locked(row.content), json.loads(row.content)
    return (
        words.design == row.design
        and words.decide_on == row.decide_on
        and around["reason"] == row.reason
        and around["version"] == row.number
    )


def draws_altered(reader: Reader, keys: set[UUID] | None) -> tuple[Altered, ...]:
    """Compare seeds, lists and draws with their hashes, the log, and a draw made again."""
    kept = (("seed", SeedCommitted, "commitment"), ("list", ListFixed, "list"), ("draw", TestDrawn, "draw"))
    told = {what: logged(reader, keys, (event.kind,), fact) for what, event, fact in kept}
    found: list[Altered] = []
    for test in {key for hashes in told.values() for key in hashes}:
        there = {what: hashes[test][-1] for what, hashes in told.items() if test in hashes}
        found += (Altered(test, what, fault) for what, fault in draw_faults(test, there))
    return tuple(found)


def draw_faults(test: UUID, told: dict[str, str]) -> Iterable[tuple[str, Fault]]:
    """Name what is wrong with one draw."""
    seed = Seed.objects.filter(test__thing__key=test).first()
    fixed = UnitList.objects.filter(test__thing__key=test).first()
    row = Draw.objects.filter(test__thing__key=test).first()
    for what, there in (("seed", seed), ("list", fixed), ("draw", row)):
        if what in told and there is None:
            yield what, Fault.GONE
    if seed and digest(seed.secret.encode()) != told.get("seed"):
        yield "seed", Fault.LOG
    if fixed and (fixed.hash != told.get("list") or read_list(fixed.content).hash != fixed.hash):
        yield "list", Fault.LOG
    if row and (row.hash != told.get("draw") or digest(row.content.encode()) != row.hash):
        yield "draw", Fault.LOG
    elif row and seed and fixed:
        again = drawn(fixed.program, fixed.content, seed_of(seed.secret, fixed.hash, row.number))
        if again.hash != row.hash or again.seed != row.seed:
            yield "draw", Fault.DRAW
