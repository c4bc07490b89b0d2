"""A story without a name: day and words in the letterbox, taken in at night, withdrawn by its code."""

import pytest
from django.test import Client

from headway.flows.letterbox import empty_letterbox
from headway.flows.stories import post_story
from headway.formats.pictures import Plain
from headway.frontline.models import Letter
from headway.kernel.actors import ANYONE, By, Via
from headway.kernel.errors import Invalid, Missing
from headway.kernel.models import Entry, Idempotency, Thing
from headway.peers import actions
from headway.peers.choices import Audience, Signed, StoryState
from headway.peers.models import Story
from headway.peers.queries import story_by_code, to_review
from headway.people.models import Account
from tests import builders_missions as missions
from tests import builders_peers as build
from tests import builders_people as people
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db
TUESDAY = later(days=1)
NOBODY = By(ANYONE, MONDAY, Via.WEB)


def nameless(mission, **changed):
    return build.new_story(mission, signed=Signed.NOBODY, teller="", audience=Audience.PUBLIC, **changed)


def posted(mission, code=build.CODE, **changed):
    post_story(NOBODY, new=nameless(mission, **changed), code=code)


def test_until_tonight_it_is_a_letter_and_nothing_else():
    people.cast()
    mission = build.mission()
    before = (Thing.objects.count(), Entry.objects.count(), Idempotency.objects.count())

    posted(mission)
    posted(mission)

    letter = Letter.objects.get()
    assert (Thing.objects.count(), Entry.objects.count(), Idempotency.objects.count()) == before
    assert letter.day == TODAY
    assert set(letter.content["story"]) == {
        "voice",
        "title",
        "text",
        "audience",
        "wording",
        "version",
        "language",
    }


def test_at_night_it_waits_for_a_steward_and_nobody_told_it():
    cast, mission = people.cast(), build.mission()
    posted(mission)

    empty_letterbox(people.system(TUESDAY))

    (row,) = to_review(people.reader(cast.steward, TUESDAY))
    assert (row.signed, row.teller, row.consent.given_on) == (Signed.NOBODY, "", TODAY)
    assert Story.objects.get().offered_by is None
    assert Entry.objects.filter(kind="peers.story_offered").count() == 0
    posted(mission)
    assert not Letter.objects.exists(), "sent again, it is no second story"


def test_its_code_takes_it_back():
    people.cast()
    mission = build.mission()
    posted(mission)
    empty_letterbox(people.system(TUESDAY))
    key = story_by_code(people.reader(None, TUESDAY), code=build.CODE).key

    actions.withdraw_story(By(ANYONE, later(days=2), Via.WEB), story=key, code=build.CODE)

    assert story_by_code(people.reader(None, later(days=2)), code=build.CODE).state == StoryState.WITHDRAWN


def test_what_could_name_somebody_is_not_taken():
    cast, mission = people.cast(), build.mission()
    draft = missions.mission(short_title="Homes")

    for changed in (
        {"signed": Signed.NAMED, "teller": "Rosa"},
        {"teams": (build.team(cast.body),)},
        {"photo": Plain(b"x", "image/png"), "photo_says": "x"},
        {"text": " "},
    ):
        new = build.new_story(mission, **{"signed": Signed.NOBODY, "teller": "", **changed})
        with pytest.raises(Invalid):
            post_story(NOBODY, new=new, code=build.CODE)
    with pytest.raises(Missing):
        posted(draft)


def test_the_page_takes_it_without_a_cookie_and_forgets_who_is_signed_in(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    cast, mission = people.cast(), build.mission()
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(key=cast.nurse))
    filled = {
        "mission": str(mission),
        "voice": "beneficiary",
        "title": build.TITLE,
        "text": build.TEXT,
        "audience": "public",
        "agreed": "on",
        "code": build.CODE,
    }
    before = Entry.objects.count()

    elsewhere = client.post("/stories/without-a-name/", filled, headers={"origin": "https://example.net"})
    bare = client.post(
        "/stories/without-a-name/", {**filled, "agreed": ""}, headers={"origin": "http://testserver"}
    )
    sent = client.post("/stories/without-a-name/", filled, headers={"origin": "http://testserver"})

    assert [elsewhere.status_code, bare.status_code, sent.status_code] == [403, 422, 200]
    assert " ".join(build.CODE[at : at + 4] for at in range(0, 32, 4)) in sent.content.decode()
    assert "Nia Nurse" not in sent.content.decode()
    assert not sent.cookies
    assert Entry.objects.count() == before
    assert str(cast.nurse) not in str(Letter.objects.values_list("content", "code").get())
