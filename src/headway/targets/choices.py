"""States and attachments of targets."""

from enum import StrEnum


class AttachedTo(StrEnum):
    """On whom a target rests; consequences on a unit of delivery need observable, verifiable work (C11)."""

    MISSION = "mission"
    ORGANISATION = "organisation"
    DELIVERY_UNIT = "delivery_unit"


class TargetState(StrEnum):
    """set -> changed (a new version) -> closed."""

    SET = "set"
    CHANGED = "changed"
    CLOSED = "closed"


class PathShape(StrEnum):
    """How a trajectory runs between its points."""

    STRAIGHT = "straight"
    CURVE = "curve"
