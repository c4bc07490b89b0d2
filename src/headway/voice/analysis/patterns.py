"""Patterns in votes that somebody should look at, from the engine; counts only, never who."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from headway.engine.opinion import Options, Votes, analyse
from headway.engine.opinion.findings import Ground
from headway.engine.opinion.integrity import Flag, alike, bursts, straight, without_each
from headway.voice.analysis.grouping import Columns, votes_of
from headway.voice.choices import FLOOR

MOST = 12  # cohorts that are left out in turn: each costs an analysis


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A sign that some people share, and how many would show it by chance."""

    sign: str
    people: int
    expected: float


@dataclass(frozen=True, slots=True)
class WithoutRow:
    """What becomes of the first ten of the common ground without some people."""

    cohort: str
    people: int
    kept: int
    lost: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What was seen; nothing is taken out because of it."""

    looked_at: int
    flags: tuple[FlagRow, ...] = ()
    without: tuple[WithoutRow, ...] = ()


def patterns_of(columns: Columns, at: Sequence[float], cohorts: Mapping[str, Sequence[int]]) -> Patterns:
    """Return signs of coordination, and whether the common ground stands without those who show one.

    Parameters
    ----------
    columns : Columns
    at : sequence of float
        When each vote was cast, in seconds.
    cohorts : mapping of str to sequence of int
        People by what they share, by their positions: a print run, a way of taking part.
    """
    if columns.people < FLOOR:
        return Patterns(columns.people)
    votes = votes_of(columns)
    found = analyse(votes, Options(splits=2))
    came = [str(each) for each in columns.person.tolist()]
    whole = [round(each) for each in at]
    flags = (*alike(votes, found.model), *straight(votes, found.model), *bursts(came, whole))
    named: dict[str, Sequence[str]] = {
        name: [str(each) for each in people] for name, people in cohorts.items()
    }
    named |= {f"{flag.sign.value} {number}": flag.people for number, flag in enumerate(flags, start=1)}

    def ground(some: Votes) -> Sequence[Ground]:
        return analyse(some, Options(k=found.k, splits=1)).common_ground

    chosen = dict(list(named.items())[:MOST])
    return Patterns(
        columns.people,
        tuple(row_of(flag) for flag in flags),
        tuple(
            WithoutRow(each.cohort, each.people, each.kept, tuple(UUID(key) for key in each.lost))
            for each in without_each(votes, chosen, ground)
        )
        if chosen
        else (),
    )


def row_of(flag: Flag) -> FlagRow:
    """Return a flag without the people in it."""
    return FlagRow(flag.sign.value, len(flag.people), flag.expected)
