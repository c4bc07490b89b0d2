"""Meta-analysis: the mean of many studies, how much they differ, and what to expect in the next place.

Every estimate is a generalised least squares fit of effects on a design matrix with the variances of the
studies, plus what the studies differ by among themselves (tau2), plus, where studies come in clusters, what
the clusters differ by (sigma2).
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]
FEWEST: Final = 2
SETTLED: Final = 1e-12  # relative change of tau2 at which the scoring stops
MOST_STEPS: Final = 1_000
GOLDEN: Final = (math.sqrt(5.0) - 1.0) / 2.0


class Estimator(StrEnum):
    """How the variance among studies is estimated."""

    REML = "reml"
    DL = "dl"
    PM = "pm"


class TooFewStudies(CannotEstimate):
    """Fewer studies than the model has numbers to find. Numbers: ``n``, ``needed``."""

    code = "too_few_studies"


class NoVariance(CannotEstimate):
    """A study has no sampling variance above nought. Numbers: ``study``, from 0."""

    code = "no_variance"


class DoesNotSettle(CannotEstimate):
    """The estimate of the variance among studies does not settle. Numbers: ``steps``."""

    code = "does_not_settle"


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What k studies say together, on the scale of their effects.

    ``lower`` to ``upper`` is the 95 % interval of the mean; ``predicted`` that of the effect in the next
    place (None with two studies). ``tau2`` is the variance among studies, ``cluster`` that among clusters
    (0 without), ``i2`` the share of all variation that is not sampling, in percent, ``q`` Cochran's.
    """

    n: int
    estimate: float
    se: float
    lower: float
    upper: float
    tau2: float
    cluster: float
    i2: float
    q: float
    predicted: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Regression:
    """Effects explained by moderators: (p,) coefficients with the intercept first, and their covariance.

    ``qm`` tests all moderators together, on p - 1 degrees of freedom; ``tau2`` is what is left among studies.
    """

    n: int
    coefficients: Floats
    covariance: Floats
    lower: Floats
    upper: Floats
    tau2: float
    cluster: float
    q: float
    qm: float


@dataclass(frozen=True, slots=True)
class _Model:
    """Effects (k,), variances (k,), design (k, p) and clusters (k, c) or None."""

    y: Floats
    v: Floats
    x: Floats
    z: Floats | None

    @property
    def freedom(self) -> int:
        return len(self.y) - int(self.x.shape[1])


def synthesise(
    effects: Floats,
    variances: Floats,
    *,
    estimator: Estimator = Estimator.REML,
    knapp_hartung: bool = False,
    clusters: Sequence[Hashable] | None = None,
) -> Synthesis:
    """Return the random-effects mean of k studies.

    Parameters
    ----------
    effects : array of float, shape (k,)
        Estimates of the studies, on one scale (a log ratio, a standardised difference).
    variances : array of float, shape (k,)
        Their squared standard errors.
    estimator : Estimator
        REML by default.
    knapp_hartung : bool
        Widen the interval by how the studies scatter, with t in place of the normal: better with few.
    clusters : sequence of hashable, length k, optional
        Studies of one cluster (a district, a report) share a part of their effect: three levels, by REML.

    Raises
    ------
    TooFewStudies, NoVariance, DoesNotSettle
        Rather than a number that stands on nothing.

    Notes
    -----
    Sources: R. DerSimonian and N. Laird, *Controlled Clinical Trials* 7 (1986), 177-188 (DL); R. C. Paule
    and J. Mandel, *J. Res. Natl. Bur. Stand.* 87 (1982), 377-385 (PM); W. Viechtbauer, *J. Educ. Behav.
    Stat.* 30 (2005), 261-293 (REML by scoring); G. Knapp and J. Hartung, *Stat. Med.* 22 (2003), 2693-2710;
    J. P. T. Higgins, S. G. Thompson and D. J. Spiegelhalter, *J. R. Stat. Soc. A* 172 (2009), 137-159
    (interval of the next place, t with k - 2 degrees of freedom).

    Examples
    --------
    >>> found = synthesise(np.array([0.1, 0.3, 0.5, 0.2]), np.array([0.01, 0.02, 0.02, 0.01]))
    >>> round(found.estimate, 3), round(found.tau2, 4)
    (0.252, 0.0125)
    """
    model = _model(effects, variances, np.ones((len(effects), 1)), clusters)
    tau2, sigma2 = _between(model, estimator)
    beta, covariance, weight = _fit(model, tau2, sigma2)
    variance, quantile = _spread(model, beta, covariance, weight, knapp_hartung=knapp_hartung)
    mean, se = float(beta[0]), math.sqrt(float(variance[0, 0]))
    q, typical = _heterogeneity(model)
    total = tau2 + sigma2
    k = len(model.y)
    wide = _t(k - 2) * math.sqrt(total + se * se) if k > FEWEST else math.nan
    return Synthesis(
        n=k,
        estimate=mean,
        se=se,
        lower=mean - quantile * se,
        upper=mean + quantile * se,
        tau2=tau2,
        cluster=sigma2,
        i2=100.0 * total / (total + typical),
        q=q,
        predicted=None if math.isnan(wide) else (mean - wide, mean + wide),
    )


