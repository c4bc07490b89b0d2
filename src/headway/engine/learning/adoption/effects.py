"""What an estimator of staggered adoption gives back: cells of cohort by period, and means of them."""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.cells import Controls, Design, Weighing, weigh
from headway.engine.learning.adoption.panel import Floats, Ints
from headway.engine.learning.adoption.spread import Spread

ENOUGH_TEAMS: Final = 50  # fewer, and normal errors are too narrow


class Method(StrEnum):
    """Callaway and Sant'Anna's comparisons of changes, or Borusyak, Jaravel and Spiess's imputation."""

    CS = "cs"
    IMPUTATION = "imputation"


class NoPretest(CannotEstimate):
    """Parallel trends before adoption cannot be tested. Numbers: ``cells`` before, ``teams``."""

    code = "no_pretest"


@dataclass(frozen=True, slots=True)
class Means:
    """Means of cells: one for each of ``labels`` (j,), and one over all.

    Errors are NaN where a cohort of one unit is part of it: one unit is no measure of chance.
    """

    labels: Floats
    att: Floats
    se: Floats
    overall: float
    overall_se: float


@dataclass(frozen=True, slots=True)
class Staggered:
    """The effect of a practice on those that adopted it.

    Cells stand in the order of cohort and period: ``cohort`` and ``time`` (k,) are times of the panel,
    ``att`` and ``se`` (k,) effects and analytic standard errors, ``treated`` and ``controls`` (k,) how many
    units are behind each. ``group.overall`` is the headline: each cohort's mean, weighted by its units.
    """

    method: Method
    control: Controls
    n: int
    teams: int
    cohort: Floats
    time: Floats
    att: Floats
    se: Floats
    treated: Ints
    controls: Ints
    simple: Means
    group: Means
    dynamic: Means
    calendar: Means
    design: Design = field(repr=False)
    weighings: dict[str, Weighing] = field(repr=False)
    spread: Spread = field(repr=False)

    @property
    def cohort_sizes(self) -> dict[float, int]:
        """How many units adopted at each time."""
        sizes = self.design.sizes[self.design.cohort]
        return {float(time): int(size) for time, size in zip(self.cohort, sizes, strict=True)}


@dataclass(frozen=True, slots=True)
class Fitted:
    """Cells and their spread, before they are weighed together."""

    design: Design
    att: Floats
    treated: Ints
    controls: Ints
    spread: Spread
    fixed_weights: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the cells of a result are named by and weighed with."""

    method: Method
    control: Controls
    times: Floats
    teams: int
    balance: float | None = None


def summed(fit: Fitted, about: About) -> Staggered:
    """Weigh the cells of a fit in all four ways."""
    design, times = fit.design, about.times
    weighings = weigh(design, fit.att, times, about.balance)
    if fit.fixed_weights:
        weighings = {name: _unmoved(each) for name, each in weighings.items()}
    means = _means(fit, weighings)
    return Staggered(
        method=about.method,
        control=about.control,
        n=int(design.sizes.sum()),
        teams=about.teams,
        cohort=times[design.first[design.cohort]],
        time=times[design.time],
        att=fit.att,
        se=np.where(np.isfinite(fit.att), fit.spread.cell_errors(), math.nan),
        treated=fit.treated,
        controls=fit.controls,
        design=design,
        weighings=weighings,
        spread=fit.spread,
        **means,
    )


def _unmoved(each: Weighing) -> Weighing:
    return Weighing(
        each.labels, each.weights, 0.0 * each.shift, each.overall, np.zeros_like(each.overall_shift)
    )


def _means(fit: Fitted, weighings: dict[str, Weighing]) -> dict[str, Means]:
    """Return the four means, all errors from one call."""
    names = list(weighings)
    weights = np.vstack([np.vstack([weighings[name].weights, weighings[name].overall]) for name in names])
    shift = np.vstack([np.vstack([weighings[name].shift, weighings[name].overall_shift]) for name in names])
    values = weights @ np.where(np.isfinite(fit.att), fit.att, 0.0)
    errors = fit.spread.errors(weights, shift)
    found, start = {}, 0
    for name in names:
        labels = weighings[name].labels
        stop = start + len(labels)
        found[name] = Means(
            labels, values[start:stop], errors[start:stop], float(values[stop]), float(errors[stop])
        )
        start = stop + 1
    return found


def pretest(found: Staggered) -> float:
    """Return the p-value of a Wald test that nothing happened before adoption.

    From 50 teams on all cells before adoption are tested together. With fewer the event times before it are,
    against Hotelling's distribution, since the covariance itself is hardly known.

    Raises
    ------
    NoPretest
        When there is no such cell, or there are too many for the number of teams.
    """
    from scipy.special import chdtrc, fdtrc  # noqa: PLC0415 - slow to import

    weights, shift, att = _before(found)
    freedom, tested = found.teams - len(found.design.sizes), len(att)
    most = freedom if found.teams >= ENOUGH_TEAMS else freedom / 2
    if not tested or tested >= most:
        raise NoPretest(cells=tested, teams=found.teams)
    each = found.spread.influence(weights, shift)
    covariance = each.T @ each / found.n**2
    if np.linalg.cond(covariance) > 1e12:
        raise NoPretest(cells=tested, teams=found.teams)
    wald = float(att @ np.linalg.solve(covariance, att))
    if found.teams >= ENOUGH_TEAMS:
        return float(chdtrc(tested, wald))
    # influences are divided by n where a covariance of few teams is by what the cohort means leave
    rest = freedom - tested + 1
    scaled = wald * freedom / found.teams * rest / (tested * freedom)
    return float(fdtrc(tested, rest, scaled))


def _before(found: Staggered) -> tuple[Floats, Floats, Floats]:
    """Return weights (j, k), shift (j, c) and effects (j,) of what is tested before adoption."""
    if found.teams < ENOUGH_TEAMS:
        early = (found.dynamic.labels < 0) & np.isfinite(found.dynamic.se)
        weighing = found.weighings["dynamic"]
        return weighing.weights[early], weighing.shift[early], found.dynamic.att[early]
    cells = np.flatnonzero(~found.design.post & np.isfinite(found.att) & np.isfinite(found.se))
    weights = np.zeros((len(cells), len(found.att)))
    weights[np.arange(len(cells)), cells] = 1.0
    return weights, np.zeros((len(cells), len(found.design.sizes))), found.att[cells]
