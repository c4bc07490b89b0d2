"""Kinds of relation between places, shapes of tile maps, kinds of boundary change."""

from enum import StrEnum


class RelationKind(StrEnum):
    """How a place relates to another."""

    WITHIN = "within"
    BEST_FIT = "best_fit"
    OVERLAPS = "overlaps"
    SUCCEEDS = "succeeds"  # the child came from the parent, with the weight of its people


class MapShape(StrEnum):
    """How tiles lie: in straight rows, or with every other row or column pushed on by half a tile."""

    SQUARE = "square"
    ODD_ROWS = "odd-r"
    EVEN_ROWS = "even-r"
    ODD_COLUMNS = "odd-q"
    EVEN_COLUMNS = "even-q"


class Change(StrEnum):
    """What a change of boundaries did to a place, as far as it decides which figures may be joined."""

    SAME = "same"  # one place under a new code
    MERGED = "merged"  # whole places became one
    REDRAWN = "redrawn"  # parts moved: figures before and after are about other people


GRACE_DAYS = 100  # after a change of control nothing is called late
