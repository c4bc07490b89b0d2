"""Dossiers from the apps: what each keeps of some missions, in eight queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from headway.briefs.checks.dossier import (
    Dossier,
    Hearing,
    Litmus,
    Logic,
    Measure,
    Outcome,
    UnitTarget,
)
from headway.briefs.checks.splitting import groups_of, tiers_of
from headway.checks.choices import Limits
from headway.formats.periods import Period
from headway.kernel.actors import Reader
from headway.kernel.keys import Key
from headway.kernel.translations import Named
from headway.measures.choices import ObservationStatus
from headway.measures.queries import CardRow, Wanted
from headway.measures.queries.dossier import Point, points, shown_in
from headway.missions import analysis as toc
from headway.missions.analysis.logic_paths import paths
from headway.missions.choices import LitmusStep
from headway.missions.queries import MeasureRow, logic, measures_of
from headway.missions.queries.dossier import MissionFacts, dossier
from headway.people.queries import day_of
from headway.places.queries.inside import InsideRow, inside
from headway.targets.analysis.ambition import ambition_of
from headway.targets.analysis.rows import GoalRow, PathRow, Value
from headway.targets.queries import UnitTargetRow

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


def dossiers(reader: Reader, *, missions: Collection[UUID] | None, limits: Limits) -> Mapping[UUID, Dossier]:
    """Return the facts of those missions (None: all) that this reader may see, as known at its moment."""
    facts = dossier(reader, missions=missions)
    judged = measures_of(reader, missions=facts)
    logics = logic(reader, missions=facts)
    ground = ground_of(reader, judged, limits)
    measures: dict[UUID, list[Measure]] = defaultdict(list)
    for row in judged:
        measures[row.mission].append(measure_of(row, ground))
    return {
        key: dossier_of(reader, each, tuple(measures[key]), logic_of(each, logics[key]))
        for key, each in facts.items()
    }


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


def dossier_of(reader: Reader, facts: MissionFacts, measures: tuple[Measure, ...], chain: Logic) -> Dossier:
    """Put one mission's facts together."""
    row, charter = facts.row, facts.row.charter
    return Dossier(
        on=day_of(reader.at),
        mission=row.key,
        state=row.state,
        deadline=charter.deadline,
        closed_on=row.closed_on,
        adopted_on=row.adopted_on,
        before_headway=row.before_headway,
        opened=row.opened_at is not None,
        lead=charter.lead,
        lead_key=charter.lead_key,
        powers=bool(charter.powers.strip()),
        review_on=charter.review_on,
        ends_when=charter.ends_when.strip(),
        outcomes=outcomes_of(facts),
        measures=measures,
        unit_targets=tuple(unit_target_of(each) for each in facts.unit_targets),
        logic=chain,
        litmus=litmus_of(facts),
        hearings=hearings_of(facts),
    )


def outcomes_of(facts: MissionFacts) -> tuple[Outcome, ...]:
    """Return the live outcomes."""
    return tuple(
        Outcome(key=row.key, text=Named(row.text, row.key, "text", row.language), headline=row.headline)
        for row in facts.outcomes
    )


def unit_target_of(row: UnitTargetRow) -> UnitTarget:
    """Return a target that rests on who delivers."""
    return UnitTarget(
        measure=Named(row.name, row.indicator, "name", row.language),
        observable=row.observable,
        verifiable=row.verifiable,
        learning=row.learning,
    )


def litmus_of(facts: MissionFacts) -> Litmus | None:
    """Return which of the four questions are open; None where nothing was recorded."""
    if facts.litmus is None:
        return None
    return Litmus(unanswered=tuple(step.value for step in LitmusStep if step not in facts.litmus))


def hearings_of(facts: MissionFacts) -> tuple[Hearing, ...] | None:
    """Return who was heard; None where nothing is recorded, for conversations are kept by a later part."""
    found = tuple(
        Hearing(
            on=row.ended_on,
            people=row.people,
            recruited=row.recruitment.strip(),
            changes=row.changes,
            replied=row.replied,
        )
        for row in facts.heard
    )
    return found or None


def logic_of(facts: MissionFacts, chain: toc.Logic) -> Logic:
    """Return the theory of change in brief."""
    links = [link for link in chain.links if not link.words.feedback]
    if not links:
        return Logic()
    found = paths(chain)
    nodes = {node.key: node for node in chain.nodes}
    named = {part.key: Named(part.text, part.key, "text", part.language) for part in facts.outcomes}
    ungraded = {link.key for link in links if link.graded_at is None and not link.evidence.strength}
    outcome_of = {end.node: nodes[end.node].words.outcome for end in found.ends}
    bare = {
        end.node: len(ungraded & set(end.critical)) for end in found.ends if outcome_of[end.node] in named
    }
    top = max(bare, key=lambda node: bare[node]) if bare else None
    return Logic(
        links=len(links),
        unreached=tuple(
            named[key] for end in found.ends if not end.reached and (key := outcome_of[end.node]) in named
        )
        + tuple(
            named[part.key]
            for part in facts.outcomes
            if part.headline and part.key not in outcome_of.values()
        ),
        bare=sum(not link.words.assumption.strip() for link in links),
        unproven=len(ungraded),
        unproven_critical=bare[top] if top else 0,
        critical_to=named[key] if top and (key := outcome_of[top]) else None,
        weak=frozenset(found.weak),
    )


# --- measures ---


def measure_of(row: MeasureRow, ground: Ground) -> Measure:
    """Put the facts of one measure together."""
    wanted = Wanted(row.indicator, row.place, row.breakdown)
    values = ground.points.get(wanted, ())
    before, after = around_path(values, row.path)
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
        ambition=None
        if row.goal is None
        else ambition_of(as_values(values), row.goal, years=ground.limits.of("C1", "years")),
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


def around_path(values: tuple[Point, ...], path: PathRow | None) -> tuple[int, int]:
    """Count the figures after the path's start that were known when it was agreed, and those since."""
    if path is None:
        return 0, 0
    agreed = datetime.combine(path.agreed_on, time.max, ZoneInfo(settings.TIME_ZONE))
    span = [each.known_at for each in values if period_of(each).end > path.points[0][0]]
    after = sum(known_at > agreed for known_at in span)
    return len(span) - after, after


def period_of(point: Point) -> Period:
    """Return the period of a value."""
    return Period(point.start, point.length)


def as_values(values: tuple[Point, ...]) -> tuple[Value, ...]:
    """Return figures as the analysis of targets takes them."""
    return tuple(
        Value(
            period_of(each),
            each.value,
            each.known_at,
            new_method=each.status is ObservationStatus.BREAK,
        )
        for each in values
    )
