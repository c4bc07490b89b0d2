"""What holds with few teams: the jackknife over teams with t, and the wild cluster bootstrap."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Jackknifed:
    """An estimate with its error from leaving out each of G teams in turn, and t with G - 1."""

    estimate: float
    se: float
    lower: float
    upper: float
    p: float
    freedom: int


def jackknife(estimate: float, without: Floats) -> Jackknifed:
    """Return the error of an estimate from what it is without each team, shape (G,).

    Notes
    -----
    Source: J. G. MacKinnon, M. Ø. Nielsen and M. D. Webb, *Journal of Applied Econometrics* 38 (2023),
    671-694 (CV3J, about the mean of the estimates without a team, with t(G - 1)).

    Examples
    --------
    >>> found = jackknife(2.0, np.array([1.0, 2.0, 3.0]))
    >>> round(found.se, 4), found.freedom
    (1.1547, 2)
    """
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415 - slow to import

    g = len(without)
    away = without - without.mean()
    se = math.sqrt(float(away @ away) * (g - 1) / g)
    wide = float(stdtrit(g - 1, 0.975)) * se
    p = 2.0 * float(stdtr(g - 1, -abs(estimate) / se)) if se > 0.0 else math.nan
    return Jackknifed(estimate, se, estimate - wide, estimate + wide, p, g - 1)
