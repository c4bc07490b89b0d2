"""An indicator's page beside its groups, the wider places and the indicator that balances it."""

import pytest
from django.urls import reverse

from headway.flows import figures as flow
from headway.flows.figures import Figures
from headway.formats.numbers import Status
from headway.kernel.things import find
from headway.measures.choices import Polarity
from tests.builders_measures import CAMDEN, ENGLAND, LONDON, by, indicator, places, release, statement
from tests.doors.web.test_figures import a_monday, said  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def figures(*statements, published="2026-01-12"):
    flow.bring_in(by(), figures=Figures(release=release(published), statements=statements))


def page(client, key, **query):
    slug = next(each for each in ("children-in-poverty", "temporary-homes") if _is(each, key))
    return said(client.get(reverse("targets:indicator", args=[slug]), query))


def _is(slug, key):
    from headway.kernel.errors import Missing

    try:
        return find("indicator", slug).label.key == key
    except Missing:
        return False


def test_groups_stand_by_name_with_their_gap_and_suppressed_ones_say_so(client):
    places()
    key = indicator()
    figures(
        statement(key, 2024, 30.0),
        statement(key, 2024, 36.0, breakdown="Ethnicity=Bangladeshi"),
        statement(key, 2024, 22.5, breakdown="Ethnicity=White British"),
        statement(key, 2024, None, breakdown="Ethnicity=Gypsy or Roma", status=Status.SUPPRESSED),
        statement(key, 2023, 28.0, breakdown="Ethnicity=Arab"),
    )

    text = page(client, key)

    assert "Who is behind the average?" in text
    assert "the groups lie between 22.5% (Ethnicity White British) and 36% (Ethnicity Bangladeshi)" in text
    assert "6.0 percentage points higher" in text
    assert "7.5 percentage points lower" in text
    assert "1 figure is kept back by its publisher" in text
    assert "Suppressed by the publisher" in text
    table = text[text.index("by group, 2024") :]
    order = [table.index(f"Ethnicity {name}") for name in ("Arab", "Bangladeshi", "Gypsy or Roma", "White")]
    assert order == sorted(order)


def test_a_place_is_held_against_the_places_it_lies_within(client):
    places()
    key = indicator()
    figures(
        statement(key, 2024, 27.3),
        statement(key, 2024, 30.7, place=LONDON),
        statement(key, 2024, 25.0, place=ENGLAND),
    )

    text = page(client, key, place=CAMDEN)

    table = text[text.index("within wider places") :]
    assert table.index("England") < table.index("London")
    assert "2.3 percentage points higher" in table
    assert "3.4 percentage points lower" in table
    assert "no interval, so nobody can say" in table.lower()


def test_a_page_without_groups_and_wider_places_asks_nothing(client):
    places()
    key = indicator()
    figures(statement(key, 2024, 27.3))

    assert "Who is behind the average?" not in page(client, key)


def test_a_measure_and_what_balances_it_are_read_together_from_both_sides(client):
    places()
    other = indicator("Temporary homes", polarity=Polarity.DECREASE)
    key = indicator(balancing=other)
    series = [statement(key, year, 20.0 + year % 3) for year in range(2008, 2025)]
    series += [statement(other, year, 5.0 + year % 2) for year in range(2008, 2025)]
    figures(*series)

    first, second = page(client, key), page(client, other)

    assert "Is something else paying for it?" in first
    assert "Temporary homes, Camden: is it changing?" in first
    assert "It balances" in second
    assert "Children in poverty" in second


def test_what_balances_may_have_no_figures_yet(client):
    places()
    other = indicator("Temporary homes")
    key = indicator(balancing=other)
    figures(statement(key, 2024, 27.3))

    assert "It has no figures yet." in page(client, key)
