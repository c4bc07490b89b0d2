"""Panels of a practice adopted at different times: outcomes as an array of units by periods."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class RepeatedRow(CannotEstimate):
    """A unit has two rows for one period. Numbers: ``row`` and ``first``, rows from 0."""

    code = "repeated_row"


class CohortChanges(CannotEstimate):
    """A unit has two dates of adoption. Numbers: ``row`` and ``first``, rows from 0."""

    code = "cohort_changes"


class ClusterChanges(CohortChanges):
    """A unit has two clusters. Numbers: ``row`` and ``first``, rows from 0."""

    code = "cluster_changes"


class NobodyAdopts(CannotEstimate):
    """No unit adopts the practice after the first period. Numbers: ``n`` units."""

    code = "nobody_adopts"


class NoControls(CannotEstimate):
    """No unit is ever without the practice while another has it. Numbers: ``n`` units."""

    code = "no_controls"


@dataclass(frozen=True, slots=True)
class Panel:
    """Units followed over periods, some of which adopt a practice and keep it.

    ``outcome`` (n, periods) holds NaN where a unit was not seen; ``cohort`` (n,) the period, counted from 0,
    in which a unit first has the practice, and ``periods`` where it never has. ``times`` (periods,) are the
    names of the periods as numbers; ``covariates`` (n, periods, p) and ``clusters`` (n,) may be absent.
    ``always`` units had the practice from the first period on, and are left out; ``unseen`` had no outcome.
    """

    units: NDArray[Any]
    times: Floats
    outcome: Floats
    cohort: Ints
    covariates: Floats | None = None
    clusters: Ints | None = None
    always: int = 0
    unseen: int = 0

    @property
    def n(self) -> int:
        return int(self.outcome.shape[0])

    @property
    def periods(self) -> int:
        return int(self.outcome.shape[1])

    @property
    def balanced(self) -> bool:
        """Whether every unit was seen in every period."""
        return bool(np.isfinite(self.outcome).all())

    @property
    def teams(self) -> Ints:
        """What was treated together, shape (n,): the clusters, or else each unit by itself."""
        return np.arange(self.n) if self.clusters is None else self.clusters

    @property
    def team_count(self) -> int:
        return len(np.unique(self.teams))

    def subset(self, kept: NDArray[np.bool_]) -> "Panel":
        """Return the panel of some units, shape (n,)."""
        return replace(
            self,
            units=self.units[kept],
            outcome=self.outcome[kept],
            cohort=self.cohort[kept],
            covariates=None if self.covariates is None else self.covariates[kept],
            clusters=None if self.clusters is None else self.clusters[kept],
        )


def panel_from_rows(
    unit: Sequence[Any] | NDArray[Any],
    time: Floats,
    outcome: Floats,
    adopted: Floats,
    *,
    covariates: Floats | None = None,
    cluster: Sequence[Any] | NDArray[Any] | None = None,
) -> Panel:
    """Return the panel of long rows, in any order.

    Parameters
    ----------
    unit : sequence, length r
        Who was seen: names or numbers.
    time : array of float, shape (r,)
        When, as a number (a year, a running number of waves).
    outcome : array of float, shape (r,)
        What was seen; NaN where nothing was.
    adopted : array of float, shape (r,)
        The first time at which the unit has the practice; 0, NaN or infinite where it never has. A time
        between two periods counts from the later, one after the last as never.
    covariates : array of float, shape (r, p), optional
        What else is known at that time.
    cluster : sequence, length r, optional
        What was treated together, if that is more than a unit.

    Raises
    ------
    RepeatedRow
        When a unit has two rows for one time.
    CohortChanges
        When a unit has two dates of adoption.
    ClusterChanges
        When a unit has two clusters.

    Examples
    --------
    >>> panel = panel_from_rows(["b", "a", "a", "b"], *np.array([[1, 2, 1, 2], [5, 7, 4, 6.0], [0, 2, 2, 0]]))
    >>> panel.outcome.tolist(), panel.cohort.tolist()
    ([[4.0, 7.0], [5.0, 6.0]], [1, 2])
    """
    names, row = _codes(np.asarray(unit))
    times, column = _codes(np.asarray(time, dtype=np.float64))
    place = row * len(times) + column
    _once(place, len(names) * len(times))
    values = np.full(len(names) * len(times), np.nan)
    values[place] = outcome
    when = np.asarray(adopted, dtype=np.float64)
    when = np.where(np.isfinite(when) & (when != 0), when, np.inf)
    first = np.searchsorted(times, _one_each(when, row, len(names)), side="left")
    extra: Floats | None = None
    if covariates is not None:
        told = np.full((len(values), covariates.shape[1]), np.nan)
        told[place] = covariates
        extra = told.reshape(len(names), len(times), -1)
    teams: Ints | None = None
    if cluster is not None:
        teams = _teams(np.asarray(cluster), row, len(names))
    panel = Panel(names, times, values.reshape(len(names), len(times)), first, extra, teams)
    return _kept(panel)


def panel_from_arrays(outcome: Floats, cohort: Ints, *, times: Floats | None = None) -> Panel:
    """Return the panel of an array (n, periods) and the period of adoption of each unit (n,), from 0.

    ``cohort`` is ``periods`` or more for units that never adopt.
    """
    values = np.array(outcome, dtype=np.float64)
    n, periods = values.shape
    named = np.arange(periods, dtype=np.float64) if times is None else np.asarray(times, dtype=np.float64)
    return _kept(Panel(np.arange(n), named, values, np.minimum(np.asarray(cohort, dtype=np.intp), periods)))


def _kept(panel: Panel) -> Panel:
    """Leave out units that had the practice from the start, and those never seen."""
    always = panel.cohort <= 0
    unseen = ~np.isfinite(panel.outcome).any(axis=1) & ~always
    kept = panel if not (always | unseen).any() else panel.subset(~(always | unseen))
    return replace(kept, always=int(always.sum()), unseen=int(unseen.sum()))


def _codes(values: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """Return what differs, sorted, and the place of each value in it; whole numbers need no sorting."""
    whole = values.size > 0 and values.dtype.kind in "iuf" and bool(np.isfinite(values).all())
    if whole:
        low, high = values.min(), values.max()
        if high - low < 4 * values.size + 64:
            number = (values - low).astype(np.intp)
            if values.dtype.kind != "f" or bool((number + low == values).all()):
                seen = np.zeros(int(high - low) + 1, dtype=np.bool_)
                seen[number] = True
                return np.flatnonzero(seen) + low, (np.cumsum(seen) - 1)[number]
    names, codes = np.unique(values, return_inverse=True)
    return names, codes.astype(np.intp).reshape(-1)


def _once(place: Ints, cells: int) -> None:
    counts = np.bincount(place, minlength=cells)
    if counts.max(initial=0) < 2:
        return
    order = np.argsort(place, kind="stable")
    again = np.flatnonzero(np.diff(place[order]) == 0)
    at = again[np.argmin(order[again + 1])]
    raise RepeatedRow(row=int(order[at + 1]), first=int(order[at]))


def _teams(names: NDArray[Any], row: Ints, n: int) -> Ints:
    try:
        return _one_each(_codes(names)[1].astype(np.float64), row, n).astype(np.intp)
    except CohortChanges as error:
        raise ClusterChanges(**error.numbers) from error


def _one_each(values: Floats, row: Ints, n: int) -> Floats:
    """Return the one value that each unit has, shape (n,)."""
    one = np.empty(n)
    one[row[::-1]] = values[::-1]
    differs = one[row] != values
    if differs.any():
        at = int(differs.argmax())
        raise CohortChanges(row=at, first=int((row == row[at]).argmax()))
    return one
