"""Power of a stepped wedge: everybody starts without and ends with, in waves."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.power import Asked, BadDesign, Power
from headway.engine.learning.tails import power_of_t

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wedge:
    """A stepped wedge: ``waves`` says how many clusters cross over at each step.

    ``n`` is how many are measured in a cluster and a period; ``before`` and ``after`` are how many periods
    are measured before the first wave and, besides one for each wave, after the last.
    """

    waves: tuple[int, ...]
    n: float
    before: int = 1
    after: int = 0

    def __post_init__(self) -> None:
        if not self.waves or min(self.waves) < 0 or sum(self.waves) < 2:
            raise BadDesign(clusters=float(sum(self.waves)))
        if not self.n > 0.0 or self.before < 0 or self.after < 0:
            raise BadDesign(n=self.n)

    def treated(self) -> Floats:
        """Return who has the change when: one row a wave, one column a period."""
        periods = self.before + len(self.waves) + self.after
        starts = self.before + np.arange(len(self.waves))
        return np.asarray(np.arange(periods)[None, :] >= starts[:, None], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviations: ``sigma`` of a person, ``tau`` of clusters, ``eta`` of the effect among them.

    ``gamma`` is that of a cluster's periods; ``rho`` is the correlation of cluster and effect.
    """

    sigma: float
    tau: float = 0.0
    eta: float = 0.0
    gamma: float = 0.0
    rho: float = 0.0

    def __post_init__(self) -> None:
        for name in ("sigma", "tau", "eta", "gamma"):
            value = getattr(self, name)
            if not 0.0 <= value < math.inf or (name == "sigma" and value == 0.0):
                raise BadDesign(**{name: value})
        if not -1.0 <= self.rho <= 1.0:
            raise BadDesign(rho=self.rho)

    @classmethod
    def of(cls, sigma: float, icc: float, cac: float = 1.0) -> "Spread":
        """Return the spread from the intracluster correlation and the cluster autocorrelation."""
        if not 0.0 <= icc < 1.0 or not 0.0 <= cac <= 1.0:
            raise BadDesign(icc=icc, cac=cac)
        between = sigma * sigma * icc / (1.0 - icc)
        return cls(sigma, tau=math.sqrt(cac * between), gamma=math.sqrt((1.0 - cac) * between))


def power_wedge(
    wedge: Wedge, spread: Spread, *, effect: float | None = None, asked: Asked | None = None
) -> Power:
    """Answer for a stepped wedge analysed by weighted least squares with known variances.

    Parameters
    ----------
    wedge : Wedge
    spread : Spread
        In the unit of the outcome. For shares, sigma is the root of m (1 - m) at the mean of both shares.
    effect : float, optional
        In the unit of the outcome; without it, the smallest effect it can see stands in.

    Raises
    ------
    BadDesign
        Where no period has both clusters with and without the change.

    Notes
    -----
    Source: M. A. Hussey and J. P. Hughes, *Contemp. Clin. Trials* 28 (2007), 182-191, with both tails, and
    with the covariance of J. P. Hughes et al., *Contemp. Clin. Trials* 45 (2015), 55-60, by its own inverse.
    The curve runs over the number measured in a cluster and a period.

    Examples
    --------
    >>> round(power_wedge(Wedge((3,) * 4, 10), Spread(1.0, tau=0.25), effect=0.3).power, 9)
    0.58280676
    """
    asked = asked or Asked()
    smallest = _smallest(_se(wedge, spread), asked)
    sought = smallest if effect is None else effect
    power = power_of_t(sought / _se(wedge, spread), math.inf, asked.alpha)
    sizes = sorted({float(max(1, round(each))) for each in np.geomspace(wedge.n / 4.0, wedge.n * 4.0, 25)})
    curve = tuple(
        (each, _smallest(_se(Wedge(wedge.waves, each, wedge.before, wedge.after), spread), asked))
        for each in sizes
    )
    return Power(power, sought, smallest, wedge.n, curve)


def _smallest(se: float, asked: Asked) -> float:
    low, high = 0.0, 40.0 * se
    while low < (middle := 0.5 * (low + high)) < high:
        enough = power_of_t(middle / se, math.inf, asked.alpha) >= asked.power
        low, high = (low, middle) if enough else (middle, high)
    return high


def _se(wedge: Wedge, spread: Spread) -> float:
    """Return the standard error of the effect, periods having means of their own."""
    treated = wedge.treated()
    periods = treated.shape[1]
    information = np.zeros((periods + 1, periods + 1))
    for count, row in zip(wedge.waves, treated, strict=True):
        design = np.column_stack([np.eye(periods), row])
        information += count * design.T @ np.linalg.solve(_covariance(row, wedge.n, spread), design)
    left = information[-1, -1] - information[-1, :-1] @ np.linalg.solve(
        information[:-1, :-1], information[:-1, -1]
    )
    if not left > 1e-9 * information[-1, -1]:
        raise BadDesign(waves=float(len(wedge.waves)))
    return 1.0 / math.sqrt(float(left))


def _covariance(row: Floats, n: float, spread: Spread) -> Floats:
    """Return the covariance of the means of one cluster's periods, shape (periods, periods)."""
    ones = np.ones_like(row)
    cross = spread.rho * spread.tau * spread.eta * (np.outer(ones, row) + np.outer(row, ones))
    own = (spread.sigma**2 / n + spread.gamma**2) * np.eye(len(row))
    return np.asarray(own + spread.tau**2 + spread.eta**2 * np.outer(row, row) + cross)
