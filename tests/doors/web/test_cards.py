"""Keeping the cards of indicators, through the pages."""

import pytest
from django.urls import reverse

from headway.kernel.things import find
from headway.measures.queries import card
from tests.builders_measures import reader
from tests.doors.web.test_figures import NOW, a_monday, analyst, said  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def card_answers(**changed):
    given = {
        "name": "Rough sleeping",
        "unit": "people",
        "polarity": "decrease",
        "level": "outcome",
        "use": "public_account",
        "chart": "values",
        "definition": "People seen sleeping rough on one night in autumn.",
    }
    return given | changed


def test_an_indicator_is_added_amended_and_retired(analyst):
    added = analyst.post(reverse("measures:new"), card_answers(), follow=True)
    address = reverse("measures:card", args=["rough-sleeping"])
    form = analyst.get(address)
    amended = analyst.post(
        address, card_answers(unit="persons", change_note="One word", version="1"), follow=True
    )
    stale = analyst.post(address, card_answers(unit="souls", change_note="Older", version="1"))
    retired = analyst.post(reverse("measures:retire", args=["rough-sleeping"]), {}, follow=True)

    key = find("indicator", "rough-sleeping").label.key
    assert "The indicator is added" in said(added)
    assert "This is version 1" in said(form)
    assert "Version 2 of the card is saved" in said(amended)
    assert stale.status_code == 409
    assert "souls" in said(stale)
    assert "is retired" in said(retired)
    assert card(reader(NOW), indicator=key).version == 2


def test_a_card_with_mistakes_says_them_beside_its_fields(analyst):
    response = analyst.post(reverse("measures:new"), card_answers(name="", lowest="5", highest="1"))
    crossed = analyst.post(reverse("measures:new"), card_answers(lowest="5", highest="1"))

    assert (response.status_code, crossed.status_code) == (422, 422)
    assert "needs an answer" in said(response)
    assert "must be above the lowest" in said(crossed)
    assert "Rough sleeping" in said(crossed)


def test_a_card_names_the_kind_of_figure_and_another_indicator_that_balances_it(analyst):
    analyst.post(reverse("measures:new"), card_answers(name="Moved into temporary homes"))
    other = find("indicator", "moved-into-temporary-homes").label.key
    analyst.post(reverse("measures:new"), card_answers(chart="count", balancing=str(other)))
    address = reverse("measures:card", args=["rough-sleeping"])

    form = analyst.get(address)
    itself = find("indicator", "rough-sleeping").label.key
    refused = analyst.post(
        address, card_answers(balancing=str(itself), change_note="By itself", version="1"), follow=True
    )

    row = card(reader(NOW), indicator=itself)
    assert (row.chart.value, row.balancing) == ("count", other)
    assert f'value="{other}" selected' in form.content.decode()
    assert str(itself) not in form.content.decode()
    assert refused.status_code == 422
