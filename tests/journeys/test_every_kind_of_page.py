"""Each kind of page of the loaded demonstration: WCAG 2.2 AA at three widths, and the policies it carries."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.journeys.conftest import Visitor, watch
from tests.journeys.half_done import HALF_DONE, sign_in
from tests.journeys.installed import NOW
from tests.journeys.pages import Walk, kinds_of_page

pytestmark = pytest.mark.journey
WHO = ("", "analyst", "admin", "lead", "steward", "board")


@pytest.fixture(scope="session")
def walk(demo, browser) -> Walk:
    """Walk the whole site as everybody in turn, with work that was left half done."""
    walk = Walk(demo)
    for who in WHO:
        context = browser.new_context(base_url=demo.url)
        page = context.new_page()
        if who:
            sign_in(page, f"{who}@example.org")
        more = HALF_DONE[who](page) if who in HALF_DONE else []
        walk.follow(who, context.request, [each.removeprefix(demo.url) for each in more])
        walk.states[who] = context.storage_state()
        context.close()
    return walk


def test_no_link_is_broken(walk):
    assert walk.broken == []


@pytest.fixture(scope="session")
def walkers(walk, browser, browser_context_args) -> Iterator[dict[str, Visitor]]:
    """Everybody of the walk, each with one window for all their pages: a new one would fetch all styles again."""
    contexts = {
        who: browser.new_context(**browser_context_args, base_url=walk.site.url, storage_state=state)
        for who, state in walk.states.items()
    }
    found = {who: Visitor(walk.site, context.new_page()) for who, context in contexts.items()}
    for visitor in found.values():
        watch(visitor)
    yield found
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("name", kinds_of_page())
def test_a_kind_of_page_is_accessible(walk, walkers, name):
    who, address = walk.where(name)
    visitor = walkers[who]
    visitor.complaints.clear()

    answer = visitor.open(address)

    assert answer.status == 200
    visitor.check_the_page()
    assert visitor.complaints == []


@pytest.mark.parametrize("name", kinds_of_page())
def test_a_kind_of_page_carries_its_policies(walk, name):
    who, address = walk.where(name)

    headers = walk.headers[name]

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    framed = "*" if name == "voice:card" else "'none'"  # a card is there to stand on other sites
    assert f"frame-ancestors {framed}" in policy
    assert "unsafe-inline" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    if who or "/account/" in address:
        assert "no-store" in headers["cache-control"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nothing/", 404), ("/?on=tomorrow", 400), ("/people/", 403), ("/indicators/nothing/", 404)],
)
def test_an_error_page_is_accessible(demo, visit, address, status):
    visitor = visit(demo)

    answer = visitor.open(address)

    assert answer.status == status
    visitor.check_the_page()
    visitor.refused(status)


def test_a_refusal_for_want_of_a_role_is_accessible(walk, visit):
    visitor = visit(walk.site, storage_state=walk.states["analyst"])

    answer = visitor.open("/people/invite/")

    assert answer.status == 403
    visitor.check_the_page()
    visitor.refused(403)


def test_security_txt_names_a_contact_and_has_not_expired(demo, new_context):
    text = new_context().request.get(f"{demo.url}/.well-known/security.txt").text()

    fields = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    assert re.fullmatch(r"(mailto:|https://).+", fields["Contact"])
    assert datetime.fromisoformat(fields["Expires"]) > datetime.fromisoformat(NOW)
