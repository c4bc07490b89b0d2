"""What could be done instead of checking every case, on the draws of one control."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.controls.model import Drawn
from headway.engine.controls.ranges import Range
from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]
USUAL_ETA: Final = 0.5
STRONG_DETERRENCE: Final = 0.3  # few checks already keep most people from trying
NO_DETERRENCE: Final = 1.0  # a check prevents only what it looks at


class Option(StrEnum):
    """In the order of how little they change."""

    KEEP = "keep"
    THRESHOLD = "threshold"
    SAMPLE = "sample"
    REPLACE = "replace"
    RELAX = "relax"


class CannotCompare(CannotEstimate):
    """An option without what it needs. ``option`` says which. Numbers: what was given."""

    code = "cannot_compare"

    def __init__(self, option: Option, **numbers: float) -> None:
        self.option = option
        super().__init__(**numbers)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Check only cases worth ``value`` or more; ``values`` (k,) are those of past cases, in money."""

    value: float
    values: ArrayLike

    def __post_init__(self) -> None:
        """Refuse values that say nothing about the share above a threshold."""
        past = np.asarray(self.values, dtype=np.float64)
        known = bool(past.size) and bool(np.isfinite(past).all()) and bool((past >= 0.0).all())
        if not (known and past.sum() > 0.0 and self.value >= 0.0):
            raise CannotCompare(Option.THRESHOLD, n=past.size, value=self.value)

    def reach(self) -> tuple[float, float]:
        """Return the share of cases, and the share of all value, that is checked."""
        past = np.asarray(self.values, dtype=np.float64)
        above = past[past >= self.value]
        return above.size / past.size, float(above.sum() / past.sum())


@dataclass(frozen=True, slots=True)
class Sample:
    """Check a share of cases, drawn by lot; prevention falls as share ** eta, cost as share."""

    share: float
    eta: float = USUAL_ETA

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        if not (0.0 <= self.share <= 1.0 and 0.0 < self.eta <= 1.0):
            raise CannotCompare(Option.SAMPLE, share=self.share, eta=self.eta)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Another control: the share of today's prevention it keeps, and its money per case."""

    prevention: Range
    cost: Range

    def __post_init__(self) -> None:
        """Refuse a cost below nought."""
        if self.prevention.low < 0.0 or self.cost.low < 0.0:
            raise CannotCompare(Option.REPLACE, prevention=self.prevention.low, cost=self.cost.low)


@dataclass(frozen=True, slots=True)
class Choices:
    """What keeping is compared with; relaxing always is."""

    threshold: Threshold | None = None
    sample: Sample | None = None
    replacement: Replacement | None = None


@dataclass(frozen=True, slots=True)
class Per:
    """Per case of all cases, checked or not, each of shape (draws,)."""

    cost: Floats
    saved: Floats  # misuse prevented, in money


def kept(values: Drawn) -> Per:
    """Check every case, as now."""
    return Per(values.cost, values.prevented * values.loss)


def relaxed(values: Drawn) -> Per:
    """Check none for a time."""
    nothing = np.zeros_like(values.loss)
    return Per(nothing, nothing)


def thresholded(values: Drawn, option: Threshold) -> Per:
    """Check by value.

    What a misuse loses, and what a stopped case loses, is taken in proportion to the value of the case;
    time and delay are the same for every case, and misuse is as likely at every value.
    """
    cases, worth = option.reach()
    cost = cases * (values.time + values.delay) + worth * values.stopping
    return Per(cost, worth * values.prevented * values.loss)


def sampled(values: Drawn, option: Sample) -> Per:
    """Check a share by lot."""
    return Per(option.share * values.cost, option.share**option.eta * values.prevented * values.loss)


def replaced(values: Drawn, prevention: Floats, cost: Floats) -> Per:
    """Put another control in its place; its share of prevention and its cost as drawn."""
    return Per(cost, prevention * values.prevented * values.loss)
