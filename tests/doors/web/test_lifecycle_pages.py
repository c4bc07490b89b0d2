"""A mission's life on its pages: adoption with the checks beside it, decisions, two versions side by side."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.missions import actions, queries
from headway.missions.choices import MissionState
from headway.people.models import Account
from headway.rhythms.queries import boards as boards_of
from headway.rhythms.queries import decisions, events
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as people
from tests import builders_rhythms as boards
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()
    measures.places()


@pytest.fixture
def board() -> Client:
    return signed_in(RoleName.BOARD, "Bo Board")


def signed_in(role: RoleName, name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=people.person(name, role)))
    return client


def day(name: str, text: str = "2026-03-02") -> dict[str, str]:
    year, month, number = text.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def version_in(text: str) -> str:
    return re.search(r'name="version" value="(\d+)"', text).group(1)


def the_mission():
    return queries.mission(seer(), slug="food")


def test_adoption_shows_the_checks_and_asks_for_an_exception_beside_each_that_is_not_met(board):
    key = boards.consulted(build.mission(deadline=None))
    decision = boards.made(boards.board(key), key)
    address = reverse("missions:adopt", args=["food"])
    shown = board.get(address).content.decode()
    sent = {"version": version_in(shown), "decision": str(decision)}

    refused = board.post(address, sent)
    asked = re.findall(r'name="(exception_c\d+)"', shown)
    adopted = board.post(address, sent | dict.fromkeys(asked, "The board knows."))

    assert "exception_c4" in asked
    assert refused.status_code == 422
    assert "Say in public why the mission is adopted all the same." in refused.content.decode()
    assert adopted.status_code == 302
    assert the_mission().state is MissionState.ADOPTED
    actions.open_mission(system(), mission=key)
    assert "C4: The board knows." in Client().get("/missions/food/charter/").content.decode()


def test_a_board_is_set_up_meets_and_decides_on_its_pages(board):
    key = build.mission()
    actions.open_mission(system(), mission=key)
    terms = {"name": "Food board", "standing": "advises", "profile": "wales", "missions": [str(key)]}
    board.post(reverse("rhythms:new"), terms)
    home = reverse("rhythms:board", args=["food-board"])
    board.post(f"{home}meetings/new/", day("on") | {"times": "2", "weeks": "6"})
    meeting = f"{home}2026-03-02/"
    board.post(f"{meeting}agenda/", {"items": "Prices\n\nSchool meals"})
    board.post(f"{meeting}held/", {})
    board.post(f"{meeting}minutes/", {"text": "Prices were read."})
    board.post(f"{meeting}minutes/", {"text": "Two prices, not three."})

    told = Client().get(meeting).content.decode()
    row = boards_of(seer())[0]

    assert [each.on.isoformat() for each in events(seer(), boards={row.key})] == ["2026-03-02", "2026-04-13"]
    assert all(text in told for text in ("School meals", "Prices were read.", "Two prices, not three."))
    assert "Minuted" in told
    assert Client().get("/boards/2026-03-02/").url == meeting
    assert Client().get("/boards/2026-03-03/").status_code == 404
    assert Client().get("/boards/2026-13-41/").status_code == 404


def test_several_meetings_need_the_weeks_between_them(board):
    boards.board(build.mission())

    answer = board.post(reverse("rhythms:plan", args=["food-mission-board"]), day("on") | {"times": "3"})

    assert answer.status_code == 422
    assert "Say how many weeks lie between the meetings." in answer.content.decode()


def test_what_a_record_lacks_is_said_before_it_is_made(board):
    key = build.mission()
    decision = boards.decision(boards.board(key), key, reasons="", equality_effect="")
    address = reverse("rhythms:make", args=[decision])
    shown = board.get(address).content.decode()

    answer = board.post(address, day("on") | {"version": version_in(shown)})

    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the reasons." in told
    assert "Say who may gain or lose by protected characteristic." in told
    assert decisions(seer(), keys={decision})[0].decided_on is None


def test_a_decision_goes_its_whole_way_on_its_pages(board):
    key = build.mission()
    actions.open_mission(system(), mission=key)
    decision = boards.decision(boards.board(key), key, call_in_until=boards.TODAY)
    home = reverse("rhythms:decision", args=[decision])
    shown = board.get(f"{home}make/").content.decode()
    board.post(f"{home}make/", day("on") | {"version": version_in(shown)})
    board.post(f"{home}call-in/", {"text": "Too quick"})
    waiting = Client().get(home).content.decode()
    board.post(f"{home}confirm/", {"text": "It stands"})
    board.post(f"{home}done/", {"text": "It is in force"})
    board.post(f"{home}review/", {"text": "As expected"})
    board.post(f"{home}correct/", {"text": "It was the 1st."})

    told = Client().get(home).content.decode()

    assert "Called in: it is not in force" in waiting
    assert all(text in told for text in ("It stands", "It is in force", "As expected", "It was the 1st."))
    assert "Reviewed" in told
    assert board.get(f"{home}make/").status_code == 404


def test_two_versions_stand_side_by_side_and_say_what_was_taken_out_in_words(client):
    key = build.mission()
    actions.open_mission(system(), mission=key)
    for title in ("By 2031, everyone eats well", "By 2032, everyone eats well"):
        words = build.replace(build.WORDS, title=title)
        version = the_mission().version
        actions.write_charter(system(), mission=key, charter=words, version=version)

    last, first = (
        client.get("/missions/food/charter/", asked).content.decode()
        for asked in ({}, {"from": "1", "to": "2"})
    )

    assert re.search(r"<del>.*taken out:.*2031,.*</del>", last)
    assert re.search(r"<ins>.*put in:.*2032,.*</ins>", last)
    assert "What changed from version 1 to version 2?" in first
    assert client.get("/missions/food/charter/", {"from": "7"}).status_code == 404
    assert client.get("/missions/food/charter/", {"from": "x"}).status_code == 200


def test_the_canvas_waits_where_it_was_left(board):
    lead = signed_in(RoleName.MISSION_LEAD, "Dee Director")
    build.mission(challenge="", deadline=None)
    begin = reverse("missions:canvas", args=["food"])

    first = lead.get(begin)
    shown = lead.get(first.url).content.decode()
    lead.post(first.url, {"challenge": "Prices rise", "version": version_in(shown)})
    second = lead.get(begin)

    assert (first.url, second.url) == (f"{begin}challenge/", f"{begin}outcome/")
    assert the_mission().charter.challenge == "Prices rise"
    assert lead.get(f"{begin}nothing/").status_code == 404
    assert "Say first what people will notice." in lead.get(f"{begin}measure/").content.decode()
    assert board.get(begin).status_code == 403


def test_the_masthead_names_the_next_meeting_and_where_the_mission_stands(client):
    key = build.mission()
    actions.record_adoption(system(), mission=key, adopted_on=boards.TODAY, adopted_by="Cabinet")
    actions.begin_review(system(), mission=key, reason="Elections")
    actions.open_mission(system(), mission=key)
    boards.meeting(boards.board(key))

    told = client.get("/missions/food/").content.decode()

    assert "Under review" in told
    assert "Food mission board, 2 March 2026" in told
    assert "Adopted by Cabinet, before it was entered here" in told
