"""What travels about rules, weighings and freedoms."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from headway.api.schemas import Day, Language, Line, Number, Prose, Received, Told, Truth, Version, Words
from headway.briefs.weighing import answer, worth
from headway.frontline.analysis import Granting, NewFreedom, NewRule, Refusing, Reviewing, RuleChange
from headway.frontline.analysis.weighing import (
    INPUTS,
    Compared,
    Fit,
    Found,
    Guard,
    NewWeighing,
    Option,
    Verdict,
)
from headway.frontline.choices import Expiry, FreedomState, Lock, Officer, RuleKind, RuleState
from headway.frontline.queries.freedoms import FreedomRow
from headway.frontline.queries.rules import WeighingRow

Few = Annotated[list[UUID], Field(max_length=50)]
Share = Annotated[Number, Field(ge=0, le=1)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Months = Annotated[int, Field(strict=True, ge=1, le=24)]


class RuleTold(Told):
    """A rule as the register keeps it; a locked one blocks every freedom from it."""

    key: UUID
    slug: str
    version: int
    title: str
    kind: RuleKind
    owner: UUID
    owner_name: str
    clause: str
    text: str
    language: str
    lock: Lock | None
    lock_reason: str
    state: RuleState
    since: date
    note: str
    decision: UUID | None


class RuleSent(Received):
    """A rule to be registered, or put right."""

    title: Line
    kind: RuleKind
    owner: UUID = Field(description="The key of the office that owns it.")
    clause: Words
    text: Prose
    lock: Lock | None = None
    lock_reason: Prose = ""
    since: Day | None = Field(default=None, description="In force from; empty: today.")
    language: Language = "en"

    def rule(self) -> NewRule:
        """Return it as actions take it."""
        return NewRule(**{name: getattr(self, name) for name in RuleSent.model_fields})


class RuleAmended(RuleSent):
    """The record of a rule, put right."""

    version: Version


class ChangeSent(Received):
    """How a rule changes for everybody."""

    state: RuleState
    since: Day
    note: Prose
    text: Prose = ""
    clause: Words = ""
    version: Version

    def change(self) -> RuleChange:
        """Return it as actions take it."""
        return RuleChange(self.state, self.since, self.note, self.text, self.clause)


class RuleNamed(Received):
    """The rule that a barrier rests on; null takes it back."""

    rule: UUID | None


class Three(Received):
    """What is believed of a number."""

    low: Amount
    likely: Amount
    high: Amount

    def numbers(self) -> tuple[float, float, float]:
        """Return the three."""
        return self.low, self.likely, self.high


class InputsSent(Received):
    """Every input of the model; money in one currency, shares from 0 to 1."""

    cases: Three
    front_minutes: Three
    front_rate: Three
    checker_minutes: Three
    checker_rate: Three
    days: Three
    day_value: Three
    misuse: Three
    deterred: Three
    observable: Three
    verifiable: Three
    loss: Three
    stopped: Three
    stopped_value: Three


class ControlSent(Received):
    """A control to be weighed, and what keeping it is compared with."""

    inputs: InputsSent
    threshold: Amount | None = None
    values: Annotated[list[Amount], Field(max_length=20_000)] = []
    share: Share | None = None
    eta: Annotated[Number, Field(gt=0, le=1)] = 0.5
    prevention: Three | None = None
    replacement_cost: Three | None = None
    irreversible: Truth = False
    catastrophe: Amount | None = None
    months: Months = 6
    note: Prose = ""
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "GBP"
    language: Language = "en"

    def weighing(self) -> NewWeighing:
        """Return it as the model takes it."""
        compared = Compared(
            threshold=self.threshold,
            values=tuple(self.values),
            share=self.share,
            eta=self.eta,
            prevention=self.prevention.numbers() if self.prevention else None,
            replacement_cost=self.replacement_cost.numbers() if self.replacement_cost else None,
            irreversible=self.irreversible,
            catastrophe=self.catastrophe,
            months=self.months,
        )
        inputs = {name: getattr(self.inputs, name).numbers() for name in INPUTS}
        return NewWeighing(inputs, compared, self.note, self.currency, self.language)


class CostsTold(Told):
    """Per case, at the likely numbers."""

    time: float
    delay: float
    stopping: float
    cost: float
    prevented: float
    saved: float
    break_even: float
    cash_break_even: float


class OptionTold(Told):
    """One option over a year, against no control; low and high hold 8 of 10 draws."""

    option: Option
    net: float
    low: float
    median: float
    high: float
    pays: float
    beats: float
    gain_low: float
    gain: float
    gain_high: float


class SwayTold(Told):
    """How far one input moves the mean worth per case, from its low to its high."""

    name: str
    swing: float
    flips: bool


class FoundTold(Told):
    """What weighing says; where guards stand it is no trade-off that a sum decides."""

    sentences: list[str]
    guards: list[Guard]
    costs: CostsTold
    fit: Fit
    verdict: Verdict | None
    trial: Option | None
    chance: float | None
    keep: OptionTold | None
    cash: OptionTold | None
    options: list[OptionTold]
    sways: list[SwayTold]
    draws: int

    @classmethod
    def said(cls, new: NewWeighing, found: Found, language: str) -> Self:
        """Read an answer, its sentences in a language."""
        weighed = found.weighed
        words = (*answer(new, found), *(worth(new, weighed) if weighed else ()))
        return cls(
            sentences=[each.render(language) for each in words],
            guards=list(found.guards),
            costs=CostsTold.of(found.costs),
            fit=found.fit,
            verdict=weighed.verdict if weighed else None,
            trial=weighed.trial if weighed else None,
            chance=weighed.chance if weighed else None,
            keep=OptionTold.of(weighed.keep) if weighed else None,
            cash=OptionTold.of(weighed.cash) if weighed else None,
            options=[OptionTold.of(each) for each in weighed.options] if weighed else [],
            sways=[SwayTold.of(each) for each in weighed.sways] if weighed else [],
            draws=weighed.draws if weighed else 0,
        )


class WeighingTold(Told):
    """A weighing that was kept: inputs and answer as they were."""

    rule: UUID
    number: int
    inputs: dict[str, list[float]]
    note: str
    currency: str
    written_at: datetime
    found: FoundTold

    @classmethod
    def said(cls, row: WeighingRow, language: str) -> Self:
        """Read a row."""
        return cls(
            rule=row.rule,
            number=row.number,
            inputs={name: list(three) for name, three in row.new.inputs.items()},
            note=row.new.note,
            currency=row.new.currency,
            written_at=row.written_at,
            found=FoundTold.said(row.new, row.found, language),
        )


class FreedomTold(Told):
    """A freedom as it stands on the reader's day."""

    key: UUID
    version: int
    rule: UUID
    mission: UUID | None
    barrier: UUID | None
    weighing: int | None
    title: str
    allows: str
    who: str
    place: str
    starts_on: date
    ends_on: date
    conditions: str
    answers_for: UUID
    answers_for_name: str
    watch: list[UUID]
    test: UUID | None
    language: str
    state: FreedomState
    asked_on: date
    on: date
    decision: UUID | None
    expiry: Expiry | None
    officer: Officer | None
    note: str
    instead: str

    @classmethod
    def of(cls, row: object) -> Self:
        """Read a row."""
        assert isinstance(row, FreedomRow)
        told: dict[str, Any] = {
            name: getattr(row, name) for name in cls.model_fields if name in FreedomRow.__dataclass_fields__
        }
        links = {"rule": row.rule.key, "place": row.place_code, "test": row.test.key if row.test else None}
        return cls(**told | links | {"watch": [each.key for each in row.watch]})


