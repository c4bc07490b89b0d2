"""Who may do what about people: role by action by state."""

from datetime import timedelta

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Gone
from headway.kernel.workdays import Calendar
from headway.people import actions, queries
from headway.people.analysis import NewAccount, NewOrganisation, NewPassword, NewRole
from headway.people.choices import Family, MailRhythm, SettingName, TokenScope
from tests import builders_people as build
from tests.builders_people import TODAY
from tests.permissions.world import EVERYBODY, INSTALLATION, MEMBERS, NOBODY, Row, World, only

ADMINISTRATOR = only(RoleName.ADMINISTRATOR)
ITSELF = frozenset({INSTALLATION})
KEEPERS = only(RoleName.ADMINISTRATOR, RoleName.STEWARD)
TRUST = NewOrganisation(name="Example NHS Trust", family=Family.HEALTH)


def office(world: World):
    return actions.add_office(build.system(), organisation=world.body, name="Director")


def team(world: World):
    return actions.add_team(build.system(), organisation=world.body, name="School meals")


def guest(world: World):
    return build.invited("guest@example.org", "Gus Guest")


def invitation(world: World):
    account = guest(world)
    return queries.invitations(build.system_reader(), account=account)[0].key


def settled(world: World):
    key = invitation(world)
    actions.withdraw_invitation(build.system(), invitation=key)
    return key


def other(world: World):
    return build.person("Olu Other", RoleName.STAFF)


def role(world: World):
    return queries.person(build.system_reader(), key=other(world)).roles[0].key


def token(world: World):
    return actions.make_token(
        build.by(other(world)), label="x", scope=TokenScope.READ, expires_on=TODAY + timedelta(days=1)
    ).key


def granting(world, by, account):
    actions.grant_role(by, account=account, new=NewRole(role=RoleName.BOARD, starts_on=TODAY))


def granting_oneself(world, by, _made):
    account = by.actor.key or world.administrator
    actions.grant_role(by, account=account, new=NewRole(role=RoleName.RESEARCHER, starts_on=TODAY))


def own_details(world, by, _made):
    actions.change_profile(by, account=by.actor.key or world.body, name="New Name", language="cy")


def card(_world: World):
    from tests import builders_measures as measures

    return measures.indicator("Eats well")


def followed(world: World):
    return actions.subscribe(build.by(other(world)), about=card(world), rhythm=MailRhythm.WEEKLY)


def own_following(world: World, by, about):
    key = actions.subscribe(by, about=about, rhythm=MailRhythm.WEEKLY)
    actions.change_rhythm(by, key=key, rhythm=MailRhythm.DAILY)
    actions.unsubscribe(by, key=key)


