"""Dossiers from the apps: what each keeps of some missions, in few queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
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
from headway.briefs.checks.frontline import barriers_of
from headway.briefs.checks.measuring import ground_of, measure_of
from headway.briefs.checks.voices import hearings_in
from headway.checks.choices import Limits
from headway.kernel.actors import Reader
from headway.kernel.translations import Named
from headway.learning.queries import links_tested
from headway.missions.choices import InitiativeOrigin, LitmusStep
from headway.missions.queries import measures_of
from headway.missions.queries.dossier import MissionFacts, dossier
from headway.missions.queries.logic_brief import LogicBrief, logic_brief
from headway.people.queries import day_of
from headway.targets.queries import UnitTargetRow

OUTSIDE = frozenset({InitiativeOrigin.OFFER, InitiativeOrigin.PARTNER})  # started outside the owner


def dossiers(
    reader: Reader, *, missions: Collection[UUID] | None, limits: Limits, opened: Collection[int]
) -> Mapping[UUID, Dossier]:
    """Return the facts of those missions (None: all) that this reader may see, as known at its moment.

    Seven queries for the charter; of a question that the body has not opened nothing is read. Question 3
    costs one more, 4 up to four, 5 up to three, whatever the number of missions.
    """
    facts = dossier(reader, missions=missions)
    judged = measures_of(reader, missions=facts)
    logics = logic_brief(reader, missions={each.number for each in facts.values()})
    ground = ground_of(reader, judged, limits)
    tests = links_tested(reader, missions=facts.keys()) if 3 in opened else {}
    raised = (barriers_of(reader, missions=facts.keys()) if 4 in opened else None) or {}
    said = hearings_in(reader, missions=facts.keys()) if 5 in opened else {}
    measures: dict[UUID, list[Measure]] = defaultdict(list)
    for row in judged:
        measures[row.mission].append(measure_of(row, ground))
    return {
        key: replace(
            dossier_of(reader, each, tuple(measures[key]), logic_of(each, logics.get(each.number))),
            barriers=raised.get(key),
            tested=frozenset(tests.get(key, ())) if tests else None,
            tests=len(tests.get(key, ())),
            hearings=(hearings_of(each) or ()) + (said[key][0] if key in said else ()) or None,
            voices=said[key][1] if key in said else None,
        )
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
    """Return who was heard elsewhere, as recorded; None where nothing is."""
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


def logic_of(facts: MissionFacts, brief: LogicBrief | None) -> Logic:
    """Return the theory of change in brief."""
    if brief is None or not brief.ties:
        return Logic()
    named = {part.key: Named(part.text, part.key, "text", part.language) for part in facts.outcomes}
    texts = {number: named[key] for number, key in facts.numbers.items()}
    reached = {end.outcome for end in brief.ends if end.reached}
    unproven = frozenset(tie.link for tie in brief.ties if not tie.graded)
    worst = max(brief.ends, key=lambda end: len(unproven & end.critical), default=None)
    critical = unproven & worst.critical if worst is not None else frozenset()
    headline = [part.key for part in facts.outcomes if part.headline]
    return Logic(
        links=len(brief.ties),
        unreached=tuple(
            named[key] for key in headline if key not in {facts.numbers[number] for number in reached}
        ),
        bare=sum(not tie.assumed for tie in brief.ties),
        unproven=len(unproven),
        unproven_critical=len(critical),
        critical_to=texts[worst.outcome] if worst is not None and critical else None,
        weak=brief.weak,
    )
