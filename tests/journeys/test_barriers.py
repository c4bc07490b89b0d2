"""Journey 6: on a phone, without signal and without a name; refused, contested, answered anew, confirmed as fixed."""

import re

import pytest

from tests.journeys.installed import served

pytestmark = pytest.mark.journey
TUESDAY = "2026-03-03T06:00:00+00:00"
PHONE = {"viewport": {"width": 320, "height": 640}}


def raise_without_signal(citizen) -> str:
    """Fill in the form, lose the signal, send it, find the signal again; return the code."""
    page = citizen.page
    citizen.open("/barriers/new/?mission=food")
    citizen.check_the_page()
    page.get_by_label("What were you trying to do?").fill("Pay a taxi to hospital")
    page.get_by_label("What stopped you?").fill("Purple forms in three copies")
    page.get_by_label("An approval").check()
    page.get_by_label("About every day").check()
    page.get_by_label("30 minutes to an hour").check()
    page.context.set_offline(True)
    citizen.press("Continue")
    page.get_by_text("There is no signal.").wait_for()
    page.context.set_offline(False)
    page.get_by_text("It was sent.").wait_for()
    return re.sub(r"\s", "", page.locator("[data-barrier-state] strong").inner_text())


def track(citizen, code: str) -> None:
    citizen.open("/barriers/track/")
    citizen.fill("Your code", code)
    citizen.press("Show it")


def answer(office, kind: str, reason: str, rule: str = "", instead: str = "") -> None:
    """Answer the question whose words are about the forms."""
    office.open("/inbox/")
    line = office.page.locator("li", has_text="Purple forms").first
    line.get_by_role("link").first.click()
    office.page.get_by_label(kind, exact=True).check()
    office.fill("Why?", reason)
    office.fill("Which rule stands in the way?", rule)
    office.fill("What can be done instead?", instead)
    office.press("Publish the answer")
    assert "Your answer was published." in office.text


def hours(citizen) -> int:
    citizen.open("/barriers/")
    return int(re.search(r"([\d,]+) hours a month given back", citizen.text).group(1).replace(",", ""))


def test_what_is_in_the_way_is_fixed_when_who_raised_it_says_so(loaded, tmp_path, visit):
    with served(loaded, tmp_path / "monday") as monday:
        citizen = visit(monday, **PHONE)
        code = raise_without_signal(citizen)
        track(citizen, code)
        assert "It lies in the letterbox since 2 March 2026." in citizen.text

    with served(tmp_path / "monday", tmp_path / "tuesday", TUESDAY) as tuesday:
        tuesday.headway("tick")
        citizen = visit(tuesday, **PHONE)
        before = hours(citizen)
        desk = visit(tuesday)
        desk.sign_in("lead@example.org")
        desk.open("/inbox/")
        desk.page.locator("li", has_text="Purple forms").first.get_by_role("link").first.click()
        desk.follow("Sort it, or take it out of the ledger")
        desk.check_the_page()
        desk.choose("Which office decides?", "Example Borough: Procurement")
        desk.press("Send it to who decides")

        office = visit(tuesday)
        office.sign_in("board@example.org")
        answer(office, "No", "The auditor asks for them.", "Regulations 4.2", "Use the duty card.")
        track(citizen, code)
        citizen.check_the_page()
        citizen.fill("What is wrong with the answer?", "The card is locked away at night.")
        citizen.press("Contest the refusal")
        assert "Thank you. It was noted." in citizen.text
        answer(office, "Fixed", "One form is enough from today.")
        track(citizen, code)
        citizen.press("It is so: it works")
        assert "and who asked confirmed it" in citizen.text

        assert hours(citizen) > before
        citizen.check_the_page()
        citizen.open("/barriers/?shown=confirmed&mission=food")
        assert "Purple" not in citizen.text


def test_without_script_it_is_reviewed_and_sent(own_demo, visit):
    citizen = visit(own_demo, java_script_enabled=False, **PHONE)
    citizen.open("/barriers/new/")
    citizen.press("Continue")
    citizen.refused(422)
    page = citizen.page
    page.get_by_label("What were you trying to do?").fill("Book a room")
    page.get_by_label("What stopped you?").fill("The system knows the town hall only")
    page.get_by_label("IT or a tool").check()
    page.get_by_label("About every week").check()
    page.get_by_label("1 to 5 minutes").check()
    citizen.press("Continue")
    assert "Check what you send" in citizen.text

    citizen.press("Send it")

    assert "It was sent. Thank you." in citizen.text
