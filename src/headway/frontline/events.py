"""Kinds of event this app writes; facts hold keys, kinds, numbers and dates."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.frontline.choices import BarrierKind, Expiry, Officer, RuleState
from headway.kernel.events import Event

# --- barriers ---


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierRaised(Event):
    """Somebody said what is in the way, with a name or for a team."""

    kind: ClassVar[str] = "frontline.barrier_raised"
    sentence: ClassVar[str] = _("A barrier was raised; the answer is owed by %(answer_by)s.")
    mission: UUID | None
    answer: UUID
    office: UUID
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterboxEmptied(Event):
    """What came without a name became barriers, in no order; of the letters only the count is said."""

    kind: ClassVar[str] = "frontline.letterbox_emptied"
    sentence: ClassVar[str] = _("The letterbox was emptied: %(count)s letters.")
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierSorted(Event):
    """A barrier got its kind and the office that decides."""

    kind: ClassVar[str] = "frontline.barrier_sorted"
    sentence: ClassVar[str] = _("The barrier was sorted; the answer is owed by %(answer_by)s.")
    barrier_kind: BarrierKind
    answer: UUID
    office: UUID
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierSummarised(Event):
    """A steward approved what the public may read."""

    kind: ClassVar[str] = "frontline.barrier_summarised"
    sentence: ClassVar[str] = _("A public summary of the barrier was approved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierLeft(Event):
    """A barrier left the ledger; where it went is said to nobody but who looks after it."""

    kind: ClassVar[str] = "frontline.barrier_left"
    sentence: ClassVar[str] = _("The barrier left the ledger.")
    office: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierMerged(Event):
    """A barrier was joined to another that says the same; each keeps its answer."""

    kind: ClassVar[str] = "frontline.barrier_merged"
    sentence: ClassVar[str] = _("The barrier was joined to another that says the same.")
    into: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierParted(Event):
    """A barrier was taken out of another again."""

    kind: ClassVar[str] = "frontline.barrier_parted"
    sentence: ClassVar[str] = _("The barrier stands alone again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeTooSaid(Event):
    """Somebody else has the same in their way."""

    kind: ClassVar[str] = "frontline.me_too"
    sentence: ClassVar[str] = _("Somebody else has the same in their way.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSet(Event):
    """The body said who reads barriers first."""

    kind: ClassVar[str] = "frontline.desk_set"
    sentence: ClassVar[str] = _("The body said who reads barriers first.")
    reader: UUID
    safeguarding: UUID
    whistleblowing: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeciderSet(Event):
    """The body said which office decides about one kind of barrier."""

    kind: ClassVar[str] = "frontline.decider_set"
    sentence: ClassVar[str] = _("The office that decides about one kind of barrier was named.")
    barrier_kind: BarrierKind
    office: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierWordsBlanked(Event):
    """Words, picture and contact of some barriers were blanked, because their writer asked or time is up."""

    kind: ClassVar[str] = "frontline.words_blanked"
    sentence: ClassVar[str] = _("Personal words were blanked.")
    count: int


# --- rules and freedoms ---


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRegistered(Event):
    """A rule was written into the register, with the office that owns it."""

    kind: ClassVar[str] = "frontline.rule_registered"
    sentence: ClassVar[str] = _("The rule was written into the register.")
    office: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecordAmended(Event):
    """What the register says about a rule was put right; the rule itself is as it was."""

    kind: ClassVar[str] = "frontline.rule_amended"
    sentence: ClassVar[str] = _("Version %(version)s of the rule’s record was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChanged(Event):
    """A rule was changed or taken away by the office that owns it."""

    kind: ClassVar[str] = "frontline.rule_changed"
    sentence: ClassVar[str] = _("The rule was changed or taken away, from %(since)s on.")
    state: RuleState
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierRuleNamed(Event):
    """The rule that a barrier rests on was named, or was taken back."""

    kind: ClassVar[str] = "frontline.barrier_rule_named"
    sentence: ClassVar[str] = _("The rule that this rests on was named.")
    rule: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlWeighed(Event):
    """What a control costs and prevents was weighed and kept."""

    kind: ClassVar[str] = "frontline.control_weighed"
    sentence: ClassVar[str] = _("Weighing %(number)s of what the rule costs and prevents was kept.")
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedomAsked(Event):
    """Somebody at the front line asked for a freedom from a rule."""

    kind: ClassVar[str] = "frontline.freedom_asked"
    sentence: ClassVar[str] = _("A freedom was asked for; the answer is owed by %(answer_by)s.")
    rule: UUID
    answer: UUID
    office: UUID
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedomRewritten(Event):
    """A freedom that is asked for got its next wording."""

    kind: ClassVar[str] = "frontline.freedom_rewritten"
    sentence: ClassVar[str] = _("Version %(version)s of the freedom was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedomTestLinked(Event):
    """A registered test studies a freedom from now on, or none does."""

    kind: ClassVar[str] = "frontline.freedom_test_linked"
    sentence: ClassVar[str] = _("Which test studies the freedom was written.")
    test: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedomGranted(Event):
    """A freedom was granted, by the office that owns the rule or by a board."""

    kind: ClassVar[str] = "frontline.freedom_granted"
    sentence: ClassVar[str] = _("The freedom was granted, until %(until)s at the latest.")
    until: date
    decision: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedomRefused(Event):
    """A freedom was refused, with the reason and what can be done instead."""

    kind: ClassVar[str] = "frontline.freedom_refused"
    sentence: ClassVar[str] = _("The freedom was refused.")
    office: UUID
    officer: Officer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedomReviewed(Event):
    """A board decided what becomes of a freedom."""

    kind: ClassVar[str] = "frontline.freedom_reviewed"
    sentence: ClassVar[str] = _("The board decided what becomes of the freedom.")
    expiry: Expiry
    decision: UUID
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeQuestionsAsked(Event):
    """A team asked itself the three questions; what it wrote became barriers and ideas, each on its own."""

    kind: ClassVar[str] = "frontline.three_questions_asked"
    sentence: ClassVar[str] = _(
        "A team asked itself the three questions: %(barriers)s barriers and %(ideas)s ideas came of it."
    )
    barriers: int
    ideas: int
