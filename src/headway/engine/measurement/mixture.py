"""Weighted mixtures of Student's t on values and on a transformed scale: chances and quantiles.

Everything is measured from an origin, the last value (``d = y - origin``), so that a small change of a
large number keeps its digits; a transformed component stands on g(y) - g(origin).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headway.engine.measurement.student import t_cdf, t_cdf_and_root, t_pdf_from_root, t_quantile

Floats = NDArray[np.float64]

_LARGEST_EXPONENT = 300.0  # keeps a far quantile of a wild series finite
_TRUSTED = 1e-4  # a scale lighter than this does not speak in the first guess, only in the answer
_NEARLY = 1e-7  # a Newton step from so near leaves an error of the order of its square


class Link(StrEnum):
    """The second scale on which trends are fitted beside the values themselves."""

    NONE = "none"
    LOG = "log"
    LOGIT = "logit"


@dataclass(frozen=True, slots=True)
class Mixture:
    """The forecast of S series at one horizon, with C components each.

    ``location``, ``scale`` and ``weight`` have shape (C, S), weights summing to one; the first ``plain``
    components stand on values, the rest on the link; ``origin`` (S,) is each series' last value,
    ``ceiling`` the upper end of a share under the logit, ``unit`` (S,) the least size that matters.
    """

    location: Floats
    scale: Floats
    weight: Floats
    origin: Floats
    unit: Floats
    df: int
    plain: int
    link: Link
    ceiling: float


def to_link(d: Floats, value: Floats, origin: Floats, link: Link, ceiling: float) -> Floats:
    """Return g(value) - g(origin) with d = value - origin; infinite outside the range of the link."""
    rise = _log_ratio(d, value, origin)
    return rise - _log_ratio(-d, ceiling - value, ceiling - origin) if link is Link.LOGIT else rise


def _log_ratio(d: Floats, value: Floats, origin: Floats) -> Floats:
    """Return log(value / origin) without losing digits where the two are close or far apart."""
    near = np.abs(d) <= 0.5 * origin
    with np.errstate(divide="ignore"):
        far = np.log(np.maximum(value, 0.0) / origin)
    return np.asarray(np.where(near, np.log1p(np.where(near, d, 0.0) / origin), far))


def from_link(rise: Floats, origin: Floats, link: Link, ceiling: float) -> Floats:
    """Return d, the inverse of `to_link`."""
    grown = np.expm1(np.clip(rise, -_LARGEST_EXPONENT, _LARGEST_EXPONENT))
    if link is Link.LOGIT:
        return np.asarray(origin * grown * (ceiling - origin) / (ceiling + origin * grown))
    return np.asarray(origin * grown)


def below(mixture: Mixture, value: Floats) -> Floats:
    """Return P(Y < value) for one value a series, shape (S,)."""
    standard = _standardised(mixture, value - mixture.origin, value)
    total: Floats = (mixture.weight * t_cdf(standard, mixture.df)).sum(axis=0)
    return total


def _standardised(mixture: Mixture, d: Floats, value: Floats) -> Floats:
    """Return value = origin + d on the scale of each component, less its location, over its scale."""
    plain = mixture.plain
    standard = np.empty_like(mixture.location)
    standard[:plain] = d - mixture.location[:plain]
    if mixture.link is not Link.NONE:
        linked = to_link(d, value, mixture.origin, mixture.link, mixture.ceiling)
        standard[plain:] = linked - mixture.location[plain:]
    standard /= mixture.scale
    return standard


def quantile(mixture: Mixture, probability: float, nudge: Floats | None = None) -> tuple[Floats, Floats]:
    """Return d with P(Y - origin < d) = ``probability``, shape (S,), and how far the first guess was off.

    Parameters
    ----------
    nudge : array of float, shape (S,), optional
        How far the first guess was off one period earlier: it hardly changes from period to period.

    Notes
    -----
    The quantile lies between the least and the greatest quantile of the components. Newton's method
    from their weighted mean, kept inside that shrinking bracket, with halving as the fallback; the last
    step starts where the probability is right to 1e-7, so that what is left is of the order of 1e-14.
    """
    low, high, plain_guess = _bracket(mixture, probability)
    guess = np.clip(plain_guess if nudge is None else plain_guess + nudge, low, high)
    active = np.arange(guess.size)
    part, rounds = mixture, 0
    while active.size:
        x = guess[active]
        gap, slope = _gap_and_slope(part, x, probability)
        low[active] = np.where(gap < 0.0, x, low[active])
        high[active] = np.where(gap < 0.0, high[active], x)
        lo, hi = low[active], high[active]
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = x - gap / slope
        usable = (newton >= lo) & (newton <= hi) & ((rounds < 8) | (rounds % 2 == 0))
        better = np.where(usable, newton, 0.5 * (lo + hi))
        guess[active] = better
        moving = ~(usable & (np.abs(gap) < _NEARLY)) & (hi - lo > 1e-11 * part.unit + 4e-16 * np.abs(better))
        if not moving.all():
            active = active[moving]
            part = _columns(mixture, active)
        rounds += 1
    return guess, guess - plain_guess


def _bracket(mixture: Mixture, probability: float) -> tuple[Floats, Floats, Floats]:
    """Return the least, the greatest and about the mean quantile of the components, (S,) each.

    The mean is taken on each scale by itself; a scale of hardly any weight does not speak in it.
    """
    ends = mixture.location + t_quantile(probability, mixture.df) * mixture.scale
    weighted = ends * mixture.weight
    plain = mixture.plain
    low, high = ends[:plain].min(axis=0), ends[:plain].max(axis=0)
    share = mixture.weight[:plain].sum(axis=0)
    middle = weighted[:plain].sum(axis=0) / np.maximum(share, _TRUSTED)
    if mixture.link is Link.NONE:
        return low, high, middle
    other = weighted[plain:].sum(axis=0) / np.maximum(1.0 - share, _TRUSTED)
    lowest, highest, other = (
        from_link(rise, mixture.origin, mixture.link, mixture.ceiling)
        for rise in (ends[plain:].min(axis=0), ends[plain:].max(axis=0), other)
    )
    mean = np.where(
        share > 1.0 - _TRUSTED,
        middle,
        np.where(share < _TRUSTED, other, share * middle + (1.0 - share) * other),
    )
    return np.minimum(low, lowest), np.maximum(high, highest), mean


def _columns(mixture: Mixture, which: NDArray[np.intp]) -> Mixture:
    return Mixture(
        np.ascontiguousarray(mixture.location[:, which]),
        np.ascontiguousarray(mixture.scale[:, which]),
        np.ascontiguousarray(mixture.weight[:, which]),
        mixture.origin[which],
        mixture.unit[which],
        mixture.df,
        mixture.plain,
        mixture.link,
        mixture.ceiling,
    )


def _gap_and_slope(mixture: Mixture, d: Floats, probability: float) -> tuple[Floats, Floats]:
    """Return the distribution function less the probability, and the density, shape (S,) each."""
    standard = _standardised(mixture, d, mixture.origin + d)
    below_each, cosine = t_cdf_and_root(standard, mixture.df)
    below_each *= mixture.weight
    density = t_pdf_from_root(cosine, mixture.df)
    density *= mixture.weight
    density /= mixture.scale
    if mixture.link is not Link.NONE:
        density[mixture.plain :] *= _steepness(mixture, d)
    gap: Floats = below_each.sum(axis=0) - probability
    slope: Floats = density.sum(axis=0)
    return gap, slope


def _steepness(mixture: Mixture, d: Floats) -> Floats:
    """Return the derivative of the link at origin + d; nought outside its range."""
    value = mixture.origin + d
    with np.errstate(divide="ignore"):
        steep = 1.0 / value
        if mixture.link is Link.LOGIT:
            steep = steep + 1.0 / (mixture.ceiling - value)
    inside = (value > 0.0) & ((value < mixture.ceiling) | (mixture.link is Link.LOG))
    return np.asarray(np.where(inside, steep, 0.0))
