"""Outcomes of people in clusters: a mixed model, and least squares with errors for few clusters."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.small_sample import TooFewClusters

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class FewClusters:
    """Coefficients (p,), standard errors (p,), degrees of freedom (p,) and two-sided p-values (p,)."""

    coefficients: Floats
    errors: Floats
    freedom: Floats
    p: Floats


@dataclass(frozen=True, slots=True)
class Mixed:
    """Coefficients (p,), their standard errors (p,), and the variances between and within clusters."""

    coefficients: Floats
    errors: Floats
    between: float
    within: float


def few_clusters(x: Floats, y: Floats, clusters: Ints) -> FewClusters:
    """Fit y (n,) on x (n, p) of full rank, with errors that hold for few clusters of unlike size.

    Parameters
    ----------
    x : array of float, shape (n, p)
    y : array of float, shape (n,)
    clusters : array of int, shape (n,)
        From 0, without gaps.

    Raises
    ------
    TooFewClusters
        With fewer than two.

    Notes
    -----
    Sources: R. M. Bell and D. F. McCaffrey, *Surv. Methodol.* 28 (2002), 169-181, and J. E. Pustejovsky and
    E. Tipton, *J. Bus. Econ. Stat.* 36 (2018), 672-683: CR2 under equal independent errors, degrees of
    freedom by Satterthwaite.

    Examples
    --------
    >>> x = np.column_stack([np.ones(8), np.repeat([0.0, 1.0], 4)])
    >>> found = few_clusters(x, np.arange(8.0), np.repeat(np.arange(4), 2))
    >>> found.coefficients.round(3).tolist(), found.freedom.round(3).tolist()
    ([1.5, 4.0], [1.0, 2.0])
    """
    from scipy.special import stdtr  # noqa: PLC0415 - slow to import

    members = _members(clusters)
    q, r = np.linalg.qr(x)
    bread = np.linalg.inv(r)
    beta = bread @ (q.T @ y)
    left = y - x @ beta
    scores = np.empty((len(members), x.shape[1]))
    spread = np.empty((len(members), len(y), x.shape[1]))  # what each cluster's score weighs of every error
    for at, rows in enumerate(members):
        own = q[rows]
        values, vectors = np.linalg.eigh(np.eye(len(rows)) - own @ own.T)
        roots = np.where(values > TOLERANCE, 1.0 / np.sqrt(np.maximum(values, TOLERANCE)), 0.0)
        weights = (vectors * roots) @ vectors.T @ own @ bread.T
        scores[at] = left[rows] @ weights
        spread[at] = -q @ (own.T @ weights)
        spread[at, rows] += weights
    errors = np.sqrt((scores * scores).sum(axis=0))
    omega = np.einsum("gnk,hnk->kgh", spread, spread)
    freedom = np.trace(omega, axis1=1, axis2=2) ** 2 / (omega * omega).sum(axis=(1, 2))
    p = 2.0 * stdtr(freedom, -np.abs(beta / errors))
    return FewClusters(beta, errors, freedom, np.asarray(p))


def mixed_model(x: Floats, y: Floats, clusters: Ints) -> Mixed:
    """Fit y (n,) on x (n, p) of full rank, each cluster with a level of its own, by restricted likelihood.

    For a stepped wedge x holds the periods and the treatment (M. A. Hussey and J. P. Hughes, *Contemp. Clin.
    Trials* 28 (2007), 182-191).

    What goes in and what is raised: as with `few_clusters`.

    Notes
    -----
    Source: H. D. Patterson and R. Thompson, *Biometrika* 58 (1971), 545-554.

    Examples
    --------
    >>> y = np.array([1.0, 2.0, 5.0, 6.0, 9.0, 10.0])
    >>> found = mixed_model(np.ones((6, 1)), y, np.repeat(np.arange(3), 2))
    >>> round(float(found.coefficients[0]), 3), round(found.between, 3), round(found.within, 3)
    (5.5, 15.75, 0.5)
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - slow to import

    members = _members(clusters)
    sizes = np.array([len(rows) for rows in members], dtype=np.float64)
    sums = np.array([np.column_stack([x, y])[rows].sum(axis=0) for rows in members])
    whole = np.column_stack([x, y])
    total, (n, p) = whole.T @ whole, x.shape

    def solve(ratio: float) -> tuple[Floats, Floats, float, float]:
        """Return the inverse information, coefficients, variance within, and minus twice the likelihood."""
        products = total - (sums.T * (ratio / (1.0 + sizes * ratio))) @ sums
        inverse = np.linalg.inv(products[:p, :p])
        beta = inverse @ products[:p, p]
        within = float(products[p, p] - products[:p, p] @ beta) / (n - p)
        loss = (n - p) * math.log(within) + float(np.log1p(sizes * ratio).sum())
        return inverse, beta, within, loss - float(np.linalg.slogdet(inverse)[1])

    def loss(share: float) -> float:
        return solve(share / (1.0 - share))[3]

    grid = np.linspace(0.0, 0.999, 200)
    at = int(np.argmin([loss(float(share)) for share in grid]))
    ends = float(grid[max(at - 1, 0)]), float(grid[min(at + 1, len(grid) - 1)])
    found = minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": TOLERANCE})
    share = 0.0 if loss(0.0) <= found.fun else float(found.x)
    ratio = share / (1.0 - share)
    inverse, beta, within, _loss = solve(ratio)
    return Mixed(beta, np.sqrt(within * np.diag(inverse)), within * ratio, within)


def _members(clusters: Ints) -> list[Ints]:
    """Return the rows of each cluster."""
    count = int(clusters.max()) + 1
    if count < 2:
        raise TooFewClusters(clusters=float(count), needed=2.0)
    return [np.flatnonzero(clusters == at) for at in range(count)]
