"""One series and its target, answered: judgement, forecast, sentences, and where the figures come from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_noop as _

from headway.briefs import charting, words
from headway.formats.periods import Period
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.measures.choices import ObservationStatus
from headway.measures.queries import (
    CardRow,
    Chart,
    Redefinition,
    SeriesValues,
    Source,
    Wanted,
    redefinitions,
    series_values,
)
from headway.missions.queries import MeasureRow
from headway.targets.analysis import Status
from headway.targets.analysis.judgement import Judgement, judge
from headway.targets.analysis.rows import ForecastRow, GoalRow, PathRow, Value

Columns: TypeAlias = SeriesValues | None
NOT_FINAL = {
    ObservationStatus.PROVISIONAL,
    ObservationStatus.ESTIMATED,
    ObservationStatus.LOW_RELIABILITY,
}


@dataclass(frozen=True, slots=True)
class SeriesAsked:
    """What an outlook is made of: the series with its card, chart setting, goal, paths and forecast."""

    wanted: Wanted
    slug: str
    place_code: str
    place_name: str
    card: CardRow
    chart: Chart
    goal: GoalRow | None = None
    path: PathRow | None = None
    old_path: PathRow | None = None
    old_goal: GoalRow | None = None  # before its last change
    forecast: ForecastRow | None = None
    target: UUID | None = None
    target_version: int | None = None

    @property
    def present_path(self) -> PathRow | None:
        """Return the path that leads to the goal that holds; one agreed for a goal since moved does not."""
        return None if self.path_leads_elsewhere else self.path

    @property
    def path_before(self) -> PathRow | None:
        """Return the path before the last change of path or goal."""
        return self.path if self.path_leads_elsewhere else self.old_path

    @property
    def path_leads_elsewhere(self) -> bool:
        """Whether the goal was moved after its path was agreed, and no path to the new one is there yet."""
        moved = self.goal is not None and self.old_goal is not None and self.path is not None
        return moved and self.path.known_from < self.goal.known_from  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Redefined:
    """What a series was before its indicator came to count something else: its figures then, its status."""

    change: Redefinition
    values: tuple[Value, ...]  # empty where the figures are the same under both
    status: Status | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything a page says of one series; the sentences in the order they are read."""

    asked: SeriesAsked
    values: tuple[Value, ...]
    judgement: Judgement
    status: Status | None
    lead: tuple[Sentence, ...]
    more: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]
    source: Source | None
    arrived_late: datetime | None  # known to the publisher's readers by then, imported here later
    invented: bool
    redefined: Redefined | None = None


def asked_of(measure: MeasureRow) -> SeriesAsked:
    """Return what an outcome's measure asks for."""
    return SeriesAsked(
        wanted=Wanted(measure.indicator, measure.place, measure.breakdown),
        slug=measure.slug,
        place_code=measure.place_code,
        place_name=measure.place_name,
        card=measure.card,
        chart=measure.chart,
        goal=measure.goal,
        path=measure.path,
        old_path=measure.old_path,
        old_goal=measure.old_goal,
        forecast=measure.forecast,
        target=measure.target,
        target_version=measure.target_version,
    )


def outlooks(reader: Reader, asked: Sequence[SeriesAsked]) -> tuple[Outlook, ...]:
    """Answer some series at once; one query whatever their number.

    Where what is counted was changed: one more for the changes, and one for the figures before each day.
    """
    found = series_values(reader, wanted={each.wanted for each in asked}, history=True)
    before = redefined(reader, asked)
    return tuple(outlook(each, found.get(each.wanted), before.get(each.wanted)) for each in asked)


def redefined(reader: Reader, asked: Sequence[SeriesAsked]) -> dict[Wanted, tuple[Redefinition, Columns]]:
    """Return the last change of what each series counts, with its figures as they stood just before."""
    changes = redefinitions(reader, keys={each.card.indicator for each in asked if each.card.version > 1})
    moments: dict[datetime, set[Wanted]] = defaultdict(set)
    for each in asked:
        if each.card.indicator in changes:
            moments[changes[each.card.indicator][-1].after.known_from].add(each.wanted)
    found: dict[Wanted, tuple[Redefinition, Columns]] = {}
    for moment, wanted in moments.items():
        then = series_values(replace(reader, at=moment - timedelta(microseconds=1)), wanted=wanted)
        found |= {each: (changes[each.indicator][-1], then.get(each)) for each in wanted}
    return found


