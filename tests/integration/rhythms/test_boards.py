"""Boards and their meetings: terms with versions, plain dates, agendas, minutes that are only added to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, Stale
from headway.people.actions import add_office
from headway.rhythms import actions, queries
from headway.rhythms.analysis import Item, Member, NewEvent
from headway.rhythms.choices import EventState, Seat
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_rhythms as build
from tests.builders_missions import MONDAY, holding, seer, system

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
LATER = MONDAY + WEEK


@pytest.fixture
def mission():
    measures.places()
    return missions.mission()


def the_board(key, at=MONDAY) -> queries.BoardRow:
    return queries.boards(seer(at), keys={key})[0]


def the_meeting(key, at=MONDAY) -> queries.EventRow:
    return queries.events(seer(at), keys={key})[0]


def test_a_board_names_its_missions_and_the_offices_that_sit_on_it(mission):
    office = add_office(people.system(), organisation=people.body(), name="Director of Public Health")

    row = the_board(build.board(mission, members=(Member(office, Seat.CHAIR),)))

    assert (row.slug, row.missions) == ("food-mission-board", (mission,))
    assert [(each.name, each.seat) for each in row.members] == [("Director of Public Health", Seat.CHAIR)]


@pytest.mark.parametrize("changed", [{"name": " "}, {"name": "x" * 201}])
def test_a_board_without_a_name_that_can_be_kept_is_refused(changed):
    with pytest.raises(Invalid) as refused:
        build.board(**changed)

    assert refused.value.fields.keys() == {"name"}


def test_a_seat_is_an_office_and_only_one(mission):
    office = add_office(people.system(), organisation=people.body(), name="Chief Nurse")

    with pytest.raises(Missing):
        build.board(members=(Member(mission),))
    with pytest.raises(Invalid):
        build.board(members=(Member(office), Member(office, Seat.CHAIR)))


def test_terms_of_a_board_keep_their_versions(mission):
    key = build.board()
    terms = replace(build.BOARD, name="Board for food", missions=(mission,))

    actions.amend_board(system(LATER), board=key, terms=terms, version=1)

    assert (the_board(key).name, the_board(key).missions) == ("Food mission board", ())
    assert (the_board(key, LATER).name, the_board(key, LATER).missions) == ("Board for food", (mission,))
    with pytest.raises(Stale):
        actions.amend_board(system(LATER), board=key, terms=terms, version=1)


def test_a_board_that_has_ended_plans_nothing(mission):
    key = build.board(mission)

    actions.end_board(system(), board=key)

    with pytest.raises(Conflict):
        build.meeting(key)
    assert the_board(key).ended_at == MONDAY


def test_meetings_are_plain_dates_and_all_or_none(mission):
    key = build.board(mission)
    dates = [NewEvent(build.TODAY + WEEK * at) for at in range(3)]
    actions.plan_meetings(system(), board=key, meetings=dates)

    with pytest.raises(Invalid):
        actions.plan_meetings(system(), board=key, meetings=[NewEvent(build.TODAY + WEEK * 5), dates[1]])

    assert [row.on for row in queries.events(seer(), boards={key})] == [each.on for each in dates]


def test_a_cancelled_date_is_free_again(mission):
    board = build.board(mission)
    first = build.meeting(board)
    actions.cancel_meeting(system(), meeting=first)

    actions.plan_meetings(system(), board=board, meetings=[NewEvent(build.TODAY)])

    assert the_meeting(first).state is EventState.CANCELLED
    assert queries.event(seer(), board=board, on=build.TODAY).state is EventState.PLANNED


def test_no_meeting_was_held_before_its_day(mission):
    meeting = build.meeting(build.board(mission), build.TODAY + WEEK)

    with pytest.raises(Conflict):
        actions.hold_meeting(system(), meeting=meeting)

    assert the_meeting(meeting).state is EventState.PLANNED


def test_an_agenda_keeps_what_stood_on_it_before(mission):
    meeting = build.meeting(build.board(mission), build.TODAY + WEEK * 2)
    actions.set_agenda(system(), meeting=meeting, items=[Item("Food"), Item("Homes", mission)])

    actions.set_agenda(system(LATER), meeting=meeting, items=[Item("Homes")])

    assert [row.text for row in queries.agenda(seer(), event=meeting)] == ["Food", "Homes"]
    assert [row.text for row in queries.agenda(seer(LATER), event=meeting)] == ["Homes"]
    with pytest.raises(Invalid):
        actions.set_agenda(system(), meeting=meeting, items=[Item(" ")])


def test_minutes_are_corrected_by_a_new_entry_only(mission):
    meeting = build.meeting(build.board(mission))
    with pytest.raises(Conflict):
        actions.minute_meeting(system(), meeting=meeting, text="Too early")
    actions.hold_meeting(system(), meeting=meeting)
    actions.minute_meeting(system(), meeting=meeting, text="Six were there.")

    actions.correct_minutes(system(LATER), meeting=meeting, text="Seven were there.")

    with pytest.raises(Conflict):
        actions.minute_meeting(system(LATER), meeting=meeting, text="Seven were there.")
    entries = queries.minutes(seer(LATER), event=meeting)
    assert [(row.number, row.text) for row in entries] == [(1, "Six were there."), (2, "Seven were there.")]
    assert len(queries.minutes(seer(), event=meeting)) == 1


def test_empty_minutes_are_refused(mission):
    meeting = build.meeting(build.board(mission))
    actions.hold_meeting(system(), meeting=meeting)

    with pytest.raises(Invalid):
        actions.minute_meeting(system(), meeting=meeting, text=" ")


def test_the_next_meeting_of_a_mission_is_the_first_that_still_stands(mission):
    board = build.board(mission)
    past = build.meeting(board, build.TODAY - WEEK)
    gone, following = (build.meeting(board, build.TODAY + WEEK * at) for at in (1, 2))
    actions.cancel_meeting(system(), meeting=gone)

    found = queries.next_meeting(seer(), mission=mission)

    assert found is not None
    assert found.key == following
    assert past != following
    assert queries.next_meeting(seer(MONDAY - WEEK), mission=mission) is None


def test_a_board_for_one_mission_is_run_by_its_own_people_alone(mission):
    key = build.board(mission)
    dates = [NewEvent(build.TODAY)]
    elsewhere = holding(RoleName.BOARD, missions.place_key())

    with pytest.raises(Forbidden):
        actions.plan_meetings(elsewhere, board=key, meetings=dates)
    actions.plan_meetings(holding(RoleName.BOARD, mission), board=key, meetings=dates)

    assert len(queries.events(seer(), boards={key})) == 1
    with pytest.raises(Forbidden):
        actions.end_board(holding(RoleName.BOARD, mission), board=key)
