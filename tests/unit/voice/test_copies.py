"""A ballot that many copied counts once in what is shown, and the result says so."""

from uuid import UUID

import numpy as np

from headway.briefs.opinions import copied_said
from headway.voice.analysis.grouping import Columns, opinion_of
from headway.voice.analysis.opinions import read, written

STATEMENTS = tuple(UUID(int=at + 1, version=4) for at in range(20))


def room(brigade: int) -> Columns:
    """Return eighty people who mostly agree with half of the statements, and a brigade that rejects it."""
    random = np.random.default_rng(0)
    chance = np.where(np.arange(20) < 10, 0.85, 0.3)
    honest = np.where(random.random((80, 20)) < chance, 1, -1)
    copies = np.tile(np.where(np.arange(20) < 10, -1, 1), (brigade, 1))
    choice = np.vstack([honest, copies]).astype(np.int8)
    people = len(choice)
    person, statement = np.repeat(np.arange(people), 20), np.tile(np.arange(20), people)
    return Columns(people, STATEMENTS, person, statement, choice.ravel())


def test_the_common_ground_stands_against_twenty_copies_and_the_result_says_both():
    told = opinion_of(room(20))

    assert told.copies == (20,)
    assert {each.statement for each in told.common[:10]} == set(STATEMENTS[:10])
    assert {each.statement for each in told.as_cast[:10]} != set(STATEMENTS[:10])
    assert "20 people cast exactly the same votes as others" in copied_said(told).render("en")
    assert read(written(told)).as_cast == told.as_cast


def test_fewer_copies_than_ten_are_for_the_steward_alone():
    told = opinion_of(room(9))

    assert (told.copies, told.as_cast) == ((), ())
