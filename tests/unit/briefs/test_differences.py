"""What changed between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.briefs.differences import LONGEST, Change, difference, pieces

TEXTS = st.text(alphabet="ab ,.\n", max_size=40)


def joined(found) -> str:
    return "".join(piece.text for piece in found)


@given(TEXTS, TEXTS)
def test_both_sides_keep_every_character(before, after):
    found = difference(before, after)

    assert (joined(found.before), joined(found.after)) == (before, after)


@given(TEXTS, TEXTS)
def test_what_is_the_same_stands_on_both_sides_in_the_same_order(before, after):
    found = difference(before, after)

    same = [
        "".join(piece.text for piece in side if piece.change is Change.SAME)
        for side in (found.before, found.after)
    ]

    assert same[0] == same[1]


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert not difference(text, text).changed


def test_nothing_before_means_that_all_is_new():
    found = difference("", "All eat well")

    assert found.before == ()
    assert found.after == pieces([(Change.NEW, "All eat well")])


@pytest.mark.parametrize("extra", ["x", ""])
def test_a_text_of_a_book_is_not_compared_word_by_word(extra):
    book = "word " * LONGEST

    found = difference(book, book + extra)

    assert found.changed is bool(extra)
    assert len(found.before) == 1
