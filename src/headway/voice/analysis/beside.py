"""A panel beside everybody who voted: the same statements, weighted to the place where that can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from headway.engine.opinion.beside import FairRange, Share, fair_range, post_stratified, share_of
from headway.voice.analysis.hiding import withheld
from headway.voice.analysis.panels import Target
from headway.voice.choices import FLOOR

Counts = Mapping[UUID, Mapping[str, tuple[int, int]]]  # agrees and votes by statement and print run


__all__ = [
    "Beside",
    "BesideRow",
    "Counts",
    "Share",
    "Told",
    "VolunteersRow",
    "beside",
    "countable",
    "volunteers",
]


class Told(StrEnum):
    """How far the two can be put beside each other."""

    WEIGHTED = "weighted"
    UNWEIGHTED = "unweighted"
    NOT = "not"  # too few of the panel, or of everybody else, voted


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One statement: agrees of the panel, of everybody else, and what a fair sample would show."""

    statement: UUID
    agree: int
    votes: int
    crowd: Share
    weighted: Share | None
    fair: FairRange

    @property
    def inside(self) -> bool:
        """Whether the panel is within what a fair sample would show."""
        return self.fair.holds(self.agree)


@dataclass(frozen=True, slots=True)
class Beside:
    """Statement by statement, those on which the panel differs most first."""

    told: Told
    feature: str = ""  # of the panel's targets, by which everybody else is weighted
    rows: tuple[BesideRow, ...] = ()


@dataclass(frozen=True, slots=True)
class VolunteersRow:
    """How many volunteered who have a value, and how many a fair sample of as many would have."""

    feature: str
    value: str
    people: int
    fair: FairRange

    @property
    def inside(self) -> bool:
        return self.fair.holds(self.people)


def volunteers(targets: Sequence[Target], people: int, size: int) -> tuple[VolunteersRow, ...]:
    """Return who volunteered beside a fair sample of a place that is as the targets say."""
    return tuple(
        VolunteersRow(
            each.feature,
            each.value,
            each.people,
            FairRange(
                fair_range(people, each.least / size).least,
                fair_range(people, min(each.most / size, 1.0)).most,
                people,
            ),
        )
        for each in countable(targets)
    )


def countable(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Return the targets whose volunteers may be counted in public, see `hiding.withheld`."""
    hidden: set[Target] = set()
    for name in dict.fromkeys(each.feature for each in targets):
        mine = [each for each in targets if each.feature == name]
        hidden.update(mine[place] for place in withheld([each.people for each in mine]))
    return tuple(each for each in targets if each not in hidden)


def strata_of(targets: Sequence[Target], runs: set[str]) -> tuple[str, dict[str, float]]:
    """Return the first feature whose every value is the name of a print run, with its share by value."""
    features = dict.fromkeys(each.feature for each in targets)
    for name in features:
        mine = [each for each in targets if each.feature == name]
        if all(each.value in runs for each in mine):
            return name, {each.value: (each.least + each.most) / 2 for each in mine}
    return "", {}


def beside(counts: Counts, targets: Sequence[Target], panel: str) -> Beside:
    """Put a panel, whose votes came in the print run `panel`, beside everybody else.

    Nothing is told of a statement with fewer than ten votes of the panel or of everybody else.
    """
    runs = {run for cells in counts.values() for run in cells}
    feature, population = strata_of(targets, runs - {panel})
    rows = []
    for key, cells in counts.items():
        agree, votes = cells.get(panel, (0, 0))
        rest = [cell for run, cell in cells.items() if run != panel]
        others = tuple(sum(column) for column in zip(*rest, strict=True)) if rest else (0, 0)
        if votes >= FLOOR and others[1] >= FLOOR:
            crowd = share_of(*others)
            mine = [cells.get(value, (0, 0)) for value in population]
            weighted = (
                post_stratified([a for a, _n in mine], [n for _a, n in mine], list(population.values()))
                if population
                else None
            )
            fair = fair_range(votes, weighted or crowd)
            rows.append(BesideRow(key, agree, votes, crowd, weighted, fair))
    if not rows:
        return Beside(Told.NOT)
    rows.sort(key=lambda row: (row.inside, -abs(row.agree / row.votes - (row.weighted or row.crowd).share)))
    whole = any(row.weighted for row in rows)
    return Beside(Told.WEIGHTED if whole else Told.UNWEIGHTED, feature if whole else "", tuple(rows))
