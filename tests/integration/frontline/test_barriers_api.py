"""Barriers through the API: by name with a token, without a name with none, by date and in no other order."""

from datetime import date

import pytest
from django.test import Client

from headway.frontline.models import Letter
from headway.kernel.models import Entry
from headway.people import actions as accounts
from headway.people.choices import TokenScope
from tests import builders_barriers as build
from tests import builders_people as people
from tests.builders_barriers import CODE
from tests.builders_people import MONDAY, later

pytestmark = pytest.mark.django_db
LETTER = {
    "tried": "Buy a cooker",
    "stopped": "The panel",
    "kind": "approval",
    "often": "weekly",
    "takes": "under_60",
    "code": CODE,
}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", later(days=9).isoformat())


def send(path, body, secret=""):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client(headers=headers).post(f"/api/v1{path}", body, content_type="application/json")


def test_a_letter_needs_no_token_and_leaves_nothing():
    build.cast()
    before = Entry.objects.count()

    answers = [send("/barriers/letters", LETTER).status_code for _again in range(2)]

    assert answers == [202, 202]
    assert (Letter.objects.count(), Entry.objects.count()) == (1, before)


def test_a_letter_takes_no_name():
    build.cast()

    answer = send("/barriers/letters", LETTER | {"name": "Nia Nurse"})

    assert answer.status_code == 422


def test_a_barrier_by_name_needs_a_token():
    build.cast()

    answer = send("/barriers", LETTER)

    assert answer.status_code == 401


def test_the_list_is_by_date_whatever_is_asked():
    cast = build.cast()
    keys = [build.raised(cast, later(days=day), code=f"{day:032x}") for day in range(3)]

    plain = Client().get("/api/v1/barriers?limit=2").json()
    rest = Client().get(f"/api/v1/barriers?limit=2&cursor={plain['next']}").json()
    ordered = Client().get("/api/v1/barriers?ordering=minutes")

    assert [row["key"] for row in plain["items"] + rest["items"]] == [str(key) for key in keys[::-1]]
    assert ordered.status_code in {200, 422}
    assert "cooker" not in str(plain)


def test_who_reads_first_sorts_with_a_token():
    cast = build.cast()
    key = build.raised(cast, MONDAY)
    secret = accounts.make_token(
        people.by(cast.reader), label="desk", scope=TokenScope.WRITE, expires_on=date(2026, 9, 1)
    ).secret

    answer = send(
        f"/barriers/{key}/sort",
        {"kind": "tool", "changer": "team", "to": str(cast.procurement)},
        secret,
    )

    assert answer.status_code == 200
    assert answer.json()["kind"] == "tool"
