"""States of missions (domain.md 1.3), of charter versions and of outcomes."""

from enum import StrEnum


class MissionState(StrEnum):
    """The life cycle; in this release a mission enters as draft or as adopted before Headway."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    CLOSED = "closed"


class OutcomeState(StrEnum):
    """live -> retired."""

    LIVE = "live"
    RETIRED = "retired"


CHANGES: dict[MissionState, frozenset[MissionState]] = {
    MissionState.DRAFT: frozenset({MissionState.ADOPTED}),
    MissionState.ADOPTED: frozenset({MissionState.CLOSED}),
    MissionState.CLOSED: frozenset(),
}
