"""Least squares with robust standard errors: by unit (HC1, HC2) or by cluster (CR1)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Errors(StrEnum):
    """Which standard error: of equal variances, robust by unit, or robust by cluster."""

    CLASSIC = "classic"
    HC1 = "hc1"
    HC2 = "hc2"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (p,), their standard errors (p,) and the degrees of freedom of their t statistics."""

    coefficients: Floats
    errors: Floats
    freedom: float


def least_squares(x: Floats, y: Floats, errors: Errors, clusters: Ints | None = None) -> Fit:
    """Fit y (n,) on x (n, p) of full rank.

    Notes
    -----
    Sources: J. G. MacKinnon and H. White, *J. Econometrics* 29 (1985), 305-325 (HC1, HC2); K.-Y. Liang and
    S. L. Zeger, *Biometrika* 73 (1986), 13-22, with G/(G-1) (n-1)/(n-p) (CR1) and t with G - 1.

    Examples
    --------
    >>> x, y = np.column_stack([np.ones(4), [0.0, 0.0, 1.0, 1.0]]), np.array([1.0, 3.0, 4.0, 6.0])
    >>> fit = least_squares(x, y, Errors.CLASSIC)
    >>> fit.coefficients.round(6).tolist(), fit.errors.round(6).tolist()
    ([2.0, 3.0], [1.0, 1.414214])
    """
    n, p = x.shape
    q, r = np.linalg.qr(x)
    bread = np.linalg.inv(r)
    beta = bread @ (q.T @ y)
    left = y - x @ beta
    if errors is Errors.CLUSTER:
        assert clusters is not None
        sums = np.zeros((int(clusters.max()) + 1, p))
        np.add.at(sums, clusters, q * left[:, None])
        groups = len(np.unique(clusters))
        scale = groups / (groups - 1.0) * (n - 1.0) / (n - p)
        return Fit(beta, _roots(bread, sums.T @ sums * scale), groups - 1.0)
    if errors is Errors.CLASSIC:
        meat = np.eye(p) * float(left @ left) / (n - p)
    elif errors is Errors.HC1:
        meat = (q.T * (left * left)) @ q * (n / (n - p))
    else:
        leverage = (q * q).sum(axis=1)
        meat = (q.T * (left * left / np.maximum(1.0 - leverage, 1e-12))) @ q
    return Fit(beta, _roots(bread, meat), float(n - p))


def _roots(bread: Floats, meat: Floats) -> Floats:
    return np.asarray(np.sqrt(np.maximum(np.diag(bread @ meat @ bread.T), 0.0)))
