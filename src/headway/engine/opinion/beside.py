"""A panel drawn by lot beside a crowd that came by itself: shares weighted to the place, and fair ranges."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.opinion.votes import Floats

LEVEL: Final = 0.9
JEFFREYS: Final = 0.5
FEWEST: Final = 10  # votes of a stratum below which nothing is weighted


@dataclass(frozen=True, slots=True)
class Share:
    """A share of those who voted, with its interval.

    ``agree`` and ``rest`` are the Beta distribution that it comes from, as votes for and not for it.
    """

    share: float
    lower: float
    upper: float
    agree: float
    rest: float


@dataclass(frozen=True, slots=True)
class FairRange:
    """How many of a fair sample would, from ``least`` to ``most``, in as many of 100 samples as asked for."""

    least: int
    most: int
    size: int

    def holds(self, count: int) -> bool:
        """Say whether a count is one that a fair sample would show."""
        return self.least <= count <= self.most


def share_of(agree: int, votes: int, level: float = LEVEL) -> Share:
    """Return the share of votes that agree, with Jeffreys's interval.

    Parameters
    ----------
    agree, votes : int
        How many agree, of how many.
    level : float
        Of the interval.

    Notes
    -----
    L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial proportion",
    *Statistical Science* 16 (2001), 101-133: sections 3.1 and 4. The share itself is ``agree / votes``.

    Examples
    --------
    >>> told = share_of(30, 40)
    >>> round(told.share, 2), round(told.lower, 2), round(told.upper, 2)
    (0.75, 0.63, 0.85)
    """
    return _told(agree / max(votes, 1), agree + JEFFREYS, votes - agree + JEFFREYS, level)


def post_stratified(
    agree: ArrayLike, votes: ArrayLike, population: ArrayLike, level: float = LEVEL, fewest: int = FEWEST
) -> Share | None:
    """Return the share that agrees, each stratum weighted as in the place; None where it cannot be told.

    Parameters
    ----------
    agree, votes : array of int, shape (h,)
        Of each stratum.
    population : array of float, shape (h,)
        How large each stratum is in the place, in any unit.
    level : float
        Of the interval.
    fewest : int
        Votes that each stratum with anybody in it must have.

    Notes
    -----
    The weighted mean of the strata's shares (Jeffreys's prior in each), as R. J. A. Little,
    "Post-stratification: a modeler's perspective", *J. Am. Stat. Assoc.* 88 (1993), 1001-1012. The interval
    is of the Beta distribution with its mean and variance. Weighting mends who took part by stratum, never
    who took part within one.

    Examples
    --------
    Nine in ten of the young agree and one in ten of the old; the young came three times as often:

    >>> told = post_stratified([270, 10], [300, 100], [0.5, 0.5])
    >>> round(told.share, 2), round(share_of(280, 400).share, 2)
    (0.5, 0.7)
    >>> post_stratified([9, 0], [9, 100], [0.5, 0.5]) is None
    True
    """
    yes, cast = np.asarray(agree, dtype=np.float64), np.asarray(votes, dtype=np.float64)
    weight: Floats = np.asarray(population, dtype=np.float64)
    there = weight > 0
    if not there.any() or (cast[there] < fewest).any():
        return None
    weight, yes, cast = weight[there] / weight[there].sum(), yes[there], cast[there]
    a, b = yes + JEFFREYS, cast - yes + JEFFREYS
    mean = float(weight @ (a / (a + b)))
    variance = float(weight**2 @ (a * b / ((a + b) ** 2 * (a + b + 1))))
    size = mean * (1 - mean) / variance - 1
    return _told(mean, mean * size, (1 - mean) * size, level)


def fair_range(size: int, share: Share | float, level: float = LEVEL) -> FairRange:
    """Return how many of a fair sample would agree, if the place thinks as a share says.

    Parameters
    ----------
    size : int
        Of the sample.
    share : Share or float
        Of the place; with a `Share` the range is wider by what is not known of it.
    level : float
        Share of fair samples inside the range, at least.

    Notes
    -----
    Quantiles of the binomial distribution, or of the beta-binomial. A panel with quotas varies less than that
    on what its quotas bind: the range is too wide there, never too narrow.

    Examples
    --------
    >>> fair_range(24, 0.5)
    FairRange(least=8, most=16, size=24)
    """
    from scipy.stats import betabinom, binom  # noqa: PLC0415 - slow to import

    law = betabinom(size, share.agree, share.rest) if isinstance(share, Share) else binom(size, share)
    tail = (1 - level) / 2
    return FairRange(int(law.ppf(tail)), int(law.ppf(1 - tail)), size)


def _told(share: float, agree: float, rest: float, level: float) -> Share:
    from scipy.stats import beta  # noqa: PLC0415 - slow to import

    lower, upper = (float(beta.ppf(at, agree, rest)) for at in ((1 - level) / 2, (1 + level) / 2))
    return Share(share, lower, upper, agree, rest)
