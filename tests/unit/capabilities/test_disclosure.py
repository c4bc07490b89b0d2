"""What is shown of some ratings lets nobody work out for certain what somebody else chose: every case is tried."""

from collections import defaultdict
from itertools import combinations_with_replacement as choices

import pytest

from headway.capabilities.analysis import Told, told_of
from headway.capabilities.choices import LEVELS, MIDDLE_FROM, SHOWN_FROM, Spread


def given_away(raters: int, together: int) -> list[tuple[int, ...]]:
    """Return the ratings of those who compare notes after which they know what each of the others chose.

    The others are told apart by nothing, so one of them is known for certain only when every rating of theirs
    that fits what is shown is the same single level.
    """
    found = []
    for own in choices(LEVELS, together):
        fitting = defaultdict(set)
        for others in choices(LEVELS, raters - together):
            fitting[told_of([*own, *others])].add(frozenset(others))
        found += [own for told, all_of in fitting.items() if told != Told() and certain(all_of)]
    return found


def certain(possible: set[frozenset[int]]) -> bool:
    return len(possible) == 1 and len(next(iter(possible))) == 1


@pytest.mark.parametrize("raters", range(1, SHOWN_FROM))
def test_nothing_is_shown_of_fewer_than_five(raters):
    shown = {told_of(levels) for levels in choices(LEVELS, raters)}

    assert shown == {Told()}


@pytest.mark.parametrize("raters", range(SHOWN_FROM, MIDDLE_FROM))
@pytest.mark.parametrize("together", [0, 1, 2, 3])
def test_the_spread_of_five_or_six_gives_nobody_away_to_three_who_compare_notes(raters, together):
    found = given_away(raters, together)

    assert found == []


@pytest.mark.parametrize("raters", range(MIDDLE_FROM, 11))
@pytest.mark.parametrize("together", [0, 1, 2])
def test_spread_and_middle_of_seven_give_nobody_away_to_two_who_compare_notes(raters, together):
    found = given_away(raters, together)

    assert found == []


def test_the_middle_of_five_would_give_people_away_to_two(monkeypatch):
    monkeypatch.setattr("headway.capabilities.analysis.MIDDLE_FROM", SHOWN_FROM)

    found = given_away(SHOWN_FROM, 2)

    assert (1, 1) in found, "the search finds what it looks for"


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ([2, 2, 2, 2, 2], Told(Spread.CLOSE)),
        ([2, 3, 3, 2, 2], Told(Spread.CLOSE)),
        ([2, 3, 4, 2, 2, 3], Told(Spread.SOME)),
        ([1, 2, 2, 3, 3, 4, 5], Told(Spread.WIDE, 3)),
        ([1, 1, 1, 1, 2, 2, 2, 2], Told(Spread.CLOSE, 1)),
    ],
)
def test_what_is_told_comes_in_words(levels, told):
    assert told_of(levels) == told
