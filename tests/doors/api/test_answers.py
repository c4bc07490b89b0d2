"""Answers and initiatives through the API: by token, safe to send twice, with codes that are told to nobody."""

import pytest
from django.test import Client

from headway.missions import actions as missions
from headway.people.choices import TokenScope
from tests import builders_answers as build
from tests import builders_people
from tests.builders_answers import CODE
from tests.doors.api.conftest import Program, token

pytestmark = pytest.mark.django_db
OFFER = {"kind": "space", "text": "A kitchen in Elm Street", "code": CODE, "email": "cyn@example.org"}
NO = {"given_as": "refused", "reason": "The hall is not safe."}


@pytest.fixture
def led(world):
    """Return the office that leads an open mission, and programs of who holds it and of who offers."""
    from headway.kernel.actors import RoleName
    from headway.people import actions as people

    office = people.add_office(
        builders_people.system(), organisation=world.cast.body, name="Director of Food"
    )
    holder = builders_people.person("Hol Holder")
    builders_people.granted(holder, RoleName.DECIDER, office=office)
    mission = build.led_by(office)
    return office, mission, Program(token(holder)), Program(token(holder, TokenScope.READ))


def offered(world, **more):
    return world.nurse.post("/missions/food/offers", OFFER | more)


def test_an_offer_is_made_and_its_answer_told_without_who_and_what(world, led):
    made = offered(world)

    told = made.json()
    assert made.status_code == 201
    assert (told["standing"], told["answer_by"], told["office"]) == ("owed", "2026-03-30", "Example Borough")
    assert "Elm" not in made.content.decode()
    assert CODE not in made.content.decode()


def test_an_offer_sent_twice_with_a_key_is_one_offer(world, led):
    first = world.nurse.post("/missions/food/offers", OFFER, Idempotency_Key="1").json()
    second = world.nurse.post("/missions/food/offers", OFFER, Idempotency_Key="1").json()

    assert first["key"] == second["key"]
    assert len(world.anyone.get("/answers").json()["items"]) == 1


def test_the_office_acknowledges_answers_and_who_asked_confirms(world, led):
    key = offered(world).json()["key"]
    holder = led[2]

    acknowledged = holder.post(f"/answers/{key}/acknowledge").json()
    given = holder.post(f"/answers/{key}/give", NO, Idempotency_Key="2").json()
    again = holder.post(f"/answers/{key}/give", NO, Idempotency_Key="2").json()
    confirmed = world.nurse.post(f"/answers/{key}/confirm").json()

    assert acknowledged["standing"] == "acknowledged"
    assert given["reply"]["reason"] == {"text": "The hall is not safe.", "language": "en"}
    assert again["version"] == given["version"]
    assert confirmed["standing"] == "confirmed"
    assert [turn["turn"] for turn in confirmed["turns"]] == ["owed", "acknowledged", "given", "confirmed"]


def test_who_does_not_hold_the_office_gets_403(world, led):
    key = offered(world).json()["key"]

    answered = [
        program.post(f"/answers/{key}/{word}", body).status_code
        for program in (world.anyone, led[3], world.nurse, world.director, world.board)
        for word, body in (("acknowledge", {}), ("give", NO), ("accept", {"reason": "Yes", "title": "K"}))
    ]

    assert answered == [401] * 3 + [403] * 12


def test_only_who_asked_or_holds_the_code_speaks_of_the_answer(world, led):
    key = offered(world).json()["key"]
    led[2].post(f"/answers/{key}/give", NO)

    refused = world.board.post(f"/answers/{key}/reopen", {"why": "Nobody came"})
    by_code = world.board.post(f"/answers/{key}/contest", {"why": "It is safe", "code": CODE})

    assert refused.status_code == 403
    assert by_code.json()["standing"] == "contested"


def test_a_question_is_withdrawn_and_opened_again_in_their_time_only(world, led):
    key = offered(world).json()["key"]
    early = world.nurse.post(f"/answers/{key}/reopen", {"why": "Nobody came"})

    withdrawn = world.nurse.post(f"/answers/{key}/withdraw")

    assert (early.status_code, withdrawn.json()["standing"]) == (409, "withdrawn")


