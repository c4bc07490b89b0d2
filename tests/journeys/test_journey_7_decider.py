"""Journey 7 of the specification: from the inbox to a rule that is changed for all places, on a laptop."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests import builders_answers as answers
from tests import builders_learning as learning
from tests import builders_measures as measures
from tests import builders_people as build
from tests import builders_rules as here
from tests.journeys.conftest import Visitor
from tests.journeys.installed import Site

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LAPTOP = {"viewport": {"width": 1280, "height": 900}}
RULE = "Two signatures for every crisis payment"
LIKELY = {
    "Cases a year": 4_000,
    "Minutes of the front line, per case": 12,
    "What an hour of the front line costs": 28,
    "Minutes of those who check, per case": 10,
    "What an hour of those who check costs": 28.2,
    "Days of delay, per case": 3,
    "What a day of delay costs who waits": 5,
    "Share of cases misused without the check": 2,
    "Share of misuse that the check stops or deters": 60,
    "How far what matters can be seen": 0.8,
    "How far a third party can confirm it": 0.8,
    "What one misuse loses": 120,
    "Share of right cases that it stops or bends": 8,
    "What is lost when a right case is stopped": 180,
}


@pytest.fixture
def council(monkeypatch, live_server, tmp_path):
    """Serve a council where a nurse asked for a freedom, and a test that could study it is registered."""
    monkeypatch.setenv("HEADWAY_NOW", build.MONDAY.isoformat())
    build.restore_log_head()
    cast = here.cast()
    measures.places()
    mission = answers.led_by(cast.office)
    learning.locked(mission)
    key = here.ask(cast, mission=mission)
    return Site(live_server.url, tmp_path, build.MONDAY.isoformat()), cast, key


def test_a_decider_weighs_a_rule_a_board_tries_without_it_and_it_changes_for_all_places(
    council, visit, monkeypatch
):
    site, _cast, key = council

    director = come(visit, site, "dan.director")
    weigh(director)
    director.open("/inbox/")
    refuse(director)
    contest_with_a_test(come(visit, site, "noor.nurse"), key)
    chair = come(visit, site, "chris.chair")
    grant(chair, key, here.decided(key))
    monkeypatch.setenv("HEADWAY_NOW", build.later(days=180).isoformat())
    change_the_rule(chair, key)


def come(visit, site: Site, name: str) -> Visitor:
    visitor = visit(site, **LAPTOP)
    visitor.sign_in(f"{name}@example.org", build.PASSWORD)
    visitor.page.wait_for_url(lambda url: "/login/" not in url)
    return visitor


def main(visitor: Visitor):
    return expect(visitor.page.get_by_role("main"))


def weigh(director: Visitor) -> None:
    """From the inbox to the rule; numbers in, sentence and picture out, kept with its inputs."""
    director.open("/inbox/")
    director.page.get_by_role("link", name="A freedom that is asked for").first.click()
    director.page.get_by_role("button", name="Grant or refuse it").click()
    director.page.get_by_role("link", name=RULE).click()
    director.page.get_by_role("button", name="What does it cost to keep?").click()
    for name, value in LIKELY.items():
        director.fill(f"likely, {name}", str(value))
    director.fill("Check only cases from this value on", "200")
    director.fill("Values of past cases", "40 60 80 90 120 150 180 220 300")
    director.press("See what it says")
    main(director).to_contain_text("Each check costs £39.40 in time, delay and lost help and prevents 92p")
    main(director).to_contain_text("to pay for itself it would have to stop 328")
    assert director.page.locator("figure.chart svg").first.is_visible()
    director.check_the_page((320, 1280))
    director.press("Keep it with its inputs")
    main(director).to_contain_text("Trial a threshold of £200 for 6 months")
    director.check_the_page((320, 1280))


def refuse(director: Visitor) -> None:
    """Alone the office may not: it says why, and what can be done."""
    director.page.get_by_role("link", name="A freedom that is asked for").first.click()
    director.page.get_by_role("button", name="Grant or refuse it").click()
    director.page.get_by_role("button", name="Refuse it").click()
    director.fill("Why not?", "More than £10,000 a year is at stake: a board must decide.")
    director.fill("What can be done instead?", "Contest this, so that it comes before the board.")
    director.press("Refuse the freedom")
    main(director).to_contain_text("a board must decide")


def contest_with_a_test(nurse: Visitor, key: object) -> None:
    """Who asked names the test that studies it, and contests."""
    nurse.open(f"/freedoms/{key}/edit/")
    nurse.page.get_by_label("Which registered test studies it?").select_option(index=1)
    nurse.press("Save it")
    nurse.open(f"/freedoms/{key}/")
    nurse.page.get_by_role("link", name="What was asked, and what was answered").click()
    nurse.page.get_by_role("link", name="Contest the refusal").click()
    nurse.page.get_by_role("textbox").first.fill("The board has not looked at it.")
    nurse.page.get_by_role("main").get_by_role("button").first.click()
    nurse.open(f"/freedoms/{key}/")
    main(nurse).to_contain_text("contested by who asked")


def grant(chair: Visitor, key: object, decision: object) -> None:
    """A board grants it as a trial; what its time could show stands above the form."""
    chair.open(f"/freedoms/{key}/")
    chair.page.get_by_role("button", name="Grant it by the board’s decision").click()
    main(chair).to_contain_text("answers for it, not you")
    chair.fill("Why is it granted?", "It costs far more than it prevents.")
    chair.fill("Who may gain or lose?", "Disabled people gain most.")
    chair.fill("What evidence does this rest on?", "Payments of 2025")
    chair.fill("Who considered it before deciding?", "Cabinet")
    chair.fill_day("On which day?", date(2026, 2, 27))
    chair.check_the_page((320, 1280))
    chair.press("Grant the freedom")
    main(chair).to_contain_text("It was granted and begins on 9 March 2026.")
    assert decision is not None


def change_the_rule(chair: Visitor, key: object) -> None:
    """At its review the board makes it the rule, and the register says so for everybody."""
    chair.open("/today/")
    chair.page.get_by_role("link", name="Decide what becomes of the freedom").click()
    chair.page.get_by_role("button", name="Write what the board decided about it").click()
    chair.check("The rule itself changes, for everybody")
    chair.fill("What was seen while it ran, and why does this follow?", "Repeat claims stayed as they were.")
    chair.fill("If the rule changes: how does it read from then on?", "A manager signs sums over £200.")
    chair.press("Save what was decided")
    main(chair).to_contain_text("It became the rule for everybody")
    chair.check_the_page((320, 1280))
    chair.page.get_by_role("link", name=RULE).first.click()
    main(chair).to_contain_text("A manager signs sums over £200.")
    chair.check_the_page((320, 1280))
    chair.open("/freedoms/")
    main(chair).to_contain_text("1 became the rule for everybody")
