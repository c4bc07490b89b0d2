"""How many queries a page costs, counted over the whole request, is the same at 1 and at 50 of everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders_measures import CAMDEN, places
from tests.integration.briefs.many import begin, measured, mission

pytestmark = pytest.mark.django_db
SHELL, SECTION = 5, 2  # of the mission page: what issue 2 promises
RECORD = 5  # its history (versions, stages, targets, decisions) and the next meeting
QUESTIONS = 2 * 3 + 1  # questions 3, 4 and 5: at most two each, and the panels of question 5
AROUND = 5  # change of control, pre-election period, checks, offers, initiatives


@pytest.fixture(autouse=True)
def installation(settings, tmp_path, monkeypatch):
    settings.DATA, settings.PAGE_CACHE_SECONDS = tmp_path, 0
    monkeypatch.setenv("HEADWAY_NOW", "2026-03-02T12:00:00+00:00")
    places()
    begin()


def cost(client, address: str) -> int:
    """Return how many queries a page costs once the process is warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)

    assert page.status_code == 200
    return len(asked)


def test_the_mission_page_costs_the_same_few_queries_at_one_and_at_fifty_outcomes(client):
    targets = measured(50)
    mission("One", targets, outcomes=1)
    mission("Fifty", targets, outcomes=50)

    one, fifty = cost(client, "/missions/one/"), cost(client, "/missions/fifty/")

    assert one == fifty <= SHELL + SECTION + RECORD + QUESTIONS + AROUND
    assert client.get("/missions/fifty/").content.count(b'class="outcome"') == 50


def test_an_address_in_welsh_and_a_past_day_cost_no_more(client):
    mission("One", measured(1), outcomes=1)

    today = cost(client, "/missions/one/")

    assert cost(client, "/cy/missions/one/") == today
    assert cost(client, "/missions/one/?on=2026-03-02") == today


def test_other_pages_cost_the_same_at_one_and_at_fifty_of_everything(client):
    most = {
        "/": 7,
        "/indicators/": 4,
        "/indicators/measure-000/": 26,  # groups and wider places two, what it balances and corrections one
        f"/places/{CAMDEN}/": 23,  # the map, what it lies in, what it was before, and wider goals one or two each
        "/places/": 3,
        "/calendar/": 8,
        "/search/?q=measure": 6,
        "/missions/first/charter/": 14,  # its life, exceptions and consultations, and its checks
    }
    first = measured(1)
    mission("First", first, outcomes=1)
    before = {address: cost(client, address) for address in most}

    more = measured(49, first=1)
    for at in range(49):
        mission(f"Mission {at:02}", [more[at], first[0]], outcomes=2)

    assert {address: cost(client, address) for address in most} == before
    assert {address: count for address, count in before.items() if count > most[address]} == {}
