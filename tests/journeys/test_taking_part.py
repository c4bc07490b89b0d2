"""A citizen offers without account and script; the office answers by keyboard; the code shows what came of it."""

import re

import pytest

from tests.journeys.test_citizen import enter, tab_to

pytestmark = pytest.mark.journey
OFFER = "A kitchen in Elm Street that is empty on Fridays"


def offer(citizen) -> str:
    """Offer space on the mission's page; return the address that leads back."""
    citizen.open("/missions/food/")
    citizen.press("Offer something")
    page = citizen.page
    page.get_by_label("Space").check()
    page.get_by_label("Say in your own words").fill(OFFER)
    page.get_by_label("E-mail address").fill("cyn@example.org")
    citizen.press("Send the offer")
    return page.url


def type_into(visitor, label: str, text: str) -> None:
    """Tab to a field by its label and type."""
    wanted = visitor.page.get_by_label(label, exact=True)
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if wanted.evaluate("field => field === document.activeElement"):
            break
    visitor.page.keyboard.type(text)


def test_an_offer_becomes_an_initiative(own_demo, visit):
    citizen = visit(own_demo, java_script_enabled=False, viewport={"width": 320, "height": 640})
    citizen.open("/missions/food/take-part/")
    citizen.press("Send the offer")
    assert "“What do you offer?” needs an answer." in citizen.text
    citizen.refused(422)

    back = offer(citizen)
    assert "Your offer was sent. Thank you." in citizen.text
    assert "Director of Public Health owes the answer by 30 March 2026." in citizen.text
    code = re.search(r"/answers/follow/([0-9a-f]{32})/$", back).group(1)

    own_demo.headway("work", "--once")
    assert any("An offer" not in mail and "lead@example.org" in mail for mail in own_demo.mails())
    assert not any("Elm" in mail or code in mail for mail in own_demo.mails())

    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    lead.open("/inbox/")
    assert OFFER in lead.text
    lead.check_the_page()
    tab_to(lead, "An offer of space")
    enter(lead)
    lead.check_the_page()
    tab_to(lead, "Say yes: begin an initiative")
    enter(lead)
    lead.check_the_page()
    type_into(lead, "Your answer", "We meet on Friday at ten.")
    type_into(lead, "Name of the initiative", "Fridays on Elm Street")
    tab_to(lead, "Say yes and begin the initiative")
    enter(lead)
    assert "The offer is an initiative now." in lead.text

    citizen.open("/answers/follow/")
    citizen.page.get_by_label("Your code").fill(" ".join(re.findall("....", code)))
    citizen.press("Show the answer")
    assert "We meet on Friday at ten." in citizen.text
    citizen.follow("The answer holds")
    citizen.press("Yes, it holds")
    assert "and who asked confirmed it" in citizen.text
    citizen.follow("Fridays on Elm Street")
    assert citizen.page.locator("h1").inner_text() == "Fridays on Elm Street"

    own_demo.headway("work", "--once")
    told = [mail for mail in own_demo.mails() if "cyn@example.org" in mail]
    assert len(told) == 1
    assert code not in told[0]


def test_the_pages_of_a_code_are_accessible(own_demo, visit):
    citizen = visit(own_demo)

    back = offer(citizen)

    citizen.check_the_page()
    citizen.follow("Ask no more")
    citizen.check_the_page()
    citizen.press("Withdraw the question")
    assert citizen.page.url == back
    assert "Nobody asks this any more." in citizen.text


def test_the_public_pages_of_answers_are_accessible(demo, visit):
    citizen = visit(demo)

    for address in (
        "/answers/",
        "/answers/queue/",
        "/answers/clocks/",
        "/answers/follow/",
        "/missions/food/take-part/",
    ):
        citizen.open(address)
        citizen.check_the_page()
