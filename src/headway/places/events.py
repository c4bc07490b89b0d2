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
    sentence: ClassVar[str] = _("%(added)s places and %(related)s relations were imported.")
    added: int
    related: int


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
