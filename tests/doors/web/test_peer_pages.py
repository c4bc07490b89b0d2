"""Stories, circles and offers of help on pages: consent in its words, a photograph without its place, a code."""

import re
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.kernel.models import Entry
from headway.peers.choices import CONSENT, Audience
from headway.peers.models import Consent, Story, StoryPhoto
from tests import builders_peers as build
from tests import builders_people as people
from tests.builders_people import MONDAY, TODAY, later
from tests.doors.web.visiting import signed_in, text_of

pytestmark = pytest.mark.django_db
CANARY = b"51.5390N 0.1426W"


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


def png(*more: tuple[bytes, bytes]) -> bytes:
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        *more,
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def filled(mission, **changed):
    return {
        "mission": str(mission),
        "voice": "beneficiary",
        "title": build.TITLE,
        "text": build.TEXT,
        "signed": "named",
        "teller": "Rosa, 71",
        "audience": "public",
        "given_as": "written",
        "given_on_day": TODAY.day,
        "given_on_month": TODAY.month,
        "given_on_year": TODAY.year,
        "agreed": "on",
        "photo_says": "A table",
        **changed,
    }


def test_a_story_goes_from_its_telling_over_the_steward_to_everybody_and_back():
    cast, mission = people.cast(), build.mission()
    photo = SimpleUploadedFile("rosa.png", png((b"tEXt", CANARY)), "image/png")
    nurse, steward, citizen = signed_in(cast.nurse), signed_in(cast.steward), Client()

    told = nurse.post("/stories/new/", filled(mission, photo=photo), follow=True)
    follow = told.redirect_chain[-1][0]
    key = Story.objects.get().thing.key
    assert "Waits for a steward." in text_of(told)
    assert "no-store" in told.headers["Cache-Control"]
    assert citizen.get(f"/stories/{key}/").status_code == 404
    assert build.TITLE in text_of(steward.get("/stories/review/"))
    refused = steward.post(f"/stories/{key}/review/", {"accept": "no"})
    assert refused.status_code == 422
    steward.post(f"/stories/{key}/review/", {"accept": "yes"})
    shown = citizen.get(f"/stories/{key}/")
    assert "Rosa, 71" in text_of(shown)
    picture = citizen.get(f"/stories/{key}/photo/")
    assert picture.headers["Content-Type"] == "image/png"
    assert CANARY not in picture.content
    assert CANARY not in bytes(StoryPhoto.objects.get().data)
    citizen.post(f"{follow}withdraw/")

    assert "A story stood here. Who told it withdrew it on 2 March 2026." in text_of(citizen.get("/stories/"))
    assert citizen.get(f"/stories/{key}/").status_code == 410
    assert citizen.get(f"/stories/{key}/photo/").status_code == 404
    assert Consent.objects.get().wording == CONSENT
    assert "Its words are gone." in text_of(citizen.get(follow))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agreed": ""}, "A story needs the agreement of who tells it."),
        ({"teller": ""}, "Write something here."),
        ({"photo": SimpleUploadedFile("x.svg", b"<svg/>")}, "The photograph must be a JPEG or a PNG file."),
        ({"photo": SimpleUploadedFile("x.png", png()[:-3])}, "The photograph is damaged."),
        ({"photo": SimpleUploadedFile("x.png", png()), "photo_says": ""}, "Write something here."),
        ({"given_on_year": "2027"}, "Consent was given today or before."),
    ],
)
def test_what_a_story_lacks_is_said_beside_its_field(changed, said):
    cast, mission = people.cast(), build.mission()

    answer = signed_in(cast.nurse).post("/stories/new/", filled(mission, **changed))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Story.objects.exists()


def test_that_a_story_reached_somebody_is_logged_without_them():
    cast, mission = people.cast(), build.mission()
    key = build.shown(cast.nurse, build.new_story(mission, audience=Audience.PUBLIC))

    answer = signed_in(cast.staff).post(f"/stories/{key}/reached/", follow=True)

    assert "1 reader said that it reached them." in text_of(answer)
    assert Entry.objects.get(kind="peers.story_reached").actor is None


def test_a_code_leads_to_its_story_and_a_wrong_one_nowhere():
    cast, mission = people.cast(), build.mission()
    build.story(cast.nurse, build.new_story(mission))
    citizen = Client()

    found = citizen.get(
        "/stories/code/", {"code": " ".join(re.findall("....", build.CODE)).upper()}, follow=True
    )
    wrong = citizen.get("/stories/code/", {"code": "abc"})

    assert build.TITLE in text_of(found)
    assert "A code has 32 letters" in text_of(wrong)
    assert citizen.get(f"/stories/code/{'f' * 32}/").status_code == 404


