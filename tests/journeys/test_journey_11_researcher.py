"""Journey 11: a roll-out from its locked plan to the bench, the link that it changes, and W4 that clears."""

from datetime import date, timedelta

import pytest

from headway.flows.rechecks import recheck
from headway.kernel.actors import RoleName
from headway.missions.actions import open_mission, record_adoption
from tests import builders_logic as logic
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_rhythms as rhythms
from tests.builders_missions import MONDAY, system
from tests.builders_studies import panel
from tests.journeys.test_trial import decide, ethics_and_lock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ALL_ASKED = MONDAY + timedelta(days=91)  # in the first 90 days few checks are asked
NOW = MONDAY + timedelta(days=112)  # what they found then has been published since
TODAY = NOW.date()
QUESTION = "Do weekly case conferences raise satisfaction?"
HOME = "/tests/do-weekly-case-conferences-raise-satisfaction/"
DECISION = "Case conferences for every team"
CHECKS = "/missions/food/checks/"
CAST = {
    "Rhi Researcher": RoleName.RESEARCHER,
    "Anna Analyst": RoleName.ANALYST,
    "Lou Lead": RoleName.MISSION_LEAD,
    "Bo Board": RoleName.BOARD,
}


@pytest.fixture
def ground(monkeypatch, settings, tmp_path) -> None:
    """A mission adopted two years ago whose chain rests on assertion, its board, and four people."""
    monkeypatch.setenv("HEADWAY_NOW", NOW.isoformat())
    settings.DATA = tmp_path
    people.body()
    people.opened(3)
    measures.places()
    mission = missions.mission()
    open_mission(system(), mission=mission)
    record_adoption(system(), mission=mission, adopted_on=date(2024, 3, 4), adopted_by="Cabinet")
    logic.chain(mission, missions.outcome(mission))
    rhythms.board(mission)
    for name, role in CAST.items():
        people.person(name, role)
    recheck(system(ALL_ASKED))


def plan(rhi) -> None:
    """Answer the pages of a plan for the first weak link, and lock it."""
    rhi.open("/missions/food/logic/")
    rhi.page.locator("main a[href*='/tests/new/?mission=food']").first.click()
    rhi.fill("Name of the test", QUESTION)
    rhi.page.get_by_label("A new way of working in teams:").check()
    rhi.press("Begin")
    rhi.page.get_by_role("group", name="How bad would it be").get_by_label("Badly").check()
    rhi.page.get_by_role("group", name="How unsure are you").get_by_label("Unsure", exact=True).check()
    rhi.press("Save and go on")
    rhi.fill("The question", QUESTION)
    rhi.fill("What is measured", "Satisfaction in the pulse")
    rhi.fill("Its unit", "points")
    rhi.fill("Smallest change that would alter the decision", "0.5")
    rhi.fill("Who owns the test", "Director of Public Health")
    rhi.fill("Who decides", "Food mission board")
    rhi.fill_day("Decided on", TODAY)
    rhi.press("Save and go on")
    rhi.page.get_by_label("No: somebody else has decided").check()
    rhi.page.get_by_label("teams", exact=True).check()
    rhi.fill("How many", "12")
    rhi.press("Save and go on")
    rhi.page.get_by_label("Staggered roll-out").check()
    rhi.fill("What is tried", "A case conference every week.")
    rhi.fill("What the others get", "None until their turn comes.")
    rhi.press("Save and go on")
    rhi.fill_day("On which day do the last data come?", TODAY)
    rhi.press("Save and go on")
    rhi.press("Save and go on")
    ethics_and_lock(rhi, "Nobody: every team has its turn.", "Part-time staff may join less often.")


def study(anna, tmp_path) -> None:
    """Bring a panel to the bench for a test that has no study yet."""
    file = tmp_path / "panel.csv"
    file.write_bytes(panel())
    anna.open(HOME)
    anna.press("Take the result from the bench")
    assert "No study of this mission is on the bench yet." in anna.text
    anna.press("Bring in a panel")
    anna.choose("For which mission?", "Food")
    anna.fill("What do you want to know?", QUESTION)
    anna.page.get_by_label("The data (CSV)").set_input_files(file)
    anna.press("Go on to the columns")
    for field, column in zip(
        ("unit", "time", "cohort", "outcome"), ("team", "quarter", "since", "satisfaction"), strict=True
    ):
        anna.page.locator(f"#id_{field}").select_option(column)
    anna.fill("In what unit?", "points")
    anna.page.get_by_label("Also teams that did not have it yet").check()
    anna.press("Work out the effect")
    assert "What does it stand on?" in anna.text  # the sensitivity: what was tested, beside the estimate
    anna.check_the_page((320, 1280))


def result(rhi) -> None:
    """Take the study's numbers as the result of the test."""
    rhi.open(f"{HOME}study/")
    rhi.check_the_page((320, 1280))
    rhi.page.locator("main").get_by_role("link", name=QUESTION).click()
    assert "From the study" in rhi.text
    rhi.fill("What did you see?", "Teams with the conference were content sooner.")
    rhi.press("Record the result")
    assert "Worked out at the bench." in rhi.text
    assert "Passed: The study’s data hold as many teams or places as the plan says." in rhi.text


def weigh(anna) -> None:
    """Grade what was found, as somebody who did not lock its plan; let it change its link by the decision."""
    anna.open(HOME)
    anna.follow("Rate this test")
    anna.page.locator("#id_level").select_option("headway:3")
    anna.fill("Why this level?", "Compared with teams that waited; trends were alike.")
    anna.press("Record the rating")
    anna.follow("Weigh it for a link")
    anna.page.locator("#id_link").select_option(index=1)
    anna.choose("By which decision?", DECISION)
    anna.page.locator("input[name=strength][value='3']").check()
    anna.page.locator("#id_why").fill("Our own roll-out, in these very teams.")
    anna.check_the_page((320, 1280))
    anna.press("Change the link")
    assert "The evidence of a link went from 0 to 3" in anna.text


def test_a_roll_out_from_its_locked_plan_to_the_link_and_the_signal_that_clears(
    ground, live_server, visit, tmp_path
):
    rhi, anna, lou, bo, citizen = (visit(live_server) for _each in range(5))
    for visitor, name in zip((rhi, anna, lou, bo), CAST, strict=True):
        visitor.sign_in(f"{name.lower().replace(' ', '.')}@example.org", people.PASSWORD)
    citizen.open(CHECKS)
    assert "No test has been registered" in citizen.text
    plan(rhi)
    recheck(system(NOW))
    citizen.open(CHECKS)
    assert "1 test is registered." in citizen.text

    lou.open(HOME)
    lou.press("The test begins")
    lou.press("It begins")
    study(anna, tmp_path)
    result(rhi)
    decide(bo, HOME, DECISION, before="Food mission board")
    weigh(anna)

    citizen.open("/missions/food/logic/")
    assert f"{QUESTION} (2026)" in citizen.text
    citizen.open(HOME)
    assert "What did it change?" in citizen.text
    citizen.check_the_page((320, 1280))
