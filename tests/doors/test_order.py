"""Nothing orders people, teams or what they raised by anything but date and name, whatever is asked for."""

import argparse
import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from headway.cli.main import main, parser
from headway.frontline import actions
from headway.frontline.choices import Often, Takes
from headway.kernel.actors import RoleName
from headway.peers.choices import Audience
from headway.people.actions import add_office
from headway.people.models import Account
from tests import builders_barriers as build
from tests import builders_peers as peers
from tests import builders_people as people
from tests import builders_rules as rules
from tests.builders_people import later
from tests.permissions.routes import ASKING
from tests.permissions.test_routes import routes

pytestmark = pytest.mark.django_db
# In the order of their days. By what they cost Apple comes first and Mango last: no date and no name says so.
CAME = {
    "Zebra": (Often.WEEKLY, Takes.UNDER_15),
    "Apple": (Often.YEARLY, Takes.SECONDS),
    "Mango": (Often.MANY_A_DAY, Takes.DAY),
}
OLDEST, NEWEST, BY_NAME = tuple(CAME), tuple(reversed(CAME)), tuple(sorted(CAME))
EVERYBODY = Audience.PUBLIC
NOW = later(days=9)
LISTS = {
    "frontline:index": NEWEST,
    "rules:index": BY_NAME,
    "rules:freedoms": OLDEST,
    "peers:stories": NEWEST,
    "peers:circles": NEWEST,
    "peers:know-how": BY_NAME,
    "people:index": BY_NAME,
    "api-1.0.0:list_barriers": NEWEST,
    "api-1.0.0:list_rules": BY_NAME,
    "api-1.0.0:list_freedoms": OLDEST,
    "api-1.0.0:list_stories": NEWEST,
}


@pytest.fixture
def whole(monkeypatch, settings):
    """Somebody with every role, where three offices, teams and people each have something of everything."""
    settings.PAGE_CACHE_SECONDS = 0
    cast = build.cast()
    steward = people.by(cast.steward, NOW)
    for number, (name, (often, takes)) in enumerate(CAME.items()):
        at = later(days=number)
        person = people.person(f"{name} Person", RoleName.STAFF, at=at)
        office = add_office(people.system(at), organisation=cast.body, name=f"{name} office")
        key = build.routed(
            replace(cast, procurement=office), at, code=f"{number:032x}", often=often, takes=takes
        )
        actions.summarise(
            steward, barrier=key, summary=f"{name} waits", language="en", version=build.row(key, NOW).version
        )
        rule = rules.register(office, at, title=f"{name} rule")
        rules.flows.ask_freedom(
            people.by(person, at), new=replace(rules.ASKED, rule=rule, watch=(indicator(name),), title=name)
        )
        team = peers.team(cast.body, f"{name} team")
        peers.shown(
            person, peers.new_story(cast.mission, team, title=f"{name} story", audience=EVERYBODY), at
        )
        peers.help_of(person, at=at)
        peers.actions.found_circle(people.by(person, at), circle=replace(peers.CIRCLE, question=f"{name}?"))
    everything = people.person("Every Role")
    for role in RoleName:
        people.granted(everything, role)
    monkeypatch.setenv("HEADWAY_NOW", NOW.isoformat())
    client = Client()
    client.force_login(Account.objects.get(key=everything))
    return client


def indicator(name):
    return rules.measures.indicator(f"{name} claims")


def named(text: str) -> list[str]:
    """Return our three names as often and in the order in which they stand; a choice in a form is no list."""
    plain = re.sub(r"<select.*?</select>|<[^>]+>", " ", text, flags=re.DOTALL)
    return re.findall("|".join(CAME), plain)


def listing() -> dict[str, str]:
    """Return the addresses that need no key, by the names of their routes."""
    found = {}
    for name in routes():
        try:
            found[name] = reverse(name)
        except NoReverseMatch:
            continue
    return found


def test_no_list_on_a_page_or_in_the_api_has_another_order(whole):
    found, moved = {}, []

    for name, address in listing().items():
        answer = whole.get(address)
        if answer.status_code != 200:
            continue
        shown = named(answer.content.decode("utf-8", "replace"))
        if not shown:
            continue
        first = tuple(dict.fromkeys(shown))
        if len(first) == len(CAME):
            found[name] = first
        asked = whole.get(f"{address}?{urlencode(ASKING)}")
        if asked.status_code == 200 and named(asked.content.decode("utf-8", "replace")) != shown:
            moved.append(name)

    assert {name: found.get(name) for name in LISTS} == LISTS
    assert {name: first for name, first in found.items() if first not in {OLDEST, NEWEST, BY_NAME}} == {}
    assert moved == []


def test_the_export_of_barriers_stands_by_date(whole, capsys):
    main(["barriers", "export"])

    assert tuple(dict.fromkeys(named(capsys.readouterr().out))) == NEWEST


def options(command: argparse.ArgumentParser) -> set[str]:
    """Return every option of a command and of the commands in it."""
    found: set[str] = set()
    for action in command._actions:
        found |= set(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            found |= {each for inner in action.choices.values() for each in options(inner)}
    return found


def test_no_command_takes_an_order():
    known = options(parser())

    assert "--mission" in known
    assert [each for each in known if re.search(r"sort|order|rank|^--by-", each)] == []
