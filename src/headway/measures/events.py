"""What happens in shared measurement."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.canonical import Digest
from headway.kernel.events import Event
from headway.measures.choices import CorrectionKind, IndicatorState, RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorAdded(Event):
    """An indicator with the first version of its card."""

    kind: ClassVar[str] = "measures.indicator_added"
    sentence: ClassVar[str] = _("The indicator was added")
    state: IndicatorState


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAmended(Event):
    """What an indicator means was changed, with a note."""

    kind: ClassVar[str] = "measures.card_amended"
    sentence: ClassVar[str] = _("Version %(version)s of the indicator’s card was written")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRetired(Event):
    """An indicator is no longer kept up; its history stays."""

    kind: ClassVar[str] = "measures.indicator_retired"
    sentence: ClassVar[str] = _("The indicator was retired")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAccepted(Event):
    """A publication's figures count from now on."""

    kind: ClassVar[str] = "measures.release_accepted"
    sentence: ClassVar[str] = _("Figures came in: %(added)s new, %(revised)s revised, %(gone)s gone")
    content: Digest
    published_at: datetime
    sequence: int
    late: bool  # an older vintage, put in its place behind newer ones
    indicators: int
    rows: int
    added: int
    revised: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFoundAgain(Event):
    """A file came in once more that says what a release says already; no figure changed."""

    kind: ClassVar[str] = "measures.release_found_again"
    sentence: ClassVar[str] = _("The same figures came in again and changed nothing")
    upload: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseUndone(Event):
    """A release no longer counts; it stays in the history with the reason."""

    kind: ClassVar[str] = "measures.release_undone"
    sentence: ClassVar[str] = _("A release of figures was undone")
    indicators: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSet(Event):
    """How one series is charted was changed; `about` is the indicator."""

    kind: ClassVar[str] = "measures.chart_set"
    sentence: ClassVar[str] = _("How the chart is drawn was changed: %(rules)s rules, %(rebases)s new starts")
    place: UUID
    rules: RuleSet
    screen: bool
    rebases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDeclared(Event):
    """A published figure is wrong and is corrected as it comes in; `about` is the indicator."""

    kind: ClassVar[str] = "measures.correction_declared"
    sentence: ClassVar[str] = _("A correction of a published figure was declared")
    place: UUID
    start: date
    does: CorrectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEnded(Event):
    """A correction no longer applies: its source was fixed, or it was a mistake; `about` is the indicator."""

    kind: ClassVar[str] = "measures.correction_ended"
    sentence: ClassVar[str] = _("A correction of a published figure was ended")
    place: UUID
    start: date
