"""Randomisation inference on the order of adoption: the same effects, had others gone first."""

import math
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, product
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.cells import Design
from headway.engine.learning.adoption.how import How
from headway.engine.learning.adoption.many import overalls_many
from headway.engine.learning.adoption.overall import contrasts_of, design_for, is_linear
from headway.engine.learning.adoption.panel import Floats, Ints, Panel
from headway.engine.learning.chance import SLACK

CHUNK: Final = 1_000
LEVEL: Final = 0.05


class MixedTeams(CannotEstimate):
    """Units of one team adopt at different times, or lie in two blocks. Numbers: ``team``."""

    code = "mixed_teams"


class WrongOrders(CannotEstimate):
    """Given orders do not fit the panel. Numbers: ``columns``, ``n``."""

    code = "wrong_orders"


@dataclass(frozen=True, slots=True)
class Orders:
    """How the order of adoption is drawn again.

    ``given`` (r, n) are periods of adoption from the design's own program; without them the dates are dealt
    again among teams, within ``blocks`` (n,) where there are some.
    """

    draws: int = 9_999
    blocks: Ints | None = None
    given: Ints | None = None


@dataclass(frozen=True, slots=True)
class ByTiming:
    """Two-sided p of the observed order, and effects not spoken against, an entry for each of `MEANS`.

    ``exact`` when all possible orders were looked at; then ``draws`` is their number and p a share of them.
    Ends are infinite where too few orders exist to rule anything out. ``studentised`` is the p of the group
    mean over its standard error: the check when effects vary; NaN where a cohort has one unit.
    ``reference`` (draws,) holds the group mean of each order.
    """

    estimates: Floats
    p: Floats
    lower: Floats
    upper: Floats
    studentised: float
    draws: int
    exact: bool
    smallest: float
    reference: Floats


def by_timing(
    panel: Panel,
    how: How,
    rng: np.random.Generator,
    *,
    orders: Orders | None = None,
    executor: Executor | None = None,
) -> ByTiming:
    """Compare the overall effects with those of other orders of adoption.

    Parameters
    ----------
    panel : Panel
    how : How
        The estimator.
    rng : Generator
        Each thousand draws has a generator spawned from it, so that an executor changes no number.
    orders : Orders, optional
        How orders are drawn; where no more exist than draws are asked for, all are looked at.
    executor : Executor, optional
        Where chunks of draws run; in this process without one.

    Raises
    ------
    MixedTeams
        When the dates of a team's units differ.

    Notes
    -----
    Source: design-based inference as in J. Roth and P. H. C. Sant'Anna, *Journal of Political Economy
    Microeconomics* 1 (2023), 669-709. The interval inverts the test of one effect common to all: an order d
    with effect a_d, whose effect on the practice itself is s_d, does as much as the observed at an effect
    when that lies between (a - a_d) / (1 - s_d) and (a + a_d) / (1 + s_d).
    """
    orders = orders or Orders()
    dealt = _Dealt.of(panel, orders)
    given = None if orders.given is None else _checked(orders.given, panel)
    job = _Job.of(panel, how, given)
    exact = given is None and dealt.count <= orders.draws + 1
    if given is not None or exact:
        every = given if given is not None else dealt.every()
        parts = [every[at : at + CHUNK] for at in range(0, len(every), CHUNK)]
        found = list((executor.map if executor else map)(job.effects, parts))
    else:
        sizes = [min(CHUNK, orders.draws - at) for at in range(0, orders.draws, CHUNK)]
        work = partial(_drawn, job, dealt)
        found = list((executor.map if executor else map)(work, sizes, rng.spawn(len(sizes))))
    observed, drawn = job.effects(panel.cohort[None, :]), np.concatenate(found)
    return _told(observed[0], drawn, exact=exact)


def _checked(given: Ints, panel: Panel) -> Ints:
    if given.ndim != 2 or given.shape[1] != panel.n or not len(given):
        raise WrongOrders(columns=given.shape[-1], n=panel.n)
    return np.minimum(given, panel.periods).astype(np.intp)


@dataclass(frozen=True, slots=True)
class _Dealt:
    """Dates of adoption dealt again among teams: ``when`` (g,) of each team, ``team`` (n,) of each unit."""

    when: Ints
    team: Ints
    blocks: tuple[Ints, ...]

    @classmethod
    def of(cls, panel: Panel, orders: Orders) -> "_Dealt":
        _names, first, codes = _unique(panel.teams)
        when = panel.cohort[first]
        block = np.zeros(panel.n, dtype=np.intp) if orders.blocks is None else np.asarray(orders.blocks)
        mixed = (panel.cohort != when[codes]) | (block != block[first][codes])
        if mixed.any():
            raise MixedTeams(team=float(codes[mixed.argmax()]))
        own = block[first]
        return cls(when, codes, tuple(np.flatnonzero(own == name) for name in np.unique(own)))

    @property
    def count(self) -> int:
        """How many orders differ."""
        total = 1
        for members in self.blocks:
            total *= math.factorial(len(members))
            for size in np.unique(self.when[members], return_counts=True)[1]:
                total //= math.factorial(int(size))
        return total

    def every(self) -> Ints:
        """Return all orders, shape (count, n)."""
        found = []
        for parts in product(*(list(_orders(self.when[members])) for members in self.blocks)):
            when = self.when.copy()
            for members, part in zip(self.blocks, parts, strict=True):
                when[members] = part
            found.append(when[self.team])
        return np.array(found)

    def drawn(self, draws: int, rng: np.random.Generator) -> Ints:
        when = np.tile(self.when, (draws, 1))
        for members in self.blocks:
            when[:, members] = rng.permuted(when[:, members], axis=1)
        return when if len(self.when) == len(self.team) else when[:, self.team]


