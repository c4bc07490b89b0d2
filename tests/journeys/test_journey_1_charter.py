"""Journey 1 of the specification: a lead drafts, a board decides and closes the mission of 2025, everybody reads it."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from headway.kernel.actors import RoleName
from headway.people import actions
from tests import builders_people as build
from tests.journeys.conftest import KeyboardOnly, Visitor
from tests.journeys.installed import Site

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
YOUNG, FOOD = "/missions/young-people/", "/missions/food/"
PASSED = "The date (2025) passed 61 days ago and no closing decision is recorded."
HANDS = {
    "with script": {},
    "without script": {"java_script_enabled": False},
    "by keyboard alone": {"kind": KeyboardOnly},
}


@pytest.fixture
def council(monkeypatch, live_server, tmp_path) -> Site:
    """Serve a council of three people on its first day: an administrator, a lead, a member of the board."""
    monkeypatch.setenv("HEADWAY_NOW", build.MONDAY.isoformat())
    build.restore_log_head()
    body = build.body()
    build.person("Ada Administrator", RoleName.ADMINISTRATOR)
    build.person("Lee Lead", RoleName.MISSION_LEAD)
    build.person("Bo Board", RoleName.BOARD)
    actions.add_office(build.system(), organisation=body, name="Director of Public Health")
    return Site(live_server.url, tmp_path, build.MONDAY.isoformat())


@pytest.fixture(params=list(HANDS.values()), ids=list(HANDS))
def come_in(request, council, visit):
    """Return how somebody of the council signs in, by the hands that this run has."""

    def come(name: str) -> Visitor:
        visitor = visit(council, **request.param)
        visitor.sign_in(f"{name}@example.org", build.PASSWORD)
        visitor.page.wait_for_url(lambda url: "/login/" not in url)
        return visitor

    return come


def bring_in_camden(admin: Visitor) -> None:
    admin.open("/missions/import/")
    admin.check("Camden: four missions of 2022")
    admin.press("Look at the pack")
    expect(admin.page.get_by_role("main")).to_contain_text("It holds 4 missions")
    admin.press("Bring it in")
    expect(admin.page.get_by_role("main")).to_contain_text("were new and are here now")
    admin.open("/boards/new/")
    admin.fill("Name of the board", "Cabinet")
    admin.fill("What is it for?", "It decides for the council.")
    admin.check("It has power in law: it decides")
    admin.check("Young people")
    admin.check("Food")
    admin.press("Set up the board")
    expect(admin.page.get_by_role("heading", level=1)).to_contain_text("Cabinet")


def fix_three_gaps(lead: Visitor) -> None:
    """Name who leads, say when it is reviewed and ends, and choose the measure that was missing."""
    lead.open(f"{FOOD}edit/charter/")
    lead.choose("Which office leads it?", "Director of Public Health, Example Borough")
    lead.fill("What may it decide without asking?", "Move staff and up to £50,000 between teams")
    lead.fill_day("When is the mission reviewed?", date(2027, 3, 1))
    lead.fill("When does it end?", "Four in five eat well in two surveys running")
    lead.press("Save the charter")
    lead.page.wait_for_url(f"**{FOOD}edit/")
    lead.follow("Everyone eats well every day")
    lead.press("Choose a measure")
    lead.choose("Which indicator?", "Households with low or very low food security (%)")
    lead.press("Continue")
    lead.choose("For which place?", "United Kingdom")
    lead.press("Choose this measure")
    expect(lead.page.get_by_role("main")).to_contain_text("Households with low")


def enter_as_adopted(board: Visitor, mission: str) -> None:
    board.open(f"{mission}edit/adoption/")
    board.fill("Which body adopted it?", "Cabinet")
    board.fill_day("When was it adopted?", date(2022, 3, 3))
    board.press("Record the adoption")
    board.page.wait_for_url(f"**{mission}edit/")


def decide_to_close(board: Visitor) -> None:
    """Propose the decision and record that it was made."""
    board.open(f"{YOUNG}edit/close/")
    board.follow("Propose a decision to Cabinet")
    for label, text in RECORD.items():
        board.fill(label, text)
    board.fill_day("When is it reviewed?", date(2026, 9, 1))
    board.fill_day("On which day?", date(2026, 3, 1))
    board.press("Propose it")
    expect(board.page.get_by_role("main")).to_contain_text("The decision was proposed.")
    board.press("Record that it was made")  # a link that looks like a button
    expect(board.page.get_by_role("heading", level=1)).to_have_text("Was this decision made?")
    board.press("Record that it was made")
    expect(board.page.get_by_role("main")).to_contain_text("The decision was recorded.")


RECORD = {
    "The decision in a few words": "Close the mission of 2025",
    "What is decided?": "The mission is closed. A new one is drafted by summer.",
    "Which body or officer has the power to decide this?": "Cabinet",
    "Where is that power written down?": "Local Government Act 2000, section 9D",
    "Why?": "Its date has passed and its target was not reached.",
    "What else was considered, and why was it rejected?": "Moving the date: it would hide that it was missed.",
    "Which conflicts of interest were declared?": "None",
    "What do you expect of it?": "A charter for the next mission by July 2026.",
    "Who may gain or lose?": "Young people without a place could lose attention.",
    "What evidence is there for that?": "Figures by ward, 2025",
    "Who considered this before deciding?": "Cabinet",
}


def close_by_it(board: Visitor) -> None:
    board.open(f"{YOUNG}edit/close/")
    board.check("Closed: not achieved")
    board.fill(
        "What was reached, what was not, and what happens now?", "Fewer than hoped found a place in time."
    )
    board.press("Close it")
    board.page.wait_for_url(lambda url: "/close/" not in url)


def test_a_council_loads_camdens_four_fixes_gaps_and_closes_the_mission_of_2025(come_in, visit):
    bring_in_camden(come_in("ada.administrator"))
    lead, board = come_in("lee.lead"), come_in("bo.board")
    lead.open(f"{YOUNG}checks/")
    before = lead.text
    lead.open(f"{FOOD}checks/")
    gaps = lead.text
    fix_three_gaps(lead)
    lead.open(f"{FOOD}checks/")
    fixed = lead.text
    for mission in (FOOD, YOUNG):
        enter_as_adopted(board, mission)
        lead.open(f"{mission}edit/open/")
        lead.press("Open the page")
        lead.page.wait_for_url(lambda url: "/open/" not in url)
    decide_to_close(board)
    close_by_it(board)

    citizen = visit(board.site)
    citizen.open(YOUNG)
    closed = citizen.text
    citizen.follow("Its whole history")
    history = citizen.text
    board.open(f"{YOUNG}checks/")
    after = board.text
    citizen.open(f"{FOOD}charter/")
    adopted = citizen.text

    assert PASSED in before
    assert PASSED not in after
    for gap in GAPS:
        assert gap in gaps
        assert gap not in fixed
    assert "Closed: not achieved" in closed
    assert "Closed: not achieved" in history
    assert re.search(r"Adopted by .*, before it was entered here", history)
    assert "Director of Public Health" in adopted


GAPS = (
    "2 of 3 outcomes are measured. “Everyone eats well every day” has no measure yet.",
    "No office is named that leads this mission.",
    "No date says when this mission is reviewed, and no condition says when it ends.",
)


def test_a_closed_mission_reads_as_open_on_the_day_before(own_demo, visit):
    board = visit(own_demo)
    board.sign_in("board@example.org")
    decide_to_close(board)
    close_by_it(board)

    citizen = visit(own_demo)
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
    lead.fill_day("The day by which it is reached", date(2032, 12, 31))
    lead.press("Save and go on")
    page.get_by_label("Value to reach").fill("5")
    lead.press("Save and go on")
    page.get_by_label("Which office leads it?").select_option(label="Director of Housing, Example Borough")
    lead.press("Save and go on")
    assert page.url.endswith("/charter/one-page/")
    assert "31 December 2032" in lead.text
    assert "Director of Housing" in lead.text
