"""Every form of the site, filled with what nobody expects and with texts that try to run (goals 20 and 21).

Small here; `./run bench forms` takes the full number of examples and of payloads, on both databases.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings

from headway.kernel.actors import RoleName
from tests import builders_people as build
from tests.goals.forms import PAYLOADS, Forms, Injected, is_file, sendings
from tests.lasting import _django_db_helper, made_once
from tests.permissions import world as worlds
from tests.permissions.test_routes import ROUTES

__all__ = ["_django_db_helper"]
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "1"))
SHOWN = int(os.environ.get("FUZZ_PAYLOADS", "1"))
SLOW = 2.0  # seconds of our own work: other programs of the machine do not count
PAGES = [
    name
    for name, rule in ROUTES.items()
    if rule.method == "get" and not rule.elsewhere and not name.startswith(("api", "cy/api", "^api"))
]
pytestmark = pytest.mark.django_db
each_page = pytest.mark.parametrize("name", PAGES)


@dataclass(frozen=True)
class House:
    """An installation with somebody for every role, and the session of somebody who holds them all."""

    world: worlds.World
    session: str


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker) -> Iterator[House]:
    """Make the house once for all forms."""
    with made_once(django_db_blocker):
        world = worlds.everybody()
        might = build.person("Max Might", RoleName.ADMINISTRATOR)
        for role in set(RoleName) - {RoleName.ADMINISTRATOR}:
            build.granted(might, role)
        yield House(world, worlds.session(might))


class Site:
    """A page as somebody with every role sees it; what they do is taken back."""

    def __init__(self, house: House, name: str) -> None:
        rule = ROUTES[name]
        self.session = house.session
        self.address = rule.path or reverse(name, kwargs=dict(rule.args(house.world)))

    def client(self) -> Client:
        return worlds.client(self.session, raise_request_exception=False)

    def forms(self, client: Client):
        page = client.get(self.address)
        html = page.headers.get("Content-Type", "").startswith("text/html")
        found = Forms(page.content.decode()).found if html and page.status_code == 200 else []
        return [form for form in found if form.fields and "logout" not in form.action]

    def send(self, client: Client, form, sent):
        """Send a form, and return the answer and the seconds it took."""
        address = urlsplit(form.action).path or self.address
        begun = time.process_time()
        answer = client.post(address, sent) if form.method == "post" else client.get(address, sent)
        return answer, time.process_time() - begun


@pytest.fixture(autouse=True)
def _monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", worlds.MONDAY.isoformat())


@each_page
def test_no_form_meets_a_fault_of_ours_and_no_text_runs(lasting, name):
    site = Site(lasting, name)
    client = site.client()

    for form in site.forms(client):
        with_every_sending(form, lambda sent, form=form: meets_no_fault(site, client, form, sent))
        for payload in PAYLOADS[:: len(PAYLOADS) // SHOWN]:
            runs_nothing(site, client, form, payload)


def meets_no_fault(site, client, form, sent):
    """Send a form and take it back: no fault of ours, and an answer in time."""
    with transaction.atomic():
        answer, seconds = site.send(client, form, sent)
        transaction.set_rollback(True)
    assert answer.status_code < 500, (form.action or site.address, readable(sent))
    assert seconds < SLOW, (form.action or site.address, seconds)


def runs_nothing(site, client, form, payload):
    """Send a text that tries to run: into every control, which is refused, and where words are stored."""
    everywhere = [each.name for each in form.fields if each.written]
    where_stored = [each.name for each in form.fields if each.prose]
    for names in filter(None, (everywhere, where_stored)):
        stored_or_refused(site, client, form, dict.fromkeys(names, payload))


def stored_or_refused(site, client, form, texts):
    """Send texts; look at the answer, at the page it leads to, and at the form again. Returns the status."""
    with transaction.atomic():
        answer, _seconds = site.send(client, form, form.first() | texts)
        pages = [answer, client.get(site.address)]
        if answer.status_code == 302:
            pages.append(client.get(answer.url))
        transaction.set_rollback(True)
    for page in pages:
        assert page.status_code < 500, texts
        if page.headers.get("Content-Type", "").startswith("text/html"):
            assert Injected(page.content.decode()).found == [], texts
    return answer.status_code


def with_every_sending(form, check):
    """Check a form with as many sendings as this run takes."""

    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sendings(form))
    def drive(sent):
        check(sent)

    drive()


def readable(sent):
    return {key: "a file" if is_file(value) else value for key, value in sent.items()}


STORING = (
    "checks:switch-off",
    "missions:outcome-new",
    "missions:translation",
    "people:add_office",
    "people:add_organisation",
    "people:add_team",
    "people:details",
    "rhythms:edit",
)


@pytest.mark.parametrize("name", STORING)
@pytest.mark.parametrize("payload", PAYLOADS[:: len(PAYLOADS) // SHOWN])
def test_a_text_that_tries_to_run_is_stored_as_a_text(lasting, name, payload):
    site = Site(lasting, name)
    client = site.client()

    statuses = [
        stored_or_refused(site, client, form, dict.fromkeys(texts, payload.replace("\0", "")))
        for form in site.forms(client)
        if (texts := [each.name for each in form.fields if each.prose]) and form.method == "post"
    ]

    assert 302 in statuses


def test_the_forms_are_found(lasting):
    site = Site(lasting, "place_list:choose_peers")

    (form,) = [form for form in site.forms(site.client()) if form.method == "post"]

    assert {each.name for each in form.fields if each.written} == {"name", "reason", "codes", "chosen_by"}


@pytest.mark.parametrize("payload", [PAYLOADS[0], PAYLOADS[10], PAYLOADS[29], PAYLOADS[36], PAYLOADS[20]])
def test_a_page_that_let_a_text_run_would_be_noticed(payload):
    inside = f'<p><input value="{payload}"></p>' if payload.startswith('"') else f"<p>{payload}</p>"

    assert Injected(inside).found


def test_there_are_sixty_payloads_and_no_two_are_alike():
    assert len(set(PAYLOADS)) == 60
