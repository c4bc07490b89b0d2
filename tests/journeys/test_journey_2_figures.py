"""Journey 2 of the specification: an analyst brings a series in by its GSS code, and the next value is off the path.

The board pack, which is to follow it, belongs to a later part of Headway.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from headway.flows import forecasts
from headway.kernel.actors import RoleName
from headway.kernel.things import find
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_measures import CAMDEN
from tests.builders_missions import MONDAY, system
from tests.journeys.conftest import Visitor
from tests.journeys.installed import Site

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LATER = MONDAY + timedelta(days=60)
OPEN = "no figure has come since the path was agreed"
CSV = "areacd,period,value,lower,upper\n"


@pytest.fixture
def analyst(monkeypatch, live_server, tmp_path, visit) -> Visitor:
    """An analyst who also leads the mission, as in a council of three, before any figure is in."""
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.restore_log_head()
    people.body()
    people.granted(people.person("Ana Analyst", RoleName.ANALYST), RoleName.MISSION_LEAD)
    measures.places()
    measures.indicator("Eats well", polarity=measures.Polarity.INCREASE, lowest=0.0, highest=100.0)
    build.outcome(build.mission())
    found = visit(Site(live_server.url, tmp_path, MONDAY.isoformat()))
    found.sign_in("ana.analyst@example.org", people.PASSWORD)
    found.page.wait_for_url(lambda url: "/login/" not in url)
    return found


def bring_in(analyst: Visitor, text: str, *, day: str, title: str, whole: bool) -> None:
    analyst.open("/figures/bring-in/")
    analyst.fill("Or paste rows here", text)
    analyst.press("Continue")
    analyst.choose("Which indicator is it?", "Eats well")
    analyst.fill("Who published the figures?", "Office for National Statistics")
    analyst.fill("Title of the publication", title)
    for part, value in zip(("Day", "Month", "Year"), day.split(), strict=True):
        analyst.page.get_by_label(part, exact=True).fill(value)
    if not whole:
        analyst.check("Only some figures: what it leaves out stays")
    analyst.press("Show what would change")
    if not whole:
        analyst.check("I have looked at the figures that need a second look.")
    analyst.press("Bring these figures in")
    expect(analyst.page.get_by_role("main")).to_contain_text("The release is in.")


def measure_and_aim(analyst: Visitor) -> None:
    """Choose the measure, set the target, agree the straight line from the baseline to it."""
    analyst.open("/missions/food/edit/")
    analyst.follow("Fewer people go hungry")
    analyst.press("Choose a measure")
    analyst.choose("Which indicator?", "Eats well (%)")
    analyst.press("Continue")
    analyst.press("Choose this measure")
    analyst.follow("Set a target")
    analyst.page.get_by_label("What is to be reached").fill("80% of households eat well by 2030")
    analyst.page.get_by_label("Value to reach").fill("80%")
    analyst.press("Set the target")
    analyst.press("Agree a path to it")
    analyst.press("Fill in a straight line")
    analyst.page.get_by_label("Why this shape?").fill("A steady gain each year")
    analyst.press("See the picture")
    analyst.press("Agree this path")
    expect(analyst.page.get_by_role("alert")).to_contain_text("The path was agreed.")


def test_a_value_off_the_path_changes_the_status_and_the_forecast_is_scored(analyst, monkeypatch):
    rows = "".join(
        f"{CAMDEN},{year},{value},{value - 1},{value + 1}\n" for year, value in build.FIGURES.items()
    )
    bring_in(analyst, CSV + rows, day="12 1 2026", title="Survey of 2024", whole=True)
    measure_and_aim(analyst)
    key = find("indicator", "eats-well").label.key
    forecasts.refresh(system(), indicators={key})
    analyst.open("/missions/food/")
    before = analyst.text
    monkeypatch.setenv("HEADWAY_NOW", LATER.isoformat())
    bring_in(analyst, f"{CSV}{CAMDEN},2025,60,59,61\n", day="28 4 2026", title="Survey of 2025", whole=False)
    forecasts.refresh(system(LATER), indicators={key})
    analyst.open("/missions/food/")
    after = analyst.text
    analyst.open(f"/indicators/eats-well/?place={CAMDEN}")
    page = analyst.text

    assert "If things go on as now" in before
    assert "usual range" in before
    assert OPEN in before
    assert re.search(r"Behind: the latest figure is .* short of the agreed path", after)
    assert OPEN not in after
    assert re.search(r"60%", page)
    assert "How earlier forecasts did" in page
    analyst.check_the_page()
