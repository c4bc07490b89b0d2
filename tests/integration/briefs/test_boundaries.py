"""Changed boundaries: series are joined only where the change allows it, and what is worked out says so."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.briefs.places import place_brief
from headway.measures.models import Observation
from headway.places import actions
from headway.places.analysis import NewPlace, NewRelation
from headway.places.choices import Change, RelationKind
from headway.places.queries import place
from headway.targets.actions import set_target
from headway.targets.analysis.rows import Goal, NewTarget
from tests import builders_measures as measures
from tests import builders_places as build
from tests.builders_measures import ENGLAND, INSTALLATION, UK, by, reader

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2020, 3, 31), date(2020, 4, 1)
OLD_A, OLD_B, NEW, OTHER, BOARD = "X99000201", "X99000202", "X99000203", "X99000204", "X99000205"


def old(code, name):
    return NewPlace(code, name, "district", valid_to=LAST)


def new(code, name, *before):
    return NewPlace(code, name, "district", "", before, FIRST)


def given(*rows):
    actions.import_places(by(INSTALLATION), rows=rows)
    return measures.indicator("Damp homes", lowest=0.0, highest=100.0)


def page(code=NEW):
    return place_brief(reader(), code=code)


def told(sentences):
    return " ".join(sentence.render("en-gb") for sentence in sentences)


def figures(found):
    return [(each.period.start.year, each.value, each.before) for each in found.changed.series[0].figures]


def test_a_new_code_for_the_same_place_joins_its_series():
    key = given(old(OLD_A, "Old Ash"), new(NEW, "Ash", OLD_A))
    for year in (2018, 2019):
        build.counted(key, year, {OLD_A: (100 + year - 2018, 1000)})
    build.counted(key, 2021, {NEW: (90, 1000)})

    found = page()

    assert found.changed.change is Change.SAME
    assert "the same area" in found.changed.said.render("en-gb")
    assert figures(found) == [(2018, 10.0, True), (2019, 10.1, True), (2021, 9.0, False)]


def test_places_that_became_one_have_their_counts_added_up():
    key = given(old(OLD_A, "East"), old(OLD_B, "West"), new(NEW, "Whole", OLD_A, OLD_B))
    build.counted(key, 2018, {OLD_A: (100, 1000)})
    build.counted(key, 2019, {OLD_A: (100, 1000), OLD_B: (90, 300)})
    build.counted(key, 2021, {NEW: (170, 1300)})

    found = page()

    assert found.changed.change is Change.MERGED
    assert figures(found) == [(2019, pytest.approx(100 * 190 / 1300), True), (2021, 13.1, False)]


def test_figures_without_counts_are_not_added_up():
    key = given(old(OLD_A, "East"), old(OLD_B, "West"), new(NEW, "Whole", OLD_A, OLD_B))
    for number, code in enumerate((OLD_A, OLD_B)):
        measures.bring_in(key, {2018: 10.0, 2019: 11.0}, place=code, complete=False, sequence=number)
    measures.bring_in(key, {2021: 12.0}, place=NEW, complete=False, sequence=2)

    found = page()

    assert found.changed.series == ()


def test_a_boundary_drawn_anew_joins_nothing_and_says_why():
    key = given(old(OLD_A, "Old Ash"), new(NEW, "Ash", OLD_A), new(OTHER, "Birch", OLD_A))
    build.counted(key, 2018, {OLD_A: (100, 1000)})
    build.counted(key, 2021, {NEW: (90, 1000), OTHER: (50, 500)})

    found = page()

    assert found.changed.change is Change.REDRAWN
    assert found.changed.series == ()
    assert "about other people, so they are not joined" in found.changed.said.render("en-gb")


def test_a_period_that_crosses_the_change_is_left_to_the_places_before():
    key = given(old(OLD_A, "Old Ash"), new(NEW, "Ash", OLD_A))
    for year in (2019, 2020):
        build.counted(key, year, {OLD_A: (100, 1000)})
    build.counted(key, 2021, {NEW: (90, 1000)})

    found = page()

    assert [year for year, _value, _before in figures(found)] == [2019, 2021]


def test_the_page_of_an_ended_place_says_what_replaced_it():
    given(old(OLD_A, "Old Ash"), old(OLD_B, "Nowhere"), new(NEW, "Ash", OLD_A))

    ended, forgotten = told(page(OLD_A).lead), told(page(OLD_B).lead)

    assert ended.startswith("Old Ash ended on 31 March 2020. It was replaced by Ash.")
    assert "Nobody has said yet what replaced it." in forgotten


# --- from areas that overlap ---


def overlapped(*shares):
    rows = [NewPlace(code, code, "district") for code, _share in shares]
    rows.append(NewPlace(BOARD, "Health Board", "integrated-care-board"))
    key = given(*rows)
    ties = [
        NewRelation(code, BOARD, RelationKind.OVERLAPS, share, source="Census 2021") for code, share in shares
    ]
    actions.import_places(by(INSTALLATION), relations=ties)
    return key


def test_a_figure_from_overlapping_areas_says_what_it_is_and_is_never_stored():
    key = overlapped((OLD_A, 1.0), (OLD_B, 0.25))
    build.counted(key, 2024, {OLD_A: (200, 1000), OLD_B: (100, 800)})
    before = Observation.objects.count()

    found = page(BOARD).derived[0]

    count, people = 200 + 0.25 * 100, 1000 + 0.25 * 800
    assert found.found.value == pytest.approx(100 * count / people)
    assert found.found.lower < found.found.value < found.found.upper
    said = found.said.render("en-gb")
    assert said.startswith(f"Worked out from {OLD_A} (100%), {OLD_B} (25%) by the share of their people")
    assert "Nobody published this figure" in said
    assert said.endswith("Shares: Census 2021.")
    assert Observation.objects.count() == before


def test_areas_wholly_inside_leave_nothing_to_doubt():
    key = overlapped((OLD_A, 1.0), (OLD_B, 1.0))
    build.counted(key, 2024, {OLD_A: (200, 1000), OLD_B: (100, 800)})

    found = page(BOARD).derived[0].found

    assert found.lower == pytest.approx(found.value)
    assert found.upper == pytest.approx(found.value)
    assert found.divided == 0


def test_nothing_is_worked_out_where_a_part_is_missing_or_has_no_counts():
    key = overlapped((OLD_A, 1.0), (OLD_B, 0.5))
    build.counted(key, 2024, {OLD_A: (200, 1000)})

    missing = page(BOARD).derived
    measures.bring_in(key, {2024: 12.0}, place=OLD_B, complete=False)
    without_counts = page(BOARD).derived

    assert missing == without_counts == ()


def test_a_place_with_its_own_figure_gets_none_worked_out():
    key = overlapped((OLD_A, 1.0))
    build.counted(key, 2024, {OLD_A: (200, 1000), BOARD: (190, 990)})

    found = page(BOARD)

    assert found.derived == ()
    assert len(found.others) == 1


# --- goals of wider places ---


def goal(*covers):
    measures.places()
    key = measures.indicator("Children ready for school")
    target = NewTarget(
        key,
        place(reader(), code=ENGLAND).key,
        "75% ready",
        Goal(75.0, date(2028, 8, 31), covers=covers, source="Plan"),
    )
    set_target(by(measures.DIRECTOR), target=target)


def test_a_target_of_england_does_not_cover_wales():
    goal(ENGLAND)

    wales, camden, country = (page(code).goals[0] for code in ("W92000004", "E09000007", UK))

    assert wales.said.render("en-gb") == "This target does not cover Wales. It covers England."
    assert not wales.covers
    assert camden.said.render("en-gb") == "This target covers Camden."
    assert country.said.render("en-gb") == "This target covers a part of United Kingdom alone: England."


def test_a_narrow_goal_of_somebody_else_is_not_told_everywhere():
    goal("E09000012")

    found = page("E09000007").goals

    assert found == ()


def test_a_goal_that_does_not_say_what_it_covers_is_not_told():
    goal()

    assert page("W92000004").goals == ()


def test_the_page_costs_the_same_queries_however_much_there_is():
    key = given(old(OLD_A, "East"), old(OLD_B, "West"), new(NEW, "Whole", OLD_A, OLD_B))
    build.counted(key, 2019, {OLD_A: (100, 1000), OLD_B: (90, 300)})
    build.counted(key, 2021, {NEW: (170, 1300)})
    with CaptureQueriesContext(connection) as few:
        page()
    for number in range(6):
        other = measures.indicator(f"Other {number}")
        build.counted(other, 2019, {OLD_A: (100, 1000), OLD_B: (90, 300)})
        build.counted(other, 2021, {NEW: (170, 1300)})

    with CaptureQueriesContext(connection) as many:
        found = page()

    assert len(found.changed.series) == 7
    assert len(few) == len(many)
