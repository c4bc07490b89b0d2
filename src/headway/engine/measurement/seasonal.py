"""Classical seasonal indices, taken out only where the series has a significant season."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_Z90 = 1.645  # the M4 benchmarks test at 90 %


def has_season(values: Floats, season: int) -> NDArray[np.bool_]:
    """Say for each series whether its autocorrelation at the seasonal lag is significant.

    Parameters
    ----------
    values : array of float, shape (n, S)
        Series in columns.
    season : int
        Periods a year.

    Notes
    -----
    Source: the test of the benchmarks of S. Makridakis, E. Spiliotis and V. Assimakopoulos, "The M4
    competition", *International Journal of Forecasting* 36 (2020), 54-74: at least three years, and
    an absolute autocorrelation at lag m over 1.645 sqrt((1 + 2 sum_(i<m) r_i^2) / n).
    """
    n = values.shape[0]
    if season < 2 or n < 3 * season:
        return np.zeros(values.shape[1], dtype=np.bool_)
    centred = values - values.mean(axis=0)
    power = (centred * centred).sum(axis=0)
    with np.errstate(invalid="ignore"):  # a constant series has no autocorrelation and no season
        lags = np.stack([(centred[k:] * centred[:-k]).sum(axis=0) / power for k in range(1, season + 1)])
    limit = _Z90 * np.sqrt((1.0 + 2.0 * (lags[:-1] ** 2).sum(axis=0)) / n)
    return np.asarray(np.abs(lags[-1]) > limit)


def seasonal_indices(values: Floats, season: int, *, multiplicative: bool) -> Floats:
    """Return one index a season and series, shape (season, S): 1 (or 0) on average.

    Parameters
    ----------
    values : array of float, shape (n, S)
        Series in columns, at least two years of them; all above nought when ``multiplicative``.
    season : int
        Periods a year, at least 2. Row t belongs to season t modulo ``season``.
    multiplicative : bool
        Indices to divide by, around 1; otherwise to subtract, around 0.

    Notes
    -----
    Source: classical decomposition by ratio (or difference) to the centred moving average,
    for example S. Makridakis, S. Wheelwright and R. Hyndman, *Forecasting* (1998), chapter 3.
    """
    weights = np.ones(season + 1 - season % 2)
    if season % 2 == 0:
        weights[[0, -1]] = 0.5
    weights /= weights.sum()
    half = len(weights) // 2
    inner = len(values) - 2 * half
    trend = sum(
        (weight * values[k : k + inner] for k, weight in enumerate(weights)), np.zeros_like(values[:inner])
    )
    middle = values[half : half + inner]
    apart = middle / trend if multiplicative else middle - trend
    phase = (np.arange(inner) + half) % season
    means = np.stack([apart[phase == s].mean(axis=0) for s in range(season)])
    overall = means.mean(axis=0)
    return np.asarray(means / overall if multiplicative else means - overall)


def filled(values: Floats, observed: tuple[bool, ...]) -> Floats:
    """Return the series with its gaps joined by straight lines, for the estimation of indices only."""
    seen = np.flatnonzero(observed)
    result = values.copy()
    for t in np.flatnonzero(~np.array(observed)):
        after = int(np.searchsorted(seen, t))
        left, right = int(seen[after - 1]), int(seen[after])
        share = (t - left) / (right - left)
        result[t] = (1.0 - share) * values[left] + share * values[right]
    return result
