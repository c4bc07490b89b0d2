"""What can be a count, a denominator, a share; and which chart such figures want."""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]

LARGE: Final = 1_000.0  # from about here shares and rates vary more than chance among people explains


class NegativeCount(CannotEstimate):
    """Counts, gaps and waiting times are nought or more. Numbers: ``point``, from 0."""

    code = "negative_count"


class NoDenominator(CannotEstimate):
    """A period has nobody to count among. Numbers: ``point``, from 0."""

    code = "no_denominator"


class MoreThanAll(CannotEstimate):
    """More were counted than there are. Numbers: ``point``, from 0."""

    code = "more_than_all"


class CountKind(StrEnum):
    """What is counted, named as in the textbooks; `pp` and `up` are Laney's p' and u'."""

    P = "p"  # a share: counts out of a number of cases
    P_PRIME = "pp"
    U = "u"  # a rate: events for a size
    U_PRIME = "up"
    C = "c"  # a count of a constant size
    G = "g"  # cases between two rare events
    T = "t"  # time between two rare events

    @property
    def divided(self) -> bool:
        """Whether counts are divided by a denominator."""
        return self in {CountKind.P, CountKind.P_PRIME, CountKind.U, CountKind.U_PRIME}

    @property
    def share(self) -> bool:
        """Whether values lie between nought and one."""
        return self in {CountKind.P, CountKind.P_PRIME}

    @property
    def primed(self) -> bool:
        """Whether the limits follow how much the values vary from period to period."""
        return self in {CountKind.P_PRIME, CountKind.U_PRIME}


def kind_for(out_of: ArrayLike, *, share: bool) -> CountKind:
    """Choose between p and p', or u and u': the primed chart from a median denominator of 1,000.

    With few cases a period chance among them dominates; with many, limits of p and u shrink so far that
    nearly every point is a signal. The threshold is a judgement, not a theorem.

    Examples
    --------
    >>> kind_for([65_000, 64_000, 67_000], share=True).value
    'pp'
    """
    large = bool(np.median(np.asarray(out_of, dtype=np.float64)) >= LARGE)
    if share:
        return CountKind.P_PRIME if large else CountKind.P
    return CountKind.U_PRIME if large else CountKind.U


def checked(counts: ArrayLike, out_of: ArrayLike) -> tuple[Floats, Floats]:
    """Counts and denominators of one shape, or a refusal."""
    x, n = np.broadcast_arrays(np.asarray(counts, dtype=np.float64), np.asarray(out_of, dtype=np.float64))
    refuse(NegativeCount, ~((x >= 0) & np.isfinite(x)))
    refuse(NoDenominator, ~((n > 0) & np.isfinite(n)))
    return x, n


def refuse(refusal: type[CannotEstimate], wrong: NDArray[np.bool_]) -> None:
    """Raise with the first point that is wrong, in flat order."""
    if wrong.any():
        raise refusal(point=int(np.asarray(wrong).argmax()))
