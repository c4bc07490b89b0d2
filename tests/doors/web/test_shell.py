"""The shell of the web door: the clock and ?on=, refusals, outages, headers, the page cache, the plain files."""

import errno
import re
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import path

from headway.config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django reads them
from headway.config.urls import urlpatterns as product
from headway.files import store
from headway.kernel.errors import Conflict, Forbidden, Gone, Invalid, Missing, Stale
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.people.actions import set_setting
from headway.people.choices import SettingName
from headway.web import edge, outages
from headway.web.errors import RETRY_AFTER, refused
from headway.web.public import public_page
from tests.builders_people import body, system

MONDAY = "2026-03-02T09:00:00+00:00"
KEY = UUID("3d1c3f6a-8d5b-4c7c-9d53-0a3f4e6b8a10")
REFUSALS = {
    "forbidden": Forbidden(),
    "missing": Missing(),
    "gone": Gone(Sentence("This test was withdrawn.")),
    "conflict": Conflict(Sentence("Somebody answered first.")),
    "stale": Stale(KEY, yours=1, current=2),
    "invalid": Invalid(Sentence("That is no target."), {"value": Sentence("Enter a number.")}),
}
computed: list[str] = []


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


def fault(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def seen(request: HttpRequest) -> HttpResponse:
    reader = edge.reader(request)
    return HttpResponse(f"{reader.at.isoformat()} {reader.past} {reader.language}", content_type="text/plain")


@public_page
def counted(request: HttpRequest) -> HttpResponse:
    computed.append(request.get_full_path())
    return HttpResponse(f"computed {len(computed)}")


@public_page
def with_form(request: HttpRequest) -> HttpResponse:
    computed.append("form")
    return render(request, "account/logout.html")


pages = [
    path("refuse/<kind>/", refuse),
    path("away/", away),
    path("full/", full),
    path("fault/", fault),
    path("seen/", seen),
    path("counted/", counted),
    path("with-form/", with_form),
]
urlpatterns = [*i18n_patterns(*pages, prefix_default_language=False), *product]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


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
    assert not outages.is_outage(OperationalError("no such table: missions_mission"))


# --- headers and what is served (reliability goal 29) ---


@pytest.mark.parametrize(
    "address",
    ["/about/", "/account/login/", "/nothing/", "/about/?on=x", "/refuse/stale/", "/away/", "/cy/data/"],
)
def test_every_page_carries_its_policies(client, address):
    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_transport_security_is_promised_in_production(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000

    answer = Client().get("/about/", secure=True)

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("address", ["/account/login/", "/cy/account/password/reset/"])
def test_account_pages_are_kept_by_nobody(client, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_pages_of_somebody_with_a_session_are_kept_by_nobody(client):
    client.cookies["sessionid"] = "somebody"

    answer = client.get("/about/")

    assert "no-store" in answer.headers["Cache-Control"]


def test_public_pages_set_no_cookie(client):
    answer = client.get("/about/")

    assert not answer.cookies
    assert "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "address", ["/about/", "/account/login/", "/refuse/stale/", "/away/", "/cy/accessibility/"]
)
def test_no_page_has_inline_script_or_style(client, address):
    page = client.get(address).content.decode()

    assert not re.search(r"<script(?![^>]* src=)", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)


def test_nothing_served_carries_marks_that_are_not_ours(client):
    served = [
        client.get(address).content.decode()
        for address in ("/about/", "/account/login/", "/away/", "/colours.css")
    ]
    served += [
        Path(finders.find(f"built/{name}")).read_text("utf-8")
        for name in ("app.css", "app.js", "govuk-frontend.min.js")
    ]

    for text in served:
        assert not re.search(r"gds transport|\bcrest\b|\bcrown\b", text, re.IGNORECASE)


def test_the_security_contact_is_valid_and_has_not_run_out(client):
    answer = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    expires = datetime.fromisoformat(fields["Expires"])
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"].startswith("mailto:")
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert 0 < (expires - datetime.fromisoformat(MONDAY)).days < 365


def test_health_robots_colours_and_icon_answer(client):
    answers = {name: client.get(name) for name in ("/healthz", "/robots.txt", "/colours.css", "/favicon.svg")}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["/colours.css"].content.decode() == ":root{--accent:#5b2a86}\n"
    assert b"Disallow: /*?on=" in answers["/robots.txt"].content


PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(("data", "status"), [(PNG, 200), (b"<svg onload='alert(1)'/>", 404)])
def test_the_logo_is_served_when_it_is_the_body_s_and_a_picture(client, settings, tmp_path, data, status):
    settings.DATA = tmp_path
    body()
    logo, other = store.put(data), store.put(PNG + b"other")
    for name, value in ((SettingName.LOGO_FILE, logo.sha256), (SettingName.LOGO_TEXT, "Example")):
        version = Thing.objects.get(kind="organisation").version
        set_setting(system(), name=name, value=value, reason="Ours.", version=version)

    answer = client.get(f"/logo/{logo.sha256}")

    assert answer.status_code == status
    assert client.get(f"/logo/{other.sha256}").status_code == 404
    assert (
        f'<img src="/logo/{logo.sha256}" alt="" height="36"> Example</a>'
        in client.get("/about/").content.decode()
    )


def test_the_body_s_name_and_colour_are_on_every_page(client):
    body("Example Borough")
    version = Thing.objects.get(kind="organisation").version
    set_setting(system(), name=SettingName.ACCENT, value="#1d6b3a", reason="Ours.", version=version)

    page = client.get("/about/").content.decode()

    assert "<title>About – Example Borough</title>" in page
    assert "/colours.css?v=1d6b3a" in page
    assert client.get("/colours.css").content.decode() == ":root{--accent:#1d6b3a}\n"


# --- languages ---


def test_a_welsh_page_says_that_its_words_were_not_reviewed(client):
    english, welsh = client.get("/about/").content.decode(), client.get("/cy/about/").content.decode()

    assert '<html lang="cy"' in welsh
    assert 'href="/about/" rel="alternate" lang="en"' in welsh
    assert "About this translation" not in english
    assert "Nid yw geiriau Cymraeg y wefan hon wedi’u hadolygu eto." in welsh


def test_the_language_of_the_address_is_the_language_of_the_reader(client):
    assert client.get("/cy/seen/").content.decode().endswith(" cy")


# --- the page cache ---


@pytest.fixture
def cached(settings):
    settings.PAGE_CACHE_SECONDS = 30
    caches["pages"].clear()
    computed.clear()
    yield
    caches["pages"].clear()


@pytest.mark.usefixtures("cached")
def test_a_public_page_is_computed_once_for_all_who_are_not_signed_in(client):
    first, second = client.get("/counted/?a=1"), Client().get("/counted/?a=1")

    assert first.content == second.content == b"computed 1"


@pytest.mark.usefixtures("cached")
def test_another_query_language_or_person_gets_a_page_of_its_own(client):
    client.get("/counted/")

    client.get("/counted/?a=1")
    client.get("/cy/counted/")
    client.get("/counted/", headers={"hx-request": "true"})
    client.post("/counted/")
    client.cookies["sessionid"] = "somebody"
    client.get("/counted/")

    assert len(computed) == 6


@pytest.mark.usefixtures("cached")
def test_a_page_with_a_form_is_never_kept(client):
    first, second = client.get("/with-form/"), Client().get("/with-form/")

    assert computed == ["form", "form"]
    assert first.content != second.content


@pytest.mark.usefixtures("cached")
def test_many_readers_at_once_do_not_compute_the_same_page_many_times():
    slow, started = threading.Event(), []

    @public_page
    def view(request: HttpRequest) -> HttpResponse:
        started.append(1)
        slow.wait(2)
        return HttpResponse("page")

    readers = [threading.Thread(target=view, args=(RequestFactory().get("/slow/"),)) for _ in range(8)]
    for each in readers:
        each.start()
    slow.set()
    for each in readers:
        each.join()

    assert len(started) == 1
