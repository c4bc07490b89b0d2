"""How a measure is split: by the places of a tier, and by the groups of a grouping."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from headway.briefs.checks.dossier import Split
from headway.kernel.keys import Key
from headway.measures.queries import Wanted
from headway.measures.queries.dossier import Point
from headway.missions.queries import MeasureRow
from headway.places.queries.inside import InsideRow


def tiers_of(
    row: MeasureRow, children: Sequence[InsideRow], shown: frozenset[tuple[Key, Key]]
) -> tuple[Split, ...]:
    """Return the tiers below the measure's place for which it has figures, the widest first."""
    by_tier: dict[tuple[int, str], list[InsideRow]] = defaultdict(list)
    for child in children:
        by_tier[child.rank, child.tier].append(child)
    found = []
    for _order, places in sorted(by_tier.items(), key=lambda each: each[0]):
        n = sum((row.indicator, each.place) in shown for each in places)
        if n:
            found.append(Split(name=places[0].tier_name, shown=n, of=len(places)))
    return tuple(found)


def groups_of(series: Mapping[Wanted, Sequence[Point]]) -> tuple[Split, ...]:
    """Return the groupings of people by which a measure is split in its own place.

    A breakdown such as "Age=16-24|Sex=Female" is a group of two groupings at once; only groups of one
    grouping can be set side by side.
    """
    by_grouping: dict[str, dict[str, Sequence[Point]]] = defaultdict(dict)
    for wanted, values in series.items():
        parts = wanted.breakdown.split("|")
        if wanted.breakdown and len(parts) == 1:
            grouping, _equals, group = parts[0].partition("=")
            by_grouping[grouping][group] = values
    return tuple(
        Split(name=name, shown=len(groups), gap=gap_of(tuple(groups.values())))
        for name, groups in sorted(by_grouping.items())
        if len(groups) > 1
    )


def gap_of(groups: Sequence[Sequence[Point]]) -> float | None:
    """Return how far apart the farthest two groups are in the last period that at least two of them share."""
    by_period: dict[date, list[float]] = defaultdict(list)
    for values in groups:
        for each in values:
            by_period[each.start].append(each.value)
    shared = [start for start, values in by_period.items() if len(values) > 1]
    if not shared:
        return None
    last = by_period[max(shared)]
    return max(last) - min(last)
