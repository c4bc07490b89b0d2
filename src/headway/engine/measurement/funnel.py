"""Funnels: which places differ from the whole by more than their size and ordinary differences explain."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import NotEnoughVariation, TooShort
from headway.engine.measurement.counts import MoreThanAll, checked, refuse
from headway.engine.measurement.uncertain import normal_quantile

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

INNER: Final = 0.95  # two standard deviations
OUTER: Final = 0.998  # three
WINSOR: Final = 0.1  # share of the places at each end whose z scores are pulled in
FEWEST_PLACES: Final = 3


class FunnelOf(StrEnum):
    """What is compared: shares of a size, or observed beside expected events."""

    SHARE = "share"
    RATIO = "ratio"


class Scale(StrEnum):
    """The scale on which differences between places are taken to be normal."""

    ARCSINE = "arcsine"  # of shares
    LOG = "log"  # of ratios; the outer tenths are left out
    ROOT = "root"  # of ratios; the outer tenths are pulled in


@dataclass(frozen=True, slots=True)
class Spread:
    """How much places differ beyond chance."""

    phi: float  # mean squared z score, winsorised or trimmed; 1 is chance alone
    tau2: float  # variance between places on the scale, 0 where chance explains all
    scale: Scale
    n: int  # places that counted


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of some places, in the unit of the shares or ratios."""

    of: FunnelOf
    centre: float  # the share of all together; 1 for ratios
    values: Floats  # shape (places,)
    sizes: Floats  # shape (places,): cases, or expected events
    lower: Floats  # shape (places,): two standard deviations
    upper: Floats
    outer_lower: Floats  # shape (places,): three
    outer_upper: Floats
    signals: Codes  # shape (places,): 0 inside, +-1 beyond two standard deviations, +-2 beyond three
    spread: Spread | None  # None where no allowance was asked for, or could be estimated

    @property
    def n(self) -> int:
        """How many places there are."""
        return len(self.values)


def share_limits(sizes: ArrayLike, centre: float, *, level: float = INNER) -> tuple[Floats, Floats]:
    """Limits of shares of these sizes around a common share, within 0 and 1.

    Notes
    -----
    Source: D. J. Spiegelhalter, *Statistics in Medicine* 24 (2005) 1185; PHE's inversion of Wilson's
    interval is the same.
    """
    n = np.asarray(sizes, dtype=np.float64)
    reach = normal_quantile((1 + level) / 2) * np.sqrt(centre * (1 - centre) / n)
    return np.maximum(centre - reach, 0.0), np.minimum(centre + reach, 1.0)


