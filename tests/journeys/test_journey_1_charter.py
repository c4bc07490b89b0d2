"""Journey 1 of the specification: a lead drafts, a board decides and closes the mission of 2025, everybody reads it."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
TODAY = date(2026, 3, 2)
YOUNG = "/missions/young-people/"


def fill_day(page, label: str, day: date) -> None:
    group = page.get_by_role("group", name=label)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(value))


def decide_to_close(visitor: Visitor) -> None:
    """Propose the decision and record that it was made."""
    page = visitor.page
    visitor.open(f"{YOUNG}edit/close/")
    visitor.follow("Propose a decision to Cabinet")
    page.get_by_label("The decision in a few words").fill("Close the mission of 2025")
    page.get_by_label("What is decided?").fill("The mission is closed. A new one is drafted by summer.")
    page.get_by_label("Which body or officer has the power to decide this?").fill("Cabinet")
    page.get_by_label("Where is that power written down?").fill("Local Government Act 2000, section 9D")
    page.get_by_label("Why?", exact=True).fill("Its date has passed and its target was not reached.")
    page.get_by_label("What else was considered").fill("Moving the date: it would hide that it was missed.")
    page.get_by_label("Which conflicts of interest were declared?").fill("None")
    page.get_by_label("What do you expect of it?").fill("A charter for the next mission by July 2026.")
    fill_day(page, "When is it reviewed?", date(2026, 9, 1))
    page.get_by_label("Who may gain or lose?").fill("Young people without a place could lose attention.")
    page.get_by_label("What evidence is there for that?").fill("Figures by ward, 2025")
    page.get_by_label("Who considered this before deciding?").fill("Cabinet")
    fill_day(page, "On which day?", date(2026, 3, 1))
    visitor.press("Propose it")
    expect(page.get_by_role("main")).to_contain_text("The decision was proposed.")
    visitor.press("Record that it was made")  # a link that looks like a button
    expect(page.get_by_role("heading", level=1)).to_have_text("Was this decision made?")
    visitor.press("Record that it was made")
    expect(page.get_by_role("main")).to_contain_text("The decision was recorded.")


def close_by_it(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open(f"{YOUNG}edit/close/")
    page.get_by_label("Closed: not achieved").check()
    page.get_by_label("What was reached, what was not").fill("Fewer than hoped found a place in time.")
    visitor.press("Close it")


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(request, own_demo, visit) -> Visitor:
    found = visit(own_demo, java_script_enabled=request.param)
    found.sign_in("board@example.org")
    return found


def test_a_board_closes_the_mission_of_2025_by_decision_and_its_history_stays(visitor, visit):
    decide_to_close(visitor)
    close_by_it(visitor)

    citizen = visit(visitor.site)
    citizen.open(YOUNG)

    assert "Closed: not achieved" in citizen.text
    citizen.follow("Its whole history")
    assert "Closed: not achieved" in citizen.text
    assert re.search(r"Adopted by .*, before it was entered here", citizen.text)
    citizen.open(f"{YOUNG}?on=2026-03-01")
    assert "Closed: not achieved" not in citizen.text


def test_a_lead_drafts_a_charter_in_small_steps_and_comes_back_to_it(own_demo, visit):
    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    page = lead.page
    lead.open("/missions/new/")
    page.get_by_label("The mission in one sentence").fill("By 2032, nobody in the borough sleeps rough")
    page.get_by_label("Short name").fill("Rough sleeping")
    page.get_by_label("For which place?").select_option(label="Example Borough")
    lead.press("Save the draft")
    lead.follow("Draft the charter in six small steps")

    page.get_by_label("The challenge").fill("Beds are there; keys to them are with four different bodies.")
    lead.press("Save and go on")
    page.get_by_label("What should people notice?").fill("Everybody has a bed of their own")
    page.get_by_label("For whom above all?").fill("People who come out of prison")
    lead.press("Save and go on")
    lead.open("/missions/rough-sleeping/edit/canvas/")

    expect(page.get_by_role("heading", level=1)).to_have_text("How can everybody tell?")
    expect(page.get_by_role("complementary")).to_contain_text("What the checks say now")
    lead.check_the_page()
    page.get_by_label("Which figure shows it?").select_option(index=2)
    lead.press("Save and go on")
    fill_day(page, "The day by which it is reached", date(2032, 12, 31))
    lead.press("Save and go on")
    page.get_by_label("Value to reach").fill("5")
    lead.press("Save and go on")
    page.get_by_label("Which office leads it?").select_option(label="Director of Housing, Example Borough")
    lead.press("Save and go on")
    assert page.url.endswith("/charter/one-page/")
    assert "31 December 2032" in lead.text
    assert "Director of Housing" in lead.text


def test_the_whole_of_a_step_goes_by_keyboard_alone(own_demo, visit):
    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    page = lead.page
    lead.open("/missions/food/edit/litmus/")

    page.get_by_label("Challenge: is the problem big").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("One household in five")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Survey of 2025")
    for _field in range(7):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").strip() == "Save the answers"
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("The answers were saved.")