ROWS = [
    Row(
        "people.subscribe",
        MEMBERS,
        lambda _w, by, about: actions.subscribe(by, about=about, rhythm=MailRhythm.DAILY),
        prepare=card,
    ),
    Row("people.change_rhythm", MEMBERS, own_following, state="one's own", prepare=card),
    Row("people.unsubscribe", MEMBERS, own_following, state="one's own", prepare=card),
    Row(
        "people.change_rhythm",
        NOBODY,
        lambda _w, by, key: actions.change_rhythm(by, key=key, rhythm=MailRhythm.DAILY),
        state="another's",
        prepare=followed,
    ),
    Row(
        "people.unsubscribe",
        NOBODY,
        lambda _w, by, key: actions.unsubscribe(by, key=key),
        state="another's",
        prepare=followed,
    ),
    Row(
        "people.stop_by_link",
        EVERYBODY,  # whoever holds the link
        lambda _w, by, key: actions.stop_by_link(by, secret=queries.mail_secret("digest", key)),
        prepare=followed,
    ),
    Row(
        "people.choose_today_mail",
        MEMBERS,
        lambda _w, by, _m: actions.choose_today_mail(by, rhythm=MailRhythm.NEVER),
    ),
    Row(
        "people.digest_sent",
        ITSELF,
        lambda _w, by, key: actions.digest_sent(by, key=key, until=TODAY),
        prepare=followed,
    ),
    Row(
        "people.today_mail_sent",
        ITSELF,
        lambda _w, by, key: actions.today_mail_sent(by, account=key, until=TODAY),
        prepare=other,
    ),
    Row(
        "people.create_body",
        ITSELF,
        lambda _w, by, _m: actions.create_body(by, new=TRUST),
        state="there is one",
        raises=Conflict,
    ),
    Row(
        "people.set_setting",
        KEEPERS,
        lambda _w, by, _m: actions.set_setting(
            by, name=SettingName.LOGO_TEXT, value="Ours", reason="Agreed", version=1
        ),
    ),
    Row(
        "people.add_organisation",
        ADMINISTRATOR,
        lambda _w, by, _m: actions.add_organisation(by, new=TRUST),
    ),
    Row(
        "people.close_organisation",
        ADMINISTRATOR,
        lambda _w, by, key: actions.close_organisation(by, organisation=key, on=TODAY),
        prepare=lambda _w: build.organisation(),
    ),
    Row(
        "people.close_organisation",
        ADMINISTRATOR,
        lambda w, by, _m: actions.close_organisation(by, organisation=w.body, on=TODAY),
        state="the body itself",
        raises=Conflict,
    ),
    Row(
        "people.add_office",
        ADMINISTRATOR,
        lambda w, by, _m: actions.add_office(by, organisation=w.body, name="Director"),
    ),
    Row(
        "people.close_office",
        ADMINISTRATOR,
        lambda _w, by, key: actions.close_office(by, office=key, on=TODAY),
        prepare=office,
    ),
    Row(
        "people.name_accountable",
        ADMINISTRATOR,
        lambda _w, by, key: actions.name_accountable(by, office=key, director=key),
        prepare=office,
    ),
    Row(
        "people.set_calendar",
        ADMINISTRATOR,
        lambda w, by, _m: actions.set_calendar(by, organisation=w.body, calendar=Calendar.SCOTLAND),
    ),
    Row(
        "people.add_team",
        ADMINISTRATOR,
        lambda w, by, _m: actions.add_team(by, organisation=w.body, name="School meals"),
    ),
    Row(
        "people.close_team",
        ADMINISTRATOR,
        lambda _w, by, key: actions.close_team(by, team=key, on=TODAY),
        prepare=team,
    ),
    Row(
        "people.invite",
        ADMINISTRATOR,
        lambda _w, by, _m: actions.invite(by, new=NewAccount(email="new@example.org", name="New")),
    ),
    Row(
        "people.withdraw_invitation",
        ADMINISTRATOR,
        lambda _w, by, key: actions.withdraw_invitation(by, invitation=key),
        prepare=invitation,
    ),
    Row(
        "people.withdraw_invitation",
        ADMINISTRATOR,
        lambda _w, by, key: actions.withdraw_invitation(by, invitation=key),
        state="withdrawn",
        prepare=settled,
        raises=Gone,
    ),
    Row(
        "people.accept_invitation",
        EVERYBODY,  # whoever holds the link
        lambda _w, by, key: actions.accept_invitation(
            by,
            secret=queries.invitation_secret(key),
            name="Gus",
            password=NewPassword(build.HASHED),
        ),
        prepare=invitation,
    ),
    Row(
        "people.accept_by_sign_on",
        ITSELF,
        lambda _w, by, key: actions.accept_by_sign_on(by, invitation=key),
        prepare=invitation,
    ),
    Row(
        "people.accept_by_sign_on",
        ITSELF,
        lambda _w, by, key: actions.accept_by_sign_on(by, invitation=key),
        state="withdrawn",
        prepare=settled,
        raises=Gone,
    ),
    Row("people.change_profile", MEMBERS, own_details, state="one's own"),
    Row(
        "people.change_profile",
        NOBODY,
        lambda _w, by, key: actions.change_profile(by, account=key, name="X", language="cy"),
        state="another's",
        prepare=other,
    ),
    Row(
        "people.leave",
        MEMBERS | ITSELF,
        lambda _w, by, key: actions.leave(by, account=by.actor.key or key),
        state="one's own",
        prepare=other,
    ),
    Row(
        "people.leave",
        ADMINISTRATOR,
        lambda _w, by, key: actions.leave(by, account=key),
        state="another's",
        prepare=other,
    ),
    Row("people.forget_personal", ITSELF, lambda _w, by, _m: actions.forget_personal(by)),
    Row("people.grant_role", ADMINISTRATOR, granting, prepare=other),
    Row("people.grant_role", ITSELF, granting_oneself, state="to oneself"),
    Row(
        "people.end_role",
        ADMINISTRATOR,
        lambda _w, by, key: actions.end_role(by, role=key),
        prepare=role,
    ),
    Row(
        "people.make_token",
        MEMBERS,
        lambda _w, by, _m: actions.make_token(
            by, label="x", scope=TokenScope.READ, expires_on=TODAY + timedelta(days=1)
        ),
    ),
    Row(
        "people.end_token",
        ADMINISTRATOR,
        lambda _w, by, key: actions.end_token(by, token=key),
        state="another's",
        prepare=token,
    ),
]
