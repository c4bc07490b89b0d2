"""Tails of the t and the normal that stay numbers where SciPy's noncentral t does not."""

import math
from typing import Final

LARGE: Final = 1e5  # degrees of freedom from which the t is the normal to ten digits of a power
WIDE: Final = 35.0  # noncentrality from which SciPy's series is not trusted


def power_of_t(shift: float, freedom: float, alpha: float, *, critical_scale: float = 1.0) -> float:
    """Return the chance that a t statistic with a shift lies beyond the two-sided critical value.

    Parameters
    ----------
    shift : float
        The noncentrality: effect over its standard error.
    freedom : float
        Degrees of freedom; infinite for the normal.
    alpha : float
        Two-sided level.
    critical_scale : float
        How many times wider the critical value is, where the null has a variance of its own.

    Notes
    -----
    Both tails. SciPy's noncentral t returns NaN at large n; the normal stands in from there, and wherever
    the series fails in between, Johnson and Kotz's normal approximation does.

    Examples
    --------
    >>> round(power_of_t(0.0, 10.0, 0.05), 12)
    0.05
    """
    from scipy.special import nctdtr, ndtr, ndtri, stdtrit  # noqa: PLC0415 - slow to import

    if freedom > LARGE:
        edge = -float(ndtri(alpha / 2.0)) * critical_scale
        return float(ndtr(shift - edge) + ndtr(-shift - edge))
    edge = -float(stdtrit(freedom, alpha / 2.0)) * critical_scale
    if abs(shift) < WIDE:
        found = 1.0 - float(nctdtr(freedom, shift, edge)) + float(nctdtr(freedom, shift, -edge))
        if math.isfinite(found):
            return min(1.0, max(0.0, found))
    return float(_upper(edge, freedom, shift) + _upper(edge, freedom, -shift))


def _upper(edge: float, freedom: float, shift: float) -> float:
    """Return P(T > edge) by the normal approximation of Johnson, Kotz and Balakrishnan (1995), 31.26."""
    from scipy.special import ndtr  # noqa: PLC0415 - slow to import

    scaled = edge * (1.0 - 1.0 / (4.0 * freedom))
    return float(ndtr((shift - scaled) / math.sqrt(1.0 + edge * edge / (2.0 * freedom))))
