"""Kinds, bands and ways out, as data."""

from collections.abc import Mapping
from enum import StrEnum

# --- barriers ---


class BarrierKind(StrEnum):
    """What stands in the way."""

    LAW = "law"
    POLICY = "policy"  # policy or guidance
    APPROVAL = "approval"
    FUNDING = "funding"
    DATA = "data"  # sharing of data
    TOOL = "tool"  # IT or another tool
    CONTRACT = "contract"
    SKILLS = "skills"  # skills or staff
    TARGET = "target"  # a target or a metric
    CULTURE = "culture"  # fear or culture
    OTHER_BODY = "other_body"


class Changer(StrEnum):
    """Who could change it, as the person thinks who raised it."""

    TEAM = "team"
    ORGANISATION = "organisation"
    PARTNER = "partner"
    PLACE_BOARD = "place_board"
    NATIONAL = "national"
    UNSURE = "unsure"


class RaisedAs(StrEnum):
    """As whom somebody acts for the mission."""

    STAFF = "staff"
    PARTNER = "partner"
    COMMUNITY = "community"
    RESIDENT = "resident"
    SUPPLIER = "supplier"


class Identity(StrEnum):
    """What is kept of who raised it."""

    NAMED = "named"
    TEAM = "team"
    ANONYMOUS = "anonymous"


class Often(StrEnum):
    """How often it happens."""

    MANY_A_DAY = "many_a_day"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Takes(StrEnum):
    """How long it takes each time."""

    SECONDS = "seconds"
    UNDER_5 = "under_5"
    UNDER_15 = "under_15"
    UNDER_30 = "under_30"
    UNDER_60 = "under_60"
    HOURS = "hours"
    DAY = "day"


class Exit(StrEnum):
    """Where a barrier goes that is no matter for a ledger."""

    SAFEGUARDING = "safeguarding"
    WHISTLEBLOWING = "whistleblowing"


Band = tuple[float, float, float]  # lowest, likely, highest

# Times a month, of 21 working days; the likely one is the middle on a scale of ratios.
TIMES: Mapping[Often, Band] = {
    Often.MANY_A_DAY: (42, 84, 168),  # two to eight a working day
    Often.DAILY: (15, 21, 30),
    Often.WEEKLY: (3, 4.3, 8),
    Often.MONTHLY: (0.7, 1, 2),
    Often.YEARLY: (0.1, 0.25, 0.5),  # one to six a year
}
MINUTES: Mapping[Takes, Band] = {
    Takes.SECONDS: (0.2, 0.5, 1),
    Takes.UNDER_5: (1, 3, 5),
    Takes.UNDER_15: (5, 10, 15),
    Takes.UNDER_30: (15, 20, 30),
    Takes.UNDER_60: (30, 45, 60),
    Takes.HOURS: (60, 120, 180),
    Takes.DAY: (180, 240, 480),
}
