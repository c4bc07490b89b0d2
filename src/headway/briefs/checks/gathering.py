"""Dossiers from the apps: what each keeps of some missions, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from headway.briefs.checks.dossier import Dossier, Measure, Named, Outcome
from headway.briefs.outlook import values_of
from headway.checks.choices import Limits
from headway.kernel.actors import Reader
from headway.measures.queries import CardRow, SeriesValues, Wanted, series_values
from headway.missions.queries import MeasureRow, MissionRow, OutcomeRow, measures_of, missions, outcomes
from headway.targets.analysis.ambition import ambition_of

CARD = ("definition", "unit", "population", "polarity", "publisher")  # what C2 asks of a card


def dossiers(reader: Reader, *, missions_: Collection[UUID], limits: Limits) -> Mapping[UUID, Dossier]:
    """Return the facts of the missions that this reader may see, as known at the reader's moment."""
    seen = [row for row in missions(reader) if row.key in missions_]
    keys = {row.key for row in seen}
    parts: dict[UUID, list[OutcomeRow]] = defaultdict(list)
    for part in outcomes(reader, missions=keys):
        parts[part.mission].append(part)
    judged = measures_of(reader, missions=keys)
    values = series_values(reader, wanted={wanted_of(each) for each in judged}, history=True)
    measures: dict[UUID, list[Measure]] = defaultdict(list)
    for row in judged:
        measures[row.mission].append(measure_of(row, values.get(wanted_of(row)), limits))
    return {row.key: dossier_of(reader, row, parts[row.key], measures[row.key]) for row in seen}


def wanted_of(row: MeasureRow) -> Wanted:
    """Return the series of a measure."""
    return Wanted(row.indicator, row.place, row.breakdown)


def dossier_of(
    reader: Reader, row: MissionRow, parts: Sequence[OutcomeRow], measures: Sequence[Measure]
) -> Dossier:
    """Put one mission's facts together."""
    return Dossier(
        on=reader.at.date(),
        mission=row.key,
        state=row.state,
        deadline=row.charter.deadline,
        closed_on=row.closed_on,
        adopted_on=row.adopted_on,
        before_headway=row.before_headway,
        lead=row.charter.lead,
        outcomes=tuple(
            Outcome(
                key=part.key, text=Named(part.text, part.key, "text", part.language), headline=part.headline
            )
            for part in parts
        ),
        measures=tuple(measures),
    )


def measure_of(row: MeasureRow, columns: SeriesValues | None, limits: Limits) -> Measure:
    """Put the facts of one measure together."""
    values = values_of(columns)
    years = limits.of("C1", "years")
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
        goal=row.goal,
        path=row.path,
        forecast=row.forecast,
        ambition=ambition_of(values, row.goal, years=years) if row.goal else None,
    )


def lacking(card: CardRow) -> tuple[str, ...]:
    """Return which of the fields that C2 asks for are empty."""
    return tuple(name for name in CARD if not str(getattr(card, name)).strip())
