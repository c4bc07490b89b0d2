"""The statements to show for a conversation: every large enough group that agrees sees one of its own.

A slate of s statements gives *justified representation* when no n / s people who agree with one statement
are without any statement they agree with.
"""

from dataclasses import dataclass

import numpy as np

from headway.engine.opinion.classes import Classes
from headway.engine.opinion.votes import AGREE, DISAGREE, Bools, Floats, Votes


@dataclass(frozen=True, slots=True)
class Audit:
    """Whether a slate represents justly: ``largest`` people agree with ``statement`` and with nothing on it.

    ``represented`` people agree with something on the slate, of ``people``; ``just`` says that ``largest``
    is below ``needed``, people divided by places.
    """

    just: bool
    represented: int
    people: int
    statement: int | None
    largest: int
    needed: float


@dataclass(frozen=True, slots=True)
class Slate:
    """Positions of statements in the order they were chosen, how many each one added, and the audit."""

    statements: tuple[int, ...]
    added: tuple[int, ...]
    audit: Audit


def approvals(votes: Votes, model: Classes | None = None, belonging: Floats | None = None) -> Bools:
    """Return who agrees with what, shape (n, m): as they voted, and as their class would where they did not.

    Without ``model`` and ``belonging`` (n, k) somebody agrees with what they voted for alone.
    """
    n, m = votes.shape
    found: Bools = np.zeros((n, m), dtype=np.bool_)
    if model is not None and belonging is not None:
        likely = (model.agree > 0.5).T
        found = likely[belonging.argmax(axis=1)]
    person = votes.person()
    for sign in (AGREE, DISAGREE, 0):
        such = votes.value == sign
        found[person[such], votes.statement[such]] = sign == AGREE
    return found


def slate(agrees: Bools, places: int, allowed: Bools | None = None) -> Slate:
    """Choose statements one by one: each time the one that most people agree with who have none yet.

    Parameters
    ----------
    agrees : array of bool, shape (n, m)
        Who agrees with what (`approvals`).
    places : int
        How many statements.
    allowed : array of bool, shape (m,), optional
        Which statements may be chosen.

    Notes
    -----
    Greedy coverage gives justified representation: H. Aziz, M. Brill, V. Conitzer, E. Elkind, R. Freeman and
    T. Walsh, *Social Choice and Welfare* 48 (2017), 461-485. Places that are left when everybody has one go
    to the statements that most people agree with.

    Examples
    --------
    >>> agrees = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]], dtype=bool)
    >>> slate(agrees, 2).statements
    (0, 2)
    """
    open_to = np.ones(agrees.shape[1], dtype=np.bool_) if allowed is None else allowed.copy()
    everybody = agrees.sum(axis=0)
    without = np.ones(len(agrees), dtype=np.bool_)
    chosen: list[int] = []
    added: list[int] = []
    for _ in range(min(places, int(open_to.sum()))):
        new = agrees[without].sum(axis=0)
        score = np.where(open_to, new * (len(agrees) + 1.0) + everybody, -1.0)
        at = int(score.argmax())
        chosen.append(at)
        added.append(int(new[at]))
        open_to[at] = False
        without &= ~agrees[:, at]
    return Slate(tuple(chosen), tuple(added), audit(agrees, chosen, places, allowed))


def audit(
    agrees: Bools, chosen: "list[int] | tuple[int, ...]", places: int, allowed: Bools | None = None
) -> Audit:
    """Check any slate for justified representation, in one pass over who has nothing on it."""
    n, m = agrees.shape
    without = ~agrees[:, list(chosen)].any(axis=1) if chosen else np.ones(n, dtype=np.bool_)
    alone = agrees[without].sum(axis=0)
    if allowed is not None:
        alone = np.where(allowed, alone, 0)
    at = int(alone.argmax()) if m else None
    largest = int(alone[at]) if at is not None else 0
    needed = n / max(places, 1)
    return Audit(
        just=largest < needed,
        represented=int(n - without.sum()),
        people=n,
        statement=at if largest else None,
        largest=largest,
        needed=needed,
    )
