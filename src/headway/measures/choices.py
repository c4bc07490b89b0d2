"""Levels, polarity, uses, statuses of the measurement domain."""

from enum import StrEnum


class Level(StrEnum):
    """Where an indicator stands between input and impact (charter check C5)."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Polarity(StrEnum):
    """Which way is better; the word the engine and the command line use."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Use(StrEnum):
    """The three faces of measurement: what the figure may be used for."""

    PUBLIC_ACCOUNT = "public_account"
    LEARNING = "learning"
    RESEARCH = "research"


class ChartKind(StrEnum):
    """What a figure is, which decides the control chart that fits it."""

    VALUES = "values"  # as they are: XmR
    SHARE = "share"  # a count out of a number of cases: p, or p' for large numbers
    RATE = "rate"  # events for a size: u, or u'
    COUNT = "count"  # events of a constant size: c
    CASES_BETWEEN = "cases_between"  # cases between two rare events: g
    TIME_BETWEEN = "time_between"  # time between two rare events: t


class IndicatorState(StrEnum):
    """proposed -> live -> retired."""

    PROPOSED = "proposed"
    LIVE = "live"
    RETIRED = "retired"


class ObservationStatus(StrEnum):
    """What the publisher says of a value; `withdrawn` closes one that vanished."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    LOW_RELIABILITY = "low_reliability"
    BREAK = "break"  # a new method from this period on: never forecast through it
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    WITHDRAWN = "withdrawn"


class ReleaseState(StrEnum):
    """accepted -> undone; nothing is deleted."""

    ACCEPTED = "accepted"
    UNDONE = "undone"


class RuleSet(StrEnum):
    """The rule sets a chart can follow."""

    NHS = "nhs"
    ANHOEJ = "anhoej"


class CorrectionKind(StrEnum):
    """What is done with a published figure that is wrong."""

    DROP = "drop"  # leave it out
    OVERRIDE = "override"  # put another value in its place
    SCALE = "scale"  # multiply it: a slip of the unit
    FLAG = "flag"  # keep it, marked as of low reliability


class RebaseKind(StrEnum):
    """Why limits start anew: the measure changed, or the thing measured did."""

    BREAK = "break"
    STEP = "step"
