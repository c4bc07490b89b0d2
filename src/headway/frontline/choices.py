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


# --- rules and freedoms ---


class RuleKind(StrEnum):
    """What sort of rule it is; a freedom from a law needs a legal check."""

    LAW = "law"
    POLICY = "policy"  # policy or guidance
    APPROVAL = "approval"
    FUNDING = "funding"
    DATA = "data"
    CONTRACT = "contract"
    TARGET = "target"
    OTHER = "other"


class RuleState(StrEnum):
    """in force -> changed (again and again) -> removed."""

    IN_FORCE = "in_force"
    CHANGED = "changed"
    REMOVED = "removed"


class Lock(StrEnum):
    """Why no freedom from a rule can be granted here."""

    SAFEGUARDING = "safeguarding"
    EQUALITY = "equality"
    FINANCE = "finance"  # the law on public money
    OTHER_LAW = "other_law"


class FreedomState(StrEnum):
    """asked -> granted or refused; granted -> live -> review due -> ended or made a rule."""

    ASKED = "asked"
    GRANTED = "granted"  # its first day is ahead
    REFUSED = "refused"
    LIVE = "live"  # computed by date
    REVIEW_DUE = "review_due"  # computed by date
    ENDED = "ended"  # decided, or computed: a freedom whose last day has passed ends by itself
    MADE_RULE = "made_rule"


STORED = (
    FreedomState.ASKED,
    FreedomState.GRANTED,
    FreedomState.REFUSED,
    FreedomState.ENDED,
    FreedomState.MADE_RULE,
)
RUNNING = frozenset({FreedomState.GRANTED, FreedomState.LIVE, FreedomState.REVIEW_DUE})
REVIEW_DAYS = 28  # before the last day, so that a board meets in between
LONGEST_DAYS = 731  # two years: what is wanted for longer is a change of the rule


class Expiry(StrEnum):
    """What a board decides about a freedom that runs."""

    END = "end"
    EXTEND = "extend"
    PERMANENT = "permanent"  # the rule itself changes, for everybody
    SPREAD = "spread"  # to more people or places, with a last day of its own


class Officer(StrEnum):
    """Officers whose refusal rests on a duty of their own: it can be contested, never overruled."""

    SECTION_151 = "section_151"
    MONITORING = "monitoring"
    DATA_PROTECTION = "data_protection"
    CALDICOTT = "caldicott"
    CHILDREN = "children"
    ADULTS = "adults"


class Shown(StrEnum):
    """How a barrier stands, as people choose what to read."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
