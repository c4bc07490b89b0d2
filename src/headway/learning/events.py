"""Kinds of event this app writes; facts hold keys, numbers, dates, hashes and words of fixed lists."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.canonical import Digest
from headway.kernel.events import Event
from headway.learning.choices import Choice, Design, Reading, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class TestDrafted(Event):
    """A test was begun."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_drafted"
    sentence: ClassVar[str] = _("A test was begun.")
    mission: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWritten(Event):
    """A part of a plan that is not locked was written."""

    kind: ClassVar[str] = "learning.draft_written"
    sentence: ClassVar[str] = _("Version %(version)s of the draft was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRegistered(Event):
    """A plan was locked; its hash stands in the log."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_registered"
    sentence: ClassVar[str] = _("The plan was locked, to be decided on %(decide_on)s.")
    plan: Digest
    design: Design
    decide_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAmended(Event):
    """A locked plan got an amendment; the version before stays."""

    kind: ClassVar[str] = "learning.plan_amended"
    sentence: ClassVar[str] = _("Version %(version)s of the plan was locked.")
    version: int
    plan: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedCommitted(Event):
    """The hash of a secret was told, before the list was fixed."""

    kind: ClassVar[str] = "learning.seed_committed"
    sentence: ClassVar[str] = _("The seed of the draw was committed.")
    commitment: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFixed(Event):
    """The list that is drawn from was fixed."""

    kind: ClassVar[str] = "learning.list_fixed"
    sentence: ClassVar[str] = _("The list of the draw was fixed: %(units)s rows.")
    list: Digest
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestDrawn(Event):
    """The draw was made."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_drawn"
    sentence: ClassVar[str] = _("The draw was made.")
    draw: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class TestStarted(Event):
    """A registered test began."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_started"
    sentence: ClassVar[str] = _("The test began on %(on)s.")
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TestWatched(Event):
    """Somebody looked whether a running test is sound."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_watched"
    sentence: ClassVar[str] = _(
        "Look %(number)s at how the test runs was recorded: %(failed)s checks failed."
    )
    number: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAnalysed(Event):
    """A result was recorded, or corrected by the next."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_analysed"
    sentence: ClassVar[str] = _("Result %(number)s was recorded.")
    number: int
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TestDecided(Event):
    """What follows from a test was decided."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_decided"
    sentence: ClassVar[str] = _("What follows from the test was decided.")
    decision: UUID
    choice: Choice
    follows: bool  # the rule set beforehand


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRated(Event):
    """A reviewer said how strong the test is."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_rated"
    sentence: ClassVar[str] = _("The test was rated.")
    scale: Scale
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestWithdrawn(Event):
    """A test ended without a result; its page stays."""

    __test__ = False
    kind: ClassVar[str] = "learning.test_withdrawn"
    sentence: ClassVar[str] = _("The test was withdrawn.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPublished(Event):
    """Something that is known from a study came into the library."""

    kind: ClassVar[str] = "learning.finding_published"
    sentence: ClassVar[str] = _("A finding of strength %(strength)s was published.")
    strength: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCorrected(Event):
    """A finding says something else; what it said before stays."""

    kind: ClassVar[str] = "learning.finding_corrected"
    sentence: ClassVar[str] = _("Version %(version)s of the finding was published.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRetracted(Event):
    """A finding no longer counts; its page stays with the reason."""

    kind: ClassVar[str] = "learning.finding_retracted"
    sentence: ClassVar[str] = _("The finding was retracted.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsImported(Event):
    """A file of findings came in, all at once."""

    kind: ClassVar[str] = "learning.findings_imported"
    sentence: ClassVar[str] = _("A file of findings was brought in: %(added)s new, %(changed)s changed.")
    added: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWeighed(Event):
    """A decision changed what a link rests on, because of a finding."""

    kind: ClassVar[str] = "learning.finding_weighed"
    sentence: ClassVar[str] = _(
        "By a decision, a finding changed the evidence of a link from %(before)s to %(after)s."
    )
    link: UUID
    decision: UUID
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyKept(Event):
    """A practice adopted at different times was estimated on the bench."""

    kind: ClassVar[str] = "learning.study_kept"
    sentence: ClassVar[str] = _("A study of %(teams)s teams was worked out and kept.")
    mission: UUID
    data: Digest
    teams: int
