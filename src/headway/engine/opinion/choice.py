"""How many groups there are: the fewest that foretell hidden votes as well as any, and perhaps none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.opinion.classes import Answers, Classes, answers, belonging, fit
from headway.engine.opinion.votes import PASS, Bools, Floats, Ints, Votes, Whole

FOLDS: Final = 10
MOST_CLASSES: Final = 5
ENOUGH: Final = 100_000  # votes from which a draw of the people chooses as well as all


@dataclass(frozen=True, slots=True)
class Choice:
    """How many classes to fit.

    ``losses`` is the mean log-loss of hidden votes by number of classes; ``k`` the fewest within one
    standard error, ``error``, of the least.
    """

    k: int
    losses: dict[int, float]
    error: float


def choose(votes: Votes, seed: int = 0, counts: Sequence[int] = range(1, MOST_CLASSES + 1)) -> Choice:
    """Return how many classes foretell hidden votes best, 1 for "there are no groups here".

    Parameters
    ----------
    votes : Votes
        N votes of n people.
    seed : int
        Of what is hidden, and of the starts.
    counts : sequence of int
        Numbers of classes to try, fewest first.

    Notes
    -----
    Each agree or disagree is hidden once, in one of ten parts; the loss is -log of the chance given to it.
    The fewest classes within one standard error (of the parts) of the least loss: L. Breiman, J. H.
    Friedman, R. A. Olshen and C. J. Stone, *Classification and Regression Trees* (1984), section 3.4.3.
    """
    votes = some_people(votes, ENOUGH, seed)
    losses = np.array([_losses(votes, rest, counts, seed) for rest in _parts(votes, seed)])
    if len(losses) == 0:
        return Choice(1, {}, 0.0)
    mean = losses.mean(axis=0)
    best = int(mean.argmin())
    error = float(losses[:, best].std(ddof=1) / np.sqrt(len(losses)))
    chosen = int(np.flatnonzero(mean <= mean[best] + error)[0])
    return Choice(counts[chosen], dict(zip(counts, mean.tolist(), strict=True)), error)


def foretold(model: Classes, told: Answers, person: Whole, statement: Whole) -> Floats:
    """Return the chance that people agree with statements, given what ``told`` holds of them."""
    return np.asarray((belonging(told, model)[person] * model.agree[statement]).sum(axis=1))


def log_loss(chance: Floats, agreed: Bools) -> float:
    """Return the mean of -log of the chance given to what people said."""
    return float(-np.where(agreed, np.log(chance), np.log1p(-chance)).mean())


def some_people(votes: Votes, enough: int, seed: int) -> Votes:
    """Return votes of people drawn evenly, about ``enough`` votes, or all where there are no more."""
    n = len(votes.people)
    if len(votes) <= enough:
        return votes
    take = max(int(n * enough / len(votes)), 1)
    return votes.of(np.sort(np.random.default_rng(seed).choice(n, take, replace=False)))


def _parts(votes: Votes, seed: int) -> list[Ints]:
    """Return which votes are hidden in each part."""
    said = np.flatnonzero(votes.value != PASS)
    if len(said) < 2 * FOLDS:
        return []
    return np.array_split(np.random.default_rng(seed).permutation(said), FOLDS)


def _losses(votes: Votes, hidden: Ints, counts: Sequence[int], seed: int) -> list[float]:
    kept = np.ones(len(votes), dtype=np.bool_)
    kept[hidden] = False
    told = answers(votes.only(kept))
    person, statement = votes.person()[hidden], votes.statement[hidden]
    agreed = votes.value[hidden] > 0
    return [log_loss(foretold(fit(told, k, seed), told, person, statement), agreed) for k in counts]
