"""Borusyak, Jaravel and Spiess: what would have happened, from all that was seen without the practice."""

import math
from dataclasses import dataclass, replace

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.cells import Controls, Design, design_of
from headway.engine.learning.adoption.effects import About, Fitted, Method, Staggered, summed
from headway.engine.learning.adoption.panel import Floats, Ints, NoControls, Panel
from headway.engine.learning.adoption.spread import by_team


class NotConnected(CannotEstimate):
    """Units and periods without the practice fall apart into groups that share nothing. Numbers: ``n``."""

    code = "not_connected"


def imputation(panel: Panel) -> Staggered:
    """Return the effect of adoption by imputing what adopters would have seen without it.

    Parameters
    ----------
    panel : Panel
        Balanced or not; covariates are not used.

    Returns
    -------
    Staggered
        With cells from adoption on only. Errors are the authors' conservative ones, with effects within a
        cohort and period taken as alike.

    Raises
    ------
    NobodyAdopts, NoControls, NotConnected
        When there is nothing to compare.

    Notes
    -----
    Source: K. Borusyak, X. Jaravel and J. Spiess, *Review of Economic Studies* 91 (2024), 3253-3285: effects
    of unit and period are fitted on observations without the practice (theorem 2), standard errors after
    theorem 3.

    Examples
    --------
    >>> from headway.engine.learning.adoption import panel_from_arrays
    >>> y = np.array([[1.0, 1.0, 3.0], [2.0, 2.5, 4.5], [0.0, 0.0, 0.0], [5.0, 5.5, 5.5]])
    >>> round(imputation(panel_from_arrays(y, np.array([2, 2, 3, 3]))).group.overall, 9)
    2.0
    """
    design = treated_cells(design_of(panel, Controls.NOT_YET))
    rows = _rows_of(panel, design)
    solved = solve(rows, design)
    return summed(
        _fit(panel, design, rows, solved),
        About(Method.IMPUTATION, Controls.NOT_YET, panel.times, panel.team_count),
    )


