"""A team's round on pages: the members rate, read, write and agree; nothing shows one team beside another."""

import importlib
import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import get_resolver

from headway.capabilities import actions
from headway.capabilities.choices import DEFAULT, RoundState
from headway.capabilities.queries import rounds, team_round
from headway.kernel.actors import RoleName
from headway.kernel.archive import Kind
from tests import builders_capabilities as build
from tests import builders_people as people
from tests.builders_capabilities import COUNTED, LEARNING
from tests.builders_people import MONDAY, TODAY, later
from tests.doors.web.visiting import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


def sent(page, **values):
    """Return what a form sends: what stands in its fields, and what somebody filled in."""
    form = page.context["form"]
    first = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**first, **values}.items() if value not in (None, "")}


def test_a_team_rates_reads_writes_and_agrees(monkeypatch):
    cast = people.cast()
    team, members = build.team(cast.body, 7)
    client = signed_in(members[0])
    begin = f"/capabilities/begin/{team}/"
    closes = TODAY + timedelta(days=7)
    days = {"closes_on_day": closes.day, "closes_on_month": closes.month, "closes_on_year": closes.year}

    answer = client.post(begin, {"way": "rate", "framework": DEFAULT, "mission": "", **days}, follow=True)
    address = answer.redirect_chain[-1][0]
    for at, account in enumerate(members):
        other = signed_in(account)
        rated = other.post(f"{address}rate/", {LEARNING: str(1 + at % 3)}, follow=True)
        assert "under seal" in text_of(rated)
    assert "You chose 1. Only you see this." in text_of(client.get(address))
    assert "You chose 2" not in text_of(client.get(address))
    key = rounds(people.reader(members[0]))[0].key
    actions.count_round(people.system(COUNTED), team_round=key)
    monkeypatch.setenv("HEADWAY_NOW", COUNTED.isoformat())

    shown = text_of(client.get(address))
    assert "You lie two levels apart. In the middle: 2." in shown
    edit = f"{address}{LEARNING}/edit/"
    step = {"how_1": "learn", "what_1": "A trial", "owner_1": "Nia", "expected_1": "A test of ours"}
    wrong = client.post(edit, {"level": "3", "needed": "4", **step})
    assert wrong.status_code == 422
    assert "Enter a date." in text_of(wrong)
    day = {"on_1_day": "1", "on_1_month": "6", "on_1_year": "2026"}
    unproved = client.post(edit, {"level": "3", "needed": "4", **step, **day})
    assert "A level from 3 on needs something that shows it." in text_of(unproved)
    client.post(edit, {"level": "2", "needed": "4", **step, **day})
    agreed = client.post(f"{address}agree/", follow=True)

    assert "Agreed on 10 March 2026." in text_of(agreed)
    assert "then there is: A test of ours" in text_of(agreed)
    assert team_round(people.reader(members[3], COUNTED), key=key).state == RoundState.AGREED
    done = client.post(f"{address}review/", {"found": "We know now."}, follow=True)
    assert "We know now." in text_of(done)


def test_a_small_team_is_told_in_words_why_nothing_is_shown(monkeypatch):
    cast = people.cast()
    team, members = build.team(cast.body, 3)
    key = build.rated(team, members, 1, 3, 5)
    monkeypatch.setenv("HEADWAY_NOW", COUNTED.isoformat())

    told = text_of(signed_in(members[0]).get(f"/capabilities/{key}/"))

    assert "Too few rated this to show anything without giving somebody away. Talk it over." in told
    assert "in a team of three each could work out what the others chose" in told
    assert "levels apart" not in told.split("What of the ratings can be seen?")[0]


def test_a_list_of_ones_own_is_installed_from_a_file(tmp_path):
    cast = people.cast()
    client = signed_in(cast.steward)
    anchors = [{"en": f"Level {level}"} for level in range(1, 6)]
    listing = {
        "code": "our-list",
        "name": {"en": "Our list"},
        "source": "Written by us",
        "licence": "OGL 3.0",
        "capabilities": [
            {
                "code": "listening",
                "name": {"en": "Listening"},
                "asks": {"en": "Do we listen?"},
                "anchors": anchors,
            }
        ],
    }
    file = tmp_path / "list.json"
    file.write_text(json.dumps(listing))

    with file.open("rb") as data:
        answer = client.post("/capabilities/lists/install/", {"code": "", "file": data}, follow=True)
    neither = client.post("/capabilities/lists/install/", {"code": ""})

    assert "Our list" in text_of(answer)
    assert "Licence: OGL 3.0." in text_of(answer)
    assert neither.status_code == 422


