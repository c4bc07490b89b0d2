"""How surely weighed cells are known: from contrasts of cohort means, or from the influence of each unit."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from headway.engine.learning.adoption.cells import Design
from headway.engine.learning.adoption.panel import Floats, Ints


class Spread(Protocol):
    """What standard errors, bands and tests of a set of cells are made from."""

    def cell_errors(self) -> Floats:
        """Return the standard error of each cell, shape (k,)."""

    def errors(self, weights: Floats, shift: Floats) -> Floats:
        """Return the standard errors of weighed cells, shape (j,)."""

    def influence(self, weights: Floats, shift: Floats) -> Floats:
        """Return the influence of each unit or cluster on weighed cells, shape (m, j)."""


def by_team(each: Floats, teams: Ints) -> Floats:
    """Add up the influence (n, j) of units that were treated together."""
    codes = np.unique(teams, return_inverse=True)[1].reshape(-1)
    if codes.max(initial=-1) + 1 == len(each):
        return each
    return np.stack([np.bincount(codes, weights=column) for column in each.T], axis=1)


@dataclass(frozen=True)
class Contrasts:
    """Of a balanced panel without covariates: row j is a sum over cohorts of a contrast of their means.

    Unit i of cohort c has the influence ``n / n_c * a[j, c] @ (y_i - mean_c) + b[j, c]``, so that standard
    errors need one covariance of periods for each cohort and nothing of the units themselves.

    ``load`` (k, c) is the weight of a cohort's change from base to time in each cell, ``between`` (k, c) what
    a unit of a control cohort moves by the distance of its cohort from all controls.
    """

    design: Design
    outcome: Floats  # (n, periods)
    load: Floats
    between: Floats

    @cached_property
    def _moments(self) -> tuple[Floats, Floats]:
        """Return the means (c, periods) and the sums of products about them (c, periods, periods)."""
        means, products = [], []
        for c in range(len(self.design.sizes)):
            own = self.outcome[self.design.member == c]
            mean = own.mean(axis=0)
            centred = own - mean
            means.append(mean)
            products.append(centred.T @ centred)
        return np.array(means), np.array(products)

    @property
    def _scale(self) -> Floats:
        return np.asarray(self.design.sizes.sum() / self.design.sizes)

    def cell_errors(self) -> Floats:
        products = self._moments[1]
        t, b = self.design.time, self.design.base
        squares = products[:, t, t] + products[:, b, b] - 2.0 * products[:, t, b]  # (c, k)
        within = ((self._scale * self.load) ** 2 * squares.T).sum(axis=1)
        total = within + (self.between**2 * self.design.sizes).sum(axis=1)
        return self._refused(np.sqrt(total) / self.design.sizes.sum(), self.load)

    def contrasts(self, weights: Floats) -> Floats:
        """Return what each row takes of each cohort's mean in each period, shape (j, c, periods)."""
        rows, cells = np.nonzero(weights)
        part = weights[rows, cells][:, None] * self.load[cells]  # (z, c)
        periods = self.design.periods
        at = np.concatenate(
            [rows * periods + self.design.time[cells], rows * periods + self.design.base[cells]]
        )
        part = np.concatenate([part, -part])
        size = len(weights) * periods
        flat = [np.bincount(at, weights=column, minlength=size) for column in part.T]
        return np.asarray(
            np.stack(flat, axis=1).reshape(len(weights), periods, -1).transpose(0, 2, 1), dtype=np.float64
        )

    def errors(self, weights: Floats, shift: Floats) -> Floats:
        taken = self.contrasts(weights)
        total = ((weights @ self.between + shift) ** 2 * self.design.sizes).sum(axis=1)
        for c, products in enumerate(self._moments[1]):
            own = taken[:, c] * self._scale[c]
            total = total + np.einsum("jt,jt->j", own @ products, own)
        return self._refused(np.sqrt(total) / self.design.sizes.sum(), np.abs(taken).max(axis=2))

    def influence(self, weights: Floats, shift: Floats) -> Floats:
        taken, moved = self.contrasts(weights), weights @ self.between + shift
        found = np.empty((len(self.outcome), len(weights)))
        for c, mean in enumerate(self._moments[0]):
            own = self.design.member == c
            found[own] = (self.outcome[own] - mean) @ (taken[:, c] * self._scale[c]).T + moved[:, c]
        return found

    def _refused(self, errors: Floats, used: Floats) -> Floats:
        """Give no error where a cohort of one unit is used: one unit is no measure of chance."""
        lonely = (np.abs(used) > 1e-12) & (self.design.sizes == 1)
        return np.where(lonely.any(axis=1), math.nan, errors)


@dataclass(frozen=True)
class Influences:
    """The influence of each unit on each cell, shape (n, k), and what was treated together, shape (n,)."""

    design: Design
    values: Floats
    teams: Ints
    lonely: Floats  # (k,) 1.0 where one unit stands for a cohort

    def influence(self, weights: Floats, shift: Floats) -> Floats:
        return by_team(self.values @ weights.T + shift.T[self.design.member], self.teams)

    def errors(self, weights: Floats, shift: Floats) -> Floats:
        found = np.sqrt((self.influence(weights, shift) ** 2).sum(axis=0)) / len(self.values)
        return np.where((weights != 0.0) @ self.lonely > 0.0, math.nan, found)

    def cell_errors(self) -> Floats:
        cells = self.values.shape[1]
        return self.errors(np.eye(cells), np.zeros((cells, len(self.design.sizes))))
