"""The fairest lottery over panels that meet all quotas: maximin and leximin by column generation.

Source: B. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair algorithms for selecting
citizens' assemblies", *Nature* 596 (2021), 548-552, and its supplement. Counting exchangeable volunteers as
classes, which leaves the optimum as it is, is this project's own; HiGHS solves the programmes, through SciPy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.sortition.pool import Pool, Quota

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ENOUGH: Final = 1e-7  # a panel that would gain less than this is not worth a column
MOST_ROUNDS: Final = 20_000  # far above what any pool needed; ends a loop that rounding keeps alive


class Fairness(StrEnum):
    """What the lottery makes as large as possible: the least chance, or the whole sorted list of chances."""

    MAXIMIN = "maximin"
    LEXIMIN = "leximin"


class NoPanel(CannotEstimate):
    """No panel meets all quotas. ``relax`` holds those to change, by as few people as possible."""

    code = "no_panel"

    def __init__(self, relax: tuple[Quota, ...], **numbers: float) -> None:
        super().__init__(**numbers)
        self.relax = relax


class CannotSolve(CannotEstimate):
    """The solver gave up; a smaller pool or fewer features may help."""

    code = "cannot_solve"


@dataclass(frozen=True, slots=True)
class Lottery:
    """Panels as counts by class (J, C) with their probabilities (J,); ``chances`` (C,) of one person."""

    panels: Ints
    probabilities: Floats
    chances: Floats


def lottery(pool: Pool, size: int, fairness: Fairness = Fairness.LEXIMIN) -> Lottery:
    """Return the lottery over panels of ``size`` people that is fairest to the volunteers.

    Parameters
    ----------
    pool : Pool
        C classes of volunteers and Q quotas.
    size : int
        How many a panel has.

    Raises
    ------
    NoPanel
        When no panel meets all quotas; with what to relax.
    CannotSolve
        When the solver gives up.

    Notes
    -----
    Leximin in stages: the least chance is made as large as it can be; classes that could not have more
    (their price in the dual is above nought) are fixed at it; the rest goes on. New panels are found by an
    integer programme that maximises the prices, until none is worth more than what the lottery pays.
    """
    programme = _Programme(pool, size)
    columns = [programme.best(np.zeros(len(pool.counts)))]
    if columns[0] is None:
        raise NoPanel(relaxed(pool, size), size=size, people=float(pool.counts.sum()))
    found = _Columns(pool.counts, [columns[0]])
    for prices in programme.seeds():
        found.add(programme.best(prices))
    fixed = np.full(len(pool.counts), np.nan)
    while np.isnan(fixed).any():
        stage = _stage(found, programme, fixed)
        newly = np.isnan(fixed) & (stage.prices > ENOUGH)
        if not newly.any():
            newly = np.isnan(fixed)
        fixed[newly] = stage.least
        if fairness is Fairness.MAXIMIN:
            break
    probabilities = _final(found, np.nan_to_num(fixed, nan=float(np.nanmin(fixed))))
    keep = probabilities > 0.0
    panels = found.counts()[keep]
    chances = probabilities[keep] @ (panels / pool.counts)
    return Lottery(panels, probabilities[keep], chances)


@dataclass(frozen=True, slots=True)
class _Stage:
    least: float
    prices: Floats


class _Columns:
    """The panels found so far, without repetition."""

    def __init__(self, people: Ints, first: Iterable[Ints]) -> None:
        self.people = people
        self.known: dict[bytes, Ints] = {}
        for column in first:
            self.add(column)

    def add(self, column: "Ints | None") -> bool:
        """Keep a panel; say whether it is new."""
        if column is None or column.tobytes() in self.known:
            return False
        self.known[column.tobytes()] = column
        return True

    def counts(self) -> Ints:
        return np.array(list(self.known.values()), dtype=np.int64)

    def shares(self) -> Floats:
        """Return each class's share of its people on each panel, shape (J, C)."""
        return np.asarray(self.counts() / self.people)


class _Programme:
    """The panels that meet the quotas, as an integer programme over counts by class."""

    def __init__(self, pool: Pool, size: int) -> None:
        from scipy.optimize import Bounds, LinearConstraint  # noqa: PLC0415 - slow to import

        self.pool, self.size = pool, size
        least = np.array([quota.least for quota in pool.quotas], dtype=float)
        most = np.array([quota.most for quota in pool.quotas], dtype=float)
        rows = np.vstack([pool.members.astype(float), np.ones(len(pool.counts))])
        self.constraints = LinearConstraint(rows, np.append(least, size), np.append(most, size))
        self.bounds = Bounds(np.zeros(len(pool.counts)), pool.counts.astype(float))

    def best(self, worth: Floats) -> "Ints | None":
        """Return the panel with the most of ``worth`` (C,), or None where no panel meets the quotas."""
        from scipy.optimize import milp  # noqa: PLC0415 - slow to import

        found = milp(
            -worth,
            integrality=np.ones(len(worth), dtype=np.int64),
            bounds=self.bounds,
            constraints=self.constraints,
        )
        if found.status == 2:
            return None
        if found.x is None:
            raise CannotSolve(status=float(found.status))
        return np.rint(found.x).astype(np.int64)

    def seeds(self) -> "Iterable[Floats]":
        """Yield prices that bring every class on some panel; those of small classes first."""
        for at in np.argsort(self.pool.counts, kind="stable"):
            prices = np.zeros(len(self.pool.counts))
            prices[at] = 1.0
            yield prices


