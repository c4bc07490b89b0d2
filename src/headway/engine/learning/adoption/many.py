"""Overall effects of many orders of adoption at once, where panels have gaps or sizes change."""

from dataclasses import replace
from typing import Final

import numpy as np

from headway.engine.learning.adoption.callaway import callaway_santanna
from headway.engine.learning.adoption.cells import Controls, Design, design_of
from headway.engine.learning.adoption.effects import Method
from headway.engine.learning.adoption.how import MEANS, How, overalls
from headway.engine.learning.adoption.imputation import treated_cells
from headway.engine.learning.adoption.panel import Floats, Ints, Panel

AT_ONCE: Final = 8_000_000  # numbers in the largest array


def overalls_many(panel: Panel, how: How, first: Ints, orders: Ints) -> Floats:
    """Return the four overall effects of each order (r, n); ``first`` (c,) are all dates that occur.

    An order that leaves nothing to compare gives NaN.
    """
    if panel.covariates is not None:
        found = [callaway_santanna(replace(panel, cohort=each), controls=how.controls) for each in orders]
        return np.array([overalls(each) for each in found])
    member = np.searchsorted(first, orders)
    design = _cells(panel, how, first)
    effect = _imputed if how.method is Method.IMPUTATION else _compared
    wide = panel.n * panel.periods * (panel.periods if how.method is Method.IMPUTATION else 1)
    step = max(1, AT_ONCE // max(wide, 4 * panel.n * panel.periods))
    parts = []
    for at in range(0, len(orders), step):
        own = (member[at : at + step, :, None] == np.arange(len(first))).astype(np.float64)  # (r, n, c)
        att = effect(panel, design, own)
        parts.append(_weighed(design, att, own.sum(axis=1), panel.times))
    return np.concatenate(parts)


def _cells(panel: Panel, how: How, first: Ints) -> Design:
    """Return all cells that any of the orders has: a panel with a unit for each date has them."""
    stand_in = replace(panel, outcome=np.zeros((len(first), panel.periods)), cohort=first, clusters=None)
    if how.method is Method.IMPUTATION:
        return treated_cells(design_of(stand_in, Controls.NOT_YET))
    return design_of(stand_in, how.controls, how.anticipation)


def _compared(panel: Panel, design: Design, own: Floats) -> Floats:
    """Callaway and Sant'Anna's cells from the units seen in both periods, shape (r, k)."""
    pairs, at = np.unique(np.stack([design.time, design.base]), axis=1, return_inverse=True)
    at = at.reshape(-1)
    change = panel.outcome[:, pairs[0]] - panel.outcome[:, pairs[1]]  # (n, q)
    seen = np.isfinite(change).astype(np.float64)
    groups = own.transpose(0, 2, 1)
    sums, counts = groups @ np.where(seen > 0, change, 0.0), groups @ seen  # (r, c, q)
    k = np.arange(len(at))
    treated, n_treated = sums[:, design.cohort, at], counts[:, design.cohort, at]
    eligible = np.zeros((len(k), counts.shape[1]))
    eligible[:] = design.eligible
    other = np.einsum("kc,rck->rk", eligible, sums[:, :, at])
    n_other = np.einsum("kc,rck->rk", eligible, counts[:, :, at])
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(treated / n_treated - other / n_other)


def _imputed(panel: Panel, design: Design, own: Floats) -> Floats:
    """Borusyak, Jaravel and Spiess's cells, shape (r, k)."""
    seen = np.isfinite(panel.outcome).astype(np.float64)
    values = np.where(seen > 0, panel.outcome, 0.0)
    periods = np.arange(panel.periods)
    normal = np.zeros((len(own), panel.periods, panel.periods))
    right = np.zeros((len(own), panel.periods))
    free = np.zeros((len(own), panel.periods))
    level: list[tuple[Floats, Floats, Floats]] = []
    for c, when in enumerate(design.first):
        untreated = seen * (periods < when)
        count = untreated.sum(axis=1)
        share = untreated / np.maximum(count, 1.0)[:, None]
        mean = (share * values).sum(axis=1)
        demeaned = untreated[:, :, None] * np.eye(panel.periods) - untreated[:, :, None] * share[:, None, :]
        flat = own[:, :, c] @ demeaned.reshape(panel.n, -1)
        normal += flat.reshape(normal.shape)
        right += own[:, :, c] @ (untreated * (values - mean[:, None]))
        free += own[:, :, c] @ untreated
        level.append((share, mean, seen * (count > 0)[:, None]))
    known = (free > 0.0).astype(np.float64)
    normal += known[:, :, None] * known[:, None, :] + np.eye(panel.periods) * (1.0 - known)[:, None, :]
    # a period that nothing ties to the others has no effect of its own that could be known
    solvable = np.linalg.cond(normal) < 1e11
    normal[~solvable] = np.eye(panel.periods)
    period = np.linalg.solve(normal, (right * known)[:, :, None])[:, :, 0]
    period[~solvable] = np.nan
    att = np.full((len(own), len(design.cohort)), np.nan)
    for k, (c, t) in enumerate(zip(design.cohort, design.time, strict=True)):
        share, mean, useful = level[c]
        part = own[:, :, c] * useful[:, t]
        total = part.sum(axis=1)
        effect = part @ (values[:, t] - mean) + ((part @ share) * period).sum(axis=1) - total * period[:, t]
        with np.errstate(invalid="ignore", divide="ignore"):
            att[:, k] = np.where(known[:, t] > 0, effect / total, np.nan)
    return att


def _weighed(design: Design, att: Floats, sizes: Floats, times: Floats) -> Floats:
    """Weigh the cells (r, k) of each order as `weigh` does, in the order of `MEANS`."""
    known = np.isfinite(att) & design.post[None, :]
    values, share = np.where(known, att, 0.0), known * sizes[:, design.cohort]
    length = times[design.time] - times[np.minimum(design.first[design.cohort], design.periods - 1)]

    def split(by: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """Return the mean and the weight of each value of ``by``, both (r, j)."""
        one = (by[:, None] == np.unique(by)[None, :]).astype(np.float64)
        total = weights @ one
        return ((weights * values) @ one) / np.where(total > 0.0, total, 1.0), total

    by_group, counted = split(design.cohort.astype(np.float64), known.astype(np.float64))
    groups = np.unique(design.cohort)
    weight = (counted > 0.0) * sizes[:, groups]
    found = {"group": (by_group, weight), "simple": (values, share)}
    for name, by in (("dynamic", length), ("calendar", design.time.astype(np.float64))):
        mean, total = split(by, share)
        found[name] = (mean, (total > 0.0).astype(np.float64))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack(
            [(m * w).sum(axis=1) / w.sum(axis=1) for m, w in map(found.__getitem__, MEANS)], axis=1
        )
