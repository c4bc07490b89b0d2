"""What is past its clock at any moment, told once each; pages of the past say what they said."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.answers import actions
from headway.answers.choices import PauseReason, Standing
from headway.answers.models import Notice
from headway.answers.queries import answers, inbox, owed, past_clock, untold
from headway.jobs.reactions import REACTIONS
from headway.jobs.tick import tell_of_clocks, tick
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.reactions import react
from headway.people.queries import day_of
from tests import builders_answers as build
from tests import builders_people
from tests.builders_answers import CODE
from tests.builders_people import MONDAY, later

pytestmark = pytest.mark.django_db
SLOW = settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def cast():
    return build.cast()


def see(at):
    return builders_people.reader(at=at)


def react_all(at=MONDAY):
    for each in REACTIONS:
        if each.consumer.startswith("answers"):
            react(each, at=at)


ACTS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["acknowledge", "refuse", "reopen", "confirm"])), max_size=6
)


def play(cast, acts):
    """Let things happen to three questions, a week apart; return their keys and every moment."""
    keys = [build.offer(cast.mission, later(days=3 * number), code=f"{number:032x}") for number in range(3)]
    for week, (which, what) in enumerate(acts, start=2):
        at = later(days=7 * week)
        key, code = keys[which], f"{which:032x}"
        try:
            if what == "acknowledge":
                actions.acknowledge(builders_people.by(cast.director, at), answer=key)
            elif what == "refuse":
                build.refuse(cast, key, at)
            elif what == "reopen":
                actions.reopen(build.citizen(at), answer=key, why="Nobody came", code=code)
            else:
                actions.confirm(build.citizen(at), answer=key, code=code)
        except Conflict:
            continue
    return keys


@SLOW
@given(acts=ACTS, days=st.integers(0, 70))
def test_the_list_is_what_a_plain_look_at_each_question_finds(cast, acts, days):
    at = later(days=days)
    with transaction.atomic():
        play(cast, acts)

        found = past_clock(see(at))

        today = day_of(at)
        plain = {
            row.key
            for row in answers(see(at))
            if row.turns[-1].turn.value in {"owed", "acknowledged", "routed", "reopened", "contested"}
            and (
                row.turns[-1].answer_by < today
                or (
                    row.turns[-1].turn.value in {"owed", "reopened", "contested"}
                    and row.turns[-1].acknowledge_by < today
                )
            )
        }
        dates = [row.passed[0].on for row in found]
        assert {row.key for row in found} == plain
        assert dates == sorted(dates)
        transaction.set_rollback(True)


@SLOW
@given(acts=ACTS, days=st.integers(0, 40), more=st.integers(1, 40))
def test_what_a_page_said_it_says_later_for_that_day(cast, acts, days, more):
    at, then = later(days=days), later(days=days + more)
    with transaction.atomic():
        build.offer(cast.mission, code="a" * 32)
        early = [act for week, act in enumerate(acts, start=2) if 7 * week <= days]
        play(cast, early)
        said = told(at)

        build.offer(cast.mission, then, code="b" * 32)
        for row in answers(see(then)):
            if row.open:
                build.refuse(cast, row.key, then)
                break

        assert told(at) == said
        transaction.set_rollback(True)


def told(at):
    return [(row.key, row.standing, row.running, row.passed, row.reply, row.late) for row in answers(see(at))]


@SLOW
@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    hours=st.integers(0, 60 * 24),
)
def test_a_day_begins_at_midnight_where_we_are_also_when_the_clock_changes(cast, start, hours):
    with transaction.atomic():
        key = build.offer(cast.mission, max(start, MONDAY), code="c" * 32)
        at = max(start, MONDAY) + timedelta(hours=hours)

        row = build.row(key, at)

        last = row.turns[0].answer_by
        assert row.asked_on == day_of(max(start, MONDAY))
        assert any(each.due.value == "answer" for each in row.passed) == (day_of(at) > last)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "2026-03-31"),  # still Saturday; the clock goes forward
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), "2026-04-01"),  # Monday already
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "2026-10-27"),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "2026-10-27"),  # Sunday already; the clock goes back
        (datetime(2028, 2, 28, 12, tzinfo=UTC), "2028-03-01"),
    ],
)
def test_the_day_of_a_question_is_the_day_where_we_are(cast, asked, due):
    key = build.offer(cast.mission, asked)

    row = build.row(key, asked)

    assert str(row.running[0].on) == due


# --- notices ---


def test_each_clock_that_ran_out_is_told_once(cast):
    key = build.offer(cast.mission)
    build.offer(cast.mission, later(days=20), code="f" * 32)

    told = [tell_of_clocks(later(days=days)) for days in (1, 3, 3, 4, 29, 29, 60)]

    assert told == [0, 1, 0, 0, 2, 0, 1]
    assert Notice.objects.filter(answer__thing__key=key).count() == 2


def test_a_clock_that_runs_anew_is_told_anew(cast):
    key = build.offer(cast.mission)
    tell_of_clocks(later(days=29))
    build.refuse(cast, key, later(days=30))
    actions.reopen(build.citizen(later(days=31)), answer=key, why="Nobody came", code=CODE)

    told = [tell_of_clocks(later(days=days)) for days in (32, 90, 91)]

    assert told == [0, 2, 0]


def test_two_workers_tell_a_clock_once(cast):
    build.offer(cast.mission)
    at = later(days=3)
    row, ran_out = untold(builders_people.system_reader(at))[0]
    actions.note_passed(builders_people.system(at), answer=row.key, ran_out=ran_out)

    with pytest.raises(Conflict):
        actions.note_passed(builders_people.system(at), answer=row.key, ran_out=ran_out)
    assert tell_of_clocks(at) == 0


def test_a_person_cannot_note_that_a_clock_ran_out(cast):
    build.offer(cast.mission)
    at = later(days=3)
    row, ran_out = untold(builders_people.system_reader(at))[0]

    with pytest.raises(Forbidden):
        actions.note_passed(builders_people.by(cast.director, at), answer=row.key, ran_out=ran_out)


def test_the_tick_tells_of_clocks_once_a_day(cast):
    build.offer(cast.mission)

    first, second = tick(later(days=3)), tick(later(days=3, hours=1))

    assert first.done["answer_clocks"] == 1
    assert "answer_clocks" not in second.done


# --- mail ---


def test_who_holds_the_office_gets_a_mail_when_asked_and_when_late(cast):
    successor = builders_people.person("Sue Successor")
    builders_people.granted(successor, RoleName.DECIDER, office=cast.office, at=later(days=3))
    key = build.offer(cast.mission, name="Cyn Citizen", email="cyn@example.org", text="My own kitchen")
    react_all()
    first = list(mail.outbox)
    mail.outbox.clear()

    tell_of_clocks(later(days=29))
    react_all(later(days=29))

    assert [each.to for each in first] == [["dee.director@example.org"]]
    assert str(key) in first[0].body
    assert "kitchen" not in first[0].body + first[0].subject
    assert "Cyn" not in first[0].body
    recipients = sorted(each.to[0] for each in mail.outbox)
    assert recipients == ["dee.director@example.org"] * 2 + ["sue.successor@example.org"] * 2
    assert "ran out on 4 March 2026" in mail.outbox[0].body


def test_who_left_an_address_gets_a_mail_when_the_answer_is_there_without_the_code(cast):
    key = build.offer(cast.mission, email="cyn@example.org")
    build.offer(cast.mission, code="f" * 32)
    build.accept(cast, key)
    react_all()
    sent = [each for each in mail.outbox if each.to == ["cyn@example.org"]]

    react_all()

    assert len(sent) == 1
    assert CODE not in sent[0].body
    assert "/answers/follow/" in sent[0].body


def test_a_question_that_is_settled_meanwhile_sends_no_mail(cast):
    key = build.offer(cast.mission)
    actions.withdraw(build.citizen(), answer=key, code=CODE)

    react_all()

    assert mail.outbox == []


# --- who sees what ---


def test_the_inbox_is_for_who_holds_the_office_and_nearest_clock_first(cast):
    early = build.offer(cast.mission)
    late = build.offer(cast.mission, later(days=7), code="f" * 32)
    actions.acknowledge(builders_people.by(cast.director), answer=early)

    rows = inbox(builders_people.reader(cast.director, later(days=7)))

    assert [row.key for row in rows] == [late, early]
    assert inbox(builders_people.reader(cast.nurse, later(days=7))) == ()
    assert inbox(see(later(days=7))) == ()


def test_the_latest_question_about_a_thing_is_found_by_the_thing(cast):
    key = build.offer(cast.mission)
    about = build.row(key).about.key

    found = owed(see(MONDAY), about=[about, cast.mission])

    assert {thing: row.key for thing, row in found.items()} == {about: key}


def test_a_promise_and_a_withdrawal_leave_the_list(cast):
    key = build.offer(cast.mission)
    before = past_clock(see(later(days=3)), mission=cast.mission)

    actions.withdraw(build.citizen(later(days=3)), answer=key, code=CODE)

    assert [row.key for row in before] == [key]
    assert past_clock(see(later(days=3))) == ()
    assert build.row(key, later(days=2)).standing == Standing.OWED


# --- pauses ---


def test_a_pause_is_public_moves_the_date_and_hides_nothing(cast):
    key = build.offer(cast.mission)
    at = later(days=7)

    actions.pause_clocks(
        builders_people.by(cast.steward, at),
        office=cast.office,
        reason=PauseReason.VACANCY,
        note="The post is advertised",
        starts_on=day_of(at),
    )

    row = build.row(key, later(days=20))
    assert row.paused
    assert [each.due.value for each in row.passed] == ["acknowledge"]  # ran out before the pause
    assert str(row.answer_by) == "2026-04-15"
    assert str(build.row(key, later(days=6)).answer_by) == "2026-03-30"
