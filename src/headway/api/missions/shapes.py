"""What travels about missions."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from headway.api.outlooks import MeasureTold, measure_told
from headway.api.schemas import (
    Address,
    Code,
    Day,
    Group,
    Language,
    Line,
    Name,
    Prose,
    Received,
    Said,
    Slug,
    Told,
    Truth,
    Version,
    Where,
    Words,
)
from headway.briefs.missions import MissionBrief, OutcomeBrief
from headway.kernel.translations import Text
from headway.missions.analysis import Charter
from headway.missions.choices import Ending, MissionState


class MissionLine(Told):
    """A mission in the list, with the first measure of its headline outcome."""

    key: UUID
    slug: str
    version: int
    title: Said
    short_title: Said
    place: Where
    state: MissionState
    ending: Ending | None
    adopted_on: date | None
    opened_at: datetime | None
    closed_on: date | None
    deadline: date | None
    lead: str
    headline: MeasureTold | None
    synthetic: bool


class CharterTold(Told):
    """One version of a charter, as it was written."""

    version: int
    title: str
    short_title: str
    challenge: str
    scope: str
    language: str
    deadline: date | None
    source: str
    change_note: str
    change_reason: str
    decided_by: str
    decided_on: date | None
    decision: UUID | None
    known_from: datetime
    lead: str
    lead_key: UUID | None
    powers: str
    review_on: date | None
    ends_when: str


class OutcomeTold(Told):
    """What people should notice, and what it is judged by."""

    key: UUID
    text: Said
    for_whom: Said
    headline: bool
    measures: list[MeasureTold]


class MissionTold(MissionLine):
    """A mission with charter and outcomes; `measured` and `summary` are sentences."""

    challenge: Said
    scope: Said
    charter: CharterTold
    adopted_by: str
    before_headway: bool
    parent: UUID | None
    outcomes: list[OutcomeTold]
    measured: str
    summary: list[str]


class CharterSent(Received):
    """The words of a mission; the title says it in one sentence."""

    title: Words
    short_title: Name
    challenge: Prose = ""
    scope: Prose = ""
    deadline: Day | None = None
    source: Words = ""
    language: Language = "en"
    decided_by: Line = ""
    lead: UUID | None = Field(default=None, description="The key of the office that leads.")
    powers: Prose = Field(default="", description="What the lead may decide without asking.")
    review_on: Day | None = None
    ends_when: Prose = Field(default="", description="On which conditions the mission is closed.")

    def charter(self) -> Charter:
        return Charter(**{name: getattr(self, name) for name in Charter.__dataclass_fields__})


class NewMissionSent(Received):
    """A mission at its beginning."""

    charter: CharterSent
    place: Code
    parent: Address | None = None
    slug: Slug = ""


class NextCharter(CharterSent):
    """The next version of a charter; `version` is the mission's."""

    version: Version
    change_note: Prose = Field(default="", description="What changed.")
    change_reason: Prose = Field(default="", description="Why it changed.")


class OutcomeSent(Received):
    """What people should notice when the mission works."""

    text: Words
    headline: Truth = False
    for_whom: Line = ""
    language: Language = "en"


class MeasureSent(Received):
    """The series an outcome is judged by, and its target."""

    indicator: Address
    place: Code
    group: Group = ""
    target: UUID | None = None


def mission_told(brief: MissionBrief, language: str) -> MissionTold:
    """Answer one mission."""
    row = brief.row
    return MissionTold(
        **dict(line_told(brief, language)),
        challenge=said(brief.challenge, language),
        scope=said(brief.scope, language),
        charter=CharterTold.of(row.charter),
        adopted_by=row.adopted_by,
        before_headway=row.before_headway,
        parent=row.parent,
        outcomes=[outcome_told(each, language) for each in brief.outcomes],
        measured=brief.measured.text(),
        summary=[each.text() for each in brief.summary],
    )


def line_told(brief: MissionBrief, language: str) -> MissionLine:
    row, headline = brief.row, brief.headline
    return MissionLine(
        key=row.key,
        slug=row.slug,
        version=row.version,
        title=said(brief.title, language),
        short_title=said(brief.short_title, language),
        place=Where(code=row.place_code, name=row.place_name),
        state=row.state,
        ending=row.ending,
        adopted_on=row.adopted_on,
        opened_at=row.opened_at,
        closed_on=row.closed_on,
        deadline=row.charter.deadline,
        lead=row.charter.lead,
        headline=measure_told(headline) if headline else None,
        synthetic=brief.synthetic,
    )


def outcome_told(brief: OutcomeBrief, language: str) -> OutcomeTold:
    return OutcomeTold(
        key=brief.row.key,
        text=said(brief.text, language),
        for_whom=said(brief.for_whom, language),
        headline=brief.row.headline,
        measures=[measure_told(each) for each in brief.outlooks],
    )


def said(text: Text, language: str) -> Said:
    """Return a text with the language it is told in."""
    return Said(text=text.text, language=text.lang or language)
