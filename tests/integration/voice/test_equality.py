"""Optional questions about oneself: kept apart, asked once, told as totals after the closing."""

from dataclasses import replace

import pytest
from django.apps import apps

from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Entry
from headway.voice import actions
from headway.voice.choices import Equality
from headway.voice.models import ConversationTerms, EqualityAnswer, Participant
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries import equality_totals, participant
from tests import builders_people as people
from tests import builders_voice as build
from tests.builders_missions import seer, system
from tests.builders_people import later

pytestmark = pytest.mark.django_db
NURSE = {Equality.AGE: "25-to-34", Equality.SEX: "female", Equality.HEALTH: "no", Equality.ETHNICITY: "asian"}


def tell(conversation, number=0, answers=NURSE, at=people.MONDAY):
    receipt = build.receipt(number)
    actions.tell_equality(build.nobody(at), conversation=conversation, receipt=receipt, answers=answers)


def asked(count=1, **changed):
    key = build.conversation(equality=True, **changed)
    build.voters(key, count)
    return key


def dump():
    """Return every row of the database as its model and its values in words."""
    return [
        (model.__name__, {str(value) for value in row.values()})
        for model in apps.get_models()
        for row in model._default_manager.values()
    ]


def test_a_dump_holds_no_link_between_an_answer_and_who_gave_it():
    key = asked(2)
    before = {each for _name, row in dump() for each in row}

    tell(key, 0)
    tell(key, 1, {Equality.ETHNICITY: "black"})

    rows = dump()
    with_answers = {name for name, row in rows if row & {"asian", "black", "25-to-34", "female"}}
    assert with_answers == {"EqualityAnswer"}
    columns = [field.attname for field in EqualityAnswer._meta.get_fields()]
    assert columns == ["number", "conversation_id", "question", "value"]
    numbers = {str(number) for number in EqualityAnswer.objects.values_list("number", flat=True)}
    assert len(numbers) == 5
    assert not numbers & before
    assert not any(row & numbers for name, row in rows if name != "EqualityAnswer")
    known = {str(held.key) for held in Participant.objects.all()} | set(
        Participant.objects.values_list("receipt_hash", flat=True)
    )
    assert not any(row & known for name, row in rows if name == "EqualityAnswer")


def test_the_log_says_that_somebody_answered_and_neither_who_nor_what():
    key = asked()

    tell(key)

    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.kind, entry.actor, entry.about) == ("voice.equality_told", None, key)
    assert entry.facts == "{}"


def test_answers_do_not_lie_in_the_order_in_which_they_came():
    key = asked(24)
    came = ["female" if number < 12 else "male" for number in range(24)]
    for number, value in enumerate(came):
        tell(key, number, {Equality.SEX: value})

    lying = list(EqualityAnswer.objects.order_by("number").values_list("value", flat=True))

    assert sorted(lying) == came
    assert lying != came


def test_whoever_answered_is_asked_no_more():
    key = asked()
    tell(key)

    with pytest.raises(Conflict):
        tell(key, 0, {Equality.SEX: "male"})

    assert participant(seer(), receipt=build.receipt(0)).told_equality
    assert EqualityAnswer.objects.count() == 4


def test_only_who_voted_answers_and_only_where_it_is_asked():
    key, other = asked(), build.conversation(question="How should we travel?")
    build.voters(other, 1, first=10)
    build.joined(key, 5)

    with pytest.raises(Conflict):
        tell(other, 10)
    with pytest.raises(Conflict):
        tell(key, 5)
    with pytest.raises(Missing):
        tell(key, 10)
    with pytest.raises(Missing):
        tell(key, 99)
    with pytest.raises(Forbidden):
        actions.tell_equality(
            people.by(people.person()), conversation=key, receipt=build.receipt(0), answers=NURSE
        )

    assert EqualityAnswer.objects.count() == 0


@pytest.mark.parametrize(
    "answers", [{}, {Equality.SEX: "asian"}, {Equality.AGE: "under-16"}], ids=["none", "other", "too young"]
)
def test_an_answer_is_one_of_the_list(answers):
    key = asked(minimum_age=16, for_children="You must be 16.")

    with pytest.raises(Invalid):
        tell(key, 0, answers)

    assert EqualityAnswer.objects.count() == 0


def test_totals_are_told_after_the_closing_and_nothing_is_added_then():
    key = asked(13)
    for number in range(12):
        tell(key, number, {Equality.SEX: "female", Equality.AGE: "25-to-34" if number else "35-to-44"})
    during = equality_totals(seer(), the_conversation(seer(), key=key))

    actions.close_conversation(system(), conversation=key)

    sex, age = equality_totals(seer(), the_conversation(seer(), key=key))[::-1]
    with pytest.raises(Conflict):
        tell(key, 12)
    assert during is None
    assert (sex.question, sex.people, dict(sex.values)["female"]) == (Equality.SEX, 12, 12)
    assert (age.people, {people for _value, people in age.values}) == (12, {None})


def test_asking_is_one_of_the_terms_and_off_unless_somebody_switches_it_on():
    key = build.conversation()
    terms = the_conversation(seer(), key=key).terms

    actions.change_terms(
        system(later(hours=1)),
        conversation=key,
        terms=replace(terms, equality=True),
        version=build.version_of(key),
    )

    assert list(ConversationTerms.objects.order_by("version").values_list("equality", flat=True)) == [
        False,
        True,
    ]
    assert not the_conversation(seer(), key=key).terms.equality
    assert the_conversation(seer(later(hours=2)), key=key).terms.equality
