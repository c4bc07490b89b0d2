"""An assignment kept as a program: its constraints and its seed, so that anybody can draw it again."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]
MOST_CANDIDATES: Final = 10_000  # choosing among more leaves too few orders to compare with


class BadProgram(CannotEstimate):
    """The constraints contradict one another or the list. Numbers: what does, by its name."""

    code = "bad_program"


@dataclass(frozen=True, slots=True)
class Program:
    """How units are assigned, told in public before the list is closed.

    ``arms`` are groups, or the waves of a roll-out in their order; ``shares`` are whole-number weights, equal
    where empty. Within each stratum arms are dealt as evenly as their shares allow; ``block`` cuts strata,
    in the order of the list, into blocks of so many. ``clustered`` assigns whole clusters. ``best_of`` above
    1 draws so often and keeps the draw whose arms are least apart in what is known before (Mahalanobis).
    ``caps`` is the most that each arm can take; ``first`` names units or clusters that are in the first arm
    whatever is drawn.
    """

    arms: tuple[str, ...]
    shares: tuple[int, ...] = ()
    seed: int = 0
    clustered: bool = False
    block: int = 0
    best_of: int = 1
    caps: tuple[int, ...] = ()
    first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        arms = len(self.arms)
        if arms < 2 or len(set(self.arms)) != arms or not all(self.arms):
            raise BadProgram(arms=arms)
        if self.shares and (len(self.shares) != arms or min(self.shares) < 1):
            raise BadProgram(shares=len(self.shares))
        if self.caps and (len(self.caps) != arms or min(self.caps) < 0):
            raise BadProgram(caps=len(self.caps))
        if self.block and self.block < arms:
            raise BadProgram(block=self.block)
        if not 1 <= self.best_of <= MOST_CANDIDATES:
            raise BadProgram(best_of=self.best_of)
        if self.seed < 0:
            raise BadProgram(seed=self.seed)

    @property
    def weights(self) -> Floats:
        """Return the planned share of each arm, summing to 1."""
        told = np.array(self.shares or (1,) * len(self.arms), dtype=np.float64)
        return np.asarray(told / told.sum())


@dataclass(frozen=True, slots=True)
class Roster:
    """The list that is assigned: units, and what is known of them before.

    ``strata`` and ``clusters`` hold a name a unit; ``covariates`` is (n, k), or (n, 0).
    """

    units: tuple[str, ...]
    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    covariates: Floats = field(default_factory=lambda: np.empty((0, 0)), compare=False)

    def __post_init__(self) -> None:
        n = len(self.units)
        if not n or len(set(self.units)) != n:
            raise BadProgram(units=n)
        for told in (self.strata, self.clusters):
            if told and len(told) != n:
                raise BadProgram(units=n, told=len(told))
        if self.covariates.size and not (
            self.covariates.ndim == 2 and len(self.covariates) == n and np.isfinite(self.covariates).all()
        ):
            raise BadProgram(covariates=len(self.covariates))


@dataclass(frozen=True, slots=True)
class Assignment:
    """One draw: ``arm`` names the arm of each unit in the order of the roster.

    ``roster_hash`` is SHA-256 of the sorted list, ``chosen`` which of the candidates was best, from 0.
    """

    program: Program
    units: tuple[str, ...]
    arm: tuple[str, ...]
    roster_hash: str
    chosen: int = 0

    @property
    def by_unit(self) -> Mapping[str, str]:
        """Return the arm of each unit by its name."""
        return dict(zip(self.units, self.arm, strict=True))


def to_json(program: Program) -> str:
    """Return a program as canonical JSON: sorted keys, no spaces, non-integers as strings.

    >>> to_json(Program(("a", "b"), seed=7))
    '{"arms":["a","b"],"best_of":1,"block":0,"caps":[],"clustered":false,"first":[],"seed":7,"shares":[]}'
    """
    told: dict[str, Any] = {
        "arms": list(program.arms),
        "best_of": program.best_of,
        "block": program.block,
        "caps": list(program.caps),
        "clustered": program.clustered,
        "first": sorted(program.first),
        "seed": program.seed,
        "shares": list(program.shares),
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> Program:
    """Return the program that `to_json` wrote.

    Raises
    ------
    BadProgram
        When it is not one.
    """
    try:
        told = json.loads(text)
        return Program(
            arms=tuple(map(str, told["arms"])),
            shares=tuple(map(int, told["shares"])),
            seed=int(told["seed"]),
            clustered=bool(told["clustered"]),
            block=int(told["block"]),
            best_of=int(told["best_of"]),
            caps=tuple(map(int, told["caps"])),
            first=tuple(map(str, told["first"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, BadProgram):
            raise
        raise BadProgram(program=math.nan) from error


def roster_hash(roster: Roster) -> str:
    """Return SHA-256 of the list: a line for each unit in sorted order, with its stratum and cluster.

    Lines end with a line feed; the cells of a line are separated by tabs; covariates are not in it, since
    they decide only which candidate is kept.

    >>> roster_hash(Roster(("b", "a")))[:12]
    '7f8e8d810c30'
    """
    strata: Sequence[str] = roster.strata or ("",) * len(roster.units)
    clusters: Sequence[str] = roster.clusters or ("",) * len(roster.units)
    lines = sorted(map("\t".join, zip(roster.units, strata, clusters, strict=True)))
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
