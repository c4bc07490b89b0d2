"""An analyst brings figures in, in a real browser, and every page on the way is accessible."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from headway.flows import figures as flow
from headway.kernel.actors import RoleName
from headway.people.models import Account
from tests import builders_people
from tests.builders_measures import CAMDEN, LONDON, bring_in, indicator, moment, places

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_monday(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("HEADWAY_NOW", NOW.isoformat())


@pytest.fixture
def analyst(page, live_server):
    """Sign the browser in as an analyst of an installation with one indicator."""
    places()
    account = builders_people.person("Ana Analyst", RoleName.ANALYST)
    client = Client()
    client.force_login(Account.objects.get(key=account))
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}]
    )
    key = indicator("Children in relative poverty", at=moment("2025-01-01"))
    bring_in(key, {2020: 19.0, 2021: 18.0}, "2025-01-10")
    return page


def pictures(page, name):
    """Keep what the page looks like when somebody asks to see it."""
    folder = os.environ.get("HEADWAY_PICTURES")
    if folder:
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"figures-{name}-{width}.png", full_page=True)


def test_figures_come_in_and_are_undone(analyst, live_server, accessible):
    page = analyst
    page.goto(f"{live_server.url}/figures/bring-in/")
    pictures(page, "1-bring-in")
    accessible()

    page.get_by_label("Or paste rows here").fill(
        f"areacd,period,value\n{CAMDEN},2021,17.5\n{CAMDEN},2022,16.8\n{LONDON},2022,30.7\n"
    )
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Which indicator is it?").select_option(label="Children in relative poverty")
    page.get_by_label("Who published the figures?").fill("Department for Work and Pensions")
    page.get_by_label("Title of the publication").fill("Children in low income families")
    for part, value in (("Day", "26"), ("Month", "2"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    pictures(page, "2-columns")
    accessible()

    page.get_by_role("button", name="Show what would change").click()
    pictures(page, "3-preview")
    accessible()
    assert page.get_by_text("2 new, 1 revised, 1 gone, 0 as before.").is_visible()

    page.get_by_label("I have checked that the file is whole.").check()
    page.get_by_role("button", name="Bring these figures in").click()
    pictures(page, "4-release")
    accessible()

    page.get_by_role("button", name="Undo this release").click()
    page.get_by_label("Why is it undone?").fill("A test")
    pictures(page, "5-undo")
    accessible()
    page.get_by_role("button", name="Undo the release").click()
    page.goto(f"{live_server.url}/figures/")
    pictures(page, "6-releases")
    accessible()


def test_rows_that_cannot_be_taken_are_shown_where_they_stand(analyst, live_server, accessible):
    page = analyst
    page.goto(f"{live_server.url}/figures/bring-in/")
    page.get_by_label("Or paste rows here").fill("areacd,period,value\nE09000007,2021,twelve\nE0,2022,2\n")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Which indicator is it?").select_option(label="Children in relative poverty")
    page.get_by_label("Value", exact=True).select_option("value")
    page.get_by_label("Who published the figures?").fill("DWP")
    page.get_by_label("Title of the publication").fill("Children")
    for part, value in (("Day", "26"), ("Month", "2"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Show what would change").click()

    pictures(page, "7-unreadable")
    accessible()
    assert page.get_by_text("twelve").is_visible()
    assert page.get_by_role("button", name="Bring these figures in").count() == 0


def test_the_card_of_an_indicator_is_written_in_the_browser(analyst, live_server, accessible, console_errors):
    page = analyst
    page.goto(f"{live_server.url}/figures/indicators/add/")
    page.get_by_label("Name", exact=True).fill("Rough sleeping")
    page.get_by_role("button", name="Add the indicator").click()
    pictures(page, "8-card-errors")
    accessible()
    assert page.get_by_label("Name", exact=True).input_value() == "Rough sleeping"
    assert all("422" in said for said in console_errors)
    console_errors.clear()

    page.goto(f"{live_server.url}/figures/indicators/children-in-relative-poverty/card/")
    pictures(page, "9-card")
    accessible()


def test_work_that_takes_long_shows_how_far_it_is(analyst, live_server, accessible):
    page = analyst
    page.goto(f"{live_server.url}/figures/bring-in/")
    page.get_by_label("Or paste rows here").fill("areacd,period,value\nE09000007,2021,12\n")
    page.get_by_role("button", name="Continue").click()
    key = page.url.rstrip("/").split("/")[-2]

    flow.report(key, 40)
    page.goto(f"{live_server.url}/figures/uploads/{key}/")

    pictures(page, "10-working")
    assert page.get_by_text("40% done").is_visible()
