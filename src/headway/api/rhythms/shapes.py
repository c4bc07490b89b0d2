"""What travels about boards and decisions."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from headway.api.missions.shapes import CharterSent
from headway.api.schemas import Day, Language, Line, Prose, Received, Told, Truth, Version, Words
from headway.missions.choices import Ending
from headway.rhythms.analysis import NewDecision
from headway.rhythms.choices import (
    Authority,
    BoardStanding,
    DecisionKind,
    DecisionState,
    EventState,
    ProfileCode,
    Seat,
)

Few = Annotated[list[UUID], Field(max_length=50)]


class MemberTold(Told):
    """An office with a seat."""

    office: UUID
    name: str
    organisation: str
    seat: Seat


class BoardTold(Told):
    """A board: who sits on it, what it answers for, whether it has power in law."""

    key: UUID
    slug: str
    version: int
    name: str
    language: str
    remit: str
    standing: BoardStanding
    profile: ProfileCode
    members: list[MemberTold]
    missions: list[UUID]
    ended_at: datetime | None


class MeetingTold(Told):
    """A meeting of a board."""

    key: UUID
    board: UUID
    on: date
    name: str
    where: str
    state: EventState


class DecisionTold(Told):
    """The record of a decision; one that is not binding is a recommendation."""

    key: UUID
    version: int
    board: UUID
    title: str
    text: str
    language: str
    kind: DecisionKind
    state: DecisionState
    decided_on: date | None
    binding: bool
    checked: bool
    reasons: str
    alternatives: str
    conflicts: str
    dispensation: str
    authority: Authority
    power: str
    power_source: str
    forecast: str
    review_on: date | None
    delegations: str
    call_in_until: date | None
    is_key: bool
    notice_on: date | None
    notice_exception: str
    equality_effect: str
    equality_evidence: str
    equality_considered_by: str
    equality_considered_on: date | None
    event: UUID | None
    note: str
    about: list[UUID]
    evidence: list[UUID]


class DecisionSent(Received):
    """A decision that a board is asked to make."""

    title: Words
    text: Prose
    kind: DecisionKind
    reasons: Prose = ""
    alternatives: Prose = ""
    conflicts: Prose = ""
    dispensation: Prose = ""
    authority: Authority = Authority.UNCHANGED
    power: Line = Field(default="", description="Whose power it uses; empty: a recommendation.")
    power_source: Words = ""
    forecast: Prose = ""
    review_on: Day | None = None
    delegations: Prose = ""
    call_in_until: Day | None = None
    is_key: Truth = False
    notice_on: Day | None = None
    notice_exception: Prose = ""
    equality_effect: Prose = ""
    equality_evidence: Prose = ""
    equality_considered_by: Line = ""
    equality_considered_on: Day | None = None
    language: Language = "en"
    about: Few = Field(default=[], description="Keys of missions and other things it is about.")
    evidence: Few = Field(default=[], description="Keys of what it rests on.")
    event: UUID | None = Field(default=None, description="The key of the meeting.")

    def decision(self) -> NewDecision:
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return NewDecision(**given | {"about": tuple(self.about), "evidence": tuple(self.evidence)})


class MakingSent(Received):
    """On which day a decision was made, on the wording that was read."""

    on: Day
    version: Version


class ExceptionSent(Received):
    """Why a mission is adopted although a check is not met; public."""

    check: Annotated[str, Field(pattern=r"^C\d{1,2}$")]
    text: Prose


class AdoptionSent(Received):
    """What adopts a mission; `version` is the mission's."""

    decision: UUID
    version: Version
    exceptions: Annotated[list[ExceptionSent], Field(max_length=20)] = []


class AmendmentSent(CharterSent):
    """The next version of an adopted charter; `version` is the mission's."""

    decision: UUID
    version: Version
    change_note: Prose = Field(description="What changed.")
    change_reason: Prose = Field(description="Why it changed.")


class ClosingSent(Received):
    """How a mission ends; `version` is the mission's."""

    decision: UUID
    version: Version
    ending: Ending
    note: Prose
    merged_into: UUID | None = None
