"""Kinds of event about places."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.events import Event
from headway.places.choices import RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAdded(Event):
    kind: ClassVar[str] = "places.place_added"
    sentence: ClassVar[str] = _("The place was added.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesImported(Event):
    kind: ClassVar[str] = "places.places_imported"
    sentence: ClassVar[str] = _("%(added)s places, %(related)s relations and %(tiles)s tiles were imported.")
    added: int
    related: int
    tiles: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesRelated(Event):
    kind: ClassVar[str] = "places.places_related"
    sentence: ClassVar[str] = _("The place was related to another.")
    parent: UUID
    relation: RelationKind
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRetired(Event):
    kind: ClassVar[str] = "places.place_retired"
    sentence: ClassVar[str] = _("The place ended on %(on)s.")
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PeersChosen(Event):
    kind: ClassVar[str] = "places.peers_chosen"
    sentence: ClassVar[str] = _("A peer group of places was chosen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeersEnded(Event):
    kind: ClassVar[str] = "places.peers_ended"
    sentence: ClassVar[str] = _("The peer group ended.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreElectionPeriodSet(Event):
    kind: ClassVar[str] = "places.pre_election_period_set"
    sentence: ClassVar[str] = _("A pre-election period was set from %(starts_on)s to %(ends_on)s.")
    key: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PreElectionPeriodWithdrawn(Event):
    kind: ClassVar[str] = "places.pre_election_period_withdrawn"
    sentence: ClassVar[str] = _("A pre-election period was withdrawn.")
    key: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChanged(Event):
    kind: ClassVar[str] = "places.control_changed"
    sentence: ClassVar[str] = _("Another administration runs the place from %(on)s.")
    key: UUID
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChangeWithdrawn(Event):
    kind: ClassVar[str] = "places.control_change_withdrawn"
    sentence: ClassVar[str] = _("A change of control was withdrawn.")
    key: UUID
