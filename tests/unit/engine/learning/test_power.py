"""Power gives the published numbers, both ways round, and stays a number where SciPy's series does not."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.learning import (
    Asked,
    BadDesign,
    CannotAnswer,
    Clusters,
    Spread,
    Wedge,
    least_effect,
    power_cluster,
    power_proportions,
    power_t,
    power_wedge,
)
from headway.engine.learning.tails import power_of_t
from tests.shared import shared

CONSTANTS = "evaluation/constants.json"


def constant(what):
    cases = json.loads(shared(CONSTANTS).read_text())["cases"]
    return next(each["value"] for each in cases if each["what"].startswith(what))


def wedge_cases():
    cases = json.loads((shared("evaluation/stepped_wedge") / "expected.json").read_text())["cases"]
    return [each["value"] for each in cases if each["digits"] == 8]


def test_the_t_test_needs_what_the_textbooks_say():
    medium, small = constant("n per arm")

    found = [power_t(effect=0.5).n, power_t(effect=0.3).n]

    assert found == pytest.approx([medium, small], abs=6e-6)


def test_the_design_effect_is_that_of_eldridge():
    even, varied = constant("design effect")

    found = [Clusters(size=30, icc=0.15).design_effect, Clusters(size=30, icc=0.15, cv=1.5).design_effect]

    assert found == pytest.approx([even, varied], abs=1e-12)


def test_a_stepped_wedge_has_the_power_of_swcrtdesign_to_nine_digits():
    rates = math.sqrt(0.0425 * (1 - 0.0425))
    steps = (6,) * 4

    found = [
        power_wedge(Wedge(steps, 120), Spread(rates, tau=0.01), effect=-0.015).power,
        power_wedge(Wedge(steps, 120, after=3), Spread(rates, tau=0.01), effect=-0.015).power,
        power_wedge(Wedge(steps, 120), Spread(rates, tau=0.01, eta=0.0045), effect=-0.015).power,
        power_wedge(Wedge(steps, 120), Spread.of(0.1, 0.02, 0.125), effect=0.015).power,
        power_wedge(Wedge((3,) * 4, 10), Spread(1.0, tau=0.25), effect=0.3).power,
    ]

    assert found == pytest.approx(wedge_cases(), abs=6e-10)


@given(effect=st.floats(0.05, 3.0), power=st.floats(0.3, 0.99))
@settings(max_examples=20)
def test_what_n_can_see_is_what_needs_n(effect, power):
    asked = Asked(power=power)

    needed = power_t(effect=effect, asked=asked)

    assert power_t(n=needed.n, asked=asked).mde == pytest.approx(min(effect, needed.mde), rel=1e-6)
    assert needed.power >= power * (1 - 1e-9)


@given(shift=st.floats(0.0, 60.0), freedom=st.floats(1.0, 1e9))
def test_power_is_a_number_between_nought_and_one_everywhere(shift, freedom):
    found = power_of_t(shift, freedom, 0.05)

    assert 0.0 <= found <= 1.0


def test_a_million_people_are_counted_though_scipy_gives_none():
    found = power_t(effect=0.001)

    assert found.n == pytest.approx(2 * (1.959964 + 0.841621) ** 2 / 1e-6, rel=1e-5)


def test_more_people_do_not_help_where_clusters_are_too_few():
    clusters = Clusters(size=30, icc=0.589)

    floor = least_effect(clusters, 6)

    assert floor > 1.0
    assert power_cluster(Clusters(size=30_000, icc=0.589), n=6).mde >= floor


def test_the_curve_falls_with_n_and_passes_through_the_plan():
    found = power_proportions(control=0.4, effect=-0.1)

    sizes, effects = zip(*found.curve, strict=True)
    assert list(sizes) == sorted(sizes)
    assert list(effects) == sorted(effects, reverse=True)
    assert found.effect == -0.1
    assert found.power == pytest.approx(0.8)


@pytest.mark.parametrize(
    "ask",
    [
        power_t,
        lambda: power_t(effect=0.0),
        lambda: power_t(n=1),
        lambda: power_t(sd=0.0, effect=1.0),
        lambda: power_proportions(control=0.9, effect=0.2),
        lambda: power_proportions(control=1.2, effect=0.2),
        lambda: power_cluster(Clusters(size=0, icc=0.1), effect=1.0),
        lambda: power_cluster(Clusters(size=5, icc=1.1), effect=1.0),
        lambda: power_wedge(Wedge((), 3), Spread(1.0)),
        lambda: power_wedge(Wedge((3, 3), 0), Spread(1.0)),
        lambda: power_wedge(Wedge((4,), 3, before=0), Spread(1.0)),
        lambda: Spread(0.0),
        lambda: Spread(1.0, rho=2.0),
        lambda: Spread.of(1.0, 1.0),
        lambda: Asked(power=1.0),
    ],
)
def test_a_design_that_cannot_be_is_refused(ask):
    with pytest.raises(BadDesign):
        ask()


def test_what_no_number_of_people_can_see_is_said():
    with pytest.raises(CannotAnswer):
        power_t(effect=1e-9)


def test_what_the_smallest_trial_sees_needs_no_more():
    assert power_t(effect=1e6).n == pytest.approx(1.5)


def test_too_few_to_see_any_share_is_said():
    with pytest.raises(CannotAnswer):
        power_proportions(control=0.5, n=2)

    assert math.isinf(power_proportions(control=0.5, n=2, effect=0.4).mde)
