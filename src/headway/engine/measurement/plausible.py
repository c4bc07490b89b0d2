"""New figures beside their own past and beside each other: which need a second look before they count."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import NotFinite, TooShort
from headway.engine.measurement.segments import LARGEST

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST_SETTLED: Final = 8
FAR: Final = 6.0  # robust standard deviations; a doubt stops nobody, but each costs a person a look
MAD_TO_SIGMA: Final = 1.4826
MEAN_TO_SIGMA: Final = 1.2533
SMALLEST_STEP: Final = 0.01  # of the middle value, where the past hardly moved
_UNITS: Final = (10.0, 100.0, 1_000.0, 1_000_000.0)
_UNIT_SLACK: Final = 1.25  # a slip of the unit lands within a quarter of it


class Doubt(StrEnum):
    """Why a figure needs a second look."""

    JUMP = "jump"  # far from the figures around it, by what this series usually does
    UNIT = "unit"  # about 10, 100, 1,000 or a million times too large or too small


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One figure in doubt."""

    point: int
    doubt: Doubt
    expected: float  # by the last settled figure and the usual step, in the series' unit
    usual: float  # one robust standard deviation of the way there
    factor: float  # of the unit it seems to be in; 1 for a jump


class Relation(StrEnum):
    """How the two sides of a rule stand to each other."""

    EQUAL = "equal"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


def implausible(values: ArrayLike, fresh: ArrayLike, *, season: int = 1) -> tuple[Doubtful, ...]:
    """Find new figures that do not fit the past of their own series.

    Parameters
    ----------
    values : array of float, shape (n,)
        The series in time order, equally spaced, with the new figures in place; NaN where a period is
        missing.
    fresh : array of bool, shape (n,)
        Which of them are new or revised. The others are settled, and what they usually do is the measure.
    season : int
        Periods a year: with two years of settled figures a figure is held against the one a year before.

    Returns
    -------
    tuple of Doubtful
        In time order. A figure in doubt is never a measure for the next.

    Raises
    ------
    TooShort
        Under 8 settled figures.
    NotFinite
        When a value is infinite or over 1e150.

    Notes
    -----
    Steps between settled figures give a median, taken where it is over two standard errors, and a spread
    by the median absolute deviation (B. Iglewicz and D. C. Hoaglin, *How to Detect and Handle Outliers*,
    1993); a figure is in doubt when it lies over six of them from where the last one leads, and does so
    on logarithms too where all are over nought: a series that grows by a share is not in doubt for
    growing.

    Examples
    --------
    >>> past = [61.2, 60.8, 62.0, 61.5, 62.3, 62.1, 61.9, 62.8]
    >>> found = implausible([*past, 0.631], [False] * 8 + [True])
    >>> found[0].doubt.value, found[0].factor
    ('unit', 0.01)
    """
    y = np.asarray(values, dtype=np.float64)
    new = np.broadcast_to(np.asarray(fresh, dtype=np.bool_), y.shape)
    too_large = np.abs(y) > LARGEST
    if too_large.any():
        raise NotFinite(series=0, point=int(too_large.argmax()))
    settled = np.where(new, np.nan, y)
    n = int(np.isfinite(settled).sum())
    if n < FEWEST_SETTLED:
        raise TooShort(n=n, needed=FEWEST_SETTLED)
    lag = season if season > 1 and n >= 2 * season else 1
    level = float(np.nanmedian(np.abs(settled)))
    plain = _Steps(settled, lag, SMALLEST_STEP * level or SMALLEST_STEP)
    logs = _Steps(_log(settled), lag, SMALLEST_STEP)
    found: list[Doubtful] = []
    known = settled.copy()
    for point in np.flatnonzero(new & np.isfinite(y)):
        doubt = _doubt(int(point), y, known, plain, logs)
        if doubt is None:
            known[point] = y[point]
        else:
            found.append(doubt)
    return tuple(found)


