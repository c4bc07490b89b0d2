"""The measures of a dossier: figures in brief, the goal with its path, how they are split."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from django.conf import settings

from headway.briefs.checks.dossier import Measure
from headway.briefs.checks.splitting import groups_of, tiers_of
from headway.checks.choices import Limits
from headway.formats.periods import Period
from headway.kernel.actors import Reader
from headway.kernel.keys import Key
from headway.kernel.translations import Named
from headway.measures.choices import ObservationStatus
from headway.measures.queries import CardRow, Wanted
from headway.measures.queries.dossier import Point, points, shown_in
from headway.missions.queries import MeasureRow
from headway.places.queries.inside import InsideRow, inside
from headway.targets.analysis.ambition import ambition_of
from headway.targets.analysis.rows import GoalRow, PathRow, Value

CARD = ("definition", "unit", "population", "polarity", "publisher")  # what C2 asks of a card


@dataclass(frozen=True, slots=True)
class Ground:
    """What is read of all missions at once."""

    reader: Reader
    limits: Limits
    points: Mapping[Wanted, tuple[Point, ...]]
    by_series: Mapping[tuple[Key, Key], tuple[Wanted, ...]]  # the groups of an indicator in a place
    inside: Mapping[Key, tuple[InsideRow, ...]]
    shown: frozenset[tuple[Key, Key]]


def ground_of(reader: Reader, judged: Collection[MeasureRow], limits: Limits) -> Ground:
    """Read figures and places for all measures."""
    indicators, places = {row.indicator for row in judged}, {row.place for row in judged}
    figures = points(reader, indicators=indicators, places=places)
    by_series: dict[tuple[Key, Key], tuple[Wanted, ...]] = {}
    for each in sorted(figures):
        pair = (each.indicator, each.place)
        by_series[pair] = (*by_series.get(pair, ()), each)
    within = inside(reader, places=places)
    children = {child.place for each in within.values() for child in each}
    shown = shown_in(reader, indicators=indicators, places=children) if children else frozenset()
    return Ground(reader, limits, figures, by_series, within, shown)


def measure_of(row: MeasureRow, ground: Ground) -> Measure:
    """Put the facts of one measure together."""
    wanted = Wanted(row.indicator, row.place, row.breakdown)
    values = as_values(ground.points.get(wanted, ()))
    before, after = around_path(values, row.path)
    ambition = ambition_of(values, row.goal, years=ground.limits.of("C1", "years")) if row.goal else None
    return Measure(
        outcome=row.outcome,
        indicator=row.indicator,
        name=Named(row.card.name, row.indicator, "name", row.card.language),
        unit=row.card.unit,
        level=row.card.level,
        polarity=row.card.polarity,
        lacking=lacking(row.card),
        responsible=row.card.responsible_label,
        next_release_on=row.card.next_release_on,
        points=len(values),
        latest=values[-1].value if values else None,
        baseline=baseline_of(row.goal, row.path),
        goal=row.goal,
        path=row.path,
        before_path=before,
        after_path=after,
        forecast=row.forecast,
        ambition=ambition,
        balanced=row.card.balancing is not None,
        tiers=tiers_of(row, ground.inside.get(row.place, ()), ground.shown),
        groups=groups_of(
            {each: ground.points[each] for each in ground.by_series.get((row.indicator, row.place), ())}
        ),
    )


def lacking(card: CardRow) -> tuple[str, ...]:
    """Return which of the fields that C2 asks for are empty."""
    return tuple(name for name in CARD if not str(getattr(card, name)).strip())


def baseline_of(goal: GoalRow | None, path: PathRow | None) -> date | None:
    """Return the day from which it is counted: where the path starts, or the sum."""
    if path is not None:
        return path.points[0][0]
    return goal.since if goal is not None else None


def around_path(values: tuple[Value, ...], path: PathRow | None) -> tuple[int, int]:
    """Count the figures after the path's start that were known when it was agreed, and those since."""
    if path is None:
        return 0, 0
    agreed = datetime.combine(path.agreed_on, time.max, ZoneInfo(settings.TIME_ZONE))
    span = [
        each.known_at for each in takewhile(lambda each: each.period.end > path.points[0][0], values[::-1])
    ]
    after = sum(known_at > agreed for known_at in span)
    return len(span) - after, after


def as_values(values: tuple[Point, ...]) -> tuple[Value, ...]:
    """Return figures as the analysis of targets takes them."""
    return tuple(
        Value(
            Period(each.start, each.length),
            each.value,
            each.known_at,
            new_method=each.status is ObservationStatus.BREAK,
        )
        for each in values
    )
