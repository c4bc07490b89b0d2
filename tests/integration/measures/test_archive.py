"""What leaves as records arrives as it was, and arriving twice changes nothing."""

import json
from dataclasses import replace
from datetime import date

import pytest

from headway.files import steps as files
from headway.flows import figures as flow
from headway.kernel.actions import Done, action
from headway.measures import actions, archive
from headway.measures.choices import RuleSet
from headway.measures.events import IndicatorRetired
from headway.measures.models import (
    ChartSetting,
    Indicator,
    IndicatorCard,
    Observation,
    Release,
    ReleaseIndicator,
    Series,
)
from headway.measures.queries import Chart, Rebase, Wanted, card, releases, revisions
from headway.places.queries import place
from tests.builders_measures import CAMDEN, MONDAY, bring_in, by, indicator, moment, places, reader
from tests.builders_measures import card as new_card

pytestmark = pytest.mark.django_db


@action(IndicatorRetired)
def arrive(by, *, records):
    for sent in archive.stage(records):
        files.register(sent, by.at)
    return Done(IndicatorRetired(), archive.load(records, by.at))


def forget_everything():
    """Empty the tables, as another installation would have them."""
    for model in (Observation, ChartSetting, Series, ReleaseIndicator, Release, IndicatorCard, Indicator):
        things = [row.thing for row in model.objects.all()] if hasattr(model, "thing") else []
        model.objects.all().delete()
        for thing in things:
            thing.delete()


def test_records_bring_cards_releases_values_and_charts_with_keys_and_times():
    places()
    key = indicator(at=moment("2025-01-01"))
    actions.amend_card(
        by(at=moment("2025-02-01")), indicator=key, card=new_card(unit="x"), seen=1, change_note="Why"
    )
    bring_in(key, {2022: 18.0, 2023: 17.25}, "2025-01-10")
    bring_in(key, {2022: 18.5, 2023: 17.25}, "2026-01-12")
    wrong = bring_in(key, {2022: 99.0}, "2026-02-12")
    flow.undo_release(by(), release=wrong.release, reason="Wrong file")
    series = Wanted(key, place(reader(), code=CAMDEN).key)
    chart = Chart(rules=RuleSet.ANHOEJ, rebases=(Rebase(date(2022, 1, 1), "New"),), reason="Few")
    actions.set_chart(by(), series=series, chart=chart)
    before = (
        card(reader(), indicator=key),
        releases(reader()),
        revisions(reader(), series=series),
    )
    records = json.loads(json.dumps(list(archive.dump([key]))))
    forget_everything()

    arrived = arrive(by(), records=records)
    again = arrive(by(), records=records)

    assert (arrived, again) == (len(records) - 3, 0)  # three contents are files, not rows
    after = (card(reader(), indicator=key), releases(reader()), revisions(reader(), series=series))
    assert after == before
    assert ChartSetting.objects.get().reason == "Few"
    assert replace(after[0]).known_from == moment("2025-02-01")


def test_a_release_brings_every_indicator_it_speaks_of():
    places()
    one, two = indicator("One"), indicator("Two")
    from headway.flows.figures import Figures
    from tests.builders_measures import release, statement

    said = (statement(one, 2022, 1.0), statement(two, 2022, 2.0))
    flow.bring_in(by(), figures=Figures(release=release(), statements=said))

    records = list(archive.dump([one]))

    assert sorted(each["thing"]["label"] for each in records if each["record"] == "indicator") == [
        "One",
        "Two",
    ]


def test_contents_that_were_changed_on_their_way_are_refused():
    places()
    key = indicator(at=MONDAY)
    bring_in(key, {2022: 18.0})
    records = list(archive.dump([key]))
    content = next(each for each in records if each["record"] == "content")
    content["text"] = content["text"].replace("18", "19")

    with pytest.raises(ValueError, match="changed on its way"):
        archive.stage(records)
