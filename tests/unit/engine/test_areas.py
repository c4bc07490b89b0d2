"""From areas to areas: totals kept, what is certain and possible, a simulated truth, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.measurement import NegativeCount, Overlap, PlacedTwice, convert_areas

SOURCES = st.lists(st.tuples(st.integers(0, 500), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12)


def halves(sources):
    """Each source between target 0 and target 1, some of it perhaps in neither."""
    overlaps = []
    for at, (_, first, rest) in enumerate(sources):
        overlaps += [Overlap(at, 0, first), Overlap(at, 1, (1 - first) * rest)]
    return [float(y) for y, _, _ in sources], overlaps


@given(SOURCES)
def test_it_agrees_with_plain_loops_and_keeps_the_total(sources):
    totals, overlaps = halves(sources)

    found = convert_areas(totals, overlaps, 2)

    for target in (0, 1):
        mine = [each for each in overlaps if each.target == target]
        assert found.value[target] == pytest.approx(sum(totals[o.source] * o.share for o in mine))
        variance = sum(totals[o.source] * o.share * (1 - o.share) for o in mine)
        reach = 1.959963984540054 * variance**0.5
        assert found.upper[target] == pytest.approx(
            min(found.value[target] + reach, found.most[target]), abs=1e-5
        )
    assert found.value.sum() + found.unplaced == pytest.approx(sum(totals), abs=1e-6)


@given(SOURCES)
def test_the_value_lies_in_its_range_and_the_range_in_what_is_possible(sources):
    found = convert_areas(*halves(sources), 2)

    slack = 1e-6
    assert (found.least <= found.lower + slack).all()
    assert (found.lower <= found.value + slack).all()
    assert (found.value <= found.upper + slack).all()
    assert (found.upper <= found.most + slack).all()
    assert ((found.divided >= 0) & (found.divided <= 1 + slack)).all()


@given(SOURCES, st.randoms(use_true_random=False))
def test_the_order_of_overlaps_does_not_matter(sources, random):
    totals, overlaps = halves(sources)

    found = convert_areas(totals, overlaps, 2)

    mixed = convert_areas(totals, random.sample(overlaps, len(overlaps)), 2)
    np.testing.assert_allclose(mixed.value, found.value)
    np.testing.assert_allclose(mixed.upper, found.upper)


def test_sources_that_lie_whole_leave_nothing_unknown():
    overlaps = [Overlap(0, 0, 1.0), Overlap(1, 0, 1.0), Overlap(2, 1, 1.0)]

    found = convert_areas([10.0, 20.0, 5.0], overlaps, 3)

    assert found.value.tolist() == found.lower.tolist() == found.upper.tolist() == [30.0, 5.0, 0.0]
    assert found.divided.tolist() == [0.0, 0.0, 0.0]
    assert (found.n, found.unplaced) == (3, 0.0)


@pytest.mark.parametrize("clump", [1, 10])
def test_the_range_holds_the_truth_as_often_as_it_says(clump):
    rng = np.random.default_rng(clump)
    totals, share = np.array([400, 900, 250]), np.array([0.3, 0.6, 0.5])
    overlaps = [Overlap(at, 0, share[at]) for at in range(3)]

    found = convert_areas(totals, overlaps, 1, clump=clump)

    truth = sum(rng.binomial(y // clump, s, 20_000) * clump for y, s in zip(totals, share, strict=True))
    held = ((truth >= found.lower[0]) & (truth <= found.upper[0])).mean()
    assert held == pytest.approx(0.95, abs=0.02)


def test_estimates_bring_their_own_variance():
    overlaps = [Overlap(0, 0, 0.5), Overlap(0, 1, 0.5)]

    sure = convert_areas([100.0], overlaps, 2)
    estimated = convert_areas([100.0], overlaps, 2, variances=400.0)

    assert estimated.value.tolist() == sure.value.tolist()
    assert estimated.upper[0] - estimated.value[0] == pytest.approx(1.959964 * (25 + 100) ** 0.5, rel=1e-6)


def test_what_lies_in_no_target_is_said():
    found = convert_areas([80.0], [Overlap(0, 0, 0.75)], 1)

    assert (found.value[0], found.unplaced) == (60.0, 20.0)


@pytest.mark.parametrize(
    ("totals", "overlaps", "refusal"),
    [
        ([5.0], [Overlap(0, 0, 0.7), Overlap(0, 1, 0.5)], PlacedTwice),
        ([-5.0], [Overlap(0, 0, 1.0)], NegativeCount),
        ([np.nan], [Overlap(0, 0, 1.0)], NegativeCount),
        ([5.0], [Overlap(1, 0, 1.0)], ValueError),
        ([5.0], [Overlap(0, 2, 1.0)], ValueError),
        ([5.0], [Overlap(0, 0, 1.5)], ValueError),
        ([[5.0]], [Overlap(0, 0, 1.0)], ValueError),
    ],
)
def test_it_refuses_by_name(totals, overlaps, refusal):
    with pytest.raises(refusal):
        convert_areas(totals, overlaps, 2)
