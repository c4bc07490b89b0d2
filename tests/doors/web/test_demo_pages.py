"""What the pages say of the loaded demonstration: real figures with their publisher, invented ones as invented."""

import html
import re

import pytest

from tests.lasting import _django_db_helper, demonstration

__all__ = ["_django_db_helper"]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration on a Monday in March."""
    with demonstration(django_db_blocker, tmp_path_factory.mktemp("data"), "2026-03-02T12:00:00+00:00"):
        yield


@pytest.fixture
def read(client):
    """Return how a page is read, without its tags."""

    def words(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))

    return words


def test_the_pages_answer_with_numbers(read):
    front, food, young = read("/"), read("/missions/food/"), read("/missions/young-people/")
    poverty = read("/indicators/child-poverty/?place=E09000007")
    before = read("/?on=2021-01-01")

    assert front.count("The latest figure is") >= 4
    assert food.count("Not opened yet.") == 1
    assert "the date has passed" in young
    assert re.search(r"The latest figure is 19\.9% \(year to March 2024\)\. If things go on as now", poverty)
    assert "Office for National Statistics" in poverty
    assert "Open Government Licence v3.0" in poverty
    assert "No mission is open yet." in before


def test_what_is_invented_says_so_and_what_is_published_does_not(read):
    made_up, real = read("/indicators/eats-well/"), read("/indicators/child-poverty/?place=E09000007")

    assert "Invented" in made_up
    assert "Invented for the demonstration" in made_up
    assert "Explore local statistics" in real
    assert "Invented for the demonstration" not in real


def test_a_place_without_figures_says_so_and_one_that_is_not_there_is_missing(read, client):
    none = read("/indicators/child-poverty/?place=E12000003")
    back = read("/indicators/child-poverty/?place=E09000007&on=2025-06-01")

    assert "There are no figures yet." in none
    assert "There are no figures yet." in back
    assert client.get("/indicators/child-poverty/?place=X00000000").status_code == 404