def meta_regression(
    effects: Floats,
    variances: Floats,
    moderators: Floats,
    *,
    estimator: Estimator = Estimator.REML,
    knapp_hartung: bool = False,
    clusters: Sequence[Hashable] | None = None,
) -> Regression:
    """Return how effects change with moderators, shape (k, p - 1); an intercept is put before them.

    Raises
    ------
    TooFewStudies
        When there are not more studies than coefficients, or moderators say the same.
    NoVariance, DoesNotSettle
        As `synthesise`.
    """
    x = np.column_stack([np.ones(len(effects)), np.asarray(moderators, dtype=np.float64)])
    model = _model(effects, variances, x, clusters)
    tau2, sigma2 = _between(model, estimator)
    beta, covariance, weight = _fit(model, tau2, sigma2)
    covariance, quantile = _spread(model, beta, covariance, weight, knapp_hartung=knapp_hartung)
    wide = quantile * np.sqrt(np.diag(covariance))
    rest = beta[1:]
    qm = float(rest @ np.linalg.solve(covariance[1:, 1:], rest)) if rest.size else 0.0
    q = _heterogeneity(model)[0]
    return Regression(len(model.y), beta, covariance, beta - wide, beta + wide, tau2, sigma2, q, qm)


def _model(effects: Floats, variances: Floats, x: Floats, clusters: Sequence[Hashable] | None) -> _Model:
    y, v = np.asarray(effects, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    if len(y) < FEWEST or np.linalg.matrix_rank(x) < x.shape[1] or len(y) <= x.shape[1]:
        raise TooFewStudies(n=len(y), needed=max(FEWEST, x.shape[1] + 1))
    wrong = ~(np.isfinite(v) & (v > 0.0) & np.isfinite(y))
    if wrong.any():
        raise NoVariance(study=int(wrong.argmax()))
    z = None
    if clusters is not None:
        names = list(dict.fromkeys(clusters))
        if len(names) < FEWEST:
            raise TooFewStudies(n=len(names), needed=FEWEST)
        z = np.array([[each == name for name in names] for each in clusters], dtype=np.float64)
    return _Model(y, v, x, z)


def _weights(model: _Model, tau2: float, sigma2: float) -> Floats:
    """Return the inverse of the covariance of the effects, shape (k, k)."""
    if model.z is None or sigma2 == 0.0:
        return np.diag(1.0 / (model.v + tau2))
    return np.asarray(np.linalg.inv(np.diag(model.v + tau2) + sigma2 * model.z @ model.z.T))


def _fit(model: _Model, tau2: float, sigma2: float) -> tuple[Floats, Floats, Floats]:
    """Return coefficients (p,), their covariance (p, p) and the weights (k, k)."""
    weight = _weights(model, tau2, sigma2)
    covariance: Floats = np.asarray(np.linalg.inv(model.x.T @ weight @ model.x), dtype=np.float64)
    return covariance @ (model.x.T @ weight @ model.y), covariance, weight


def _spread(
    model: _Model, beta: Floats, covariance: Floats, weight: Floats, *, knapp_hartung: bool
) -> tuple[Floats, float]:
    """Return the covariance and the quantile of the 95 % interval: normal, or Knapp and Hartung's."""
    if not knapp_hartung:
        return covariance, 1.959963984540054
    left = model.y - model.x @ beta
    scale = float(left @ weight @ left) / model.freedom
    return covariance * scale, _t(model.freedom)


def _t(freedom: int) -> float:
    from scipy.stats import t  # noqa: PLC0415 - slow to import

    return float(t.ppf(0.975, freedom))


def _heterogeneity(model: _Model) -> tuple[float, float]:
    """Return Cochran's Q and the typical sampling variance (Higgins and Thompson 2002, equation 9)."""
    beta, _covariance, weight = _fit(model, 0.0, 0.0)
    left = model.y - model.x @ beta
    projection = weight - weight @ model.x @ np.linalg.solve(model.x.T @ weight @ model.x, model.x.T @ weight)
    return float(left @ weight @ left), model.freedom / float(np.trace(projection))


def _between(model: _Model, estimator: Estimator) -> tuple[float, float]:
    """Return the variance among studies and among clusters."""
    if model.z is not None:
        return _three_levels(model)
    if estimator is Estimator.DL:
        return _dersimonian_laird(model), 0.0
    if estimator is Estimator.PM:
        return _paule_mandel(model), 0.0
    return _reml(model), 0.0


def _projection(model: _Model, tau2: float) -> Floats:
    weight = _weights(model, tau2, 0.0)
    inner = np.linalg.solve(model.x.T @ weight @ model.x, model.x.T @ weight)
    return np.asarray(weight - weight @ model.x @ inner)


def _dersimonian_laird(model: _Model) -> float:
    projection = _projection(model, 0.0)
    q = float(model.y @ projection @ model.y)
    return max(0.0, (q - model.freedom) / float(np.trace(projection)))


def _paule_mandel(model: _Model) -> float:
    """Find tau2 at which the studies scatter as much as they should: Q(tau2) = k - p; Q falls in tau2."""

    def excess(tau2: float) -> float:
        return float(model.y @ _projection(model, tau2) @ model.y) - model.freedom

    if excess(0.0) <= 0.0:
        return 0.0
    low, high = 0.0, float(np.var(model.y)) + float(model.v.max())
    while excess(high) > 0.0:
        low, high = high, 2.0 * high
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if excess(middle) > 0.0 else (low, middle)
    return 0.5 * (low + high)


def _reml(model: _Model) -> float:
    """Return where the restricted likelihood is highest: it may have more than one hill, so look at them all.

    A coarse search, a golden section around its best point, and Fisher scoring for the last digits.
    """
    top = 4.0 * (_dersimonian_laird(model) + float(np.var(model.y)) + float(model.v.max()))
    coarse = np.append(0.0, np.geomspace(1e-6 * top, top, 60))
    best = int(np.argmax([_likelihood(model, float(each)) for each in coarse]))
    low, high = float(coarse[max(best - 1, 0)]), float(coarse[min(best + 1, len(coarse) - 1)])
    while high - low > 1e-7 * top:
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        low, high = (low, right) if _likelihood(model, left) > _likelihood(model, right) else (left, high)
    tau2 = 0.5 * (low + high)
    for _ in range(MOST_STEPS):
        projection = _projection(model, tau2)
        py = projection @ model.y
        step = float(py @ py - np.trace(projection)) / float(np.trace(projection @ projection))
        new = max(0.0, tau2 + step)
        if _likelihood(model, new) < _likelihood(model, tau2):
            return tau2
        tau2, moved = new, abs(new - tau2)
        if moved <= SETTLED * (1.0 + tau2):
            return tau2
    return tau2


def _likelihood(model: _Model, tau2: float) -> float:
    """Return twice the restricted log likelihood, but for a constant; studies are independent here."""
    w = 1.0 / (model.v + tau2)
    inner = (model.x.T * w) @ model.x
    left = model.y - model.x @ np.linalg.solve(inner, (model.x.T * w) @ model.y)
    return float(np.log(w).sum() - np.linalg.slogdet(inner)[1] - (w * left * left).sum())


def _three_levels(model: _Model) -> tuple[float, float]:
    """Maximise the restricted likelihood over both variances, on a scale where none can be negative."""
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import

    scale = max(_dersimonian_laird(model), float(model.v.mean()))

    def loss(roots: Floats) -> float:
        tau2, sigma2 = (roots**2) * scale
        weight = _weights(model, float(tau2), float(sigma2))
        inner = model.x.T @ weight @ model.x
        left = model.y - model.x @ np.linalg.solve(inner, model.x.T @ weight @ model.y)
        return float(-np.linalg.slogdet(weight)[1] + np.linalg.slogdet(inner)[1] + left @ weight @ left)

    starts = ((0.7, 0.7), (1.0, 0.1), (0.1, 1.0))
    tries = [
        minimize(
            loss,
            np.array(each),
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4_000},
        )
        for each in starts
    ]
    found = min(tries, key=lambda each: float(each.fun))
    if not found.success:
        raise DoesNotSettle(steps=float(found.nit))
    tau2, sigma2 = (np.asarray(found.x) ** 2) * scale
    return float(tau2), float(sigma2)
