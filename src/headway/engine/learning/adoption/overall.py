"""The four overall effects as sums over cohort means, so that thousands of orders cost one product."""

from dataclasses import replace

import numpy as np

from headway.engine.learning.adoption.callaway import shares
from headway.engine.learning.adoption.cells import Controls, Design, design_of, weigh
from headway.engine.learning.adoption.effects import Method
from headway.engine.learning.adoption.how import MEANS, How, fit, overalls
from headway.engine.learning.adoption.imputation import contrast, rows_of, solve, treated_cells
from headway.engine.learning.adoption.panel import Floats, Panel


def is_linear(panel: Panel) -> bool:
    """Whether overall effects are sums over cohort means alone."""
    return panel.balanced and panel.covariates is None and panel.team_count == panel.n


def design_for(panel: Panel, how: How) -> Design:
    """Return the cells that a method looks at."""
    if how.method is Method.IMPUTATION:
        return treated_cells(design_of(panel, Controls.NOT_YET))
    return design_of(panel, how.controls, how.anticipation)


def contrasts_of(design: Design, how: How, times: Floats) -> Floats:
    """Return what each overall effect takes of the mean of each cohort in each period, (4, c, periods).

    Of a balanced panel without covariates; it depends on how many units adopted when, and on nothing else.
    """
    weighings = weigh(design, np.zeros(len(design.cohort)), times)
    if how.method is Method.CS:
        weights = np.array([weighings[name].overall for name in MEANS])
        load = -shares(design)
        load[np.arange(len(load)), design.cohort] = 1.0
        found = np.zeros((len(MEANS), design.periods, len(design.sizes)))
        part = weights[:, :, None] * load
        for j in range(len(MEANS)):
            np.add.at(found[j], design.time, part[j])
            np.add.at(found[j], design.base, -part[j])
        return found.transpose(0, 2, 1)
    seen = np.ones((len(design.sizes), design.periods))
    mass = design.sizes.astype(np.float64)
    rows = rows_of(np.zeros_like(seen), seen, mass, np.arange(len(mass)), design.first)
    solved = solve(rows, design)
    known = solved.part.sum(axis=1) > 0.0
    weighings = weigh(design, np.where(known, 0.0, np.nan), times)
    return np.array([contrast(rows, design, solved, weighings[name].overall) for name in MEANS])


def left_out(panel: Panel, how: How) -> Floats:
    """Return the overall effects without each team in turn, shape (teams, 4).

    Raises
    ------
    NobodyAdopts, NoControls, NotConnected
        When one team carries the comparison by itself.
    """
    teams = np.unique(panel.teams)
    if not is_linear(panel):
        return np.array([overalls(fit(panel.subset(panel.teams != team), how)) for team in teams])
    design = design_for(panel, how)
    found = np.empty((panel.n, len(MEANS)))
    means = np.array([panel.outcome[design.member == c].mean(axis=0) for c in range(len(design.sizes))])
    for c, size in enumerate(design.sizes):
        own = np.flatnonzero(design.member == c)
        if size == 1:
            found[own] = overalls(fit(panel.subset(design.member != c), how))
            continue
        fewer = design.sizes.copy()
        fewer[c] -= 1
        taken = contrasts_of(replace(design, sizes=fewer), how, panel.times)
        moved = (means[c] - panel.outcome[own]) / (size - 1)
        found[own] = np.einsum("jct,ct->j", taken, means) + moved @ taken[:, c].T
    return found
