"""Would the same people land in the same groups had they seen other statements? Split halves of the votes."""

from collections.abc import Callable
from typing import Final

import numpy as np

from headway.engine.opinion.choice import some_people
from headway.engine.opinion.classes import answers, belonging, fit
from headway.engine.opinion.votes import Ints, Votes

SPLITS: Final = 20
FEWEST: Final = 14  # votes of a person who is compared: seven in each half
RELIABLE: Final = 0.5  # split-half agreement from which groups are shown
ENOUGH: Final = 60_000


def rand_index(first: Ints, second: Ints) -> float:
    """Return the adjusted Rand index of two groupings: 1 the same, 0 as by chance.

    L. Hubert and P. Arabie, *Journal of Classification* 2 (1985), 193-218.

    Examples
    --------
    >>> rand_index(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    _, rows = np.unique(first, return_inverse=True)
    _, columns = np.unique(second, return_inverse=True)
    if len(rows) == 0:
        return 1.0
    cells = np.bincount(rows * (columns.max() + 1) + columns)

    def pairs(counts: Ints) -> float:
        return float((counts * (counts - 1.0) / 2.0).sum())

    same, ours, theirs = pairs(cells), pairs(np.bincount(rows)), pairs(np.bincount(columns))
    chance = ours * theirs / max(len(rows) * (len(rows) - 1) / 2.0, 1.0)
    most = (ours + theirs) / 2.0
    return 1.0 if most == chance else float((same - chance) / (most - chance))


def split_half(
    votes: Votes, k: int, seed: int = 0, splits: int = SPLITS, group: Callable[[Votes], Ints] | None = None
) -> float | None:
    """Return the mean agreement of groups found in two halves of everybody's votes; None without people.

    Parameters
    ----------
    votes : Votes
        N votes of n people.
    k : int
        How many groups.
    seed : int
        Of the splits.
    splits : int
        How many there are.
    group : callable, optional
        Finds the groups (n,) in the votes of a half; by latent classes without.

    Notes
    -----
    The adjusted Rand index over people with 14 votes at least; each half is fitted on its own.
    """
    votes = some_people(votes, ENOUGH, seed)
    compared = votes.each() >= FEWEST
    if k < 2 or compared.sum() < 2:
        return None
    find = group or (lambda half: classes_of(half, k, seed))
    found = []
    for split in range(splits):
        first = _half(votes, np.random.default_rng([seed, split]))
        ours, theirs = find(votes.only(first)), find(votes.only(~first))
        found.append(rand_index(ours[compared], theirs[compared]))
    return float(np.mean(found))


def classes_of(votes: Votes, k: int, seed: int) -> Ints:
    """Return the likeliest of k classes of each person, shape (n,)."""
    told = answers(votes)
    return np.asarray(belonging(told, fit(told, k, seed)).argmax(axis=1))


def _half(votes: Votes, random: np.random.Generator) -> "np.typing.NDArray[np.bool_]":
    """Return half of each person's votes, drawn; of an odd number the larger half by a coin."""
    order = np.lexsort((random.random(len(votes)), votes.person()))
    within = np.arange(len(votes)) - np.repeat(votes.starts[:-1], votes.each())
    coin = np.repeat(random.integers(2, size=len(votes.people)), votes.each())
    chosen = np.zeros(len(votes), dtype=np.bool_)
    chosen[order] = (within + coin) % 2 == 0
    return chosen
