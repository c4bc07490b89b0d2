"""An administrator's pages in a real browser: every kind of page accessible at three widths."""

import os
from pathlib import Path

import pytest

from headway.people import actions
from headway.places.actions import load_uk_places
from tests import builders_people as build

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("HEADWAY_SHOTS", "")  # a folder for pictures, for whoever wants to look


@pytest.fixture
def cast(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", build.MONDAY.isoformat())
    build.restore_log_head()
    made = build.cast()
    actions.add_office(build.system(), organisation=made.body, name="Director of Public Health")
    actions.add_team(build.system(), organisation=made.body, name="School meals")
    load_uk_places(build.system())
    return made


@pytest.fixture
def look(page, live_server, accessible):
    def at(path: str, name: str) -> None:
        page.goto(live_server.url + path)
        accessible()
        for width in (320, 1280) if SHOTS else ():
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)

    return at


def sign_in(page, live_server, email):
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", build.PASSWORD)
    page.click("form[action$='/login/'] button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)


def test_an_administrators_pages_are_accessible(page, live_server, cast, look):
    sign_in(page, live_server, "ada.administrator@example.org")

    look("/people/", "people")
    look(f"/people/{cast.director}/", "person")
    look(f"/people/{cast.director}/grant/", "grant")
    look("/people/invite/", "invite")
    look("/organisations/", "organisations")
    look(f"/organisations/{cast.body}/", "organisation")
    look("/account/", "account")
    look("/account/tokens/new/", "token")
    look("/settings/", "settings")
    look("/settings/opened_questions/", "setting")
    look("/settings/history/", "settings-history")
    look("/places/keep/", "places")
    look("/places/keep/import/", "places-import")


def test_the_page_of_an_invitation_is_accessible_and_leads_to_signing_in(page, live_server, cast, look):
    account = build.invited("wyn@example.org", "Wyn Worker")
    path = f"/account/invitation/{build.secret_of(account)}/"
    look(path, "accept")

    page.fill("[name=password]", build.PASSWORD)
    page.click("main form button[type=submit]")
    sign_in(page, live_server, "wyn@example.org")
    page.goto(f"{live_server.url}/account/")

    assert page.inner_text("h1") == "Your account"