def ratio_limits(expected: ArrayLike, *, level: float = INNER) -> tuple[Floats, Floats]:
    """Limits of observed over expected events, exact for Poisson counts.

    Examples
    --------
    >>> lower, upper = ratio_limits([5.0, 300.0])
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([0.325, 0.89], [2.334, 1.12])
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - slow to load, and few need it

    e = np.asarray(expected, dtype=np.float64)
    tail = (1 - level) / 2
    return np.asarray(gammaincinv(e, tail) / e), np.asarray(gammaincinv(e + 1, 1 - tail) / e)


def funnel(
    of: FunnelOf,
    counts: ArrayLike,
    sizes: ArrayLike,
    *,
    allow_for_spread: bool = True,
    scale: Scale | None = None,
) -> Funnel:
    """Compare places with the whole of them, allowing for how much places differ anyway.

    Parameters
    ----------
    of : FunnelOf
        Shares (counts out of sizes) or ratios (observed counts over expected sizes).
    counts, sizes : array of float, shape (places,)
        No missing points.
    allow_for_spread : bool
        Widen the limits by the variance between places. Without it most large places are "outliers".
    scale : Scale, optional
        Of ratios: log (default) or root. Shares are compared by the arcsine of their root.

    Raises
    ------
    TooShort
        Under 3 places.
    NegativeCount, NoDenominator, MoreThanAll
        When a count cannot be one.
    NotEnoughVariation
        When the share of all is none or all, so that there is nothing to compare.

    Notes
    -----
    Source: D. J. Spiegelhalter, *Quality and Safety in Health Care* 14 (2005) 347: additive variance
    between places, from z scores winsorised at a tenth at each end; trimmed on the log scale, as NHS
    Digital does for its hospital mortality indicator. Where the variance is nought, limits are those of
    chance alone.

    Examples
    --------
    >>> found = funnel(FunnelOf.SHARE, [50, 205, 300, 480], [100, 400, 600, 800], allow_for_spread=False)
    >>> found.signals.tolist()
    [0, 0, -1, 2]
    """
    x, n = checked(counts, sizes)
    if x.ndim != 1:
        raise ValueError("places have the shape (places,)")
    if len(x) < FEWEST_PLACES:
        raise TooShort(n=len(x), needed=FEWEST_PLACES)
    scale = _scale(of, scale)
    centre = 1.0
    if of is FunnelOf.SHARE:
        refuse(MoreThanAll, x > n)
        centre = float(x.sum() / n.sum())
        if not 0 < centre < 1:
            raise NotEnoughVariation(n=len(x))
    spread = spread_between(x, n, centre, scale) if allow_for_spread else None
    inner, outer = (_limits(of, n, centre, spread, level) for level in (INNER, OUTER))
    values = x / n
    beyond = (values > inner[1]).astype(np.int8) - (values < inner[0]).astype(np.int8)
    far = (values > outer[1]) | (values < outer[0])
    return Funnel(of, centre, values, n, *inner, *outer, np.where(far, 2 * beyond, beyond), spread)


def spread_between(counts: Floats, sizes: Floats, centre: float, scale: Scale) -> Spread:
    """Estimate how much places differ beyond chance, on a scale.

    Parameters
    ----------
    counts, sizes : array of float, shape (places,)
        Checked as by :func:`funnel`.
    centre : float
        The common share, or 1 for ratios.

    Raises
    ------
    TooShort
        When fewer than 3 places are left to estimate from.
    """
    observed, middle, error = _on_scale(counts, sizes, centre, scale)
    z = (observed - middle) / error
    keep = np.ones(len(z), dtype=np.bool_)
    low, high = np.quantile(z, [WINSOR, 1 - WINSOR])
    if scale is Scale.LOG:
        keep = (z >= low) & (z <= high)
    else:
        z = np.clip(z, low, high)
    n = int(keep.sum())
    if n < FEWEST_PLACES:
        raise TooShort(n=n, needed=FEWEST_PLACES)
    phi = float((z[keep] ** 2).mean())
    weights = error[keep] ** -2
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    excess = n * phi - (n - 1)
    return Spread(phi, excess / room if excess >= 0 and room > 0 else 0.0, scale, n)


def _scale(of: FunnelOf, asked: Scale | None) -> Scale:
    if of is FunnelOf.SHARE:
        if asked not in {None, Scale.ARCSINE}:
            raise ValueError("shares are compared by the arcsine of their root")
        return Scale.ARCSINE
    if asked is Scale.ARCSINE:
        raise ValueError("ratios are compared on the log or root scale")
    return asked or Scale.LOG


def _on_scale(x: Floats, n: Floats, centre: float, scale: Scale) -> tuple[Floats, float, Floats]:
    """Values, centre and standard errors on a scale. No events count as half a one under the logarithm."""
    if scale is Scale.ARCSINE:
        return np.arcsin(np.sqrt(x / n)), float(np.arcsin(np.sqrt(centre))), 1 / (2 * np.sqrt(n))
    if scale is Scale.LOG:
        return np.log(np.maximum(x, 0.5) / n), 0.0, 1 / np.sqrt(n)
    return np.sqrt(x / n), 1.0, 1 / (2 * np.sqrt(n))


def _limits(
    of: FunnelOf, n: Floats, centre: float, spread: Spread | None, level: float
) -> tuple[Floats, Floats]:
    """Limits at one level: exact without a variance between places, on the scale with one."""
    if spread is None or not spread.tau2:
        return share_limits(n, centre, level=level) if of is FunnelOf.SHARE else ratio_limits(n, level=level)
    _, middle, error = _on_scale(n, n, centre, spread.scale)
    reach = normal_quantile((1 + level) / 2) * np.sqrt(error**2 + spread.tau2)
    lower, upper = middle - reach, middle + reach
    if spread.scale is Scale.ARCSINE:
        return np.sin(np.maximum(lower, 0.0)) ** 2, np.sin(np.minimum(upper, np.pi / 2)) ** 2
    if spread.scale is Scale.LOG:
        return np.exp(lower), np.exp(upper)
    return np.maximum(lower, 0.0) ** 2, upper**2
