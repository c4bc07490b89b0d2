"""Analysis of a trial of two arms: the effect, its interval, and how often chance alone would do as much."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.learning.chance import Chance, compare, shuffles
from headway.engine.learning.linear import Errors, Fit, least_squares

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
DRAWS: Final = 9_999


class TooFewUnits(CannotEstimate):
    """An arm has fewer units or clusters than an estimate needs. Numbers: ``n``, ``needed``."""

    code = "too_few_units"


class ClusterInBothArms(CannotEstimate):
    """A cluster stands in both arms, so clusters were not what was assigned. Numbers: ``clusters``."""

    code = "cluster_in_both_arms"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial gave: (n,) outcomes (NaN where missing) and who was treated.

    ``blocks`` and ``clusters`` name those of each unit; ``baseline`` (n, k) is what was known before.
    """

    outcome: Floats
    treated: Bools
    blocks: Sequence[Hashable] | None = None
    clusters: Sequence[Hashable] | None = None
    baseline: Floats = field(default_factory=lambda: np.empty((0, 0)))


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of treatment in the outcome's unit, on ``n`` units (``treated_n`` of them treated).

    ``lower`` to ``upper`` is the 95 % interval by the t distribution; ``p_randomisation`` is how often a new
    draw would do as much, with ``by_chance`` the 95 % interval of constant effects it does not speak against.
    ``clusters`` is 0 without them. ``control`` and ``control_sd`` are the control arm's mean and spread.
    """

    effect: float
    se: float
    lower: float
    upper: float
    freedom: float
    p_randomisation: float
    by_chance: tuple[float, float]
    draws: int
    n: int
    treated_n: int
    clusters: int
    control: float
    control_sd: float


def analyse_trial(
    trial: Trial,
    *,
    drawn: NDArray[np.int8] | None = None,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
    errors: Errors | None = None,
) -> Effect:
    """Return the effect of a trial.

    Parameters
    ----------
    trial : Trial
        Units without an outcome are left out.
    drawn : array of int, shape (R, n), optional
        What the trial's own program draws (`redraws`), 0 for control and anything else for treated: the
        inference that counts. Without it, arms are dealt again within blocks, by whole clusters.
    rng : numpy.random.Generator
        Needed without ``drawn``.
    draws : int
        How many, without ``drawn``.
    errors : Errors, optional
        Clusters where there are some, else HC1.

    Raises
    ------
    TooFewUnits, ClusterInBothArms

    Notes
    -----
    Least squares on treatment, blocks, and the baseline with its interaction with treatment (W. Lin, *Ann.
    Appl. Stat.* 7 (2013), 295-318). Randomisation inference (R. A. Fisher, *The Design of Experiments*,
    1935) takes the coefficient of treatment given blocks on what blocks and baseline leave of the outcome;
    its interval is by inversion; p is (hits + 1) / (draws + 1), ties counted with a relative slack of 1e-12.

    Examples
    --------
    >>> trial = Trial(np.array([1.0, 2, 3, 4, 5, 6]), np.array([0, 0, 0, 1, 1, 1], dtype=bool))
    >>> found = analyse_trial(trial, rng=np.random.default_rng(0), draws=999)
    >>> round(found.effect, 9), found.n
    (3.0, 6)
    """
    seen = np.isfinite(trial.outcome)
    y, treated = trial.outcome[seen], trial.treated[seen]
    blocks = _coded(trial.blocks, seen)
    clusters = _coded(trial.clusters, seen)
    baseline = trial.baseline[seen] if trial.baseline.size else np.empty((len(y), 0))
    _refuse(treated, clusters)
    fit, at = _fit(y, treated, (blocks, baseline, clusters), errors)
    again = _again(drawn, seen) if drawn is not None else None
    if again is None:
        if rng is None:
            raise TypeError("either draws of the program or a random generator")
        again = shuffles(treated, draws, rng, blocks=blocks, clusters=clusters)
    chance = _chance(y, treated, again, blocks, baseline)
    wide = _t(fit.freedom) * float(fit.errors[at])
    control = y[~treated]
    effect = float(fit.coefficients[at])
    return Effect(
        effect=effect,
        se=float(fit.errors[at]),
        lower=effect - wide,
        upper=effect + wide,
        freedom=fit.freedom,
        p_randomisation=chance.p,
        by_chance=(chance.lower, chance.upper),
        draws=len(again),
        n=len(y),
        treated_n=int(treated.sum()),
        clusters=0 if clusters is None else len(np.unique(clusters)),
        control=float(control.mean()),
        control_sd=float(control.std(ddof=1)) if len(control) > 1 else 0.0,
    )


def _coded(names: Sequence[Hashable] | None, seen: Bools) -> Ints | None:
    if names is None:
        return None
    place: dict[Hashable, int] = {}
    codes = np.array([place.setdefault(each, len(place)) for each in names], dtype=np.int64)[seen]
    return np.asarray(np.unique(codes, return_inverse=True)[1], dtype=np.int64)


def _refuse(treated: Bools, clusters: Ints | None) -> None:
    arms = [treated, ~treated]
    counts = [len(np.unique(clusters[arm])) if clusters is not None else int(arm.sum()) for arm in arms]
    if min(counts) < 1 or sum(counts) < 3:
        raise TooFewUnits(n=float(min(counts)), needed=2.0 if min(counts) else 1.0)
    if clusters is not None:
        both = np.intersect1d(clusters[treated], clusters[~treated])
        if both.size:
            raise ClusterInBothArms(clusters=float(both.size))


def _fit(
    y: Floats, treated: Bools, told: tuple[Ints | None, Floats, Ints | None], errors: Errors | None
) -> tuple[Fit, int]:
    """Return the fit, and which of its coefficients is that of treatment."""
    blocks, baseline, clusters = told
    arm = treated.astype(np.float64)[:, None]
    centred = baseline - baseline.mean(axis=0)
    known = _full_rank(np.hstack([np.ones_like(arm), _dummies(blocks, len(y)), centred]))
    both = _full_rank(np.hstack([known, arm, centred * arm]))
    at = known.shape[1]
    if len(y) <= both.shape[1] or both.shape[1] == at or not (both[:, at] == arm[:, 0]).all():
        raise TooFewUnits(n=float(len(y)), needed=float(both.shape[1] + 1))
    kind = errors or (Errors.HC1 if clusters is None else Errors.CLUSTER)
    return least_squares(both, y, kind, clusters), at


def _dummies(codes: Ints | None, n: int) -> Floats:
    """Return a column for each block but the first, shape (n, blocks - 1)."""
    if codes is None:
        return np.empty((n, 0))
    return np.asarray(codes[:, None] == np.arange(1, int(codes.max()) + 1)[None, :], dtype=np.float64)


def _full_rank(x: Floats) -> Floats:
    """Return the columns that the ones before them do not already say."""
    r = np.abs(np.diag(np.linalg.qr(x, mode="r")))
    size = np.sqrt((x * x).sum(axis=0))[: len(r)]
    return np.asarray(x[:, np.flatnonzero(r > 1e-9 * np.maximum(size, 1e-300))])


def _again(drawn: NDArray[np.int8], seen: Bools) -> Bools:
    return np.asarray(drawn[:, seen] != 0)


def _chance(y: Floats, treated: Bools, again: Bools, blocks: Ints | None, baseline: Floats) -> Chance:
    """Compare by the coefficient of treatment, given blocks, on what blocks and baseline leave."""
    known = _full_rank(np.hstack([np.ones((len(y), 1)), _dummies(blocks, len(y)), baseline]))
    q, _r = np.linalg.qr(known)
    arm = treated.astype(np.float64)
    return compare(y - q @ (q.T @ y), arm - q @ (q.T @ arm), treated, again, blocks)


def _t(freedom: float) -> float:
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to import

    return float(stdtrit(freedom, 0.975))
