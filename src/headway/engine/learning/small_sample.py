"""What holds with few teams: the jackknife over teams with t, and the wild cluster bootstrap."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.chance import SLACK
from headway.engine.learning.linear import Floats, Ints

FEWEST_CLUSTERS: Final = 2
LEVEL: Final = 0.05


class TooFewClusters(CannotEstimate):
    """One cluster is no measure of chance. Numbers: ``clusters``, ``needed``."""

    code = "too_few_clusters"


class Collinear(CannotEstimate):
    """What is asked for is already told by the controls. Numbers: ``n``."""

    code = "collinear"


@dataclass(frozen=True, slots=True)
class Jackknifed:
    """An estimate with its error from leaving out each of G teams in turn, and t with G - 1."""

    estimate: float
    se: float
    lower: float
    upper: float
    p: float
    freedom: int


def jackknife(estimate: float, without: Floats) -> Jackknifed:
    """Return the error of an estimate from what it is without each team, shape (G,).

    Notes
    -----
    Source: J. G. MacKinnon, M. Ø. Nielsen and M. D. Webb, *Journal of Applied Econometrics* 38 (2023),
    671-694 (CV3J, about the mean of the estimates without a team, with t(G - 1)).

    Examples
    --------
    >>> found = jackknife(2.0, np.array([1.0, 2.0, 3.0]))
    >>> round(found.se, 4), found.freedom
    (1.1547, 2)
    """
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415 - slow to import

    g = len(without)
    away = without - without.mean()
    se = math.sqrt(float(away @ away) * (g - 1) / g)
    wide = float(stdtrit(g - 1, 0.975)) * se
    p = 2.0 * float(stdtr(g - 1, -abs(estimate) / se)) if se > 0.0 else math.nan
    return Jackknifed(estimate, se, estimate - wide, estimate + wide, p, g - 1)


@dataclass(frozen=True, slots=True)
class WildBootstrap:
    """A coefficient with the p and interval of the restricted wild cluster bootstrap of its t.

    ``exact`` when every assignment of signs was looked at. Ends are infinite where too few exist.
    """

    estimate: float
    se: float
    t: float
    p: float
    lower: float
    upper: float
    clusters: int
    draws: int
    exact: bool


def wild_cluster_bootstrap(
    y: Floats,
    x: Floats,
    controls: Floats,
    clusters: Ints,
    rng: np.random.Generator,
    *,
    draws: int = 9_999,
    interval: bool = True,
) -> WildBootstrap:
    """Test a coefficient with few clusters by changing the signs of whole clusters' residuals.

    Parameters
    ----------
    y : array of float, shape (n,)
        The outcome.
    x : array of float, shape (n,)
        What the coefficient belongs to.
    controls : array of float, shape (n, p)
        The rest of the model, with its intercept.
    clusters : array of int, shape (n,)
        Which cluster each row belongs to.
    rng : Generator
        Not used when all 2**G assignments of signs are no more than ``draws``: then all are looked at.
    draws : int
        How many assignments of signs are drawn.
    interval : bool
        Whether to look for the ends of the interval too; NaN without.

    Raises
    ------
    TooFewClusters, Collinear

    Notes
    -----
    Source: A. C. Cameron, J. B. Gelbach and D. L. Miller, *Review of Economics and Statistics* 90 (2008),
    414-427 (restricted residuals, Rademacher signs, CR1 errors); fast form of D. Roodman et al., *Stata
    Journal* 19 (2019), 4-60: the score of a cluster in a draw is a product of signs with one matrix of
    clusters by clusters, and at a null of b it is linear in b, so that the interval costs little more.

    Examples
    --------
    >>> x = np.tile([0.0, 1.0], 6)
    >>> y = x + np.repeat([0.0, 1.0, 2.0, 1.0, 0.0, 2.0], 2) + np.tile([0.1, 0.0, -0.1, 0.2], 3)
    >>> found = wild_cluster_bootstrap(y, x, np.ones((12, 1)), np.arange(12) // 2, np.random.default_rng(0))
    >>> round(found.estimate, 3), found.exact, round(found.p, 4)
    (1.1, True, 0.0312)
    """
    codes = np.unique(clusters, return_inverse=True)[1].reshape(-1)
    groups = int(codes.max()) + 1
    if groups < FEWEST_CLUSTERS:
        raise TooFewClusters(clusters=groups, needed=FEWEST_CLUSTERS)
    scores = _scores(y, x, controls, codes)
    exact = 2**groups <= draws
    if exact:
        bits = np.arange(2**groups)[:, None] >> np.arange(groups) & 1
    else:
        bits = rng.integers(0, 2, size=(draws, groups))
    signs = bits.astype(np.float64) * 2.0 - 1.0
    top, bottom = scores.drawn(signs)

    def p_at(null: float) -> float:
        t = abs(scores.estimate - null) / scores.se
        drawn = (top[0] - null * top[1]) ** 2
        variance = np.maximum(bottom[0] - 2.0 * null * bottom[1] + null * null * bottom[2], 0.0)
        hits = int(np.count_nonzero(drawn >= variance * (t * (1.0 - SLACK)) ** 2))
        return hits / len(signs) if exact else (hits + 1) / (len(signs) + 1)

    estimate, se = scores.estimate, scores.se
    lower = upper = math.nan
    if interval:
        lower, upper = (_edge(p_at, estimate, side * se) for side in (-1.0, 1.0))
    return WildBootstrap(estimate, se, estimate / se, p_at(0.0), lower, upper, groups, len(signs), exact)


@dataclass(frozen=True, slots=True)
class _Scores:
    """What draws of signs are multiplied with, for the outcome and for x: all (2, g) or (2, g, g).

    ``sums`` are the products of x, less what the controls say of it, with restricted residuals in each
    cluster; ``fitted`` how much of a draw's residuals of one cluster the model takes up in another.
    """

    estimate: float
    se: float
    sums: Floats
    fitted: Floats
    scale: float  # se is scale times the root of the sum of squared scores

    def drawn(self, signs: Floats) -> tuple[Floats, Floats]:
        """Return estimates (2, r), and squared errors as a quadratic in the null (3, r)."""
        spread = self.sums.sum(axis=1)[1]
        tops = np.stack([signs @ each for each in self.sums]) / spread
        one, other = (signs * each - signs @ part for each, part in zip(self.sums, self.fitted, strict=True))
        products = [np.einsum("rg,rg->r", a, b) for a, b in ((one, one), (one, other), (other, other))]
        return tops, np.stack(products) * self.scale**2


def _scores(y: Floats, x: Floats, controls: Floats, codes: Ints) -> _Scores:
    n, groups = len(y), int(codes.max()) + 1
    q = np.linalg.qr(controls)[0]
    own, out = x - q @ (q.T @ x), y - q @ (q.T @ y)
    spread = float(own @ own)
    if spread <= 1e-12 * float(x @ x):
        raise Collinear(n=n)
    estimate = float(own @ out) / spread
    basis = np.column_stack([q, own / math.sqrt(spread)])
    among = np.zeros((groups, basis.shape[1]))
    np.add.at(among, codes, basis * own[:, None])
    sums, fitted = [], []
    for residual in (out, own):
        sums.append(np.bincount(codes, weights=own * residual, minlength=groups))
        part = np.zeros_like(among)
        np.add.at(part, codes, basis * residual[:, None])
        fitted.append(part @ among.T)
    cr1 = groups / (groups - 1.0) * (n - 1.0) / (n - basis.shape[1])
    left = np.bincount(codes, weights=own * (out - estimate * own), minlength=groups)
    scale = math.sqrt(cr1) / spread
    return _Scores(estimate, scale * math.sqrt(float(left @ left)), np.array(sums), np.array(fitted), scale)


def _edge(p_at: Callable[[float], float], estimate: float, step: float) -> float:
    """Return where effects stop being kept at 5 %, going out from the estimate."""
    for _ in range(40):
        if p_at(estimate + step) <= LEVEL:
            break
        step *= 2.0
    else:
        return math.copysign(math.inf, step)
    inside, outside = estimate, estimate + step
    for _ in range(50):
        middle = 0.5 * (inside + outside)
        inside, outside = (middle, outside) if p_at(middle) > LEVEL else (inside, middle)
    return inside
