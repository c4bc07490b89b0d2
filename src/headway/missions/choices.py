"""States of missions (domain.md 1.3), of charter versions and of outcomes."""

from enum import StrEnum


class MissionState(StrEnum):
    """The life cycle: draft -> proposed -> consulted -> adopted -> under review -> adopted -> closed."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    CONSULTED = "consulted"
    ADOPTED = "adopted"
    UNDER_REVIEW = "under_review"
    CLOSED = "closed"


class Ending(StrEnum):
    """How a mission ends."""

    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    MERGED = "merged"
    ABANDONED = "abandoned"


class LitmusStep(StrEnum):
    """The OECD's four questions before a mission is chosen at all."""

    CHALLENGE = "challenge"
    SUPPORT = "support"
    OBJECTIVE = "objective"
    COMMITMENT = "commitment"


class OutcomeState(StrEnum):
    """live -> retired."""

    LIVE = "live"
    RETIRED = "retired"


CHANGES: dict[MissionState, frozenset[MissionState]] = {
    MissionState.DRAFT: frozenset({MissionState.PROPOSED}),
    MissionState.PROPOSED: frozenset({MissionState.CONSULTED}),
    MissionState.CONSULTED: frozenset({MissionState.ADOPTED}),
    MissionState.ADOPTED: frozenset({MissionState.UNDER_REVIEW, MissionState.CLOSED}),
    MissionState.UNDER_REVIEW: frozenset({MissionState.ADOPTED, MissionState.CLOSED}),
    MissionState.CLOSED: frozenset(),
}
BEFORE_ADOPTION = frozenset({MissionState.DRAFT, MissionState.PROPOSED, MissionState.CONSULTED})
ADOPTED = frozenset({MissionState.ADOPTED, MissionState.UNDER_REVIEW})  # in force: changed by decision only


class NodeKind(StrEnum):
    """What a node of the theory of change is (domain.md 1.4); the chain runs from input to impact."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    SHORT_OUTCOME = "short_outcome"
    MEDIUM_OUTCOME = "medium_outcome"
    LONG_OUTCOME = "long_outcome"
    IMPACT = "impact"
    DRIVER = "driver"  # an outside cause; from here on beside the chain
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


class OfferKind(StrEnum):
    """What people can offer a mission."""

    TIME = "time"
    SPACE = "space"
    MONEY = "money"
    DATA = "data"
    IDEA = "idea"


class InitiativeOrigin(StrEnum):
    """Where an initiative comes from."""

    CHARTER = "charter"
    OFFER = "offer"
    PARTNER = "partner"
    TEST = "test"


class InitiativeState(StrEnum):
    """An idea, something that is done, something that has grown, something that has ended."""

    IDEA = "idea"
    LIVE = "live"
    SCALED = "scaled"
    STOPPED = "stopped"


INITIATIVE_CHANGES: dict[InitiativeState, frozenset[InitiativeState]] = {
    InitiativeState.IDEA: frozenset({InitiativeState.LIVE, InitiativeState.STOPPED}),
    InitiativeState.LIVE: frozenset({InitiativeState.SCALED, InitiativeState.STOPPED}),
    InitiativeState.SCALED: frozenset({InitiativeState.LIVE, InitiativeState.STOPPED}),
    InitiativeState.STOPPED: frozenset({InitiativeState.LIVE}),
}
