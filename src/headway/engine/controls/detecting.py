"""What a freedom could show: the smallest change of a watched figure that its time would reveal."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import CannotEstimate, NotFinite, TooShort

RANGE_TO_SIGMA: Final = 1.128  # mean moving range of pairs over sigma (d2)
SURENESS: Final = 0.975  # two-sided, 5 %
POWER: Final = 0.8
FEWEST: Final = 4


class NothingToSee(CannotEstimate):
    """The figure has never moved, or no figure falls in the time. Numbers: ``before``, ``during``."""

    code = "nothing_to_see"


@dataclass(frozen=True, slots=True)
class Detectable:
    """In the unit of the figure; ``share`` of its mean before (NaN where that is nought)."""

    effect: float
    share: float
    before: int
    during: int


def smallest_effect(past: ArrayLike, during: int) -> Detectable:
    """Return the smallest lasting change that would be found in 8 of 10 trials.

    Parameters
    ----------
    past : array of float, shape (n,)
        The figure before, equally spaced; missing points are left out.
    during : int
        How many figures will fall in the time of the trial.

    Returns
    -------
    Detectable
        A two-sided test at 5 %, before against during, in one place.

    Raises
    ------
    TooShort
        Under 4 figures before.
    NothingToSee
        When the figure never moved, or none falls in the time.
    NotFinite
        When a figure is infinite.

    Notes
    -----
    Source: H. S. Bloom, *Evaluation Review* 19 (1995), 547-556: the minimum detectable effect is the sum of
    the two critical values of Student's t times the standard error, here of a difference of two means.
    Sigma comes from the mean moving range over 1.128, so that a slow drift before does not count as noise
    (D. J. Wheeler, *Understanding Variation*, 1993). Without a place to compare with, anything else that
    changes at the same time is part of what is found.

    Examples
    --------
    >>> found = smallest_effect([10.0, 12.0, 11.0, 13.0, 12.0, 10.0, 11.0, 12.0], 6)
    >>> round(found.effect, 2)
    2.09
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to load

    y: NDArray[np.float64] = np.asarray(past, dtype=np.float64)
    y = y[~np.isnan(y)]
    if not np.isfinite(y).all():
        raise NotFinite(series=0, point=int((~np.isfinite(y)).argmax()))
    if y.size < FEWEST:
        raise TooShort(n=y.size, needed=FEWEST)
    sigma = float(np.abs(np.diff(y)).mean()) / RANGE_TO_SIGMA
    if during < 1 or sigma == 0.0:
        raise NothingToSee(before=y.size, during=during)
    freedom = y.size + during - 2
    criticals = float(stdtrit(freedom, SURENESS) + stdtrit(freedom, POWER))
    effect = criticals * sigma * math.sqrt(1 / y.size + 1 / during)
    mean = abs(float(y.mean()))
    return Detectable(effect, effect / mean if mean else math.nan, y.size, during)
