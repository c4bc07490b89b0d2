"""Decisions: a record that is complete before it counts, four eyes, notice, call-in, review, correction."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from headway.kernel.actors import ANYONE, Reader
from headway.kernel.actors import RoleName as Role
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, Stale
from headway.missions import actions as mission_actions
from headway.rhythms import actions, queries
from headway.rhythms.analysis import notice_of
from headway.rhythms.choices import DecisionKind, DecisionState, ProfileCode
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_rhythms as build
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
TODAY = build.TODAY
LATER = MONDAY + timedelta(days=400)


@pytest.fixture
def mission():
    measures.places()
    return missions.mission()


@pytest.fixture
def board(mission):
    return build.board(mission)


def row_of(key, at=MONDAY) -> queries.DecisionRow:
    return queries.decision(seer(at), key=key)


def make(key, by=None, on=TODAY) -> None:
    by = by or system()
    actions.make_decision(by, decision=key, on=on, version=build.version_of(key, by.at))


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"reasons": " "}, "reasons"),
        ({"alternatives": ""}, "alternatives"),
        ({"conflicts": ""}, "conflicts"),
        ({"equality_effect": ""}, "equality_effect"),
        ({"equality_evidence": ""}, "equality_evidence"),
        ({"equality_considered_by": ""}, "equality_considered_by"),
        ({"equality_considered_on": None}, "equality_considered_on"),
        ({"equality_considered_on": date(2026, 3, 3)}, "equality_considered_on"),
        ({"forecast": ""}, "forecast"),
        ({"review_on": None}, "review_on"),
        ({"power_source": ""}, "power_source"),
    ],
)
def test_a_decision_is_not_made_before_its_record_is_complete(board, mission, lacking, field):
    key = build.decision(board, mission, **lacking)

    with pytest.raises(Invalid) as refused:
        make(key)

    assert refused.value.fields.keys() == {field}
    assert row_of(key).state is DecisionState.PROPOSED


def test_what_changes_nothing_needs_no_forecast(board, mission):
    key = build.decision(board, mission, kind=DecisionKind.NO_CHANGE, forecast="", review_on=None)

    make(key)

    assert row_of(key).decided_on == TODAY


def test_a_decision_that_names_no_power_is_a_recommendation(board, mission):
    own, other = build.made(board, mission), build.made(board, mission, power="", power_source="")

    assert row_of(own).binding
    assert not row_of(other).binding
    assert queries.dossier(seer(), missions=[mission])[mission].binding == (row_of(own),)


def test_no_decision_lies_in_the_future(board, mission):
    key = build.decision(board, mission)

    with pytest.raises(Invalid) as refused:
        make(key, on=TODAY + timedelta(days=1))

    assert refused.value.fields.keys() == {"on"}


# --- four eyes ---


def test_who_wrote_a_decision_does_not_record_it_while_somebody_else_could(board, mission):
    people.body()
    secretary, chair = people.person("Sol Secretary", Role.BOARD), people.person("Cai Chair", Role.BOARD)
    key = build.decision(board, mission, by=people.by(secretary))

    with pytest.raises(Forbidden):
        make(key, people.by(secretary))
    make(key, people.by(chair))

    assert row_of(key).checked


def test_where_nobody_else_could_it_goes_through_and_says_so(board, mission):
    people.body()
    secretary = people.person("Sol Secretary", Role.BOARD)
    key = build.decision(board, mission, by=people.by(secretary))

    make(key, people.by(secretary))

    assert (row_of(key).state, row_of(key).checked) == (DecisionState.MADE, False)


def test_a_lead_proposes_and_the_board_makes_it(board, mission):
    people.body()
    director, chair = people.person("Dee Director", Role.MISSION_LEAD), people.person("Cai Chair", Role.BOARD)
    key = build.decision(board, mission, by=people.by(director))

    with pytest.raises(Forbidden):
        make(key, people.by(director))
    make(key, people.by(chair))

    assert row_of(key).checked


# --- public notice and call-in ---


@pytest.mark.parametrize(
    ("profile", "notice", "given", "enough"),
    [
        (ProfileCode.ENGLAND_EXECUTIVE, date(2026, 2, 1), 28, True),
        (ProfileCode.ENGLAND_EXECUTIVE, date(2026, 2, 2), 27, False),
        (ProfileCode.ENGLAND_EXECUTIVE, None, None, False),
    ],
)
def test_clear_days_leave_out_the_day_of_the_notice_and_that_of_the_decision(profile, notice, given, enough):
    found = notice_of(profile, is_key=True, notice_on=notice, on=date(2026, 3, 2))

    assert found is not None
    assert (found.given, found.needed, found.enough) == (given, 28, enough)


def test_other_laws_and_other_decisions_ask_for_no_notice():
    wales = notice_of(ProfileCode.WALES, is_key=True, notice_on=None, on=TODAY)
    small = notice_of(ProfileCode.ENGLAND_EXECUTIVE, is_key=False, notice_on=None, on=TODAY)

    assert (wales, small) == (None, None)


def test_a_key_decision_with_too_little_notice_says_why(board, mission):
    key = build.decision(board, mission, is_key=True, notice_on=date(2026, 2, 20))

    with pytest.raises(Invalid) as refused:
        make(key)
    words = replace(
        build.WORDS,
        about=(mission,),
        is_key=True,
        notice_on=date(2026, 2, 20),
        notice_exception="The grant ends in March.",
    )
    actions.rewrite_decision(system(), decision=key, words=words, version=build.version_of(key))
    make(key)

    assert refused.value.fields.keys() == {"notice_exception"}
    assert row_of(key).notice(TODAY).given == 9


def test_a_called_in_decision_is_not_in_force_until_it_is_confirmed(board, mission):
    key = build.made(board, mission, call_in_until=TODAY)

    actions.call_in_decision(system(), decision=key, reason="Too quick")
    waiting = row_of(key)
    actions.confirm_decision(system(MONDAY + timedelta(days=9)), decision=key, reason="Looked at again")
    standing = row_of(key, MONDAY + timedelta(days=9))

    assert (waiting.state, waiting.in_force) == (DecisionState.CALLED_IN, False)
    assert (standing.state, standing.in_force, standing.decided_on) == (DecisionState.MADE, True, TODAY)


@pytest.mark.parametrize("until", [None, TODAY - timedelta(days=1)])
def test_the_time_for_a_call_in_ends(board, mission, until):
    key = build.made(board, mission, call_in_until=until)

    with pytest.raises(Conflict):
        actions.call_in_decision(system(), decision=key, reason="Too late")


# --- what is made stays ---


def test_what_was_made_is_corrected_by_a_new_entry_only(board, mission):
    key = build.made(board, mission)

    with pytest.raises(Conflict):
        actions.rewrite_decision(system(), decision=key, words=build.WORDS, version=build.version_of(key))
    actions.correct_decision(system(), decision=key, text="It was the 1st.")

    assert row_of(key).title == build.WORDS.title
    assert [row.text for row in queries.entries(seer(), key=key)] == ["It was the 1st."]
    with pytest.raises(Invalid):
        actions.correct_decision(system(), decision=key, text=" ")


def test_a_decision_made_on_words_that_changed_meanwhile_is_stale(board, mission):
    key = build.decision(board, mission)
    seen = build.version_of(key)
    words = replace(build.WORDS, about=(mission,), text="Something else.")
    actions.rewrite_decision(system(), decision=key, words=words, version=seen)

    with pytest.raises(Stale):
        actions.make_decision(system(), decision=key, on=TODAY, version=seen)


def test_it_is_done_then_reviewed_and_every_stage_stays(board, mission):
    key = build.made(board, mission)
    actions.finish_decision(system(), decision=key, note="In force")

    actions.review_decision(system(LATER), decision=key, found="68%, expected 70%")

    states = [row.state for row in queries.stages(seer(LATER), key=key)]
    assert states == [DecisionState.PROPOSED, DecisionState.MADE, DecisionState.DONE, DecisionState.REVIEWED]
    assert row_of(key, LATER).note == "68%, expected 70%"
    assert row_of(key).state is DecisionState.DONE


def test_a_minuted_meeting_takes_no_decision_any_more(board, mission):
    meeting = build.meeting(board)
    actions.hold_meeting(system(), meeting=meeting)
    actions.minute_meeting(system(), meeting=meeting, text="Agreed.")

    with pytest.raises(Invalid) as refused:
        build.decision(board, mission, event=meeting)

    assert refused.value.fields.keys() == {"event"}


def test_a_meeting_of_another_board_is_not_its_meeting(board, mission):
    meeting = build.meeting(build.board(mission, name="Another"))

    with pytest.raises(Missing):
        build.decision(board, mission, event=meeting)


# --- who sees it ---


def test_a_proposal_is_public_once_its_notice_is(board, mission):
    hidden = build.decision(board, mission)
    told = build.decision(board, mission, notice_on=TODAY)

    public = queries.decisions(Reader(ANYONE, MONDAY), missions={mission})

    assert [row.key for row in public] == [told]
    assert hidden in {row.key for row in queries.decisions(seer(), missions={mission})}


def test_a_decision_about_a_mission_that_is_not_open_has_no_public_page(board, mission, client, monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()
    key = build.made(board, mission)

    before = client.get(f"/decisions/{key}/")
    mission_actions.open_mission(system(), mission=mission)
    after = client.get(f"/decisions/{key}/")

    assert (before.status_code, after.status_code) == (404, 200)
    assert "not independently checked" in after.content.decode()
