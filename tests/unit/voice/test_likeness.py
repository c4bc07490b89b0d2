"""What says much the same as something new is found, whatever its case, order and endings."""

import pytest

from headway.kernel.likeness import alike

SAID = {
    1: "Every school should have a kitchen",
    2: "Fruit should cost less",
    3: "The market should open on Sundays",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("each school should have kitchens!", [1]),
        ("A kitchen in every school", [1]),
        ("The markets should be open on Sunday", [3]),
        ("Lifts should be mended", []),
        ("", []),
    ],
)
def test_what_says_much_the_same_is_found_and_nothing_else(text, found):
    assert [each.key for each in alike(text, SAID)] == found


def test_the_same_words_are_wholly_alike_and_come_first():
    near = alike("Fruit should cost less", {**SAID, 4: "Fruit should cost much less"})

    assert [each.key for each in near] == [2, 4]
    assert near[0].share == pytest.approx(1.0)