def test_stories_of_one_mission_are_those_of_its_link():
    cast, mission = people.cast(), build.mission()
    build.shown(cast.nurse, build.new_story(mission, audience=Audience.PUBLIC))

    of_food = text_of(Client().get("/stories/?mission=food"))
    unknown = text_of(Client().get("/stories/?mission=nothing"))

    assert "All are about Food." in of_food
    assert build.TITLE in unknown


def test_a_circle_goes_from_its_question_to_a_public_note():
    cast = people.cast()
    five = build.five()
    clients = [signed_in(each) for each in five]

    made = clients[0].post("/circles/new/", {"question": "How do you say no?", "meets": ""}, follow=True)
    address = made.redirect_chain[-1][0]
    for client in clients[1:]:
        client.post(f"{address}join/")
    director = signed_in(cast.director)
    assert "Ann Aide" not in text_of(director.get(address))
    clients[1].post(f"{address}meet/")
    assert director.get(address).status_code == 404
    clients[2].post(f"{address}note/", {"text": "Begin with what you can do."})
    for client in clients[:3]:
        said = client.post(f"{address}notes/1/", follow=True)
    assert "The note is public." in text_of(said)

    public = text_of(Client().get("/circles/"))
    assert "Begin with what you can do." in public
    assert "Ann Aide" not in public
    left = clients[4].post(f"{address}leave/", follow=True)
    assert left.redirect_chain[-1][0] == "/circles/"
    closed = text_of(clients[0].post(f"{address}close/", follow=True))
    assert "Closed." in closed


def test_help_is_offered_found_changed_and_withdrawn():
    cast = people.cast()
    nurse, director = signed_in(cast.nurse), signed_in(cast.director)

    nurse.post("/know-how/new/", {"text": "Vouchers", "reach": "Room 4"})
    found = text_of(director.get("/know-how/?q=vouch"))
    nothing = text_of(director.get("/know-how/?q=juggling"))
    address = re.search(r"/know-how/[0-9a-f-]{36}/", nurse.get("/know-how/").content.decode()).group()
    nurse.post(f"{address}edit/", {"text": "Vouchers and forms", "reach": "Room 4"})
    assert "Vouchers and forms" in text_of(director.get("/know-how/"))
    assert director.post(f"{address}withdraw/").status_code == 404
    nurse.post(f"{address}withdraw/")

    assert "Nia Nurse" in found
    assert "Nobody offers help with “juggling” yet." in nothing
    assert "Nobody has offered help yet." in text_of(director.get("/know-how/"))


def test_a_lot_is_put_on_record_made_and_told(monkeypatch):
    cast, mission = people.cast(), build.mission()
    teams = [build.team(cast.body, name) for name in ("North", "South")]
    key = build.story(cast.nurse, build.new_story(mission, *teams))
    steward = signed_in(cast.steward)
    days = {"first_on_day": 3, "later_on_day": 9} | {
        f"{name}_{part}": value
        for name in ("first_on", "later_on")
        for part, value in (("month", 3), ("year", 2026))
    }

    steward.post(f"/stories/{key}/draw/commit/", days)
    before = text_of(steward.get(f"/stories/{key}/draw/"))
    monkeypatch.setenv("HEADWAY_NOW", later(minutes=1).isoformat())
    after = text_of(steward.post(f"/stories/{key}/draw/make/", follow=True))

    assert "Told when the draw is made" in before
    assert "1 of 2 teams sees the story from 3 March 2026, everybody else from 9 March 2026." in after
    assert steward.get(f"/stories/{key}/draw/make/").status_code == 404


@pytest.mark.parametrize("address", ["/stories/", "/circles/", "/know-how/"])
def test_a_list_costs_the_same_with_one_and_with_many(address):
    cast, mission = people.cast(), build.mission()
    client = signed_in(cast.nurse)
    teams = [build.team(cast.body, name) for name in ("North", "South")]

    def fill(times):
        for number in range(times):
            build.shown(cast.nurse, build.new_story(mission, *teams), later(minutes=-number))
            build.circle(cast.nurse, cast.staff)
        build.help_of([cast.nurse, cast.staff, cast.director][min(times, 3) - 1])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    client.get(address)
    counted = [fill(1), fill(8)]

    assert counted[0] == counted[1]
