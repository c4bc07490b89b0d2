"""Kinds of event this app writes; facts hold keys, numbers, dates and words of fixed lists."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.events import Event
from headway.rhythms.choices import DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFounded(Event):
    """A board was set up."""

    kind: ClassVar[str] = "rhythms.board_founded"
    sentence: ClassVar[str] = _("The board was set up.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChanged(Event):
    """A board's name, remit, seats or missions changed."""

    kind: ClassVar[str] = "rhythms.board_changed"
    sentence: ClassVar[str] = _("Version %(version)s of the board’s terms was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEnded(Event):
    """A board no longer meets."""

    kind: ClassVar[str] = "rhythms.board_ended"
    sentence: ClassVar[str] = _("The board was ended.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsPlanned(Event):
    """A board will meet on some dates."""

    kind: ClassVar[str] = "rhythms.meetings_planned"
    sentence: ClassVar[str] = _("Meetings were planned: %(count)s, the first on %(first)s.")
    count: int
    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSet(Event):
    """A meeting's agenda was written."""

    kind: ClassVar[str] = "rhythms.agenda_set"
    sentence: ClassVar[str] = _("The agenda was written: %(items)s items.")
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Event):
    """A meeting took place."""

    kind: ClassVar[str] = "rhythms.meeting_held"
    sentence: ClassVar[str] = _("The meeting was held.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled(Event):
    """A planned meeting will not take place."""

    kind: ClassVar[str] = "rhythms.meeting_cancelled"
    sentence: ClassVar[str] = _("The meeting was cancelled.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMinuted(Event):
    """A meeting's record was closed."""

    kind: ClassVar[str] = "rhythms.meeting_minuted"
    sentence: ClassVar[str] = _("The meeting was minuted.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCorrected(Event):
    """A minuted record got a new entry."""

    kind: ClassVar[str] = "rhythms.minutes_corrected"
    sentence: ClassVar[str] = _("Entry %(entry)s was added to the minutes.")
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionProposed(Event):
    """A decision was put before a board."""

    kind: ClassVar[str] = "rhythms.decision_proposed"
    sentence: ClassVar[str] = _("A decision was proposed.")
    board: UUID
    decision_kind: DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRewritten(Event):
    """A proposed decision got its next wording."""

    kind: ClassVar[str] = "rhythms.decision_rewritten"
    sentence: ClassVar[str] = _("Version %(version)s of the proposed decision was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Event):
    """A decision was made, or a recommendation given where no power was named."""

    kind: ClassVar[str] = "rhythms.decision_made"
    sentence: ClassVar[str] = _("The decision was made on %(on)s.")
    on: date
    binding: bool
    checked: bool  # by a second person


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCalledIn(Event):
    """A decision waits until it was looked at again."""

    kind: ClassVar[str] = "rhythms.decision_called_in"
    sentence: ClassVar[str] = _("The decision was called in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionConfirmed(Event):
    """A decision that was called in stands."""

    kind: ClassVar[str] = "rhythms.decision_confirmed"
    sentence: ClassVar[str] = _("The decision was looked at again and stands.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDone(Event):
    """What was decided has been done."""

    kind: ClassVar[str] = "rhythms.decision_done"
    sentence: ClassVar[str] = _("What was decided has been done.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReviewed(Event):
    """What came of a decision was compared with what was expected of it."""

    kind: ClassVar[str] = "rhythms.decision_reviewed"
    sentence: ClassVar[str] = _("The decision was reviewed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCorrected(Event):
    """The record of a decision got a new entry."""

    kind: ClassVar[str] = "rhythms.decision_corrected"
    sentence: ClassVar[str] = _("Entry %(entry)s was added to the record.")
    entry: int
