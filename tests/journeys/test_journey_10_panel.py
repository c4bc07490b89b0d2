"""Journey 10: a panel drawn by lot, which a citizen draws again; each recommendation answered or late."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from headway.voice.analysis.panels import commands
from headway.voice.choices import Lottery

pytestmark = pytest.mark.journey
TARGETS = "age,young,5,7\nage,old,5,7\n"
PEOPLE = "id,age,household\n" + "".join(
    f"v{at},{'young' if at % 2 else 'old'},h{at // 2}\n" for at in range(80)
)
HOME = "/panels/paths/"


def headway(*words: str) -> dict[str, object]:
    """Run the command of a citizen, who has no installation."""
    program = Path(sys.executable).parent / "headway"
    done = subprocess.run([program, *words], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_a_panel_is_drawn_in_public_and_each_recommendation_is_answered_or_late(own_demo, visit, tmp_path):
    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    lead.open(HOME)
    lead.follow("Fix the list")
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE.replace("v3,", "Siân,"))
    lead.page.get_by_label("Volunteers (CSV)").set_input_files(people)
    lead.page.get_by_label("Targets", exact=True).fill(TARGETS)
    lead.press("Fix the list")
    assert "Row 5, column “id”: “Siân”. Accepted: a code with a digit, never a name." in lead.text
    lead.check_the_page()
    lead.refused(422)
    people.write_text(PEOPLE)
    lead.page.get_by_label("Volunteers (CSV)").set_input_files(people)
    lead.press("Fix the list")
    lead.follow("Draw the panel")
    lead.press("Draw it")
    assert "12 people were drawn by lot from 80 volunteers" in lead.text
    lead.check_the_page()

    citizen = visit(own_demo, java_script_enabled=False, viewport={"width": 320, "height": 640})
    citizen.open(HOME)
    citizen.follow("How it is drawn")
    citizen.fill("Your code", "v3")
    citizen.press("See the chance")
    assert "Whoever holds the code v3 had a chance of " in citizen.text
    told = citizen.page.request.get(f"{own_demo.url}{HOME}draw/portfolio.json").text()
    portfolio = tmp_path / "portfolio.json"
    portfolio.write_text(told)
    seed = int(citizen.text.split("--portfolio portfolio.json --seed ")[1].split()[0])
    assert next(commands(12, Lottery.LEXIMIN, seed, by_household=True)) in citizen.text
    again = headway("panel", "draw", "--portfolio", str(portfolio), "--seed", str(seed), "--json")
    assert ", ".join(again["panel"]) in citizen.text

    lead.open(HOME)
    lead.follow("Somebody leaves")
    lead.choose("Who leaves the panel?", again["panel"][0])
    lead.press("Call the reserve")
    assert "1 left and a reserve came." in lead.text

    lead.follow("Record a recommendation")
    lead.fill("What does the panel recommend?", "Mend the path to the station first")
    lead.fill("How many voted for it?", "11")
    lead.fill("How many voted against it?", "1")
    lead.press("Record it")
    lead.follow("Report: answers are owed then")
    lead.press("Report it")
    assert "1 recommendation: 0 answered, 0 late." in lead.text
    lead.follow("The answer and its clock")
    assert "Mend the path to the station first" in lead.text

    citizen.open("/panels/food/")
    assert "3 recommendations: 2 answered, 1 late." in citizen.text
    citizen.page.get_by_role("link", name="Publish each year").last.click()
    assert "Past its clock" in citizen.text
    assert "Publish each year what a week of good food costs here" in citizen.text
    confirmed_by_a_member(lead, citizen)


def confirmed_by_a_member(lead, citizen):
    lead.open("/panels/food/")
    lead.follow("Codes for members")
    with lead.page.expect_download() as given:
        lead.press("Make the codes")
    code = given.value.path().read_text().splitlines()[1].split(",")[0]
    citizen.open("/panels/food/")
    assert "Does it think as everybody else does?" in citizen.text
    citizen.follow("You sat on the panel? Say whether it happened")
    citizen.check("Yes, it happened")
    citizen.fill("Your code", code)
    citizen.press("Say so")
    assert "Of the panel’s members, 1 say it happened and 0 say it did not." in citizen.text