# --- nothing shows one team beside another ---

TRIES = (
    "?team=all",
    "?teams=all",
    "?order=level",
    "?sort=middle",
    "?on=2026-03-02",
    "?format=csv",
    "?all=1",
    "?mission=food",
    "?organisation=Example+Borough",
)
NAMES = ("Kitchens of the north", "Homes of the south")


@pytest.fixture
def two_teams():
    """Two teams with ratings, a view and a plan, and somebody with every role for the whole body."""
    cast = people.cast()
    for name in NAMES:
        team, members = build.team(cast.body, 7, name)
        key = build.rated(team, members, 1, 2, 2, 3, 3, 4, 5)
        build.planned(key, members[0], COUNTED)
    whole = people.person("Every Role")
    for role in RoleName:
        people.granted(whole, role)
    return signed_in(whole), signed_in(members[0])


def test_no_parameter_opens_a_view_across_teams(two_teams, monkeypatch):
    whole, member = two_teams
    monkeypatch.setenv("HEADWAY_NOW", later(days=9).isoformat())

    for address in ("/capabilities/", *(f"/capabilities/{each}" for each in TRIES)):
        seen = text_of(whole.get(address))
        assert not any(name in seen for name in NAMES), address
        own = text_of(member.get(address))
        assert NAMES[0] not in own, address
        assert NAMES[1] in own, address


def test_no_address_of_the_site_lists_rounds_of_more_than_ones_own_teams():
    named = {str(each.pattern) for each in flat(get_resolver()) if "capabilit" in str(each.pattern)}

    assert named == {
        "capabilities/",
        "capabilities/lists/",
        "capabilities/lists/install/",
        "capabilities/begin/<uuid:team>/",
        "capabilities/<uuid:key>/",
        "capabilities/<uuid:key>/rate/",
        "capabilities/<uuid:key>/agree/",
        "capabilities/<uuid:key>/review/",
        "capabilities/<uuid:key>/<slug:capability>/edit/",
    }


def flat(resolver):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from flat(each)
        else:
            yield each


def test_the_api_knows_no_team_and_no_capability(two_teams):
    whole, _member = two_teams

    description = whole.get("/api/openapi.json").json()

    assert not [path for path in description["paths"] if re.search(r"capabilit|team|circle|know-how", path)]
    assert not [
        name
        for name in description["components"]["schemas"]
        if re.search(r"Capabilit|Team|Rating|Circle", name)
    ]


def test_no_export_carries_a_round_a_rating_or_a_plan(two_teams):
    whole, _member = two_teams
    kinds = {kind.model._meta.app_label for kind in every_kind(Kind)}

    assert not kinds & {"capabilities", "peers"}
    search = text_of(whole.get("/search/?q=Kitchens"))
    assert NAMES[0] not in search


def every_kind(kind_type):
    """Yield every kind of record that a pack or an export may carry."""
    for app in settings.OWN_APPS:
        try:
            module = importlib.import_module(f"headway.{app}.archive")
        except ModuleNotFoundError:
            continue
        yield from (value for value in vars(module).values() if isinstance(value, kind_type))


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_of_a_round_costs_the_same_however_much_is_written(many, django_assert_max_num_queries):
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)
    for number in range(many):
        at = later(hours=number)
        key = build.talked(team, account, at)
        build.planned(key, account, at)
        if number < many - 1:
            actions.agree_plan(people.by(account, at), team_round=key)
            actions.review_plan(people.by(account, at), team_round=key, found="Done")
    reader = people.reader(account, later(hours=many))

    with django_assert_max_num_queries(6):
        found = rounds(reader)

    assert len(found) == many
