"""Latent classes: groups of people who answer alike, by a Bernoulli mixture fitted to votes as they are.

A class is a share of the people and, for each statement, the chance that somebody in it agrees rather than
disagrees. Votes that are missing, and passes, say nothing: nothing is filled in.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np

from headway.engine.opinion.votes import AGREE, DISAGREE, Floats, Votes

PRIOR: Final = 6.0  # votes at the statement's mean that stand for each class before anybody votes
STARTS: Final = 4
TRIED: Final = 6  # rounds of each start before the best goes on
MOST_ROUNDS: Final = 100
SETTLED: Final = 1e-6  # of the log-likelihood
AXES: Final = 4
POWERS: Final = 8
ROUNDING: Final = 1e-9  # of the widest axis

Sparse: TypeAlias = Any  # a sparse array of SciPy's, whose own types know only all overloads at once


@dataclass(frozen=True, slots=True)
class Classes:
    """A mixture of k classes over m statements.

    ``weights`` (k,) are shares of the people, largest first; ``agree`` (m, k) is the chance that somebody of
    a class agrees, of those who agree or disagree; ``log_likelihood`` is that of the votes fitted.
    """

    weights: Floats
    agree: Floats
    log_likelihood: float

    @property
    def k(self) -> int:
        """How many classes there are."""
        return len(self.weights)


@dataclass(frozen=True, slots=True)
class Answers:
    """Agrees and disagrees of n people on m statements, two sparse arrays (n, m) of ones."""

    agree: Sparse
    disagree: Sparse
    mean: Floats


def answers(votes: Votes) -> Answers:
    """Return agrees and disagrees as sparse arrays, and the share that agrees with each statement."""
    yes, no = _where(votes, AGREE), _where(votes, DISAGREE)
    agreed, disagreed = yes.sum(axis=0), no.sum(axis=0)
    return Answers(yes, no, np.asarray((agreed + 0.5) / (agreed + disagreed + 1.0)))


def fit(told: Answers, k: int, seed: int = 0) -> Classes:
    """Return the mixture of k classes by expectation and maximisation, the best of four starts.

    Parameters
    ----------
    told : Answers
        Agrees and disagrees of n people on m statements.
    k : int
        How many classes.
    seed : int
        Of the starts, which are drawn on the map; people's names and order play no part.

    Notes
    -----
    A. P. Dempster, N. M. Laird and D. B. Rubin, *J. R. Stat. Soc. B* 39 (1977), 1-38. Shares are drawn
    towards the statement's own by ``PRIOR`` votes, so that a class that nobody of voted predicts the mean.
    """
    n = told.agree.shape[0]
    if k == 1 or n == 0:
        weights = np.full(k, 1.0 / k)
        agree = np.repeat(told.mean[:, None], k, axis=1)
        return Classes(weights, agree, float(_expect(told, weights[:, None], agree)[1][0]))
    inside = _starts(told, k, seed)
    for _ in range(TRIED):
        weights, agree = _maximise(told, inside, k)
        inside, likely = _expect(told, weights, agree)
    best = int(np.argmax(likely))
    inside = inside[:, best * k : (best + 1) * k]
    before = float(likely[best])
    for _ in range(MOST_ROUNDS):
        weights, agree = _maximise(told, inside, k)
        inside, likely = _expect(told, weights, agree)
        now = float(likely[0])
        if abs(now - before) <= SETTLED * abs(now):
            break
        before = now
    order = np.lexsort((-agree.sum(axis=0), -weights[:, 0]))
    return Classes(weights[order, 0], agree[:, order], now)


def belonging(told: Answers, model: Classes) -> Floats:
    """Return the chance that each person belongs to each class, shape (n, k)."""
    return _expect(told, model.weights[:, None], model.agree)[0]


def _where(votes: Votes, value: int) -> Sparse:
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    kept = votes.only(votes.value == value)
    ones = np.ones(len(kept), dtype=np.float64)
    return csr_array((ones, kept.statement, kept.starts), shape=votes.shape)


def _expect(told: Answers, weights: Floats, agree: Floats) -> tuple[Floats, Floats]:
    """Return chances (n, starts * k) and the log-likelihood of each start."""
    k = len(weights)
    logs = told.agree @ np.log(agree) + told.disagree @ np.log1p(-agree)
    each = logs.reshape(len(logs), -1, k) + np.log(weights).T.reshape(1, -1, k)
    top = each.max(axis=2, keepdims=True)
    each = np.exp(each - top)
    total = each.sum(axis=2, keepdims=True)
    likely = (np.log(total) + top).sum(axis=(0, 2))
    return (each / total).reshape(len(logs), -1), likely


def _maximise(told: Answers, inside: Floats, k: int) -> tuple[Floats, Floats]:
    """Return weights (k, starts) and chances of agreeing (m, starts * k)."""
    agreed, disagreed = told.agree.T @ inside, told.disagree.T @ inside
    agree = (agreed + PRIOR * told.mean[:, None]) / (agreed + disagreed + PRIOR)
    total = inside.sum(axis=0).reshape(-1, k).T + 1.0
    return total / total.sum(axis=0), agree


def _starts(told: Answers, k: int, seed: int) -> Floats:
    """Return chances to begin with, shape (n, STARTS * k): nearness to points drawn on the map."""
    random = np.random.default_rng(seed)
    where = positions(told, min(AXES, told.agree.shape[1]), random)
    spread = where.std(axis=0)
    # An axis that is rounding alone has no say: stretched to one, it would drown the others.
    where = where / np.where(spread > ROUNDING * spread.max(initial=0.0), spread, np.inf)
    found = []
    for start in range(STARTS):
        points = random.normal(size=(k, where.shape[1]))
        if start == 0:
            points[:] = 0.0
            points[:, 0] = np.linspace(-1.5, 1.5, k)
        away = ((where[:, None, :] - points) ** 2).sum(axis=2)
        near = np.exp(-0.5 * (away - away.min(axis=1, keepdims=True)))
        found.append(near / near.sum(axis=1, keepdims=True))
    return np.hstack(found)


def positions(told: Answers, axes: int, random: np.random.Generator) -> Floats:
    """Return people on about the first principal components, shape (n, axes), by a few powers.

    N. Halko, P. G. Martinsson and J. A. Tropp, *SIAM Review* 53 (2011), 217-288.
    """
    centre = 2.0 * told.mean[:, None] - 1.0

    def forth(basis: Floats) -> Floats:
        found = told.agree @ ((1.0 - centre) * basis) - told.disagree @ ((1.0 + centre) * basis)
        return np.asarray(found)

    def back(people: Floats) -> Floats:
        found = (1.0 - centre) * (told.agree.T @ people) - (1.0 + centre) * (told.disagree.T @ people)
        return np.asarray(found)

    basis = random.normal(size=(told.agree.shape[1], axes))
    for _ in range(POWERS):
        basis, _ = np.linalg.qr(back(forth(basis)))
    return forth(basis)
