"""Who holds an office, whose bank holidays it keeps, and under whose name it is listed."""

import pytest

from headway.kernel.actors import RoleName
from headway.kernel.errors import Invalid
from headway.kernel.workdays import Calendar
from headway.people import actions, queries
from tests import builders_people as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return build.body()


@pytest.fixture
def office(body):
    return actions.add_office(build.system(), organisation=body, name="Housing adviser")


def hold(office, number, at=build.MONDAY):
    account = build.person(f"Holder {chr(64 + number)}")
    build.granted(account, RoleName.DECIDER, office=office, at=at)
    return account


def listed(office):
    return queries.office_rows(build.reader(), keys=[office])[office].listed


def test_an_office_of_few_is_listed_under_its_director_and_of_many_by_its_name(body, office):
    director = actions.add_office(build.system(), organisation=body, name="Director of Housing")
    nobody_named = listed(office)
    actions.name_accountable(build.system(), office=office, director=director)
    with_few = listed(office)

    for number in range(1, 6):
        hold(office, number)

    assert (nobody_named, with_few, listed(office)) == (
        "Example Borough",
        "Director of Housing",
        "Housing adviser",
    )


def test_a_director_of_another_organisation_cannot_stand_for_an_office(office):
    trust = build.organisation()
    elsewhere = actions.add_office(build.system(), organisation=trust, name="Chief nurse")

    with pytest.raises(Invalid):
        actions.name_accountable(build.system(), office=office, director=elsewhere)


def test_an_office_is_held_from_the_first_day_of_a_role_to_its_last(office):
    nurse = build.person("Nia Nurse")
    role = build.granted(nurse, RoleName.DECIDER, office=office, at=build.later(days=1))

    actions.end_role(build.system(build.later(days=3)), role=role)

    held = [
        queries.offices_of(build.actor_of(nurse, at), at) == {office}
        for at in (build.MONDAY, build.later(days=1), build.later(days=2), build.later(days=4))
    ]
    assert held == [False, True, True, False]
    assert queries.offices_of(build.reader().actor, build.MONDAY) == frozenset()


def test_mail_goes_to_who_holds_the_office_now(office):
    nurse = hold(office, 1)

    found = queries.holders(office, build.MONDAY)

    assert [(each.account, each.email) for each in found] == [(nurse, "holder.a@example.org")]


def test_an_organisation_keeps_the_bank_holidays_that_are_said(body, office):
    actions.set_calendar(build.system(), organisation=body, calendar=Calendar.SCOTLAND)

    found = queries.office_rows(build.reader(), keys=[office])[office]

    assert found.calendar == Calendar.SCOTLAND
    assert queries.organisation(build.reader(), key=body).calendar == Calendar.SCOTLAND
