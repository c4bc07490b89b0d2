"""Conversations for the tests of opinion: planted ones, random ones, and those that Polis exported."""

from functools import cache

import numpy as np

from headway.engine.opinion import Votes, coded_votes, votes
from headway.formats.polis import PolisExport
from headway.formats.polis_reading import read_polis
from tests.shared import shared


def planted(
    people=300, statements=60, each=30, classes=3, seed=0, shared_ground=10, contrast=0.85
) -> tuple[Votes, np.ndarray]:
    """Make votes of people in classes: on the first statements all agree alike, on the others classes differ."""
    random = np.random.default_rng(seed)
    of = random.integers(classes, size=people)
    chance = np.where(random.random((classes, statements)) < 0.5, contrast, 1 - contrast)
    chance[:, :shared_ground] = 0.8
    person = np.repeat(np.arange(people), each)
    seen = np.array([random.choice(statements, each, replace=False) for _ in range(people)]).ravel()
    value = np.where(random.random(len(person)) < chance[of[person], seen], 1, -1)
    value[random.random(len(person)) < 0.1] = 0
    ids = tuple(f"p{at:04}" for at in range(people)), tuple(str(at) for at in range(statements))
    return coded_votes(person, seen, value, ids=ids), of


def random_rows(seed, rows=200, people=12, statements=7):
    """Make vote events with changes of mind; times may be equal."""
    random = np.random.default_rng(seed)
    return (
        [str(each) for each in random.integers(people, size=rows)],
        [str(each) for each in random.integers(statements, size=rows)],
        random.integers(-1, 2, size=rows).tolist(),
        random.permutation(rows).tolist(),
    )


@cache
def exported(name: str) -> PolisExport:
    folder = shared(f"polis/{name}")
    return read_polis({path.name: path.read_bytes() for path in folder.glob("*.csv")})


@cache
def conversation(name: str) -> Votes:
    cast = exported(name).votes
    return votes(cast.voters, cast.statements, cast.values, cast.times, among=exported(name).columns)


def dense(told: Votes) -> np.ndarray:
    """Return votes as a matrix with NaN where there is none."""
    found = np.full(told.shape, np.nan)
    found[told.person(), told.statement] = told.value
    return found
