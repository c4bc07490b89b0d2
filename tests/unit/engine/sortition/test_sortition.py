"""The lottery is the fairest there is, every panel meets its quotas, and the draw can be done again."""

import hashlib
import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from headway.engine.sortition import (
    Fairness,
    NoPanel,
    Quota,
    Terms,
    UnknownFeature,
    UnknownValue,
    draw_panel,
    lottery,
    one_per_household,
    pool_of,
)
from tests.unit.engine.sortition.oracle import leximin, panels

IDS = [f"p{at}" for at in range(8)]
SEX = {"sex": list("ffmmmmmm")}
HALF = [Quota("sex", "f", 1, 2), Quota("sex", "m", 1, 3)]


def per_person(pool, found):
    chances = {
        person: float(chance)
        for people, chance in zip(pool.people, found.chances, strict=True)
        for person in people
    }
    return np.array([chances[person] for person in sorted(chances)])


@st.composite
def pools(draw):
    """Up to nine people with two features, and quotas that some of their panels meet."""
    count = draw(st.integers(5, 9))
    size = draw(st.integers(2, 4))
    ids = [f"p{at}" for at in range(count)]
    features = {
        name: draw(st.lists(st.sampled_from("abc"[:kinds]), min_size=count, max_size=count))
        for name, kinds in (("one", 2), ("two", 3))
    }
    quotas = []
    for name, told in features.items():
        for value in sorted(set(told)):
            least = draw(st.integers(0, 1))
            quotas.append(Quota(name, value, least, draw(st.integers(max(least, 1), size))))
    return ids, features, quotas, size


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(pools())
def test_leximin_is_what_listing_every_panel_finds(case):
    ids, features, quotas, size = case
    every = panels(ids, features, quotas, size)
    assume(every)
    pool = pool_of(ids, features, quotas)

    found = per_person(pool, lottery(pool, size))

    expected = leximin(ids, every)
    assert np.sort(found) == pytest.approx(np.sort(expected), abs=2e-6)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(pools())
def test_maximin_has_the_same_least_chance(case):
    ids, features, quotas, size = case
    pool = pool_of(ids, features, quotas)
    try:
        fair = lottery(pool, size)
    except NoPanel:
        assert not panels(ids, features, quotas, size)
        return

    found = lottery(pool, size, Fairness.MAXIMIN)

    assert found.chances.min() == pytest.approx(fair.chances.min(), abs=1e-6)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(pools(), st.integers(0, 2**32))
def test_every_panel_of_the_portfolio_meets_the_quotas_and_names_nobody_twice(case, seed):
    ids, features, quotas, size = case
    assume(panels(ids, features, quotas, size))
    where = {person: at for at, person in enumerate(ids)}

    drawn = draw_panel(ids, features, quotas, Terms(size=size, seed=seed, panels=50))

    assert len(drawn.portfolio) == 50
    for panel in drawn.portfolio:
        assert len(set(panel)) == size
        for quota in quotas:
            count = sum(features[quota.feature][where[person]] == quota.value for person in panel)
            assert quota.least <= count <= quota.most
    counted = Counter(person for panel in drawn.portfolio for person in panel)
    assert drawn.chances == {person: counted[person] / 50 for person in ids}


def test_people_of_one_class_have_the_same_chance():
    drawn = draw_panel(IDS, SEX, HALF, Terms(size=4, seed=1, panels=600))

    women = {drawn.chances[person] for person in IDS[:2]}
    men = {drawn.chances[person] for person in IDS[2:]}

    assert max(women) - min(women) <= 1 / 600 + 1e-9
    assert max(men) - min(men) <= 1 / 600 + 1e-9


def test_the_order_of_volunteers_does_not_change_the_lottery():
    quotas = [*HALF, Quota("age", "old", 1, 2), Quota("age", "young", 1, 4)]
    features = {**SEX, "age": ["old", "young", "old", "young", "young", "old", "young", "young"]}
    turned = list(reversed(range(8)))

    straight = lottery(pool_of(IDS, features, quotas), 4)
    reverse = lottery(
        pool_of(
            [IDS[at] for at in turned], {k: [v[at] for at in turned] for k, v in features.items()}, quotas
        ),
        4,
    )

    assert np.sort(straight.chances) == pytest.approx(np.sort(reverse.chances), abs=1e-9)


