"""The public pages of answers, and what the steward sets there."""

import pytest
from django.test import Client

from headway.answers import actions
from headway.answers.choices import ClockName
from headway.answers.queries import capacities, clock_days, pauses
from tests import builders_answers as build
from tests import builders_people
from tests.builders_people import MONDAY, later
from tests.doors.web.visiting import signed_in
from tests.doors.web.visiting import text_of as page

pytestmark = pytest.mark.django_db
TODAY = {"starts_on_day": "2", "starts_on_month": "3", "starts_on_year": "2026"}


@pytest.fixture
def cast(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    return build.cast()


@pytest.fixture
def steward(cast):
    return signed_in(cast.steward)


@pytest.fixture
def citizen():
    return Client()


def test_the_list_says_how_many_are_owed_and_late_and_since_when(cast, citizen, monkeypatch):
    build.offer(cast.mission)
    empty = Client().get("/answers/", {"office": "Nobody"})
    monkeypatch.setenv("HEADWAY_NOW", later(days=29).isoformat())

    late = citizen.get("/answers/")
    then = citizen.get("/answers/", {"on": "2026-03-03"})

    assert "No answer is owed at the moment." in page(empty)
    assert "1 answer is owed. 1 is past its clock, since 4 March 2026." in page(late)
    assert "1 answer is owed. None is past its clock." in page(then)


def test_an_answer_that_was_given_stands_in_its_list_and_says_when_it_was_late(cast, citizen, monkeypatch):
    key = build.offer(cast.mission)
    build.refuse(cast, key, later(days=29))
    monkeypatch.setenv("HEADWAY_NOW", later(days=30).isoformat())

    listed, story = page(citizen.get("/answers/")), page(citizen.get(f"/answers/{key}/"))

    assert "31 March 2026 An offer to take part" in listed
    assert "No · late" in listed
    assert "The answer came after its day." in story


def test_a_question_of_a_private_mission_is_not_told(cast, citizen):
    from headway.missions.models import Mission

    key = build.offer(cast.mission)
    Mission.objects.filter(thing__key=cast.mission).update(opened_at=None)

    assert citizen.get(f"/answers/{key}/").status_code == 404
    assert "No answer is owed" in page(citizen.get("/answers/"))


def test_the_steward_sets_a_clock_and_everybody_reads_why(cast, steward, citizen):
    form = steward.get("/answers/clocks/answer_within/")

    done = steward.post("/answers/clocks/answer_within/", {"days": "15", "reason": "We have more people"})

    assert 'value="20"' in form.content.decode()
    assert done.url == "/answers/clocks/"
    assert clock_days(builders_people.reader())[ClockName.ANSWER_WITHIN] == 15
    assert "We have more people" in page(citizen.get("/answers/clocks/"))


def test_a_clock_without_a_reason_is_refused_beside_its_field(cast, steward):
    refused = steward.post("/answers/clocks/route/", {"days": "0", "reason": ""})

    assert refused.status_code == 422
    assert steward.get("/answers/clocks/nothing/").status_code == 404


def test_the_steward_pauses_an_office_and_lets_it_run_again(cast, steward, citizen):
    steward.get("/answers/pauses/new/")
    done = steward.post(
        "/answers/pauses/new/",
        {"office": str(cast.office), "reason": "vacancy", "note": "The post is advertised", **TODAY},
    )
    pause = pauses(builders_people.reader())[0]
    shown = page(citizen.get("/answers/clocks/"))

    steward.get(f"/answers/pauses/{pause.key}/end/")
    ended = steward.post(f"/answers/pauses/{pause.key}/end/")

    assert done.url == ended.url == "/answers/clocks/"
    assert "Director of Food : The post is vacant, since 2 March 2026" in shown
    assert str(pauses(builders_people.reader())[0].ends_on) == "2026-03-01"


def test_a_pause_in_the_past_is_refused_beside_its_field(cast, steward):
    refused = steward.post(
        "/answers/pauses/new/",
        {"office": str(cast.office), "reason": "closure", "note": "Away", **TODAY, "starts_on_day": "1"},
    )

    assert refused.status_code == 422
    assert "A pause begins today or later." in page(refused)


def test_the_body_says_what_it_can_answer_a_month(cast, steward, citizen):
    build.offer(cast.mission)
    before = page(citizen.get("/answers/queue/"))

    done = steward.post(f"/answers/capacity/{cast.body}/", {"monthly": "6", "reason": "One person, mornings"})

    after = page(citizen.get("/answers/queue/"))
    assert done.url == "/answers/queue/"
    assert "It has not said how many answers it can give a month." in before
    assert "It says it can give 6 answers a month: One person, mornings" in after
    assert "March 2026" in after
    assert capacities(builders_people.reader())[cast.body].monthly == 6
    assert steward.get(f"/answers/capacity/{cast.body}/").status_code == 200


def test_an_empty_queue_says_so(cast, citizen):
    assert "Nothing waits, and no body has said what it can answer a month." in page(
        citizen.get("/answers/queue/")
    )


def test_pages_cost_the_same_at_one_and_at_many(cast, citizen, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(address):
        with CaptureQueriesContext(connection) as found:
            assert citizen.get(address).status_code == 200
        return len(found)

    build.offer(cast.mission)
    addresses = ("/answers/", "/answers/queue/", "/missions/food/")
    for address in addresses:
        cost(address)  # the process is warm
    few = [cost(address) for address in addresses]
    for number in range(1, 30):
        build.offer(cast.mission, code=f"{number:032x}")

    assert [cost(address) for address in addresses] == few


def test_the_office_that_decides_is_named_from_the_inbox(cast):
    from tests.builders_answers import CODE

    key = build.offer(cast.mission)
    director = signed_in(cast.director)

    decided = director.post(f"/inbox/{key}/decide/")

    assert decided.url == f"/inbox/{key}/"
    assert [turn.turn.value for turn in build.row(key).turns] == ["owed", "routed"]
    assert actions.withdraw(build.citizen(), answer=key, code=CODE) is None
