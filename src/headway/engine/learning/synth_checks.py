"""What a synthetic control stands on: a unit left out, a start that was none, what placebos allow."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.synth import SyntheticControl, TooFewPeriods, mix

Floats = NDArray[np.float64]
COUNTS = 0.01  # a smaller share in the mix is not worth leaving out


@dataclass(frozen=True, slots=True)
class WithoutOne:
    """The effect without one of the other units; ``donor`` counts them from 0."""

    donor: int
    effect: float


def without_donors(outcomes: Floats, treated: int, start: int) -> tuple[WithoutOne, ...]:
    """Return the effect without each unit that has at least 1 % of the mix.

    Parameters
    ----------
    outcomes : array of float, shape (units, periods)
    treated : int
        Its row.
    start : int
        The first period with the treatment, from 0.

    Notes
    -----
    Source: A. Abadie, A. Diamond and J. Hainmueller, *AJPS* 59 (2015), 495-510, section on leave-one-out.

    Examples
    --------
    >>> rows = np.array([[1.0, 2, 3, 9], [1, 2, 2, 4], [0, 2, 3, 3], [3, 1, 0, 2]])
    >>> [(each.donor, round(each.effect, 2)) for each in without_donors(rows, 0, 3)]
    [(0, 6.16), (1, 5.0)]
    """
    one, others = outcomes[treated], np.delete(outcomes, treated, axis=0)
    weights = mix(one[:start], others[:, :start])
    used = np.flatnonzero(weights >= COUNTS).tolist()
    if len(others) < 3:
        return ()
    return tuple(WithoutOne(at, _effect(one, np.delete(others, at, axis=0), start)) for at in used)


def begun_earlier(outcomes: Floats, treated: int, start: int, lead: int) -> float:
    """Return the effect in the ``lead`` periods before the start, as if it had begun with the first of them.

    It should be about nought: nothing had happened yet.

    Raises
    ------
    TooFewPeriods
        With fewer than two periods before that.

    Notes
    -----
    Source: as above, section on placebos in time.

    Examples
    --------
    >>> rows = np.array([[1.0, 2, 3, 9], [1, 2, 2, 4], [0, 2, 3, 3], [3, 1, 0, 2]])
    >>> round(begun_earlier(rows, 0, 3, 1), 2)
    1.0
    """
    if start - lead < 2 or lead < 1:
        raise TooFewPeriods(before=start - lead, after=lead)
    others = np.delete(outcomes, treated, axis=0)
    return _effect(outcomes[treated, :start], others[:, :start], start - lead)


def not_rejected(found: SyntheticControl, level: float = 0.05) -> tuple[float, float] | None:
    """Return the least and the greatest steady effect that the placebos do not reject at a level.

    None where they are too few to reject any (fewer than 1 / level - 1), or where no steady effect fits. It
    holds nought exactly when ``p_placebo`` is above the level.

    Notes
    -----
    Source: S. Firpo and V. Possebom, *Journal of Causal Inference* 6 (2018), 20160026: the
    placebo test turned round, for effects that are the same in every period. With the ratio of mean squares
    the set is an interval about the mean gap.

    Examples
    --------
    >>> from headway.engine.learning import synth
    >>> rows = np.array([[1.0, 2, 3, 9], [1, 2, 2, 4], [0, 2, 3, 3], [3, 1, 0, 2]])
    >>> not_rejected(synth(rows, 0, 3)) is None
    True
    """
    placebos = np.sort(found.ratios[1:][np.isfinite(found.ratios[1:])])[::-1]
    as_far = math.floor(level * (len(placebos) + 1) + 1e-9) - 1  # so many may go as far and it is rejected
    if as_far < 0:
        return None
    after = found.gap[found.before :]
    spare = (float(placebos[as_far]) * found.pre_rmspe) ** 2 - float(after.var())
    if spare < 0.0:
        return None
    return found.effect - math.sqrt(spare), found.effect + math.sqrt(spare)


def _effect(one: Floats, others: Floats, start: int) -> float:
    weights = mix(one[:start], others[:, :start])
    return float((one - weights @ others)[start:].mean())
