"""Invitations, accounts, tokens: from the first link to the last trace."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password

from headway.kernel import log
from headway.kernel.actors import ANYONE, By, RoleName, Via
from headway.kernel.errors import Conflict, Forbidden, Gone, Invalid, Missing
from headway.people import actions, queries
from headway.people.analysis import NewAccount, NewPassword
from headway.people.choices import AccountState, TokenScope
from headway.people.models import Account, Invitation, Token
from tests import builders_people as build
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db


def facts(kind):
    return [entry.facts for entry in log.entries(after=0, kinds=frozenset({kind}))]


def test_an_invited_person_sets_a_name_and_a_password_and_may_then_act():
    account = build.invited("Nia.Nurse@Example.org ", "Nia Nurse", RoleName.STAFF)

    build.accepted(account, later(days=3), name="Nia N.")

    row = Account.objects.get(key=account)
    assert (row.email, row.name, row.state) == ("nia.nurse@example.org", "Nia N.", AccountState.ACTIVE)
    assert check_password(build.PASSWORD, row.password)
    assert build.actor_of(account, later(days=3)).has(RoleName.STAFF)


def test_an_invited_person_is_nobody_until_the_link_is_used():
    account = build.invited("nia@example.org", "Nia", RoleName.ADMINISTRATOR)

    actor = build.actor_of(account)

    assert actor == ANYONE


def test_the_log_of_an_invitation_holds_no_name_and_no_address():
    build.invited("nia@example.org", "Nia", RoleName.STAFF)

    written = " ".join(facts("people.account_invited"))

    assert "nia" not in written.lower()
    assert '"role":"staff"' in written


@pytest.mark.parametrize(
    ("at", "reason"),
    [(later(days=14), "no longer"), (later(days=13, hours=23), None)],
)
def test_a_link_works_for_fourteen_days(at, reason):
    account = build.invited("nia@example.org", "Nia")
    secret = build.secret_of(account)

    def use():
        actions.accept_invitation(
            By(ANYONE, at, Via.WEB), secret=secret, name="Nia", password=NewPassword(build.HASHED)
        )

    if reason is None:
        use()
        return
    with pytest.raises(Gone, match=reason):
        use()


def test_a_link_works_once():
    account = build.person()
    secret = build.secret_of(account)

    with pytest.raises(Gone, match="used"):
        actions.accept_invitation(
            build.by(None), secret=secret, name="Eve", password=NewPassword(build.HASHED)
        )

    assert Account.objects.get(key=account).name == "Nia Nurse"


def test_a_withdrawn_link_does_nothing():
    account = build.invited("nia@example.org", "Nia")
    invitation = queries.invitations(build.system_reader(), account=account)[0].key
    actions.withdraw_invitation(build.system(), invitation=invitation)

    with pytest.raises(Gone):
        build.accepted(account)

    assert not queries.invitation_row(invitation, at=MONDAY).open


@pytest.mark.parametrize("secret", ["", "x", "6ba7b810-9dad-41d1-80b4-00c04fd430c8:forged"])
def test_a_link_that_was_not_made_here_is_unknown(secret):
    with pytest.raises(Missing):
        queries.invitation_by(secret, at=MONDAY)


def test_a_signed_key_without_an_invitation_is_unknown():
    secret = queries.invitation_secret(build.invited("nia@example.org", "Nia"))

    with pytest.raises(Missing):
        queries.invitation_by(secret, at=MONDAY)
    with pytest.raises(Missing):
        actions.accept_invitation(
            build.by(None), secret=secret, name="Nia", password=NewPassword(build.HASHED)
        )


def test_a_second_invitation_replaces_the_first():
    account = build.invited("nia@example.org", "Nia", RoleName.STAFF)
    first = build.secret_of(account)

    again = build.invited("NIA@example.org", "Nia Nurse", RoleName.STAFF, later(days=1))

    assert again == account
    assert not queries.invitation_by(first, at=later(days=1)).open
    assert (
        queries.invitation_by(build.secret_of(account, later(days=1)), at=later(days=1)).name == "Nia Nurse"
    )
    assert len(queries.person(build.system_reader(), key=account).roles) == 1


def test_nobody_is_invited_to_an_address_that_signs_in_already():
    build.person()

    with pytest.raises(Conflict, match="signs in"):
        build.invited("nia.nurse@example.org", "Another")


def test_who_left_and_comes_back_gets_a_new_account():
    first = build.person()
    actions.leave(build.by(first), account=first)

    second = build.person()

    assert second != first
    assert Account.objects.get(key=first).email == f"{first}@left.invalid"
    assert queries.person(build.system_reader(), key=first).state == AccountState.LEFT


@pytest.mark.parametrize("email", ["", "nia", "nia@", "nia@example.org\0"])
def test_an_address_that_is_none_is_refused_beside_its_field(email):
    with pytest.raises(Invalid) as refused:
        build.invited(email, "Nia")

    assert "email" in refused.value.fields


@pytest.mark.parametrize("name", ["", "   ", "N" * 121])
def test_a_name_is_neither_empty_nor_endless(name):
    with pytest.raises(Invalid) as refused:
        build.invited("nia@example.org", name)

    assert "name" in refused.value.fields


def test_an_interface_language_is_one_we_have():
    with pytest.raises(Invalid):
        actions.invite(build.system(), new=NewAccount(email="nia@example.org", name="Nia", language="tlh"))


@pytest.mark.parametrize(
    ("password", "says"),
    [("short", "12"), ("password123456", "lists"), ("nia.nurse@example", "too close")],
)
def test_a_weak_password_is_refused_with_a_reason(password, says):
    with pytest.raises(Invalid, match=says) as refused:
        queries.new_password(password, email="nia.nurse@example.org", name="Nia Nurse")

    assert "password" in refused.value.fields


def test_a_good_password_is_kept_as_a_hash_alone():
    made = queries.new_password(build.PASSWORD, email="nia@example.org", name="Nia")

    assert build.PASSWORD not in made.hashed
    assert check_password(build.PASSWORD, made.hashed)


def test_people_change_their_own_name_and_language_and_nobody_elses():
    cast = build.cast()

    actions.change_profile(build.by(cast.nurse), account=cast.nurse, name="Nia Newname", language="cy")

    row = queries.person(build.reader(cast.nurse), key=cast.nurse)
    assert (row.name, row.language) == ("Nia Newname", "cy")
    with pytest.raises(Forbidden):
        actions.change_profile(build.by(cast.administrator), account=cast.nurse, name="X", language="cy")


def test_leaving_ends_roles_and_tokens_at_once_and_for_good():
    account = build.person("Ana Analyst", RoleName.ANALYST)
    secret = actions.make_token(
        build.by(account), label="Import", scope=TokenScope.WRITE, expires_on=TODAY + timedelta(days=30)
    ).secret
    actions.leave(build.by(account, later(hours=1)), account=account)

    assert queries.actor_for(account, later(hours=1)) == ANYONE
    assert queries.actor_for_token(secret, later(hours=1)) is None
    assert not Account.objects.get(key=account).is_active
    assert facts("people.account_left") == ['{"roles":1,"tokens":1}']
    with pytest.raises(Conflict):
        actions.leave(build.system(), account=account)
    with pytest.raises(Conflict):
        build.granted(account, RoleName.STAFF)


def test_an_account_that_is_not_there_is_missing():
    with pytest.raises(Missing):
        actions.leave(build.system(), account=build.body())


def test_personal_details_are_blanked_two_years_after_leaving_and_the_key_stays():
    account = build.person()
    EmailAddress.objects.create(user=Account.objects.get(key=account), email="nia.nurse@example.org")
    actions.leave(build.by(account), account=account)
    due = later(days=730)
    assert queries.anything_to_forget(later(days=20)) is False

    gone = actions.forget_personal(build.system(due))

    row = Account.objects.get(key=account)
    assert (row.name, row.email) == ("", f"{account}@left.invalid")
    assert gone == 2
    assert not Invitation.objects.exists()
    assert not EmailAddress.objects.exists()
    assert queries.anything_to_forget(due) is False


def test_a_token_is_told_once_and_kept_as_a_hash():
    account = build.person("Ana Analyst", RoleName.ANALYST)

    made = actions.make_token(
        build.by(account), label=" Import ", scope=TokenScope.READ, expires_on=TODAY + timedelta(days=365)
    )

    row = Token.objects.get()
    assert made.secret not in str(row.__dict__)
    assert row.label == "Import"
    actor = queries.actor_for_token(made.secret, later(days=364))
    assert actor is not None
    assert actor.read_only
    assert actor.has(RoleName.ANALYST)
    assert queries.actor_for_token(made.secret, later(days=365)) is None
    assert queries.actor_for_token("hw_other", MONDAY) is None


@pytest.mark.parametrize("days", [0, 366])
def test_a_token_lasts_a_day_to_a_year(days):
    account = build.person()

    with pytest.raises(Invalid):
        actions.make_token(
            build.by(account), label="x", scope=TokenScope.READ, expires_on=TODAY + timedelta(days=days)
        )


def test_a_token_is_ended_by_its_owner_or_an_administrator_once():
    cast = build.cast()
    made = actions.make_token(
        build.by(cast.analyst), label="x", scope=TokenScope.WRITE, expires_on=TODAY + timedelta(days=2)
    )
    with pytest.raises(Forbidden):
        actions.end_token(build.by(cast.nurse), token=made.key)
    with pytest.raises(Missing):
        actions.end_token(build.by(cast.nurse), token=cast.body)

    actions.end_token(build.by(cast.administrator), token=made.key)

    assert [row.live for row in queries.tokens(build.reader(cast.analyst), account=cast.analyst)] == [False]
    with pytest.raises(Conflict):
        actions.end_token(build.by(cast.analyst), token=made.key)
    with pytest.raises(Forbidden):
        queries.tokens(build.reader(cast.nurse), account=cast.analyst)


def test_persons_are_shown_to_administrators_and_to_themselves_alone():
    cast = build.cast()

    found = queries.people(build.reader(cast.administrator), search="nurse")

    assert [row.name for row in found] == ["Nia Nurse"]
    assert len(queries.people(build.reader(cast.administrator))) == 6
    assert queries.person(build.reader(cast.nurse), key=cast.nurse).name == "Nia Nurse"
    with pytest.raises(Forbidden):
        queries.people(build.reader(cast.steward))
    with pytest.raises(Missing):
        queries.person(build.reader(cast.steward), key=cast.nurse)
    with pytest.raises(Missing):
        queries.person(build.reader(cast.administrator), key=cast.body)
    with pytest.raises(Forbidden):
        queries.invitations(build.reader(cast.nurse), account=cast.nurse)
    assert queries.names(build.reader(cast.staff), keys=[cast.nurse]) == {cast.nurse: "Nia Nurse"}
    assert queries.names(build.reader(), keys=[cast.nurse]) == {}


@pytest.mark.parametrize("role", [None, RoleName.STAFF])
def test_asking_who_acts_costs_one_query_and_two_without_a_role(django_assert_num_queries, role):
    account = build.person("Sam Staff", role)

    with django_assert_num_queries(1 if role else 2):
        actor = queries.actor_for(account, MONDAY)

    assert actor.signed_in


def test_a_list_of_people_costs_the_same_at_one_and_at_fifty(django_assert_num_queries):
    build.person("One", RoleName.STAFF)
    with django_assert_num_queries(2):
        queries.people(build.system_reader())
    for number in range(50):
        build.invited(f"person{number}@example.org", f"Person {number}", RoleName.STAFF)

    with django_assert_num_queries(2):
        found = queries.people(build.system_reader())

    assert len(found) == 51
