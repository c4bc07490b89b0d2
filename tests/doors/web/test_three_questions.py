"""The three questions, page by page, as a team uses them."""

import re

import pytest
from django.test import Client

from headway.answers.choices import AnswerKind
from headway.answers.queries import owed_to
from headway.kernel.actors import RoleName
from tests import builders_barriers
from tests import builders_people as build
from tests import builders_rules as here
from tests.builders_people import MONDAY
from tests.doors.web.visiting import signed_in
from tests.doors.web.visiting import text_of as page

pytestmark = pytest.mark.django_db
ASK = "/three-questions/ask/"
ONE = {
    "stopped_1": "A second manager is never there on Fridays.",
    "kind_1": "approval",
    "often_1": "weekly",
    "takes_1": "under_60",
}


@pytest.fixture(autouse=True)
def monday(monkeypatch, settings):
    settings.PAGE_CACHE_SECONDS = 0
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


@pytest.fixture
def cast():
    return builders_barriers.cast()


@pytest.fixture
def nurse(cast):
    build.granted(cast.nurse, RoleName.STAFF)
    return signed_in(cast.nurse)


def test_everybody_reads_and_prints_the_questions_and_who_works_here_begins(cast, nurse):
    public, own = page(Client().get("/three-questions/")), page(nurse.get("/three-questions/"))
    first = nurse.get(f"{ASK}?mission=food").content.decode()

    assert f'value="{cast.mission}" selected' in first
    assert "Call 020 7946 0000." in public
    assert "Who wants to do good for the mission, but cannot act?" in public
    assert "Begin" not in public
    assert "Begin" in own


def test_what_somebody_wants_stands_on_the_next_page_and_says_what_is_missing(nurse):
    first = {"page": "who", "go": "next", "team": "Money advice", "wants": "Pay for a cooker\nRing a school"}

    second = nurse.post(ASK, first)
    missing = nurse.post(ASK, {"page": "what", "go": "next", "tried_1": "Pay for a cooker"})

    assert "What is in the way?" in page(second)
    assert ">\nPay for a cooker</textarea>" in second.content.decode()
    assert re.findall(r"<details class=.govuk-details.( open)?", second.content.decode()) == [" open", ""]
    assert missing.status_code == 422
    assert "Say what stopped you." in page(missing)


def test_what_was_said_before_travels_along_and_back(nurse):
    said = {"page": "what", "tried_1": "Pay for a cooker", "team": "Money advice", **ONE}

    third = nurse.post(ASK, said | {"go": "next"})
    back = nurse.post(ASK, said | {"page": "how", "go": "back"})

    assert 'name="team" value="Money advice"' in third.content.decode()
    assert "never there on Fridays" in page(back)


def test_what_a_team_found_becomes_barriers_and_ideas_that_are_owed_an_answer(cast, nurse):
    rule = here.register(cast.procurement)
    said = {
        "mission": cast.mission, "team": "Money advice", "tried_1": "Pay for a cooker", "rule_1": rule,
        "motivation": "We would like to see the families again.", "ideas": "Pay first, check later", **ONE,
    }  # fmt: skip

    check = nurse.post(ASK, said | {"page": "how", "go": "next"})
    sent = nurse.post(ASK, said | {"page": "check", "go": "send"})
    done = nurse.get(sent.url)

    assert "Pay first, check later" in page(check)
    assert "Ask for a freedom from “Two signatures for every crisis payment”" in page(done)
    mine = owed_to(build.reader(cast.nurse), account=cast.nurse)
    assert sorted(row.kind for row in mine) == [AnswerKind.BARRIER, AnswerKind.OFFER]
    form = nurse.get(
        re.search(r'href="(/freedoms/new/[^"]+)"', done.content.decode())[1].replace("&amp;", "&")
    )
    assert f'value="{rule}" selected' in form.content.decode()


def test_ideas_need_a_mission_and_nothing_is_not_sent(cast, nurse):
    lost = nurse.post(ASK, {"page": "how", "go": "next", "ideas": "Pay first"})
    many = nurse.post(ASK, {"page": "how", "go": "next", "mission": cast.mission, "ideas": "Pay first\n" * 6})
    empty = nurse.post(ASK, {"page": "check", "go": "send", "team": "Money advice"})
    nameless = nurse.post(ASK, {"page": "who", "go": "next"})

    assert "choose the mission that the ideas are for" in page(lost)
    assert "Write five ideas at most" in page(many)
    assert (empty.status_code, nameless.status_code) == (422, 422)
    assert "Write at least one thing that is in the way, or one idea." in page(empty)


def test_who_does_not_work_here_may_read_and_not_send(cast):
    assert Client().get(ASK).status_code in {302, 403}
    assert signed_in(build.person("Pat Passerby")).get(ASK).status_code == 403
