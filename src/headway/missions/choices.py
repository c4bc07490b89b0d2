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


class NodeKind(StrEnum):
    """What a node of the theory of change is (domain.md 1.4); the chain runs from input to impact."""

    DRIVER = "driver"
    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    SHORT_OUTCOME = "short_outcome"
    MEDIUM_OUTCOME = "medium_outcome"
    LONG_OUTCOME = "long_outcome"
    IMPACT = "impact"
    ASSUMPTION = "assumption"
    RISK = "risk"


OUTCOMES = frozenset(
    {NodeKind.SHORT_OUTCOME, NodeKind.MEDIUM_OUTCOME, NodeKind.LONG_OUTCOME, NodeKind.IMPACT}
)
CONTEXT = frozenset({NodeKind.DRIVER, NodeKind.ASSUMPTION, NodeKind.RISK})


class Sign(StrEnum):
    """Whether more of the one means more or less of the other."""

    MORE = "more"
    LESS = "less"


class LinkState(StrEnum):
    """A link is claimed until a study speaks for or against it; contested while somebody objects."""

    CLAIMED = "claimed"
    TESTED = "tested"
    CONTESTED = "contested"


class EvidenceResult(StrEnum):
    """What the evidence says, whatever its strength."""

    HELPS = "helps"
    HARMS = "harms"
    NO_DIFFERENCE = "no_difference"  # the interval lies inside the smallest change that matters
    MIXED = "mixed"
    CANNOT_TELL = "cannot_tell"


class Distance(StrEnum):
    """How far the context of the evidence is from ours: in place, in sector, in people."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
