"""Everything about a conversation's votes at once: groups or none, and what they have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from headway.engine.opinion.choice import choose, some_people
from headway.engine.opinion.classes import Classes, answers, belonging, fit
from headway.engine.opinion.factors import factorise
from headway.engine.opinion.findings import (
    Divide,
    Ground,
    Stands,
    common_ground,
    divides,
    hard_counts,
    soft_counts,
    standing,
)
from headway.engine.opinion.reliability import RELIABLE, SPLITS, split_half
from headway.engine.opinion.votes import PASS, Bools, Floats, Votes

DECIDES: Final = 0.1  # share of the people from which a group can keep a statement off the common ground
FITTED: Final = 2_000_000  # votes from which classes are fitted to a draw of the people, and all are placed


@dataclass(frozen=True, slots=True)
class Options:
    """How votes are analysed.

    ``k`` forces a number of groups; ``left_out`` names statements moderated away or about the voter, which
    have no say in the groups; ``seed`` decides every draw; ``splits`` how many halvings measure reliability.
    ``shown`` analyses the number of groups to show in place of the number found (see `Opinions`).
    """

    k: int | None = None
    left_out: Sequence[str] = ()
    seed: int = 0
    splits: int = SPLITS
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group of opinion: how many are likeliest in it, and what stands for it."""

    id: str
    size: int
    representative: tuple[Stands, ...]


@dataclass(frozen=True, slots=True)
class Opinions:
    """What the votes of a conversation say.

    ``k`` is how many groups there are, 1 for "there are no groups here"; ``found`` the fewest that foretell
    hidden votes as well as any (``losses``, by number of groups); ``shown`` how many pages should show: the
    most, up to ``found``, whose ``reliabilities`` (split-half agreement) reach 0.5, else 2, marked
    tentative by ``reliable`` being false. ``belonging`` (n, k) is each person's chance of each group, to
    be shown to nobody but themselves; ``placed`` (n,) who said anything at all. ``common_ground`` holds all
    statements by the agreement of the group that agrees least, of those with a tenth of the people;
    ``divisive`` those that are for publishing. ``bridging`` (m,) and ``positions`` (n, 2) are of factors:
    what a statement gets beyond its side, and a map.
    """

    votes: int
    people: tuple[str, ...]
    statements: tuple[str, ...]
    k: int
    found: int
    shown: int
    reliable: bool
    reliabilities: Mapping[int, float]
    losses: Mapping[int, float]
    groups: tuple[Group, ...]
    belonging: Floats
    placed: Bools
    common_ground: tuple[Ground, ...]
    divisive: tuple[Divide, ...]
    bridging: Floats
    positions: Floats
    model: Classes
    options: Options = field(default_factory=Options)

    @property
    def reliability(self) -> float | None:
        """Mean split-half agreement of the groups given; None where there are none."""
        return self.reliabilities.get(self.k)

    def membership(self) -> dict[str, str]:
        """Return the likeliest group of everybody placed: for analysts, never for a page."""
        of = self.belonging.argmax(axis=1)
        return {self.people[at]: str(of[at]) for at in np.flatnonzero(self.placed).tolist()}


