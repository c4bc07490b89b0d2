"""Every address has a rule or is declared public, and those with a rule turn strangers away."""

import importlib
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.addresses import PUBLIC, RULES, SIGNED_IN


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield path
        else:
            yield from addresses(each, path)


def plain(rule_is_public: bool) -> list[str]:
    """Return the addresses that a test can open as they stand."""
    wanted = [path for path, rule in RULES.items() if (rule == PUBLIC) is rule_is_public]
    return [path for path in wanted if not set("<^") & set(path)]


def test_every_address_has_a_row_and_every_row_an_address():
    served = set(addresses(get_resolver()))

    assert {"without a rule": served - set(RULES), "gone": set(RULES) - served} == {
        "without a rule": set(),
        "gone": set(),
    }


@pytest.mark.parametrize("rule", sorted(set(RULES.values()) - {PUBLIC, SIGNED_IN}))
def test_a_named_rule_is_a_predicate_of_its_app(rule):
    app, _, rest = rule.partition(".")
    name, _, act = rest.partition(" ")

    permissions = importlib.import_module(f"headway.{app}.permissions")

    assert callable(getattr(permissions, name))
    assert not act or act in permissions.TABLE


@pytest.mark.django_db
@pytest.mark.parametrize("path", plain(rule_is_public=False))
def test_a_stranger_is_turned_away(client, path):
    response = client.get(f"/{path}")

    assert response.status_code in {302, 403, 404, 405}
    if response.status_code == 302:
        assert "/account/login/" in response.headers["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", plain(rule_is_public=True))
def test_a_public_address_asks_nobody_who_they_are(client, path):
    response = client.get(f"/{path}")

    assert response.status_code < 500
    assert response.status_code not in {401, 403}
