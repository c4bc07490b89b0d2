"""Two-way fixed effects, what they are a mixture of, and least squares with few clusters."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.panel import Floats, Ints, Panel
from headway.engine.learning.linear import Errors, Fit, least_squares


class Gaps(CannotEstimate):
    """A method that needs every unit in every period. Numbers: ``missing``."""

    code = "gaps"


class Pair(StrEnum):
    """Which cohorts a two-by-two comparison sets beside each other."""

    EARLIER_LATER = "earlier_later"
    LATER_EARLIER = "later_earlier"
    TREATED_NEVER = "treated_never"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One two-by-two comparison in a two-way estimate: ``treated`` and ``control`` are times of adoption.

    ``later_earlier`` comparisons take units that already have the practice as controls.
    """

    pair: Pair
    treated: float
    control: float
    weight: float
    effect: float


@dataclass(frozen=True, slots=True)
class TwoWay:
    """The two-way fixed effects estimate of a practice, with errors by team."""

    effect: float
    se: float
    freedom: float


def two_way(panel: Panel) -> TwoWay:
    """Return the estimate of unit and period fixed effects, which mixes good and bad comparisons.

    Parameters
    ----------
    panel : Panel
        Without gaps.

    Raises
    ------
    Gaps
        When a unit was not seen in a period.

    Notes
    -----
    Errors by team (CR1). See `bacon` for what it is made of.
    """
    practice, outcome = _without_means(_practice(panel)), _without_means(_whole(panel))
    spread = float((practice * practice).sum())
    effect = float((practice * outcome).sum() / spread)
    left = outcome - effect * practice
    codes = np.unique(panel.teams, return_inverse=True)[1].reshape(-1)
    sums = np.bincount(codes, weights=(practice * left).sum(axis=1))
    groups = len(sums)
    # unit effects are nested in teams and take no degree of freedom, as in fixest and reghdfe
    freedom = outcome.size - panel.periods
    scale = groups / (groups - 1.0) * (outcome.size - 1.0) / freedom
    return TwoWay(effect, float(np.sqrt(scale * (sums @ sums)) / spread), groups - 1.0)


def _whole(panel: Panel) -> Floats:
    if not panel.balanced:
        raise Gaps(missing=float((~np.isfinite(panel.outcome)).sum()))
    return panel.outcome


def _practice(panel: Panel) -> Floats:
    return np.asarray(np.arange(panel.periods)[None, :] >= panel.cohort[:, None], dtype=np.float64)


def _without_means(values: Floats) -> Floats:
    by_unit, by_period = values.mean(axis=1, keepdims=True), values.mean(axis=0, keepdims=True)
    return np.asarray(values - by_unit - by_period + values.mean())


def bacon(panel: Panel) -> tuple[Comparison, ...]:
    """Return the two-by-two comparisons that a two-way estimate is the weighted mean of.

    Parameters
    ----------
    panel : Panel
        Without gaps.

    Returns
    -------
    tuple of Comparison
        Their weights sum to 1 and their weighted effects to `two_way`.

    Raises
    ------
    Gaps
        When a unit was not seen in a period.

    Notes
    -----
    Source: A. Goodman-Bacon, *Journal of Econometrics* 225 (2021), 254-277, theorem 1.
    """
    outcome = _whole(panel)
    first, sizes = np.unique(panel.cohort, return_counts=True)
    means = np.array([outcome[panel.cohort == when].mean(axis=0) for when in first])
    share, periods = sizes / panel.n, panel.periods
    had = (periods - np.minimum(first, periods)) / periods  # how much of the time with the practice
    practice = _without_means(_practice(panel))
    variance = float((practice * practice).mean())
    found = []
    for early in range(len(first)):
        for late in range(early + 1, len(first)):
            both = np.array([early, late])
            scale = float(share[early] * share[late] / variance)
            found += _pair(means[both], first[both], had[both], scale, panel)
    return tuple(found)


def _pair(means: Floats, first: Ints, had: Floats, scale: float, panel: Panel) -> list[Comparison]:
    """Return the one comparison with cohorts that never adopt, or the two of cohorts that both do."""
    (start, end), times, periods = first, panel.times, panel.periods
    gap = means[0] - means[1]
    if end >= periods:
        effect = float(gap[start:].mean() - gap[:start].mean())
        weight = scale * had[0] * (1.0 - had[0])
        return [Comparison(Pair.TREATED_NEVER, float(times[start]), np.inf, float(weight), effect)]
    before, between, after = gap[:start].mean(), gap[start:end].mean(), gap[end:].mean()
    one = scale * (had[0] - had[1]) * (1.0 - had[0])
    other = scale * (had[0] - had[1]) * had[1]
    early, late = float(times[start]), float(times[end])
    return [
        Comparison(Pair.EARLIER_LATER, early, late, float(one), float(between - before)),
        Comparison(Pair.LATER_EARLIER, late, early, float(other), float(between - after)),
    ]


def within(y: Floats, x: Floats, units: Ints) -> Fit:
    """Fit y (r,) on x (r, p) with an effect of each unit (r,), and classic errors.

    Degrees of freedom count the unit effects, as in textbooks.
    """
    codes = np.unique(units, return_inverse=True)[1].reshape(-1)
    counts = np.bincount(codes)

    def away(column: Floats) -> Floats:
        return np.asarray(column - (np.bincount(codes, weights=column) / counts)[codes])

    found = least_squares(np.column_stack([away(each) for each in x.T]), away(y), Errors.CLASSIC)
    freedom = found.freedom - len(counts)
    return Fit(found.coefficients, found.errors * np.sqrt(found.freedom / freedom), freedom)
