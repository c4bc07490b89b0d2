"""A lead builds a mission from an empty form to an open page, in a real browser, then without script."""

import re

import pytest
from playwright.sync_api import expect

from headway.flows import forecasts
from headway.kernel.actors import RoleName
from headway.missions import queries
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_missions import MONDAY, seer, system

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SENTENCE = "By 2030, everyone eats well every day"


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    body = people.body()
    people.actions.add_office(people.system(), organisation=body, name="Director of Public Health")
    people.person("Dee Director", RoleName.MISSION_LEAD)
    measures.places()
    build.series()


def sign_in(page, live_server, email: str = "dee.director@example.org") -> None:
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def day(page, legend: str, text: str) -> None:
    group = page.get_by_role("group", name=legend)
    for part, value in zip(("Day", "Month", "Year"), text.split(), strict=True):
        group.get_by_label(part).fill(value)


def draft(page, live_server) -> None:
    page.goto(f"{live_server.url}/missions/new/")
    page.get_by_label("The mission in one sentence").fill(SENTENCE)
    page.get_by_label("Short name").fill("Food")
    page.get_by_label("For which place?").select_option("Camden")
    day(page, "By when?", "31 12 2030")
    page.get_by_label("Which office leads it?").select_option(index=1)
    page.get_by_role("button", name="Save the draft").click()


def measured(page) -> None:
    """Add an outcome and what it is judged by."""
    page.get_by_role("link", name="Add an outcome").or_(
        page.get_by_role("button", name="Add an outcome")
    ).click()
    page.get_by_label("What should people notice").fill("Fewer people go hungry")
    page.get_by_role("button", name="Add the outcome").click()
    page.get_by_role("button", name="Choose a measure").click()
    page.get_by_label("Which indicator?").select_option("Eats well (%)")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Choose this measure").click()


def aimed(page) -> None:
    """Set the target of the measure on the page."""
    page.get_by_role("link", name="Set a target").click()
    page.get_by_label("What is to be reached").fill("80% of households eat well by 2030")
    page.get_by_label("Value to reach").fill("80%")
    page.get_by_role("button", name="Set the target").click()


def test_a_lead_builds_a_mission_that_everybody_then_reads(page, live_server, accessible, console_errors):
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/missions/new/")
    accessible()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Say the mission in one sentence.")
    assert len(console_errors) == 1, "the browser mentions the status 422"
    console_errors.clear()
    accessible()

    draft(page, live_server)
    expect(page.get_by_role("heading", level=1)).to_have_text(SENTENCE)
    accessible()
    measured(page)
    expect(page.get_by_role("main")).to_contain_text("14 figures")
    accessible()
    aimed(page)
    expect(page.get_by_role("alert")).to_contain_text("The forecast follows within a minute.")
    accessible()

    page.get_by_role("button", name="Agree a path to it").click()
    page.get_by_role("button", name="Fill in a straight line").click()
    page.get_by_label("Why this shape?").fill("A steady gain each year")
    page.get_by_role("button", name="See the picture").click()
    expect(page.get_by_role("heading", name="This is what it would look like")).to_be_visible()
    accessible()
    page.get_by_role("button", name="Agree this path").click()
    expect(page.get_by_role("alert")).to_contain_text("The path was agreed.")
    accessible()

    page.get_by_role("link", name="Back to building the mission").click()
    page.get_by_role("link", name=re.compile("Translate it into Welsh")).click()
    accessible()
    page.get_by_role("link", name="The mission in one sentence").click()
    page.get_by_label("Translation").fill("Erbyn 2030, mae pawb yn bwyta’n dda bob dydd")
    page.get_by_label("Somebody who knows the language well").check()
    page.get_by_role("button", name="Save the translation").click()

    page.goto(f"{live_server.url}/missions/food/edit/open/")
    accessible()
    page.get_by_role("button", name="Open the page").click()
    expect(page.get_by_role("alert")).to_contain_text("Everybody can read it.")
    accessible()

    forecasts.refresh(
        system(), indicators={queries.measures_of(seer(), missions={mission().key})[0].indicator}
    )
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/missions/food/")
    expect(page.get_by_role("main")).to_contain_text("The goal is 80% by 2030.")
    expect(page.get_by_role("main")).to_contain_text("If things go on as now")
    page.goto(f"{live_server.url}/cy/missions/food/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("mae pawb yn bwyta")


def mission() -> queries.MissionRow:
    return queries.mission(seer(), slug="food")


def test_it_works_without_script_and_on_a_phone(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()

    sign_in(page, live_server)
    draft(page, live_server)
    measured(page)
    aimed(page)
    page.get_by_role("button", name="Agree a path to it").click()
    page.get_by_role("button", name="Add a point").click()
    expect(page.get_by_text("Point 3")).to_be_visible()
    page.get_by_label("Why this shape?").fill("A steady gain each year")
    page.get_by_role("button", name="See the picture").click()
    page.get_by_role("button", name="Agree this path").click()

    found = queries.measures_of(seer(), missions={mission().key})[0]
    context.close()
    assert found.goal.value == 80.0
    assert found.path.points[-1][1] == 80.0


def test_somebody_elses_change_is_shown_beside_ones_own(page, live_server, accessible, console_errors):
    build.mission()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/missions/food/edit/charter/")
    page.get_by_label("What belongs to it").fill("Mine")
    build.actions.write_charter(
        system(), mission=mission().key, charter=build.replace(build.WORDS, scope="Theirs"), version=1
    )

    page.get_by_role("button", name="Save the charter").click()

    expect(page.get_by_role("alert")).to_contain_text("Somebody changed this since you opened it.")
    expect(page.get_by_role("table")).to_contain_text("Theirs")
    expect(page.get_by_label("What belongs to it")).to_have_value("Mine")
    assert len(console_errors) == 1, "the browser mentions the status 409"
    console_errors.clear()
    accessible()
