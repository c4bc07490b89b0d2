"""The page of places side by side: answers first, by name, and no way to put places in order of a figure."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests import builders_places as build

pytestmark = pytest.mark.django_db
PAGE = "/indicators/damp-homes/places/"
WORDS = (
    "sort",
    "order",
    "order_by",
    "ordering",
    "sort_by",
    "rank",
    "by",
    "o",
    "dir",
    "direction",
    "top",
    "best",
)
WISHES = ("value", "-value", "figure", "desc", "asc", "count", "1", "best", "worst", "rank", "size")


@pytest.fixture
def citizen(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", "2026-03-02T12:00:00+00:00")
    return Client()


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def listed(response):
    """Return the names of the last list of the page, in its order."""
    return re.findall(
        r'<li><a class="govuk-link" href="/places/X[^"]+">([^<]+)</a>', response.content.decode()
    )


def test_the_answer_stands_first_then_the_rule_and_why_order_means_little(citizen):
    build.damp()

    page = citizen.get(PAGE)

    said = text(page)
    assert page.status_code == 200
    assert said.index("11 of 12 lie inside the outer lines") < said.index("Chosen by this rule")
    assert "Which place comes before which says little" in said
    assert listed(page) == list(build.NAMES)


def test_no_parameter_puts_places_in_another_order_than_by_name(citizen):
    build.damp()
    plain = citizen.get(PAGE).content

    for word in WORDS:
        for wish in WISHES:
            page = citizen.get(PAGE, {word: wish})
            assert page.status_code == 200
            assert page.content.replace(f"?{word}={wish}".encode(), b"") == plain, (word, wish)


@pytest.mark.parametrize("name", ["tier", "place", "group", "among"])
def test_the_choices_of_the_page_order_nothing_either(citizen, name):
    build.damp()

    for wish in WISHES:
        page = citizen.get(PAGE, {name: wish})
        assert page.status_code == 404 or listed(page) == sorted(listed(page))


def test_no_operation_of_the_api_takes_a_parameter_that_orders(citizen):
    description = citizen.get("/api/openapi.json").json()

    taken = {
        parameter.get("name", "")
        for methods in description["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", [])
    }

    assert taken & set(WORDS) == set()
    assert not [name for name in taken if "sort" in name or "order" in name or "rank" in name]


def test_no_address_speaks_of_a_ranking():
    patterns = [
        str(each.pattern)
        for part in get_resolver().url_patterns
        for each in getattr(part, "url_patterns", [part])
    ]

    assert not [
        pattern for pattern in patterns if re.search(r"rank|league|leader-?board|best|worst", pattern)
    ]


def test_one_place_is_marked_and_asked_about(citizen):
    build.damp()

    page = citizen.get(PAGE, {"place": build.CODES[3]})

    assert "Does Dell differ from places like it?" in text(page)
    assert b"tile-marked" in page.content


def test_an_indicator_without_figures_says_what_to_do(citizen):
    from tests import builders_measures as measures

    measures.indicator("Damp homes")

    page = citizen.get(PAGE)

    assert "There are no figures to put side by side yet." in text(page)


def test_pages_link_to_the_comparison(citizen):
    build.damp()

    pages = [
        citizen.get(address).content.decode()
        for address in ("/indicators/damp-homes/", f"/places/{build.CODES[0]}/")
    ]

    assert all(PAGE in page for page in pages)
