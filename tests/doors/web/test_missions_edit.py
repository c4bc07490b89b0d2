"""Building a mission on its pages, as a lead, a board member and a steward do it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.missions import queries
from headway.people.models import Account
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as people
from tests import builders_rhythms as boards
from tests.builders_missions import MONDAY, seer

pytestmark = pytest.mark.django_db
DRAFT = {
    "title": "By 2030, everyone eats well every day",
    "short_title": "Food",
    "place": measures.CAMDEN,
    "language": "en",
    "deadline_day": "31",
    "deadline_month": "12",
    "deadline_year": "2030",
}


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()
    measures.places()


def signed_in(role: RoleName | None, name: str = "Dee Director", scope=None) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=people.person(name, role, scope=scope)))
    return client


@pytest.fixture
def lead() -> Client:
    return signed_in(RoleName.MISSION_LEAD)


def page(client: Client, name: str, *args, **query: str) -> str:
    answer = client.get(reverse(f"missions:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def send(client: Client, name: str, *args, **form: str):
    return client.post(reverse(f"missions:{name}", args=args), form)


def the_mission(slug: str = "food"):
    return queries.mission(seer(), slug=slug)


def test_a_lead_drafts_a_mission_and_comes_to_its_task_list(lead):
    answer = send(lead, "new", **DRAFT)

    shown = lead.get(answer.url, follow=True)

    assert answer.status_code == 302
    assert shown.request["PATH_INFO"] == "/missions/food/edit/"
    assert "The mission was drafted" in shown.content.decode()
    assert the_mission().place_name == "Camden"
    assert the_mission().opened_at is None


def test_what_was_typed_stays_and_what_is_missing_stands_beside_its_field(lead):
    answer = send(lead, "new", **DRAFT | {"title": "", "place": "", "deadline_month": ""})

    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "Say the mission in one sentence." in shown
    assert "Choose a place, or enter its code or name below." in shown
    assert "The date must have a day, a month and a year." in shown
    assert 'value="Food"' in shown
    assert 'value="2030"' in shown


@pytest.mark.parametrize(
    ("text", "words"),
    [("camden", ""), ("e09000007", ""), ("Atlantis", "No place here has the code or name “Atlantis”.")],
)
def test_a_place_is_found_by_code_or_by_name(lead, text, words):
    answer = send(lead, "new", **DRAFT | {"place": "", "other_place": text})

    assert (answer.status_code == 302) is not bool(words)
    assert not words or words in answer.content.decode()


def test_a_mission_called_new_gets_an_address_of_its_own(lead):
    send(lead, "new", **DRAFT | {"short_title": "New"})

    assert "Build this mission" in page(lead, "edit", "new-mission")


def test_the_same_form_sent_twice_drafts_one_mission(lead):
    form = DRAFT | {"once": "a" * 32}

    send(lead, "new", **form)
    send(lead, "new", **form)

    assert len(queries.missions(seer())) == 1


@pytest.mark.parametrize("role", [None, RoleName.ANALYST, RoleName.BOARD, RoleName.STEWARD])
def test_others_do_not_draft(role):
    client = signed_in(role)

    answers = [client.get("/missions/new/"), client.post("/missions/new/", DRAFT)]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_nobody_drafts_without_signing_in(client):
    answer = client.get("/missions/new/")

    assert answer.status_code == 403
    assert "sign in and try again" in answer.content.decode()


def test_a_lead_of_one_place_chooses_among_that_place_alone():
    own = signed_in(RoleName.MISSION_LEAD, scope=build.place_key())

    shown = page(own, "new")

    assert re.findall(r'<option value="(\w+)"', shown) == [measures.CAMDEN]
    assert send(own, "new", **DRAFT | {"place": "", "other_place": "London"}).status_code == 403


def test_a_private_draft_is_not_there_for_others(client):
    build.mission()

    answers = [client.get("/missions/food/edit/"), signed_in(RoleName.STAFF).get("/missions/food/edit/")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_those_who_may_change_nothing_get_the_plain_refusal():
    build.mission()

    answer = signed_in(RoleName.ANALYST).get("/missions/food/edit/")

    assert answer.status_code == 403


def test_an_old_address_of_the_task_list_and_of_a_new_mission_lead_on(lead):
    key = build.mission()

    answer = lead.get(reverse("missions:built", args=[key]))
    unknown = lead.get(reverse("missions:built", args=[build.place_key()]))

    assert answer.url == "/missions/food/edit/"
    assert unknown.status_code == 404


# --- the charter ---


def charter_form(shown: str, **changed: str) -> dict[str, str]:
    version = re.search(r'name="version" value="(\d+)"', shown).group(1)
    words = {name: DRAFT[name] for name in DRAFT if name not in {"place", "language"}}
    return words | {"version": version} | changed


def test_a_draft_is_changed_and_every_version_stays(lead):
    build.mission()
    shown = page(lead, "edit-charter", "food")

    answer = send(lead, "edit-charter", "food", **charter_form(shown, scope="Food, not cooking lessons"))

    assert answer.status_code == 302
    assert the_mission().charter.scope == "Food, not cooking lessons"
    assert "Version 1" in page(lead, "charter", "food")


def test_what_was_proposed_says_what_changed_and_why_when_its_scope_changes(lead):
    key = boards.proposed(build.mission())
    shown = page(lead, "edit-charter", "food")

    refused = send(lead, "edit-charter", "food", **charter_form(shown, scope="Less"))
    saved = send(
        lead,
        "edit-charter",
        "food",
        **charter_form(shown, scope="Less", change_note="The scope", change_reason="Money"),
    )

    assert refused.status_code == 422
    assert "Say why it changed." in refused.content.decode()
    assert saved.status_code == 302
    found = queries.charters(seer(), mission=key)
    assert [(row.change_note, row.change_reason) for row in found] == [("The scope", "Money"), ("", "")]


def test_a_charter_that_was_adopted_before_is_amended_by_a_decision(lead):
    key = build.mission()
    board = signed_in(RoleName.BOARD, "Bo Board")
    send(
        board,
        "adoption",
        "food",
        adopted_on_day="3",
        adopted_on_month="3",
        adopted_on_year="2022",
        adopted_by="Cabinet",
    )
    asked = page(board, "amend", "food")
    decision = boards.made(boards.board(key), key)
    shown = page(board, "amend", "food")
    given = {"scope": "Less", "change_note": "The scope", "change_reason": "Money", "decision": str(decision)}

    by_lead = send(lead, "amend", "food", **charter_form(shown, **given))
    saved = send(board, "amend", "food", **charter_form(shown, **given))

    assert "No board answers for this mission yet" in asked
    assert send(lead, "edit-charter", "food", **charter_form(shown, scope="Less")).status_code == 403
    assert by_lead.status_code == 403
    assert saved.status_code == 302
    latest = queries.charters(seer(), mission=key)[0]
    assert (latest.version, latest.decided_by, latest.decision) == (2, "Cabinet", decision)


def test_what_somebody_else_changed_meanwhile_stands_beside_what_was_typed(lead):
    build.mission()
    shown = page(lead, "edit-charter", "food")
    send(lead, "edit-charter", "food", **charter_form(shown, scope="Theirs"))

    answer = send(lead, "edit-charter", "food", **charter_form(shown, scope="Mine"))
    again = send(lead, "edit-charter", "food", **charter_form(answer.content.decode(), scope="Both"))

    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this since you opened it." in told
    assert re.search(r"Mine</td><td[^>]*>Theirs</td>", told)
    assert again.status_code == 302
    assert the_mission().charter.scope == "Both"


def test_a_stale_form_shows_names_of_offices_not_keys(lead):
    build.mission()
    body = people.queries.body_key(people.system_reader())
    office = people.actions.add_office(people.system(), organisation=body, name="Public Health")
    shown = page(lead, "edit-charter", "food")
    send(lead, "edit-charter", "food", **charter_form(shown, scope="Theirs"))

    answer = send(lead, "edit-charter", "food", **charter_form(shown, lead=str(office)))

    assert "Public Health, Example Borough</td>" in answer.content.decode()


# --- adoption, opening, languages ---


def test_opening_asks_first_and_then_everybody_reads(lead, client):
    build.mission()

    asked = page(lead, "open", "food")
    before = client.get("/missions/food/")
    opened = send(lead, "open", "food")
    again = send(lead, "open", "food")

    assert "The page cannot be made private again." in asked
    assert (before.status_code, opened.status_code, again.status_code) == (404, 302, 409)
    assert client.get("/missions/food/").status_code == 200


def test_a_steward_opens_but_does_not_edit():
    build.mission()
    steward = signed_in(RoleName.STEWARD)

    shown = page(steward, "edit", "food")

    assert "Open the page to everybody</a>" in shown
    assert "Add an outcome" not in shown
    assert send(steward, "edit-charter", "food", title="x").status_code == 403
    assert send(steward, "open", "food").status_code == 302


def test_an_adoption_in_the_future_is_refused_beside_its_field():
    build.mission()
    board = signed_in(RoleName.BOARD)

    form = {
        "adopted_on_day": "3",
        "adopted_on_month": "3",
        "adopted_on_year": "2027",
        "adopted_by": "Cabinet",
    }
    answer = send(board, "adoption", "food", **form)

    assert answer.status_code == 422
    assert "The day of adoption cannot be in the future." in answer.content.decode()


def test_a_translation_is_shown_to_readers_once_it_is_approved(lead, client):
    key = build.mission()
    send(lead, "open", "food")
    where = ("food", key, "title")

    empty = send(lead, "translation", *where, text="")
    send(lead, "translation", *where, text="Erbyn 2030, mae pawb yn bwyta'n dda")
    waiting = page(lead, "translations", "food")
    unseen = client.get("/cy/missions/food/").content.decode()
    send(lead, "translation", *where, text="Erbyn 2030, mae pawb yn bwyta'n dda", approved="on")

    assert empty.status_code == 422
    assert "Not approved" in waiting
    assert "pawb yn bwyta" not in unseen
    assert "pawb yn bwyta" in client.get("/cy/missions/food/").content.decode()
    assert "pawb yn bwyta" in page(lead, "translation", *where)
    assert lead.get(reverse("missions:translation", args=["food", key, "lead"])).status_code == 404


def test_a_past_day_is_for_reading(lead):
    build.mission()

    answers = [
        lead.get("/missions/food/edit/?on=2026-03-01"),
        lead.post("/missions/food/edit/open/?on=2026-03-01"),
    ]

    assert [answer.status_code for answer in answers] == [404, 409]
