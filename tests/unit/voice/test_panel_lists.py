"""The list of volunteers and the targets are read cell by cell; a name is no code."""

import pytest

from headway.kernel.canonical import digest
from headway.kernel.errors import Invalid
from headway.voice.analysis.panels import next_reserve, read_frame, seats
from tests.builders_panels import SIZE, TARGETS, people_csv


def refused(people=None, targets=TARGETS, size=SIZE):
    with pytest.raises(Invalid) as caught:
        read_frame(people_csv() if people is None else people, targets, size)
    ((field, sentence),) = caught.value.fields.items()
    return field, sentence.text()


def test_a_list_is_the_same_whatever_the_order_of_its_rows():
    head, *rows = people_csv().splitlines()

    one = read_frame("\n".join([head, *rows]), TARGETS, SIZE)
    other = read_frame("\ufeff" + "\r\n".join([head, *reversed(rows)]), TARGETS, SIZE)

    assert one == other
    assert one.hash == digest(one.content.encode())
    assert (one.people, one.by_household, one.counts) == (24, True, (12, 12, 16, 8))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "v003,",
            "Siân Price,",
            "Row 5, column “id”: “Siân Price”. Accepted: a code with a digit, never a name.",
        ),
        ("v003,", "v002,", "Row 5, column “id”: “v002”. Accepted: a code that stands once."),
        (
            "v003,young",
            "v003,middle",
            "Row 5, column “age”: “middle”. Accepted: a value of the targets: young, old.",
        ),
        ("id,age", "id,years", "Row 1, column “age”: “”. Accepted: a column with this name."),
        ("household", "email", "Row 1, column “email”: “”. Accepted: no column that no target needs."),
    ],
)
def test_what_is_wrong_with_a_list_names_its_cell(before, after, told):
    field, said = refused(people_csv().replace(before, after))

    assert (field, said) == ("people", told)


def test_what_is_wrong_with_a_target_names_its_cell():
    field, said = refused(targets=TARGETS.replace("young,2,4", "young,4,2"))

    assert field == "targets"
    assert said == "Row 2, column “max”: “2”. Accepted: a number not below the min, 4."


def test_targets_without_a_header_count_their_rows_from_the_first():
    field, said = refused(targets="age,young,two,4\n")

    assert (field, said) == ("targets", "Row 1, column “min”: “two”. Accepted: a whole number from 0.")


def test_targets_that_no_panel_meets_come_back_with_what_to_relax():
    field, said = refused(targets=TARGETS.replace("owns,3,3", "owns,5,5"))

    assert field == "targets"
    assert said.startswith("No panel of these volunteers meets every target. With these one would: tenure ")


def test_a_panel_larger_than_the_homes_of_its_volunteers_asks_for_more_people():
    field, said = refused(people_csv(10))

    assert field == "people"
    assert said == "5 people can be drawn, and the panel has 6 places. Recruit more first."


def test_who_leaves_is_followed_by_their_own_reserve_and_then_by_the_first_free_one():
    members, reserves = ("a1", "b1"), ("a2", "b2")

    first = next_reserve(members, reserves, [], "b1")
    second = next_reserve(members, reserves, [("b1", "b2")], "b2")

    assert (first, second) == ("b2", "a2")
    assert seats(members, reserves, [("b1", "b2"), ("b2", "a2")]) == (("a1", "a2"), ())
    assert next_reserve(members, reserves, [], "c1") is None
