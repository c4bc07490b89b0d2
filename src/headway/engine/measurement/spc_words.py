"""The codes of control charts and their words, as NHS England's published tools write them."""

from enum import IntEnum, StrEnum


class Improve(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> int:
        """+1 when more is better, -1 when less is, 0 when neither."""
        return {Improve.INCREASE: 1, Improve.DECREASE: -1, Improve.NEUTRAL: 0}[self]


class Signal(IntEnum):
    """What one point is: above zero it points up, below zero down. Stored as int8."""

    COMMON = 0
    ABOVE_LIMIT = 1
    BELOW_LIMIT = -1
    RISING = 2
    FALLING = -2
    TWO_OF_THREE_ABOVE = 3
    TWO_OF_THREE_BELOW = -3
    RUN_ABOVE = 4
    RUN_BELOW = -4
    NO_POINT = -128  # padding after the end of a shorter series

    @property
    def words(self) -> str:
        """The label of the reference tool; empty for padding."""
        return _SIGNAL_WORDS[self]


class Variation(IntEnum):
    """What one point means, given which way is better. Stored as int8."""

    COMMON_CAUSE = 0
    IMPROVEMENT = 1
    CONCERN = -1
    NEUTRAL_HIGH = 2
    NEUTRAL_LOW = -2
    NO_POINT = -128

    @property
    def words(self) -> str:
        """The word of the command line and the API; empty for padding."""
        return _VARIATION_WORDS[self]


class Assurance(IntEnum):
    """Whether the process as it stands will meet its target. Stored as int8."""

    INCONSISTENT = 0
    CONSISTENT_PASS = 1
    CONSISTENT_FAIL = -1
    NOT_KNOWN = -128  # no target, no limits, or no better direction

    @property
    def words(self) -> str | None:
        """The word of the command line and the API, or None."""
        return None if self is Assurance.NOT_KNOWN else self.name.lower()


_SIGNAL_WORDS = {
    Signal.COMMON: "Common Cause",
    Signal.ABOVE_LIMIT: "Above UCL",
    Signal.BELOW_LIMIT: "Below LCL",
    Signal.RISING: "7 Point Trend (Increasing)",
    Signal.FALLING: "7 Point Trend (Decreasing)",
    Signal.TWO_OF_THREE_ABOVE: "2 in 3 Above CL",
    Signal.TWO_OF_THREE_BELOW: "2 in 3 Below CL",
    Signal.RUN_ABOVE: "7 Points Above CL",
    Signal.RUN_BELOW: "7 Points Below CL",
    Signal.NO_POINT: "",
}

_VARIATION_WORDS = {
    Variation.COMMON_CAUSE: "common_cause",
    Variation.IMPROVEMENT: "special_cause_improvement",
    Variation.CONCERN: "special_cause_concern",
    Variation.NEUTRAL_HIGH: "neutral_high",
    Variation.NEUTRAL_LOW: "neutral_low",
    Variation.NO_POINT: "",
}
