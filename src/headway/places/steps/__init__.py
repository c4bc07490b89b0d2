"""Writes about places that are sound only inside an open action."""

from headway.places.steps.elections import lock_live, set_change, set_period, withdraw
from headway.places.steps.layouts import put_layout
from headway.places.steps.peers import add_peers
from headway.places.steps.places import Counts, add_places, find, key_of, lock_tiers, retire
from headway.places.steps.relations import add_relations, relate

__all__ = [
    "Counts",
    "add_peers",
    "add_places",
    "add_relations",
    "find",
    "key_of",
    "lock_live",
    "lock_tiers",
    "put_layout",
    "relate",
    "retire",
    "set_change",
    "set_period",
    "withdraw",
]
