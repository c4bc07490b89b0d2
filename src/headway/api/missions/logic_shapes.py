"""What travels about theories of change."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from headway.api.schemas import Language, Line, Received, Said, Told, Truth, Version, Whole, Words
from headway.briefs.logic import Link, LogicBrief, Step
from headway.kernel.translations import Text
from headway.missions.analysis import Evidence, LinkWords, NodeWords
from headway.missions.choices import Distance, EvidenceResult, LinkState, NodeKind, Sign
from headway.missions.queries import What

Reason = Annotated[str, StringConstraints(max_length=2000)]
Citation = Annotated[str, StringConstraints(max_length=500)]
WebAddress = Annotated[str, StringConstraints(max_length=500, pattern=r"^(https?://\S+)?$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Strength = Annotated[int, Field(strict=True, ge=0, le=4, description="0 is an assertion.")]
Lag = Annotated[int, Field(strict=True, ge=0, le=1200)]


# --- coming in ---


class StepSent(Received):
    """What a step says; outcome and owner by key, money in minor units."""

    kind: NodeKind
    text: Words
    language: Language = "en"
    outcome: UUID | None = None
    owner: UUID | None = None
    money: Whole | None = None
    currency: Currency = "GBP"

    def words(self) -> NodeWords:
        """Return what the domain takes."""
        given = self.model_dump(include=set(StepSent.model_fields))
        return NodeWords(**given)


class StepChanged(StepSent):
    """What a step says from now on."""

    version: Version


class ClaimSent(Received):
    """What is claimed of a link."""

    sign: Sign = Sign.MORE
    mechanism: Reason = ""
    assumption: Reason = ""
    lag_months: Lag | None = None
    claimed_by: Line = ""
    feedback: Truth = False
    language: Language = "en"

    def words(self) -> LinkWords:
        """Return what the domain takes."""
        return LinkWords(**self.model_dump(include=set(ClaimSent.model_fields)))


class LinkSent(ClaimSent):
    """A link between two steps, by their keys."""

    source: UUID
    target: UUID


class ClaimChanged(ClaimSent):
    """What is claimed of a link from now on."""

    version: Version


class GradeSent(Received):
    """What is known about a link: strength and result apart."""

    version: Version
    strength: Strength
    result: EvidenceResult
    why: Reason = ""
    citation: Citation = ""
    address: WebAddress = ""
    shown_in: Line = ""
    place: Distance | None = None
    sector: Distance | None = None
    people: Distance | None = None
    contested: Truth = False
    objection: Reason = ""

    def evidence(self) -> Evidence:
        """Return what the domain takes."""
        return Evidence(**self.model_dump(exclude={"version"}))


class BackSent(Received):
    """Which version of a step or a link to bring back."""

    number: Version
    version: Version


# --- going out ---


class StepTold(Told):
    """A step as known then."""

    key: UUID
    version: int
    kind: NodeKind
    text: Said
    outcome: UUID | None
    headline: bool
    owner: str
    money: int | None
    currency: str


class EvidenceTold(Told):
    """What is known about a link."""

    strength: int
    result: EvidenceResult
    why: str
    citation: str
    address: str
    shown_in: str
    place: Distance | None
    sector: Distance | None
    people: Distance | None
    contested: bool
    objection: str
    graded_at: datetime | None


class LinkTold(Told):
    """A link as known then; `critical`: on every path to a headline outcome."""

    key: UUID
    version: int
    source: UUID
    target: UUID
    sign: Sign
    mechanism: Said
    assumption: Said
    lag_months: int | None
    claimed_by: str
    feedback: bool
    state: LinkState
    critical: bool
    evidence: EvidenceTold


class ReachedTold(Told):
    """How a headline outcome is reached."""

    step: UUID
    sentence: str


class LogicTold(Told):
    """A theory of change, what it rests on and what is not sound yet."""

    answer: list[str]
    steps: list[StepTold]
    links: list[LinkTold]
    reached: list[ReachedTold]
    suggested_tests: list[str]
    not_sound: list[str]


class LogicChangeTold(Told):
    """One change; `fields` name what differs."""

    at: datetime
    what: What
    part: UUID
    number: int
    fields: list[str]
    sentence: str


def told(brief: LogicBrief, language: str) -> LogicTold:
    """Write a theory of change in the reader's language."""
    return LogicTold(
        answer=[each.render(language) for each in brief.answer],
        steps=[step_told(step, language) for step in brief.steps],
        links=[link_told(link, language) for link in brief.links],
        reached=[ReachedTold(step=step.key, sentence=said.render(language)) for step, said in brief.reached],
        suggested_tests=[each.said.render(language) for each in brief.suggestions],
        not_sound=[each.said.render(language) for each in brief.flaws],
    )


def said(text: Text, language: str) -> Said:
    """Name the language of a text."""
    return Said(text=text.text, language=text.lang or language)


def step_told(step: Step, language: str) -> StepTold:
    """Write a step."""
    words = step.row.words
    return StepTold(
        key=step.key,
        version=step.row.version,
        kind=step.kind,
        text=said(step.text, language),
        outcome=words.outcome,
        headline=step.row.headline,
        owner=step.row.owner,
        money=words.money,
        currency=words.currency,
    )


def link_told(link: Link, language: str) -> LinkTold:
    """Write a link."""
    row = link.row
    known = {name: getattr(row.evidence, name) for name in EvidenceTold.model_fields if name != "graded_at"}
    return LinkTold(
        key=link.key,
        version=row.version,
        source=row.source,
        target=row.target,
        sign=row.words.sign,
        mechanism=said(link.mechanism, language),
        assumption=said(link.assumption, language),
        lag_months=row.words.lag_months,
        claimed_by=row.words.claimed_by,
        feedback=row.words.feedback,
        state=row.state,
        critical=link.critical,
        evidence=EvidenceTold(**known, graded_at=row.graded_at),
    )