def before_change(
    asked: SeriesAsked, values: Sequence[Value], before: tuple[Redefinition, Columns] | None
) -> Redefined | None:
    """Judge a series by what it counted before; None where that was never changed."""
    if before is None:
        return None
    change, columns = before
    old = values_of(columns)
    if {(each.period, each.value) for each in old} <= {(each.period, each.value) for each in values}:
        return Redefined(change, (), None)
    found = judge(
        old,
        change.before,
        asked.chart,
        goal=asked.goal,
        paths=(asked.present_path, None),
        zone=settings.TIME_ZONE,
    )
    return Redefined(change, old, found.status.status if found.status else None)


def outlook(
    asked: SeriesAsked, columns: SeriesValues | None, before: tuple[Redefinition, Columns] | None = None
) -> Outlook:
    """Answer one series from its columns."""
    values = values_of(columns)
    judgement = judge(
        values,
        asked.card,
        asked.chart,
        goal=asked.goal,
        paths=(asked.present_path, asked.path_before),
        zone=settings.TIME_ZONE,
    )
    source = columns.source[-1] if columns and columns.source else None
    status = judgement.status.status if judgement.status else None
    changed = before_change(asked, values, before)
    return Outlook(
        asked=asked,
        values=values,
        judgement=judgement,
        status=status,
        lead=tuple(lead_sentences(asked, judgement)),
        more=(*more_sentences(asked, judgement), *changed_sentences(asked, changed, status)),
        warnings=(
            *charting.shift_words(judgement.chart, values, asked.card),
            *charting.chart_warnings(judgement.chart, asked.card),
        ),
        source=source,
        arrived_late=columns.arrived_late if columns else None,
        invented=asked.card.invented or bool(source and source.invented),
        redefined=changed,
    )


def values_of(columns: SeriesValues | None) -> tuple[Value, ...]:
    """Return the numbers of a series in order; marks without a number stand in tables only."""
    if columns is None:
        return ()
    return tuple(
        Value(
            period=Period(start, length),
            value=value,
            known_at=columns.first_known[at] if columns.first_known else columns.known_from[at],
            lower=columns.lower[at],
            upper=columns.upper[at],
            final=columns.status[at] not in NOT_FINAL,
            new_method=columns.status[at] is ObservationStatus.BREAK,
            count=columns.count[at],
            denominator=columns.denominator[at],
        )
        for at, (start, length, value) in enumerate(
            zip(columns.start, columns.length, columns.value, strict=True)
        )
        if value is not None
    )


def lead_sentences(asked: SeriesAsked, judgement: Judgement) -> Iterable[Sentence]:
    """Say the answer first: where it is, what to expect, what the goal is, how likely it is."""
    latest = judgement.latest
    if latest is None:
        yield Sentence(_("There are no figures yet."))
    else:
        yield Sentence(
            _("The latest figure is %(value)s (%(period)s)."),
            {"value": words.amount(latest.value, asked.card), "period": words.period_words(latest.period)},
        )
    forecast = asked.forecast
    if forecast and (said := words.expectation(forecast, asked.card)):
        yield said
    if asked.goal:
        yield words.goal_words(asked.goal, asked.card)
    if forecast and (said := words.chance_sentence(forecast)):
        yield said


def more_sentences(asked: SeriesAsked, judgement: Judgement) -> Iterable[Sentence]:
    """Say the rest: status against the path, under the old path too, pace, signs of change, refusals."""
    if judgement.status:
        yield words.status_words(judgement.status, asked.card)
    elif asked.goal and asked.present_path is None:
        yield Sentence(
            _("We cannot tell whether this is on course: no path to the goal was agreed in advance.")
        )
    if judgement.old_status and asked.path_before:
        now = judgement.status.status if judgement.status else None
        since = asked.old_goal or asked.path_before
        yield words.both_words(since, judgement.old_status.status, now)
    if judgement.pace:
        yield words.pace_words(judgement.pace, asked.card)
    if asked.forecast and (said := words.refusal_words(asked.forecast)):
        yield said
    if judgement.latest:
        yield charting.chart_words(judgement.chart)


def changed_sentences(
    asked: SeriesAsked, changed: Redefined | None, status: Status | None
) -> Iterable[Sentence]:
    """Say that something else is counted now, and how it would read by what was counted before."""
    if changed is None:
        return
    yield words.redefined_words(changed.change)
    if changed.values:
        latest = changed.values[-1]
        said = words.amount(latest.value, changed.change.before), words.period_words(latest.period)
        yield words.both_definitions_words(said, changed.status, status, aimed=asked.goal is not None)
