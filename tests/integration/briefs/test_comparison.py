"""Places side by side: chosen by a stated rule, held against a funnel or their own past, always by name."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.briefs.comparison import Asked, comparison_brief
from headway.briefs.comparison_words import lead
from headway.kernel.errors import Missing
from headway.measures.analysis.comparing import NoFunnel
from headway.places import actions
from tests import builders_measures as measures
from tests import builders_places as build
from tests.builders_measures import MONDAY, by, reader

pytestmark = pytest.mark.django_db


def brief(**asked):
    return comparison_brief(reader(), slug="damp-homes", asked=Asked(**asked))


def said(found):
    return " ".join(sentence.render("en") for sentence in lead(found))


def names(lines):
    return [line.place.name for line in lines]


def test_places_of_one_kind_stand_by_name_with_those_outside_the_funnel_named():
    build.damp()

    found = brief()

    assert names(found.lines) == list(build.NAMES)
    assert [line.funnel.signal for line in found.lines] == [0, 0, 0, 2, *[0] * 8]
    assert said(found).startswith(
        "12 of 12 places have a figure for 2024. 11 of 12 lie inside the outer lines"
    )
    assert said(found).endswith("Above the outer lines: Dell.")
    assert found.layout.code == "example"


def test_a_figure_carries_the_interval_that_follows_from_its_counts():
    build.damp()

    ash = brief().lines[0]

    assert ash.figure.value == 24.0
    assert (ash.funnel.low, ash.funnel.high) == pytest.approx((21.4557, 26.7433), abs=1e-4)


def test_without_counts_every_place_is_held_against_its_own_past():
    build.region()
    key = measures.indicator("Damp homes")
    for number, code in enumerate(build.CODES):
        values = {year: 20.0 + number + (year % 3) * 0.4 for year in range(2008, 2025)}
        if code == build.CODES[2]:
            values[2024] = 40.0
        measures.bring_in(key, values, place=code, complete=False, sequence=number)

    found = brief()

    assert found.funnel == NoFunnel("no_counts")
    assert "no funnel can be drawn" in said(found)
    assert "1 of the 12 that can be judged shows a sign of change of its own: Cedar." in said(found)


def test_figures_that_are_not_their_counts_divided_get_no_funnel():
    build.region()
    key = measures.indicator("Damp homes")
    build.counted(key, 2024, dict(zip(build.CODES, build.COUNTS, strict=True)), per=137.5)

    found = brief()

    assert found.funnel.code == "other_sums"
    assert "standardised by age" in said(found)


def test_rates_per_thousand_have_a_funnel_in_their_own_unit():
    build.region()
    key = measures.indicator("Damp homes", unit="per 1,000")
    build.counted(key, 2024, dict(zip(build.CODES, build.COUNTS, strict=True)), per=1000)

    found = brief()

    counts, sizes = (sum(pair[side] for pair in build.COUNTS) for side in (0, 1))
    assert found.funnel.centre == pytest.approx(1000 * counts / sizes)
    assert all(line.funnel.outer_lower < line.funnel.lower < found.funnel.centre for line in found.lines)


def test_the_latest_period_that_most_places_have_is_compared_and_a_gap_says_so():
    key = build.damp()
    build.counted(key, 2025, {build.CODES[0]: (250, 1000)})
    early = dict(zip(build.CODES, build.COUNTS, strict=True))

    found = brief()

    assert found.period.start.year == 2024
    build.counted(key, 2025, {code: early[code] for code in build.CODES[1:7]})
    later = brief()
    assert later.period.start.year == 2025
    assert later.lines[9].figure.value is None
    assert later.lines[9].last.start.year == 2024
    assert said(later).startswith("7 of 12 places have a figure for 2025.")


def test_a_place_is_compared_with_its_kind_its_region_or_a_saved_group_by_a_stated_rule():
    build.damp()
    key = build.peers()

    found = brief(place=build.CODES[0], among=str(key))

    assert names(found.lines) == ["Ash", "Birch", "Cedar"]
    assert found.choice.among.rule.render("en") == "the group “River towns”"
    assert found.choice.among.reason == "All three lie on the river."
    assert [each.name.render("en") for each in found.choice.choices] == [
        "All: District",
        "Group: River towns",
    ]
    assert [each.name.render("en") for each in brief(place=build.CODES[4]).choice.choices] == [
        "All: District"
    ]


def test_a_wider_place_with_a_figure_gives_the_context():
    key = build.damp()
    build.counted(key, 2024, {build.REGION: (2500, 7900)})

    found = brief(tier="district")

    assert names(found.wider) == ["Example Region"]
    assert found.wider[0].figure.value == 31.6


@pytest.mark.parametrize(
    "asked",
    [
        {"tier": "ward"},
        {"place": "X99999999"},
        {"among": "X99000001"},
        {"group": "Age=1"},
        {"among": "value"},
    ],
)
def test_a_choice_that_is_not_there_is_missing(asked):
    build.damp()

    with pytest.raises(Missing):
        brief(**asked)


def test_a_group_that_ended_is_seen_on_days_before_alone():
    build.damp()
    key = build.peers()
    later = MONDAY.replace(day=9)
    actions.end_peers(by(at=later), key=key, version=1)

    before, after = (
        comparison_brief(replace(reader(at), at=at), slug="damp-homes", asked=Asked())
        for at in (MONDAY, later)
    )

    assert [len(found.choice.choices) for found in (before, after)] == [2, 1]


def test_a_page_costs_the_same_queries_however_much_there_is():
    key = build.damp()
    build.peers()
    with CaptureQueriesContext(connection) as few:
        brief()
    for year in range(2005, 2023):
        build.counted(key, year, dict(zip(build.CODES, build.COUNTS, strict=True)))
    build.peers(build.CODES[1:5], "Hill towns")

    with CaptureQueriesContext(connection) as many:
        brief()

    assert len(few) == len(many)
