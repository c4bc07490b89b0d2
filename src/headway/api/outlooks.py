"""What is said of one series and its target: where it is, on course or not, how likely, from which source."""

from datetime import date, datetime
from uuid import UUID

from headway.api.schemas import Source, Told, Told_number, Where
from headway.briefs import words
from headway.briefs.outlook import Outlook
from headway.kernel.sentences import Sentence
from headway.measures.choices import Polarity
from headway.targets.analysis.rows import ForecastRow


class IndicatorNamed(Told):
    """An indicator by its name."""

    key: UUID
    slug: str
    name: str
    unit: str
    polarity: Polarity


class Latest(Told):
    """The latest value."""

    start: date
    length: str
    value: Told_number


class GoalTold(Told):
    """One version of a target."""

    version: int
    value: Told_number
    by: date
    cumulative: bool
    since: date | None
    covers: list[str]
    source: str
    change_note: str
    decided_by: str
    known_from: datetime


class PointTold(Told):
    """Where an agreed path is on a day."""

    on: date
    value: Told_number


class PathTold(Told):
    """An agreed path."""

    version: int
    points: list[PointTold]
    shape: str
    reason: str
    agreed_on: date
    agreed_by: str
    known_from: datetime

    @classmethod
    def of(cls, row: object) -> "PathTold":
        """Read a path row, whose points are pairs."""
        names = [name for name in cls.model_fields if name != "points"]
        pairs = getattr(row, "points")  # noqa: B009 - rows of several kinds
        points = [PointTold(on=on, value=value) for on, value in pairs]
        return cls(points=points, **{name: getattr(row, name) for name in names})


class StatusTold(Told):
    """Ahead, on course, behind or cannot tell, with the sentence that says why."""

    code: str
    reason: str
    sentence: str
    path: Told_number
    gap: Told_number
    n: int


class PaceTold(Told):
    """The change a year that is needed beside the one achieved."""

    required: Told_number
    achieved: Told_number
    sentence: str


class ChanceTold(Told):
    """The latest remembered forecast."""

    made_at: datetime
    method: str
    points: int
    chance: Told_number
    words: str | None
    expectation: str | None
    refusal: str
    by: date


class MeasureTold(Told):
    """A series an outcome is judged by, answered."""

    indicator: IndicatorNamed
    place: Where
    group: str
    latest: Latest | None
    target: UUID | None
    target_version: int | None
    goal: GoalTold | None
    path: PathTold | None
    old_path: PathTold | None
    status: StatusTold | None
    pace: PaceTold | None
    forecast: ChanceTold | None
    lead: list[str]
    more: list[str]
    warnings: list[str]
    source: Source | None
    invented: bool


def measure_told(found: Outlook) -> MeasureTold:
    """Answer one series."""
    asked, card, latest = found.asked, found.asked.card, found.judgement.latest
    named = IndicatorNamed(
        key=card.indicator, slug=asked.slug, name=card.name, unit=card.unit, polarity=card.polarity
    )
    period = latest.period if latest else None
    return MeasureTold(
        indicator=named,
        place=Where(code=asked.place_code, name=asked.place_name),
        group=asked.wanted.breakdown,
        latest=Latest(start=period.start, length=period.length, value=latest.value)
        if latest and period
        else None,
        target=asked.target,
        target_version=asked.target_version,
        goal=GoalTold.of(asked.goal) if asked.goal else None,
        path=PathTold.of(asked.path) if asked.path else None,
        old_path=PathTold.of(asked.old_path) if asked.old_path else None,
        status=status_told(found),
        pace=pace_told(found),
        forecast=chance_told(asked.forecast, found) if asked.forecast else None,
        lead=[each.text() for each in found.lead],
        more=[each.text() for each in found.more],
        warnings=[each.text() for each in found.warnings],
        source=Source.of(found.source) if found.source else None,
        invented=found.invented,
    )


def status_told(found: Outlook) -> StatusTold | None:
    """Answer whether it is where its path said; null without a path."""
    status = found.judgement.status
    if status is None:
        return None
    return StatusTold(
        code=status.status.value.replace(" ", "_"),
        reason=status.reason.value.replace(" ", "_"),
        sentence=words.status_words(status, found.asked.card).text(),
        path=status.path,
        gap=status.gap,
        n=status.n,
    )


def pace_told(found: Outlook) -> PaceTold | None:
    pace = found.judgement.pace
    if pace is None:
        return None
    return PaceTold(
        required=pace.required,
        achieved=pace.achieved.median if pace.achieved else None,
        sentence=words.pace_words(pace, found.asked.card).text(),
    )


def chance_told(row: ForecastRow, found: Outlook) -> ChanceTold:
    """Answer the latest forecast in numbers and words."""
    return ChanceTold(
        made_at=row.made_at,
        method=row.method,
        points=row.points,
        chance=row.chance,
        words=spoken(words.chance_sentence(row)),
        expectation=spoken(words.expectation(row, found.asked.card)),
        refusal=row.refusal,
        by=row.by,
    )


def spoken(said: Sentence | None) -> str | None:
    """Return a sentence in the language of the request."""
    return said.text() if said else None
