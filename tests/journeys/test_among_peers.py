"""A story without a name or script, a steward who reads it, a circle, and a team that rates, in the browser."""

import re

import pytest

from tests.journeys.test_citizen import enter, tab_to

pytestmark = pytest.mark.journey
STORY = "They asked how the week had been, and changed the day of the van."


def test_a_story_without_a_name_is_told_read_and_taken_back(own_demo, visit):
    citizen = visit(own_demo, java_script_enabled=False, viewport={"width": 320, "height": 640})
    citizen.open("/stories/")
    citizen.follow("Tell a story without a name")
    citizen.press("Put it into the letterbox")
    assert "A story needs the agreement of who tells it." in citizen.text
    citizen.refused(422)
    page = citizen.page
    page.get_by_label("Which mission is it about?").select_option(label="Food")
    page.get_by_label("Somebody the work is for").check()
    page.get_by_label("Give it a title").fill("The day of the van")
    page.get_by_label("What happened, and what did it change?").fill(STORY)
    page.get_by_label("Everybody, on a public page").check()
    page.get_by_label("I agree that this story").check()
    citizen.press("Put it into the letterbox")
    code = re.sub(r"\s", "", page.locator("main strong").first.inner_text())
    assert re.fullmatch(r"[0-9a-f]{32}", code)

    citizen.open("/stories/code/")
    page.get_by_label("Your code").fill(code)
    citizen.press("Show the story")
    assert "There is nothing at this address." in citizen.text, "until tonight it is a letter"
    citizen.refused(404)


def test_a_steward_reads_and_everybody_sees(own_demo, visit):
    steward, citizen = visit(own_demo), visit(own_demo)
    steward.sign_in("steward@example.org")
    steward.open("/today/")
    steward.follow("Read 2 stories before they are shown")
    steward.check_the_page()
    steward.follow("The neighbour with the van")
    steward.check_the_page()
    tab_to(steward, "Who sees it first?")
    steward.page.get_by_label("Yes, to those its consent names").check()
    steward.press("Save the review")
    assert "The story was reviewed." in steward.text

    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    lead.open("/stories/")
    lead.follow("The neighbour with the van")
    lead.press("This reached me")
    assert "1 reader said that it reached them." in lead.text
    citizen.open("/stories/")
    assert "The neighbour with the van" not in citizen.text, "its consent is for those who sign in"
    citizen.follow("The first warm meal")
    citizen.check_the_page()
    assert citizen.page.locator("main img").evaluate("image => image.naturalWidth") == 240


def test_a_member_votes_on_a_note_and_rates_for_the_team(own_demo, visit):
    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    lead.open("/circles/")
    lead.check_the_page()
    lead.follow("How do you say no to a family")
    lead.check_the_page()
    tab_to(lead, "It may be public")
    enter(lead)
    lead.press("Yes, it may be public")
    assert "2 want it to be public; 4 are needed." in lead.text

    lead.open("/today/")
    lead.follow("Rate privately what your team is able to do")
    lead.follow("Rate privately")
    lead.check_the_page()
    lead.page.get_by_label("3: We finished a test whose result could have gone either way.").check()
    lead.press("Put it under seal")
    assert "You chose 3. Only you see this." in lead.text
    lead.check_the_page()
