"""The doubly robust difference of two groups' changes, with the influence of each unit."""

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.panel import Floats

SETTLED = 1e-13
MOST_STEPS = 60
TRIM = 0.995  # controls nearly sure to be treated are left out, as in the authors' package
CAP = 1.0 - 1e-6


class TooAlike(CannotEstimate):
    """Covariates repeat each other, or tell adopters from others without fail. Numbers: ``n``."""

    code = "too_alike"


def doubly_robust(change: Floats, treated: NDArray[np.bool_], covariates: Floats) -> tuple[float, Floats]:
    """Return the effect on the treated, right if either the changes or who adopts are modelled right.

    Parameters
    ----------
    change : array of float, shape (m,)
        Outcome after less outcome before.
    treated : array of bool, shape (m,)
        Who adopted.
    covariates : array of float, shape (m, p)
        As they were before; an intercept is added.

    Returns
    -------
    effect : float
    influence : array of float, shape (m,)
        The standard error is the root of the sum of its squares, divided by m.

    Raises
    ------
    TooAlike
        When a model cannot be fitted.

    Notes
    -----
    Source: P. H. C. Sant'Anna and J. Zhao, *Journal of Econometrics* 219 (2020), 101-122, section 2: logistic
    propensity by maximum likelihood, least squares on the controls.
    """
    m = len(change)
    x = np.column_stack([np.ones(m), covariates])
    d = treated.astype(np.float64)
    propensity, information = _propensity(x, d)
    inner = (x * (1.0 - d)[:, None]).T @ x / m
    if np.linalg.matrix_rank(inner) < x.shape[1]:
        raise TooAlike(n=m)
    away = change - x @ np.linalg.solve(inner, x.T @ ((1.0 - d) * change) / m)
    kept = treated | (propensity < TRIM)
    ours = kept * d
    theirs = kept * propensity * (1.0 - d) / (1.0 - propensity)
    mean, beside = (ours * away).mean() / ours.mean(), (theirs * away).mean() / theirs.mean()

    of_regression = np.linalg.solve(inner, (x * ((1.0 - d) * away)[:, None]).T).T
    of_propensity = np.linalg.solve(information, (x * (d - propensity)[:, None]).T).T * m
    first = ours * (away - mean) - of_regression @ (ours @ x / m)
    second = theirs * (away - beside)
    second = second + of_propensity @ ((theirs * (away - beside)) @ x / m) - of_regression @ (theirs @ x / m)
    return float(mean - beside), first / ours.mean() - second / theirs.mean()


def _propensity(x: Floats, d: Floats) -> tuple[Floats, Floats]:
    """Return fitted chances of adoption and the information of the logistic model, by Newton's steps."""
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(d.mean() / (1.0 - d.mean()))
    for _ in range(MOST_STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ beta, -500.0, 500.0)))
        information = (x * (p * (1.0 - p))[:, None]).T @ x
        if not np.isfinite(information).all() or np.linalg.cond(information) > 1e14:
            raise TooAlike(n=len(d))
        step = np.linalg.solve(information, x.T @ (d - p))
        beta = beta + step
        if np.abs(x @ step).max() < SETTLED * (1.0 + np.abs(x @ beta).max()):
            return np.minimum(p, CAP), information
    raise TooAlike(n=len(d))
