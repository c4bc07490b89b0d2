"""Conversations for benchmarks of opinion: Polis's own, and made-up ones of any size."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.engine.opinion import Votes, tables, votes
from headway.engine.opinion.choice import foretold, log_loss
from headway.engine.opinion.classes import answers, fit
from headway.engine.opinion.maps import map_of
from headway.engine.opinion.polis_groups import group, who_counts
from headway.engine.opinion.tables import counts_by

SHARED = Path(__file__).resolve().parents[2] / "shared/data/polis"
CONVERSATIONS = ("vtaiwan.uberx", "bg2050-volunteers", "brexit-consensus", "london.youth.policing")
FEWEST_PEOPLE = 100
DRAWS = 4
BLOCK = 50_000
Rows = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]


def raw_votes(name: str) -> Rows:
    """Return person, statement and vote of each row of an export, in the order of time."""
    with (SHARED / name / "votes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    last = {(row["voter-id"], row["comment-id"]): row["vote"] for row in rows}
    person, statement = (np.array([int(pair[at]) for pair in last], dtype=np.int32) for at in (0, 1))
    return person, statement, np.array([int(vote) for vote in last.values()], dtype=np.int8)


def made_up(people: int, statements: int, each: int, seed: int = 0) -> Rows:
    """Make votes of three planted groups of different sizes, each person on ``each`` statements in a row.

    A block of people at a time, so that making them takes hardly more memory than they do.
    """
    random = np.random.default_rng(seed)
    agree = random.beta(0.8, 0.8, (3, statements)).astype(np.float32)
    person = np.repeat(np.arange(people, dtype=np.int32), each)
    statement, value = np.empty(len(person), dtype=np.int32), np.empty(len(person), dtype=np.int8)
    for first in range(0, people, BLOCK):
        count = min(BLOCK, people - first)
        begin, end = first * each, (first + count) * each
        start = random.integers(statements, size=(count, 1))
        seen = ((start + np.arange(each) * 7) % statements).ravel()
        of = np.repeat(random.choice(3, count, p=[0.5, 0.3, 0.2]), each)
        said = random.random(count * each, dtype=np.float32) < agree[of, seen]
        passed = random.random(count * each, dtype=np.float32) < 0.1
        statement[begin:end] = seen
        value[begin:end] = np.where(passed, 0, np.where(said, 1, -1))
    return person, statement, value


def heldout() -> list[dict[str, Any]]:
    """Return the loss of hidden votes by the mean, by Polis's groups and by ours, at 2, 3 and 5 groups."""
    found = []
    for name in CONVERSATIONS if SHARED.exists() else ():
        person, statement, value = raw_votes(name)
        told = votes([str(each) for each in person], [str(each) for each in statement], value)
        if len(told.people) >= FEWEST_PEOPLE:
            losses = [_losses(told, seed) for seed in range(DRAWS)]
            found.append(
                {"name": name} | {key: float(np.mean([each[key] for each in losses])) for key in losses[0]}
            )
    return found


def _losses(told: Votes, seed: int) -> dict[str, float]:
    hide = (told.value != 0) & (np.random.default_rng(seed).random(len(told)) < 0.1)
    rest, person, statement = told.only(~hide), told.person()[hide], told.statement[hide]
    agreed, known = told.value[hide] > 0, answers(rest)
    losses = {"mean": log_loss(known.mean[statement], agreed)}
    where = map_of(rest, tables(rest))
    for k in (2, 3, 5):
        losses[f"ours{k}"] = log_loss(foretold(fit(known, k), known, person, statement), agreed)
        of = group(where.people, who_counts(rest), k).of
        yes, no, _ = counts_by(rest, of, k)
        share = (yes + 2.0 * known.mean) / (yes + no + 2.0)
        guess = np.where(of[person] >= 0, share[of[person], statement], known.mean[statement])
        losses[f"polis{k}"] = log_loss(guess, agreed)
    return losses
