"""Factors: what a statement gets from everybody, beyond what its side gives it; and a map of people.

The vote of a person on a statement is a constant, a leaning of the person to agree, the statement's own
*bridging* score, and the product of positions on one or two axes: sides agree with their side's statements,
so what is left to the bridging score is what sides have in common.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from headway.engine.opinion.classes import POWERS, Sparse
from headway.engine.opinion.votes import Floats, Votes, Whole

ROUNDS: Final = 30
SETTLED: Final = 1e-6
SLOPE_PENALTY: Final = 3.0
LEVEL_PENALTY: Final = 1.0


@dataclass(frozen=True, slots=True)
class Factors:
    """A constant, plus ``lean`` (n,), plus ``bridging`` (m,), ``people`` (n, d) times ``statements`` (m, d).

    On the scale of votes, -1 to 1; each axis's sign is fixed by its largest statement.
    """

    constant: float
    lean: Floats
    bridging: Floats
    people: Floats
    statements: Floats

    def foretold(self, person: Whole, statement: Whole) -> Floats:
        """Return the vote that the factors expect of people on statements."""
        along = (self.people[person] * self.statements[statement]).sum(axis=1)
        return np.asarray(self.constant + self.lean[person] + self.bridging[statement] + along)


def factorise(votes: Votes, axes: int = 1, seed: int = 0) -> Factors:
    """Return factors of votes by alternating ridge regressions.

    Parameters
    ----------
    votes : Votes
        N votes of n people on m statements; a pass is a vote of nought.
    axes : int
        1 for bridging scores, 2 for a map.
    seed : int
        Of the first positions of statements.

    Notes
    -----
    Matrix factorisation with intercepts, as in S. Wojcik and others, "Birdwatch" (2022, arXiv 2210.15723),
    section 4, but with axes penalised three times as much as levels. Not a defence against coordination.
    """
    person, statement = votes.person(), votes.statement
    value = votes.value.astype(np.float64)
    n, m = votes.shape
    constant = float(value.mean()) if len(value) else 0.0
    theirs = np.column_stack([np.zeros(m), _first(votes, value - constant, axes, seed)])
    mine = np.zeros((n, axes + 1))
    before = np.inf
    for _ in range(ROUNDS):
        mine = _ridge(person, n, theirs[statement, 1:], value - constant - theirs[statement, 0])
        theirs = _ridge(statement, m, mine[person, 1:], value - constant - mine[person, 0])
        rest = value - constant - mine[person, 0] - theirs[statement, 0]
        rest -= (mine[person, 1:] * theirs[statement, 1:]).sum(axis=1)
        now = float(rest @ rest)
        if before - now <= SETTLED * before:
            break
        before = now
    people, statements = _turned(mine[:, 1:], theirs[:, 1:])
    return Factors(constant, mine[:, 0], theirs[:, 0], people, statements)


def _ridge(row: Whole, rows: int, along: Floats, value: Floats) -> Floats:
    """Return level and slopes of each row, shape (rows, 1 + d), all small systems solved at once."""
    design = np.column_stack([np.ones(len(value)), along])
    d = design.shape[1]
    left, right = np.empty((rows, d, d)), np.empty((rows, d, 1))
    for a in range(d):
        right[:, a, 0] = np.bincount(row, design[:, a] * value, minlength=rows)
        for b in range(a, d):
            left[:, a, b] = left[:, b, a] = np.bincount(row, design[:, a] * design[:, b], minlength=rows)
    left += np.diag([LEVEL_PENALTY, *[SLOPE_PENALTY] * (d - 1)])
    return np.asarray(np.linalg.solve(left, right)[:, :, 0])


def _first(votes: Votes, value: Floats, axes: int, seed: int) -> Floats:
    """Return positions of statements to begin with, by a few powers of the sparse votes, shape (m, axes)."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    about: Sparse = csr_array((value, votes.statement, votes.starts), shape=votes.shape)
    basis = np.random.default_rng(seed).normal(size=(votes.shape[1], axes))
    for _ in range(POWERS):
        basis = np.linalg.qr(about.T @ (about @ basis))[0]
    found = np.zeros((votes.shape[1], axes))
    found[:, : basis.shape[1]] = basis * np.sqrt(votes.shape[1])
    return found


def _turned(people: Floats, statements: Floats) -> tuple[Floats, Floats]:
    """Return positions on axes that are those of most variance, with fixed signs: a map stays as it was."""
    if len(people) == 0 or len(statements) == 0:
        return people, statements
    _, turn = np.linalg.eigh(statements.T @ statements)
    turn = turn[:, ::-1]
    people, statements = people @ turn, statements @ turn
    largest = statements[np.abs(statements).argmax(axis=0), np.arange(statements.shape[1])]
    sign = np.where(largest < 0, -1.0, 1.0)
    return people * sign, statements * sign
