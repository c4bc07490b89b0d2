"""The first pages of an installation, from the link in the terminal to the drafts."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from headway.flows.setup import SALT
from headway.kernel.actors import RoleName
from headway.people import queries
from headway.people.models import Account
from tests import builders_people as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", build.MONDAY.isoformat())


ANSWERS = {
    "body": "Example Borough",
    "family": "local_government",
    "name": "Ada Admin",
    "email": "ada@example.org",
}


def link() -> str:
    return reverse("setup:begin", args=[signing.dumps("begin", salt=SALT)])


def signed_in(role: RoleName) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=build.person("Sam Somebody", role)))
    return client


def test_who_holds_the_link_names_the_body_and_becomes_its_administrator():
    page = Client().post(link(), ANSWERS, follow=True)

    account = Account.objects.get(email="ada@example.org")
    assert "/account/invitation/" in page.redirect_chain[0][0]
    assert queries.body_settings(build.system_reader()).name == "Example Borough"
    assert queries.person(build.system_reader(), key=account.key).roles[0].role == RoleName.ADMINISTRATOR


def test_the_link_works_once():
    Client().post(link(), ANSWERS)

    again = Client().get(link())

    assert again.status_code == 410


@pytest.mark.parametrize("token", ["made:up", "begin"])
def test_a_link_from_elsewhere_opens_nothing(token):
    answer = Client().post(reverse("setup:begin", args=[token]), ANSWERS)

    assert answer.status_code == 410
    assert queries.body_key(build.system_reader()) is None


def test_a_link_is_good_for_an_hour(monkeypatch):
    made = link()
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(hours=1, minutes=1).total_seconds())

    answer = Client().get(made)

    assert answer.status_code == 410


def test_a_wrong_address_is_said_beside_its_field_and_nothing_is_begun():
    answer = Client().post(link(), {**ANSWERS, "email": "nobody"})

    assert answer.status_code == 422
    assert queries.body_key(build.system_reader()) is None


def test_the_tasks_are_read_from_what_is_there():
    build.body()

    page = signed_in(RoleName.ADMINISTRATOR).get(reverse("setup:index")).content.decode()

    assert "7 things are left to do" in page
    assert page.count("<strong>Next</strong>") == 1


def test_a_draft_asks_in_brackets_for_what_only_the_body_knows():
    build.body()
    client = signed_in(RoleName.STEWARD)

    page = client.get(reverse("setup:document", args=["privacy-notice"])).content.decode()
    file = client.get(reverse("setup:document", args=["privacy-notice"]), {"as": "markdown"})

    assert "[the address of your data protection contact]" in page
    assert file.content.decode().startswith("# Privacy notice")
    assert client.get(reverse("setup:document", args=["no-such-draft"])).status_code == 404
