"""How a remembered forecast did, once the outcome is known. Smaller is better, except coverage."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate, NotEnoughVariation, TooShort
from headway.engine.measurement.batch import LEVELS
from headway.engine.measurement.spc_words import Improve

Floats = NDArray[np.float64]


class CrossedQuantiles(CannotEstimate):
    """The remembered quantiles are not in order. Numbers: ``lower``, ``upper``, the outermost."""

    code = "crossed_quantiles"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A forecast for one period as it was given at the time, in the unit of the indicator.

    ``chance`` is that of standing at or beyond ``target`` on its better side, by ``improve``.
    """

    lower80: float
    lower50: float
    median: float
    upper50: float
    upper80: float
    chance: float | None = None
    target: float | None = None
    improve: Improve = Improve.INCREASE

    @property
    def quantiles(self) -> tuple[float, float, float, float, float]:
        """The five in the order of `LEVELS`."""
        return (self.lower80, self.lower50, self.median, self.upper50, self.upper80)


@dataclass(frozen=True, slots=True)
class Score:
    """``pinball``: mean quantile loss of the five; ``interval80`` Winkler's score; ``brier`` may be None."""

    inside80: bool
    inside50: bool
    error: float
    pinball: float
    interval80: float
    brier: float | None


def score(remembered: Remembered, outcome: float) -> Score:
    """Score one remembered forecast against what happened.

    Raises
    ------
    CrossedQuantiles
        When the quantiles are not in order, so that the record cannot be what was forecast.

    Notes
    -----
    Source: T. Gneiting and A. Raftery, "Strictly proper scoring rules, prediction, and estimation",
    *JASA* 102 (2007), 359-378, sections 6.1 (quantiles) and 6.2 (intervals).
    """
    q = remembered.quantiles
    if any(above < below for below, above in pairwise(q)):
        raise CrossedQuantiles(lower=q[0], upper=q[-1])
    loss = pinball(np.array(q), np.array(LEVELS), np.full(len(q), outcome))
    brier = None
    if remembered.chance is not None and remembered.target is not None:
        happened = remembered.improve.sign * (outcome - remembered.target) >= 0.0
        brier = (remembered.chance - float(happened)) ** 2
    interval = interval_score(np.array(q[:1]), np.array(q[-1:]), np.array([outcome]), 0.8)
    return Score(
        inside80=q[0] <= outcome <= q[-1],
        inside50=q[1] <= outcome <= q[3],
        error=outcome - q[2],
        pinball=float(loss.mean()),
        interval80=float(interval[0]),
        brier=brier,
    )


def pinball(quantiles: Floats, levels: Floats, outcomes: Floats) -> Floats:
    """Return the quantile loss of each forecast; all arrays broadcast to one shape."""
    over = outcomes - quantiles
    return np.asarray(np.maximum(levels * over, (levels - 1.0) * over))


def interval_score(lower: Floats, upper: Floats, outcomes: Floats, level: float) -> Floats:
    """Return Winkler's score of central intervals: width, plus 2/(1 - level) times what lies outside."""
    outside = np.maximum(lower - outcomes, 0.0) + np.maximum(outcomes - upper, 0.0)
    return np.asarray(upper - lower + 2.0 / (1.0 - level) * outside)


def mase(median: Floats, outcomes: Floats, past: Floats, season: int = 1) -> float:
    """Return the mean absolute error over that of last year's value repeated, in sample.

    Source: R. Hyndman and A. Koehler, *International Journal of Forecasting* 22 (2006), 679-688.
    """
    return float(np.abs(outcomes - median).mean()) / naive_error(past, season)


def msis(lower: Floats, upper: Floats, outcomes: Floats, past: Floats, season: int = 1) -> float:
    """Return the mean scaled interval score of an 80 % band, scaled as `mase` (M4 competition, 2018)."""
    return float(interval_score(lower, upper, outcomes, 0.8).mean()) / naive_error(past, season)


def naive_error(past: Floats, season: int) -> float:
    """Return the mean absolute difference at the seasonal lag.

    Raises
    ------
    TooShort, NotEnoughVariation
        When there is no such difference, or all are nought.
    """
    if past.size <= season:
        raise TooShort(n=past.size, needed=season + 1)
    error = float(np.abs(past[season:] - past[:-season]).mean())
    if error == 0.0:
        raise NotEnoughVariation(n=past.size)
    return error
