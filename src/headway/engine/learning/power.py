"""Power before a trial: how many are needed, and what the smallest effect is that a design can see.

Every design is a standard error that falls with n and a count of degrees of freedom; what is asked (power,
the smallest effect, n) is found from these two by one search.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.tails import power_of_t

MOST: Final = 1e12  # units an arm; a design that needs more cannot answer the question
CURVE: Final = 25


class CannotAnswer(CannotEstimate):
    """No number of units gives this power for this effect. Numbers: ``power``, ``effect``."""

    code = "cannot_answer"


class BadDesign(CannotEstimate):
    """A number of the design is outside of what it can be. Numbers: the one that is, by its name."""

    code = "bad_design"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a test must be able to say: its two-sided level, and the chance to see an effect that is there."""

    alpha: float = 0.05
    power: float = 0.8

    def __post_init__(self) -> None:
        for name in ("alpha", "power"):
            if not 0.0 < getattr(self, name) < 1.0:
                raise BadDesign(**{name: getattr(self, name)})


@dataclass(frozen=True, slots=True)
class Power:
    """An answer for one design: ``n`` an arm (people, or clusters), ``mde`` the smallest effect it can see.

    ``power`` is the chance to see ``effect`` with ``n``; ``curve`` holds (n, smallest effect) pairs;
    ``design_effect`` is how many times more people than without clusters.
    """

    power: float
    effect: float
    mde: float
    n: float
    curve: tuple[tuple[float, float], ...]
    design_effect: float = 1.0


@dataclass(frozen=True, slots=True)
class _Design:
    """Standard error and degrees of freedom at n an arm and an effect; the least n that has a test at all."""

    se: Callable[[float, float], float]
    freedom: Callable[[float], float]
    least: float
    largest: float = math.inf  # of an effect


def power_t(
    *,
    sd: float = 1.0,
    effect: float | None = None,
    n: float | None = None,
    ratio: float = 1.0,
    asked: Asked | None = None,
) -> Power:
    """Answer for the difference of two means by the t test.

    Parameters
    ----------
    sd : float
        Standard deviation of the outcome, in its unit; the same in both arms.
    effect, n : float
        One or both of them: the difference of means in the outcome's unit, and how many in the first arm.
        What is missing is found; with both, the power.
    ratio : float
        How many in the other arm for each of the first.
    asked : Asked
        Level and power.

    Raises
    ------
    BadDesign, CannotAnswer

    Notes
    -----
    Source: J. Cohen, *Statistical Power Analysis* (1988), chapter 2, by the noncentral t with both tails.

    Examples
    --------
    >>> round(power_t(effect=0.5).n, 5)
    63.76561
    """
    _positive(sd=sd, ratio=ratio)
    spread = sd * math.sqrt(1.0 + 1.0 / ratio)
    design = _Design(
        se=lambda each, _effect: spread / math.sqrt(each),
        freedom=lambda each: each * (1.0 + ratio) - 2.0,
        least=3.0 / (1.0 + ratio) + 1e-9,
    )
    return _answer(design, effect, n, asked or Asked())


def power_proportions(
    *, control: float, effect: float | None = None, n: float | None = None, asked: Asked | None = None
) -> Power:
    """Answer for the difference of two shares; ``effect`` is treated minus control, with its sign.

    Raises
    ------
    BadDesign, CannotAnswer

    Notes
    -----
    Source: J. L. Fleiss, *Statistical Methods for Rates and Proportions* (1981), section 3.2, without
    continuity correction: pooled variance under no difference, own variances under the effect.

    Examples
    --------
    >>> round(power_proportions(control=0.4, effect=0.1).n, 2)
    387.34
    """
    if not 0.0 < control < 1.0:
        raise BadDesign(control=control)
    if effect is not None and not 0.0 < control + effect < 1.0:
        raise BadDesign(effect=effect)
    asked = asked or Asked()
    sign = -1.0 if effect is not None and effect < 0.0 else 1.0

    def chance(size: float, difference: float) -> float:
        treated = control + sign * difference
        mean = 0.5 * (control + treated)
        own = math.sqrt((control * (1.0 - control) + treated * (1.0 - treated)) / size)
        pooled = math.sqrt(2.0 * mean * (1.0 - mean) / size)
        return power_of_t(difference / own, math.inf, asked.alpha, critical_scale=pooled / own)

    limit = (1.0 - control if sign > 0.0 else control) - 1e-9
    return _search(chance, effect, n, asked, (2.0, limit))


@dataclass(frozen=True, slots=True)
class Clusters:
    """Teams, schools or places that are assigned whole.

    ``size`` is their mean size, ``cv`` the coefficient of variation of their sizes, ``icc`` the share of the
    variance that lies between them, and ``explained`` the share of variance a baseline explains.
    """

    size: float
    icc: float
    cv: float = 0.0
    explained: float = 0.0

    def __post_init__(self) -> None:
        _positive(size=self.size)
        for name, top in (("icc", 1.0), ("explained", 1.0), ("cv", math.inf)):
            if not 0.0 <= getattr(self, name) <= top:
                raise BadDesign(**{name: getattr(self, name)})

    @property
    def design_effect(self) -> float:
        """Return how many times more people are needed than by person (Eldridge et al. 2006)."""
        return 1.0 + ((self.cv * self.cv + 1.0) * self.size - 1.0) * self.icc


