"""Real vintages of the Office for National Statistics: true revisions and true changes of layout."""

from itertools import permutations

import pytest

from headway.flows import figures as flow
from headway.measures.choices import ObservationStatus
from headway.measures.models import Observation
from headway.measures.queries import Wanted, all_places, revisions, series_values
from headway.places.queries import place
from tests.builders_measures import CAMDEN, UK, bring_in_file, by, indicator, moment, places, reader
from tests.shared import shared

pytestmark = pytest.mark.django_db
ROOT = "official/ons-els/vintages"
GHG = {
    "2025-02-26": "greenhouse-gas-emissions/2025-02-26_09979df8.csv",
    "2025-07-17": "greenhouse-gas-emissions/2025-07-17_78b59798.csv",
    "2026-01-12": "greenhouse-gas-emissions/2026-01-12_4182826c.csv",
}
POVERTY = {
    "2026-01-12": "children-in-relative-poverty/2026-01-12_4182826c.csv",
    "2026-03-30": "children-in-relative-poverty/2026-03-30_b4e4588f.csv",
    "2026-05-07": "children-in-relative-poverty/2026-05-07_66f55184.csv",
}
LATER = moment("2026-06-01")


def table():
    columns = ("place__code", "series__breakdown", "period_start", "period_length", "value", "status")
    known = ("known_from", "sequence", "known_to", "release__published_at")
    return sorted(Observation.objects.values_list(*columns, *known), key=str)


@pytest.mark.parametrize("vintages", [GHG, POVERTY], ids=["greenhouse gas", "child poverty"])
def test_three_vintages_give_the_same_table_in_every_order(vintages):
    places()
    key = indicator("Measured", at=LATER)
    tables = []

    for order in permutations(vintages):
        accepted = [
            bring_in_file(shared(f"{ROOT}/{vintages[day]}"), key, day, who=by(at=LATER)) for day in order
        ]
        tables.append(table())
        for each in accepted:
            flow.undo_release(by(at=LATER), release=each.release, reason="The order is tried again")

    assert len(tables) == 6
    assert all(each == tables[0] for each in tables)
    assert len(tables[0]) > 500


def test_each_day_shows_the_emissions_known_on_it():
    places()
    key = indicator("Greenhouse gas emissions per head", unit="tCO2e", at=LATER)
    for day, name in GHG.items():
        bring_in_file(shared(f"{ROOT}/{name}"), key, day, who=by(at=LATER))
    wanted = Wanted(key, place(reader(), code=UK).key)

    def first_year(day):
        found = series_values(reader(moment(day)), wanted=[wanted])
        return found[wanted].value[0] if found else None

    assert first_year("2025-02-25") is None
    assert first_year("2025-02-26") == 10.61
    assert first_year("2025-07-16") == 10.61
    assert first_year("2025-07-17") == 10.62
    assert first_year("2026-06-01") == 10.62
    assert [row.value for row in revisions(reader(LATER), series=wanted)[:2]] == [10.61, 10.62]


def test_the_same_figures_in_a_new_layout_are_no_revision():
    places()
    key = indicator("Greenhouse gas emissions per head", at=LATER)
    bring_in_file(shared(f"{ROOT}/{GHG['2025-07-17']}"), key, "2025-07-17", who=by(at=LATER))

    outcome = bring_in_file(shared(f"{ROOT}/{GHG['2026-01-12']}"), key, "2026-01-12", who=by(at=LATER))

    assert (outcome.added, outcome.revised, outcome.gone) == (0, 0, 0)
    columns = all_places(reader(LATER), indicator=key)
    assert CAMDEN in columns.code
    assert set(columns.status) == {ObservationStatus.FINAL}
