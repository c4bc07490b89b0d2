"""The map: two directions in which votes differ most, and where people and statements stand on them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.opinion.tables import Tables, spread_of
from headway.engine.opinion.votes import Bools, Floats, Votes

WHOLE: Final = 200  # statements up to which all directions are computed, not just the first ones


@dataclass(frozen=True, slots=True)
class Map:
    """Where people and statements stand on the first principal components of the votes.

    ``directions`` (d, m) have length 1 (or 0 where votes differ in fewer ways), and a sign fixed by their
    own largest entries; ``people`` (n, d) and ``statements`` (m, d) are positions, ``extremity`` (m,) is
    how far a statement stands from the middle.
    """

    mean: Floats
    directions: Floats
    people: Floats
    statements: Floats
    extremity: Floats


def directions(told: Tables, count: int = 2, left_out: Bools | None = None) -> Floats:
    """Return the first principal components of votes with missing ones at the mean, shape (count, m).

    Exact, from the additive tables alone: Polis fills a missing vote with the statement's mean, which is
    nought after centring, so the sums over pairs that both voted are all there is.
    """
    from scipy.linalg import eigh  # noqa: PLC0415 - slow to import
    from scipy.sparse.linalg import eigsh  # noqa: PLC0415

    around = spread_of(told, left_out)
    m = len(around)
    found = np.zeros((count, m))
    take = min(count, m)
    if take == 0 or not around.any():
        return found
    if m <= WHOLE:
        values, vectors = eigh(around, subset_by_index=(m - take, m - 1))
    else:
        start = around[np.argmax(around.diagonal())]
        values, vectors = eigsh(around, k=take, which="LA", v0=start, tol=1e-9)
    real = values > 1e-9 * max(float(values[-1]), 0.0)
    vectors = np.where(real, vectors, 0.0)[:, ::-1].T
    largest = vectors[np.arange(take), np.abs(vectors).argmax(axis=1)]
    found[:take] = vectors * np.where(largest < 0, -1.0, 1.0)[:, None]
    return found


def project(votes: Votes, mean: Floats, axes: Floats, left_out: Bools | None = None) -> Floats:
    """Return where people stand, shape (n, d): as Polis, longer for those who voted on little.

    sqrt(m / n_i) times the sum over the votes of a person of (vote - mean) times the direction. A statement
    of ``left_out`` counts in n_i for everybody, as if all had passed.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    n, m = votes.shape
    found, cast = np.empty((n, len(axes))), votes.each().astype(np.float64)
    columns = np.ascontiguousarray(axes.T)
    for first, last in votes.chunks():
        begin, end = votes.starts[first], votes.starts[last]
        statement = votes.statement[begin:end]
        about = votes.value[begin:end] - mean[statement]
        indptr = (votes.starts[first : last + 1] - begin).astype(np.int32)
        found[first:last] = csr_array((about, statement, indptr), shape=(last - first, m)) @ columns
        if left_out is not None:
            shut = np.bincount(votes.person(first, last)[left_out[statement]] - first, minlength=last - first)
            cast[first:last] += left_out.sum() - shut
    scale: NDArray[np.float64] = np.sqrt(m / np.maximum(cast, 1))
    return np.asarray(found * scale[:, None])


def map_of(votes: Votes, told: Tables, left_out: Bools | None = None) -> Map:
    """Return Polis's map of some votes.

    Parameters
    ----------
    votes : Votes
        N votes of n people on m statements.
    told : Tables
        Their tables (or those of more people).
    left_out : array of bool, shape (m,), optional
        Statements moderated away or about the voter: Polis sets their columns to nought for everybody,
        voters or not, and still counts them as statements and as votes.
    """
    mean = told.mean
    axes = directions(told, 2, left_out)
    if left_out is not None:
        mean = np.where(left_out, 0.0, mean)
    m = len(told.statements)
    statements = np.sqrt(m) * (1.0 - mean)[:, None] * axes.T  # where somebody who agrees with it alone stands
    return Map(
        mean=mean,
        directions=axes,
        people=project(votes, mean, axes, left_out),
        statements=statements,
        extremity=np.sqrt((statements**2).sum(axis=1)),
    )
