"""How many queries the pages of conversations cost is the same at 1 and at 50 conversations and statements."""

import pytest
from django.test import Client

from headway.voice import actions
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries.results import worked_out
from tests import builders_people as people
from tests import builders_voice as build
from tests.builders_missions import seer, system
from tests.builders_people import MONDAY
from tests.doors.web.test_query_counts import cost

pytestmark = pytest.mark.django_db
PAGES = {"": 11, "results/": 9, "done/": 10, "log/": 6, "open-data/": 6, "card/": 8, "mine/": 10}


@pytest.fixture(autouse=True)
def _monday(settings, monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    settings.PAGE_CACHE_SECONDS = 0
    people.body()


def closed_or_open(question, statements, *, closed):
    """Return the address of a conversation with so many statements, on which ten people voted twice."""
    key = build.conversation(question=question, seeds=tuple(f"{question} {at}" for at in range(statements)))
    build.voters(key, 10, first=len(question) * 1000)
    if closed:
        actions.close_conversation(system(), conversation=key)
    actions.keep_result(system(), conversation=key, opinion=worked_out(MONDAY, conversation=key))
    return the_conversation(seer(), key=key).slug


@pytest.mark.parametrize("closed", [False, True])
def test_the_pages_of_a_conversation_cost_the_same_at_two_and_at_fifty_statements(closed):
    few, many = closed_or_open("Few", 2, closed=closed), closed_or_open("Plenty", 50, closed=closed)
    costs = []
    for slug, number in ((few, 3000), (many, 6000)):
        citizen = Client()
        citizen.post(f"/conversations/{slug}/return/", {"receipt": build.receipt(number)})
        costs.append({name: cost(citizen, f"/conversations/{slug}/{name}") for name in PAGES})

    assert costs[0] == costs[1]
    assert {name: count for name, count in costs[0].items() if count > PAGES[name]} == {}


def test_the_list_of_conversations_costs_the_same_at_one_and_at_fifty(client):
    build.conversation(question="Conversation")
    one = cost(client, "/conversations/")

    for number in range(49):
        build.conversation(question=f"Conversation {number}")

    assert cost(client, "/conversations/") == one <= 10
