"""Before an election a place keeps quiet; after a change of control nothing is late for a hundred days."""

from datetime import date, timedelta

import pytest

from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.places import actions, queries
from headway.places.analysis import NewPlace
from tests import builders_people as build
from tests.builders_people import MONDAY, TODAY

pytestmark = pytest.mark.django_db
REGION = NewPlace("X99000001", "Example Region", "region", invented=True)
BOROUGH = NewPlace("X99000002", "Example Borough", "london-borough", parent="X99000001", invented=True)
POLLING = date(2026, 5, 7)


@pytest.fixture(autouse=True)
def places():
    actions.import_places(build.system(), rows=[REGION, BOROUGH])


def period(code: str = "X99000002", starts_on: date = TODAY, ends_on: date = POLLING):
    return actions.set_pre_election_period(
        build.system(), code=code, starts_on=starts_on, ends_on=ends_on, reason="Election of the council"
    )


def change(on: date = TODAY):
    return actions.record_change_of_control(
        build.system(), code="X99000002", on=on, reason="A new council sits"
    )


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (POLLING, True),
        (POLLING + timedelta(days=1), False),
    ],
)
def test_a_place_keeps_quiet_from_the_first_day_to_the_last(day, held):
    period()

    found = queries.quiet(build.reader(), codes=["x99000002"], on=day)

    assert (found is not None) == held


def test_a_period_of_a_region_holds_in_its_boroughs_and_not_the_other_way():
    period("X99000001")

    borough = queries.quiet(build.reader(), codes=["X99000002"])
    actions.withdraw_pre_election_period(build.system(), key=borough.key)
    period("X99000002")

    assert borough.place_name == "Example Region"
    assert queries.quiet(build.reader(), codes=["X99000001"]) is None


def test_a_place_is_named_by_its_key_as_well():
    key = queries.place(build.reader(), code="X99000002").key
    period()

    assert queries.quiet(build.reader(), places=[key]).reason == "Election of the council"


def test_a_withdrawn_period_held_until_it_was_withdrawn():
    key = period()

    actions.withdraw_pre_election_period(build.system(build.later(days=1)), key=key)

    assert queries.quiet(build.reader(), codes=["X99000002"]) is not None
    assert queries.quiet(build.reader(at=build.later(days=2)), codes=["X99000002"]) is None
    assert queries.quiet_periods(build.reader(at=build.later(days=2))) == ()


def test_nothing_is_quiet_where_nothing_was_set(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.quiet(build.reader(), codes=["X99000002"]) is None


@pytest.mark.parametrize(
    ("ends_on", "reason", "field"),
    [(TODAY - timedelta(days=1), "An election", "ends_on"), (POLLING, "  ", "reason")],
)
def test_a_period_needs_its_days_in_order_and_a_reason(ends_on, reason, field):
    with pytest.raises(Invalid) as refused:
        actions.set_pre_election_period(
            build.system(), code="X99000002", starts_on=TODAY, ends_on=ends_on, reason=reason
        )

    assert field in refused.value.fields


def test_the_last_change_of_control_up_to_the_day_counts():
    change(TODAY - timedelta(days=200))
    change(TODAY - timedelta(days=20))
    change(TODAY + timedelta(days=20))

    found = queries.last_changes(build.reader(), codes=["X99000002"])

    assert found["X99000002"].on == TODAY - timedelta(days=20)


@pytest.mark.parametrize(("days", "held"), [(0, True), (99, True), (100, False)])
def test_nothing_is_late_for_a_hundred_days_after_a_change_of_control(days, held):
    change()

    found = queries.in_grace(build.reader(), codes=["X99000002"], on=TODAY + timedelta(days=days))

    assert (found is not None) == held


def test_a_change_is_recorded_once_and_can_be_withdrawn():
    key = change()
    with pytest.raises(Conflict):
        change()

    actions.withdraw_change_of_control(build.system(), key=key)

    assert queries.changes_of_control(build.reader(at=build.later(minutes=1))) == ()
    with pytest.raises(Conflict):
        actions.withdraw_change_of_control(build.system(), key=key)


def test_an_analyst_sets_no_election_and_an_unknown_period_is_missing():
    build.body()
    analyst = build.person("Ana Analyst", build.RoleName.ANALYST)

    with pytest.raises(Forbidden):
        actions.record_change_of_control(build.by(analyst), code="X99000002", on=TODAY, reason="x")
    with pytest.raises(Missing):
        actions.withdraw_pre_election_period(build.system(), key=analyst)


def test_nobody_knew_of_a_period_before_it_was_set():
    period()

    assert queries.quiet_periods(build.reader(at=MONDAY - timedelta(days=1))) == ()
