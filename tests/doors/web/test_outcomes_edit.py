"""Building the outcomes of a mission on its pages: what they are judged by, and their targets."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.missions import queries
from headway.people.models import Account
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_missions import MONDAY, seer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()
    measures.places()


@pytest.fixture
def lead() -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=people.person("Dee Director", RoleName.MISSION_LEAD)))
    return client


def page(client: Client, name: str, *args, **query: str) -> str:
    answer = client.get(reverse(f"missions:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def send(client: Client, name: str, *args, **form: str):
    return client.post(reverse(f"missions:{name}", args=args), form)


def the_mission():
    return queries.mission(seer(), slug="food")


def the_outcome():
    return queries.outcomes(seer(), missions={the_mission().key})[0]


def the_measure():
    return queries.measures_of(seer(), missions={the_mission().key})[0]


def test_an_outcome_is_added_judged_aimed_and_retired(lead):
    build.mission()
    build.series()
    send(lead, "outcome-new", "food", text="Fewer people go hungry", headline="on", language="en")
    outcome = the_outcome()
    where = ("food", outcome.key)
    assert "Fewer people go hungry" in page(lead, "outcome", *where)
    assert "This outcome has no measure yet" in page(lead, "outcome", *where)

    chosen = page(lead, "measure-new", *where, indicator="eats-well")
    address = reverse("missions:measure-new", args=where) + "?indicator=eats-well"
    measured = lead.post(address, {"place": measures.CAMDEN})
    series = (*where, "eats-well", measures.CAMDEN)
    before = page(lead, "measure", *series)
    goal = {"label": "80% by 2030", "value": "80 %", "by_day": "31", "by_month": "12", "by_year": "2030"}
    aimed = send(lead, "measure-target", *series, **goal)
    told = lead.get(aimed.url).content.decode()
    after = page(lead, "measure", *series)
    retired = send(lead, "outcome-retire", *where)

    assert "Figures are here for 1 place." in chosen
    assert f'<option value="{measures.CAMDEN}" selected>' in chosen
    assert urlsplit(measured.url).path == reverse("missions:measure", args=series)
    assert "14 figures" in before
    assert "Cannot start yet" in before
    assert aimed.status_code == 302
    assert "forecast follows within a minute" in told
    assert "80%<br>31 December 2030" in after
    assert "No path yet" in after
    assert retired.status_code == 302
    assert "retired on 2 March 2026" in page(lead, "edit", "food")


def test_a_measure_can_wait_for_its_figures(lead):
    key = build.mission()
    measures.indicator("Allotments")
    outcome = build.outcome(key)
    address = reverse("missions:measure-new", args=["food", outcome])

    unknown = lead.get(address, {"indicator": "no-such"})
    asked = lead.get(address, {"indicator": "allotments"}).content.decode()
    empty = lead.post(f"{address}?indicator=allotments", {})
    sent = lead.post(f"{address}?indicator=allotments", {"other_place": "London"})

    assert "Select a valid choice" in unknown.content.decode()
    assert "There are no figures of this indicator yet." in asked
    assert empty.status_code == 422
    assert "No figures yet" in lead.get(sent.url).content.decode()


def test_one_of_two_series_of_an_indicator_is_dropped(lead):
    key, indicator = build.mission(), build.series()
    measures.bring_in(indicator, build.FIGURES, "2026-01-13", breakdown="Women", complete=False)
    outcome = build.outcome(key)
    address = reverse("missions:measure-new", args=["food", outcome]) + "?indicator=eats-well"
    for group in ("", "Women"):
        lead.post(address, {"place": measures.CAMDEN, "breakdown": group})

    drop = reverse("missions:measure-drop", args=["food", outcome, "eats-well", measures.CAMDEN])
    asked = lead.get(f"{drop}?group=Women").content.decode()
    lead.post(f"{drop}?group=Women")
    gone = lead.get(f"{drop}?group=Women")

    assert "Stop judging the outcome by this measure?" in asked
    assert [row.breakdown for row in queries.measures_of(seer(), missions={key})] == [""]
    assert gone.status_code == 404


def test_a_target_that_the_series_has_already_is_taken(lead):
    world = build.world()
    drop = reverse("missions:measure-drop", args=["food", world.outcome, "eats-well", measures.CAMDEN])
    lead.post(drop)
    address = reverse("missions:measure-new", args=["food", world.outcome]) + "?indicator=eats-well"
    lead.post(address, {"place": measures.CAMDEN})
    aim = ("food", world.outcome, "eats-well", measures.CAMDEN)

    asked = page(lead, "measure-target", *aim)
    taken = send(lead, "measure-target", *aim, take=str(world.target))

    assert "80% eat well by 2030" in asked
    assert taken.status_code == 302
    assert the_measure().target == world.target
    assert lead.get(reverse("missions:measure-target", args=aim)).url == f"/targets/{world.target}/"


def test_a_wrong_figure_and_half_a_sum_are_said_beside_their_fields(lead):
    world = build.world()
    second = build.series("Cooks at home")
    build.judged_by(world.mission, world.outcome, second, world.place)
    aim = ("food", world.outcome, "cooks-at-home", measures.CAMDEN)
    goal = {
        "label": "x",
        "value": "lots",
        "by_day": "31",
        "by_month": "12",
        "by_year": "2030",
        "covers": "Atlantis",
    }

    wrong = send(lead, "measure-target", *aim, **goal)
    half = send(
        lead,
        "measure-target",
        *aim,
        **goal | {"value": "1,000", "covers": "Camden\nLondon", "cumulative": "on"},
    )

    assert "Enter a number, such as 80 or 1,234.5." in wrong.content.decode()
    assert "No place here has the code or name “Atlantis”." in wrong.content.decode()
    assert half.status_code == 422
    assert "Enter the day the sum starts" in half.content.decode()


def test_parts_of_another_mission_are_not_there(lead):
    world = build.world()
    build.mission(title="By 2030, all is well", short_title="Other")

    answers = [
        lead.get(reverse("missions:outcome", args=["other", world.outcome])),
        lead.get(reverse("missions:translation", args=["other", world.outcome, "text"])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