def power_cluster(
    clusters: Clusters,
    *,
    sd: float = 1.0,
    effect: float | None = None,
    n: float | None = None,
    asked: Asked | None = None,
) -> Power:
    """Answer for the difference of two means when whole clusters are assigned; ``n`` counts clusters an arm.

    Raises
    ------
    BadDesign, CannotAnswer

    Notes
    -----
    Source: S. M. Eldridge, D. Ashby and S. Kerry, *Int. J. Epidemiol.* 35 (2006), 1292-1300, for sizes that
    vary; the t test has 2 (n - 1) degrees of freedom, as few clusters as there are.

    Examples
    --------
    >>> round(Clusters(size=30, icc=0.15, cv=1.5).design_effect, 3)
    15.475
    """
    _positive(sd=sd)
    variance = 2.0 * sd * sd * (1.0 - clusters.explained) * clusters.design_effect / clusters.size
    design = _Design(
        se=lambda each, _effect: math.sqrt(variance / each),
        freedom=lambda each: 2.0 * (each - 1.0),
        least=1.5 + 1e-9,
    )
    found = _answer(design, effect, n, asked or Asked())
    return Power(found.power, found.effect, found.mde, found.n, found.curve, clusters.design_effect)


def least_effect(clusters: Clusters, n: float, *, sd: float = 1.0, asked: Asked | None = None) -> float:
    """Return the smallest effect n clusters an arm could see with everybody in them asked.

    Where it is still above the effect sought, more people do not help: more clusters do.
    """
    many = Clusters(size=1e12, icc=clusters.icc, cv=clusters.cv, explained=clusters.explained)
    return power_cluster(many, sd=sd, n=n, asked=asked).mde if clusters.icc else 0.0


def _positive(**numbers: float) -> None:
    for name, value in numbers.items():
        if not (value > 0.0 and math.isfinite(value)):
            raise BadDesign(**{name: value})


def _answer(design: _Design, effect: float | None, n: float | None, asked: Asked) -> Power:
    def chance(size: float, difference: float) -> float:
        return power_of_t(difference / design.se(size, difference), design.freedom(size), asked.alpha)

    return _search(chance, effect, n, asked, (design.least, design.largest))


def _search(
    chance: Callable[[float, float], float],
    effect: float | None,
    n: float | None,
    asked: Asked,
    limits: tuple[float, float],
) -> Power:
    """Find what was not given: n, the smallest effect, or the power; and the curve around it."""
    least, largest = limits
    size = abs(effect) if effect is not None else None
    if size == 0.0 or (n is not None and n < least):
        raise BadDesign(**({"effect": 0.0} if size == 0.0 else {"n": n or 0.0}))
    if n is None and size is None:
        raise BadDesign(effect=math.nan)
    if n is None:
        assert size is not None
        wanted = size
        n = _smallest(lambda each: chance(each, wanted), asked, (least, MOST), wanted)
    mde = _mde(chance, n, asked, largest)
    if size is None and math.isinf(mde):
        raise CannotAnswer(power=asked.power, effect=largest)
    sought = size if size is not None else mde
    signed = math.copysign(sought, effect) if effect is not None else sought
    curve = tuple((each, _mde(chance, each, asked, largest)) for each in _around(n, least))
    return Power(chance(n, sought), signed, mde, n, curve)


def _mde(chance: Callable[[float, float], float], n: float, asked: Asked, largest: float) -> float:
    """Return the smallest effect n can see; infinite where even the largest cannot be seen."""
    top = 1.0 if math.isinf(largest) else largest
    while math.isinf(largest) and chance(n, top) < asked.power and top < MOST:
        top *= 4.0
    if chance(n, top) < asked.power:
        return math.inf
    return _smallest(lambda each: chance(n, each), asked, (0.0, top), top)


def _smallest(
    chance: Callable[[float], float], asked: Asked, span: tuple[float, float], effect: float
) -> float:
    """Return the least number in a span at which the chance reaches the power; the chance rises."""
    low, high = span
    if chance(low or 1e-300) >= asked.power:
        return low
    reach = max(4.0 * low, 1.0)
    while reach < high and chance(reach) < asked.power:
        low, reach = reach, 4.0 * reach
    high = min(high, reach)
    if chance(high) < asked.power:
        raise CannotAnswer(power=asked.power, effect=effect)
    while low < (middle := 0.5 * (low + high)) < high:
        low, high = (low, middle) if chance(middle) >= asked.power else (middle, high)
    return high


def _around(n: float, least: float) -> Sequence[float]:
    """Return whole numbers from a quarter to four times n, evenly on the scale of logarithms."""
    first = max(math.ceil(least), math.ceil(n / 4.0))
    return sorted({float(round(each)) for each in np.geomspace(first, max(4.0 * n, first + 1.0), CURVE)})
