"""What somebody believes about a number: the lowest, the likeliest, the highest; and draws from it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]


class BadRange(CannotEstimate):
    """Not low <= likely <= high, or not finite. Numbers: ``low``, ``likely``, ``high``."""

    code = "bad_range"


@dataclass(frozen=True, slots=True)
class Range:
    """The ends are the lowest and the highest that its author would believe, in the unit of the input."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        finite = math.isfinite(self.low) and math.isfinite(self.high)
        if not (finite and self.low <= self.likely <= self.high):
            raise BadRange(low=self.low, likely=self.likely, high=self.high)

    @classmethod
    def exactly(cls, value: float) -> "Range":
        """Return a number that is known."""
        return cls(value, value, value)


def draw(ranges: Sequence[Range], uniforms: Floats) -> Floats:
    """Draw from the triangular distribution of each range.

    Parameters
    ----------
    ranges : sequence of Range, length k
        Any units.
    uniforms : array of float, shape (k, draws)
        Numbers from 0 up to 1.

    Returns
    -------
    array of float, shape (k, draws)
        In the unit of each range, from its low to its high.

    Notes
    -----
    Triangular and not PERT (a beta distribution of the same three numbers): PERT needs a fourth number for
    how much the likeliest counts, which convention sets to 4, and has thinner tails. The ranges that people
    give are too narrow as a rule (J. B. Soll and J. Klayman, *J. Exp. Psychol. Learn. Mem. Cogn.* 30 (2004),
    299-314), so the wider of the two errs on the side of saying less. By the inverse of the distribution
    function: D. Johnson, *The Statistician* 46 (1997), 387-398, equation 2.

    Examples
    --------
    >>> draw([Range(0.0, 1.0, 2.0)], np.array([[0.0, 0.125, 0.5, 0.875]]))
    array([[0. , 0.5, 1. , 1.5]])
    """
    low, likely, high = (
        np.array([[getattr(each, name)] for each in ranges]) for name in ("low", "likely", "high")
    )
    width = high - low
    rising = uniforms * width <= likely - low
    up = low + np.sqrt(uniforms * width * (likely - low))
    down = high - np.sqrt((1.0 - uniforms) * width * (high - likely))
    drawn: Floats = np.where(rising, up, down)
    return drawn
