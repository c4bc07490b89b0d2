"""The plan of a test: what it says, the one text that stands for it, and what is missing before it locks."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import Enum
from typing import Any, Self, get_args
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.canonical import Digest, canonical, digest
from headway.kernel.sentences import Sentence
from headway.learning.choices import DESIGNS, SCHEMA, Choice, Design, PlanStep, Reading, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """Everything a plan says; while it is a draft most of it may be empty."""

    # assumption
    assumption: str = ""  # what must be true
    harm: int = 0  # how bad if it is false, 1 to 3
    doubt: int = 0  # how unsure we are, 1 to 3
    # question
    title: str = ""
    language: str = "en"
    question: str = ""
    indicator: UUID | None = None
    outcome: str = ""  # the one primary outcome, in words
    unit_of_outcome: str = ""
    better: str = "increase"  # or decrease
    smallest_change: float | None = None  # in that unit
    owner: str = ""  # the office
    decides: str = ""
    decide_on: date | None = None
    # design
    choose: str = ""  # can we choose who goes first? all, order, no
    unit: Unit | None = None
    units: int | None = None
    data_before: str = ""  # yes, no
    design: Design = Design.PILOT
    treatment: str = ""
    control: str = ""
    groups: tuple[str, ...] = ("usual", "new")
    blocks: tuple[str, ...] = ()  # columns of the list
    steps: int | None = None  # of a roll-out in random order
    # size
    spread: float | None = None  # standard deviation of the outcome
    base: float | None = None  # share in percent, where the outcome is one
    cluster_size: float | None = None
    icc: float | None = None
    icc_source: str = ""
    smallest_seen: float | None = None  # with 80 % power
    can_answer: bool | None = None
    size_note: str = ""
    # measure
    collection: str = ""
    data_until: date | None = None
    looks: tuple[date, ...] = ()
    estimator: str = ""
    inference: str = ""
    missing: str = ""
    guardrails: tuple[str, ...] = ()
    stop_rule: str = ""
    # rule
    rule_clear: Choice = Choice.ADOPT
    rule_better: Choice = Choice.EXTEND
    rule_unclear: Choice = Choice.EXTEND
    rule_none: Choice = Choice.STOP
    rule_worse: Choice = Choice.STOP
    rule_words: str = ""
    # ethics
    reviewed_by: str = ""
    reviewed_on: date | None = None
    harm_to: str = ""  # who could be harmed, and what is done about it
    entitled: bool = False  # nothing a person is entitled to is withheld
    entitled_why: str = ""
    told: str = ""  # what people are told
    equality_effect: str = ""
    equality_evidence: str = ""
    data_protection: str = ""

    @property
    def weight(self) -> int:
        """Return how much hangs on it: how bad times how unsure; the register sorts by it."""
        return self.harm * self.doubt

    @property
    def words(self) -> Any:
        """Return what its kind can and cannot decide."""
        return DESIGNS[self.design]

    @property
    def first_look(self) -> date | None:
        """Return the first day on which an effect may be seen."""
        return min(self.looks) if self.looks else self.data_until

    def rule(self, reading: Reading) -> Choice:
        """Return what the rule set beforehand says to a reading."""
        found: Choice = getattr(self, f"rule_{reading.value}")
        return found

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Read what `said` wrote; unknown names are left out, missing ones keep their default."""
        known = {field.name: field.type for field in fields(cls)}
        return cls(**{name: read_value(known[name], value) for name, value in data.items() if name in known})

    def changed(self, values: Mapping[str, Any]) -> Self:
        """Return the plan with these fields said otherwise."""
        return replace(self, **values)


STEP_FIELDS: dict[PlanStep, tuple[str, ...]] = {
    PlanStep.ASSUMPTION: ("assumption", "harm", "doubt"),
    PlanStep.QUESTION: (
        "title", "question", "indicator", "outcome", "unit_of_outcome", "better", "smallest_change", "owner",
        "decides", "decide_on",
    ),
    PlanStep.POSSIBLE: ("choose", "unit", "units", "data_before"),
    PlanStep.DESIGN: ("design", "treatment", "control", "blocks", "steps"),
    PlanStep.SIZE: (
        "spread", "base", "cluster_size", "icc", "icc_source", "smallest_seen", "can_answer", "size_note",
    ),
    PlanStep.MEASURE: (
        "collection", "data_until", "looks", "estimator", "inference", "missing", "guardrails", "stop_rule",
    ),
    PlanStep.RULE: (
        "rule_clear", "rule_better", "rule_unclear", "rule_none", "rule_worse", "rule_words",
    ),
    PlanStep.ETHICS: (
        "reviewed_by", "reviewed_on", "harm_to", "entitled", "entitled_why", "told", "equality_effect",
        "equality_evidence", "data_protection",
    ),
}  # fmt: skip


def read_value(kind: Any, value: Any) -> Any:
    """Read one value of a plan's JSON as its field's type."""
    if value is None:
        return None
    options = [each for each in get_args(kind) if each is not type(None)]
    if Ellipsis in options:
        return tuple(read_value(options[0], each) for each in value)
    known = options[0] if options else kind
    if known is date:
        return date.fromisoformat(value)
    if known is bool:
        return bool(value)
    if isinstance(known, type) and issubclass(known, Enum):
        return known(value)
    return known(value) if known in {int, float, str, UUID} else value


