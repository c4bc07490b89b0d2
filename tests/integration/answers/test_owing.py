"""Questions of other kinds, as the parts that bring them ask: barriers, replies to checks."""

from uuid import UUID

import pytest

from headway.answers import actions, steps
from headway.answers.analysis import NewQuestion, NewReply
from headway.answers.choices import AnswerKind, GivenAs
from headway.answers.events import AnswerWithdrawn
from headway.answers.queries import answers, owed
from headway.kernel.actions import Done, action
from headway.kernel.errors import Invalid, Missing
from tests import builders_answers as build
from tests import builders_people
from tests.builders_people import later

pytestmark = pytest.mark.django_db


@action(AnswerWithdrawn)  # any event will do: the parts that ask have their own
def ask(by, *, question):
    """Ask as a flow of another part does."""
    made = steps.owe(by, question)
    return Done(AnswerWithdrawn(about=made.thing.key), made.thing.key)


@pytest.fixture
def cast():
    return build.cast()


def asked(cast, kind=AnswerKind.BARRIER, at=builders_people.MONDAY, **more):
    given = {
        "about": cast.mission,
        "office": cast.office,
        "kind": kind,
        "label": "x",
        "mission": cast.mission,
    }
    return ask(builders_people.system(at), question=NewQuestion(**given | more))


def test_a_barrier_has_three_clocks_and_naming_the_office_stops_one(cast):
    key = asked(cast, affected=40)
    before = build.row(key)

    actions.route(builders_people.by(cast.director), answer=key, to=cast.office)

    assert [each.due.value for each in before.running] == ["acknowledge", "route", "answer"]
    assert [each.due.value for each in build.row(key).running] == ["answer"]
    assert before.affected == 40


def test_a_refusal_to_the_front_line_names_its_rule_and_what_instead(cast):
    key = asked(cast)
    director = builders_people.by(cast.director)

    with pytest.raises(Invalid) as refused:
        actions.give(director, answers=[key], reply=NewReply(GivenAs.REFUSED, "It is the rule"))
    actions.give(
        director,
        answers=[key],
        reply=NewReply(GivenAs.REFUSED, "It is the rule", rule="Standing order 12", instead="Ask by phone"),
    )

    assert sorted(refused.value.fields) == ["instead", "rule"]
    assert build.row(key).reply.rule == "Standing order 12"


def test_one_answer_does_not_settle_questions_of_two_kinds(cast):
    keys = [asked(cast), asked(cast, AnswerKind.QUESTION)]

    with pytest.raises(Invalid):
        actions.give(builders_people.by(cast.director), answers=keys, reply=build.NO)


def test_the_owners_reply_to_a_check_is_quiet_until_its_ten_days_are_over(cast):
    key = asked(cast, AnswerKind.VERDICT, quiet=True)

    seen = {
        days: [row.key for row in answers(builders_people.reader(at=later(days=days)))] for days in (14, 15)
    }
    lead = [row.key for row in answers(builders_people.reader(cast.director))]
    actions.give(
        builders_people.by(cast.director, later(days=2)),
        answers=[key],
        reply=NewReply(GivenAs.EXPLAINED, "The survey is being done."),
    )

    assert seen == {14: [], 15: [key]}
    assert lead == [key]
    assert build.row(key, later(days=200)).standing == "given"
    assert [row.key for row in answers(builders_people.reader(at=later(days=15)))] == [key]


def test_nothing_is_owed_about_nothing_or_by_nobody(cast):
    with pytest.raises(Missing):
        asked(cast, office=cast.body)
    with pytest.raises(Missing):
        asked(cast, about=UUID(int=7, version=4))


def test_the_latest_question_about_a_thing_counts(cast):
    asked(cast)
    latest = asked(cast, at=later(minutes=1))

    found = owed(builders_people.reader(at=later(minutes=1)), about=[cast.mission])

    assert found[cast.mission].key == latest