def _stage(found: _Columns, programme: _Programme, fixed: Floats) -> _Stage:
    """Raise the least chance of the classes that are not fixed as far as it goes."""
    people = programme.pool.counts
    for _ in range(MOST_ROUNDS):
        least, prices, paid = _master(found.shares(), fixed)
        column = programme.best(prices / people)
        worth = float(prices @ (column / people)) if column is not None else 0.0
        if worth <= paid + ENOUGH or not found.add(column):
            return _Stage(least, prices)
    raise CannotSolve(rounds=float(MOST_ROUNDS))


def _master(shares: Floats, fixed: Floats) -> tuple[float, Floats, float]:
    """Solve the stage over the panels found: the least chance, each class's price, what a panel must beat."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    panels, classes = shares.shape
    open_ = np.isnan(fixed)
    # Variables: the panels' probabilities, then the least chance z: z, or what is fixed, <= each chance.
    rows = np.hstack([-shares.T, open_.astype(float)[:, None]])
    limits = np.where(open_, 0.0, -np.nan_to_num(fixed) + 1e-12)
    cost = np.append(np.zeros(panels), -1.0)
    total = np.append(np.ones(panels), 0.0)[None, :]
    done = linprog(
        cost, A_ub=rows, b_ub=limits, A_eq=total, b_eq=[1.0], bounds=[(0, None)] * panels + [(None, None)]
    )
    if done.x is None:
        raise CannotSolve(status=float(done.status))
    prices = -np.asarray(done.ineqlin.marginals)
    return float(done.x[-1]), prices.reshape(classes), float(done.eqlin.marginals[0])


def _final(found: _Columns, wanted: Floats) -> Floats:
    """Return probabilities that give every class at least what was found, as nearly as numbers allow."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    shares = found.shares()
    panels = len(shares)
    # The least shortfall: rounding may have cost the last digit.
    rows = np.hstack([-shares.T, -np.ones((shares.shape[1], 1))])
    cost = np.append(np.zeros(panels), 1.0)
    total = np.append(np.ones(panels), 0.0)[None, :]
    done = linprog(cost, A_ub=rows, b_ub=-wanted, A_eq=total, b_eq=[1.0], bounds=[(0, None)] * (panels + 1))
    if done.x is None:
        raise CannotSolve(status=float(done.status))
    probabilities = np.clip(done.x[:panels], 0.0, None)
    return np.asarray(probabilities / probabilities.sum())


def relaxed(pool: Pool, size: int) -> tuple[Quota, ...]:
    """Return the quotas that have to change, changed by as few people in all as a panel needs.

    Empty where the pool is smaller than the panel: no quota mends that.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to import

    classes, quotas = len(pool.counts), len(pool.quotas)
    least = np.array([quota.least for quota in pool.quotas], dtype=float)
    most = np.array([quota.most for quota in pool.quotas], dtype=float)
    members, eye = pool.members.astype(float), np.eye(quotas)
    none = np.zeros((quotas, quotas))
    size_row = np.append(np.ones(classes), np.zeros(2 * quotas))
    constraints = [
        LinearConstraint(np.hstack([members, eye, none]), least, np.full(quotas, np.inf)),
        LinearConstraint(np.hstack([members, none, -eye]), np.full(quotas, -np.inf), most),
        LinearConstraint(size_row[None, :], size, size),
    ]
    highest = np.concatenate([pool.counts.astype(float), np.full(2 * quotas, float(size))])
    found = milp(
        np.append(np.zeros(classes), np.ones(2 * quotas)),
        integrality=np.ones(classes + 2 * quotas, dtype=np.int64),
        bounds=Bounds(np.zeros_like(highest), highest),
        constraints=constraints,
    )
    if found.x is None:
        return ()
    lower = np.rint(found.x[classes : classes + quotas]).astype(int)
    higher = np.rint(found.x[classes + quotas :]).astype(int)
    return tuple(
        Quota(quota.feature, quota.value, quota.least - int(down), quota.most + int(up))
        for quota, down, up in zip(pool.quotas, lower, higher, strict=True)
        if down or up
    )