def said(plan: PlanWords) -> dict[str, Any]:
    """Return a plan as plain data."""
    return asdict(plan)


def draft_text(plan: PlanWords) -> str:
    """Return the text a draft is kept as."""
    return canonical(said(plan)).decode()


def read_draft(text: str) -> PlanWords:
    """Read a draft that was kept."""
    return PlanWords.read(json.loads(text))


@dataclass(frozen=True, slots=True)
class Lock:
    """What surrounds the words of a locked plan: which test, which version, what it follows, why, when."""

    test: UUID
    mission: UUID
    link: UUID | None
    version: int
    locked_at: str  # a moment, in UTC
    follows: str = ""  # hash of the version before
    reason: str = ""


def locked_text(lock: Lock, plan: PlanWords) -> tuple[str, Digest]:
    """Return the one text of a locked plan and its hash."""
    data = canonical({"schema": SCHEMA, **asdict(lock), "plan": said(plan)})
    return data.decode(), digest(data)


def read_locked(text: str) -> PlanWords:
    """Read the words of a locked plan."""
    return PlanWords.read(json.loads(text)["plan"])


# --- what is missing before it locks ---

ALWAYS = {
    "assumption": _("Say what must be true."),
    "harm": _("Say how bad it would be if it is false."),
    "doubt": _("Say how unsure you are."),
    "title": _("Give the test a name."),
    "question": _("Ask one question."),
    "outcome": _("Name one primary outcome."),
    "owner": _("Name the office that owns the test."),
    "decides": _("Say who decides."),
    "decide_on": _("Give the day on which it is decided."),
    "unit": _("Say what is counted or drawn."),
    "treatment": _("Say what is tried."),
    "collection": _("Say where the data come from."),
    "data_until": _("Give the day on which the last data come in."),
    "reviewed_by": _("Say who reviewed the ethics."),
    "reviewed_on": _("Give the day of the review."),
    "harm_to": _("Say who could be harmed, and what is done about it."),
    "entitled_why": _("Say how nothing a person is entitled to is withheld."),
    "told": _("Say what people are told."),
    "equality_effect": _("Say who may gain or lose by protected characteristic."),
    "equality_evidence": _("Say what evidence this rests on."),
}
COMPARED = {
    "unit_of_outcome": _("Name the unit of the outcome."),
    "smallest_change": _("Give the smallest change that would alter the decision."),
    "control": _("Say what the others get."),
    "units": _("Say how many there are."),
    "estimator": _("Say how the effect is estimated."),
    "inference": _("Say how chance is judged."),
    "missing": _("Say what happens with missing data."),
    "stop_rule": _("Say when the test stops early."),
}


def missing(plan: PlanWords) -> dict[str, Sentence]:
    """Return what a plan must still say before it can be locked, by field."""
    asked = ALWAYS | (
        COMPARED
        if plan.words.compared
        else {"rule_words": _("Say what you do if it holds, and if it does not.")}
    )
    found = {name: Sentence(text) for name, text in asked.items() if empty(getattr(plan, name))}
    if not plan.entitled:
        found["entitled"] = Sentence(_("Confirm that nothing a person is entitled to is withheld."))
    return found | impossible(plan)


def empty(value: Any) -> bool:
    """Whether a field says nothing."""
    return value is None or value in ("", 0, ()) or (isinstance(value, str) and not value.strip())


def impossible(plan: PlanWords) -> dict[str, Sentence]:
    """Return what contradicts itself, by field."""
    found = {}
    if plan.smallest_change is not None and plan.smallest_change <= 0:
        found["smallest_change"] = Sentence(_("Enter a number above 0; the direction stands beside it."))
    if plan.decide_on and plan.data_until and plan.decide_on < plan.data_until:
        found["decide_on"] = Sentence(_("The decision cannot come before the last data."))
    if plan.words.randomised and plan.can_answer is None:
        found["spread"] = Sentence(_("Work out first what this test can see."))
    if plan.words.randomised and plan.can_answer is False:
        found["design"] = Sentence(
            _("This test cannot answer the question. Go on with it as a pilot, or change its size.")
        )
    return found


def step_of(field: str) -> PlanStep:
    """Return the page on which a field is filled."""
    return next((step for step, names in STEP_FIELDS.items() if field in names), PlanStep.ETHICS)


def differences(before: PlanWords, after: PlanWords) -> tuple[str, ...]:
    """Return the names of the fields that say something else."""
    return tuple(
        field.name for field in fields(PlanWords) if getattr(before, field.name) != getattr(after, field.name)
    )


SHORT = {
    "title": 200,
    "unit_of_outcome": 60,
    "owner": 200,
    "decides": 200,
    "reviewed_by": 200,
    "outcome": 300,
}
LONGEST = 3000


def too_long(plan: PlanWords) -> dict[str, Sentence]:
    """Return the texts that are longer than what is kept, by field."""
    return {
        field.name: Sentence(
            _("Use at most %(limit)s characters."), {"limit": SHORT.get(field.name, LONGEST)}
        )
        for field in fields(PlanWords)
        if isinstance(value := getattr(plan, field.name), str) and len(value) > SHORT.get(field.name, LONGEST)
    }