def test_one_answer_settles_many_or_none(world, led):
    keys = [offered(world, code=f"{number:032x}").json()["key"] for number in range(3)]

    given = led[2].post("/answers/give", NO | {"answers": keys})
    again = led[2].post("/answers/give", NO | {"answers": keys})

    assert sorted(each["key"] for each in given.json()) == sorted(keys)
    assert len({each["reply"]["key"] for each in given.json()}) == 1
    assert again.status_code == 409


def test_what_an_answer_lacks_is_named_by_its_field(world, led):
    key = offered(world).json()["key"]

    refused = led[2].post(f"/answers/{key}/give", {"given_as": "not_yet", "reason": "Later"})

    assert refused.status_code == 422
    assert list(refused.json()["fields"]) == ["promised_for"]


def test_a_yes_begins_an_initiative(world, led):
    key = offered(world).json()["key"]

    led[2].post(f"/answers/{key}/accept", {"reason": "Come", "title": "Kitchen on the corner"})

    begun = world.anyone.get("/missions/food/initiatives").json()
    assert [(each["title"]["text"], each["state"], each["origin"]) for each in begun] == [
        ("Kitchen on the corner", "idea", "offer")
    ]
    assert world.anyone.get(f"/initiatives/{begun[0]['key']}").json() == begun[0]


def test_an_office_passes_a_question_on(world, led):
    from headway.people import actions as people

    key = offered(world).json()["key"]
    trust = builders_people.organisation()
    nurses = people.add_office(builders_people.system(), organisation=trust, name="Chief nurse")

    routed = led[2].post(f"/answers/{key}/route", {"to": str(nurses)}).json()

    assert (routed["organisation"], routed["answer_by"]) == ("Example NHS Trust", "2026-04-29")


def test_lists_go_by_day_and_the_inbox_is_ones_own(world, led):
    offered(world)

    listed = world.anyone.get("/answers").json()["items"]
    inbox = led[2].get("/answers/inbox").json()["items"]

    assert [each["key"] for each in listed] == [each["key"] for each in inbox]
    assert world.anyone.get("/answers/inbox").json()["items"] == []
    assert world.anyone.get("/answers/past-clock").json() == {"items": [], "next": None}
    assert world.anyone.get(f"/answers/{inbox[0]['key']}").json() == listed[0]


def test_the_lead_keeps_initiatives_and_nobody_else(world):
    sent = {"title": "Breakfast clubs", "owner": str(world.cast.body), "partners": [str(world.cast.body)]}
    refused = world.board.post("/missions/child-poverty/initiatives", sent)

    made = world.director.post("/missions/child-poverty/initiatives", sent).json()
    changed = world.director.post(
        f"/initiatives/{made['key']}/versions", {"title": "Breakfasts", "version": 1, "note": "Shorter"}
    ).json()
    moved = world.director.post(
        f"/initiatives/{made['key']}/state", {"state": "live", "note": "It opened", "version": 2}
    ).json()
    stale = world.director.post(
        f"/initiatives/{made['key']}/state", {"state": "scaled", "note": "It grew", "version": 2}
    )

    assert refused.status_code == 403
    assert (made["state"], made["owner"]["name"]) == ("idea", "Example Borough")
    assert (changed["title"]["text"], changed["version"]) == ("Breakfasts", 2)
    assert moved["state"] == "live"
    assert stale.status_code == 409


def test_an_initiative_of_a_private_mission_is_not_told(world):
    from tests import builders_missions

    hidden = builders_missions.mission(short_title="Hidden")
    key = missions.begin_initiative(builders_people.system(), mission=hidden, words=build.KITCHEN)

    assert world.anyone.get(f"/initiatives/{key}").status_code == 404


def test_the_words_of_a_reply_are_told_in_the_language_that_is_asked_for(world, led):
    key = offered(world).json()["key"]
    early = led[2].post(
        f"/answers/{key}/translations", {"field": "reason", "language": "cy", "text": "Ddim eto"}
    )
    led[2].post(f"/answers/{key}/give", NO)

    led[2].post(
        f"/answers/{key}/translations", {"field": "reason", "language": "cy", "text": "Nid yw’n ddiogel."}
    )

    welsh = Client().get(f"/api/v1/answers/{key}", headers={"Accept-Language": "cy"}).json()
    assert early.status_code == 404
    assert welsh["reply"]["reason"] == {"text": "Nid yw’n ddiogel.", "language": "cy"}
