"""The quick ways to the commonest answers say what the long ways say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headway.kernel.things import labels
from headway.measures.queries import Wanted, all_places, revisions, series_of, series_values
from headway.places.queries import places as all_of_them
from tests.builders_measures import LONDON, MONDAY, bring_in, indicator, moment, places, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(settings, tmp_path):
    settings.DATA = tmp_path
    places()
    made = indicator()
    bring_in(made, {2021: 1.5, 2022: 2.5}, "2025-01-10")
    bring_in(made, {2021: 1.75, 2022: 2.5, 2023: 3.0}, "2026-01-10")
    bring_in(made, {2022: 9.0}, "2026-01-11", place=LONDON, complete=False)
    return made


@pytest.mark.parametrize("day", ["2024-06-01", "2025-06-01", "2026-03-02"])
def test_one_series_alone_is_what_it_is_among_others(key, day):
    then = reader(moment(day))
    wanted = series_of(reader(), indicators=[key])
    assert len(wanted) == 2

    among = series_values(then, wanted=wanted)

    for each in wanted:
        alone = series_values(then, wanted=[each])
        assert alone == ({each: among[each]} if each in among else {})


def test_all_places_are_the_same_as_every_place_named(key):
    named = [row.key for row in all_of_them(reader())]

    everywhere = all_places(reader(), indicator=key)

    assert everywhere == all_places(reader(), indicator=key, places=named)
    assert everywhere.value == (1.75, 2.5, 3.0, 9.0)
    assert set(labels(everywhere.place)) == set(everywhere.place)


def test_a_series_that_nobody_has_is_empty_each_way(key):
    camden = series_of(reader(), indicators=[key])[0]
    nobody = Wanted(camden.indicator, camden.place, "Sex=Nobody")

    assert series_values(reader(), wanted=[nobody]) == {}
    assert revisions(reader(), series=nobody) == ()
    assert all_places(reader(), indicator=key, breakdown="Sex=Nobody").value == ()


def test_every_word_on_a_series_ends_where_the_reader_stands(key):
    camden = next(each for each in series_of(reader(), indicators=[key]) if _code(each) != LONDON)

    now = revisions(reader(), series=camden)
    before = revisions(reader(MONDAY - timedelta(days=300)), series=camden)

    assert [row.value for row in now] == [1.5, 1.75, 2.5, 3.0]
    assert [row.value for row in before] == [1.5, 2.5]
    assert before[0] == replace(now[0], known_to=None)


def _code(wanted):
    return series_values(reader(), wanted=[wanted])[wanted].place_code
