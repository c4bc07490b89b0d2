"""The library on its pages: searched, contrary evidence first, put together, brought in, weighed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.learning.queries import findings, uses
from headway.missions.actions import open_mission
from headway.people.models import Account
from tests import builders_findings as build
from tests import builders_learning as learning
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
LIBRARY = "/findings/"


@pytest.fixture(autouse=True)
def monday(monkeypatch, settings, tmp_path):
    settings.DATA, settings.PAGE_CACHE_SECONDS = tmp_path, 0
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()
    measures.places()


@pytest.fixture
def analyst():
    client = Client()
    client.force_login(Account.objects.get(key=people.person("Ana Analyst", RoleName.ANALYST)))
    return client


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.content.decode()))


def version_in(page) -> str:
    return re.search(r'name="version" value="(\d+)"', page.content.decode()).group(1)


def test_a_citizen_finds_what_speaks_against_a_plan_first(client):
    for words in (build.WORDS, build.SECOND, build.THIRD):
        build.published(words)

    page = client.get(LIBRARY, {"q": "letters replies"})

    said = text(page)
    assert said.index("A shorter letter loses replies") < said.index("Letters of one page get more replies")
    assert "saw harm, no difference or both ways: it stands first" in said


def test_an_empty_library_says_what_a_finding_is(client):
    assert "No finding is in the library yet" in text(client.get(LIBRARY))


def test_what_many_say_together_is_a_sentence_a_picture_and_a_table(client):
    for words in (build.WORDS, build.SECOND, build.THIRD):
        build.published(words)
    address = (
        reverse("learning:synthesis") + "?question=Do+shorter+letters+get+more+replies%3F&measure=points"
    )

    page = client.get(address)

    assert "In the next place, likely between" in text(page)
    assert page.content.count(b"<svg") >= 2
    assert b"<table" in page.content
    assert client.get(reverse("learning:synthesis"), {"measure": "colour"}).status_code == 404


def test_one_finding_alone_says_nothing_together(client):
    build.published()
    address = (
        reverse("learning:synthesis") + "?question=Do+shorter+letters+get+more+replies%3F&measure=points"
    )

    assert "cannot be put together" in text(client.get(address))


def test_an_analyst_publishes_corrects_and_retracts_a_finding(analyst):
    sent = {
        "title": "Fewer missed visits", "outcome": "Missed visits", "result": "helps", "strength": "3",
        "why": "By lot", "citation": "A (2020)", "code": "visits-2020", "language": "en",
    }  # fmt: skip
    analyst.post(reverse("learning:finding-new"), sent)
    row = findings(seer())[0]

    half = analyst.post(
        reverse("learning:finding-correct", args=[row.slug]),
        sent | {"estimate": "2", "version": str(row.version)},
    )
    analyst.post(
        reverse("learning:finding-correct", args=[row.slug]),
        sent | {"strength": "2", "version": str(row.version)},
    )
    row = build.row(row.key)
    analyst.post(
        reverse("learning:finding-retract", args=[row.slug]),
        {"reason": "Wrong data", "version": str(row.version)},
    )

    assert half.status_code == 422
    page = analyst.get(reverse("learning:finding", args=[row.slug]))
    assert "This finding was retracted" in text(page)
    assert "Version 2" in text(page)
    assert b"Weigh it" not in page.content


def test_a_file_is_shown_before_it_is_taken_in_and_its_errors_name_their_row(analyst, client):
    build.published()
    data = client.get(reverse("learning:findings-csv")).content
    more = data + data.splitlines()[1].replace(b"letters-2019", b"letters-2020") + b"\r\n"
    broken = more.replace(b"letters-2020", b"")

    wrong = analyst.post(reverse("learning:findings-import"), {"file": SimpleUploadedFile("a.csv", broken)})
    seen = analyst.post(reverse("learning:findings-import"), {"file": SimpleUploadedFile("a.csv", more)})
    before = len(findings(seer()))
    taken = analyst.post(reverse("learning:findings-import"), {"content": more.decode(), "once": "a" * 32})

    assert wrong.status_code == 422
    assert "row 3, column code" in text(wrong)
    assert "1 new, 0 changed, 1 as they are" in text(seen)
    assert before == 1
    assert taken.status_code == 302
    assert len(findings(seer())) == 2


def test_what_was_read_twice_is_checked_twice(analyst):
    page = analyst.post(reverse("learning:findings-import"), {"content": "code\n", "once": "a" * 32})

    assert page.status_code == 422
    assert "Nothing was taken in" in text(page)


def test_a_finding_is_weighed_for_a_link_on_its_page(analyst):
    mission, weighing = build.weighable()
    open_mission(system(), mission=mission)
    slug = build.row(weighing.finding).slug
    form = analyst.get(reverse("learning:finding-weigh", args=[slug]))
    sent = {
        "link": str(weighing.link),
        "decision": str(weighing.decision),
        "strength": "3",
        "why": "One trial in a place like ours",
        "version": version_in(form),
    }

    analyst.post(reverse("learning:finding-weigh", args=[slug]), sent)

    assert uses(seer())[0].after == 3
    assert "The evidence of a link went from 0 to 3" in text(
        analyst.get(reverse("learning:finding", args=[slug]))
    )


def test_an_old_address_leads_to_the_new_one_and_nobody_else_may_write(client):
    key = build.published()
    slug = build.row(key).slug

    assert client.get(reverse("learning:finding", args=["nothing-here"])).status_code == 404
    assert client.get(reverse("learning:finding-retract", args=[slug])).status_code in {302, 403}


def test_who_drafts_a_test_sees_what_is_known_before_writing_the_question(analyst):
    build.published()
    mission = missions.mission()
    open_mission(system(), mission=mission)
    test = learning.row(learning.drafted(mission))

    page = analyst.get(reverse("learning:step", args=[test.slug, "question"]))

    assert "Letters of one page get more replies" in text(page)
