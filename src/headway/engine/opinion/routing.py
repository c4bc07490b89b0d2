"""Which statement to show somebody next: the one whose answer tells most, with room for all others.

Routing makes votes missing not at random. So every draw gives the chance it had, to be stored with the vote;
a fifth of all draws explores, and statements with few votes are seen first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.opinion.classes import Classes
from headway.engine.opinion.votes import Bools, Floats, Ints

EXPLORE: Final = 0.2
FLOOR: Final = 10  # votes below which a statement is explored before others
SHARP: Final = 6.0  # the power of the information gain that the draw goes by


class NothingLeft(CannotEstimate):
    """Somebody has seen every statement. Numbers: none."""

    code = "nothing_left"


@dataclass(frozen=True, slots=True)
class Asked:
    """The position of the statement to show, and the chance this draw gave it: store it with the vote."""

    statement: int
    chance: float


def next_statement(
    model: Classes, belonging: Floats, seen: Bools, votes: Ints, random: np.random.Generator
) -> Asked:
    """Draw the statement to show somebody next.

    Parameters
    ----------
    model : Classes
        k classes over m statements, from the last time the conversation was analysed.
    belonging : array of float, shape (k,)
        The person's chance of each class, from their votes so far (`place`).
    seen : array of bool, shape (m,)
        What not to show: voted on already, not published, their own.
    votes : array of int, shape (m,)
        How many votes each statement has.
    random : numpy.random.Generator

    Raises
    ------
    NothingLeft
        When everything was seen.

    Examples
    --------
    >>> model = Classes(np.array([0.5, 0.5]), np.array([[0.9, 0.1], [0.5, 0.5]]), 0.0)
    >>> new, counts = np.array([False, False]), np.array([50, 50])
    >>> draw = next_statement(model, np.array([0.5, 0.5]), new, counts, np.random.default_rng(1))
    >>> draw.statement, round(draw.chance, 3)
    (0, 0.9)
    """
    chances = chances_of(model, belonging, seen, votes)
    at = int(random.choice(len(chances), p=chances))
    return Asked(at, float(chances[at]))


def chances_of(model: Classes, belonging: Floats, seen: Bools, votes: Ints) -> Floats:
    """Return the chance of each statement to be shown next, shape (m,); arguments of `next_statement`.

    Four fifths go by information gain to the sixth power; one fifth evenly, or evenly to the statements
    that have fewer votes than ten, where there are any. Where nothing is to be gained, all goes the second
    way.

    Raises
    ------
    NothingLeft
        When everything was seen.
    """
    left = ~seen
    if not left.any():
        raise NothingLeft
    rare = left & (votes < FLOOR)
    even = (rare if rare.any() else left).astype(np.float64)
    every = left / left.sum()
    explored = (even / even.sum() + every) / 2 if rare.any() else every
    gain = np.where(left, information(model, belonging), 0.0) ** SHARP
    if gain.sum() <= 0.0:
        return np.asarray(explored)
    return np.asarray((1.0 - EXPLORE) * gain / gain.sum() + EXPLORE * explored)


def information(model: Classes, belonging: Floats) -> Floats:
    """Return what an answer to each statement would tell of somebody's class, in nats, shape (m,).

    The mutual information of answer and class: the entropy of the expected answer less the expected entropy
    of the answer. D. V. Lindley, *Ann. Math. Stat.* 27 (1956), 986-1005.
    """
    expected = model.agree @ belonging
    gain = _entropy(expected) - _entropy(model.agree) @ belonging
    return np.asarray(np.maximum(gain, 0.0))


def _entropy(chance: Floats) -> Floats:
    return np.asarray(-(chance * np.log(chance) + (1.0 - chance) * np.log1p(-chance)))


def weights(chances: Sequence[float], most: float = 20.0) -> Floats:
    """Return how much votes drawn with these chances should count, shape (n,): 1 / chance, of mean 1.

    No vote counts more than ``most`` times the least (L. Kish, *J. Off. Stat.* 8 (1992), 183-200, on the
    price of unequal weights).
    """
    inverse = 1.0 / np.asarray(chances, dtype=np.float64)
    trimmed = np.minimum(inverse, most * inverse.min())
    return np.asarray(trimmed / trimmed.mean())
