"""Ahead, on course, behind, or cannot tell and why."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.measurement import (
    DatedValue,
    Improve,
    PathPoint,
    Reason,
    Status,
    Trajectory,
    status_against,
)

PATH = Trajectory((PathPoint(date(2024, 12, 31), 60.0), PathPoint(date(2028, 12, 31), 60.0)))
AGREED = datetime(2025, 1, 6, tzinfo=UTC)
LATER = datetime(2026, 2, 2, tzinfo=UTC)
UP, DOWN = Improve.INCREASE, Improve.DECREASE
END_2025 = date(2025, 12, 31)


def with_interval(lower, value, upper):
    return DatedValue(END_2025, value, LATER, lower, upper)


def months(values):
    ends = [date(2025 + k // 12, k % 12 + 1, 28) for k in range(len(values))]
    return [DatedValue(end, value, LATER) for end, value in zip(ends, values, strict=True)]


@pytest.mark.parametrize(
    ("interval", "improve", "status"),
    [
        ((61.0, 63.0, 65.0), UP, Status.AHEAD),
        ((61.0, 63.0, 65.0), DOWN, Status.BEHIND),
        ((55.0, 57.0, 59.0), UP, Status.BEHIND),
        ((55.0, 57.0, 59.0), DOWN, Status.AHEAD),
        ((59.0, 63.0, 67.0), UP, Status.ON_COURSE),
        ((60.0, 63.0, 66.0), UP, Status.ON_COURSE),
        ((54.0, 57.0, 60.0), UP, Status.ON_COURSE),
    ],
)
def test_an_interval_wholly_on_one_side_of_the_path_decides(interval, improve, status):
    found = status_against(PATH, AGREED, [with_interval(*interval)], improve)

    assert (found.status, found.reason) == (status, Reason.OWN_INTERVAL)
    assert found.gap == improve.sign * (interval[1] - 60.0)
    assert found.low <= found.gap <= found.high
    assert found.path == 60.0


WOBBLE = [60.5, 59.5] * 6  # moving ranges of 1: limits of the deviations at 2.66


@pytest.mark.parametrize(
    ("last", "improve", "status"),
    [
        (60.4, UP, Status.ON_COURSE),
        (64.0, UP, Status.AHEAD),
        (64.0, DOWN, Status.BEHIND),
        (56.0, UP, Status.BEHIND),
    ],
)
def test_without_an_interval_twelve_deviations_decide(last, improve, status):
    found = status_against(PATH, AGREED, months([*WOBBLE, last]), improve)

    assert (found.status, found.reason, found.n) == (status, Reason.LIMITS_OF_DEVIATIONS, 13)
    ranges = [1.0] * 11 + [abs(last - 59.5)]
    kept = [each for each in ranges if each < 3.267 * sum(ranges) / len(ranges)]  # screened once, as XmR is
    assert found.high == pytest.approx(2.66 * sum(kept) / len(kept), rel=1e-9)
    assert found.low == -found.high


def test_eleven_deviations_cannot_tell_and_print_the_gap():
    found = status_against(PATH, AGREED, months(WOBBLE[:11]), UP)

    assert (found.status, found.reason, found.n) == (Status.CANNOT_TELL, Reason.TOO_FEW_DEVIATIONS, 11)
    assert found.gap == pytest.approx(0.5)
    assert (found.low, found.high) == (None, None)


def test_deviations_that_do_not_vary_set_no_limits():
    found = status_against(PATH, AGREED, months([61.0] * 12), UP)

    assert (found.status, found.reason, found.gap) == (Status.CANNOT_TELL, Reason.NO_VARIATION, 1.0)


def test_a_provisional_value_never_decides():
    provisional = DatedValue(date(2026, 12, 31), 99.0, LATER, 98.0, 100.0, final=False)

    alone = status_against(PATH, AGREED, [provisional], UP)
    beside = status_against(PATH, AGREED, [provisional, with_interval(55.0, 57.0, 59.0)], UP)

    assert (alone.status, alone.reason, alone.gap) == (Status.CANNOT_TELL, Reason.ONLY_PROVISIONAL, 39.0)
    assert (beside.status, beside.judged.period_end) == (Status.BEHIND, END_2025)


@pytest.mark.parametrize("known_at", [AGREED, datetime(2024, 12, 1, tzinfo=UTC)])
def test_what_was_known_when_the_path_was_agreed_never_counts(known_at):
    found = status_against(PATH, AGREED, [DatedValue(END_2025, 57.0, known_at, 55.0, 59.0)], UP)

    assert (found.status, found.reason) == (Status.CANNOT_TELL, Reason.KNOWN_BEFORE_PATH)
    assert found.gap == -3.0


def test_known_points_do_not_help_to_make_up_twelve():
    values = months(WOBBLE)
    early = [DatedValue(v.period_end, v.value, AGREED) for v in values[:6]]

    found = status_against(PATH, AGREED, [*early, *values[6:]], UP)

    assert (found.reason, found.n) == (Reason.TOO_FEW_DEVIATIONS, 6)


def test_outside_the_path_there_is_no_gap():
    found = status_against(PATH, AGREED, [DatedValue(date(2031, 1, 1), 57.0, LATER)], UP)

    assert (found.status, found.reason) == (Status.CANNOT_TELL, Reason.OUTSIDE_PATH)
    assert (found.path, found.gap) == (None, None)


def test_values_before_the_path_begins_are_no_deviations():
    before = DatedValue(date(2024, 6, 30), 10.0, LATER)

    found = status_against(PATH, AGREED, [before, *months(WOBBLE[:11])], UP)

    assert (found.reason, found.n) == (Reason.TOO_FEW_DEVIATIONS, 11)


def test_without_values_it_cannot_be_told():
    found = status_against(PATH, AGREED, [], UP)

    assert (found.status, found.reason, found.judged) == (Status.CANNOT_TELL, Reason.NO_VALUES, None)


def test_a_status_needs_a_better_side():
    with pytest.raises(ValueError, match="better side"):
        status_against(PATH, AGREED, [], Improve.NEUTRAL)


@given(st.lists(st.floats(50, 70), min_size=1, max_size=16), st.randoms())
def test_the_order_of_the_values_does_not_matter_and_the_other_side_mirrors(values, random):
    ordered = months(values)
    mixed = random.sample(ordered, len(ordered))
    mirror = {Status.AHEAD: Status.BEHIND, Status.BEHIND: Status.AHEAD}

    here = status_against(PATH, AGREED, ordered, UP)
    there = status_against(PATH, AGREED, mixed, DOWN)

    assert there.status is mirror.get(here.status, here.status)
    assert there.gap == -here.gap
