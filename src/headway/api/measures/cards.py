"""What travels about indicators and their cards."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from headway.api.schemas import (
    Day,
    Language,
    Line,
    Number,
    Prose,
    Received,
    Slug,
    Told,
    Told_number,
    Truth,
    Version,
    Words,
)
from headway.measures.analysis import Card
from headway.measures.choices import ChartKind, IndicatorState, Level, Polarity, Use


class CardTold(Told):
    """One version of an indicator's card."""

    version: int
    name: str
    unit: str
    level: Level
    polarity: Polarity
    use: Use
    definition: str
    rationale: str
    method: str
    caveats: str
    population: str
    publisher: str
    observable: int | None
    verifiable: int | None
    responsible: UUID | None
    responsible_label: str
    review_on: date | None
    next_release_on: date | None
    lowest: Told_number
    highest: Told_number
    chart: ChartKind
    balancing: UUID | None
    invented: bool
    change_note: str
    known_from: datetime
    known_to: datetime | None


class IndicatorLine(CardTold):
    """An indicator with its card as known."""

    key: UUID = Field(validation_alias="indicator")
    slug: str
    language: str
    state: IndicatorState


class IndicatorTold(IndicatorLine):
    """An indicator with every version of its card, newest first."""

    history: list[CardTold]


class CardSent(Received):
    """What an indicator means."""

    name: Line
    unit: Annotated[str, Field(max_length=60)]
    level: Level
    polarity: Polarity
    definition: Prose
    use: Use = Use.PUBLIC_ACCOUNT
    rationale: Prose = ""
    method: Prose = ""
    caveats: Prose = ""
    population: Line = ""
    publisher: Line = ""
    observable: Annotated[int, Field(strict=True, ge=0, le=2)] | None = None
    verifiable: Annotated[int, Field(strict=True, ge=0, le=2)] | None = None
    responsible: UUID | None = Field(default=None, description="The key of an office.")
    review_on: Day | None = None
    next_release_on: Day | None = None
    lowest: Number | None = None
    highest: Number | None = None
    chart: ChartKind = ChartKind.VALUES
    balancing: UUID | None = Field(default=None, description="The key of another indicator.")
    invented: Truth = False

    def card(self) -> Card:
        names = Card.__dataclass_fields__
        return Card(**{name: getattr(self, name) for name in names})


class NewIndicatorSent(CardSent):
    """A new indicator."""

    slug: Slug = ""
    state: IndicatorState = IndicatorState.LIVE
    language: Language = "en"


class AmendedCard(CardSent):
    """The next version of a card, whole."""

    version: Version
    change_note: Words
