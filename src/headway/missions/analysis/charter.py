"""What writes about missions take: the words of a charter, an outcome, the series it is judged by."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Charter:
    """The words of a mission; `title` says it in one sentence."""

    title: str
    short_title: str
    challenge: str = ""
    scope: str = ""
    deadline: date | None = None
    source: str = ""
    language: str = "en"
    decided_by: str = ""
    lead: UUID | None = None  # the office that leads
    powers: str = ""  # what the lead may decide without asking
    review_on: date | None = None
    ends_when: str = ""  # on which conditions the mission is closed


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """What changed in a charter and why; who decided it and when, once it is adopted."""

    what: str = ""
    why: str = ""
    decided_on: date | None = None
    decision: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewMission:
    """A mission at its beginning."""

    charter: Charter
    place: UUID
    parent: UUID | None = None
    slug: str = ""
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What people should notice when the mission works."""

    text: str
    headline: bool = False
    for_whom: str = ""
    language: str = "en"
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """The series an outcome is judged by, and its target."""

    indicator: UUID
    place: UUID
    breakdown: str = ""
    target: UUID | None = None
