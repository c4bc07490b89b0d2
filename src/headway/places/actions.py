"""Writes about places that are sound alone."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import Done, action, bump, lock
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.sentences import Sentence
from headway.places import events, permissions, steps
from headway.places.analysis import (
    NewLayout,
    NewPeers,
    NewPlace,
    NewRelation,
    uk_layouts,
    uk_places,
)
from headway.places.models import ChangeOfControl, PreElectionPeriod
from headway.places.queries import new_layouts


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
def import_places(
    by: By,
    *,
    rows: Sequence[NewPlace] = (),
    relations: Sequence[NewRelation] = (),
    layout: NewLayout | None = None,
) -> Done[int]:
    """Add what a file brings, all or none; what is here stays, but a map takes the place of the one before.

    Returns how many places are new.

    Raises
    ------
    Forbidden
        Unless an administrator or an analyst imports.
    Unreadable
        With row, column and value of everything that cannot be used.
    """
    _require(by, "import_places")
    counts = steps.add_places(rows, at=by.at)
    tied = steps.add_relations(relations) if relations else 0
    brought = steps.put_layout(layout, at=by.at) if layout else 0
    event = events.PlacesImported(
        added=counts.places + brought,
        related=counts.relations + tied,
        tiles=len(layout.tiles) if layout else 0,
    )
    return Done(event, counts.places + brought)


@action(events.PlacesImported)
def load_uk_places(by: By) -> Done[int]:
    """Add the United Kingdom, its nations, regions and London's boroughs with their maps, where missing."""
    _require(by, "load_uk_places")
    counts = steps.add_places(uk_places(), at=by.at)
    layouts = new_layouts(uk_layouts())
    for new in layouts:
        steps.put_layout(new, at=by.at)
    tiles = sum(len(new.tiles) for new in layouts)
    event = events.PlacesImported(added=counts.places, related=counts.relations, tiles=tiles)
    return Done(event, counts.places)


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


@action(events.PeersChosen)
def choose_peers(by: By, *, new: NewPeers) -> Done[UUID]:
    """Choose places to look at side by side, with the reason.

    Raises
    ------
    Forbidden
        Unless an administrator or an analyst chooses.
    Invalid
        For an unknown code, too few or too many places, no name or no reason.
    """
    _require(by, "choose_peers")
    key = steps.add_peers(new, at=by.at)
    return Done(events.PeersChosen(about=key), key)


@action(events.PeersEnded)
def end_peers(by: By, *, key: UUID, version: int) -> Done[None]:
    """End a peer group; pages of days before still show it.

    Raises
    ------
    Forbidden
        Unless an administrator or an analyst ends it.
    Conflict
        When it ended already.
    """
    _require(by, "end_peers")
    thing = lock(key, expect={key: version})[key]
    if thing.kind != "peers" or thing.gone_on is not None:
        raise Conflict(Sentence(_("This group ended already.")))
    things.retire(thing, at=by.at)
    return Done(events.PeersEnded(about=key), None)


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


# --- elections and changes of government ---


@action(events.PreElectionPeriodSet)
def set_pre_election_period(by: By, *, code: str, starts_on: date, ends_on: date, reason: str) -> Done[UUID]:
    """Set the days before an election on which digests and new signals wait, there and in places within.

    Raises
    ------
    Forbidden
        Unless an administrator or a steward sets it.
    Invalid
        Without a reason, or when the last day lies before the first.
    """
    _require(by, "set_pre_election_period")
    place = steps.key_of(code)
    lock(place)
    key = steps.set_period(place, starts_on=starts_on, ends_on=ends_on, reason=reason, by=by)
    event = events.PreElectionPeriodSet(about=place, key=key, starts_on=starts_on, ends_on=ends_on)
    return Done(event, key)


@action(events.PreElectionPeriodWithdrawn)
def withdraw_pre_election_period(by: By, *, key: UUID) -> Done[None]:
    """Withdraw a pre-election period; raises Forbidden, Missing, or Conflict where it was withdrawn."""
    _require(by, "withdraw_pre_election_period")
    row = steps.lock_live(PreElectionPeriod, key)
    steps.withdraw(row, by=by)
    return Done(events.PreElectionPeriodWithdrawn(about=row.place.thing.key, key=key), None)


@action(events.ControlChanged)
def record_change_of_control(by: By, *, code: str, on: date, reason: str) -> Done[UUID]:
    """Record that another administration runs a place: its missions stand still until they are taken up.

    Raises
    ------
    Forbidden
        Unless an administrator or a steward records it.
    Invalid
        Without a reason.
    Conflict
        When it is recorded already.
    """
    _require(by, "record_change_of_control")
    place = steps.key_of(code)
    lock(place)
    key = steps.set_change(place, on=on, reason=reason, by=by)
    return Done(events.ControlChanged(about=place, key=key, on=on), key)


@action(events.ControlChangeWithdrawn)
def withdraw_change_of_control(by: By, *, key: UUID) -> Done[None]:
    """Withdraw a change of control; raises Forbidden, Missing, or Conflict where it was withdrawn."""
    _require(by, "withdraw_change_of_control")
    row = steps.lock_live(ChangeOfControl, key)
    steps.withdraw(row, by=by)
    return Done(events.ControlChangeWithdrawn(about=row.place.thing.key, key=key), None)
