"""What statements say: common ground with its uncertainty, what divides, and what stands for a group."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.opinion.classes import Classes
from headway.engine.opinion.polis_stats import tests
from headway.engine.opinion.votes import AGREE, DISAGREE, PASS, Bools, Floats, Ints, Votes

JEFFREYS: Final = 0.5
HALVINGS: Final = 40
FALSE_SHARE: Final = 0.05  # of statements called divisive, or representative, that may be so by chance
TOP: Final = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """How far a statement is common ground: the agreement of the group that agrees least.

    ``least`` with its 90 % interval ``lower`` to ``upper``, as shares of those who voted, passes with them;
    ``votes`` is how many did; ``left_out`` that it was moderated away or is about the voter.
    """

    statement: str
    least: float
    lower: float
    upper: float
    votes: int
    left_out: bool


@dataclass(frozen=True, slots=True)
class Divide:
    """How groups differ on a statement: each one's share of agrees among agrees and disagrees.

    ``p`` is of the test that they are all the same; ``divisive`` says that it holds after control for how
    many statements were looked at.
    """

    statement: str
    shares: tuple[float, ...]
    p: float
    divisive: bool


@dataclass(frozen=True, slots=True)
class Stands:
    """A statement that stands for a group: ``agree`` of its ``n`` voters agree; ``z`` against all others."""

    statement: str
    agrees: bool
    agree: int
    n: int
    z: float


def common_ground(
    statements: tuple[str, ...], agree: Floats, votes: Floats, left_out: Bools, cast: Floats | None = None
) -> tuple[Ground, ...]:
    """Return all statements by the agreement of the group that agrees least, best first.

    Parameters
    ----------
    statements : tuple of str, length m
        Their ids.
    agree, votes : arrays of float, shape (k, m)
        Agrees and all votes of each group; whole people, or shares of people.
    left_out : array of bool, shape (m,)
        Statements that are not for publishing.
    cast : array of float, shape (m,), optional
        All votes on each statement, where ``votes`` are not of everybody once.

    Notes
    -----
    Each group's agreement has a Beta distribution with H. Jeffreys's prior of half a vote on each side; what
    is given is the median and the 90 % interval of the least of them, so that it widens where a group hardly
    voted and where it is not clear which group agrees least.
    """
    cast = votes.sum(axis=0) if cast is None else cast
    least, lower, upper = (_quantile_of_least(agree, votes, at) for at in (0.5, 0.05, 0.95))
    rows = [
        Ground(*row)
        for row in zip(
            statements,
            least.tolist(),
            lower.tolist(),
            upper.tolist(),
            np.rint(cast).astype(int).tolist(),
            left_out.tolist(),
            strict=True,
        )
    ]
    return tuple(sorted(rows, key=lambda row: -row.least))


def _quantile_of_least(agree: Floats, votes: Floats, at: float) -> Floats:
    from scipy.special import betainc  # noqa: PLC0415 - slow to import

    low, high = np.zeros(agree.shape[1]), np.ones(agree.shape[1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = 1.0 - betainc(agree + JEFFREYS, np.maximum(votes - agree, 0.0) + JEFFREYS, middle)
        below = 1.0 - above.prod(axis=0) < at
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)


def soft_counts(votes: Votes, inside: Floats, model: Classes | None = None) -> tuple[Floats, Floats, Floats]:
    """Return agrees, disagrees and all votes of each class, each (k, m), with people shared out by chance.

    With ``model``, whose classes ``inside`` (n, k) belong to, the vote that is counted has no say in where
    its voter is counted: otherwise everybody would seem to agree with their group.
    """
    k, m = inside.shape[1], len(votes.statements)
    totals = np.zeros((3, k, m))
    for first, last in votes.chunks():
        statement, value, shares = _shares(votes, inside, model, first, last)
        for sign in (DISAGREE, PASS, AGREE):
            such = value == sign
            for each in range(k):
                totals[sign + 1, each] += np.bincount(statement[such], shares[such, each], minlength=m)
    return totals[2], totals[0], totals.sum(axis=0)


def _shares(
    votes: Votes, inside: Floats, model: Classes | None, first: int, last: int
) -> tuple[Ints, "np.typing.NDArray[np.int8]", Floats]:
    """Return statement, value and the voter's chance of each class of the votes of some people."""
    begin, end = votes.starts[first], votes.starts[last]
    statement, value = votes.statement[begin:end].astype(np.int64), votes.value[begin:end]
    shares = inside[votes.person(first, last)]
    if model is not None:
        there = model.agree[statement]
        said = np.where(value[:, None] > 0, there, 1.0 - there)
        shares = np.where(value[:, None] == PASS, shares, shares / said)
        shares /= shares.sum(axis=1, keepdims=True)
    return statement, value, shares


