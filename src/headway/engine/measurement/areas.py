"""From areas of one kind to areas of another, by how they overlap; with what that leaves unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.counts import checked
from headway.engine.measurement.uncertain import LEVEL, normal_quantile

Floats = NDArray[np.float64]

WHOLE: Final = 1e-9  # a share within this of all or nothing is all or nothing


class PlacedTwice(CannotEstimate):
    """The shares of a source area add up to more than all of it. Numbers: ``source``, ``share``."""

    code = "placed_twice"


class Overlap(NamedTuple):
    """What share of a source area (of its people, homes or land) lies in a target area."""

    source: int  # positions in the totals
    target: int
    share: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Converted:
    """Totals of target areas, in the unit of the sources' totals."""

    value: Floats  # shape (targets,): each source shared out by its overlaps
    lower: Floats  # shape (targets,): the range if every event falls where it may by the shares alone
    upper: Floats
    least: Floats  # shape (targets,): what is certain: sources wholly inside
    most: Floats  # shape (targets,): what is possible: every source that touches the target, whole
    divided: Floats  # shape (targets,): share of the value that comes from sources that are divided
    unplaced: float  # part of the sources' totals that lies in no target

    @property
    def n(self) -> int:
        """How many target areas there are."""
        return len(self.value)


def convert_areas(
    totals: ArrayLike,
    overlaps: Sequence[Overlap],
    targets: int,
    *,
    level: float = LEVEL,
    clump: float = 1.0,
    variances: ArrayLike = 0.0,
) -> Converted:
    """Share out totals of source areas among target areas.

    Parameters
    ----------
    totals : array of float, shape (sources,)
        Counts, nought or more. Never rates: convert their counts and their denominators, then divide.
    overlaps : sequence of Overlap
        Shares by what is most like the thing counted: people for events among people, not land.
    targets : int
        How many target areas there are.
    level : float
        Of the range, such as 0.95.
    clump : float
        How many events fall together: 1 for events each by itself, more for events of a household or
        an estate. The range grows with its root.
    variances : array of float, shape (sources,)
        Of the totals themselves, where they are estimates.

    Raises
    ------
    PlacedTwice
        When the shares of a source add up to more than all of it.
    NegativeCount
        When a total is under nought or not finite.

    Notes
    -----
    Source: M. F. Goodchild and N. S.-N. Lam, *Geo-Processing* 1 (1980) 297, areal interpolation by
    weights. It takes every part of a source to be like the whole; the range holds the scatter that is
    left even then, so it is the least uncertainty there is, and ``least`` to ``most`` hold whatever is
    true. Totals are kept: values and what is unplaced add up to the sources.

    Examples
    --------
    >>> overlaps = [Overlap(0, 0, 1.0), Overlap(1, 0, 0.25), Overlap(1, 1, 0.75)]
    >>> found = convert_areas([100.0, 60.0], overlaps, 2)
    >>> found.value.tolist(), found.least.tolist(), found.most.tolist()
    ([115.0, 45.0], [100.0, 0.0], [160.0, 60.0])
    """
    y, _ = checked(totals, 1.0)
    if y.ndim != 1:
        raise ValueError("totals have the shape (sources,)")
    shares = _shares(overlaps, len(y), targets)
    placed = shares.sum(axis=0)
    inside = shares >= 1 - WHOLE
    part = np.where(inside, 0.0, shares)
    value = shares @ y
    known = np.broadcast_to(np.asarray(variances, dtype=np.float64), y.shape)
    scatter = clump * (part * (1 - part)) @ y + shares**2 @ known
    reach = normal_quantile((1 + level) / 2) * np.sqrt(scatter)
    least, most = inside @ y, (shares > WHOLE) @ y
    return Converted(
        value=value,
        lower=np.maximum(value - reach, least if not known.any() else 0.0),
        upper=np.minimum(value + reach, most) if not known.any() else value + reach,
        least=least,
        most=most,
        divided=np.divide(part @ y, value, out=np.zeros(targets), where=value > 0),
        unplaced=float((1 - np.minimum(placed, 1.0)) @ y),
    )


def _shares(overlaps: Sequence[Overlap], sources: int, targets: int) -> Floats:
    """The shares as a table, shape (targets, sources)."""
    shares = np.zeros((targets, sources))
    for one in overlaps:
        if not (0 <= one.source < sources and 0 <= one.target < targets):
            raise ValueError(f"an overlap of areas that are not there: {one}")
        if not 0 <= one.share <= 1 + WHOLE:
            raise ValueError(f"a share lies between 0 and 1: {one}")
        shares[one.target, one.source] += one.share
    whole = shares.sum(axis=0)
    if (whole > 1 + 1e-6).any():
        source = int(whole.argmax())
        raise PlacedTwice(source=source, share=float(whole[source]))
    return shares
