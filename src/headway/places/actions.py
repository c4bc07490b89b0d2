"""Writes about places that are sound alone."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from headway.kernel.actions import Done, action, bump, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden
from headway.places import events, permissions, steps
from headway.places.analysis import NewPlace, NewRelation, uk_places


def _require(by: By, act: str) -> None:
    if not permissions.may(by.actor, act):
        raise Forbidden


@action(events.PlaceAdded)
def add_place(by: By, *, new: NewPlace) -> Done[UUID]:
    """Add one place; its parent and predecessors are here already.

    Raises
    ------
    Forbidden
        Unless an administrator or an analyst adds it.
    Unreadable
        With what is accepted, column by column.
    """
    _require(by, "add_place")
    steps.add_places([new], at=by.at)
    key = steps.key_of(new.code)
    return Done(events.PlaceAdded(about=key), key)


@action(events.PlacesImported)
def import_places(by: By, *, rows: Sequence[NewPlace]) -> Done[int]:
    """Add the places of a file, all or none; those that are here stay as they are. Returns how many are new.

    Raises
    ------
    Forbidden
        Unless an administrator or an analyst imports.
    Unreadable
        With row, column and value of everything that cannot be used.
    """
    _require(by, "import_places")
    counts = steps.add_places(rows, at=by.at)
    return Done(events.PlacesImported(added=counts.places, related=counts.relations), counts.places)


@action(events.PlacesImported)
def load_uk_places(by: By) -> Done[int]:
    """Add the United Kingdom, its nations, regions and London's boroughs where they are missing."""
    _require(by, "load_uk_places")
    counts = steps.add_places(uk_places(), at=by.at)
    return Done(events.PlacesImported(added=counts.places, related=counts.relations), counts.places)


@action(events.PlacesRelated)
def relate_places(by: By, *, new: NewRelation) -> Done[None]:
    """Relate two places: within, best fit, overlaps with a weight, or succeeds.

    Raises
    ------
    Forbidden
        Unless an administrator or an analyst relates them.
    Invalid, Conflict, Missing
        When the tie makes no sense, exists, or a code is unknown.
    """
    _require(by, "relate_places")
    child, parent = steps.key_of(new.child), steps.key_of(new.parent)
    things = lock(child, parent)
    steps.relate(new)
    bump(things[child])
    event = events.PlacesRelated(about=child, parent=parent, relation=new.kind, weight=new.weight)
    return Done(event, None)


@action(events.PlaceRetired)
def retire_place(by: By, *, code: str, on: date) -> Done[None]:
    """Give a place its last day; it stays readable, and its successors are named by relations.

    Raises
    ------
    Forbidden
        Unless an administrator or an analyst retires it.
    Conflict
        When it has a last day already.
    """
    _require(by, "retire_place")
    key = steps.key_of(code)
    thing = lock(key)[key]
    steps.retire(code.upper(), on=on)
    bump(thing)
    return Done(events.PlaceRetired(about=key, on=on), None)
