"""Totals of a question: none of fewer than ten people, and none that the others would tell."""

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.voice.analysis.equality import offered, totals_of
from headway.voice.analysis.hiding import withheld
from headway.voice.choices import EQUALITY, FLOOR, NOT_SAID, Equality


def told(**people):
    """Return the totals of the question about ethnic groups."""
    return dict(totals_of({("ethnicity", value): count for value, count in people.items()})[0].values)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_whoever_knows_the_sum_and_what_is_shown_learns_no_total_of_few(counts):
    hidden = withheld(counts)

    shown = [count for place, count in enumerate(counts) if place not in hidden]
    unsaid = [counts[place] for place in hidden]
    assert not any(0 < count < FLOOR for count in shown)
    if sum(counts) >= FLOOR and unsaid:
        assert sum(unsaid) >= FLOOR
        assert len(unsaid) >= 2 or len([count for count in counts if count]) == 1


@settings(max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_every_number_that_is_told_is_of_ten_people_at_least(counts):
    values = EQUALITY[Equality.ETHNICITY]

    found = totals_of({("ethnicity", value): count for value, count in zip(values, counts, strict=True)})

    told = [each.people for each in found] + [people for each in found for _value, people in each.values]
    assert min((people for people in told if people is not None), default=FLOOR) >= FLOOR
    assert bool(found) == (sum(counts) >= FLOOR)


def test_one_small_total_takes_the_next_fewest_along():
    found = told(white=40, asian=12, black=3, other=15)

    assert found == {"white": 40, "mixed": None, "asian": None, "black": None, "other": 15, NOT_SAID: None}


def test_a_total_of_nobody_is_not_told_either():
    assert told(white=40)["mixed"] is None


def test_of_a_question_that_nine_people_answered_nothing_is_told():
    assert totals_of({("sex", "female"): 5, ("sex", "male"): 4}) == ()


def test_no_age_is_offered_at_which_nobody_takes_part_and_everything_can_be_left_unsaid():
    assert offered(Equality.AGE, 0)[0] == "under-16"
    assert offered(Equality.AGE, 16)[0] == offered(Equality.AGE, 18)[0] == "16-to-24"
    assert {offered(each, 18)[-1] for each in EQUALITY} == {NOT_SAID}
    assert offered(Equality.HEALTH, 18) == EQUALITY[Equality.HEALTH]