def treated_cells(design: Design) -> Design:
    """Return all cells of cohorts that have the practice, whoever is left to compare them with."""
    treated = np.flatnonzero(design.first < design.periods)
    pairs = [(c, t) for c in treated for t in range(design.first[c], design.periods)]
    cohort, time = (np.array(each, dtype=np.intp) for each in zip(*pairs, strict=True))
    return replace(
        design,
        cohort=cohort,
        time=time,
        base=design.first[cohort] - 1,
        eligible=design.first[None, :] > time[:, None],
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """Units, or cohorts of a balanced panel, that were seen in the same periods.

    ``values`` (r, periods) with 0 where ``seen`` (r, periods) is 0; ``mass`` (r,) units in a row;
    ``untreated`` (r, periods) is 1 where it was seen without the practice, ``count`` (r,) their number.
    """

    values: Floats
    seen: Floats
    untreated: Floats
    count: Floats
    mass: Floats
    member: Ints

    def demeaned(self, h: Floats) -> Floats:
        """Return ``h`` (periods,) on untreated periods of each row, less its mean there."""
        return np.asarray(self.untreated * (h - ((self.untreated @ h) / self.count)[:, None]))


def rows_of(values: Floats, seen: Floats, mass: Floats, member: Ints, first: Ints) -> Rows:
    """Return rows; one that was never seen without the practice says nothing and weighs nothing."""
    periods = np.arange(values.shape[1])
    untreated = seen * (periods[None, :] < first[member][:, None])
    count = untreated.sum(axis=1)
    useful = (count > 0)[:, None]
    return Rows(values * useful, seen * useful, untreated, np.maximum(count, 1.0), mass, member)


def _rows_of(panel: Panel, design: Design) -> Rows:
    if panel.balanced:
        own = np.zeros((len(design.sizes), panel.n))
        own[design.member, np.arange(panel.n)] = 1.0
        means = (own @ panel.outcome) / design.sizes[:, None]
        mass = design.sizes.astype(np.float64)
        return rows_of(means, np.ones_like(means), mass, np.arange(len(mass)), design.first)
    seen = np.isfinite(panel.outcome).astype(np.float64)
    values = np.where(seen > 0, panel.outcome, 0.0)
    return rows_of(values, seen, np.ones(panel.n), design.member, design.first)


@dataclass(frozen=True, slots=True)
class Solved:
    """The inverse of the normal equations of the periods, and the part of each row in each cell, (k, r)."""

    inverse: Floats
    part: Floats
    known: Floats  # (periods,) 1.0 where somebody was seen without the practice


def solve(rows: Rows, design: Design) -> Solved:
    """Solve for the effects of periods.

    Raises
    ------
    NoControls, NotConnected
        When no period tells what would have happened, or not all of them on one scale.
    """
    weighted = rows.mass[:, None] * rows.untreated
    known = (weighted.sum(axis=0) > 0.0).astype(np.float64)
    normal = np.diag(weighted.sum(axis=0)) - weighted.T @ (rows.untreated / rows.count[:, None])
    scale = rows.mass.sum()
    normal = normal + scale * np.outer(known, known) / known.sum() + scale * np.diag(1.0 - known)
    if np.linalg.cond(normal) > 1e11:
        raise NotConnected(n=len(rows.mass))
    own = rows.member[None, :] == design.cohort[:, None]
    part = own * (rows.mass[:, None] * rows.seen).T[design.time] * known[design.time][:, None]
    total = part.sum(axis=1, keepdims=True)
    if not (total > 0.0).any():
        raise NoControls(n=int(rows.mass.sum()))
    return Solved(np.linalg.inv(normal), part / np.where(total > 0.0, total, math.inf), known)


def contrast(rows: Rows, design: Design, solved: Solved, weights: Floats) -> Floats:
    """Return what weighed cells (k,) take of the values of each row in each period, shape (r, periods)."""
    direct = np.zeros_like(rows.values)
    np.add.at(direct.T, design.time, weights[:, None] * solved.part)
    taken = direct.sum(axis=1)
    level = rows.untreated / rows.count[:, None]
    h = solved.inverse @ (solved.known * (taken @ level - direct.sum(axis=0)))
    return np.asarray(direct - taken[:, None] * level + rows.mass[:, None] * rows.demeaned(h))


@dataclass(frozen=True)
class Imputed:
    """The spread of imputed cells: each unit's weights times what the model leaves of its outcomes."""

    design: Design
    rows: Rows
    solved: Solved
    left: Floats  # (n, periods) residuals of units
    row: Ints  # (n,) the row of each unit
    teams: Ints
    lonely: Floats  # (k,)

    def influence(self, weights: Floats, shift: Floats) -> Floats:  # noqa: ARG002 - weights are fixed here
        scale = len(self.left) / self.rows.mass[self.row]
        each = np.empty((len(self.left), len(weights)))
        for j, row in enumerate(weights):
            taken = contrast(self.rows, self.design, self.solved, row)
            each[:, j] = scale * np.einsum("it,it->i", taken[self.row], self.left)
        return by_team(each, self.teams)

    def errors(self, weights: Floats, shift: Floats) -> Floats:
        found = np.sqrt((self.influence(weights, shift) ** 2).sum(axis=0)) / len(self.left)
        return np.where((weights != 0.0) @ self.lonely > 0.0, math.nan, found)

    def cell_errors(self) -> Floats:
        cells = len(self.design.cohort)
        return self.errors(np.eye(cells), np.zeros((cells, len(self.design.sizes))))


def _fit(panel: Panel, design: Design, rows: Rows, solved: Solved) -> Fitted:
    weighted = rows.mass[:, None] * rows.untreated
    away = rows.untreated * (rows.values - ((rows.untreated * rows.values).sum(axis=1) / rows.count)[:, None])
    period = solved.inverse @ (weighted * away).sum(axis=0) * solved.known
    level = (rows.untreated * (rows.values - period)).sum(axis=1) / rows.count
    left = rows.values - level[:, None] - period
    known = solved.part.sum(axis=1) > 0.0
    att = np.where(known, np.einsum("kr,rk->k", solved.part, left[:, design.time]), math.nan)
    effect = np.zeros((len(design.sizes), panel.periods))
    effect[design.cohort, design.time] = np.where(known, att, 0.0)

    by_cohort = len(rows.mass) != panel.n or panel.balanced
    row = design.member if by_cohort else np.arange(panel.n)
    seen = np.isfinite(panel.outcome) & (rows.seen[row] > 0.0)
    residual = np.where(seen, panel.outcome - level[row][:, None] - period - effect[design.member], 0.0)
    treated = (design.member[None, :] == design.cohort[:, None]) & seen.T[design.time]
    counts = treated.sum(axis=1)
    others = (design.eligible[:, design.member] & seen.T[design.time]).sum(axis=1)
    spread = Imputed(design, rows, solved, residual, row, panel.teams, (counts == 1).astype(np.float64))
    return Fitted(design, att, counts, others, spread, fixed_weights=True)
