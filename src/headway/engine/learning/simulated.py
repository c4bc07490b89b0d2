"""Power by simulation of the very design: its own draws, its own analysis, made-up data."""

import math
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.chance import SLACK
from headway.engine.learning.draw import redraws
from headway.engine.learning.power import BadDesign
from headway.engine.learning.program import Program, Roster

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PARTS: Final = 20  # of a simulation: each has a stream of its own, so that who runs it changes nothing


@dataclass(frozen=True, slots=True)
class World:
    """What data are made from: ``sd`` of one measurement, and the share of the variance at each level.

    ``icc`` is the share between clusters, ``strata`` between strata. ``periods`` above 1 makes the arms
    waves: measured in each of so many periods, wave w has the change from period ``before + w`` on.
    """

    sd: float = 1.0
    icc: float = 0.0
    strata: float = 0.0
    periods: int = 1
    before: int = 1

    def __post_init__(self) -> None:
        if not (self.sd > 0.0 and self.icc >= 0.0 and self.strata >= 0.0 and self.icc + self.strata <= 1.0):
            raise BadDesign(sd=self.sd, icc=self.icc, strata=self.strata)
        if self.periods < 1 or self.before < 0:
            raise BadDesign(periods=self.periods, before=self.before)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What is simulated: an effect in the outcome's unit, so many runs, each against so many re-draws.

    One seed gives the same numbers, whatever runs it.
    """

    effect: float
    seed: int = 0
    alpha: float = 0.05
    runs: int = 1_000
    draws: int = 499

    def __post_init__(self) -> None:
        if self.runs < 1 or self.draws < 19:
            raise BadDesign(runs=self.runs, draws=self.draws)


@dataclass(frozen=True, slots=True)
class Simulated:
    """How often the design saw the effect, the error of that, and the mean and sd of estimates."""

    power: float
    error: float
    mean: float
    sd: float
    runs: int


@dataclass(frozen=True, slots=True)
class _Design:
    """Codes and counts of a design: ``treated`` (R, cells) are re-draws of who is treated in which cell."""

    treated: Floats
    keep: Floats
    clusters: Ints
    strata: Ints


def simulate_power(
    program: Program,
    roster: Roster,
    world: World,
    simulation: Simulation,
    *,
    executor: Executor | None = None,
) -> Simulated:
    """Simulate a trial or a roll-out again and again, each judged against re-draws by its own program.

    Parameters
    ----------
    program, roster : Program, Roster
        The design itself, with its strata, clusters, caps and forced-first units. The first arm has no
        treatment, all others do; with periods, the arms are waves.
    world : World
    simulation : Simulation
    executor : concurrent.futures.Executor, optional
        In process without one; `dask.distributed.Client.get_executor()` spreads it over machines.

    Raises
    ------
    BadProgram, BadDesign

    Notes
    -----
    The statistic is the coefficient of treatment given strata, or, with periods, given clusters and periods;
    a run counts when (hits + 1) / (draws + 1) is at most the level.
    """
    drawn = redraws(program, roster, simulation.draws + 1, np.random.default_rng([simulation.seed, 0]))
    design = _design(program, roster, world, drawn)
    run: Callable[[Callable[[tuple[int, int]], Floats], Iterable[tuple[int, int]]], Iterable[Floats]] = map
    if executor is not None:
        run = executor.map
    runs = simulation.runs
    sizes = [runs // PARTS + (at < runs % PARTS) for at in range(PARTS)]
    jobs = [(at, size) for at, size in enumerate(sizes, 1) if size]
    found = np.vstack(list(run(partial(_part, design, world, simulation), jobs)))
    power = float((found[:, 1] <= simulation.alpha * (1.0 + 1e-9)).mean())
    return Simulated(
        power,
        math.sqrt(power * (1.0 - power) / runs),
        float(found[:, 0].mean()),
        float(found[:, 0].std(ddof=1)) if runs > 1 else 0.0,
        runs,
    )


def _design(program: Program, roster: Roster, world: World, drawn: NDArray[np.int8]) -> _Design:
    """Return every draw as treatment of cells, what nuisances leave of it, and the codes of levels."""
    n = len(roster.units)
    if world.periods > 1:
        period = np.arange(world.periods)
        on = period[None, None, :] >= world.before + drawn[:, :, None]
        treated = np.asarray(on, dtype=np.float64).reshape(len(drawn), n * world.periods)
    else:
        treated = np.asarray(drawn != 0, dtype=np.float64)
    clusters = _codes(roster.clusters or roster.units)
    strata = _codes(roster.strata or ("",) * n)
    nuisance = _nuisance(world, clusters, strata)
    q, r = np.linalg.qr(nuisance)
    basis = q[:, np.abs(np.diag(r)) > 1e-9]
    left = treated - (treated @ basis) @ basis.T
    spread = (left * left).sum(axis=1)
    if (spread <= 1e-9).any():
        raise BadDesign(arms=len(program.arms))
    keep = left / spread[:, None]
    return _Design(treated, keep, np.repeat(clusters, world.periods), np.repeat(strata, world.periods))


def _nuisance(world: World, clusters: Ints, strata: Ints) -> Floats:
    if world.periods == 1:
        return _columns(strata)
    times = np.tile(np.arange(world.periods), len(clusters))
    return np.hstack([_columns(np.repeat(clusters, world.periods)), _columns(times)[:, 1:]])


def _codes(names: tuple[str, ...]) -> Ints:
    return np.asarray(np.unique(np.array(names), return_inverse=True)[1].ravel(), dtype=np.int64)


def _columns(codes: Ints) -> Floats:
    return np.asarray(codes[:, None] == np.arange(int(codes.max()) + 1)[None, :], dtype=np.float64)


def _part(design: _Design, world: World, simulation: Simulation, job: tuple[int, int]) -> Floats:
    """Run some simulations from a stream of their own: estimate and p of each, shape (size, 2)."""
    at, size = job
    rng = np.random.default_rng([simulation.seed, at])
    cells = design.treated.shape[1]
    between = rng.normal(0.0, world.sd * math.sqrt(world.icc), (size, int(design.clusters.max()) + 1))
    layers = rng.normal(0.0, world.sd * math.sqrt(world.strata), (size, int(design.strata.max()) + 1))
    own = rng.normal(0.0, world.sd * math.sqrt(1.0 - world.icc - world.strata), (size, cells))
    true = rng.integers(0, len(design.treated), size)
    y = (
        own
        + between[:, design.clusters]
        + layers[:, design.strata]
        + simulation.effect * design.treated[true]
    )
    estimates = y @ design.keep.T
    mine = estimates[np.arange(size), true]
    far = np.abs(mine)[:, None] * (1.0 - SLACK)
    hits = (np.abs(estimates) >= far).sum(axis=1)
    return np.column_stack([mine, hits / estimates.shape[1]])
