"""Journey 6: on a phone, without signal and without a name; refused, contested, a board frees, confirmed as fixed."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import expect

from headway.flows.freedoms import ask_freedom
from headway.frontline.models import Barrier
from tests import builders_barriers as here
from tests import builders_measures as measures
from tests import builders_people as build
from tests import builders_rules as rules
from tests.journeys.conftest import Visitor
from tests.journeys.installed import Site

pytestmark = pytest.mark.journey
TUESDAY = build.later(days=1)
# Not `fonts.check`: it is true as well of a font that no style sheet names.
LOADED = """() => document.fonts.ready.then(fonts =>
    [...fonts].filter(font => font.status === "loaded").map(font => font.family.replaceAll('"', "")))"""
PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def council(monkeypatch, live_server, tmp_path):
    """Serve a council with a desk that reads barriers and an office that decides about approvals."""
    monkeypatch.setenv("HEADWAY_NOW", build.MONDAY.isoformat())
    build.restore_log_head()
    cast = here.cast()
    build.person("Chris Chair", build.RoleName.BOARD)
    return Site(live_server.url, tmp_path, build.MONDAY.isoformat()), cast


def raise_without_signal(citizen) -> str:
    """Keep the form on the phone, open and send it without signal, find the signal again; return the code."""
    page = citizen.page
    citizen.open("/barriers/new/")
    citizen.check_the_page()
    page.get_by_label("Keep what I type on this device").check()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    page.context.set_offline(True)
    citizen.open("/barriers/new/?mission=food")
    loaded = page.evaluate(LOADED)
    assert "Public Sans" in loaded
    expect(page.get_by_label("Keep what I type on this device")).to_be_checked()
    page.get_by_label("What were you trying to do?").fill("Pay a taxi to hospital")
    page.get_by_label("What stopped you?").fill("Purple forms in three copies")
    page.get_by_label("An approval").check()
    page.get_by_label("About every day").check()
    page.get_by_label("30 minutes to an hour").check()
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


def come(visit, site: Site, name: str) -> Visitor:
    visitor = visit(site)
    visitor.sign_in(f"{name}@example.org", build.PASSWORD)
    visitor.page.wait_for_url(lambda url: "/login/" not in url)
    return visitor


def asked_for(cast: here.Cast) -> UUID:
    """Ask for six months without the rule, because of what is in the way; a board decides so."""
    rule = rules.register(cast.procurement)
    indicator = measures.indicator("Repeat claims")
    barrier = Barrier.objects.get().thing.key
    new = replace(rules.ASKED, rule=rule, watch=(indicator,), barrier=barrier)
    key = ask_freedom(build.by(cast.reader, TUESDAY), new=new)
    rules.decided(key, TUESDAY)
    return key


def grant(chair: Visitor, key: UUID) -> None:
    """Write what the board decided, over the head of the office."""
    chair.open(f"/freedoms/{key}/")
    chair.page.get_by_role("button", name="Grant it by the board’s decision").click()
    chair.fill("Why is it granted?", "It costs far more than it prevents.")
    chair.fill("Who may gain or lose?", "Disabled people gain most.")
    chair.fill("What evidence does this rest on?", "Payments of 2025")
    chair.fill("Who considered it before deciding?", "Cabinet")
    chair.fill_day("On which day?", build.TODAY)
    chair.press("Grant the freedom")
    assert "It was granted and begins on 9 March 2026." in chair.text


@pytest.mark.django_db(transaction=True)
def test_what_is_in_the_way_is_fixed_when_who_raised_it_says_so(council, visit, monkeypatch):
    site, cast = council

    citizen = visit(site, **PHONE)
    code = raise_without_signal(citizen)
    track(citizen, code)
    assert "It lies in the letterbox since 2 March 2026." in citizen.text

    monkeypatch.setenv("HEADWAY_NOW", TUESDAY.isoformat())
    assert here.emptied(TUESDAY) == 1
    desk = come(visit, site, "rae.reader")
    desk.open("/inbox/")
    desk.page.locator("li", has_text="Purple forms").first.get_by_role("link").first.click()
    desk.follow("Sort it, or take it out of the ledger")
    desk.check_the_page()
    desk.choose("Which office decides?", "Example Borough: Procurement")
    desk.press("Send it to who decides")

    office = come(visit, site, "dot.decider")
    answer(office, "No", "The auditor asks for them.", "Regulations 4.2", "Use the duty card.")
    track(citizen, code)
    citizen.check_the_page()
    citizen.fill("What is wrong with the answer?", "The card is locked away at night.")
    citizen.press("Contest the refusal")
    assert "Thank you. It was noted." in citizen.text
    grant(come(visit, site, "chris.chair"), asked_for(cast))
    answer(office, "A freedom: go ahead without the rule", "The board frees you until September.")
    track(citizen, code)
    citizen.press("It is so: it works")
    assert "and who asked confirmed it" in citizen.text

    citizen.open("/barriers/?shown=confirmed")
    assert re.search(r"[1-9]\d* hours a month given back", citizen.text)
    assert "Purple" not in citizen.text
    citizen.check_the_page()


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
