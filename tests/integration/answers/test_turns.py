"""A question goes from owed to confirmed; who owes cannot stop, hide or close it."""

import pytest

from headway.answers import actions
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs, Standing
from headway.answers.queries import answer
from headway.kernel.actors import SYSTEM, Reader, RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.translations import NewText
from headway.people import actions as people
from tests import builders_answers as build
from tests import builders_people
from tests.builders_answers import CODE
from tests.builders_people import MONDAY, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return build.cast()


@pytest.fixture
def question(cast):
    return build.offer(cast.mission)


def by(account, at=MONDAY):
    return builders_people.by(account, at)


def test_an_offer_is_owed_an_answer_by_the_office_that_leads(cast, question):
    row = build.row(question)

    assert (row.standing, row.office, row.own_name) == (Standing.OWED, cast.office, "Director of Food")
    assert [str(each.on) for each in row.running] == ["2026-03-04", "2026-03-30"]


def test_the_whole_way_to_a_confirmed_answer(cast, question):
    actions.acknowledge(by(cast.director), answer=question)
    actions.route(by(cast.director), answer=question, to=cast.office)
    build.accept(cast, question, later(days=1))
    given = build.row(question, later(days=1))

    actions.confirm(build.citizen(later(days=2)), answer=question, code=CODE)

    row = build.row(question, later(days=2))
    assert (given.standing, str(given.confirm_by)) == (Standing.GIVEN, "2026-04-02")
    assert row.standing == Standing.CONFIRMED
    assert [turn.turn.value for turn in row.turns] == [
        "owed",
        "acknowledged",
        "routed",
        "given",
        "confirmed",
    ]


def test_silence_closes_an_answer_as_not_confirmed(cast, question):
    build.refuse(cast, question)
    on_the_last_day, after_it = later(days=30), later(days=31)

    standings = [build.row(question, at).standing for at in (on_the_last_day, after_it)]

    assert standings == [Standing.GIVEN, Standing.NOT_CONFIRMED]
    with pytest.raises(Conflict):
        actions.confirm(build.citizen(after_it), answer=question, code=CODE)


@pytest.mark.parametrize("who", ["director", "steward", "nurse"])
def test_only_who_asked_confirms(cast, question, who):
    build.refuse(cast, question)

    with pytest.raises(Forbidden):
        actions.confirm(by(getattr(cast, who)), answer=question)
    with pytest.raises(Forbidden):
        actions.confirm(by(getattr(cast, who)), answer=question, code="0" * 32)


def test_who_owes_cannot_confirm_even_an_offer_of_their_own(cast):
    own = build.offer(cast.mission, by=by(cast.director), code="")
    build.refuse(cast, own)

    with pytest.raises(Forbidden):
        actions.confirm(by(cast.director), answer=own)


def test_somebody_with_an_account_confirms_without_a_code(cast):
    own = build.offer(cast.mission, by=by(cast.nurse), code="ab" * 16)
    build.refuse(cast, own)

    actions.confirm(by(cast.nurse), answer=own)

    assert build.row(own).standing == Standing.CONFIRMED


def test_opening_again_starts_a_clock_anew_and_needs_a_reason(cast, question):
    build.accept(cast, question)
    with pytest.raises(Invalid):
        actions.reopen(build.citizen(), answer=question, why=" ", code=CODE)

    actions.reopen(build.citizen(later(days=7)), answer=question, why="Nobody came", code=CODE)

    row = build.row(question, later(days=7))
    assert row.standing == Standing.REOPENED
    assert str(row.answer_by) == "2026-04-08"
    assert build.refuse(cast, question, later(days=8))


def test_a_refusal_can_be_contested_and_a_yes_cannot(cast, question):
    other = build.offer(cast.mission, code="f" * 32)
    build.accept(cast, other)
    build.refuse(cast, question)
    with pytest.raises(Conflict):
        actions.contest(build.citizen(), answer=other, why="I disagree", code="f" * 32)

    actions.contest(build.citizen(), answer=question, why="It is safe now", code=CODE)

    assert build.row(question).standing == Standing.CONTESTED


def test_nobody_answers_twice(cast, question):
    build.refuse(cast, question)

    with pytest.raises(Conflict):
        build.refuse(cast, question)
    with pytest.raises(Conflict):
        actions.acknowledge(by(cast.director), answer=question)
    with pytest.raises(Conflict):
        actions.route(by(cast.director), answer=question, to=cast.office)


def test_one_answer_settles_many(cast):
    keys = [build.offer(cast.mission, code=f"{number:032x}") for number in range(3)]

    reply = actions.give(by(cast.director), answers=keys, reply=build.NO)

    rows = [build.row(key) for key in keys]
    assert {row.standing for row in rows} == {Standing.GIVEN}
    assert {row.reply.key for row in rows} == {reply}


def test_when_one_of_many_is_answered_none_is(cast, question):
    other = build.offer(cast.mission, code="f" * 32)
    build.refuse(cast, other)

    with pytest.raises(Conflict):
        actions.give(by(cast.director), answers=[question, other], reply=build.NO)

    assert build.row(question).standing == Standing.OWED


@pytest.mark.parametrize(
    ("reply", "field"),
    [
        (NewReply(GivenAs.REFUSED, "  "), "reason"),
        (NewReply(GivenAs.NOT_YET, "Later"), "promised_for"),
        (NewReply(GivenAs.NOT_YET, "Later", promised_for=MONDAY.date()), "promised_for"),
        (NewReply(GivenAs.REFUSED, "No", promised_for=later(days=9).date()), "promised_for"),
        (NewReply(GivenAs.FREEDOM, "Go on"), "given_as"),
        (NewReply(GivenAs.REFUSED, "No", rule="r" * 301), "instead"),
    ],
)
def test_an_answer_that_says_too_little_is_refused_beside_its_field(cast, question, reply, field):
    with pytest.raises(Invalid) as refused:
        actions.give(by(cast.director), answers=[question], reply=reply)

    assert list(refused.value.fields) == [field]


