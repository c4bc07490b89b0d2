"""The shell of the web door: the clock and ?on=, forms sent twice, refusals, outages."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory

from headway.config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django reads them
from headway.kernel.errors import Missing
from headway.kernel.outages import is_outage
from headway.web import edge
from headway.web.errors import RETRY_AFTER, refused
from tests.doors.web.shell_pages import MONDAY

pytestmark = [pytest.mark.urls("tests.doors.web.shell_pages"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY)


# --- the clock and past days ---


def test_a_page_is_read_as_of_now(client):
    answer = client.get("/seen/")

    assert answer.content.decode() == "2026-03-02T09:00:00+00:00 None en"


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-01-31", "2026-01-31T23:59:59.999999+00:00"),
        ("2025-03-29", "2025-03-29T23:59:59.999999+00:00"),
        ("2025-03-30", "2025-03-30T22:59:59.999999+00:00"),  # the clocks went forward that morning
        ("2025-10-26", "2025-10-26T23:59:59.999999+00:00"),
        ("2024-02-29", "2024-02-29T23:59:59.999999+00:00"),
    ],
)
def test_a_past_day_is_read_as_of_its_end_in_the_zone_of_the_installation(client, day, end):
    answer = client.get("/seen/", {"on": day})

    assert answer.content.decode() == f"{end} {day} en"


def test_today_is_not_a_past_day(client):
    answer = client.get("/seen/", {"on": "2026-03-02"})

    assert answer.content.decode().endswith("None en")


@pytest.mark.parametrize(
    "text", ["2026-13-01", "30/02/2026", "yesterday", "2026-3-1", "20260301", "\x00", "<b>"]
)
def test_what_is_no_day_is_refused_with_what_is_accepted(client, text):
    answer = client.get("/about/", {"on": text})

    assert answer.status_code == 400
    assert "Write the year, month and day like this: 2026-03-02." in answer.content.decode()
    assert "<b>" not in answer.content.decode()


@pytest.mark.parametrize("text", ["2026-03-03", "9999-12-31", "1899-12-31"])
def test_a_day_that_cannot_be_shown_is_refused_with_the_days_that_can(client, text):
    answer = client.get("/about/", {"on": text})

    assert answer.status_code == 400
    assert "Choose a day from 1 January 1900 to 2 March 2026." in answer.content.decode()


def test_nothing_can_be_changed_on_a_past_page(client):
    answer = client.post("/account/logout/?on=2026-01-01")

    assert answer.status_code == 409
    assert "This page shows a past day." in answer.content.decode()


def test_a_past_page_says_so_and_leads_back(client):
    page = client.get("/about/?on=2026-01-01&x=1").content.decode()

    assert "as it stood at the end of 1 January 2026" in page
    assert 'href="/about/?x=1">Go back to today' in page
    assert 'href="/cy/about/?on=2026-01-01&amp;x=1"' in page


def test_the_clock_cannot_be_set_in_production(settings):
    settings.PRODUCTION = True

    assert abs(edge.clock() - datetime.now(UTC)).total_seconds() < 60  # noqa: TID251 - the clock is what is tested


def test_one_request_has_one_moment(monkeypatch):
    request = RequestFactory().get("/")
    first = edge.now(request)

    monkeypatch.setenv("HEADWAY_NOW", "2026-03-02T10:00:00+00:00")

    assert edge.now(request) == first
    assert edge.today(request) == date(2026, 3, 2)


# --- the key that makes a form count once ---


def sent(data: dict[str, str]) -> HttpRequest:
    request = RequestFactory().post("/missions/new/", data)
    request.user = None
    return request


def test_the_same_form_sent_twice_has_the_same_key():
    data = {"once": "a" * 32, "name": "Food"}

    first = edge.by(sent({**data, "csrfmiddlewaretoken": "x"})).once
    second = edge.by(sent({**data, "csrfmiddlewaretoken": "y"})).once

    assert first == second is not None


def test_a_corrected_form_is_another_act():
    first = edge.by(sent({"once": "a" * 32, "name": "Food"})).once
    second = edge.by(sent({"once": "a" * 32, "name": "Food for all"})).once

    assert first.key != second.key
    assert len(second.key) <= 80


@pytest.mark.parametrize("key", ["", "short", "Z" * 32, "a" * 500])
def test_a_key_that_is_not_ours_is_no_key(key):
    assert edge.by(sent({"once": key})).once is None


# --- refusals ---


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("forbidden", 403, "You do not have the role that may do this."),
        ("missing", 404, "There is nothing at this address."),
        ("gone", 410, "This test was withdrawn."),
        ("conflict", 409, "Somebody answered first."),
        ("stale", 409, "Somebody changed this since you opened it."),
        ("invalid", 422, "Enter a number."),
    ],
)
def test_a_refusal_becomes_its_page(client, kind, status, words):
    answer = client.get(f"/refuse/{kind}/")

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "<h1" in answer.content.decode()
    assert "Go to the front page" in answer.content.decode()


def test_who_may_not_is_shown_the_way_to_sign_in_and_back(client):
    page = client.get("/refuse/forbidden/?a=1&b=2").content.decode()

    assert "/account/login/?next=/refuse/forbidden/%3Fa%3D1%26b%3D2" in page


def test_a_stale_form_keeps_what_was_written_but_no_secrets(client):
    page = client.post(
        "/refuse/stale/", {"charter_text": "Everyone eats well", "password": "hunter2"}
    ).content.decode()

    assert "Charter text" in page
    assert "Everyone eats well" in page
    assert "hunter2" not in page


def test_an_unknown_address_has_a_page_in_either_language(client):
    english, welsh = client.get("/nothing/"), client.get("/cy/nothing/")

    assert english.status_code == welsh.status_code == 404
    assert '<html lang="en"' in english.content.decode()
    assert '<html lang="cy"' in welsh.content.decode()
    assert 'href="/cy/nothing/"' in english.content.decode()


@pytest.mark.parametrize(
    "address", ["//evil.example/", "/cy//evil.example/", "//evil.example/?on=2026-01-01"]
)
def test_no_link_of_the_shell_leads_to_another_host(client, address):
    request = RequestFactory().get("/")
    request.path = request.path_info = address.partition("?")[0]
    request.META["QUERY_STRING"] = address.partition("?")[2]
    request.user = None

    page = refused(request, Missing()).content.decode()

    assert not re.search(r'href="//|href="/\\\\', page)


@pytest.mark.parametrize("host", ["evil.example", "exa mple", ""])
def test_a_host_that_is_not_ours_is_refused(host):
    answer = Client(raise_request_exception=False).get("/about/", headers={"host": host or "x.example"})

    assert answer.status_code == 400


def test_a_form_without_its_proof_is_refused_and_its_words_are_kept():
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/account/login/", {"login": "someone@example.org", "password": "hunter2"})

    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()
    assert "hunter2" not in answer.content.decode()


# --- outages ---


@pytest.mark.parametrize("address", ["/away/", "/full/"])
def test_an_outage_is_said_and_when_to_come_back(client, address):
    answer = client.get(address)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == RETRY_AFTER
    assert answer.headers["Cache-Control"] == "no-store"
    assert "We cannot read or save anything at the moment" in answer.content.decode()
    assert "default-src" in answer.headers["Content-Security-Policy"]


def test_pages_come_back_by_themselves_when_the_database_does(client):
    client.raise_request_exception = False

    def gone(execute, sql, params, many, context):
        raise OperationalError("could not connect to server")

    with connection.execute_wrapper(gone):
        during = [
            client.get(address).status_code
            for address in ("/about/", "/nothing/", "/healthz", "/colours.css")
        ]
    after = client.get("/about/").status_code

    assert during == [503, 503, 503, 503]
    assert after == 200


def test_a_fault_of_ours_is_not_called_an_outage(client):
    client.raise_request_exception = False

    answer = client.get("/fault/")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert not is_outage(OperationalError("no such table: missions_mission"))
