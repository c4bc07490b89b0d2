"""Every address of the site walked as every role and compared with the written matrix of `routes.py`."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permissions import routes as matrix
from tests.permissions import (
    routes_answers,
    routes_api,
    routes_barriers,
    routes_capabilities,
    routes_checks,
    routes_findings,
    routes_learning,
    routes_missions,
    routes_peers,
    routes_rhythms,
    routes_rules,
    routes_studies,
    routes_voice,
)
from tests.permissions import world as worlds
from tests.permissions.routes import ASKING, WALKERS

LOGIN = "/account/login/"
ROUTES = (
    matrix.ROUTES
    | routes_answers.ROUTES
    | routes_barriers.ROUTES
    | routes_checks.ROUTES
    | routes_findings.ROUTES
    | routes_learning.ROUTES
    | routes_missions.ROUTES
    | routes_rhythms.ROUTES
    | routes_rules.ROUTES
    | routes_studies.ROUTES
    | routes_peers.ROUTES
    | routes_capabilities.ROUTES
    | routes_voice.ROUTES
    | routes_api.ROUTES
)


def routes(resolver: URLResolver | None = None, space: str = "", path: str = "") -> Iterator[str]:
    """Yield the name of every route; its pattern where it has none."""
    for each in (resolver or get_resolver()).url_patterns:
        here = f"{path}{each.pattern}"
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from routes(each, inner, here)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name}" if each.name else here


def opened(response) -> bool:
    """Whether the page was shown; refused is 401, 403, 404, or the way to sign in."""
    assert response.status_code < 500, response.content
    to_login = response.status_code == 302 and LOGIN in response.url
    assert response.status_code not in {405, 422}, "a page that is only looked at complains of nothing"
    return not to_login and response.status_code not in {401, 403, 404}


def require_its_own_order(client: Client, address: str) -> None:
    """Nothing that is asked for in an address changes what stands where."""
    plain, asked = (client.get(f"{address}{more}") for more in ("", f"?{urlencode(ASKING)}"))
    if plain.status_code == asked.status_code == 200 and not plain.streaming:
        assert words(asked) == words(plain), address


def words(response) -> bytes:
    return re.sub(rb"<[^>]*>", b"", response.content)


def test_every_route_has_a_row_in_the_matrix():
    missing = sorted(set(routes()) - ROUTES.keys())

    assert not missing, f"tests/permissions/routes.py says nothing of {missing}"


def test_every_row_of_the_matrix_is_a_route():
    unknown = sorted(ROUTES.keys() - set(routes()))

    assert not unknown


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in ROUTES if not ROUTES[name].elsewhere])
def test_a_route_opens_for_those_of_the_matrix_and_nobody_else(name, world, sessions, monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", worlds.MONDAY.isoformat())
    rule = ROUTES[name]
    address = rule.path or reverse(name, kwargs=dict(rule.args(world)))

    found: set[str] = set()
    for role in WALKERS:
        client = worlds.client(sessions.get(role, ""))
        if opened(getattr(client, rule.method)(address)):
            found.add(role)
            shown = client

    assert found == set(rule.who), address
    if found and rule.method == "get":
        require_its_own_order(shown, address)
    assert settings.LOGIN_URL == "account_login"
