"""How many, how long: the smallest change a test can see, as a curve, with where its numbers come from."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from headway.engine.errors import CannotEstimate
from headway.engine.learning import (
    Clusters,
    Power,
    Spread,
    Wedge,
    least_effect,
    power_cluster,
    power_proportions,
    power_t,
    power_wedge,
)
from headway.learning.analysis.plans import PlanWords
from headway.learning.choices import Design

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class IccRow:
    """A likely correlation within clusters, from somebody who looked: low, usual, high."""

    code: str
    about: str
    low: float
    usual: float
    high: float
    source: str


@cache
def icc_table() -> tuple[IccRow, ...]:
    """Return the correlations we know of, each with its source."""
    rows = json.loads((DATA / "icc.json").read_text(encoding="utf-8"))
    return tuple(IccRow(**row) for row in rows)


@dataclass(frozen=True, slots=True)
class Size:
    """What a design can see: the smallest change with 80 % power, and the curve (how many, smallest change).

    `enough` says whether it sees the change that would alter the decision; `needed` how many it would take,
    None where no number is enough; `crowd` is the smallest change with everybody in the clusters asked.
    """

    smallest: float
    curve: tuple[tuple[float, float], ...]
    enough: bool
    needed: float | None
    crowd: float | None = None
    per_cluster: bool = False


def size_of(plan: PlanWords) -> Size | None:
    """Return what the design of a plan can see, or None where its numbers are not there or contradict."""
    work = WAYS.get(plan.design)
    if work is None or plan.smallest_change is None or not plan.units:
        return None
    try:
        return work(plan, plan.smallest_change)
    except CannotEstimate:
        return None


def spread_of(plan: PlanWords) -> float | None:
    """Return the standard deviation of the outcome; of a share, from the share."""
    if plan.base is not None:
        share = plan.base / 100
        return 100 * math.sqrt(share * (1 - share)) if 0 < share < 1 else None
    return plan.spread


def by_person(plan: PlanWords, least: float) -> Size | None:
    """Work out a trial by person, household or case."""
    each = (plan.units or 0) / 2
    if plan.base is not None:
        sign = 1 if plan.better == "increase" else -1
        share, scale = plan.base / 100, 100.0
        found = power_proportions(control=share, effect=sign * least / 100, n=each)
        needed = needed_of(lambda: power_proportions(control=share, effect=sign * least / 100))
    elif plan.spread is not None:
        spread, scale = plan.spread, 1.0
        found = power_t(sd=spread, effect=least, n=each)
        needed = needed_of(lambda: power_t(sd=spread, effect=least))
    else:
        return None
    smallest = abs(found.mde) * scale
    return Size(smallest, doubled(found, scale), smallest <= least, 2 * needed if needed else None)


def by_cluster(plan: PlanWords, least: float) -> Size | None:
    """Work out a trial of whole teams, schools or places."""
    spread = spread_of(plan)
    if spread is None or plan.icc is None or not plan.cluster_size:
        return None
    clusters = Clusters(plan.cluster_size, plan.icc)
    each = (plan.units or 0) / 2
    found = power_cluster(clusters, sd=spread, effect=least, n=each)
    needed = needed_of(lambda: power_cluster(clusters, sd=spread, effect=least))
    return Size(
        found.mde,
        doubled(found),
        found.mde <= least,
        2 * needed if needed else None,
        least_effect(clusters, each, sd=spread),
        per_cluster=True,
    )


def by_step(plan: PlanWords, least: float) -> Size | None:
    """Work out a roll-out in random order."""
    spread = spread_of(plan)
    if spread is None or plan.icc is None or not plan.cluster_size or not plan.units:
        return None
    steps = max(2, min(plan.steps or 2, plan.units))
    waves = tuple(plan.units // steps + (at < plan.units % steps) for at in range(steps))
    found = power_wedge(Wedge(waves, plan.cluster_size), Spread.of(spread, plan.icc))
    return Size(found.mde, found.curve, found.mde <= least, None, per_cluster=True)


def needed_of(ask: Callable[[], Power]) -> float | None:
    """Return how many each group needs, None where no number is enough."""
    try:
        return ask().n
    except CannotEstimate:
        return None


def doubled(found: Power, scale: float = 1.0) -> tuple[tuple[float, float], ...]:
    """Return a curve over both groups together."""
    return tuple((2 * n, abs(smallest) * scale) for n, smallest in found.curve if math.isfinite(smallest))


WAYS: dict[Design, Callable[[PlanWords, float], Size | None]] = {
    Design.TRIAL: by_person,
    Design.CLUSTER_TRIAL: by_cluster,
    Design.STEPPED: by_step,
}


def suggested(plan: PlanWords) -> tuple[Design, ...]:
    """Return the kinds that the four answers leave open, the strongest first.

    A roll-out that cannot be withheld can still start in random order: that is offered first.
    """
    many = (plan.units or 0) >= FEW_UNITS
    by_team = plan.unit is not None and plan.unit.value in {"team", "place"}
    if plan.choose == "order":
        return (Design.STEPPED, Design.STAGGERED) if many else (Design.PILOT, Design.PROCESS)
    if plan.choose == "all":
        if not many:
            return Design.PROTOTYPE, Design.PILOT, Design.PROCESS
        return (Design.CLUSTER_TRIAL, Design.STEPPED) if by_team else (Design.TRIAL, Design.STEPPED)
    if plan.data_before == "yes":
        one = (plan.units or 0) <= 1
        return (Design.SYNTHETIC, Design.BEFORE_AFTER) if one else (Design.STAGGERED, Design.BEFORE_AFTER)
    return Design.CONTRIBUTION, Design.PROCESS, Design.USER_RESEARCH


FEW_UNITS = 6
