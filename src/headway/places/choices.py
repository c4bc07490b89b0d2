"""Kinds of relation between places."""

from enum import StrEnum


class RelationKind(StrEnum):
    """How a place relates to another."""

    WITHIN = "within"
    BEST_FIT = "best_fit"
    OVERLAPS = "overlaps"
    SUCCEEDS = "succeeds"  # the child came from the parent, with the weight of its people
