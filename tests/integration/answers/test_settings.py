"""Clocks, capacity and pauses are set in public; who owes cannot stop a clock."""

from datetime import timedelta

import pytest

from headway.answers import actions
from headway.answers.choices import ClockName, PauseReason
from headway.answers.queries import capacities, clock_days, clocks_history, pauses
from headway.briefs.answers import queues
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from tests import builders_answers as build
from tests import builders_people
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return build.cast()


def by(account, at=MONDAY):
    return builders_people.by(account, at)


def paused(cast, at=MONDAY, who=None, **changed):
    given = {
        "office": cast.office,
        "reason": PauseReason.CLOSURE,
        "note": "The office moves house",
        "starts_on": at.date(),
    }
    return actions.pause_clocks(by(who or cast.steward, at), **given | changed)


def test_a_clock_is_set_with_its_reason_and_moves_no_date_that_is_fixed(cast):
    before = build.offer(cast.mission)

    actions.set_clock(by(cast.steward), clock=ClockName.ANSWER_WITHIN, days=10, reason="We have more people")

    after = build.offer(cast.mission, later(minutes=1), code="f" * 32)
    history = clocks_history(builders_people.reader(at=later(minutes=1)))
    assert str(build.row(before).answer_by) == "2026-03-30"
    assert str(build.row(after, later(minutes=1)).answer_by) == "2026-03-16"
    assert [(row.clock, row.days, row.reason) for row in history] == [
        (ClockName.ANSWER_WITHIN, 10, "We have more people")
    ]


def test_a_day_of_before_knows_the_clock_of_before(cast):
    at = later(days=3)
    actions.set_clock(by(cast.steward, at), clock=ClockName.CONFIRM, days=14, reason="Quicker")

    known = [clock_days(builders_people.reader(at=each))[ClockName.CONFIRM] for each in (MONDAY, at)]

    assert known == [30, 14]


@pytest.mark.parametrize(("days", "reason"), [(0, "Why"), (261, "Why"), (5, " "), (5, "w" * 301)])
def test_a_clock_needs_days_and_a_reason(cast, days, reason):
    with pytest.raises(Invalid):
        actions.set_clock(by(cast.steward), clock=ClockName.ROUTE, days=days, reason=reason)


def test_a_clock_needs_a_body():
    with pytest.raises(Conflict):
        actions.set_clock(builders_people.system(), clock=ClockName.ROUTE, days=3, reason="Why")


def test_who_holds_the_office_cannot_pause_its_clocks_even_as_steward(cast):
    builders_people.granted(cast.steward, RoleName.DECIDER, office=cast.office)

    with pytest.raises(Forbidden):
        paused(cast)
    with pytest.raises(Forbidden):
        paused(cast, who=cast.director)


def test_a_pause_cannot_begin_before_today(cast):
    with pytest.raises(Invalid) as refused:
        paused(cast, starts_on=TODAY - timedelta(days=1))

    assert list(refused.value.fields) == ["starts_on"]


def test_a_pause_ends_after_it_begins_and_says_why(cast):
    with pytest.raises(Invalid):
        paused(cast, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(Invalid):
        paused(cast, note=" ")


def test_an_office_is_paused_once_at_a_time(cast):
    paused(cast, ends_on=TODAY + timedelta(days=10))

    with pytest.raises(Conflict):
        paused(cast, starts_on=TODAY + timedelta(days=10))
    assert paused(cast, starts_on=TODAY + timedelta(days=11))
    with pytest.raises(Conflict):
        paused(cast, starts_on=TODAY + timedelta(days=500))


def test_the_clocks_run_again_from_the_day_that_is_said(cast):
    key = build.offer(cast.mission)
    pause = paused(cast)

    actions.end_pause(by(cast.steward, later(days=7)), pause=pause)

    row = build.row(key, later(days=8))
    found = pauses(builders_people.reader(at=later(days=8)))[0]
    before = pauses(builders_people.reader(at=later(days=6)))[0]
    assert not row.paused
    assert str(row.answer_by) == "2026-04-07"  # four working days and Easter later
    assert (str(found.ends_on), before.ends_on) == ("2026-03-08", None)


def test_a_pause_ends_once_and_not_by_who_owes(cast):
    pause = paused(cast)
    with pytest.raises(Forbidden):
        actions.end_pause(by(cast.director, later(days=2)), pause=pause)
    actions.end_pause(by(cast.steward, later(days=2)), pause=pause)

    with pytest.raises(Conflict):
        actions.end_pause(by(cast.steward, later(days=3)), pause=pause)
    with pytest.raises(Missing):
        actions.end_pause(by(cast.steward), pause=cast.office)


def test_only_an_office_is_paused(cast):
    with pytest.raises(Missing):
        paused(cast, office=cast.body)


# --- capacity and the queue ---


def test_the_queue_says_in_which_month_a_question_comes_up(cast):
    for number in range(3):
        build.offer(cast.mission, later(days=number), code=f"{number:032x}")
    at = later(days=3)

    actions.set_capacity(
        by(cast.steward, at), organisation=cast.body, monthly=2, reason="One person, mornings"
    )

    queue = queues(builders_people.reader(at=at))[0]
    assert queue.capacity.reason == "One person, mornings"
    assert [(line.place, str(line.month)) for line in queue.lines] == [
        (1, "2026-03-01"),
        (2, "2026-03-01"),
        (3, "2026-04-01"),
    ]


def test_a_body_says_nothing_any_more(cast):
    actions.set_capacity(by(cast.steward), organisation=cast.body, monthly=2, reason="Mornings")

    actions.set_capacity(
        by(cast.steward, later(days=1)), organisation=cast.body, monthly=None, reason="New team"
    )

    assert capacities(builders_people.reader(at=later(days=1))) == {}
    assert capacities(builders_people.reader())[cast.body].monthly == 2


@pytest.mark.parametrize(("monthly", "reason"), [(0, "Why"), (10_001, "Why"), (5, "")])
def test_a_capacity_is_a_number_with_a_reason(cast, monthly, reason):
    with pytest.raises(Invalid):
        actions.set_capacity(by(cast.steward), organisation=cast.body, monthly=monthly, reason=reason)


def test_only_a_body_has_a_capacity(cast):
    with pytest.raises(Missing):
        actions.set_capacity(by(cast.steward), organisation=cast.office, monthly=3, reason="Why")
