"""Plain data and pure functions about places; touches no database."""

from headway.places.analysis.boundaries import Origin, change_of
from headway.places.analysis.drawn import Wanted
from headway.places.analysis.files import Brought, read_any
from headway.places.analysis.layouts import (
    MOST_PLACES,
    NewLayout,
    NewTile,
    check_layout,
    read_layout,
    spread,
    uk_layouts,
)
from headway.places.analysis.tables import (
    PLACE_MESSAGES,
    NewPeers,
    NewPlace,
    NewRelation,
    PlaceProblem,
    TierRow,
    check_shape,
    read_places,
    read_relations,
    standard_tiers,
    uk_places,
)

__all__ = [
    "MOST_PLACES",
    "PLACE_MESSAGES",
    "Brought",
    "NewLayout",
    "NewPeers",
    "NewPlace",
    "NewRelation",
    "NewTile",
    "Origin",
    "PlaceProblem",
    "TierRow",
    "Wanted",
    "change_of",
    "check_layout",
    "check_shape",
    "read_any",
    "read_layout",
    "read_places",
    "read_relations",
    "spread",
    "standard_tiers",
    "uk_layouts",
    "uk_places",
]
