"""Kinds of event this app writes; facts hold keys, numbers and dates."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSet(Event):
    """A goal was set for a series."""

    kind: ClassVar[str] = "targets.target_set"
    sentence: ClassVar[str] = _("A target of %(value)s by %(by)s was set.")
    indicator: UUID
    place: UUID
    value: float
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChanged(Event):
    """A goal was moved, in the open."""

    kind: ClassVar[str] = "targets.target_changed"
    sentence: ClassVar[str] = _(
        "The target was changed from %(old_value)s by %(old_by)s to %(value)s by %(by)s."
    )
    old_value: float
    old_by: date
    value: float
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetClosed(Event):
    """A goal no longer holds."""

    kind: ClassVar[str] = "targets.target_closed"
    sentence: ClassVar[str] = _("The target was closed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrajectoryAgreed(Event):
    """A path to a goal was agreed."""

    kind: ClassVar[str] = "targets.trajectory_agreed"
    sentence: ClassVar[str] = _("A path of %(points)s points was agreed on %(agreed_on)s.")
    points: int
    agreed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastsRemembered(Event):
    """Forecasts were made and put away to be scored later."""

    kind: ClassVar[str] = "targets.forecasts_remembered"
    sentence: ClassVar[str] = _("%(count)s forecasts were remembered.")
    count: int
