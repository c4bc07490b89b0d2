"""Signs of coordination in votes, for people to look at. A flag deletes nothing.

The question that decides is the last one: does a finding stand without those who were flagged?
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.opinion.classes import Answers, Classes, answers
from headway.engine.opinion.findings import Ground
from headway.engine.opinion.votes import PASS, Floats, Votes

FEWEST_VOTES: Final = 8  # below, alike votes are no wonder
FEWEST_ALIKE: Final = 3
RARE: Final = 1e-3  # chance, over everything that was looked at, above which nothing is said
TOP: Final = 10
MINUTES: Final = 10


class Sign(StrEnum):
    """What was seen."""

    ALIKE = "alike"  # the same votes on the same statements
    STRAIGHT = "straight"  # one answer to everything
    BURST = "burst"  # far more newcomers in some minutes than around them


@dataclass(frozen=True, slots=True)
class Flag:
    """People who share a sign, and how likely so much of it is by chance among all that was looked at.

    ``expected`` is how many people would show it by chance.
    """

    sign: Sign
    people: tuple[str, ...]
    chance: float
    expected: float


@dataclass(frozen=True, slots=True)
class Without:
    """What becomes of the common ground without some people: ``kept`` of its first ten are still there."""

    cohort: str
    people: int
    kept: int
    lost: tuple[str, ...]


def alike(votes: Votes, model: Classes) -> tuple[Flag, ...]:
    """Return people who cast exactly the same votes, at least eight, more often than chance would.

    Parameters
    ----------
    votes : Votes
        N votes of n people.
    model : Classes
        Of `analyse`: how likely a person is to answer like that on their own.

    Notes
    -----
    Among w people who voted on the same statements, the number who give the same answers is at most Poisson
    with w times the chance of the answers (under the model, with the share of passes as seen). Flagged where
    three or more do so with a chance below one in a thousand over all patterns. Brigades that vary their
    votes are not seen by this.
    """
    from scipy.stats import poisson  # noqa: PLC0415 - slow to import

    enough = np.flatnonzero(votes.each() >= FEWEST_VOTES)
    same: dict[bytes, list[int]] = {}
    beside: dict[bytes, int] = {}
    for at in enough.tolist():
        begin, end = votes.starts[at], votes.starts[at + 1]
        about = votes.statement[begin:end].tobytes()
        beside[about] = beside.get(about, 0) + 1
        same.setdefault(about + votes.value[begin:end].tobytes(), []).append(at)
    chance = np.exp(_log_chance(votes, model))
    found = []
    for people in (each for each in same.values() if len(each) >= FEWEST_ALIKE):
        first = people[0]
        width = beside[votes.statement[votes.starts[first] : votes.starts[first + 1]].tobytes()]
        expected = float(width * chance[first])
        tail = min(1.0, float(poisson.sf(len(people) - 1, expected)) * len(same))
        if tail < RARE:
            found.append(Flag(Sign.ALIKE, _named(votes, people), tail, expected))
    return tuple(sorted(found, key=lambda flag: (flag.chance, -len(flag.people))))


def straight(votes: Votes, model: Classes) -> tuple[Flag, ...]:
    """Return people who gave one answer to everything, at least eight times, against what is likely.

    Notes
    -----
    The chance of a person's answers under the model must be below one in a thousand, over all people; who
    agrees with what everybody agrees with is no straight-liner. One flag for each of the three answers.
    """
    each = votes.each()
    chance = np.exp(_log_chance(votes, model))
    found = []
    for sign in (-1, 0, 1):
        same = np.bincount(votes.person()[votes.value == sign], minlength=len(each))
        tail = chance * max(len(each), 1)
        people = np.flatnonzero((each >= FEWEST_VOTES) & (same == each) & (tail < RARE))
        if len(people):
            worst = float(tail[people].max())
            found.append(Flag(Sign.STRAIGHT, _named(votes, people.tolist()), worst, worst))
    return tuple(found)


def bursts(people: Sequence[str], times: ArrayLike, minutes: int = MINUTES) -> tuple[Flag, ...]:
    """Return people who came in minutes with far more newcomers than the hours around them.

    Parameters
    ----------
    people : sequence of str, length N
        Who cast each vote.
    times : array of int, shape (N,)
        When, in seconds.
    minutes : int
        How long a window is.

    Notes
    -----
    A window's newcomers against a Poisson with the mean of the 72 windows around it, itself and its two
    neighbours left out (at least half a person); flagged below one in a thousand over all windows. A letter
    that arrives, or a broadcast, does the same: a flag asks who invited them.
    """
    from scipy.stats import poisson  # noqa: PLC0415 - slow to import

    first: dict[str, int] = {}
    for person, time in zip(people, np.asarray(times).tolist(), strict=True):
        first[person] = min(time, first.get(person, time))
    who = sorted(first, key=lambda each: (first[each], each))
    start = first[who[0]] if who else 0
    window = np.array([(first[each] - start) // (60 * minutes) for each in who], dtype=np.int64)
    found = []
    filled, counts = np.unique(window, return_counts=True)
    for at, count in zip(filled.tolist(), counts.tolist(), strict=True):
        near = (np.abs(filled - at) <= 37) & (np.abs(filled - at) > 1)
        expected = max(float(counts[near].sum()) / 72.0, 0.5)
        tail = min(1.0, float(poisson.sf(count - 1, expected)) * len(filled))
        if tail < RARE:
            came = tuple(each for each, when in zip(who, window.tolist(), strict=True) if when == at)
            found.append(Flag(Sign.BURST, came, tail, expected))
    return tuple(found)


def without_each(
    votes: Votes,
    cohorts: Mapping[str, Sequence[str]],
    ground: Callable[[Votes], Sequence[Ground]],
    top: int = TOP,
) -> tuple[Without, ...]:
    """Say whether the first statements of the common ground are still there without each cohort.

    Parameters
    ----------
    votes : Votes
    cohorts : mapping of str to sequence of str
        People by what they share: a flag, a day, an invitation, a district.
    ground : callable
        Finds the common ground in votes, best first, for example ``lambda v: analyse(v).common_ground``.
    top : int
        How many statements a finding is.
    """
    before = _first(ground(votes), top)
    found = []
    for name, people in cohorts.items():
        gone = set(people)
        stays = np.array([str(each) not in gone for each in votes.people], dtype=np.bool_)
        after = set(_first(ground(votes.of(stays)), top))
        lost = tuple(each for each in before if each not in after)
        found.append(Without(name, int((~stays).sum()), len(before) - len(lost), lost))
    return tuple(found)


def _first(ground: Sequence[Ground], top: int) -> list[str]:
    return [row.statement for row in ground if not row.left_out][:top]


def _named(votes: Votes, people: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(votes.people[at]) for at in people)


def _log_chance(votes: Votes, model: Classes) -> Floats:
    """Return the log of the chance of each person's answers under the model, shape (n,).

    Whether somebody passes depends on the statement alone.
    """
    told: Answers = answers(votes)
    passed = votes.value == PASS
    m = len(votes.statements)
    share: Floats = (np.bincount(votes.statement[passed], minlength=m) + 0.5) / (
        np.bincount(votes.statement, minlength=m) + 1.0
    )
    logs = told.agree @ np.log(model.agree) + told.disagree @ np.log1p(-model.agree) + np.log(model.weights)
    top: Floats = logs.max(axis=1, keepdims=True)
    mixed = np.log(np.exp(logs - top).sum(axis=1)) + top[:, 0]
    by_vote = np.where(passed, np.log(share[votes.statement]), np.log1p(-share[votes.statement]))
    return np.asarray(mixed + np.bincount(votes.person(), by_vote, minlength=len(votes.people)))
