"""Synthetic control: one treated unit beside the mix of others that moved as it did before."""

import math
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.learning.simplex import on_simplex

Floats = NDArray[np.float64]
TOGETHER: Final = 64  # placebos that share one matrix of products
NEAR: Final = 0.02  # how much worse than the best a mix may fit and still count as near


class TooFewPeriods(CannotEstimate):
    """No period after the start, or fewer than two before it. Numbers: ``before``, ``after``."""

    code = "too_few_periods"


class TooFewDonors(CannotEstimate):
    """Fewer than two units to mix. Numbers: ``donors``."""

    code = "too_few_donors"


class FitsExactly(CannotEstimate):
    """A mix fits every period before without error, so nothing says how well it would hold after.

    Numbers: ``donors``, ``periods``.
    """

    code = "fits_exactly"


class MissingValue(CannotEstimate):
    """A unit lacks a value. Numbers: ``unit`` and ``period``, from 0."""

    code = "missing_value"


@dataclass(frozen=True, slots=True)
class SyntheticControl:
    """The mix and what it says.

    ``weights`` (donors,) sum to 1, in the order of the other units; ``gap`` (periods,) is the treated unit
    minus its mix; ``effect`` the mean gap from the start on; ``near_optimal`` the range of effects of all
    mixes whose squared error before is within 2 % of the least. ``placebo_gaps`` (donors, periods) gives
    every donor's gap as if it were treated, ``ratios`` (1 + donors,) the root mean square after over before,
    the treated unit first; ``p_placebo`` is its rank among them.
    """

    weights: Floats
    gap: Floats
    effect: float
    pre_rmspe: float
    p_placebo: float
    near_optimal: tuple[float, float]
    ratios: Floats
    placebo_gaps: Floats
    donors: int
    before: int


def synth(
    outcomes: Floats, treated: int, start: int, *, executor: Executor | None = None
) -> SyntheticControl:
    """Return the synthetic control of one unit on outcome lags.

    Parameters
    ----------
    outcomes : array of float, shape (units, periods)
    treated : int
        Its row.
    start : int
        The first period with the treatment, from 0.
    executor : concurrent.futures.Executor, optional
        Shares out the placebos; the numbers are the same.

    Raises
    ------
    TooFewPeriods, TooFewDonors, MissingValue, FitsExactly

    Notes
    -----
    Sources: A. Abadie, A. Diamond and J. Hainmueller, *JASA* 105 (2010), 493-505 and *AJPS* 59 (2015),
    495-510 (placebos, ratio of mean squares). All lags of the outcome with equal weights, so that the
    problem is convex and its answer exact; a placebo never has the treated unit in its mix. A placebo that
    fits exactly is left out of the rank.

    Examples
    --------
    >>> rows = np.array([[1.0, 2, 3, 9], [1, 2, 2, 4], [0, 2, 3, 3], [3, 1, 0, 2]])
    >>> found = synth(rows, 0, 3)
    >>> found.weights.round(3).tolist(), round(found.effect, 3)
    ([0.5, 0.5, 0.0], 5.5)
    """
    _refuse(outcomes, start)
    order = np.append(treated, np.delete(np.arange(len(outcomes)), treated))
    rows = outcomes[order]
    donors = len(rows) - 1
    weights = mix(rows[0, :start], rows[1:, :start])
    gap = rows[0] - np.einsum("i,it->t", weights, rows[1:])
    before = _root(gap[:start])
    if before <= 1e-9 * max(_root(rows[0, :start] - rows[0, :start].mean()), 1e-300):
        raise FitsExactly(donors=donors, periods=start)
    run: Callable[[Callable[[range], Floats], Iterable[range]], Iterable[Floats]] = map
    if executor is not None:
        run = executor.map
    parts = [range(at, min(at + TOGETHER, donors)) for at in range(0, donors, TOGETHER)]
    mixes = np.vstack(list(run(partial(_placebos, rows[1:, :start]), parts)))
    gaps = rows[1:] - np.einsum("ij,jt->it", mixes, rows[1:])
    ratios = np.array([_ratio(each, start, float(np.ptp(rows[1:, :start]))) for each in [gap, *gaps]])
    kept = ratios[np.isfinite(ratios)]
    effect = float(gap[start:].mean())
    return SyntheticControl(
        weights=weights,
        gap=gap,
        effect=effect,
        pre_rmspe=before,
        p_placebo=float((kept >= kept[0] * (1.0 - 1e-12)).mean()),
        near_optimal=_near(rows, weights, start, effect),
        ratios=ratios,
        placebo_gaps=gaps,
        donors=donors,
        before=start,
    )