def test_no_question_is_answered_by_nothing(cast):
    with pytest.raises(Invalid):
        actions.give(by(cast.director), answers=[], reply=build.NO)


def test_a_promise_is_past_its_clock_when_its_day_is_and_may_be_answered_then(cast, question):
    promise = NewReply(GivenAs.NOT_YET, "When the roof is done", promised_for=later(days=60).date())
    actions.give(by(cast.director), answers=[question], reply=promise)

    after_it = later(days=61)
    waiting, late = build.row(question, later(days=60)), build.row(question, after_it)
    build.refuse(cast, question, after_it)

    assert (waiting.standing, waiting.passed) == (Standing.GIVEN, ())
    assert [each.due.value for each in late.passed] == ["promise"]
    assert build.row(question, after_it).passed == ()


def test_an_office_changes_hands_and_owes_on(cast, question):
    successor = builders_people.person("Sue Successor")
    builders_people.granted(successor, RoleName.DECIDER, office=cast.office, at=later(days=3))
    before = build.row(question, later(days=2))

    actions.give(by(successor, later(days=3)), answers=[question], reply=build.NO)

    after = build.row(question, later(days=3))
    assert (before.office, before.answer_by) == (after.office, after.answer_by)
    assert after.standing == Standing.GIVEN


def test_who_does_not_hold_the_office_cannot_answer_for_it(cast, question):
    for who in (cast.steward, cast.nurse, None):
        with pytest.raises(Forbidden):
            actions.give(by(who), answers=[question], reply=build.NO)
        with pytest.raises(Forbidden):
            actions.acknowledge(by(who), answer=question)


def test_a_question_is_asked_no_more_only_by_who_asked(cast, question):
    with pytest.raises(Forbidden):
        actions.withdraw(by(cast.director), answer=question)

    actions.withdraw(build.citizen(), answer=question, code=CODE)

    assert build.row(question).standing == Standing.WITHDRAWN


def test_the_installation_withdraws_what_nobody_asks_any_more(cast, question):
    actions.withdraw(builders_people.system(), answer=question)

    assert build.row(question).standing == Standing.WITHDRAWN


def test_a_key_that_is_no_question_is_missing(cast):
    with pytest.raises(Missing):
        actions.acknowledge(by(cast.director), answer=cast.mission)


# --- passing on ---


def test_another_office_owes_from_then_on_and_its_body_has_the_days_across(cast, question):
    trust = builders_people.organisation()
    nurses = people.add_office(builders_people.system(), organisation=trust, name="Chief nurse")

    actions.route(by(cast.director), answer=question, to=nurses)

    row = build.row(question)
    assert (row.office, str(row.answer_by)) == (nurses, "2026-04-29")
    with pytest.raises(Forbidden):
        build.refuse(cast, question)


def test_passing_on_and_back_gains_no_time(cast, question):
    trust = builders_people.organisation()
    nurses = people.add_office(builders_people.system(), organisation=trust, name="Chief nurse")
    actions.route(by(cast.director), answer=question, to=nurses)

    actions.route(by(cast.steward, later(days=1)), answer=question, to=cast.office)

    assert str(build.row(question, later(days=1)).answer_by) == "2026-03-30"


def test_what_is_late_stays_late_wherever_it_is_passed(cast, question):
    trust = builders_people.organisation()
    nurses = people.add_office(builders_people.system(), organisation=trust, name="Chief nurse")
    late = later(days=29)

    actions.route(by(cast.director, late), answer=question, to=nurses)

    row = build.row(question, late)
    assert [each.due.value for each in row.passed] == ["answer"]
    assert str(row.answer_by) == "2026-03-30"


def test_a_late_answer_says_for_ever_that_it_was_late(cast, question):
    build.refuse(cast, question, later(days=29))

    row = build.row(question, later(days=400))

    assert row.late
    assert row.passed == ()
    assert str(row.given_on) == "2026-03-31"


def test_an_office_that_is_none_cannot_be_named(cast, question):
    with pytest.raises(Missing):
        actions.route(by(cast.director), answer=question, to=cast.body)


# --- languages ---


def test_a_reply_is_read_in_the_language_of_the_reader_and_its_own_words_stay(cast, question):
    reply = build.refuse(cast, question)
    text = NewText("reason", "cy", "Nid yw’r neuadd yn ddiogel.", approved=True)

    actions.translate_reply(by(cast.director), reply=reply, text=text)

    welsh = answer(Reader(SYSTEM, MONDAY, "cy"), key=question).reply.reason
    english = build.row(question).reply.reason
    assert (welsh.text, welsh.lang) == ("Nid yw’r neuadd yn ddiogel.", "")
    assert english.text == "The hall is not safe for cooking."


@pytest.mark.parametrize(
    "text",
    [
        NewText("title", "cy", "Teitl", approved=True),
        NewText("reason", "en", "Otherwise", approved=True),
        NewText("reason", "cy", " ", approved=True),
    ],
)
def test_only_words_of_a_reply_in_another_language_are_taken(cast, question, text):
    reply = build.refuse(cast, question)

    with pytest.raises(Invalid):
        actions.translate_reply(by(cast.director), reply=reply, text=text)
    with pytest.raises(Missing):
        actions.translate_reply(by(cast.director), reply=question, text=text)
