"""What to watch while a trial runs, none of it the effect: shares, losses, and whether arms were alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.program import BadProgram
from headway.engine.learning.trial import TooFewUnits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ALARM: Final = 0.001  # of the sample-ratio check: it is looked at often, and should be right when it speaks
TRIFLE: Final = 0.005  # a share within half a point of the plan alarms nobody, however large the trial
FAR: Final = 0.25  # standard deviations apart at baseline that adjustment should not be trusted to mend


@dataclass(frozen=True, slots=True)
class SampleRatio:
    """Observed beside planned shares (arms,); ``largest`` is the greatest difference of a share."""

    observed: Floats
    planned: Floats
    chi2: float
    p: float
    largest: float
    alarm: bool


@dataclass(frozen=True, slots=True)
class Attrition:
    """The share lost in each arm (arms,), over all, and how far the arms differ, with the p of that."""

    lost: Floats
    overall: float
    differential: float
    p: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Means of each covariate by arm (2, k) and their difference in pooled standard deviations (k,).

    ``p`` is that of all together; ``far`` names the covariates more than a quarter apart, by position.
    """

    means: Floats
    apart: Floats
    p: float
    far: tuple[int, ...]


def sample_ratio(counts: Sequence[int], shares: Sequence[float] = ()) -> SampleRatio:
    """Check how many each arm has against the shares that were planned.

    Raises
    ------
    BadProgram, TooFewUnits

    Notes
    -----
    Chi-square at .001; a difference under half a point alarms nobody, an arm without anybody always does.

    Examples
    --------
    >>> sample_ratio([5000, 5400]).alarm, sample_ratio([500, 540]).alarm
    (True, False)
    """
    from scipy.special import gammaincc  # noqa: PLC0415 - slow to import

    seen = np.asarray(counts, dtype=np.float64)
    planned = np.asarray(shares or [1.0] * len(seen), dtype=np.float64)
    if len(planned) != len(seen) or len(seen) < 2 or (planned <= 0.0).any():
        raise BadProgram(arms=len(seen))
    total = float(seen.sum())
    if not total:
        raise TooFewUnits(n=0.0, needed=1.0)
    planned = planned / planned.sum()
    expected = total * planned
    chi2 = float(((seen - expected) ** 2 / expected).sum())
    p = float(gammaincc((len(seen) - 1) / 2.0, chi2 / 2.0))
    largest = float(np.abs(seen / total - planned).max())
    nobody = bool((seen == 0.0).any()) and total >= len(seen) * 2
    return SampleRatio(seen / total, planned, chi2, p, largest, nobody or (p < ALARM and largest >= TRIFLE))


def attrition(assigned: Sequence[int], measured: Sequence[int]) -> Attrition:
    """Compare how many of each arm were lost.

    Raises
    ------
    TooFewUnits
        When an arm was assigned nobody.

    Examples
    --------
    >>> found = attrition([100, 100], [90, 80])
    >>> round(found.overall, 2), round(found.differential, 2)
    (0.15, 0.1)
    """
    from scipy.special import gammaincc  # noqa: PLC0415 - slow to import

    given, kept = np.asarray(assigned, dtype=np.float64), np.asarray(measured, dtype=np.float64)
    if len(given) < 2 or (given <= 0.0).any() or (kept > given).any():
        raise TooFewUnits(n=float(given.min(initial=0.0)), needed=1.0)
    lost = 1.0 - kept / given
    overall = float((given - kept).sum() / given.sum())
    spread = overall * (1.0 - overall)
    chi2 = float((given * (lost - overall) ** 2).sum() / spread) if spread else 0.0
    p = float(gammaincc((len(given) - 1) / 2.0, chi2 / 2.0))
    return Attrition(lost, overall, float(lost.max() - lost.min()), p)


def balance(covariates: Floats, treated: NDArray[np.bool_], clusters: Ints | None = None) -> Balance:
    """Compare what was known before between the arms; whole clusters by their means.

    Parameters
    ----------
    covariates : array of float, shape (n, k)
    treated : array of bool, shape (n,)
    clusters : array of int, shape (n,), optional
        From 0, without gaps.

    Raises
    ------
    TooFewUnits

    Notes
    -----
    Differences in pooled standard deviations; over all, the Mahalanobis distance against chi-square (Hansen
    and Bowers, *Stat. Sci.* 23 (2008), 219-236). A draw that was made by chance is unbalanced by chance
    only: the p is for finding draws that were not.
    """
    from scipy.special import gammaincc  # noqa: PLC0415 - slow to import

    if clusters is not None:
        sizes = np.bincount(clusters).astype(np.float64)
        covariates = np.column_stack(
            [np.bincount(clusters, weights=column) / sizes for column in covariates.T]
        )
        treated = np.bincount(clusters, weights=treated) > 0.0
    n1, n0 = int(treated.sum()), int((~treated).sum())
    if min(n1, n0) < 2:
        raise TooFewUnits(n=float(min(n1, n0)), needed=2.0)
    groups = (covariates[~treated], covariates[treated])
    means = np.array([each.mean(axis=0) for each in groups])
    pooled = np.sqrt(0.5 * (groups[0].var(axis=0, ddof=1) + groups[1].var(axis=0, ddof=1)))
    gap = means[1] - means[0]
    apart = np.divide(gap, pooled, out=np.zeros_like(gap), where=pooled > 0.0)
    total = np.cov(covariates.T).reshape(len(gap), len(gap))
    distance = n1 * n0 / (n1 + n0) * float(gap @ np.linalg.pinv(total) @ gap)
    rank = int(np.linalg.matrix_rank(total))
    p = float(gammaincc(rank / 2.0, distance / 2.0)) if rank else 1.0
    return Balance(means, apart, p, tuple(np.flatnonzero(np.abs(apart) > FAR).tolist()))


@dataclass(frozen=True, slots=True)
class LossBounds:
    """The least and the greatest effect on those who would be measured in either arm."""

    lower: float
    upper: float
    trimmed: float


def loss_bounds(outcome: Floats, treated: NDArray[np.bool_]) -> LossBounds:
    """Bound the effect when arms lost different shares (NaN is lost), by trimming the fuller arm.

    Raises
    ------
    TooFewUnits

    Notes
    -----
    Source: D. S. Lee, *Rev. Econ. Stud.* 76 (2009), 1071-1102: treatment only ever keeps people in, or only
    ever loses them. ``trimmed`` is the share of the fuller arm that is cut from one end or the other.

    Examples
    --------
    >>> outcome = np.array([1.0, 2, 3, np.nan, 2, 3, 4, 5])
    >>> found = loss_bounds(outcome, np.arange(8) >= 4)
    >>> found.lower, found.upper
    (1.0, 2.0)
    """
    arms = [outcome[~treated], outcome[treated]]
    kept = [np.sort(arm[np.isfinite(arm)]) for arm in arms]
    if min(map(len, kept)) < 2:
        raise TooFewUnits(n=float(min(map(len, kept))), needed=2.0)
    rates = [len(k) / len(arm) for k, arm in zip(kept, arms, strict=True)]
    fuller = int(rates[1] >= rates[0])
    trimmed = 1.0 - rates[1 - fuller] / rates[fuller]
    cut = math.floor(trimmed * len(kept[fuller]) + 1e-9)
    whole, other = kept[fuller], float(kept[1 - fuller].mean())
    low, high = float(whole[: len(whole) - cut].mean()), float(whole[cut:].mean())
    ends = (low - other, high - other) if fuller else (other - high, other - low)
    return LossBounds(min(ends), max(ends), trimmed)