def analyse(votes: Votes, options: Options | None = None) -> Opinions:
    """Return groups, common ground and what divides, from the votes alone.

    Parameters
    ----------
    votes : Votes
        The last vote of each person on each statement; order and names of people play no part.
    options : Options, optional

    Notes
    -----
    Groups are latent classes (`classes.fit`), their number chosen by hidden votes (`choice.choose`) and
    checked by split halves (`reliability.split_half`). In what is said of statements, a vote has no say in
    where its voter is counted.

    Examples
    --------
    >>> from headway.engine.opinion import votes
    >>> people = [f"p{i}" for i in range(40) for _ in range(20)]
    >>> rows = [(i, j) for i in range(40) for j in range(20)]
    >>> told = votes(people, [str(j) for _, j in rows], [1 if i % 2 == j % 2 else -1 for i, j in rows])
    >>> found = analyse(told)
    >>> found.k, [group.size for group in found.groups], found.reliability
    (2, [20, 20], 1.0)
    """
    options = options or Options()
    left_out = np.isin(np.array(votes.statements, dtype=object), list(options.left_out))
    open_to = votes.on(~left_out) if left_out.any() else votes
    choice = choose(open_to, options.seed)
    found = choice.k if options.k is None else options.k
    reliabilities = _reliabilities(open_to, found, options)
    reaching = [k for k, value in reliabilities.items() if value >= RELIABLE]
    shown = max(reaching, default=min(found, 2))
    k = shown if options.shown else found
    model, inside, placed = _fitted(open_to, k, options.seed)
    whole = _with_all(model, left_out, votes)
    ground = _who_decides(*soft_counts(votes, inside, whole), model.weights)
    everybody = np.bincount(votes.statement, minlength=len(votes.statements)).astype(np.float64)
    sure_agree, sure_disagree, sure_cast = hard_counts(votes, inside, whole)
    stands = standing(votes.statements, sure_agree, sure_disagree, sure_cast, left_out) if k > 1 else ((),)
    sizes = np.bincount(inside.argmax(axis=1)[placed], minlength=k)
    bridging, positions = _factors(votes, open_to, left_out, options.seed)
    return Opinions(
        votes=len(votes),
        people=tuple(map(str, votes.people)),
        statements=votes.statements,
        k=k,
        found=found,
        shown=shown,
        reliable=bool(reaching) or found == 1,
        reliabilities=reliabilities,
        losses=choice.losses,
        groups=tuple(Group(str(at), int(sizes[at]), stands[at]) for at in range(k)),
        belonging=inside,
        placed=placed,
        common_ground=common_ground(votes.statements, *ground, left_out, everybody),
        divisive=divides(votes.statements, sure_agree, sure_disagree, left_out) if k > 1 else (),
        bridging=bridging,
        positions=positions,
        model=whole,
        options=options,
    )


def place(model: Classes, statements: Sequence[str], cast: Mapping[str, int]) -> Floats:
    """Return one person's chance of each class from their own votes, shape (k,); for that person alone.

    Parameters
    ----------
    model : Classes
        Of `Opinions`.
    statements : sequence of str, length m
        The statements of the model, in its order.
    cast : mapping of str to int
        The person's votes by statement: 1, 0 or -1; unknown statements say nothing.
    """
    logs = np.log(model.weights)
    at = {each: place for place, each in enumerate(statements)}
    for statement, value in cast.items():
        if value != PASS and statement in at:
            chance = model.agree[at[statement]]
            logs = logs + np.log(chance if value > 0 else 1.0 - chance)
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())


def _reliabilities(votes: Votes, found: int, options: Options) -> dict[int, float]:
    """Return split-half agreement of the groups found and of fewer, until one is reliable."""
    values: dict[int, float] = {}
    for k in range(found, 1, -1):
        value = split_half(votes, k, options.seed, options.splits)
        if value is None:
            break
        values[k] = value
        if value >= RELIABLE:
            break
    return values


def _fitted(votes: Votes, k: int, seed: int) -> tuple[Classes, Floats, Bools]:
    told = answers(votes)
    few = some_people(votes, FITTED, seed)
    model = fit(told if few is votes else answers(few), k, seed)
    said = np.bincount(votes.person()[votes.value != PASS], minlength=len(votes.people))
    return model, belonging(told, model), said > 0


def _who_decides(agree: Floats, _: Floats, cast: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return agrees and votes of groups large enough to decide, and of the whole room where some are not."""
    large = weights >= DECIDES
    if large.all():
        return agree, cast
    rows = [(each[large], each.sum(axis=0, keepdims=True)) for each in (agree, cast)]
    return np.vstack(rows[0]), np.vstack(rows[1])


def _with_all(model: Classes, left_out: Bools, votes: Votes) -> Classes:
    """Return the model with even chances for statements that had no say, so that nobody moves by them."""
    if not left_out.any():
        return model
    agree = np.full((len(votes.statements), model.k), 0.5)
    agree[~left_out] = model.agree
    return Classes(model.weights, agree, model.log_likelihood)


def _factors(votes: Votes, open_to: Votes, left_out: Bools, seed: int) -> tuple[Floats, Floats]:
    bridging = np.full(len(votes.statements), np.nan)
    bridging[~left_out] = factorise(open_to, 1, seed).bridging
    return bridging, factorise(open_to, 2, seed).people