def hard_counts(votes: Votes, inside: Floats, model: Classes) -> tuple[Ints, Ints, Ints]:
    """Return agrees, disagrees and all votes of each class, (k, m), by where other votes put the voter."""
    k, m = inside.shape[1], len(votes.statements)
    total = np.zeros(k * m * 3, dtype=np.int64)
    for first, last in votes.chunks():
        statement, value, shares = _shares(votes, inside, model, first, last)
        cell = (shares.argmax(axis=1) * m + statement) * 3 + value + 1
        total += np.bincount(cell, minlength=len(total))
    split = total.reshape(k, m, 3)
    return split[:, :, 2], split[:, :, 0], split.sum(axis=2)


def divides(statements: tuple[str, ...], agree: Ints, disagree: Ints, left_out: Bools) -> tuple[Divide, ...]:
    """Return how groups differ on each statement, most divided first.

    Parameters
    ----------
    statements : tuple of str, length m
        Their ids; those of ``left_out`` (m,) are not returned.
    agree, disagree : arrays of int, shape (k, m)
        Counts of each group.

    Notes
    -----
    Pearson's chi-squared test of k shares; the false discovery rate over all statements is held at 5 % by
    Y. Benjamini and Y. Hochberg, *J. R. Stat. Soc. B* 57 (1995), 289-300.
    """
    from scipy.stats import chi2  # noqa: PLC0415 - slow to import

    said = agree + disagree
    total, all_agree = said.sum(axis=0), agree.sum(axis=0)
    overall = all_agree / np.maximum(total, 1)
    variance = overall * (1 - overall)
    shares = agree / np.maximum(said, 1)
    distance = (said * (shares - overall) ** 2).sum(axis=0) / np.where(variance > 0, variance, 1.0)
    freedom = (said > 0).sum(axis=0) - 1
    tested = (freedom > 0) & (variance > 0) & ~left_out
    p = np.where(tested, chi2.sf(distance, np.maximum(freedom, 1)), 1.0)
    found = discoveries(p, tested)
    smoothed = (agree + JEFFREYS) / (said + 2 * JEFFREYS)
    order = [at for at in np.lexsort((-np.ptp(smoothed, axis=0), ~found)).tolist() if not left_out[at]]
    return tuple(
        Divide(statements[at], tuple(smoothed[:, at].tolist()), float(p[at]), bool(found[at])) for at in order
    )


def discoveries(p: Floats, tested: Bools, share: float = FALSE_SHARE) -> Bools:
    """Return which of the tested are discoveries, the false ones among them ``share`` at most, on average."""
    found = np.zeros(len(p), dtype=np.bool_)
    at = np.flatnonzero(tested)
    ordered = at[np.argsort(p[at], kind="stable")]
    below = np.flatnonzero(p[ordered] <= share * np.arange(1, len(ordered) + 1) / max(len(ordered), 1))
    if len(below):
        found[ordered[: below[-1] + 1]] = True
    return found


def standing(
    statements: tuple[str, ...], agree: Ints, disagree: Ints, votes: Ints, left_out: Bools
) -> tuple[tuple[Stands, ...], ...]:
    """Return the statements that stand for each group, at most five, clearest first.

    Parameters
    ----------
    agree, disagree, votes : arrays of int, shape (k, m)
        Counts of each group.

    Notes
    -----
    Most of the group's voters take the side, more often than all others do by Polis's test of two shares,
    and that holds after Benjamini and Hochberg over both sides of all statements of the group. Polis itself
    takes what passes z > 1.28, whatever the number of statements.
    """
    from scipy.stats import norm  # noqa: PLC0415 - slow to import

    told = tests(agree, disagree, votes)
    found = []
    for each in range(len(agree)):
        z = np.concatenate([told.rat[each], told.rdt[each]])
        half = np.concatenate([agree[each], disagree[each]]) * 2 > np.tile(votes[each], 2)
        kept = discoveries(norm.sf(z), np.tile(~left_out, 2)) & half & (z > 0)
        best = np.flatnonzero(kept)[np.argsort(-z[kept], kind="stable")][:TOP]
        found.append(
            tuple(
                Stands(
                    statements[at % len(statements)],
                    at < len(statements),
                    int(agree[each][at % len(statements)]),
                    int(votes[each][at % len(statements)]),
                    float(z[at]),
                )
                for at in best.tolist()
            )
        )
    return tuple(found)