def breaks_rule(
    left: ArrayLike, relation: Relation, right: ArrayLike, *, tolerance: float = 0.0
) -> NDArray[np.bool_]:
    """Find where a rule between figures does not hold.

    Parameters
    ----------
    left, right : array of float, broadcasting with each other
        For a share: its values and 0, or 100. For parts of a whole: their sum and the whole. NaN on
        either side breaks nothing: what is not there cannot be wrong.
    relation : Relation
        How left stands to right.
    tolerance : float
        In the unit of both; for parts rounded to a unit, half a unit a part.

    Examples
    --------
    >>> breaks_rule([98.2, 101.0, np.nan], Relation.AT_MOST, 100.0).tolist()
    [False, True, False]
    """
    gap = np.asarray(left, dtype=np.float64) - np.asarray(right, dtype=np.float64)
    slack = tolerance + 16 * np.finfo(np.float64).eps * np.abs(np.asarray(right, dtype=np.float64))
    if relation is Relation.EQUAL:
        return np.asarray(np.abs(gap) > slack)
    return np.asarray(-gap > slack if relation is Relation.AT_LEAST else gap > slack)


class _Steps:
    """The usual step of a series and its robust spread."""

    def __init__(self, y: Floats, lag: int, smallest: float) -> None:
        steps = (y[lag:] - y[:-lag])[np.isfinite(y[lag:] - y[:-lag])]
        self.lag = lag
        self.usable = len(steps) >= FEWEST_SETTLED // 2
        if not self.usable:
            return
        middle = float(np.median(steps))
        apart = np.abs(steps - middle)
        spread = MAD_TO_SIGMA * float(np.median(apart)) or MEAN_TO_SIGMA * float(apart.mean())
        self.spread = spread or smallest
        # A median step within two of its standard errors is no drift: the last figure is the best guess.
        drifts = abs(middle) > 2 * MEAN_TO_SIGMA * spread / math.sqrt(len(steps))
        self.middle = middle if drifts else 0.0

    def expected(self, y: Floats, point: int) -> tuple[float, float] | None:
        """Where the nearest known figure leads, and the spread of the way there."""
        before = np.flatnonzero(np.isfinite(y[:point]))
        same = before[(point - before) % self.lag == 0]
        if same.size:
            strides = (point - int(same[-1])) // self.lag
            return float(y[same[-1]]) + strides * self.middle, self.spread * math.sqrt(strides)
        after = np.flatnonzero(np.isfinite(y[point + 1 :])) + point + 1
        if not after.size:
            return None
        strides = max(1, round((int(after[0]) - point) / self.lag))
        return float(y[after[0]]) - strides * self.middle, self.spread * math.sqrt(strides)


def _doubt(point: int, y: Floats, known: Floats, plain: _Steps, logs: _Steps) -> Doubtful | None:
    """Hold one figure against where the known ones lead."""
    led = plain.expected(known, point) if plain.usable else None
    if led is None:
        return None
    expected, usual = led
    value = float(y[point])
    if abs(value - expected) <= FAR * usual:
        return None
    log_known = _log(known)
    if logs.usable and value > 0 and np.isfinite(log_known[np.isfinite(known)]).all():
        log_led = logs.expected(log_known, point)
        if log_led is not None and abs(math.log(value) - log_led[0]) <= FAR * log_led[1]:
            return None
    factor = _unit_of(value, expected)
    return Doubtful(point, Doubt.UNIT if factor != 1.0 else Doubt.JUMP, expected, usual, factor)


def _unit_of(value: float, expected: float) -> float:
    """The unit that would bring a value to where it is expected; 1 where none does."""
    if value * expected <= 0:
        return 1.0
    ratio = value / expected
    for unit in (*_UNITS, *(1 / unit for unit in _UNITS)):
        if 1 / _UNIT_SLACK <= ratio / unit <= _UNIT_SLACK:
            return unit
    return 1.0


def _log(y: Floats) -> Floats:
    """Logarithms of what is over nought, NaN for the rest."""
    return np.log(np.where(y > 0, y, np.nan))