def _unique(values: Ints) -> tuple[Ints, Ints, Ints]:
    names, first, codes = np.unique(values, return_index=True, return_inverse=True)
    return names, first, codes.reshape(-1)


def _orders(when: Ints) -> Iterator[Ints]:
    """Yield every different order of some dates."""
    names, counts = np.unique(when, return_counts=True)
    if len(names) == 1:
        yield when.copy()
        return
    rest = when[when != names[0]]
    for places in combinations(range(len(when)), int(counts[0])):
        free = np.setdiff1d(np.arange(len(when)), places)
        for other in _orders(rest):
            found = np.full(len(when), names[0])
            found[free] = other
            yield found


@dataclass(frozen=True, slots=True)
class _Job:
    """What an order is turned into numbers with: a table where effects are linear, the panel where not.

    ``table`` (n, c, 10) is what a unit adds to the four effects and to the same effects of the practice
    itself, then to the group mean and its square, in cohort c.
    """

    panel: Panel
    how: How
    first: Ints
    table: Floats | None
    scale: Floats

    @classmethod
    def of(cls, panel: Panel, how: How, given: Ints | None) -> "_Job":
        design = design_for(panel, how)
        alike = given is None or _same_sizes(given, design)
        if not (is_linear(panel) and alike):
            every = panel.cohort if given is None else given
            return cls(panel, how, np.unique(np.append(every, panel.cohort)), None, np.empty(0))
        taken = contrasts_of(design, how, panel.times) / design.sizes[None, :, None]
        treated = practice(panel)
        own = np.einsum("jct,it->icj", taken, panel.outcome)
        same = np.einsum("jct,it->icj", taken, treated)
        table = np.concatenate([own, same, own[:, :, :1], own[:, :, :1] ** 2], axis=2)
        sizes = design.sizes.astype(np.float64)
        used = np.abs(taken[0]).max(axis=1) > 1e-12
        with np.errstate(divide="ignore"):
            scale = np.where(used, sizes / (sizes - 1.0), 0.0)
        return cls(panel, how, design.first, table, np.vstack([scale, sizes]))

    def effects(self, orders: Ints) -> Floats:
        """Return, of each order (r, n), four effects, those of the practice itself, and t: (r, 9)."""
        if self.table is None:
            treated = replace(
                self.panel, outcome=np.where(np.isfinite(self.panel.outcome), practice(self.panel), np.nan)
            )
            own, same = (overalls_many(each, self.how, self.first, orders) for each in (self.panel, treated))
            return np.column_stack([own, same, np.full(len(orders), np.nan)])
        found, variance = np.zeros((len(orders), 8)), np.zeros(len(orders))
        for c, when in enumerate(self.first):
            sums = (orders == when).astype(np.float64) @ self.table[:, c]
            found += sums[:, :8]
            with np.errstate(invalid="ignore"):
                variance += self.scale[0, c] * (sums[:, 9] - sums[:, 8] ** 2 / self.scale[1, c])
        with np.errstate(invalid="ignore", divide="ignore"):
            t = np.where(np.isfinite(variance), found[:, 0] / np.sqrt(np.maximum(variance, 0.0)), np.nan)
        return np.column_stack([found, t])


def practice(panel: Panel) -> Floats:
    """Return 1.0 where a unit has the practice, shape (n, periods)."""
    return np.asarray(np.arange(panel.periods)[None, :] >= panel.cohort[:, None], dtype=np.float64)


def _same_sizes(given: Ints, design: Design) -> bool:
    counts = np.array([(given == when).sum(axis=1) for when in design.first])
    return bool((counts == design.sizes[:, None]).all())


def _drawn(job: _Job, dealt: _Dealt, draws: int, rng: np.random.Generator) -> Floats:
    return job.effects(dealt.drawn(draws, rng))


def _told(observed: Floats, drawn: Floats, *, exact: bool) -> ByTiming:
    with np.errstate(invalid="ignore"):
        enough = np.abs(drawn) >= np.abs(observed) * (1.0 - SLACK)
    hits, draws = enough.sum(axis=0), len(drawn)
    p = hits / draws if exact else (hits + 1.0) / (draws + 1.0)
    ends = [_interval(observed[j], drawn[:, j], drawn[:, 4 + j], exact=exact) for j in range(4)]
    studentised = math.nan if np.isnan(observed[8]) or np.isnan(drawn[:, 8]).any() else float(p[8])
    lower, upper = np.array(ends).T
    smallest = 1.0 / draws if exact else 1.0 / (draws + 1.0)
    return ByTiming(observed[:4], p[:4], lower, upper, studentised, draws, exact, smallest, drawn[:, 0])


def _interval(observed: float, effects: Floats, same: Floats, *, exact: bool) -> tuple[float, float]:
    """Return the effects at which more than 5 % of orders do as much."""
    inside = np.abs(same) < 1.0 - 1e-9
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (observed - effects) / (1.0 - same), (observed + effects) / (1.0 + same)
    low = np.sort(np.where(inside, np.minimum(one, other), -np.inf))
    high = np.sort(np.where(inside, np.maximum(one, other), np.inf))[::-1]
    at = math.floor(LEVEL * len(effects)) if exact else math.floor(LEVEL * (len(effects) + 1)) - 1
    if at < 0 or at >= len(effects):
        return -math.inf, math.inf
    return float(low[at]), float(high[at])
