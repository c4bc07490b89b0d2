"""What an estimate stands on: dates it should not see, and teams it should not hang on."""

import math
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.how import How, fit, overalls
from headway.engine.learning.adoption.overall import left_out
from headway.engine.learning.adoption.panel import Floats, Panel
from headway.engine.learning.small_sample import jackknife


@dataclass(frozen=True, slots=True)
class Placebo:
    """The effect of adoption ``lead`` periods too early: nought but for chance, if trends were alike.

    ``p`` is of the jackknife over teams; NaN where one team carries the comparison.
    """

    lead: int
    att: float
    p: float


@dataclass(frozen=True, slots=True)
class WithoutOne:
    """The range of the headline when each team in turn is left out, and whether its sign holds."""

    lowest: float
    highest: float
    same_sign: bool


def placebo_dates(
    panel: Panel, how: How, leads: tuple[int, ...] = (1, 2), *, executor: Executor | None = None
) -> tuple[Placebo, ...]:
    """Return the headline as if each team had adopted some periods earlier, from what came before only.

    A lead that leaves nothing to compare is left out.
    """
    work = partial(_placebo, panel, how)
    found = map(work, leads) if executor is None else executor.map(work, leads)
    return tuple(each for each in found if each is not None)


def _placebo(panel: Panel, how: How, lead: int) -> Placebo | None:
    before = np.arange(panel.periods)[None, :] < panel.cohort[:, None]
    earlier = np.where(panel.cohort < panel.periods, panel.cohort - lead, panel.periods)
    moved = replace(panel, outcome=np.where(before, panel.outcome, math.nan), cohort=earlier)
    kept = moved.subset(earlier > 0)
    try:
        att = float(overalls(fit(kept, how))[0])
    except CannotEstimate:
        return None
    try:
        return Placebo(lead, att, jackknife(att, left_out(kept, how)[:, 0]).p)
    except CannotEstimate:
        return Placebo(lead, att, math.nan)


def without_one(panel: Panel, how: How) -> WithoutOne:
    """Return how far the headline moves without one of the teams, naming none.

    Raises
    ------
    NobodyAdopts, NoControls, NotConnected
        When one team carries the comparison by itself.
    """
    found = left_out(panel, how)[:, 0]
    return WithoutOne(float(found.min()), float(found.max()), bool((found > 0).all() or (found < 0).all()))


def holm(p: Floats) -> Floats:
    """Return p-values that hold for several questions together, shape (m,).

    Notes
    -----
    Source: S. Holm, *Scandinavian Journal of Statistics* 6 (1979), 65-70.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    found = np.empty(len(p))
    found[order] = np.minimum(stepped, 1.0)
    return found


def romano_wolf(observed: Floats, drawn: Floats) -> Floats:
    """Return p-values for several questions from the same draws, no stricter than they must be.

    Parameters
    ----------
    observed : array of float, shape (m,)
        An effect a question.
    drawn : array of float, shape (r, m)
        The same of each draw; a row is one draw for all questions.

    Notes
    -----
    Source: J. P. Romano and M. Wolf, *Statistics & Probability Letters* 113 (2016), 38-40; each question is
    measured in the spread of its draws.
    """
    spread = drawn.std(axis=0)
    scale = np.where(spread > 0.0, spread, 1.0)
    size, among = np.abs(observed) / scale, np.abs(drawn) / scale
    order = np.argsort(-size, kind="stable")
    found, highest = np.empty(len(observed)), 0.0
    for at, question in enumerate(order):
        most = among[:, order[at:]].max(axis=1)
        hits = int(np.count_nonzero(most >= size[question] * (1.0 - 1e-12)))
        highest = max(highest, (hits + 1) / (len(drawn) + 1))
        found[question] = highest
    return found
