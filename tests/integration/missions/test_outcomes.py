"""Outcomes of a mission, what they are judged by, and translations of its texts."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.translations import NewText
from headway.missions import actions, queries
from headway.missions.analysis import NewOutcome, SeriesChoice
from headway.missions.models import OutcomeMeasure
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=7)
LONG = "x" * 301


@pytest.fixture(autouse=True)
def places():
    measures.places()


def test_outcomes_stand_in_the_order_they_were_added_and_retired_ones_leave():
    key = build.mission()
    first, second = build.outcome(key, "Eats well"), build.outcome(key, "Cooks well", headline=False)

    actions.retire_outcome(system(LATER), mission=key, outcome=first)

    found = queries.outcomes(seer(LATER), missions={key})
    assert [row.key for row in queries.outcomes(seer(), missions={key})] == [first, second]
    assert [(row.key, row.headline) for row in found] == [(second, False)]
    assert [row.text for row in queries.retired(seer(LATER), mission=key)] == ["Eats well"]
    with pytest.raises(Conflict):
        actions.retire_outcome(system(LATER), mission=key, outcome=first)


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (NewOutcome(" "), "text"),
        (NewOutcome(LONG), "text"),
        (NewOutcome("Eats well", for_whom="x" * 201), "for_whom"),
    ],
)
def test_an_outcome_without_words_or_with_too_many_is_refused(outcome, field):
    key = build.mission()

    with pytest.raises(Invalid) as refused:
        actions.add_outcome(system(), mission=key, outcome=outcome)

    assert refused.value.fields.keys() == {field}


def test_an_outcome_of_another_mission_is_not_there():
    key, other = build.mission(), build.mission(short_title="Other")
    outcome = build.outcome(other)

    with pytest.raises(Missing):
        actions.retire_outcome(system(), mission=key, outcome=outcome)
    with pytest.raises(Missing):
        actions.retire_outcome(system(), mission=key, outcome=build.place_key())


def test_a_measure_is_chosen_renewed_in_its_place_and_dropped():
    world = build.world()
    second = measures.indicator("Cooks well")
    build.judged_by(world.mission, world.outcome, second, world.place)

    build.judged_by(world.mission, world.outcome, world.indicator, world.place)
    renewed = queries.measures_of(seer(), missions={world.mission})
    actions.drop_measure(system(LATER), mission=world.mission, outcome=world.outcome, indicator=second)

    found = queries.measures_of(seer(LATER), missions={world.mission})
    assert [(row.indicator, row.target) for row in renewed] == [(world.indicator, None), (second, None)]
    assert [row.indicator for row in found] == [world.indicator]
    with pytest.raises(Missing):
        actions.drop_measure(system(), mission=world.mission, outcome=world.outcome, indicator=second)


def test_one_series_of_an_indicator_is_dropped_and_the_other_stays():
    world = build.world()
    build.judged_by(world.mission, world.outcome, world.indicator, world.place, "Women")

    actions.drop_measure(
        system(LATER),
        mission=world.mission,
        outcome=world.outcome,
        indicator=world.indicator,
        series=(world.place, ""),
    )

    found = queries.measures_of(seer(LATER), missions={world.mission})
    assert [row.breakdown for row in found] == ["Women"]


def test_a_measure_takes_a_target_of_its_series():
    world = build.world()
    build.judged_by(world.mission, world.outcome, world.indicator, world.place)

    choice = SeriesChoice(world.indicator, world.place, target=world.target)
    actions.choose_measure(system(LATER), mission=world.mission, outcome=world.outcome, choice=choice)

    assert [row.target for row in queries.measures_of(seer(), missions={world.mission})] == [None]
    assert queries.measures_of(seer(LATER), missions={world.mission})[0].target == world.target


def test_a_measure_is_an_indicator_in_a_place():
    world = build.world()

    for indicator, place in ((world.place, world.place), (world.indicator, world.indicator)):
        with pytest.raises(Missing):
            build.judged_by(world.mission, world.outcome, indicator, place)


@pytest.mark.parametrize("changed", [{"breakdown": "Women"}, {"target": "mission"}])
def test_a_target_of_another_series_judges_nothing(changed):
    world = build.world()
    given = {"breakdown": "", "target": world.target} | changed
    given["target"] = world.mission if given["target"] == "mission" else given["target"]

    choice = SeriesChoice(world.indicator, world.place, **given)
    with pytest.raises(Missing):
        actions.choose_measure(system(), mission=world.mission, outcome=world.outcome, choice=choice)


def test_only_one_row_of_a_series_is_current():
    world = build.world()
    row = OutcomeMeasure.objects.get(known_to__isnull=True)
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)

    assert queries.measures_of(seer(), missions={world.mission})


# --- translations ---


def test_a_text_of_the_mission_or_of_its_outcome_is_translated():
    key = build.mission()
    outcome = build.outcome(key)
    said = [(key, NewText("title", "cy", "Erbyn 2030", approved=True))]
    said += [(outcome, NewText("text", "cy", "Llai o newyn", approved=False))]

    for of, text in said:
        actions.translate_text(system(), mission=key, of=of, text=text)

    found = queries.translations_of(seer(), mission=key, language="cy")
    assert {at: (row.text, row.approved) for at, row in found.items()} == {
        (key, "title"): ("Erbyn 2030", True),
        (outcome, "text"): ("Llai o newyn", False),
    }


def test_a_text_of_another_mission_is_not_translated_here():
    key, other = build.mission(), build.mission(short_title="Other")
    text = NewText("text", "cy", "Llai o newyn", approved=True)

    with pytest.raises(Missing):
        actions.translate_text(system(), mission=key, of=build.outcome(other), text=text)
