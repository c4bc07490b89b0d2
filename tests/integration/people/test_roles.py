"""Roles: dates, scope, powers, and an administrator that always remains."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from headway.kernel import log
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, Refused
from headway.people import actions, queries
from headway.people.analysis import NewRole
from headway.people.models import Role
from tests import builders_people as build
from tests.builders_people import MONDAY, TODAY, later


def role_of(account, name=RoleName.ADMINISTRATOR):
    held = queries.person(build.system_reader(later(days=900)), key=account).roles
    return next(row for row in held if row.role == name)


@pytest.mark.django_db
def test_a_role_holds_from_its_first_day_to_its_last():
    account = build.person()
    build.granted(
        account, RoleName.BOARD, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 30), powers="Adopt."
    )

    held = [build.actor_of(account, later(days=days)).has(RoleName.BOARD) for days in (29, 30, 59, 60)]

    assert held == [False, True, True, False]


@pytest.mark.django_db
def test_a_day_begins_in_the_installations_zone():
    account = build.person()
    build.granted(account, RoleName.BOARD, starts_on=date(2026, 7, 1))
    summer = MONDAY.replace(month=6, day=30, hour=23, minute=30)  # half past midnight in London

    assert build.actor_of(account, summer).has(RoleName.BOARD)


@pytest.mark.django_db
def test_a_scoped_role_holds_for_its_scope_alone():
    cast = build.cast()
    trust = build.organisation()

    build.granted(cast.nurse, RoleName.ADMINISTRATOR, scope=trust)

    actor = build.actor_of(cast.nurse)
    assert actor.has(RoleName.ADMINISTRATOR, trust)
    assert not actor.has(RoleName.ADMINISTRATOR)
    actions.add_office(build.by(cast.nurse), organisation=trust, name="Chief nurse")
    with pytest.raises(Forbidden):
        actions.add_office(build.by(cast.nurse), organisation=cast.body, name="Chief executive")


@pytest.mark.django_db
def test_powers_and_office_are_written_down():
    cast = build.cast()
    office = actions.add_office(build.by(cast.administrator), organisation=cast.body, name="Director")

    build.granted(cast.director, RoleName.DECIDER, office=office, powers=" Move staff, not money. ")

    row = role_of(cast.director, RoleName.DECIDER)
    assert (row.office, row.powers, row.holds) == ("Director", "Move staff, not money.", True)
    with pytest.raises(Missing):
        build.granted(cast.nurse, RoleName.DECIDER, office=cast.body)


@pytest.mark.django_db
def test_the_same_role_is_not_granted_twice():
    account = build.person("Sam Staff", RoleName.STAFF)

    with pytest.raises(Conflict):
        build.granted(account, RoleName.STAFF)

    assert Role.objects.count() == 1


@pytest.mark.django_db
def test_a_role_whose_time_is_up_can_be_granted_again():
    account = build.person()
    build.granted(account, RoleName.BOARD, ends_on=TODAY)

    build.granted(account, RoleName.BOARD, starts_on=TODAY + timedelta(days=1))

    assert Role.objects.count() == 2


@pytest.mark.django_db
def test_a_last_day_before_the_first_is_refused():
    with pytest.raises(Invalid) as refused:
        build.granted(build.person(), RoleName.BOARD, ends_on=TODAY - timedelta(days=1))

    assert "ends_on" in refused.value.fields


@pytest.mark.django_db
def test_nobody_grants_a_role_to_themselves():
    cast = build.cast()

    with pytest.raises(Forbidden):
        actions.grant_role(
            build.by(cast.administrator),
            account=cast.administrator,
            new=NewRole(role=RoleName.BOARD, starts_on=TODAY),
        )


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "allowed"), [(RoleName.ADMINISTRATOR, True), (RoleName.BOARD, False)])
def test_at_first_set_up_the_only_one_there_may_become_administrator(role, allowed):
    build.body()
    account = build.person()
    new = NewRole(role=role, starts_on=TODAY)

    if not allowed:
        with pytest.raises(Forbidden):
            actions.grant_role(build.by(account), account=account, new=new)
        return
    actions.grant_role(build.by(account), account=account, new=new)

    other = build.person("Eve Early")
    with pytest.raises(Forbidden):
        actions.grant_role(build.by(other), account=other, new=new)


@pytest.mark.django_db
def test_a_role_ended_now_is_over_at_once():
    cast = build.cast()

    actions.end_role(
        build.by(cast.administrator, later(hours=1)), role=role_of(cast.analyst, RoleName.ANALYST).key
    )

    assert build.actor_of(cast.analyst, MONDAY).has(RoleName.ANALYST)
    assert not build.actor_of(cast.analyst, later(hours=1)).has(RoleName.ANALYST)
    with pytest.raises(Conflict):
        actions.end_role(build.by(cast.administrator), role=role_of(cast.analyst, RoleName.ANALYST).key)


@pytest.mark.django_db
def test_a_role_given_a_last_day_runs_out_by_itself():
    cast = build.cast()
    role = role_of(cast.analyst, RoleName.ANALYST).key

    actions.end_role(build.by(cast.administrator), role=role, on=TODAY + timedelta(days=7))

    assert build.actor_of(cast.analyst, later(days=7)).has(RoleName.ANALYST)
    assert not build.actor_of(cast.analyst, later(days=8)).has(RoleName.ANALYST)
    with pytest.raises(Conflict):
        actions.end_role(build.by(cast.administrator, later(days=8)), role=role)
    with pytest.raises(Invalid):
        actions.end_role(build.by(cast.administrator), role=role, on=TODAY - timedelta(days=1))
    with pytest.raises(Missing):
        actions.end_role(build.by(cast.administrator), role=cast.body)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["end now", "end later", "leave", "end by the installation"])
def test_the_last_administrator_stays(how):
    cast = build.cast()
    ada, role = cast.administrator, role_of(cast.administrator).key

    acts = {
        "end now": lambda: actions.end_role(build.by(ada), role=role),
        "end later": lambda: actions.end_role(build.by(ada), role=role, on=TODAY),
        "leave": lambda: actions.leave(build.by(ada), account=ada),
        "end by the installation": lambda: actions.end_role(build.system(), role=role),
    }

    with pytest.raises(Conflict, match="last administrator"):
        acts[how]()

    assert build.actor_of(ada).has(RoleName.ADMINISTRATOR)


@pytest.mark.django_db
def test_an_invited_or_dated_administrator_does_not_count_as_another_one():
    cast = build.cast()
    build.invited("late@example.org", "Lena Late", RoleName.ADMINISTRATOR)
    build.granted(cast.nurse, RoleName.ADMINISTRATOR, ends_on=TODAY + timedelta(days=30))

    with pytest.raises(Conflict):
        actions.leave(build.by(cast.administrator), account=cast.administrator)


@pytest.mark.django_db
def test_an_administrator_leaves_when_another_remains():
    cast = build.cast()
    build.person("Ben Administrator", RoleName.ADMINISTRATOR)

    actions.leave(build.by(cast.administrator), account=cast.administrator)

    assert not build.actor_of(cast.administrator).signed_in


@pytest.mark.django_db
def test_an_administrator_for_a_time_may_end_roles_until_then():
    cast = build.cast()
    build.granted(cast.nurse, RoleName.ADMINISTRATOR, ends_on=TODAY + timedelta(days=30))

    actions.end_role(build.by(cast.nurse), role=role_of(cast.analyst, RoleName.ANALYST).key)
    actions.leave(build.by(cast.nurse), account=cast.analyst)

    assert not build.actor_of(cast.analyst, later(hours=1)).signed_in


@pytest.mark.django_db
def test_who_was_administrator_when_the_page_was_opened_but_is_no_more_ends_nothing():
    cast = build.cast()
    ben = build.person("Ben Administrator", RoleName.ADMINISTRATOR)
    stale = build.by(ben)
    actions.end_role(build.by(cast.administrator), role=role_of(ben).key)

    for act in (
        lambda: actions.end_role(stale, role=role_of(cast.analyst, RoleName.ANALYST).key),
        lambda: actions.leave(stale, account=cast.analyst),
        lambda: actions.grant_role(
            stale, account=cast.nurse, new=NewRole(role=RoleName.ADMINISTRATOR, starts_on=TODAY)
        ),
    ):
        with pytest.raises(Forbidden):
            act()

    assert build.actor_of(cast.analyst).has(RoleName.ANALYST)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(5))
def test_two_administrators_who_end_each_other_leave_exactly_one(round_):
    build.restore_log_head()
    build.body()
    ada = build.person("Ada Administrator", RoleName.ADMINISTRATOR)
    ben = build.person("Ben Administrator", RoleName.ADMINISTRATOR)
    acts = [
        (build.by(ada, later(hours=1)), role_of(ben).key),
        (build.by(ben, later(hours=1)), role_of(ada).key),
    ]
    outcomes, start = [], threading.Barrier(2)

    def run(by, role):
        start.wait()
        try:
            actions.end_role(by, role=role)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    at = later(hours=2)
    left = [account for account in (ada, ben) if build.actor_of(account, at).has(RoleName.ADMINISTRATOR)]
    assert sorted(outcomes) in (["Conflict", "done"], ["Forbidden", "done"])
    assert len(left) == 1
    assert log.verify().fault == ""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_leave_one():
    build.restore_log_head()
    build.body()
    both = [build.person(name, RoleName.ADMINISTRATOR) for name in ("Ada Administrator", "Ben Administrator")]
    outcomes, start = [], threading.Barrier(2)

    def run(by, account):
        start.wait()
        try:
            actions.leave(by, account=account)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(build.by(each), each)) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["Conflict", "done"]
