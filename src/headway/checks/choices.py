"""States of a check, the numbers it is judged by, and which checks a body meets first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_noop as _


class State(StrEnum):
    """What a check can come to; there is no total and no score."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"


class CheckId(StrEnum):
    """The checks of a charter, domain.md 1.2, and the signals that are judged like them."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"
    C8 = "C8"
    C9 = "C9"
    C10 = "C10"
    C11 = "C11"
    C12 = "C12"
    C13 = "C13"
    C14 = "C14"
    C15 = "C15"
    C16 = "C16"
    C17 = "C17"
    C18 = "C18"
    W4 = "W4"  # signals of mission washing, 2.5
    W5 = "W5"
    W6 = "W6"


class ThresholdName(StrEnum):
    """What a threshold counts, within its check."""

    YEARS = "years"
    TIMES_BEST = "times_best"
    POINTS = "points"
    FAMILIES = "families"
    DEPARTMENTS = "departments"
    LIVE = "live"
    PATHS = "paths"
    OUTSIDE = "outside"
    LARGEST_SHARE = "largest_share"
    CHANGES = "changes"
    POINTS_A_YEAR = "points_a_year"
    OBSERVABLE = "observable"
    VERIFIABLE = "verifiable"
    TOGETHER = "together"
    TIERS = "tiers"
    GROUPS = "groups"
    DAYS = "days"
    DECIDED = "decided"
    RAISED = "raised"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of a rule that the steward may change in public; `label` says what it is."""

    usual: float
    label: str
    lowest: float
    highest: float


ThresholdKey = tuple[str, str]  # check, name

THRESHOLDS: Final[Mapping[ThresholdKey, Threshold]] = MappingProxyType(
    {
        ("C1", "years"): Threshold(5, _("Years over which the best pace on record is taken"), 1, 20),
        ("C1", "times_best"): Threshold(3, _("Times the best pace beyond which it was never seen"), 1, 20),
        ("C3", "points"): Threshold(3, _("Fewest figures of a headline measure"), 1, 50),
        ("C6", "families"): Threshold(3, _("Fewest kinds of organisation that put something in"), 1, 9),
        ("C6", "departments"): Threshold(2, _("Fewest departments that put something in"), 1, 20),
        ("C7", "live"): Threshold(3, _("Fewest live initiatives"), 1, 50),
        ("C7", "paths"): Threshold(2, _("Fewest paths of the theory of change they stand on"), 1, 20),
        ("C7", "outside"): Threshold(1, _("Fewest initiatives started outside the owner"), 0, 50),
        ("C7", "largest_share"): Threshold(50, _("Largest share of the money for one, in percent"), 1, 100),
        ("C8", "changes"): Threshold(1, _("Fewest changes of the charter that trace to citizens"), 1, 20),
        ("C9", "points_a_year"): Threshold(1, _("Fewest points of a path a year"), 0.2, 12),
        ("C11", "observable"): Threshold(1, _("Lowest grade for seeing the work that matters"), 0, 2),
        ("C11", "verifiable"): Threshold(1, _("Lowest grade for confirming what a reading means"), 0, 2),
        ("C11", "together"): Threshold(3, _("Lowest sum of the two grades"), 0, 4),
        ("C13", "tiers"): Threshold(1, _("Fewest tiers of place that a headline measure is split by"), 1, 5),
        ("C13", "groups"): Threshold(1, _("Fewest groupings of people that it is split by"), 1, 10),
        ("C16", "days"): Threshold(90, _("Days within which a barrier must have been decided"), 7, 365),
        ("C16", "decided"): Threshold(1, _("Fewest barriers decided in that time"), 1, 100),
        ("W4", "days"): Threshold(365, _("Days after adoption by which a test is registered"), 90, 1095),
        ("W5", "days"): Threshold(180, _("Days within which one must have been decided"), 30, 730),
        ("W5", "raised"): Threshold(10, _("Barriers raised before none granted is asked about"), 2, 200),
        ("W6", "days"): Threshold(365, _("Days within which something said must have been heard"), 90, 1095),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds that hold: what the steward set, else the usual ones."""

    set_to: Mapping[ThresholdKey, float] = field(default_factory=dict)

    def of(self, check: str, name: str) -> float:
        """Return one threshold."""
        return self.set_to.get((check, name), THRESHOLDS[check, name].usual)

    def whole(self, check: str, name: str) -> int:
        """Return one threshold that counts things."""
        return round(self.of(check, name))


USUAL: Final = Limits()

FIRST: Final = ("C2", "C3", "C4", "C5", "C14")  # what a body that has just set up is asked (domain.md 7)
FIRST_DAYS: Final = 90  # how long a new body is asked those alone
