"""Callaway and Sant'Anna: each cohort's change beside that of units without the practice."""

import math

import numpy as np

from headway.engine.learning.adoption.cells import Bools, Controls, Design, design_of
from headway.engine.learning.adoption.doubly_robust import TooAlike, doubly_robust
from headway.engine.learning.adoption.effects import About, Fitted, Method, Staggered, summed
from headway.engine.learning.adoption.panel import Floats, Panel
from headway.engine.learning.adoption.spread import Contrasts, Influences


def callaway_santanna(
    panel: Panel,
    *,
    controls: Controls = Controls.NEVER,
    anticipation: int = 0,
    balance: float | None = None,
    universal: bool = False,
) -> Staggered:
    """Return the effect of adoption on each cohort in each period, and four means of these.

    Parameters
    ----------
    panel : Panel
        With covariates the comparison is doubly robust, on their values in the base period. Of an unbalanced
        panel each cell uses the units seen in both of its periods.
    controls : Controls
        Units that never adopt, or also those that have not yet.
    anticipation : int
        For how many periods before adoption the practice may already act.
    balance : float, optional
        The event study keeps cohorts followed for so long after adoption.
    universal : bool
        Compare each period before adoption with the last before it, not with the one before.

    Raises
    ------
    NobodyAdopts, NoControls
        When there is nothing to compare.

    Notes
    -----
    Source: B. Callaway and P. H. C. Sant'Anna, *Journal of Econometrics* 225 (2021), 200-230; doubly robust
    cells after P. H. C. Sant'Anna and J. Zhao, *Journal of Econometrics* 219 (2020), 101-122. The base of a
    cell before adoption is the period before it ("varying").

    Examples
    --------
    >>> from headway.engine.learning.adoption import panel_from_arrays
    >>> y = np.array([[1.0, 1.0, 3.0], [2.0, 2.5, 4.5], [0.0, 0.0, 0.0], [5.0, 5.5, 5.5]])
    >>> callaway_santanna(panel_from_arrays(y, np.array([2, 2, 3, 3]))).group.overall
    2.0
    """
    design = design_of(panel, controls, anticipation, universal=universal)
    simple = panel.balanced and panel.covariates is None
    fit = _balanced(panel, design) if simple and panel.clusters is None else _by_unit(panel, design)
    return summed(fit, About(Method.CS, controls, panel.times, panel.team_count, balance))


def shares(design: Design) -> Floats:
    """Return the part of each cohort in the controls of each cell, shape (k, c)."""
    sizes = design.eligible * design.sizes
    return np.asarray(sizes / sizes.sum(axis=1, keepdims=True))


def _balanced(panel: Panel, design: Design) -> Fitted:
    means = cohort_means(panel, design)
    change = (means[:, design.time] - means[:, design.base]).T  # (k, c)
    part = shares(design)
    cells = np.arange(len(design.cohort))
    of_controls = (part * change).sum(axis=1)
    load = -part
    load[cells, design.cohort] = 1.0
    n = design.sizes.sum()
    totals = (design.eligible * design.sizes).sum(axis=1)
    between = design.eligible * (n / totals)[:, None] * (of_controls[:, None] - change)
    spread = Contrasts(design, panel.outcome, load, between)
    att = change[cells, design.cohort] - of_controls
    return Fitted(design, att, design.sizes[design.cohort], totals, spread)


def cohort_means(panel: Panel, design: Design) -> Floats:
    """Return the mean outcome of each cohort in each period of a balanced panel, shape (c, periods)."""
    own = np.zeros((len(design.sizes), panel.n))
    own[design.member, np.arange(panel.n)] = 1.0
    return (own @ panel.outcome) / design.sizes[:, None]


def _by_unit(panel: Panel, design: Design) -> Fitted:
    """Fit cell by cell, on the units seen in both periods, and keep the influence of each unit."""
    cells, n = len(design.cohort), panel.n
    att, values = np.full(cells, math.nan), np.zeros((n, cells))
    treated, controls = np.zeros(cells, dtype=np.intp), np.zeros(cells, dtype=np.intp)
    for k in range(cells):
        change = panel.outcome[:, design.time[k]] - panel.outcome[:, design.base[k]]
        seen = np.isfinite(change)
        x = None
        if panel.covariates is not None:
            x = panel.covariates[:, design.base[k]]
            seen &= np.isfinite(x).all(axis=1)
        own = seen & (design.member == design.cohort[k])
        other = seen & design.eligible[k][design.member]
        treated[k], controls[k] = own.sum(), other.sum()
        if not treated[k] or not controls[k]:
            continue
        used = own | other
        try:
            found, influence = _two_groups(change[used], own[used], None if x is None else x[used])
        except TooAlike:
            continue
        att[k] = found
        values[used, k] = influence * (n / used.sum())
    lonely = ((treated == 1) | (controls == 1)).astype(np.float64)
    return Fitted(design, att, treated, controls, Influences(design, values, panel.teams, lonely))


def _two_groups(change: Floats, own: Bools, x: Floats | None) -> tuple[float, Floats]:
    """Return the difference of two mean changes and the influence of each unit, shape (m,)."""
    if x is not None:
        return doubly_robust(change, own, x)
    other = ~own
    mean, beside = change[own].mean(), change[other].mean()
    share = own.mean()
    influence = np.where(own, (change - mean) / share, -(change - beside) / (1.0 - share))
    return float(mean - beside), influence
