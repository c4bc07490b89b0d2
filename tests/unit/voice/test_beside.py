"""A panel beside everybody who voted: weighted where print runs allow it, told only of ten votes or more."""

import math
from uuid import UUID

import numpy as np
import pytest

from headway.engine.opinion import fair_range, post_stratified, share_of
from headway.engine.opinion.beside import LEVEL
from headway.voice.analysis.beside import Told, beside, volunteers
from headway.voice.analysis.panels import Target

ONE, TWO = UUID(int=1, version=4), UUID(int=2, version=4)
WARDS = (Target("ward", "north", 11, 13, 140), Target("ward", "south", 11, 13, 40))
AGES = (Target("age", "young", 5, 7, 9), *WARDS)


def test_a_panel_beside_a_crowd_weighted_by_the_feature_that_print_runs_are_named_after():
    counts = {ONE: {"food": (12, 24), "north": (270, 300), "south": (10, 100)}}

    found = beside(counts, AGES, "food")

    row = found.rows[0]
    assert (found.told, found.feature) == (Told.WEIGHTED, "ward")
    assert row.crowd.share == 0.7
    assert row.weighted is not None
    assert row.weighted.share == pytest.approx(0.5, abs=0.01)
    assert row.inside


def test_without_runs_of_its_own_the_crowd_is_as_it_came_and_what_differs_most_is_first():
    counts = {ONE: {"food": (12, 24), "": (50, 100)}, TWO: {"food": (1, 24), "": (90, 100)}}

    found = beside(counts, WARDS, "food")

    assert found.told is Told.UNWEIGHTED
    assert [(row.statement, row.inside, row.weighted) for row in found.rows] == [
        (TWO, False, None),
        (ONE, True, None),
    ]


@pytest.mark.parametrize("cells", [{"food": (9, 9), "": (50, 100)}, {"food": (20, 24), "": (4, 9)}, {}])
def test_of_fewer_than_ten_votes_on_either_side_nothing_is_told(cells):
    assert beside({ONE: cells}, WARDS, "food").told is Told.NOT


def test_volunteers_stand_beside_a_fair_sample_of_the_place_and_few_are_not_counted():
    rows = volunteers(AGES, 180, 24)

    assert [(row.value, row.inside) for row in rows] == [("north", False), ("south", False)]


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_nine_in_ten_fair_samples_are_inside_the_range_and_it_is_no_wider_than_that_takes(share):
    chance = [math.comb(24, agree) * share**agree * (1 - share) ** (24 - agree) for agree in range(25)]

    fair = fair_range(24, share)

    below, above = sum(chance[: fair.least]), sum(chance[fair.most + 1 :])
    assert 1 - below - above >= LEVEL
    assert max(below, above) <= (1 - LEVEL) / 2
    assert min(below + chance[fair.least], above + chance[fair.most]) > (1 - LEVEL) / 2


def test_the_interval_of_a_weighted_share_holds_the_place_as_often_as_it_says():
    random = np.random.default_rng(1)
    truth, weight = np.array([0.85, 0.2, 0.5]), np.array([0.2, 0.5, 0.3])
    held = []
    for _ in range(400):
        votes = np.array([200, 30, 60])
        told = post_stratified(random.binomial(votes, truth), votes, weight)
        held.append(told.lower <= truth @ weight <= told.upper)

    by_chance = 3 * math.sqrt(LEVEL * (1 - LEVEL) / len(held))
    assert np.mean(held) == pytest.approx(LEVEL, abs=by_chance)


def test_a_range_is_wider_where_the_place_is_known_from_few_votes():
    known, hardly = fair_range(40, 0.5), fair_range(40, share_of(10, 20))

    assert hardly.least < known.least <= known.most < hardly.most
