"""Synthetic difference in differences: weights for units and for periods before."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.simplex import on_simplex
from headway.engine.learning.synth import TooFewDonors, TooFewPeriods

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SyntheticDid:
    """``effect`` on the treated; weights of units (controls,) and periods (start,); ``did`` without them.

    ``se`` is from placebos (None with no more controls than treated units).
    """

    effect: float
    se: float | None
    did: float
    unit_weights: Floats
    time_weights: Floats


def synthetic_did(
    controls: Floats, treated: Floats, start: int, *, rng: np.random.Generator | None = None, draws: int = 200
) -> SyntheticDid:
    """Return the synthetic difference in differences.

    Parameters
    ----------
    controls : array of float, shape (n0, periods)
    treated : array of float, shape (n1, periods)
    start : int
        The first period with the treatment, from 0.
    rng : numpy.random.Generator, optional
        For the standard error by placebos; without it, none.

    Raises
    ------
    TooFewPeriods, TooFewDonors

    Notes
    -----
    Source: D. Arkhangelsky, S. Athey, D. A. Hirshberg, G. W. Imbens and S. Wager, *AER* 111 (2021),
    4088-4118, algorithms 1 and 4. Both weights are exact minima; the published program stops early.

    Examples
    --------
    >>> controls = np.array([[1.0, 2, 3, 4], [2, 3, 4, 5], [5, 4, 3, 2]])
    >>> round(synthetic_did(controls, np.array([[3.0, 4, 5, 9]]), 3).did, 6)
    4.333333
    """
    if start < 2 or start >= controls.shape[1]:
        raise TooFewPeriods(before=start, after=controls.shape[1] - start)
    if len(controls) < 2 or not len(treated):
        raise TooFewDonors(donors=len(controls))
    effect, omega, times = _estimate(controls, treated, start)
    even = np.full(len(controls), 1.0 / len(controls)), np.full(start, 1.0 / start)
    se = None
    if rng is not None and len(controls) > len(treated):
        se = _by_placebo(controls, len(treated), start, rng, draws)
    return SyntheticDid(effect, se, _contrast(controls, treated, start, *even), omega, times)


def _estimate(controls: Floats, treated: Floats, start: int) -> tuple[float, Floats, Floats]:
    after = controls.shape[1] - start
    noise = float(np.diff(controls[:, :start], axis=1).std(ddof=1))
    unit_ridge = (len(treated) * after) ** 0.25 * noise
    omega = _weights(controls[:, :start].T, treated[:, :start].mean(axis=0), unit_ridge)
    times = _weights(controls[:, :start], controls[:, start:].mean(axis=1), 1e-6 * noise)
    return _contrast(controls, treated, start, omega, times), omega, times


def _weights(a: Floats, b: Floats, zeta: float) -> Floats:
    """Return the weights of columns of a (rows, k) that come nearest to b, up to a constant, with a ridge."""
    centred, goal = a - a.mean(axis=0), b - b.mean()
    quadratic = centred.T @ centred + zeta * zeta * len(b) * np.eye(a.shape[1])
    return on_simplex(quadratic, centred.T @ goal)


def _contrast(controls: Floats, treated: Floats, start: int, omega: Floats, times: Floats) -> float:
    rows = np.vstack([omega @ controls, treated.mean(axis=0)])
    change = rows[:, start:].mean(axis=1) - rows[:, :start] @ times
    return float(change[1] - change[0])


def _by_placebo(controls: Floats, treated: int, start: int, rng: np.random.Generator, draws: int) -> float:
    found = np.empty(draws)
    for at in range(draws):
        order = rng.permutation(len(controls))
        found[at] = _estimate(controls[order[treated:]], controls[order[:treated]], start)[0]
    return math.sqrt(float(found.var()))
