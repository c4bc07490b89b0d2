"""What travels about series: how they are charted, their values, revisions and forecasts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from headway.api.schemas import (
    Code,
    Day,
    Group,
    Received,
    Source,
    Told,
    Told_number,
    Truth,
    Where,
    Whole,
    Words,
)
from headway.measures.choices import ObservationStatus, RebaseKind, RuleSet
from headway.measures.queries import Chart, Rebase, SeriesValues, Wanted


class SeriesLine(Told):
    """One series of an indicator: a place and a group, how it is charted, its target."""

    place: Where
    group: str
    rules: RuleSet
    screen: bool
    fix_after: int | None
    rebases: list["RebaseTold"]
    reason: str
    target: UUID | None


class RebaseTold(Told):
    """A day from which limits are worked out anew."""

    on: date
    reason: str
    kind: RebaseKind


class RebaseSent(Received):
    """A day from which limits are worked out anew, with its reason."""

    on: Day
    reason: Words
    kind: RebaseKind = RebaseKind.STEP


class ChartSent(Received):
    """How one series is charted."""

    place: Code
    group: Group = ""
    rules: RuleSet = RuleSet.NHS
    screen: Truth = True
    fix_after: Annotated[Whole, Field(le=32_000)] | None = None
    rebases: Annotated[list[RebaseSent], Field(max_length=100)] = []
    reason: Words

    def chart(self) -> Chart:
        return Chart(
            rules=self.rules,
            screen=self.screen,
            fix_after=self.fix_after,
            rebases=tuple(Rebase(each.on, each.reason, each.kind) for each in self.rebases),
            reason=self.reason,
        )


class SeriesWanted(Received):
    """Which series."""

    place: Code
    group: Group = ""


class SeriesFilter(Received):
    """Which series; every place where none is named."""

    place: Code | None = None
    group: Group = ""


class RevisionTold(Told):
    """One word on one period, and how long it was the latest."""

    start: date
    length: str
    value: Told_number
    status: ObservationStatus
    known_from: datetime
    known_to: datetime | None
    source: Source


class SeriesTold(Told):
    """One series in time order: columns of equal length, null where the publisher gives no number."""

    place: Where
    group: str
    start: list[date]
    length: list[str]
    value: list[Told_number]
    lower: list[Told_number]
    upper: list[Told_number]
    count: list[Told_number]
    denominator: list[Told_number]
    status: list[ObservationStatus]
    known_from: list[datetime]
    release: list[int]


class Observations(Told):
    """Columns of values as published; each value names its release by its position in `releases`."""

    releases: list[Source]
    series: list[SeriesTold]


class ForecastPeriodTold(Told):
    """One period ahead."""

    start: date
    length: str
    median: Told_number
    lower80: Told_number
    upper80: Told_number
    lower50: Told_number
    upper50: Told_number


class ScoreTold(Told):
    """How a forecast did."""

    inside80: bool
    inside50: bool
    error: Told_number
    pinball: Told_number
    interval80: Told_number
    brier: Told_number


class ForecastTold(Told):
    """A remembered forecast, its score once there is an outcome, or the reason why there was none."""

    made_at: datetime
    method: str
    points: int
    last_period: date
    refusal: str
    chance: Told_number
    aim: Told_number
    by: date
    periods: list[ForecastPeriodTold]
    outcome: Told_number = None
    score: ScoreTold | None = None


class Forecasts(Told):
    """The forecasts of one series for its target, oldest first."""

    place: Where | None
    group: str
    target: UUID | None
    items: list[ForecastTold]


def line_of(place: Where, wanted: Wanted, chart: Chart, target: UUID | None) -> SeriesLine:
    return SeriesLine(
        place=place,
        group=wanted.breakdown,
        rules=chart.rules,
        screen=chart.screen,
        fix_after=chart.fix_after,
        rebases=[RebaseTold.of(each) for each in chart.rebases],
        reason=chart.reason,
        target=target,
    )


def series_told(columns: SeriesValues, numbers: Mapping[UUID, int]) -> SeriesTold:
    """Answer one series; `numbers` are the positions of its releases."""
    names = ("start", "length", "value", "lower", "upper", "count", "denominator", "status", "known_from")
    return SeriesTold(
        place=Where(code=columns.place_code, name=columns.place_name),
        group=columns.series.breakdown,
        release=[numbers[one.release] for one in columns.source],
        **{name: list(getattr(columns, name)) for name in names},
    )
