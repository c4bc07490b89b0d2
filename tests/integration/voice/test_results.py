"""Results: groups and common ground kept as they were worked out, answers owed, elections, checks, Polis."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.answers.queries import owed
from headway.briefs.checks.voices import hearings_in
from headway.briefs.voices import voices_brief
from headway.flows.conversations import report_conversation
from headway.jobs.tick import work_out
from headway.kernel.errors import Conflict, Invalid
from headway.missions.actions import open_mission
from headway.people import actions as people
from headway.places.actions import set_pre_election_period
from headway.voice import actions
from headway.voice.analysis.taking import Elsewhere, Heard, NewTrace, SaidElsewhere
from headway.voice.choices import FLOOR, Choice, Stage
from headway.voice.queries import conversation, own_votes, participant, snapshots, turnouts
from headway.voice.queries.results import due, worked_out
from headway.voice.queries.routing import draw, standpoint
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people
from tests import builders_voice as build
from tests.builders_missions import MONDAY, seer, system
from tests.builders_people import later

pytestmark = pytest.mark.django_db


def office():
    body = builders_people.body()
    return people.add_office(system(), organisation=body, name="Director of Food")


def split(count=24, **changed):
    """Return a conversation in which half agree with the first statement and half with the second."""
    key = build.conversation(**changed)
    return key, build.voters(key, count)


def kept(key, at=MONDAY):
    opinion = worked_out(at, conversation=key)
    actions.keep_result(system(at), conversation=key, opinion=opinion)
    return snapshots(seer(at), conversations=[key])[key].opinion


def test_two_sides_are_two_groups_and_everybody_is_told_alone_where_they_stand():
    key, receipts = split()
    third = build.statements(key)[2]
    for held in receipts:
        build.vote(held, third)

    found = kept(key)

    row = conversation(seer(), key=key)
    assert [group.people for group in found.groups] == [12, 12]
    assert found.common[0].statement == third
    assert found.common[0].lower > 0.7
    assert set(found.divisive) == set(build.statements(key)[:2])
    mine = own_votes(seer(), participant=participant(seer(), receipt=receipts[0]).key)
    assert not standpoint(seer(), row, mine=mine).enough  # three votes tell too little


def test_of_fewer_than_ten_people_nothing_is_worked_out():
    key, _receipts = split(FLOOR - 1)

    found = kept(key)

    assert (found.people, found.groups, found.common) == (FLOOR - 1, (), ())


def test_what_was_kept_is_read_as_it_was_on_any_later_day():
    key, _receipts = split()
    first = kept(key)
    build.voters(key, 12, first=100, at=later(hours=3))

    second = kept(key, later(hours=4))

    assert snapshots(seer(later(hours=1)), conversations=[key])[key].opinion == first
    assert second.people == first.people + 12


def test_the_clock_works_a_result_out_an_hour_after_the_one_before_and_no_sooner():
    key, _receipts = split(10)

    assert due(MONDAY) == (key,)
    assert work_out(MONDAY) == 1
    build.voters(key, 2, first=50, at=later(minutes=5))

    assert work_out(later(minutes=30)) is None
    assert work_out(later(minutes=61)) == 1
    assert work_out(later(hours=5)) is None


def test_the_next_statement_is_one_that_was_not_voted_on_with_the_chance_of_its_draw():
    key, receipts = split()
    row, live = conversation(seer(), key=key), build.statements(key)
    mine = own_votes(seer(), participant=participant(seer(), receipt=receipts[0]).key)

    drawn = draw(seer(), row, mine=mine, live=live, seed=1)
    again = draw(seer(), row, mine=mine, live=live, seed=1)

    assert (drawn.statement, drawn.propensity) == (live[2], 1.0)
    assert again == drawn
    build.vote(receipts[0], live[2])
    mine = own_votes(seer(), participant=participant(seer(), receipt=receipts[0]).key)
    assert draw(seer(), row, mine=mine, live=live, seed=1) is None


def test_reporting_owes_an_answer_to_what_stands_for_a_group_and_only_after_a_result():
    key, _receipts = split(office=office())
    kept(key)
    actions.close_conversation(system(later(hours=1)), conversation=key)

    with pytest.raises(Conflict):
        report_conversation(system(later(hours=1)), conversation=key)
    kept(key, later(hours=2))
    count = report_conversation(system(later(hours=2)), conversation=key)

    found = owed(seer(later(hours=3)), about=build.statements(key))
    assert len(found) == count == 2
    assert {row.affected for row in found.values()} == {12}
    assert conversation(seer(later(hours=3)), key=key).stage is Stage.REPORTED


def test_a_new_conversation_waits_for_an_election_and_a_running_one_goes_on():
    measures.places()
    mission = missions.mission()
    running = build.conversation(mission)
    waiting = build.draft(mission, question="How should we travel?")
    quiet(MONDAY.date())

    with pytest.raises(Conflict):
        actions.open_conversation(system(later(hours=1)), conversation=waiting)

    build.joined(running, at=later(hours=1))


def quiet(day):
    until = day + timedelta(days=20)
    set_pre_election_period(
        system(), code=measures.CAMDEN, starts_on=day, ends_on=until, reason="Local elections"
    )


def test_the_section_of_a_mission_costs_at_most_three_queries_and_says_who_was_heard():
    measures.places()
    mission = missions.mission()
    open_mission(system(), mission=mission)
    with CaptureQueriesContext(connection) as none:
        assert voices_brief(seer(), mission=mission).rows == ()
    for number in range(3):
        key = build.conversation(mission, question=f"Question {number}?")
        build.voters(key, 12, first=number * 20)
        kept(key)

    with CaptureQueriesContext(connection) as three:
        brief = voices_brief(seer(), mission=mission)

    assert len(none) == 2
    assert len(three) <= 3
    assert brief.summary[0].render("en").startswith("36 people, 72 votes")


def test_the_checks_read_who_was_heard_and_what_traces_to_it():
    measures.places()
    mission = missions.mission()
    key = build.conversation(mission, recruitment="Letters", unheard="people under 18")
    build.voters(key, 12)
    kept(key)
    actions.close_conversation(system(), conversation=key)
    new = NewTrace(mission, "It says so now.", 1)
    actions.trace_change(system(), of=build.statements(key)[0], new=new)

    hearings, voices = hearings_in(seer(), missions=[mission])[mission]

    heard = hearings[0]
    assert (heard.people, heard.recruited, heard.missing) == (12, "Letters", "people under 18")
    assert (heard.changes, heard.replied) == (1, False)
    assert (voices.votes, voices.heard_on) == (24, (MONDAY.date(),))


TOLD = Elsewhere(
    key=UUID(int=7, version=4),
    terms=build.TERMS,
    statements=(SaidElsewhere(4, "Fruit should cost less"), SaidElsewhere(5, "Spam", hidden=True)),
    votes=(
        Heard(9, 4, Choice.AGREE, at=MONDAY - timedelta(days=2)),
        Heard(9, 4, Choice.DISAGREE, at=MONDAY - timedelta(days=1)),
        Heard(3, 4, Choice.PASS),
    ),
)


def test_a_conversation_from_elsewhere_comes_in_once_with_its_changes_of_mind():
    key = actions.import_conversation(system(), told=TOLD)

    assert turnouts(seer(), conversations={key})[key].votes == 2
    assert turnouts(seer(MONDAY - timedelta(hours=30)), conversations={key})[key].votes == 1
    with pytest.raises(Conflict):
        actions.import_conversation(system(), told=TOLD)


def test_a_vote_on_what_is_not_there_stores_nothing():
    wrong = replace(TOLD, votes=(*TOLD.votes, Heard(1, 77, Choice.AGREE)))

    with pytest.raises(Invalid):
        actions.import_conversation(system(), told=wrong)

    assert turnouts(seer(), conversations={TOLD.key})[TOLD.key].votes == 0
