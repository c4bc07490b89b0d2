"""A lottery made public: equally likely panels of named people, and a draw that anybody can do again."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.sortition.lottery import Fairness, Lottery, lottery
from headway.engine.sortition.pool import Pool, Quota, one_per_household, pool_of


@dataclass(frozen=True, slots=True)
class Terms:
    """How a panel is drawn, told in public before the list is closed.

    ``size`` is how many it has; ``seed`` decides who of a household may be drawn, how people of a class are
    dealt to panels and which panel it is; ``panels`` is how many equally likely ones the portfolio holds.
    """

    size: int
    seed: int = 0
    fairness: Fairness = Fairness.LEXIMIN
    panels: int = 1000


@dataclass(frozen=True, slots=True)
class Draw:
    """A panel, how it was drawn, and what every volunteer's chance was.

    ``portfolio`` holds equally likely panels; ``drawn`` is the position of the one that was drawn.
    ``chances`` holds everybody who volunteered; ``least`` is the least chance of those who could be drawn.
    ``replacements`` is who comes next, in order: the first stands for the first of the panel, and so on.
    """

    terms: Terms
    portfolio: tuple[tuple[str, ...], ...]
    drawn: int
    panel: tuple[str, ...]
    replacements: tuple[str, ...]
    chances: Mapping[str, float]
    least: float
    quotas: tuple[tuple[Quota, int], ...]


def draw_panel(
    ids: Sequence[str],
    features: Mapping[str, Sequence[str]],
    quotas: Sequence[Quota],
    terms: Terms,
    households: Sequence[str] | None = None,
) -> Draw:
    """Draw a panel by the fairest lottery over all panels that meet the quotas.

    Parameters
    ----------
    ids : sequence of str, length n
        Who volunteered; each stands once.
    features : mapping of str to sequence of str, each of length n
        What they told; those that quotas name are used.
    quotas : sequence of Quota
    terms : Terms
    households : sequence of str, length n, optional
        One of each household takes part in the lottery; an empty one is a household of its own.

    Raises
    ------
    UnknownFeature, UnknownValue, NoPanel, CannotSolve
        As `pool_of` and `lottery`.

    Notes
    -----
    The chance of a volunteer is the share of panels they are on, so it is exact for what is published;
    rounding the lottery to ``panels`` equal parts moves it by less than one panel a class.

    Examples
    --------
    >>> ids = [f"p{i}" for i in range(6)]
    >>> quotas = [Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1)]
    >>> drawn = draw_panel(ids, {"sex": list("ffmmmm")}, quotas, Terms(size=2, seed=7, panels=4))
    >>> len(drawn.panel), drawn.chances["p0"], drawn.chances["p5"]
    (2, 0.5, 0.25)
    """
    random = np.random.default_rng(terms.seed)
    inside = list(range(len(ids))) if households is None else one_per_household(ids, households, random)
    named = [ids[at] for at in inside]
    pool = pool_of(named, {name: [told[at] for at in inside] for name, told in features.items()}, quotas)
    found = lottery(pool, terms.size, terms.fairness)
    portfolio = _deal(pool, _copies(found, terms.panels), random)
    drawn = chosen(portfolio, terms.seed)
    panel = portfolio[drawn]
    on = Counter(person for each in portfolio for person in each)
    chances = {person: on[person] / len(portfolio) for person in ids}
    return Draw(
        terms=terms,
        portfolio=portfolio,
        drawn=drawn,
        panel=panel,
        replacements=_replacements(pool, panel, random),
        chances=chances,
        least=min((chances[person] for person in named), default=0.0),
        quotas=tuple((quota, _of(pool, at, panel)) for at, quota in enumerate(pool.quotas)),
    )


def chosen(portfolio: Sequence[Sequence[str]], seed: int) -> int:
    """Return the position of the panel that a seed draws from a published portfolio.

    SHA-256 of the seed, a colon and the portfolio (JSON without spaces), as one large number, modulo the
    number of panels: three lines in any language do it again.
    """
    text = json.dumps([list(each) for each in portfolio], separators=(",", ":"), ensure_ascii=False)
    return int(hashlib.sha256(f"{seed}:{text}".encode()).hexdigest(), 16) % len(portfolio)


def _copies(found: Lottery, panels: int) -> NDArray[np.int64]:
    """Return the panels of a lottery, each as often as its probability says, shape (panels, C).

    Whole parts first, then the largest remainders.
    """
    exact = found.probabilities * panels
    times = np.floor(exact + 1e-9).astype(np.int64)
    short = panels - int(times.sum())
    for at in np.argsort(-(exact - times), kind="stable")[: max(short, 0)]:
        times[at] += 1
    return np.repeat(found.panels, times, axis=0)


def _deal(pool: Pool, counts: NDArray[np.int64], random: np.random.Generator) -> tuple[tuple[str, ...], ...]:
    """Give the places of each class to its people in turn: they differ by one panel at most."""
    order = random.permutation(len(counts))
    seats: list[list[str]] = [[] for _ in counts]
    for at, people in enumerate(pool.people):
        queue = [people[int(each)] for each in random.permutation(len(people))]
        turn = 0
        for panel in order:
            for _ in range(int(counts[panel, at])):
                seats[int(panel)].append(queue[turn % len(queue)])
                turn += 1
    return tuple(tuple(sorted(each)) for each in seats)


def _class_of(pool: Pool) -> dict[str, int]:
    return {person: at for at, people in enumerate(pool.people) for person in people}


def _of(pool: Pool, quota: int, panel: Sequence[str]) -> int:
    """Count who of a panel a quota counts."""
    where = _class_of(pool)
    return sum(bool(pool.members[quota, where[person]]) for person in panel)


def _replacements(pool: Pool, panel: Sequence[str], random: np.random.Generator) -> tuple[str, ...]:
    """Return one reserve for each of the panel: of the same class, else with the most features in common."""
    where = _class_of(pool)
    free = {
        at: [people[int(each)] for each in random.permutation(len(people)) if people[int(each)] not in panel]
        for at, people in enumerate(pool.people)
    }
    alike = pool.members.T.astype(np.int64) @ pool.members.astype(np.int64)  # features in common, (C, C)
    found = []
    for person in panel:
        nearest = sorted((at for at in free if free[at]), key=lambda at: (-alike[where[person], at], at))
        if nearest:
            found.append(free[nearest[0]].pop())
    return tuple(found)
