"""Damped trends on a fixed grid, fitted in closed form to many series at once.

Source: the damped trend is E. S. Gardner and E. McKenzie, "Forecasting trends in time series",
*Management Science* 31 (1985), 1237-1246, in the error-correction form of R. J. Hyndman and others,
*Forecasting with Exponential Smoothing* (2008), chapters 2 and 6. Averaging over a grid by marginal
likelihood instead of choosing one fit is this project's own (see the explanation of forecasts).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ALPHAS: Final = (0.1, 0.3, 0.6, 1.0)  # how fast the level follows
BETA_SHARES: Final = (0.0, 0.1, 0.3)  # how fast the slope follows, as a share of alpha
PHIS: Final = (0.8, 0.9, 0.97, 1.0)  # how much of the slope is left after a period
SLOPE_PRECISION: Final = 10.0  # first slope ~ N(0, 0.1 sigma^2); looked at on M1 and kept
UNDAMPED_ON_LOGS: Final = 0.2  # prior weight of phi = 1 on a logarithm, against 1 for the others
SPREAD_SCALE: Final = 1.1  # chosen once with the M3 competition in sight; never tuned on the shared sample


@dataclass(frozen=True, slots=True)
class Grid:
    """The 48 points: each array has shape (48, 1), ready to meet series in columns."""

    alpha: Floats
    beta: Floats
    phi: Floats


@dataclass(frozen=True, slots=True)
class Design:
    """What depends on the grid and on which periods were observed, not on the values.

    ``level`` and ``slope`` are the responses of the errors to a first level or slope of one, shape
    (n, 48, 1); ``inverse`` the three entries of (X'X + prior)^-1, each (48, 1); ``log_weight`` minus
    half its log determinant, (48, 1); ``end`` the last level and slope of both runs, each (48, 1);
    ``reach`` the sum of phi^1..phi^h and ``spread`` the variance at h in units of sigma^2, (horizon, 48, 1).
    """

    level: Floats
    slope: Floats
    inverse: tuple[Floats, Floats, Floats]
    log_weight: Floats
    end: tuple[Floats, Floats, Floats, Floats]
    reach: Floats
    spread: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted grid for S series in columns: arrays of shape (48, S), in scaled units.

    ``level`` and ``slope`` stand at the last period; ``sigma`` is the Student scale of the errors;
    ``weight`` sums to one over the grid; ``evidence`` (S,) is the log marginal likelihood of the
    scaled values after the first, up to a constant that all fits of n values share.
    """

    level: Floats
    slope: Floats
    sigma: Floats
    weight: Floats
    evidence: Floats


@lru_cache(maxsize=1)
def grid() -> Grid:
    """Return the fixed grid of 48 smoothing constants."""
    points = [(a, a * share, p) for a in ALPHAS for share in BETA_SHARES for p in PHIS]
    alpha, beta, phi = (np.array(column)[:, None] for column in zip(*points, strict=True))
    return Grid(alpha, beta, phi)


@lru_cache(maxsize=32)
def design(observed: tuple[bool, ...], horizon: int) -> Design:
    """Return the parts of the fit that all series with these observed periods share."""
    g = grid()
    n, points = len(observed), g.phi.shape[0]
    errors = np.zeros((2, n, points, 1))
    ends: list[Floats] = []
    for which in (0, 1):
        level = np.full((points, 1), 1.0 - which)
        slope = np.full((points, 1), float(which))
        for t, seen in enumerate(observed):
            slope = g.phi * slope
            level = level + slope
            if seen:
                error = errors[which, t] = -level
                level = level + g.alpha * error
                slope = slope + g.beta * error
        ends += [level, slope]
    x, z = errors
    a, b, d = (x * x).sum(0), (x * z).sum(0), (z * z).sum(0) + SLOPE_PRECISION
    determinant = a * d - b * b
    inverse = (d / determinant, -b / determinant, a / determinant)
    reach, spread = _ahead(horizon, inverse, ends)
    return Design(
        x, z, inverse, -0.5 * np.log(determinant), (ends[0], ends[1], ends[2], ends[3]), reach, spread
    )


def _ahead(horizon: int, inverse: tuple[Floats, Floats, Floats], ends: list[Floats]) -> tuple[Floats, Floats]:
    """Return the damped reach and the variance of each step ahead, each of shape (horizon, 48, 1)."""
    g = grid()
    steps = np.arange(1, horizon + 1)[:, None, None]
    reach = np.cumsum(g.phi**steps, axis=0)
    weights = (g.alpha + g.beta * reach) ** 2
    carried = np.concatenate([np.zeros_like(weights[:1]), np.cumsum(weights, axis=0)[:-1]])
    by_level, by_slope = ends[0] + ends[1] * reach, ends[2] + ends[3] * reach
    first, cross, second = inverse
    unsure = first * by_level**2 + 2.0 * cross * by_level * by_slope + second * by_slope**2
    return reach, 1.0 + carried + unsure


def fit(z: Floats, observed: tuple[bool, ...], log_prior: Floats, plan: Design) -> Fit:
    """Fit every grid point to S scaled series.

    Parameters
    ----------
    z : array of float, shape (n, S)
        Series in columns, first value nought, mean absolute step one. Unobserved periods hold anything.
    observed : tuple of bool, length n
        Which periods were observed; an unobserved one passes the level and slope on.
    log_prior : array of float, shape (48, 1)
        Log prior weight of each grid point.
    plan : Design
        From `design` for the same ``observed``.

    Notes
    -----
    The errors are linear in the first level and slope, so a two-column regression with the prior as
    extra rows gives both and the errors' sum of squares; sigma is integrated out under Jeffreys' prior.
    The scaled series has steps of mean one, which keeps that sum well away from nought.
    """
    level, slope, squares, by_level, by_slope = _run(z, observed, plan)
    first, cross, second = plan.inverse
    level0 = -(first * by_level + cross * by_slope)
    slope0 = -(cross * by_level + second * by_slope)
    squares += level0 * by_level + slope0 * by_slope
    df = sum(observed) - 1
    end = plan.end
    level += end[0] * level0 + end[2] * slope0
    slope += end[1] * level0 + end[3] * slope0
    log_weight = log_prior + plan.log_weight - 0.5 * df * np.log(squares)
    top = log_weight.max(axis=0)
    weight = np.exp(log_weight - top)
    total = weight.sum(axis=0)
    return Fit(level, slope, np.sqrt(squares / df), weight / total, top + np.log(total))


def _run(
    z: Floats, observed: tuple[bool, ...], plan: Design
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Run the recursion from nought; return level, slope, e'e and the two products X'e, each (48, S)."""
    g = grid()
    shape = (g.phi.shape[0], z.shape[1])
    level, slope, squares, by_level, by_slope, work = (np.zeros(shape) for _ in range(6))
    error = np.empty(shape)
    for t, seen in enumerate(observed):
        slope *= g.phi
        level += slope
        if not seen:
            continue
        np.subtract(z[t], level, out=error)
        level += np.multiply(error, g.alpha, out=work)
        slope += np.multiply(error, g.beta, out=work)
        squares += np.multiply(error, error, out=work)
        by_level += np.multiply(error, plan.level[t], out=work)
        by_slope += np.multiply(error, plan.slope[t], out=work)
    return level, slope, squares, by_level, by_slope
