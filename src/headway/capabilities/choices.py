"""Levels, states, ways to close a gap, and how many have to rate before anything is shown."""

from enum import StrEnum

LEVELS = (1, 2, 3, 4, 5)
PROVED_FROM = 3  # a level from here on needs an artefact of the product
LONGEST_ROUND = 60  # days
MOST_CAPABILITIES = 12
MOST_STEPS = 6

# How many ratings of one capability must be there before its spread, and its middle, are shown. From the
# spread of five, nobody can work out for certain what somebody else chose, not even three who tell each other
# their own; from spread and middle of seven not even two. tests/unit/capabilities tries every case.
SHOWN_FROM = 5
MIDDLE_FROM = 7


class Spread(StrEnum):
    """How far apart the ratings lie, in words wide enough to give nobody away."""

    CLOSE = "close"  # at most one level
    SOME = "some"  # two levels
    WIDE = "wide"  # three levels or more


class RoundState(StrEnum):
    """rating -> counting (until the day's work is done) -> draft -> agreed -> reviewed."""

    RATING = "rating"
    COUNTING = "counting"
    DRAFT = "draft"
    AGREED = "agreed"
    REVIEWED = "reviewed"


CHANGES: dict[RoundState, frozenset[RoundState]] = {
    RoundState.RATING: frozenset(),
    RoundState.COUNTING: frozenset({RoundState.DRAFT}),
    RoundState.DRAFT: frozenset({RoundState.AGREED}),
    RoundState.AGREED: frozenset({RoundState.REVIEWED}),
    RoundState.REVIEWED: frozenset(),
}


class How(StrEnum):
    """How a gap is closed."""

    LEARN = "learn"
    HIRE = "hire"
    BORROW = "borrow"
    PARTNER = "partner"


class NeededWhen(StrEnum):
    """What of a mission tells by itself that a capability is needed."""

    WEAK_LINK = "weak_link"  # a critical link rests on little evidence
    PARTNERS = "partners"  # work is done with others
    UNMEASURED = "unmeasured"  # an outcome has no measure
    DATE = "date"  # the mission has a date
    INITIATIVES = "initiatives"  # there is work to change how things are done


# Kinds of Thing that show what a team has done.
ARTEFACTS = frozenset({"decision", "initiative", "test", "finding", "commitment", "freedom"})
DEFAULT = "dynamic-capabilities"
