"""Rules, weighings and freedoms through the API."""

import pytest
from django.test import Client

from headway.people import actions as people
from headway.people.choices import TokenScope
from headway.people.queries import day_of
from tests import builders_people as build
from tests import builders_rules as here
from tests.builders_people import MONDAY

pytestmark = pytest.mark.django_db
API = "/api/v1"
INPUTS = {
    name: dict(zip(("low", "likely", "high"), map(float, three), strict=True))
    for name, three in here.THREES.items()
}


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


def token(account):
    return people.make_token(
        build.by(account), label="x", scope=TokenScope.WRITE, expires_on=day_of(build.later(days=9))
    ).secret


def send(account, method, path, sent):
    headers = {"authorization": f"Bearer {token(account)}"}
    return getattr(Client(), method)(f"{API}{path}", sent, content_type="application/json", headers=headers)


def test_rules_and_their_weighings_are_read_by_everybody():
    cast = here.cast()

    made = send(cast.director, "post", f"/rules/{cast.rule}/controls", {"inputs": INPUTS, "threshold": None})
    (listed,) = Client().get(f"{API}/rules").json()["items"]
    (kept,) = Client().get(f"{API}/rules/{listed['slug']}/controls").json()

    assert made.status_code == 201
    assert listed["title"] == "Two signatures for every crisis payment"
    assert kept["found"]["sentences"][0].startswith("Each check costs £39.40")
    assert (kept["found"]["verdict"], kept["found"]["trial"]) == ("trial", "relax")


def test_a_control_is_weighed_without_keeping_it_and_bad_numbers_are_refused():
    cast = here.cast()
    wrong = INPUTS | {"days": {"low": 9.0, "likely": 3.0, "high": 5.0}}

    said = send(cast.nurse, "post", "/controls", {"inputs": INPUTS, "irreversible": True})
    refused = send(cast.nurse, "post", "/controls", {"inputs": wrong})

    assert (said.json()["guards"], said.json()["verdict"]) == (["irreversible"], None)
    assert refused.status_code == 422
    assert Client().get(f"{API}/rules/{cast.rule}/controls").json() == []


def test_a_freedom_is_asked_refused_and_granted_with_its_version():
    cast = here.cast()
    asked = {
        "rule": str(cast.rule), "title": "Pay at once", "allows": "One signature.", "who": "The team",
        "starts_on": "2026-03-09", "ends_on": "2026-09-06", "conditions": "A sample is read.",
        "watch": [str(cast.indicator)],
    }  # fmt: skip
    said = {
        "reason": "It costs more.", "equality_effect": "None lose.", "equality_evidence": "Payments",
        "equality_considered_by": "Finance", "equality_considered_on": "2026-02-27",
    }  # fmt: skip

    made = send(cast.nurse, "post", "/freedoms", asked)
    path = f"/freedoms/{made.json()['key']}"
    early = send(cast.director, "post", f"{path}/refuse", {"reason": "No", "instead": "Wait", "version": 9})
    granted = send(cast.director, "post", f"{path}/grant", said | {"version": 1})
    locked = send(cast.nurse, "put", path, asked | {"version": 2})

    assert (made.status_code, early.status_code, granted.status_code, locked.status_code) == (
        201,
        409,
        200,
        409,
    )
    assert granted.json()["state"] == "granted"
    assert Client().get(f"{API}/freedoms").json()["items"][0]["watch"] == [str(cast.indicator)]


def test_a_rule_is_registered_and_changed_by_its_office():
    cast = here.cast()
    new = {
        "title": "Paper",
        "kind": "policy",
        "owner": str(cast.office),
        "clause": "p. 9",
        "text": "Print it.",
    }

    made = send(cast.steward, "post", "/rules", new)
    change = {"state": "removed", "since": "2026-03-02", "note": "Nobody missed it.", "version": 1}
    refused = send(cast.steward, "post", f"/rules/{made.json()['key']}/change", change)
    changed = send(cast.director, "post", f"/rules/{made.json()['key']}/change", change)
    history = Client().get(f"{API}/rules/paper/history").json()

    assert (made.status_code, refused.status_code, changed.status_code) == (201, 403, 200)
    assert [row["state"] for row in history] == ["removed", "in_force"]