class FreedomSent(Received):
    """A freedom that is asked for; it needs a last day within two years, a guard, and a watched indicator."""

    rule: UUID
    title: Line
    allows: Prose
    who: Words
    starts_on: Day
    ends_on: Day
    conditions: Prose
    watch: Few
    answers_for: UUID | None = Field(default=None, description="An office; empty: the rule's owner.")
    place: UUID | None = None
    mission: UUID | None = None
    barrier: UUID | None = None
    weighing: Annotated[int, Field(strict=True, ge=1, le=100_000)] | None = None
    test: UUID | None = None
    language: Language = "en"

    def freedom(self) -> NewFreedom:
        """Return it as flows take it."""
        given = {name: getattr(self, name) for name in FreedomSent.model_fields}
        return NewFreedom(**given | {"watch": tuple(self.watch)})


class FreedomRewritten(FreedomSent):
    """What is asked, written anew."""

    version: Version


class FreedomTestSent(Received):
    """The registered test that studies a freedom; `version` is the freedom's."""

    test: UUID | None = Field(description="A test; null: none studies it.")
    version: Version


class GrantSent(Received):
    """What must be said before a freedom is granted; `version` is the freedom's."""

    reason: Prose
    equality_effect: Prose
    equality_evidence: Prose
    equality_considered_by: Line
    equality_considered_on: Day
    legal_check: Prose = ""
    legal_checked_by: Line = ""
    version: Version

    def granting(self) -> Granting:
        """Return it as flows take it."""
        return Granting(**{name: getattr(self, name) for name in GrantSent.model_fields if name != "version"})


class BoardGrantSent(GrantSent):
    """The same, by a decision of a board."""

    decision: UUID


class RefusalSent(Received):
    """Why not, and what can be done instead."""

    reason: Prose
    instead: Prose
    officer: Officer | None = None
    version: Version

    def refusing(self) -> Refusing:
        """Return it as flows take it."""
        return Refusing(self.reason, self.instead, self.officer)


class ReviewSent(Received):
    """What a board decided about a freedom that runs."""

    decision: UUID
    expiry: Expiry
    note: Prose
    ends_on: Day | None = None
    who: Words = ""
    rule_text: Prose = ""
    clause: Words = ""
    version: Version

    def reviewing(self) -> Reviewing:
        """Return it as flows take it."""
        return Reviewing(self.expiry, self.note, self.ends_on, self.who, self.rule_text, self.clause)
