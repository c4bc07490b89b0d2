"""Cards and chart settings through their actions: what they refuse, and what they keep."""

from datetime import date
from uuid import uuid4

import pytest

from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, Stale
from headway.kernel.things import find
from headway.measures import actions, queries
from headway.measures.analysis import NewIndicator
from headway.measures.choices import IndicatorState, RebaseKind
from headway.measures.queries import Chart, Rebase, Wanted
from headway.people.actions import add_office
from headway.places.queries import place
from tests import builders_people
from tests.builders_measures import CAMDEN, CITIZEN, bring_in, by, card, indicator, places, reader

pytestmark = pytest.mark.django_db


def test_an_indicator_gets_an_address_from_its_name():
    one, two = indicator("Rough sleeping"), indicator("Rough sleeping")

    assert find("indicator", "rough-sleeping").label.key == one
    assert find("indicator", "rough-sleeping-2").label.key == two


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("unit", ""),
        ("definition", ""),
        ("name", "x" * 201),
        ("observable", 3),
        ("verifiable", -1),
    ],
)
def test_a_card_that_does_not_hold_together_names_its_field(field, value):
    with pytest.raises(Invalid) as refusal:
        indicator(**{field: value})

    assert set(refusal.value.fields) == {field}


def test_bounds_must_be_in_order():
    with pytest.raises(Invalid) as refusal:
        indicator(lowest=1.0, highest=1.0)

    assert set(refusal.value.fields) == {"highest"}


def test_a_new_indicator_cannot_be_retired():
    with pytest.raises(Invalid):
        actions.add_indicator(by(), indicator=NewIndicator(card=card(), state=IndicatorState.RETIRED))


def test_an_office_can_look_after_an_indicator_and_nobody_else():
    office = add_office(
        builders_people.system(), organisation=builders_people.body(), name="Director of food"
    )
    key = indicator(responsible=office)

    found = queries.card(reader(), indicator=key)

    assert (found.responsible, found.responsible_label) == (office, "Director of food")
    with pytest.raises(Conflict):
        actions.amend_card(by(), indicator=key, card=card(responsible=office), seen=1, change_note="Same")
    with pytest.raises(Invalid) as refusal:
        indicator(responsible=key)
    assert set(refusal.value.fields) == {"responsible"}


def test_a_change_of_card_needs_a_note_a_change_and_the_version_seen():
    key = indicator()
    changed = card(unit="per cent")

    with pytest.raises(Invalid):
        actions.amend_card(by(), indicator=key, card=changed, seen=1, change_note=" ")
    with pytest.raises(Conflict):
        actions.amend_card(by(), indicator=key, card=card(), seen=1, change_note="Nothing")
    with pytest.raises(Stale):
        actions.amend_card(by(), indicator=key, card=changed, seen=2, change_note="In words")
    with pytest.raises(Forbidden):
        actions.amend_card(by(CITIZEN), indicator=key, card=changed, seen=1, change_note="In words")

    assert actions.amend_card(by(), indicator=key, card=changed, seen=1, change_note="In words") == 2


def test_a_retired_indicator_stays_as_it_was():
    key = indicator()
    actions.retire_indicator(by(), indicator=key)

    with pytest.raises(Conflict):
        actions.retire_indicator(by(), indicator=key)
    with pytest.raises(Conflict):
        actions.amend_card(by(), indicator=key, card=card(unit="x"), seen=1, change_note="Late")


def test_only_an_indicator_can_be_retired():
    office = add_office(builders_people.system(), organisation=builders_people.body(), name="Director")

    with pytest.raises(Missing):
        actions.retire_indicator(by(), indicator=office)
    with pytest.raises(Missing):
        actions.retire_indicator(by(), indicator=uuid4())


@pytest.fixture
def series():
    places()
    key = indicator()
    bring_in(key, {2022: 18.0})
    return Wanted(key, place(reader(), code=CAMDEN).key)


@pytest.mark.parametrize(
    ("chart", "field"),
    [
        (Chart(screen=False), "reason"),
        (Chart(fix_after=11, reason="x"), "fix_after"),
        (Chart(rebases=(Rebase(date(2020, 1, 1), " "),), reason="x"), "rebases"),
        (
            Chart(rebases=(Rebase(date(2020, 1, 1), "a"), Rebase(date(2020, 1, 1), "b")), reason="x"),
            "rebases",
        ),
    ],
)
def test_a_chart_setting_that_does_not_hold_together_names_its_field(series, chart, field):
    with pytest.raises(Invalid) as refusal:
        actions.set_chart(by(), series=series, chart=chart)

    assert set(refusal.value.fields) == {field}


def test_a_chart_changes_once_and_keeps_its_versions(series):
    one = Chart(screen=False, reason="The Excel tool does not screen")
    two = Chart(rebases=(Rebase(date(2020, 4, 1), "Visits stopped", RebaseKind.BREAK),), reason="Pandemic")

    actions.set_chart(by(), series=series, chart=one)
    with pytest.raises(Conflict):
        actions.set_chart(by(), series=series, chart=one)
    actions.set_chart(by(), series=series, chart=two)

    assert queries.chart_setting(reader(), series=series) == two


def test_a_series_without_a_figure_has_no_chart(series):
    with pytest.raises(Missing):
        actions.set_chart(
            by(), series=series._replace(breakdown="Sex=Female"), chart=Chart(screen=False, reason="x")
        )


def test_a_stranger_sets_no_chart(series):
    with pytest.raises(Forbidden):
        actions.set_chart(by(CITIZEN), series=series, chart=Chart(screen=False, reason="x"))


def test_a_stranger_adds_and_retires_no_indicator():
    key = indicator()

    with pytest.raises(Forbidden):
        actions.add_indicator(by(CITIZEN), indicator=NewIndicator(card=card()))
    with pytest.raises(Forbidden):
        actions.retire_indicator(by(CITIZEN), indicator=key)
