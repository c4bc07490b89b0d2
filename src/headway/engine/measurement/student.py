"""Student's t for whole degrees of freedom: exact finite sums, fast on large arrays, no SciPy."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_FAR = 1e150  # beyond this the square overflows; the tail is nought in double precision long before


def t_cdf(t: Floats, df: int) -> Floats:
    """Return P(T <= t) for Student's t with ``df`` whole degrees of freedom.

    Parameters
    ----------
    t : array of float, any shape
        Standardised values; infinities are allowed.
    df : int
        Degrees of freedom, at least 1.

    Notes
    -----
    Source: M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions* (1964),
    26.7.3 and 26.7.4, page 948: with tan(angle) = t / sqrt(df) the distribution is a finite sum
    in the squared cosine, so no table and no special function is needed.

    Examples
    --------
    >>> float(t_cdf(np.array([1.0]), 1)[0])
    0.75
    """
    return t_cdf_and_root(t, df)[0]


def t_cdf_and_root(t: Floats, df: int) -> tuple[Floats, Floats]:
    """Return the distribution function and the cosine of the angle, from which the density is cheap."""
    tangent = np.clip(t, -_FAR, _FAR) / math.sqrt(df)
    squared = np.multiply(tangent, tangent)
    squared += 1.0
    np.reciprocal(squared, out=squared)
    cosine = np.sqrt(squared)
    odd = df % 2
    terms = _terms(df)
    total = np.full_like(squared, terms[-1])
    for term in terms[-2::-1]:
        total *= squared
        total += term
    total *= tangent
    total *= squared if odd else cosine
    if odd:
        total += np.arctan(tangent)
        total *= 1.0 / math.pi
    else:
        total *= 0.5
    total += 0.5
    return total, cosine


@lru_cache(maxsize=64)
def _terms(df: int) -> tuple[float, ...]:
    """Return the coefficients of the finite sum, lowest power first; nought alone for one degree."""
    odd, terms = df % 2, [float(df > 1)]
    for k in range(1, (df - odd) // 2):
        terms.append(terms[-1] * (2 * k - 1 + odd) / (2 * k + odd))
    return tuple(terms)


def t_pdf_from_root(cosine: Floats, df: int) -> Floats:
    """Return the density of Student's t from the cosine that `t_cdf_and_root` gives."""
    log_constant = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)
    result = np.full_like(cosine, math.exp(log_constant))
    base, exponent = cosine.copy(), df + 1
    while exponent:
        if exponent & 1:
            result *= base
        base *= base
        exponent >>= 1
    return result


@lru_cache(maxsize=1024)
def t_quantile(probability: float, df: int) -> float:
    """Return the value below which Student's t lies with this probability, by bisection."""
    low, high = -1.0, 1.0
    while t_cdf(np.array([low]), df)[0] > probability:
        low *= 2.0
    while t_cdf(np.array([high]), df)[0] < probability:
        high *= 2.0
    for _ in range(64):
        middle = 0.5 * (low + high)
        if t_cdf(np.array([middle]), df)[0] < probability:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
