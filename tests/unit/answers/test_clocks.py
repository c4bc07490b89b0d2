"""Clocks over bank holidays, leap days, pauses and changes of office, against plain loops over days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from headway.answers.analysis import (
    Dates,
    NewReply,
    PauseRow,
    ReplyRow,
    TurnRow,
    confirm_by,
    fixed_dates,
    may_follow,
    month_of,
    moved,
    passed,
    places,
    running,
    standing,
    was_late,
)
from headway.answers.choices import (
    CHANGES,
    DEFAULT_DAYS,
    OPEN,
    AnswerKind,
    Due,
    GivenAs,
    PauseReason,
    Standing,
    Turn,
)
from headway.kernel.translations import Text
from headway.kernel.workdays import Calendar, after, is_working_day

HERE, THERE = UUID(int=1, version=4), UUID(int=2, version=4)
A_DAY = timedelta(days=1)
STARTS = st.dates(date(2019, 1, 1), date(2036, 12, 31))
CALENDARS = st.sampled_from(Calendar)


def reply(given_as=GivenAs.REFUSED, promised_for=None):
    return ReplyRow(UUID(int=3, version=4), given_as, Text("Why"), "", Text(""), promised_for)


def turn(what, on, dates, *, office=HERE, answered=None, until=None):
    at = datetime.combine(on, time(12), UTC)
    return TurnRow(
        what, at, on, office, dates.calendar, dates.since, dates.acknowledge_by, dates.route_by,
        dates.answer_by, until, answered,
    )  # fmt: skip


def owed(on, calendar=Calendar.ENGLAND_AND_WALES, kind=AnswerKind.BARRIER, *, across=False, routed=False):
    dates = fixed_dates(DEFAULT_DAYS, on, calendar, kind, across=across, routed=routed)
    return turn(Turn.OWED, on, dates), dates


def pause(starts_on, ends_on=None, office=HERE):
    return PauseRow(UUID(int=4, version=4), office, "", PauseReason.VACANCY, "", starts_on, ends_on)


@st.composite
def pauses(draw, start):
    """Draw pauses around a question that begins on a day: at most one without an end."""
    found = []
    for _number in range(draw(st.integers(0, 3))):
        first = start + timedelta(days=draw(st.integers(-20, 60)))
        length = draw(st.none() | st.integers(0, 40))
        office = draw(st.sampled_from([HERE, THERE]))
        found.append(pause(first, None if length is None else first + timedelta(days=length), office))
    return found


def counted(start, days, calendar, still, today):
    """Return the day on which so many working days have counted, by walking over every day."""
    day = start
    while days:
        day += A_DAY
        held = any(
            row.office == HERE and row.starts_on <= day <= (row.ends_on or max(today, row.starts_on))
            for row in still
        )
        days -= is_working_day(day, calendar) and not held
    return day


@given(STARTS, CALENDARS, st.booleans())
def test_dates_are_working_days_after_the_question(start, calendar, across):
    _row, dates = owed(start, calendar, across=across)

    assert (dates.acknowledge_by, dates.route_by, dates.answer_by) == (
        after(start, 2, calendar),
        after(start, 5, calendar),
        after(start, 40 if across else 20, calendar),
    )


@given(st.data(), STARTS, CALENDARS, st.integers(0, 120))
def test_a_pause_moves_a_date_by_the_working_days_it_covers(data, start, calendar, passed_days):
    still = data.draw(pauses(start))
    row, dates = owed(start, calendar)
    today = start + timedelta(days=passed_days)

    found = moved(dates.answer_by, [row], still, today)

    assert found == counted(start, 20, calendar, still, today)


@given(st.data(), STARTS, CALENDARS, st.integers(0, 120))
def test_a_pause_never_brings_a_date_nearer(data, start, calendar, passed_days):
    still = data.draw(pauses(start))
    row, dates = owed(start, calendar)
    today = start + timedelta(days=passed_days)

    found = moved(dates.answer_by, [row], still, today)

    assert found >= dates.answer_by


@given(st.data(), STARTS, CALENDARS, st.integers(0, 100), st.integers(1, 30))
def test_what_ran_out_stays_run_out_whatever_is_paused_later(data, start, calendar, days, later):
    still = [each for each in data.draw(pauses(start)) if each.ends_on is not None]
    row, _dates = owed(start, calendar)
    today = start + timedelta(days=days)
    late = {each.due for each in passed([row], still, today)}

    then = today + timedelta(days=later)
    afterwards = {each.due for each in passed([row], [*still, pause(today + A_DAY)], then)}

    assert late <= afterwards


@given(STARTS, CALENDARS, st.integers(0, 60))
def test_a_clock_is_past_from_the_day_after_its_last(start, calendar, days):
    row, dates = owed(start, calendar)
    today = start + timedelta(days=days)

    late = {each.due for each in passed([row], [], today)}

    assert late == {
        due
        for due, last in (
            (Due.ACKNOWLEDGE, dates.acknowledge_by),
            (Due.ROUTE, dates.route_by),
            (Due.ANSWER, dates.answer_by),
        )
        if last < today
    }


@given(STARTS, st.integers(0, 60))
def test_nothing_runs_once_it_is_answered(start, days):
    row, dates = owed(start)
    given_on = start + timedelta(days=days)
    turns = [row, turn(Turn.GIVEN, given_on, dates, answered=reply(), until=given_on + timedelta(days=30))]

    assert running(turns, [], given_on + timedelta(days=500)) == ()
    assert was_late(turns, []) == (given_on > dates.answer_by)


@given(STARTS, st.integers(0, 60), st.integers(0, 90))
def test_silence_closes_after_thirty_days_and_not_before(start, days, later):
    row, dates = owed(start)
    given_on = start + timedelta(days=days)
    until = confirm_by(DEFAULT_DAYS, given_on, NewReply(GivenAs.REFUSED, "No"), asked=True)
    turns = [row, turn(Turn.GIVEN, given_on, dates, answered=reply(), until=until)]

    found = standing(turns, given_on + timedelta(days=later))

    assert found == (Standing.NOT_CONFIRMED if later > 30 else Standing.GIVEN)


def test_nobody_confirms_a_promise_or_what_nobody_asked():
    today = date(2026, 3, 2)
    promise = NewReply(GivenAs.NOT_YET, "Later", promised_for=date(2026, 5, 1))

    assert confirm_by(DEFAULT_DAYS, today, promise, asked=True) is None
    assert confirm_by(DEFAULT_DAYS, today, NewReply(GivenAs.FIXED, "Done"), asked=False) is None


def test_a_pause_of_the_office_before_does_not_help_the_next_one():
    row, dates = owed(date(2026, 3, 2))
    passed_on = turn(Turn.ROUTED, date(2026, 3, 9), dates, office=THERE)
    here, there = pause(date(2026, 3, 9)), pause(date(2026, 3, 9), office=THERE)
    today = date(2026, 3, 20)

    found = [moved(dates.answer_by, [row, passed_on], [each], today) for each in (here, there)]

    assert [str(each) for each in found] == ["2026-03-30", "2026-04-15"]


def test_the_reply_to_a_check_has_one_clock_of_ten_days():
    _row, dates = owed(date(2026, 3, 2), kind=AnswerKind.VERDICT)

    assert dates == Dates(date(2026, 3, 2), Calendar.ENGLAND_AND_WALES, None, None, date(2026, 3, 16))


def test_every_turn_that_is_open_can_be_answered():
    assert all(Turn.GIVEN in CHANGES[each] for each in OPEN)


@given(st.sampled_from(Turn))
def test_who_is_silent_too_long_has_no_word_any_more(what):
    row, dates = owed(date(2026, 3, 2))
    closed = turn(Turn.GIVEN, date(2026, 3, 3), dates, answered=reply(), until=date(2026, 4, 2))

    assert not may_follow([row, closed], what, date(2026, 4, 3))


@given(st.lists(st.tuples(st.uuids(), st.integers(1, 50), STARTS), max_size=30, unique_by=lambda row: row[0]))
def test_the_queue_begins_with_the_most_affected_then_the_oldest(rows):
    order = places(rows)

    ranked = sorted(rows, key=lambda row: order[row[0]])
    assert sorted(order.values()) == list(range(1, len(rows) + 1))
    assert all((-one[1], one[2]) <= (-other[1], other[2]) for one, other in pairwise(ranked))


@given(st.integers(1, 500), st.integers(1, 40), STARTS)
def test_a_place_comes_up_when_those_before_it_are_answered(place, monthly, today):
    found = month_of(place, monthly, today)

    months = (found.year - today.year) * 12 + found.month - today.month
    assert months * monthly < place <= (months + 1) * monthly
