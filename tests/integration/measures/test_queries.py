"""Reads: one query whatever the number of series, and only what was known."""

from datetime import date

import pytest

from headway.kernel.errors import Missing
from headway.measures import actions, queries
from headway.measures.analysis import NewRelease
from headway.measures.choices import IndicatorState, RuleSet
from headway.measures.queries import Chart, Rebase, Wanted
from headway.places.queries import place
from tests.builders_measures import (
    CAMDEN,
    LONDON,
    MONDAY,
    bring_in,
    by,
    card,
    indicator,
    moment,
    places,
    reader,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def uk():
    places()


def wanted(key, code=CAMDEN):
    return Wanted(key, place(reader(), code=code).key)


@pytest.mark.parametrize("number", [1, 50])
def test_series_with_their_releases_take_one_query(uk, number, django_assert_num_queries):
    asked = []
    for each in range(number):
        key = indicator(f"Measure {each}")
        bring_in(key, {2022: float(each), 2023: each + 0.5})
        asked.append(wanted(key))

    with django_assert_num_queries(1):
        found = queries.series_values(reader(), wanted=asked, history=True)
    with django_assert_num_queries(1):
        queries.chart_settings(reader(), wanted=asked)
    with django_assert_num_queries(1):
        queries.cards(reader(), keys=[each.indicator for each in asked])

    assert len(found) == number
    assert found[asked[-1]].value == (number - 1.0, number - 0.5)
    assert found[asked[0]].source[0].publisher == "Office for National Statistics"


def test_asking_for_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.series_values(reader(), wanted=[]) == {}


def test_history_says_when_a_point_was_first_known_and_whether_it_was_revised_later(uk):
    key = indicator()
    bring_in(key, {2022: 18.0, 2023: 19.0}, "2025-01-10")
    bring_in(key, {2022: 18.5, 2023: 19.0}, "2025-06-01")
    bring_in(key, {2022: 18.5, 2023: 19.5}, "2026-01-12")

    then = queries.series_values(reader(moment("2025-07-01")), wanted=[wanted(key)], history=True)

    found = then[wanted(key)]
    assert found.value == (18.5, 19.0)
    assert found.known_from == (moment("2025-06-01"), moment("2025-01-10"))
    assert found.first_known == (moment("2025-01-10"), moment("2025-01-10"))
    assert found.revised_later == (False, True)


def test_a_series_with_figures_only_later_is_left_out(uk):
    key = indicator()
    bring_in(key, {2022: 18.0}, "2026-01-12")

    assert queries.series_values(reader(moment("2025-01-01")), wanted=[wanted(key)], history=True) == {}


def test_all_places_come_as_columns_in_one_query(uk, django_assert_num_queries):
    key = indicator()
    bring_in(key, {2022: 18.0, 2023: 17.0})
    bring_in(key, {2022: 20.0}, "2026-01-13", place=LONDON, complete=False)
    bring_in(key, {2022: 1.0}, "2026-01-14", breakdown="Sex=Female", complete=False)

    with django_assert_num_queries(1):
        found = queries.all_places(reader(), indicator=key)

    assert found.code == (CAMDEN, CAMDEN, LONDON)
    assert found.value == (18.0, 17.0, 20.0)
    assert found.name[2] == "London"
    assert queries.all_places(reader(moment("2020-01-01")), indicator=key).value == ()


def test_the_series_of_an_indicator_are_listed(uk):
    key = indicator()
    bring_in(key, {2022: 18.0})
    bring_in(key, {2022: 1.0}, "2026-01-14", breakdown="Sex=Female", complete=False)

    found = queries.series_of(reader(), indicators=[key])

    assert [each.breakdown for each in found] == ["", "Sex=Female"]


def test_cards_are_read_as_they_stood(uk):
    key = indicator(at=moment("2025-01-01"))
    actions.amend_card(
        by(at=moment("2025-06-01")),
        indicator=key,
        card=card("Children in relative poverty"),
        seen=1,
        change_note="The publisher's name",
    )
    actions.retire_indicator(by(), indicator=key)

    before, after = (queries.card(reader(moment(day)), indicator=key) for day in ("2025-03-01", "2026-01-01"))

    assert (before.name, before.version) == ("Children in poverty", 1)
    assert (after.name, after.version, after.state) == (
        "Children in relative poverty",
        2,
        IndicatorState.LIVE,
    )
    assert queries.card(reader(), indicator=key).state == IndicatorState.RETIRED
    assert [row.version for row in queries.card_history(reader(), indicator=key)] == [2, 1]
    assert queries.duplicate_names(reader(), name="children in relative poverty") == 0


def test_an_indicator_is_missing_before_it_was_added(uk):
    key = indicator(at=MONDAY)

    with pytest.raises(Missing):
        queries.card(reader(moment("2025-01-01")), indicator=key)


def test_names_that_another_indicator_has_are_counted(uk):
    key = indicator()
    indicator("children in Poverty ")

    assert queries.duplicate_names(reader(), name="Children in poverty", but=key) == 1


def test_releases_show_what_they_speak_of_in_two_queries(uk, django_assert_num_queries):
    one, two = indicator("One"), indicator("Two")
    bring_in(one, {2022: 1.0}, "2025-01-10")
    done = bring_in(two, {2022: 1.0, 2023: 2.0}, "2025-02-10")

    with django_assert_num_queries(2):
        rows = queries.releases(reader())

    assert rows[0].key == done.release
    assert [(each.name, each.rows) for each in rows[0].indicators] == [("Two", 2)]
    assert len(queries.releases(reader(), indicator=one)) == 1
    with pytest.raises(Missing):
        queries.release(reader(moment("2020-01-01")), key=done.release)


def test_a_chart_is_read_with_the_settings_of_its_day(uk):
    key = indicator(at=moment("2025-01-01"))
    bring_in(key, {2022: 18.0}, who=by(at=moment("2026-01-13")))
    chart = Chart(
        rules=RuleSet.ANHOEJ, rebases=(Rebase(date(2022, 1, 1), "New survey"),), reason="Few points"
    )

    actions.set_chart(by(), series=wanted(key), chart=chart)

    assert queries.chart_setting(reader(moment("2026-01-14")), series=wanted(key)) == queries.DEFAULT_CHART
    assert queries.chart_setting(reader(), series=wanted(key)) == chart


def test_the_input_of_a_release_is_plain_data():
    assert NewRelease.__dataclass_params__.frozen
