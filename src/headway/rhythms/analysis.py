"""What writes about boards take, and what the law's notice periods mean for one decision."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from headway.rhythms.choices import PROFILES, Authority, BoardStanding, DecisionKind, ProfileCode, Seat


@dataclass(frozen=True, slots=True)
class Member:
    """An office with a seat on a board; never a person."""

    office: UUID
    seat: Seat = Seat.MEMBER


@dataclass(frozen=True, slots=True)
class NewBoard:
    """A board: what it is for, who sits on it, and whether it has power in law."""

    name: str
    standing: BoardStanding
    profile: ProfileCode
    remit: str = ""
    language: str = "en"
    missions: tuple[UUID, ...] = ()
    members: tuple[Member, ...] = ()
    slug: str = ""
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A meeting on a date; what recurs is planned as plain dates."""

    on: date
    title: str = ""
    where: str = ""
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an agenda, and the Thing it is about where there is one."""

    text: str
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewDecision:
    """The record of a decision, as the English regulations ask for it and a little more (domain.md 4.2)."""

    title: str
    text: str
    kind: DecisionKind
    reasons: str = ""
    alternatives: str = ""  # considered and rejected
    conflicts: str = ""  # of interest, declared
    dispensation: str = ""
    authority: Authority = Authority.UNCHANGED
    power: str = ""  # the body or officer whose power it uses; empty: a recommendation
    power_source: str = ""
    forecast: str = ""  # what is expected of it, compared at the review
    review_on: date | None = None
    delegations: str = ""
    call_in_until: date | None = None
    is_key: bool = False
    notice_on: date | None = None
    notice_exception: str = ""  # why the notice was shorter than the law's
    equality_effect: str = ""  # who may gain or lose
    equality_evidence: str = ""
    equality_considered_by: str = ""
    equality_considered_on: date | None = None
    language: str = "en"
    about: tuple[UUID, ...] = ()
    evidence: tuple[UUID, ...] = ()
    event: UUID | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """How long the public was told before a key decision, beside what the law asks."""

    given: int | None  # clear days; None: no notice
    needed: int

    @property
    def enough(self) -> bool:
        """Whether the law's days were given."""
        return self.given is not None and self.given >= self.needed


def notice_of(profile: ProfileCode, *, is_key: bool, notice_on: date | None, on: date) -> Notice | None:
    """Count the clear days of notice of a key decision; None where the law asks for none.

    Neither the day of the notice nor the day of the decision counts.
    """
    needed = PROFILES[profile].notice_days
    if not (is_key and needed):
        return None
    return Notice(None if notice_on is None else max((on - notice_on).days - 1, 0), needed)


def first_day(profile: ProfileCode, notice_on: date) -> date:
    """Return the first day on which a key decision may be made after its notice."""
    return notice_on + timedelta(days=PROFILES[profile].notice_days + 1)