def mix(treated: Floats, donors: Floats) -> Floats:
    """Return the weights with which donors (n, T) come nearest to a unit (T,)."""
    apart = donors - treated  # weights sum to 1, so what is subtracted from all changes nothing
    return on_simplex(_products(apart), np.zeros(len(donors)))


def _refuse(outcomes: Floats, start: int) -> None:
    missing = np.argwhere(~np.isfinite(outcomes))
    if len(missing):
        raise MissingValue(unit=float(missing[0, 0]), period=float(missing[0, 1]))
    if start < 2 or start >= outcomes.shape[1]:
        raise TooFewPeriods(before=start, after=outcomes.shape[1] - start)
    if len(outcomes) < 3:
        raise TooFewDonors(donors=len(outcomes) - 1)


def _placebos(before: Floats, which: range) -> Floats:
    """Return the mix of the others for each of these donors; its weight of itself is nought.

    Since weights sum to 1, the products of all donors among themselves serve every one of them.
    """
    apart = before - before.mean(axis=0)
    quadratic = _products(apart)
    return np.array([on_simplex(quadratic, quadratic[at], without=at) for at in which])


def _products(rows: Floats) -> Floats:
    """Return rows times rows; not by BLAS, whose threads, once woken, wait busily for more."""
    return np.asarray(np.einsum("it,jt->ij", rows, rows))


def _root(values: Floats) -> float:
    return math.sqrt(float((values * values).mean()))


def _ratio(gap: Floats, start: int, spread: float) -> float:
    before = _root(gap[:start])
    return _root(gap[start:]) / before if before > 1e-9 * spread else math.nan


def _near(rows: Floats, best: Floats, start: int, effect: float) -> tuple[float, float]:
    """Return the least and the greatest effect of mixes that fit nearly as well."""
    apart = rows[1:, :start] - rows[0, :start]
    quadratic = _products(apart)
    effects = (rows[0, start:] - rows[1:, start:]).mean(axis=1)
    limit = _loss(quadratic, best) * (1.0 + NEAR)
    ends = [float(effects @ _furthest(quadratic, sign * effects, limit, best)) for sign in (1.0, -1.0)]
    return min(effect, *ends), max(effect, *ends)


def _loss(quadratic: Floats, weights: Floats) -> float:
    used = weights.nonzero()[0]
    return float(weights[used] @ quadratic[used[:, None], used] @ weights[used])


def _furthest(quadratic: Floats, towards: Floats, limit: float, best: Floats) -> Floats:
    """Return the weights within a limit of loss that go furthest: minimise loss - force x towards."""
    scale = float(np.diag(quadratic).mean()) / max(float(np.abs(towards).max()), 1e-300)
    low, high, kept, force = 0.0, math.inf, best, 1e-3 * scale
    while low < force < min(high, 1e12 * scale):
        tried = on_simplex(quadratic, force * towards, kept)
        loss = _loss(quadratic, tried)
        if loss > limit:
            high = force
        else:
            low, kept = force, tried
            if limit - loss <= 1e-9 * limit:
                break
        force = 4.0 * low if math.isinf(high) else 0.5 * (low + high)
    return kept
