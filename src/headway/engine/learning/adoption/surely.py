"""How surely a staggered adoption is known: what its number of teams allows, and nothing more."""

import math
from concurrent.futures import Executor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.cells import Controls
from headway.engine.learning.adoption.effects import ENOUGH_TEAMS, Means, Method, Staggered
from headway.engine.learning.adoption.how import MEANS, How, fit, overalls
from headway.engine.learning.adoption.overall import left_out
from headway.engine.learning.adoption.panel import Floats, Panel
from headway.engine.learning.adoption.timing import ByTiming, MixedTeams, Orders, by_timing
from headway.engine.learning.small_sample import jackknife

FEWEST_TEAMS: Final = 8  # fewer are described, with the p of all orders, and have no interval
SMALL_COHORT: Final = 3  # a cohort of fewer teams is not shown by itself
MOST_REFITS: Final = 500
NORMAL: Final = 1.959963984540054


class Inference(StrEnum):
    """How sure: normal errors, leaving out each team, or other orders of adoption."""

    ANALYTIC = "analytic"
    JACKKNIFE = "jackknife"
    RANDOMISATION = "randomisation"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the plan fixes; None leaves it to the number of teams.

    ``randomised`` says that the order of adoption was drawn: then other orders are what counts. ``orders``
    says how it was drawn.
    """

    method: Method | None = None
    controls: Controls = Controls.NEVER
    inference: Inference | None = None
    randomised: bool = False
    anticipation: int = 0
    orders: Orders = field(default_factory=Orders)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect with its 95 % interval and p; None where nothing honest can be said."""

    att: float
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to say beside an estimate: a code that doors put into words, and its numbers.

    Codes: ``few_teams`` (teams), ``cohort_of_one`` (cohort), ``small_cohort`` (cohort, size), ``disagree``
    (this, other), ``as_if_random``, ``no_never``, ``gaps`` (missing, of), ``always`` (n), ``unseen`` (n),
    ``no_pretest`` (cells, teams), ``one_carries``, ``few_orders`` (smallest), ``normal_too_narrow`` (teams),
    ``no_covariates``, ``mixed_teams``.
    """

    code: str
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartErrors:
    """Errors of what a headline is made of; NaN is not known.

    ``cells`` and ``parts`` are those of the headline's estimator, ``events`` of the event study shown.
    """

    cells: Floats
    parts: dict[str, Floats]
    events: Floats


@dataclass(frozen=True, slots=True)
class Drawing:
    """What other orders of adoption are drawn with."""

    choices: Choices
    rng: np.random.Generator
    executor: Executor | None


_Means = tuple[dict[str, Estimate], ByTiming | None, list[Caution]]


def means_of(
    panel: Panel,
    how: How,
    found: Staggered,
    inference: Inference,
    drawing: Drawing,
) -> _Means:
    """Return the four means with errors, refusing below 8 teams all but a p of other orders."""
    att = dict(zip(MEANS, overalls(found).tolist(), strict=True))
    teams = panel.team_count
    few = [Caution("few_teams", {"teams": teams})] if teams < FEWEST_TEAMS else []
    if inference is Inference.RANDOMISATION:
        means, timing, more = _by_timing(panel, how, att, drawing)
        if few:
            means = {name: Estimate(each.att, p=each.p) for name, each in means.items()}
        return means, timing, few + more
    if few:
        return {name: Estimate(value) for name, value in att.items()}, None, few
    if inference is Inference.JACKKNIFE:
        return *_by_leaving_out(panel, how, att), []
    narrow = [Caution("normal_too_narrow", {"teams": teams})] if teams < ENOUGH_TEAMS else []
    means = {name: _normal(value, getattr(found, name).overall_se) for name, value in att.items()}
    return means, None, narrow


def _normal(att: float, se: float) -> Estimate:
    from scipy.special import ndtr  # noqa: PLC0415 - slow to import

    if not se > 0.0:
        return Estimate(att)
    return Estimate(att, se, att - NORMAL * se, att + NORMAL * se, 2.0 * float(ndtr(-abs(att) / se)))


def _by_leaving_out(panel: Panel, how: How, att: dict[str, float]) -> tuple[dict[str, Estimate], None]:
    try:
        without = left_out(panel, how)
    except CannotEstimate:
        return {name: Estimate(value) for name, value in att.items()}, None
    means = {}
    for j, name in enumerate(MEANS):
        each = jackknife(att[name], without[:, j])
        known = math.isfinite(each.se) and each.se > 0.0
        means[name] = (
            Estimate(att[name], each.se, each.lower, each.upper, each.p) if known else Estimate(att[name])
        )
    return means, None


def _by_timing(
    panel: Panel,
    how: How,
    att: dict[str, float],
    drawing: Drawing,
) -> _Means:
    cautions = [] if drawing.choices.randomised else [Caution("as_if_random")]
    try:
        timing = by_timing(panel, how, drawing.rng, orders=drawing.choices.orders, executor=drawing.executor)
    except MixedTeams:
        return {name: Estimate(value) for name, value in att.items()}, None, [Caution("mixed_teams")]
    means = {
        name: Estimate(
            att[name], None, _finite(timing.lower[j]), _finite(timing.upper[j]), _finite(timing.p[j])
        )
        for j, name in enumerate(MEANS)
    }
    if timing.smallest > 0.01:
        cautions.append(Caution("few_orders", {"smallest": timing.smallest}))
    return means, timing, cautions


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


PARTS: Final = ("group", "dynamic", "calendar")


def errors_of(panel: Panel, how: How, found: Staggered, shown: Staggered, inference: Inference) -> PartErrors:
    """Return the errors of cells, of parts of means and of the event study shown.

    Below 50 teams they come from leaving out each team, whatever is asked for but normal errors; below 8
    there are none.
    """
    teams = panel.team_count
    if teams < FEWEST_TEAMS:
        return PartErrors(
            np.full(len(found.att), np.nan),
            {name: np.full(len(getattr(found, name).labels), np.nan) for name in PARTS},
            np.full(len(shown.dynamic.labels), np.nan),
        )
    few = teams < ENOUGH_TEAMS or inference is Inference.JACKKNIFE
    if inference is Inference.ANALYTIC or not few or teams > MOST_REFITS:
        parts = {name: getattr(found, name).se for name in PARTS}
        return PartErrors(found.se, parts, shown.dynamic.se)
    beside = How(Method.CS, shown.control, how.anticipation)
    cells, events = [], []
    each: dict[str, list[Floats]] = {name: [] for name in PARTS}
    for team in np.unique(panel.teams):
        rest = panel.subset(panel.teams != team)
        again = attempt(rest, how)
        other = again if shown is found else attempt(rest, beside)
        cells.append(_cells_like(found, again))
        events.append(_part_like(shown, other, "dynamic"))
        for name in PARTS:
            each[name].append(_part_like(found, again, name))
    return PartErrors(
        _spread(np.array(cells)),
        {name: _spread(np.array(rows)) for name, rows in each.items()},
        _spread(np.array(events)),
    )


def attempt(panel: Panel, how: How) -> Staggered | None:
    """Fit, or None where nothing can be compared."""
    try:
        return fit(panel, how)
    except CannotEstimate:
        return None


def _spread(without: Floats) -> Floats:
    """Return the jackknife's error of each column; NaN where leaving out one team leaves nothing."""
    g = len(without)
    return np.asarray(np.sqrt(((without - without.mean(axis=0)) ** 2).sum(axis=0) * (g - 1) / g))


def _cells_like(found: Staggered, again: Staggered | None) -> Floats:
    """Return the cells of another fit in the order of this one's, NaN where it has none."""
    told: dict[tuple[float, float], float] = {}
    if again is not None:
        told = dict(zip(zip(again.cohort, again.time, strict=True), again.att, strict=True))
    return np.array([told.get(cell, np.nan) for cell in zip(found.cohort, found.time, strict=True)])


def _part_like(found: Staggered, again: Staggered | None, name: str) -> Floats:
    told: dict[float, float] = {}
    if again is not None:
        means: Means = getattr(again, name)
        told = dict(zip(means.labels, means.att, strict=True))
    return np.array([told.get(label, np.nan) for label in getattr(found, name).labels])
