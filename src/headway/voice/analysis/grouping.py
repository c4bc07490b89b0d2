"""The calls of the engine: what the votes say together, what to ask next, where somebody stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from headway.engine.opinion import Opinions, Options, Votes, coded_votes, count_once, place
from headway.engine.opinion.classes import Classes, answers, fit
from headway.engine.opinion.factors import factorise
from headway.engine.opinion.findings import Ground, hard_counts
from headway.engine.opinion.routing import NothingLeft, next_statement
from headway.voice.analysis.opinions import Common, Group, Model, Opinion, Place, Shares, Speaking
from headway.voice.choices import FLOOR

NAMES = "ABCDEFGHIJ"
LOWEST, HIGHEST = 0.01, 0.99  # no answer is ever sure


@dataclass(frozen=True, slots=True)
class Columns:
    """Votes as columns: positions of people and of statements, and 1, 0 or -1."""

    people: int
    statements: tuple[UUID, ...]
    person: NDArray[np.int64]
    statement: NDArray[np.int64]
    choice: NDArray[np.int8]


def votes_of(columns: Columns) -> Votes:
    """Return votes as the engine takes them; statements by the words of their keys, in any order."""
    order = sorted(range(len(columns.statements)), key=lambda at: str(columns.statements[at]))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    ids = (np.arange(columns.people, dtype=np.int64), tuple(str(columns.statements[at]) for at in order))
    return coded_votes(columns.person, rank[columns.statement], columns.choice, ids=ids)


def opinion_of(columns: Columns, *, seed: int = 0) -> Opinion:
    """Return what votes say together; nothing but their number where fewer than ten people voted."""
    if columns.people < FLOOR:
        return Opinion(columns.people, len(columns.person))
    votes = votes_of(columns)
    counted = count_once(votes, Options(seed=seed, shown=True), FLOOR)
    found = counted.once
    kept = [at for at, group in enumerate(found.groups) if found.k > 1 and group.size >= FLOOR]
    keys = [UUID(each) for each in votes.statements]
    loadings = np.asarray(factorise(votes, 2, seed).statements)
    return Opinion(
        people=columns.people,
        votes=len(votes),
        placed=int(found.placed.sum()),
        groups=groups_of(found, kept),
        reliability=found.reliability if kept else None,
        common=common_of(found.common_ground),
        as_cast=common_of(counted.as_cast.common_ground) if counted.copies else (),
        copies=tuple(len(flag.people) for flag in counted.copies),
        divisive=tuple(UUID(row.statement) for row in found.divisive if row.divisive) if kept else (),
        speaking={
            NAMES[at]: tuple(
                Speaking(UUID(row.statement), row.agrees, side_of(row.agree, row.n, agrees=row.agrees), row.n)
                for row in found.groups[at].representative
                if row.n >= FLOOR
            )
            for at in kept
        },
        shares=shares_of(votes, found, kept, keys),
        places=tuple(Place(key, float(x), float(y)) for key, (x, y) in zip(keys, loadings, strict=True))
        if kept
        else (),
        model=model_of(found, kept, keys),
    )


def common_of(ground: Sequence[Ground]) -> tuple[Common, ...]:
    """Return the common ground on statements with ten votes at least."""
    return tuple(
        Common(UUID(row.statement), row.least, row.lower, row.upper) for row in ground if row.votes >= FLOOR
    )


def side_of(agree: int, votes: int, *, agrees: bool) -> float:
    """Return the share of a group's votes that take its side."""
    return (agree if agrees else votes - agree) / votes


def groups_of(found: Opinions, kept: Sequence[int]) -> tuple[Group, ...]:
    """Return the groups of ten people at least, with their centres on the map."""
    belongs = found.belonging.argmax(axis=1)
    rows = []
    for at in kept:
        inside = found.positions[(belongs == at) & found.placed]
        x, y = inside.mean(axis=0)
        rows.append(Group(NAMES[at], found.groups[at].size, float(x), float(y)))
    return tuple(rows)


def shares_of(
    votes: Votes, found: Opinions, kept: Sequence[int], keys: Sequence[UUID]
) -> dict[UUID, tuple[Shares, ...]]:
    """Return each group's votes on the statements where no group has fewer than ten of them.

    A statement is shown for all groups or for none: what all say less what the others say would tell.
    """
    if len(kept) < len(found.groups) or not kept:
        return {}
    agree, disagree, cast = hard_counts(votes, found.belonging, found.model)
    shown = np.flatnonzero((cast >= FLOOR).all(axis=0))
    return {
        keys[at]: tuple(
            Shares(
                int(agree[group, at]),
                int(disagree[group, at]),
                int(cast[group, at] - agree[group, at] - disagree[group, at]),
            )
            for group in kept
        )
        for at in shown.tolist()
    }


def model_of(found: Opinions, kept: Sequence[int], keys: Sequence[UUID]) -> Model | None:
    """Return the model of the groups that may be shown."""
    if not kept:
        return None
    weights = found.model.weights[list(kept)]
    agree = found.model.agree[:, list(kept)]
    return Model(
        tuple(keys),
        tuple((weights / weights.sum()).tolist()),
        tuple(tuple(row) for row in agree.tolist()),
    )


def fitted(columns: Columns, groups: int, *, seed: int = 0) -> Model | None:
    """Return the model of so many groups, for asking alone; None where too few people voted to tell."""
    if columns.people < FLOOR:
        return None
    votes = votes_of(columns)
    model = fit(answers(votes), groups, seed)
    return Model(
        tuple(UUID(each) for each in votes.statements),
        tuple(model.weights.tolist()),
        tuple(tuple(row) for row in model.agree.tolist()),
    )


def classes_of(model: Model, statements: Sequence[UUID]) -> Classes:
    """Return the engine's model over some statements; one that is new tells nothing yet."""
    known = dict(zip(model.statements, model.agree, strict=True))
    even = (0.5,) * len(model.weights)
    agree = np.array([known.get(key, even) for key in statements], dtype=np.float64)
    return Classes(np.array(model.weights), np.clip(agree, LOWEST, HIGHEST), 0.0)


def standing(model: Model, cast: Mapping[UUID, int]) -> tuple[float, ...]:
    """Return somebody's chance of each group, from their own votes; for that person alone."""
    keys = [key for key in cast if key in set(model.statements)]
    classes = classes_of(model, keys)
    said = {str(key): cast[key] for key in keys}
    return tuple(place(classes, [str(key) for key in keys], said).tolist())


@dataclass(frozen=True, slots=True)
class Next:
    """The statement to ask, by its place, and the chance of this draw."""

    at: int
    chance: float


ONE = Model((), (1.0,), ())  # one group: nothing is to be learned of it, so that draws explore


def asked(
    model: Model | None,
    statements: Sequence[UUID],
    cast: Mapping[UUID, int],
    counts: NDArray[np.int64],
    random: np.random.Generator,
) -> Next | None:
    """Draw the statement to ask somebody next; None when they have seen all.

    Parameters
    ----------
    model : Model, optional
        Of the groups, where there is one.
    statements : sequence of UUID, length m
        What is published.
    cast : mapping of UUID to int
        The person's own votes.
    counts : array of int, shape (m,)
        How many votes each statement has.
    random : numpy.random.Generator
    """
    classes = classes_of(model or ONE, statements)
    belonging = np.array(standing(model or ONE, cast))
    seen = np.array([key in cast for key in statements], dtype=np.bool_)
    try:
        drawn = next_statement(classes, belonging, seen, counts, random)
    except NothingLeft:
        return None
    return Next(drawn.statement, drawn.chance)
