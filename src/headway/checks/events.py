"""Kinds of event this app writes; facts hold keys, kinds, numbers and dates."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop as _

from headway.checks.choices import CheckId, ThresholdName
from headway.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictsKept(Event):
    """What some checks say of a mission changed; about the mission."""

    kind: ClassVar[str] = "checks.verdicts_kept"
    sentence: ClassVar[str] = _("What the checks say of the mission was written down: %(count)s changed.")
    count: int
    asked: int  # to how many of them the owner was asked for a reply


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdSet(Event):
    """A threshold of a check was changed."""

    kind: ClassVar[str] = "checks.threshold_set"
    sentence: ClassVar[str] = _("A threshold of check %(check)s was changed from %(before)s to %(value)s.")
    check: CheckId
    name: ThresholdName
    before: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSwitchedOff(Event):
    """The body asks one check no more."""

    kind: ClassVar[str] = "checks.switched_off"
    sentence: ClassVar[str] = _("Check %(check)s was switched off.")
    check: CheckId


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSwitchedOn(Event):
    """The body asks one check again."""

    kind: ClassVar[str] = "checks.switched_on"
    sentence: ClassVar[str] = _("Check %(check)s was switched on again.")
    check: CheckId
