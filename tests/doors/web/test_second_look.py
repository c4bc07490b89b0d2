"""The preview asks for a second look at figures that do not fit, and never stops them."""

import pytest
from django.urls import reverse

from headway.measures.queries import Wanted, series_values
from headway.places.queries import place
from tests.builders_measures import CAMDEN, bring_in, indicator, reader
from tests.doors.web.test_figures import NOW, a_monday, analyst, answers, rows, said, send  # noqa: F401

pytestmark = pytest.mark.django_db

PAST = dict(zip(range(2010, 2020), [17.0, 17.4, 16.9, 17.2, 17.6, 17.1, 17.3, 16.8, 17.2, 17.5], strict=True))


def latest(key) -> float | None:
    wanted = Wanted(key, place(reader(NOW), code=CAMDEN).key, "")
    return series_values(reader(NOW), wanted=[wanted])[wanted].value[-1]


def looked_at(analyst, key, value):
    upload = send(analyst, rows((CAMDEN, 2019, 17.5), (CAMDEN, 2020, value)))
    page = analyst.post(reverse("measures:columns", args=[upload]), answers(key), follow=True)
    return page, reverse("measures:accept", args=[upload])


def test_a_slip_of_the_unit_is_shown_and_comes_in_only_once_somebody_said_so(analyst):
    key = indicator(lowest=0.0, highest=100.0)
    bring_in(key, PAST, "2025-01-10")

    page, accept = looked_at(analyst, key, 0.172)
    without = analyst.post(accept, {"many_may_go": "on"}, follow=True)
    before = latest(key)
    confirmed = analyst.post(accept, {"many_may_go": "on", "looked": "on"}, follow=True)

    assert "1 figure needs a second look" in said(page)
    assert "It seems to be in another unit" in said(page)
    assert "100 times too small" in said(page)
    assert without.status_code == 422
    assert before == 17.5
    assert "The release is in" in said(confirmed)
    assert latest(key) == 0.172


def test_an_ordinary_figure_asks_for_nothing_more(analyst):
    key = indicator(lowest=0.0, highest=100.0)
    bring_in(key, PAST, "2025-01-10")

    page, accept = looked_at(analyst, key, 17.4)
    confirmed = analyst.post(accept, {"many_may_go": "on"}, follow=True)

    assert "second look" not in said(page)
    assert "The release is in" in said(confirmed)


def test_a_figure_beyond_its_card_is_named(analyst):
    key = indicator(lowest=0.0, highest=100.0)
    bring_in(key, {2019: 17.0}, "2025-01-10")

    page, _accept = looked_at(analyst, key, 101.0)

    assert "Above the highest possible value on the card" in said(page)


def test_a_file_of_which_nothing_is_left_is_not_accepted(analyst):
    upload = send(analyst, rows(("E00000000", 2023, 1)))

    page = analyst.post(
        reverse("measures:columns", args=[upload]), answers(indicator(), known_places_only="on"), follow=True
    )

    assert "No figure is left to bring in" in said(page)
    assert "Bring these figures in" not in said(page)