def test_the_same_seed_draws_the_same_panel_and_a_citizen_can_do_it_again():
    drawn = draw_panel(IDS, SEX, HALF, Terms(size=4, seed=2026, panels=100))
    again = draw_panel(IDS, SEX, HALF, Terms(size=4, seed=2026, panels=100))

    published = json.dumps([list(each) for each in drawn.portfolio], separators=(",", ":"))
    number = int(hashlib.sha256(f"2026:{published}".encode()).hexdigest(), 16) % 100

    assert drawn == again
    assert drawn.portfolio[number] == drawn.panel


def test_different_seeds_draw_different_panels():
    drawn = {draw_panel(IDS, SEX, HALF, Terms(size=4, seed=seed, panels=20)).panel for seed in range(30)}

    assert len(drawn) > 5


def test_one_of_each_household_takes_part():
    homes = ["a", "a", "b", "b", "c", "", "", "d"]

    kept = one_per_household(IDS, homes, np.random.default_rng(0))
    drawn = draw_panel(IDS, SEX, [Quota("sex", "f", 0, 2), Quota("sex", "m", 1, 4)], Terms(4, 5), homes)

    assert [homes[at] for at in kept if homes[at]] == ["a", "b", "c", "d"]
    assert len(kept) == 6
    assert sum(chance > 0 for chance in drawn.chances.values()) <= 6
    assert all(
        chance == 0
        for person, chance in drawn.chances.items()
        if person not in {person for panel in drawn.portfolio for person in panel}
    )


def test_reserves_are_like_those_they_stand_for_and_not_on_the_panel():
    drawn = draw_panel(IDS, SEX, HALF, Terms(size=4, seed=3, panels=10))

    sex = dict(zip(IDS, SEX["sex"], strict=True))
    pairs = list(zip(drawn.panel, drawn.replacements, strict=False))

    assert not set(drawn.panel) & set(drawn.replacements)
    assert all(sex[one] == sex[other] for one, other in pairs if sex[one] == "m")


def test_quotas_that_nobody_can_meet_say_which_to_relax():
    quotas = [Quota("sex", "f", 3, 3), Quota("sex", "m", 1, 1)]

    with pytest.raises(NoPanel) as refusal:
        draw_panel(IDS, SEX, quotas, Terms(size=4))

    relaxed = [next((new for new in refusal.value.relax if new.value == old.value), old) for old in quotas]
    assert draw_panel(IDS, SEX, relaxed, Terms(size=4, panels=10)).panel
    assert refusal.value.relax == (Quota("sex", "f", 2, 3), Quota("sex", "m", 1, 2))


def test_a_pool_smaller_than_the_panel_has_nothing_to_relax():
    with pytest.raises(NoPanel) as refusal:
        draw_panel(IDS, SEX, [Quota("sex", "f", 0, 9), Quota("sex", "m", 0, 9)], Terms(size=9))

    assert refusal.value.relax == ()


def test_a_quota_about_what_nobody_told_is_refused():
    with pytest.raises(UnknownFeature) as refusal:
        pool_of(IDS, SEX, [Quota("age", "old", 1, 2)])

    assert refusal.value.feature == "age"


def test_a_value_that_no_quota_counts_names_the_person():
    with pytest.raises(UnknownValue) as refusal:
        pool_of(IDS, SEX, [Quota("sex", "f", 1, 2)])

    assert (refusal.value.value, refusal.value.person) == ("m", "p2")


def test_what_is_given_is_not_changed():
    features, ids = {"sex": list("ffmmmmmm")}, list(IDS)

    draw_panel(ids, features, HALF, Terms(size=4, panels=10))

    assert features == SEX
    assert ids == IDS
