"""Kinds of event this app writes; facts hold keys, kinds, numbers and dates."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.choices import ClockName, Due, GivenAs, PauseReason
from headway.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAcknowledged(Event):
    """The office said that it has the question."""

    kind: ClassVar[str] = "answers.acknowledged"
    sentence: ClassVar[str] = _("The question was acknowledged.")
    office: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRouted(Event):
    """The office that decides was named."""

    kind: ClassVar[str] = "answers.routed"
    sentence: ClassVar[str] = _("The office that answers was named; the answer is owed by %(answer_by)s.")
    office: UUID
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven(Event):
    """One answer was given, to one question or to many; it is about the reply."""

    kind: ClassVar[str] = "answers.given"
    sentence: ClassVar[str] = _("An answer was given.")
    given_as: GivenAs
    answers: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTranslated(Event):
    """A reply got its words in another language."""

    kind: ClassVar[str] = "answers.reply_translated"
    sentence: ClassVar[str] = _("The answer was put into another language.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerConfirmed(Event):
    """Who asked said that it is so."""

    kind: ClassVar[str] = "answers.confirmed"
    sentence: ClassVar[str] = _("Who asked confirmed the answer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReopened(Event):
    """Who asked said that it is not so; the clock runs anew."""

    kind: ClassVar[str] = "answers.reopened"
    sentence: ClassVar[str] = _("Who asked opened the question again; the answer is owed by %(answer_by)s.")
    office: UUID
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerContested(Event):
    """Who asked does not accept a refusal; it goes before the board."""

    kind: ClassVar[str] = "answers.contested"
    sentence: ClassVar[str] = _("Who asked contests the refusal.")
    office: UUID
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn(Event):
    """The question is no longer asked."""

    kind: ClassVar[str] = "answers.withdrawn"
    sentence: ClassVar[str] = _("The question was withdrawn.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPassed(Event):
    """A clock ran out; told once."""

    kind: ClassVar[str] = "answers.clock_passed"
    sentence: ClassVar[str] = _("A clock ran out on %(on)s.")
    clock: Due
    office: UUID
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSet(Event):
    """The body set one of its clocks."""

    kind: ClassVar[str] = "answers.clock_set"
    sentence: ClassVar[str] = _("A clock was set to %(days)s days.")
    clock: ClockName
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacitySet(Event):
    """A body said how many answers it can give a month."""

    kind: ClassVar[str] = "answers.capacity_set"
    sentence: ClassVar[str] = _("The body said how many answers it can give a month.")
    monthly: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksPaused(Event):
    """The clocks of an office stand still from a day on."""

    kind: ClassVar[str] = "answers.clocks_paused"
    sentence: ClassVar[str] = _("The clocks of the office stand still from %(starts_on)s.")
    reason: PauseReason
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseEnded(Event):
    """The clocks of an office run again."""

    kind: ClassVar[str] = "answers.pause_ended"
    sentence: ClassVar[str] = _("The clocks of the office stood still for the last time on %(ends_on)s.")
    ends_on: date
