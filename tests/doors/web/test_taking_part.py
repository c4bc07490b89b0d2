"""A citizen offers without an account, the office answers from its inbox, the code leads back."""

import re

import pytest
from django.test import Client

from headway.answers.choices import Standing
from headway.missions import actions as missions
from headway.missions.queries import offer_words
from tests import builders_answers as build
from tests import builders_people
from tests.builders_answers import CODE
from tests.builders_people import MONDAY
from tests.doors.web.visiting import signed_in
from tests.doors.web.visiting import text_of as page

pytestmark = pytest.mark.django_db
FORM = {"kind": "space", "text": "A kitchen in Elm Street", "name": "Cyn Citizen", "email": "cyn@example.org"}


@pytest.fixture
def cast(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    return build.cast()


@pytest.fixture
def citizen():
    return Client(enforce_csrf_checks=False)


@pytest.fixture
def director(cast):
    return signed_in(cast.director)


PART = "/missions/food/take-part/"


def offered(client, code=CODE, **more):
    return client.post(PART, {**FORM, "code": code, "once": code, **more})


def test_the_mission_page_says_who_takes_part_and_leads_to_the_form(cast, citizen):
    before = page(citizen.get("/missions/food/"))
    build.offer(cast.mission)

    after = citizen.get("/missions/food/")

    assert "Nobody has offered anything yet." in before
    assert "1 offer so far: 0 answered, 0 taken up." in page(after)
    assert PART in after.content.decode()


def test_an_offer_is_sent_without_an_account_and_the_code_leads_back(cast, citizen):
    form = citizen.get(PART)

    sent = offered(citizen)
    back = citizen.get(sent.url)

    assert form.status_code == 200
    assert sent.url == f"/answers/follow/{CODE}/"
    assert "A kitchen in Elm Street" in page(back)
    assert "Director of Food owes" not in page(back)  # one person holds it
    assert "Example Borough owes the answer by 30 March 2026." in page(back)
    assert back.headers["Cache-Control"] == "no-store, private"
    assert back.headers["X-Robots-Tag"] == "noindex"


def test_nothing_of_who_offers_is_public(cast, citizen):
    offered(citizen)

    everywhere = "".join(
        page(citizen.get(address)) for address in ("/missions/food/", "/answers/", "/answers/queue/")
    )

    assert "Elm Street" not in everywhere
    assert "Cyn" not in everywhere


def test_an_offer_that_says_nothing_is_refused_beside_its_field(cast, citizen):
    refused = offered(citizen, text=" ", email="nobody", kind="")

    assert refused.status_code == 422
    assert "“Say in your own words” needs an answer." in page(refused)


def test_a_wrong_address_is_refused_and_what_was_written_stays(cast, citizen):
    refused = offered(citizen, email="nobody")

    assert refused.status_code == 422
    assert "Enter an e-mail address such as name@example.org." in page(refused)
    assert "A kitchen in Elm Street" in refused.content.decode()


def test_a_form_sent_twice_is_one_offer(cast, citizen):
    first, second = offered(citizen), offered(citizen)

    assert first.url == second.url
    assert "1 offer so far" in page(citizen.get("/missions/food/"))


def test_an_offer_from_another_site_is_refused(cast):
    strict = Client(enforce_csrf_checks=True)

    refused = strict.post(PART, FORM)

    assert refused.status_code == 403


def test_one_connection_offers_ten_times_an_hour(cast, citizen):
    statuses = [offered(citizen, code=f"{number:032x}").status_code for number in range(12)]

    assert statuses == [302] * 10 + [429] * 2


def test_a_mission_that_is_private_or_led_by_nobody_takes_no_offer(cast, citizen):
    from tests import builders_missions

    builders_missions.mission(short_title="Hidden", lead=cast.office)
    bare = builders_missions.mission(short_title="Bare")
    missions.open_mission(builders_people.system(), mission=bare)

    assert citizen.get("/missions/hidden/take-part/").status_code == 404
    assert "no office leads this mission" in page(citizen.get("/missions/bare/take-part/"))
    assert citizen.post("/missions/bare/take-part/", FORM).status_code == 409


# --- the inbox ---


def test_the_inbox_shows_who_owes_what_is_offered_and_by_when(cast, citizen, director):
    offered(citizen)

    inbox = director.get("/inbox/")

    assert "1 answer is owed by an office that you hold; its clock runs until 4 March 2026." in page(inbox)
    assert "A kitchen in Elm Street" in page(inbox)


def test_an_inbox_without_an_office_says_how_one_gets_one(cast):
    nurse = signed_in(cast.nurse)

    assert "You hold no office, so you owe no answer." in page(nurse.get("/inbox/"))


def test_the_office_acknowledges_and_says_no(cast, citizen, director):
    offered(citizen)
    key = only_question(cast)
    item = director.get(f"/inbox/{key}/")

    director.post(f"/inbox/{key}/acknowledge/")
    answered = director.post(f"/inbox/{key}/", {"given_as": "refused", "reason": "The hall is not safe."})

    assert "cyn@example.org" in page(item)
    assert answered.url == "/inbox/"
    row = build.row(key)
    assert (row.standing, row.turns[1].turn.value) == (Standing.GIVEN, "acknowledged")
    assert "The hall is not safe." in page(citizen.get(f"/answers/{key}/"))


def only_question(cast):
    from headway.answers.queries import inbox

    return inbox(builders_people.reader(cast.director))[0].key


def test_an_offer_becomes_an_initiative_and_who_offered_reads_it(cast, citizen, director):
    offered(citizen)
    key = only_question(cast)

    said = director.post(
        f"/inbox/{key}/accept/",
        {"reason": "Come and see us", "title": "Kitchen on the corner", "summary": "A shared kitchen"},
    )
    back = citizen.get(f"/answers/follow/{CODE}/")
    mission = page(citizen.get("/missions/food/"))

    assert said.url == "/inbox/"
    assert "Come and see us" in page(back)
    assert "Kitchen on the corner" in page(back)
    assert "1 offer so far: 1 answered, 1 taken up." in mission
    assert "Kitchen on the corner" in mission


def test_a_yes_needs_a_name_for_the_initiative(cast, citizen, director):
    offered(citizen)

    refused = director.post(f"/inbox/{only_question(cast)}/accept/", {"reason": "Yes", "title": ""})

    assert refused.status_code == 422


def test_an_answer_without_a_reason_is_refused_beside_its_field(cast, citizen, director):
    offered(citizen)

    refused = director.post(f"/inbox/{only_question(cast)}/", {"given_as": "refused", "reason": ""})

    assert refused.status_code == 422
    assert "needs an answer" in page(refused)


def test_one_answer_settles_many_from_the_inbox(cast, citizen, director):
    for number in range(3):
        offered(citizen, code=f"{number:032x}")
    key = only_question(cast)
    form = director.get(f"/inbox/{key}/many/")
    keys = re.findall(r'name="answers" value="([0-9a-f-]{36})"', form.content.decode())

    done = director.post(
        f"/inbox/{key}/many/", {"answers": keys, "given_as": "refused", "reason": "We have three already."}
    )

    assert len(keys) == 3
    assert done.url == "/inbox/"
    assert {build.row(each).standing for each in map(type(key), keys)} == {Standing.GIVEN}


def test_the_office_passes_on_what_is_not_its_own(cast, citizen, director):
    from headway.people import actions as people

    offered(citizen)
    key = only_question(cast)
    housing = people.add_office(builders_people.system(), organisation=cast.body, name="Director of Housing")

    director.get(f"/inbox/{key}/")
    passed = director.post(f"/answers/{key}/route/", {"to": str(housing)})

    assert passed.url == "/inbox/"
    assert build.row(key).office == housing
    assert director.get(f"/inbox/{key}/").status_code == 403


def test_the_steward_passes_on_and_answers_nothing(cast, citizen):
    offered(citizen)
    key = only_question(cast)
    steward = signed_in(cast.steward)

    assert steward.get(f"/answers/{key}/route/").status_code == 200
    assert steward.get(f"/inbox/{key}/").status_code == 403
    assert steward.post(f"/inbox/{key}/", {"given_as": "refused", "reason": "No"}).status_code == 403


# --- the way back ---


@pytest.mark.parametrize(
    ("word", "sent", "standing"),
    [
        ("confirm", {}, Standing.CONFIRMED),
        ("reopen", {"why": "Nobody came"}, Standing.REOPENED),
        ("contest", {"why": "It is safe now"}, Standing.CONTESTED),
    ],
)
def test_who_holds_the_code_has_the_last_word(cast, citizen, word, sent, standing):
    key = build.offer(cast.mission)
    build.refuse(cast, key)
    form = citizen.get(f"/answers/follow/{CODE}/{word}/")

    done = citizen.post(f"/answers/follow/{CODE}/{word}/", sent)

    assert form.status_code == 200
    assert done.url == f"/answers/follow/{CODE}/"
    assert build.row(key).standing == standing


def test_an_objection_is_read_by_who_owes_and_not_by_the_public(cast, citizen, director):
    key = build.offer(cast.mission)
    build.refuse(cast, key)
    citizen.post(f"/answers/follow/{CODE}/contest/", {"why": "It is safe now"})

    assert "It is safe now" in page(director.get(f"/inbox/{key}/"))
    assert "It is safe now" not in page(citizen.get(f"/answers/{key}/"))


def test_somebody_signed_in_speaks_of_their_own_question_alone(cast):
    key = build.offer(cast.mission, by=builders_people.by(cast.nurse))
    build.refuse(cast, key)
    nurse, steward = signed_in(cast.nurse), signed_in(cast.steward)

    refused = steward.post(f"/answers/{key}/confirm/")
    done = nurse.post(f"/answers/{key}/confirm/")

    assert (refused.status_code, done.url) == (403, f"/answers/{key}/")
    assert "You asked this." in page(nurse.get(f"/answers/{key}/"))
    assert "Confirmed by who asked" in page(nurse.get("/inbox/"))


@pytest.mark.parametrize("code", ["0" * 32, "x" * 32, "short", CODE.upper()])
def test_a_code_that_was_never_given_opens_nothing(cast, citizen, code):
    build.offer(cast.mission)

    assert citizen.get(f"/answers/follow/{code}/").status_code == 404


def test_a_code_is_found_as_it_was_written_down(cast, citizen):
    build.offer(cast.mission)

    found = citizen.get("/answers/follow/", {"code": " ".join(re.findall("....", CODE)).upper()})
    wrong = citizen.get("/answers/follow/", {"code": "not a code"})

    assert found.url == f"/answers/follow/{CODE}/"
    assert "A code has 32 letters" in page(wrong)


def test_a_word_that_nobody_knows_is_missing(cast, citizen):
    build.offer(cast.mission)

    assert citizen.get(f"/answers/follow/{CODE}/delete/").status_code == 404


# --- personal ---


def test_the_words_of_an_offer_are_for_those_who_work_on_it(cast):
    key = build.offer(cast.mission, name="Cyn", email="cyn@example.org")
    about = build.row(key).about.key

    seen = {
        name: about in offer_words(builders_people.reader(account), keys=[about])
        for name, account in (("director", cast.director), ("steward", cast.steward), ("nurse", cast.nurse))
    }

    assert seen == {"director": True, "steward": True, "nurse": False}
    assert offer_words(builders_people.reader(), keys=[about]) == {}


def test_withdrawing_needs_the_code_alone(cast, citizen):
    key = build.offer(cast.mission)

    citizen.post(f"/answers/follow/{CODE}/withdraw/")

    assert build.row(key).standing == Standing.WITHDRAWN
