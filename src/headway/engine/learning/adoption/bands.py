"""Bands that hold for all event times at once, by the multiplier bootstrap."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.effects import ENOUGH_TEAMS, Staggered
from headway.engine.learning.adoption.panel import Floats

IQR_OF_NORMAL: Final = 1.3489795003921634


class TooFewTeams(CannotEstimate):
    """Bands and normal errors count on many teams. Numbers: ``teams``, ``needed``."""

    code = "too_few_teams"


@dataclass(frozen=True, slots=True)
class Bands:
    """A 95 % band of an event study, shape (j,), and the errors it is a multiple of."""

    labels: Floats
    lower: Floats
    upper: Floats
    se: Floats
    multiple: float


def multiplier_bands(found: Staggered, rng: np.random.Generator, *, draws: int = 999) -> Bands:
    """Return bands of the event study of a result, from 50 teams on.

    Raises
    ------
    TooFewTeams
        With fewer than 50 teams the bands would be too narrow.

    Notes
    -----
    Source: B. Callaway and P. H. C. Sant'Anna, *Journal of Econometrics* 225 (2021), 200-230, algorithm 1:
    Rademacher weights on influences, errors from the interquartile range.
    """
    if found.teams < ENOUGH_TEAMS:
        raise TooFewTeams(teams=found.teams, needed=ENOUGH_TEAMS)
    weighing = found.weighings["dynamic"]
    each = found.spread.influence(weighing.weights, weighing.shift)
    signs = rng.integers(0, 2, size=(draws, len(each))).astype(np.float64) * 2.0 - 1.0
    drawn = signs @ each / found.n
    low, high = np.quantile(drawn, [0.25, 0.75], axis=0)
    se = (high - low) / IQR_OF_NORMAL
    useful = se > 1e-12
    multiple = float(np.quantile(np.abs(drawn[:, useful] / se[useful]).max(axis=1), 0.95))
    att = found.dynamic.att
    return Bands(weighing.labels, att - multiple * se, att + multiple * se, se, multiple)
