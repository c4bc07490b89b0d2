"""Kinds of event this app writes; facts hold keys, numbers and dates."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionDrafted(Event):
    """A mission was begun; its page is private until it is opened."""

    kind: ClassVar[str] = "missions.mission_drafted"
    sentence: ClassVar[str] = _("The mission was drafted.")
    place: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionOpened(Event):
    """A mission's page became public."""

    kind: ClassVar[str] = "missions.mission_opened"
    sentence: ClassVar[str] = _("The mission's page was opened to everybody.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRecorded(Event):
    """A mission that existed before was entered as adopted."""

    kind: ClassVar[str] = "missions.adoption_recorded"
    sentence: ClassVar[str] = _("The mission was recorded as adopted on %(adopted_on)s.")
    adopted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterWritten(Event):
    """The charter got its next version."""

    kind: ClassVar[str] = "missions.charter_written"
    sentence: ClassVar[str] = _("Version %(version)s of the charter was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeAdded(Event):
    """The mission got an outcome."""

    kind: ClassVar[str] = "missions.outcome_added"
    sentence: ClassVar[str] = _("An outcome was added.")
    outcome: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRetired(Event):
    """An outcome no longer holds."""

    kind: ClassVar[str] = "missions.outcome_retired"
    sentence: ClassVar[str] = _("An outcome was retired.")
    outcome: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChosen(Event):
    """An outcome is judged by a series from now on."""

    kind: ClassVar[str] = "missions.measure_chosen"
    sentence: ClassVar[str] = _("An outcome got a measure.")
    outcome: UUID
    indicator: UUID
    place: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDropped(Event):
    """An outcome is no longer judged by a series."""

    kind: ClassVar[str] = "missions.measure_dropped"
    sentence: ClassVar[str] = _("An outcome lost a measure.")
    outcome: UUID
    indicator: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTranslated(Event):
    """A text of the mission got a translation."""

    kind: ClassVar[str] = "missions.text_translated"
    sentence: ClassVar[str] = _("A text of the mission was translated.")
