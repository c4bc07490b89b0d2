"""What votes say where copies of one ballot count once, with what they say as cast beside it."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from headway.engine.opinion.analysis import Group, Opinions, Options, analyse
from headway.engine.opinion.classes import answers, belonging
from headway.engine.opinion.integrity import Flag, alike
from headway.engine.opinion.votes import Bools, Votes

MANY: Final = 10  # people of one ballot, from which it counts once


@dataclass(frozen=True, slots=True)
class Counted:
    """What votes say where copies count once, and as they were cast.

    ``once`` and ``as_cast`` are the same where ``copies`` is empty. In ``once`` everybody is placed in a
    group, with the copies; groups, common ground, what divides and what stands for a group come from the
    votes that count.
    """

    once: Opinions
    as_cast: Opinions
    copies: tuple[Flag, ...]

    @property
    def people(self) -> int:
        """Return how many people cast copies, the ones that count among them."""
        return sum(len(flag.people) for flag in self.copies)


def count_once(votes: Votes, options: Options | None = None, many: int = MANY) -> Counted:
    """Return what votes say with each ballot that many copied counted once, and as they were cast.

    Parameters
    ----------
    votes : Votes
        The last vote of each person on each statement.
    options : Options, optional
    many : int
        From how many people of one ballot on it counts once.

    Notes
    -----
    A copy is a ballot of `integrity.alike`: at least eight votes, the same to the last, cast by more people
    than the groups found would by chance. Nothing is deleted: totals hold every vote, everybody has a group,
    and ``as_cast`` is to be shown beside ``once``. People who vote alike but not the same count in full.

    Examples
    --------
    >>> from headway.engine.opinion import votes
    >>> said = np.random.default_rng(1).choice([-1, 1], (60, 12))
    >>> said[:15] = 1  # fifteen people copied one ballot
    >>> rows = [(f"p{i}", f"s{j}", int(said[i, j])) for i in range(60) for j in range(12)]
    >>> counted = count_once(votes(*zip(*rows)))
    >>> counted.people, counted.as_cast.votes, counted.once.votes
    (15, 720, 720)
    """
    options = options or Options()
    found = analyse(votes, options)
    copies = tuple(flag for flag in alike(votes, found.model) if len(flag.people) >= many)
    if not copies:
        return Counted(found, found, ())
    told = analyse(votes.of(counting(votes, copies)), options)
    return Counted(placed_all(told, votes, found), found, copies)


def counting(votes: Votes, copies: tuple[Flag, ...]) -> Bools:
    """Return whose ballots count, shape (n,): all but the second and later of each that was copied."""
    again = {person for flag in copies for person in flag.people[1:]}
    return np.array([str(each) not in again for each in votes.people], dtype=np.bool_)


def placed_all(told: Opinions, votes: Votes, found: Opinions) -> Opinions:
    """Return opinions with everybody in a group, those too whose ballots did not count."""
    inside = belonging(answers(votes), told.model)
    placed = found.placed
    sizes = np.bincount(inside.argmax(axis=1)[placed], minlength=told.k)
    groups = tuple(
        Group(each.id, int(size), each.representative) for each, size in zip(told.groups, sizes, strict=True)
    )
    return replace(
        told,
        votes=len(votes),
        people=found.people,
        groups=groups,
        belonging=inside,
        placed=placed,
        positions=found.positions,
    )
