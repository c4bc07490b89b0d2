"""A trial from an assumption to a decision, by people who are no statisticians, in the browser."""

import csv
import io
from datetime import date

import pytest

pytestmark = pytest.mark.journey
TODAY, REVIEWED, LATER = date(2026, 3, 2), date(2026, 2, 20), date(2026, 9, 1)
HOME = "/tests/do-text-messages-fill-the-cooking-course/"
LIST = "unit\n" + "".join(f"place {at:03}\n" for at in range(60))


def plan(ana) -> None:
    """Answer the pages of a plan, from a mission's weak link to the lock."""
    ana.open("/missions/food/logic/")
    ana.open("/tests/new/?mission=food")
    ana.fill("Name of the test", "Do text messages fill the cooking course?")
    ana.page.get_by_label("A reminder:").check()
    ana.press("Begin")
    ana.fill("What must be true", "People forget the course; they do not shun it.")
    ana.page.get_by_role("group", name="How bad would it be").get_by_label("Badly").check()
    ana.page.get_by_role("group", name="How unsure are you").get_by_label("Unsure", exact=True).check()
    ana.press("Save and go on")
    ana.fill("Smallest change that would alter the decision", "40")
    ana.fill("Who owns the test", "Director of Public Health")
    ana.fill("Who decides", "Missions board")
    ana.fill_day("Decided on", TODAY)
    ana.press("Save and go on")
    ana.page.get_by_label("places, schools or offices").check()
    ana.fill("How many", "20")
    ana.press("Save and go on")
    assert "From your four answers, these come first" in ana.text
    ana.page.get_by_label("Trial, people drawn by lot").check()
    ana.press("Save and go on")
    ana.press("Work it out")
    assert "Nothing can be worked out from these numbers." in ana.text
    ana.fill("Share now, in percent", "30")
    ana.press("Work it out")
    assert "This test cannot answer the question." in ana.text
    ana.check_the_page()
    ana.fill("How many", "60")
    ana.press("Work it out")
    assert "This test can answer the question" in ana.text
    ana.press("Save and go on")
    ana.fill_day("On which day do the last data come?", TODAY)
    ana.press("Save and go on")
    ana.press("Save and go on")
    ethics_and_lock(ana, "Nobody: everybody may come.", "Older people may read fewer messages.")


def ethics_and_lock(ana, harm: str, gain: str) -> None:
    """Answer the last page of a plan, and lock it."""
    ana.fill("Who reviewed the ethics", "A colleague of another service")
    ana.fill_day("Reviewed on", REVIEWED)
    ana.fill("Who could be harmed, and what is done about it", harm)
    ana.page.get_by_label("Nothing a person is entitled to is withheld").check()
    ana.fill("Who may gain or lose by protected characteristic", gain)
    ana.fill("The evidence for that", "Residents’ survey")
    ana.press("Save and go on")
    assert "This plan is complete." in ana.text
    ana.press("Lock this plan")
    ana.page.get_by_label("I have read the plan.").check()
    ana.press("Lock the plan")
    assert "plan locked" in ana.text


def draw(ana, tmp_path) -> None:
    """Commit the seed, fix the list, draw."""
    ana.press("Draw the lots")
    ana.press("Commit the seed")
    ana.press("Commit it")
    file = tmp_path / "list.csv"
    file.write_text(LIST)
    ana.press("Fix the list")
    ana.page.get_by_label("List (CSV)").set_input_files(file)
    ana.press("Fix the list")
    ana.press("Draw the lots")
    ana.press("Draw")
    assert "headway randomise list.csv" in ana.text
    ana.check_the_page()


def test_a_trial_from_its_assumption_to_the_decision(own_demo, visit, tmp_path):
    ana, lead, board, citizen = (visit(own_demo) for _each in range(4))
    for visitor, email in ((ana, "analyst"), (lead, "lead"), (board, "board")):
        visitor.sign_in(f"{email}@example.org")
    plan(ana)
    draw(ana, tmp_path)

    lead.open(HOME)
    lead.press("The test begins")
    lead.press("It begins")
    ana.open(HOME)
    ana.press("Record how it runs")
    for group in ("new", "usual"):
        ana.fill(f"Group “{group}”: how many began?", "30")
    ana.press("Record what you saw")
    drawn = citizen.page.request.get(f"{own_demo.url}{HOME}draw/draw.csv").text()
    data = tmp_path / "data.csv"
    told = (
        f"{row['unit']},{100 if row['arm'] == 'new' or at % 3 == 0 else 0}\n"
        for at, row in enumerate(csv.DictReader(io.StringIO(drawn)))
    )
    data.write_text("unit,outcome\n" + "".join(told))
    ana.press("Bring in the data")
    ana.page.get_by_label("Data (CSV)").set_input_files(data)
    ana.press("Work out the effect")
    ana.press("Record the result")
    assert "What came out?" in ana.text

    decide(board, HOME, "Send text messages")
    citizen.open(HOME)
    assert "This is what the rule set beforehand says." in citizen.text
    assert "Passed: The groups have the planned sizes." in citizen.text
    citizen.check_the_page()


def decide(board, home: str, title: str, before: str = "Cabinet") -> None:
    """Propose and make a decision about the test, then say what follows."""
    board.open("/today/")
    board.page.locator(f"main a[href$='{home}']").first.click()
    board.press("Record what follows")
    board.follow(f"Put a decision before {before}")
    board.page.locator("#id_title").fill(title)
    for name in ("text", "reasons", "alternatives", "conflicts", "forecast"):
        board.page.locator(f"#id_{name}").fill("As the test says.")
    for name in ("effect", "evidence", "considered_by"):
        board.page.locator(f"#id_equality_{name}").fill("As the plan says.")
    for name, day in (("equality_considered_on", REVIEWED), ("review_on", LATER)):
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            board.page.locator(f"#id_{name}_{part}").fill(str(value))
    board.press("Propose it")
    board.press("Record that it was made")
    board.page.locator("form[novalidate] button[type=submit]").last.click()
    board.open(home)
    board.press("Record what follows")
    board.press("Record it")
