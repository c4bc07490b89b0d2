"""Dossiers from the apps: what each keeps of some missions, in eight queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from headway.briefs.checks.dossier import (
    Dossier,
    Hearing,
    Initiative,
    Litmus,
    Logic,
    Measure,
    Outcome,
    UnitTarget,
)
from headway.briefs.checks.measuring import ground_of, measure_of
from headway.checks.choices import Limits
from headway.kernel.actors import Reader
from headway.kernel.translations import Named
from headway.missions import analysis as toc
from headway.missions.analysis.logic_paths import paths
from headway.missions.choices import InitiativeOrigin, LitmusStep
from headway.missions.queries import logic, measures_of
from headway.missions.queries.dossier import MissionFacts, dossier
from headway.people.queries import day_of
from headway.targets.queries import UnitTargetRow

OUTSIDE = frozenset({InitiativeOrigin.OFFER, InitiativeOrigin.PARTNER})  # started outside the owner


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
        initiatives=initiatives_of(facts),
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


def initiatives_of(facts: MissionFacts) -> tuple[Initiative, ...] | None:
    """Return the live initiatives; their money is kept by a later part. None where none is recorded."""
    found = tuple(
        Initiative(
            outside=row.origin in OUTSIDE,
            paths=frozenset({row.node} if row.node else ()),
        )
        for row in facts.initiatives
    )
    return found or None


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
