"""Journey 9: a citizen votes and adds a statement; groups; a charter cites it; the citizen sees what was done."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_citizen import enter, tab_to

pytestmark = pytest.mark.journey
LIFTS = "Lifts should be mended within a day"
OWN = "The path by the canal needs light at night"


def test_a_citizen_is_heard_and_says_that_it_happened(own_demo, visit):
    citizen = visit(own_demo, java_script_enabled=False, viewport={"width": 320, "height": 640})
    citizen.open("/conversations/")
    citizen.follow("What should change first on our estates?")
    assert "You need no account." in citizen.text
    citizen.press("Start voting")
    while "of about" in citizen.text:
        citizen.page.get_by_role("button", name="Agree", exact=True).click()
    assert "You have voted on everything. Thank you." in citizen.text
    citizen.follow("Say something that is missing")
    citizen.page.get_by_label("What is missing?").fill(OWN)
    citizen.press("Send the statement")
    assert "A moderator reads it first." in citizen.text

    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    lead.open("/conversations/estates/moderate/")
    lead.check_the_page()
    tab_to(lead, f"Publish: {OWN}")
    enter(lead)
    tab_to(lead, "Publish it")
    enter(lead)
    assert "It was done, and stands in the public log." in lead.text
    lead.open("/conversations/estates/close/")
    lead.press("Close it")
    lead.open("/conversations/estates/results/")
    lead.check_the_page()
    assert "opinion groups" in lead.text
    assert "Group A" in lead.text
    assert LIFTS in lead.text
    lead.open("/conversations/estates/report/")
    lead.press("Report it")
    assert "The result was reported. Answers are owed now." in lead.text
    lead.open("/conversations/estates/done/")
    lead.check_the_page()
    lead.follow(LIFTS)
    lead.follow("Trace a change to it")
    lead.page.get_by_label("What changed?").select_option(index=0)
    lead.page.get_by_label("which version?").fill("1")
    lead.page.get_by_label("Say what changed because of it").fill("Lifts stand in the charter now")
    lead.press("Trace it")
    lead.follow("Say how far it is carried out")
    lead.page.get_by_label("Done", exact=True).check()
    lead.page.get_by_label("What was done").fill("A mechanic comes the same day")
    lead.press("Note it")
    lead.check_the_page()

    citizen.open("/conversations/estates/done/")
    assert "Lifts stand in the charter now" in citizen.text
    assert "version 1 of the charter" in citizen.text
    citizen.follow(LIFTS)
    citizen.press("Yes, it happened")
    assert "Of those who agreed with it, 1 say it happened and 0 say it did not." in citizen.text


def test_voting_by_keyboard_alone_and_every_page_on_the_way_is_accessible(own_demo, visit):
    citizen = visit(own_demo)
    citizen.open("/conversations/estates/")
    citizen.check_the_page()
    tab_to(citizen, "Start voting")
    enter(citizen)
    citizen.check_the_page()

    for voted in (1, 2):
        tab_to(citizen, "Disagree")
        citizen.page.keyboard.press("Enter")
        citizen.page.get_by_text(f"{voted} of about 10").wait_for()
        expect(citizen.page.locator("#statement")).to_be_focused()  # a moment after the text is there
    tab_to(citizen, "Say something that is missing")
    enter(citizen)
    citizen.check_the_page()
    citizen.open("/conversations/estates/mine/")
    citizen.check_the_page()
    assert "You have cast 2 votes." in citizen.text
    citizen.follow("Tell us about yourself (optional)")
    citizen.check_the_page()
    citizen.page.get_by_label("25 to 34").check()
    citizen.press("Send my answers")
    assert "What you told us is kept apart from your votes." in citizen.text
    citizen.open("/conversations/eat-well/card/")
    citizen.check_the_page()
