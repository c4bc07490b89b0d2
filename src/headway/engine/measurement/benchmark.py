"""One estimate beside another: whether its interval leaves the other out."""

import math
from dataclasses import dataclass
from enum import StrEnum

from headway.engine.measurement.spc_words import Improve


class Compared(StrEnum):
    """How an estimate stands to what it is held against; the value is a code."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"  # where neither way is better
    LOWER = "lower"
    SIMILAR = "similar"
    NOT_COMPARED = "not_compared"  # it has no interval


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference, in the unit of both."""

    gap: float  # the estimate less the benchmark
    compared: Compared


def benchmark(
    value: float,
    against: float,
    *,
    interval: tuple[float, float] | None = None,
    improve: Improve = Improve.NEUTRAL,
) -> Gap:
    """Hold an estimate against a benchmark by its own interval.

    Parameters
    ----------
    value, against : float
        In one unit. A place is never held against itself.
    interval : tuple of float, optional
        The 95 per cent interval of ``value``.
    improve : Improve
        Which way is better.

    Raises
    ------
    ValueError
        When a number is not finite, or the interval is upside down.

    Notes
    -----
    Source: Department of Health and Social Care, Fingertips technical guidance (2024): better or worse
    when the interval leaves the benchmark out, similar otherwise; the benchmark counts as known.

    Examples
    --------
    >>> benchmark(27.3, 30.7, interval=(25.1, 29.6), improve=Improve.DECREASE).compared.value
    'better'
    """
    if not (math.isfinite(value) and math.isfinite(against)):
        raise ValueError("both sides of a comparison are numbers")
    if interval is None:
        return Gap(value - against, Compared.NOT_COMPARED)
    lower, upper = interval
    if not lower <= upper:
        raise ValueError("an interval goes from its lower to its upper end")
    if lower <= against <= upper:
        return Gap(value - against, Compared.SIMILAR)
    higher = against < lower
    if improve is Improve.NEUTRAL:
        return Gap(value - against, Compared.HIGHER if higher else Compared.LOWER)
    better = higher == (improve is Improve.INCREASE)
    return Gap(value - against, Compared.BETTER if better else Compared.WORSE)
