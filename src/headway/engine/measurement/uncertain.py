"""Intervals of shares, rates and standardised rates, as public health in England computes them."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.counts import MoreThanAll, NoDenominator, checked, refuse

Floats = NDArray[np.float64]

LEVEL: Final = 0.95
EXACT_UNDER: Final = 10.0  # fewer events take the exact limits of a Poisson count
FEWEST_EVENTS: Final = 10  # fewer give no standardised rate


class TooFewEvents(CannotEstimate):
    """Too few events to standardise. Numbers: ``n``, ``needed``."""

    code = "too_few_events"


@dataclass(frozen=True, slots=True)
class Between:
    """Estimates with their intervals, all in one unit; scalars come back as arrays of shape ()."""

    value: Floats  # shape of what came in
    lower: Floats
    upper: Floats
    n: Floats  # events


def wilson(counts: ArrayLike, out_of: ArrayLike, *, level: float = LEVEL, per: float = 1.0) -> Between:
    """Give shares their Wilson intervals.

    Parameters
    ----------
    counts, out_of : array of float, any shape
        Cases that have the property, and all cases.
    level : float
        Share of intervals that hold the truth, such as 0.95 or 0.998.
    per : float
        100 for per cent.

    Raises
    ------
    NegativeCount, NoDenominator, MoreThanAll
        When a count cannot be one; ``point`` counts in flat order.

    Notes
    -----
    Source: E. B. Wilson, *JASA* 22 (1927) 209, as PHEindicatormethods 2.1.0 computes it.

    Examples
    --------
    >>> found = wilson(2, 50, per=100)
    >>> round(float(found.value), 1), round(float(found.lower), 1), round(float(found.upper), 1)
    (4.0, 1.1, 13.5)
    """
    x, n = checked(counts, out_of)
    refuse(MoreThanAll, x > n)
    z = normal_quantile((1 + level) / 2)
    middle, reach = 2 * x + z * z, z * np.sqrt(z * z + 4 * x * (1 - x / n))
    below = 2 * (n + z * z)
    # At none and at all of them one side is exact; rounding must not push it over the edge.
    lower = np.where(x == 0, 0.0, (middle - reach) / below)
    upper = np.where(x == n, 1.0, (middle + reach) / below)
    return Between(x / n * per, lower * per, upper * per, x)


def rates(counts: ArrayLike, out_of: ArrayLike = 1.0, *, level: float = LEVEL, per: float = 1.0) -> Between:
    """Give counts or rates their intervals: exact under 10 events, Byar's from there.

    Parameters
    ----------
    counts : array of float, any shape
        Events.
    out_of : array of float, broadcasting with ``counts``
        People, person-years or expected events: with these the rate is a standardised ratio.
    level : float
        Share of intervals that hold the truth.
    per : float
        100,000 for a rate per 100,000.

    Raises
    ------
    NegativeCount, NoDenominator
        When a count cannot be one.

    Notes
    -----
    Sources: N. E. Breslow and N. E. Day, *Statistical Methods in Cancer Research* 2 (1987) 69 for Byar's;
    F. Garwood, *Biometrika* 28 (1936) 437 for the exact limits.

    Examples
    --------
    >>> found = rates(25, 300, per=100_000)
    >>> round(float(found.lower)), round(float(found.upper))
    (5391, 12302)
    """
    x, n = checked(counts, out_of)
    lower, upper = count_limits(x, level)
    return Between(x / n * per, lower / n * per, upper / n * per, x)


def standardised_rate(
    counts: ArrayLike,
    people: ArrayLike,
    standard: ArrayLike,
    *,
    level: float = LEVEL,
    per: float = 1.0,
) -> Between:
    """Standardise a rate directly to a population of reference.

    Parameters
    ----------
    counts, people, standard : array of float, shape (bands,)
        Events, people and people of the standard population of each age band.
    level : float
        Share of intervals that hold the truth.
    per : float
        100,000 for a rate per 100,000.

    Raises
    ------
    NegativeCount, NoDenominator
        When a count cannot be one; every band needs people and the standard some.
    TooFewEvents
        Under 10 events in all.

    Notes
    -----
    Source: A. J. Dobson et al., *Statistics in Medicine* 10 (1991) 457.

    Examples
    --------
    >>> found = standardised_rate([8, 12, 30], [4000, 3000, 2000], [5000, 5500, 3000], per=1000)
    >>> round(float(found.value), 2), round(float(found.lower), 2), round(float(found.upper), 2)
    (5.7, 4.22, 7.53)
    """
    x, n = checked(counts, people)
    weights = np.asarray(standard, dtype=np.float64)
    refuse(NoDenominator, ~(weights > 0))
    if not x.shape == n.shape == weights.shape or x.ndim != 1:
        raise ValueError("each age band has a count, people and a weight")
    events = float(x.sum())
    if events < FEWEST_EVENTS:
        raise TooFewEvents(n=events, needed=FEWEST_EVENTS)
    whole = float(weights.sum())
    value = float((weights * x / n).sum()) / whole
    spread = math.sqrt(float((weights**2 * x / n**2).sum()) / whole**2 / events)
    lower, upper = count_limits(np.array(events), level)
    low, high = (np.asarray((value + spread * (side - events)) * per) for side in (lower, upper))
    return Between(np.array(value * per), low, high, np.array(events))


def count_limits(x: Floats, level: float) -> tuple[Floats, Floats]:
    """Limits of a Poisson count; SciPy's gamma quantiles, since chi2(p; 2k) / 2 is gamma(p; k)."""
    from scipy.special import gammaincinv  # noqa: PLC0415 - slow to load, and few need it

    tail = (1 - level) / 2
    z = normal_quantile(1 - tail)
    few = np.minimum(x, EXACT_UNDER)
    exact = (np.where(few > 0, gammaincinv(few, tail), 0.0), gammaincinv(few + 1, 1 - tail))
    many = np.maximum(x, EXACT_UNDER)
    byar = (_byar(many, -z), _byar(many + 1, z))
    small = x < EXACT_UNDER
    return np.where(small, exact[0], byar[0]), np.where(small, exact[1], byar[1])


def normal_quantile(probability: float) -> float:
    """The value below which a standard normal lies with this probability."""
    if not 0 < probability < 1:
        raise ValueError("a level lies between 0 and 1")
    return NormalDist().inv_cdf(probability)


def _byar(x: Floats, z: float) -> Floats:
    return np.asarray(x * (1 - 1 / (9 * x) + z / (3 * np.sqrt(x))) ** 3)
