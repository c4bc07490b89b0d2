"""The shell of the web door: headers, the plain files, the body's look, languages, the page cache."""

import re
import threading
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from headway.config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django reads them
from headway.files import store
from headway.kernel.models import Thing
from headway.people.actions import set_setting
from headway.people.choices import SettingName
from headway.web.public import public_page
from tests.builders_people import body, system
from tests.doors.web.shell_pages import MONDAY, computed

pytestmark = [pytest.mark.urls("tests.doors.web.shell_pages"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY)


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
