"""What people hand in: a card, an indicator, a release; plain data that doors fill and steps write."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headway.measures.choices import ChartKind, IndicatorState, Level, Polarity, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an indicator means; a change is a new version."""

    name: str
    unit: str
    level: Level
    polarity: Polarity
    definition: str
    use: Use = Use.PUBLIC_ACCOUNT
    rationale: str = ""
    method: str = ""
    caveats: str = ""
    population: str = ""
    publisher: str = ""
    observable: int | None = None  # grade 0 to 2
    verifiable: int | None = None  # grade 0 to 2
    responsible: UUID | None = None  # an office
    review_on: date | None = None
    next_release_on: date | None = None
    lowest: float | None = None
    highest: float | None = None
    chart: ChartKind = ChartKind.VALUES
    balancing: UUID | None = None  # an indicator that would show harm done elsewhere
    invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIndicator:
    """A card with the address and the state its indicator begins in."""

    card: Card
    slug: str = ""  # made from the name where empty
    state: IndicatorState = IndicatorState.LIVE
    language: str = "en"
    key: UUID | None = None  # given by imports, which keep keys
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """Who published what when, under which licence."""

    publisher: str
    title: str
    licence: str
    published_at: datetime
    complete: bool = True  # it restates whole series: what it leaves out is withdrawn
    url: str = ""
    sequence: int | None = None  # order within its moment; None takes the next free number
    invented: bool = False
    key: UUID | None = None  # given by imports, which keep keys
    origin: str = ""
