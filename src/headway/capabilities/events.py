"""Kinds of event this app writes; facts hold keys, numbers, dates and words of fixed lists."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_noop as _

from headway.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkInstalled(Event):
    """A list of capabilities can be used from now on."""

    kind: ClassVar[str] = "capabilities.framework_installed"
    sentence: ClassVar[str] = _("A list of %(capabilities)s capabilities was installed.")
    capabilities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(Event):
    """A team looks at what it is able to do."""

    kind: ClassVar[str] = "capabilities.round_opened"
    sentence: ClassVar[str] = _("A team began to look at its capabilities.")
    closes_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Event):
    """A member rated; the level stands nowhere but under seal."""

    kind: ClassVar[str] = "capabilities.rated"
    sentence: ClassVar[str] = _("A member of the team rated its capabilities.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Event):
    """Ratings became spreads, and were deleted."""

    kind: ClassVar[str] = "capabilities.round_closed"
    sentence: ClassVar[str] = _("The ratings were counted and deleted: %(shown)s spreads are shown.")
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewWritten(Event):
    """A team wrote how it sees one capability, and what it does about it."""

    kind: ClassVar[str] = "capabilities.view_written"
    sentence: ClassVar[str] = _("The team wrote how it sees a capability: %(steps)s steps.")
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgreed(Event):
    """A team agreed on its plan."""

    kind: ClassVar[str] = "capabilities.plan_agreed"
    sentence: ClassVar[str] = _("The team agreed on its plan.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewed(Event):
    """A team looked back at its plan."""

    kind: ClassVar[str] = "capabilities.plan_reviewed"
    sentence: ClassVar[str] = _("The team looked back at its plan.")
