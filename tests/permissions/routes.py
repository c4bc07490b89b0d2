"""The written matrix: who may open which address. A route without a row here fails the build.

The name is the route's own (`people:index`); a route without a name stands under its pattern.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from headway.kernel.actors import RoleName
from headway.people import actions, queries
from headway.people.choices import TokenScope
from tests import builders_people as build
from tests.permissions.world import ANONYMOUS, World

WALKERS = (
    ANONYMOUS,
    RoleName.STAFF.value,
    RoleName.ANALYST.value,
    RoleName.MISSION_LEAD.value,
    RoleName.STEWARD.value,
    RoleName.ADMINISTRATOR.value,
    RoleName.BOARD.value,
)
ALL = frozenset(WALKERS)
SIGNED_IN = ALL - {ANONYMOUS}
ADMINISTRATOR = frozenset({RoleName.ADMINISTRATOR.value})
ANALYST = frozenset({RoleName.ANALYST.value})
STEWARDS = ADMINISTRATOR | {RoleName.STEWARD.value}
KEEPERS = ADMINISTRATOR | {RoleName.ANALYST.value}


ASKING = {  # what somebody would try who wants a list in another order
    **dict.fromkeys(("sort", "order_by", "sort_by", "rank", "o"), "minutes"),
    **dict.fromkeys(("order", "ordering", "by"), "-count"),
    "desc": "1",
}


@dataclass(frozen=True)
class Rule:
    """Who may open a route; `args` makes what its address needs.

    `method` is how it is asked; `elsewhere` says why a route is not walked here, and which test holds it.
    """

    who: frozenset[str]
    args: Callable[[World], Mapping[str, Any]] = lambda _world: {}
    method: str = "get"
    elsewhere: str = ""
    path: str = ""  # of a route without a name


def other(_world: World) -> Mapping[str, Any]:
    return {"key": build.person("Olu Other", RoleName.STAFF)}


def guest(_world: World) -> Mapping[str, Any]:
    return {"key": build.invited("guest@example.org", "Gus Guest")}


def invitation(world: World) -> Mapping[str, Any]:
    key = guest(world)["key"]
    return {"key": key, "invitation": queries.invitations(build.system_reader(), account=key)[0].key}


def secret(world: World) -> Mapping[str, Any]:
    return {"secret": queries.invitation_secret(invitation(world)["invitation"])}


def role(world: World) -> Mapping[str, Any]:
    key = other(world)["key"]
    return {"key": key, "role": queries.person(build.system_reader(), key=key).roles[0].key}


def token(world: World) -> Mapping[str, Any]:
    by = build.by(world.administrator)
    made = actions.make_token(
        by, label="x", scope=TokenScope.READ, expires_on=queries.day_of(build.later(days=9))
    )
    return {"key": made.key}


def indicator_followed(_world: World) -> Mapping[str, Any]:
    from tests import builders_measures as measures

    measures.indicator("Eats well")
    return {"kind": "indicator", "slug": "eats-well"}


def mail_link(world: World) -> Mapping[str, Any]:
    return {"secret": queries.mail_secret("today", world.administrator)}


def body(world: World) -> Mapping[str, Any]:
    return {"key": world.body}


def office(world: World) -> Mapping[str, Any]:
    return {
        "key": world.body,
        "unit": actions.add_office(build.system(), organisation=world.body, name="Director"),
    }


def team(world: World) -> Mapping[str, Any]:
    return {
        "key": world.body,
        "unit": actions.add_team(build.system(), organisation=world.body, name="School meals"),
    }


def pre_election(world: World) -> Mapping[str, Any]:
    from headway.places.actions import set_pre_election_period

    days = {"starts_on": build.TODAY, "ends_on": build.TODAY}
    return {"key": set_pre_election_period(build.system(), **camden(world), **days, reason="An election")}


def change_of_control(world: World) -> Mapping[str, Any]:
    from headway.places.actions import record_change_of_control

    by = build.system()
    return {"key": record_change_of_control(by, **camden(world), on=build.TODAY, reason="A new council")}


def camden(_world: World) -> Mapping[str, Any]:
    from headway.places.actions import load_uk_places

    load_uk_places(build.system())
    return {"code": "E09000007"}


def peer_group(world: World) -> Mapping[str, Any]:
    from tests.permissions import table_places

    return {"key": table_places.chosen(world)}


def figures(_world: World) -> Mapping[str, Any]:
    from tests.permissions import table_measures

    return {"key": table_measures.accepted_release(_world)}


def upload(_world: World) -> Mapping[str, Any]:
    from tests.permissions import table_files

    return {"key": table_files.received(_world)}


def measure(_world: World) -> Mapping[str, Any]:
    from tests.permissions import table_measures

    table_measures.charted(_world)
    return {"slug": "children-in-poverty"}


MAILS = "held by tests/doors/web/test_mails.py: it needs a subscription of one's own"
PASSKEYS = "held by tests/journeys/test_passkeys.py: it needs a device"
SIGN_ON = "held by tests/doors/web/test_sign_on.py: it needs a provider"
HELD = "held by tests/doors/web/test_shell_account.py: it needs an act of allauth before it"

ROUTES: dict[str, Rule] = {
    # the site itself
    "about": Rule(ALL),
    "accessibility": Rule(ALL),
    "cookies": Rule(ALL),
    "data": Rule(ALL),
    "colours": Rule(ALL),
    "healthz": Rule(ALL, path="/healthz"),
    "icon": Rule(ALL),
    "logo": Rule(ALL, elsewhere="there is none until a logo is stored"),
    "robots.txt": Rule(ALL, path="/robots.txt"),
    "security": Rule(ALL),
    # lists that everybody reads
    "missions:index": Rule(ALL),
    "places:index": Rule(ALL),
    "places:place": Rule(ALL, camden),
    "places:compare": Rule(ALL, measure),
    "search:index": Rule(ALL),
    "targets:indicators": Rule(ALL),
    # signing in
    "account_login": Rule(ALL),
    "account_logout": Rule(ALL),
    "account_inactive": Rule(ALL),
    "account_reauthenticate": Rule(SIGNED_IN),
    "account_change_password": Rule(SIGNED_IN),
    "account_reset_password": Rule(ALL),
    "account_reset_password_done": Rule(ALL),
    "account_reset_password_from_key_done": Rule(ALL),
    "account_reset_password_from_key": Rule(ALL, lambda _world: {"uidb36": "1", "key": "x-y"}),
    "mfa_index": Rule(SIGNED_IN),
    "mfa_authenticate": Rule(ALL, elsewhere=HELD),
    "mfa_reauthenticate": Rule(SIGNED_IN, elsewhere=HELD),
    "mfa_activate_totp": Rule(SIGNED_IN),
    "mfa_deactivate_totp": Rule(SIGNED_IN, elsewhere=HELD),
    "mfa_view_recovery_codes": Rule(SIGNED_IN, elsewhere=HELD),
    "mfa_generate_recovery_codes": Rule(SIGNED_IN, elsewhere=HELD),
    "mfa_download_recovery_codes": Rule(SIGNED_IN, elsewhere=HELD),
    "mfa_list_webauthn": Rule(SIGNED_IN),
    "mfa_add_webauthn": Rule(SIGNED_IN),
    "mfa_remove_webauthn": Rule(SIGNED_IN, elsewhere=PASSKEYS),
    "mfa_login_webauthn": Rule(ALL, elsewhere=PASSKEYS),
    "mfa_reauthenticate_webauthn": Rule(SIGNED_IN, elsewhere=PASSKEYS),
    "openid_connect_login": Rule(ALL, elsewhere=SIGN_ON),
    "openid_connect_callback": Rule(ALL, elsewhere=SIGN_ON),
    # what is to come, and what needs one
    "calendar:index": Rule(ALL),
    "calendar:feed": Rule(ALL),
    "people:today": Rule(SIGNED_IN),
    "people:mails": Rule(SIGNED_IN),
    "people:today_mail": Rule(SIGNED_IN),
    "people:follow": Rule(SIGNED_IN, indicator_followed),
    "people:unfollow": Rule(SIGNED_IN, elsewhere=MAILS),
    "people:stop_mail": Rule(ALL, mail_link),
    # one's own account
    "people:account": Rule(SIGNED_IN),
    "people:details": Rule(SIGNED_IN),
    "people:new_token": Rule(SIGNED_IN),
    "people:end_token": Rule(SIGNED_IN, token),  # the act itself is its owner's, see table_people
    "people:leave": Rule(SIGNED_IN),
    "people:accept": Rule(ALL, secret),
    # people and roles
    "people:index": Rule(ADMINISTRATOR),
    "people:invite": Rule(ADMINISTRATOR),
    "people:person": Rule(ADMINISTRATOR, other),
    "people:invite_again": Rule(ADMINISTRATOR, guest),
    "people:grant": Rule(ADMINISTRATOR, other),
    "people:end_role": Rule(ADMINISTRATOR, role),
    "people:withdraw": Rule(ADMINISTRATOR, invitation),
    "people:close": Rule(ADMINISTRATOR, other),
    # organisations
    "people:organisations": Rule(ALL),
    "people:add_organisation": Rule(ADMINISTRATOR),
    "people:organisation": Rule(ALL, body),
    "people:close_organisation": Rule(ADMINISTRATOR, body),
    "people:set_calendar": Rule(ADMINISTRATOR, body),
    "people:name_accountable": Rule(ADMINISTRATOR, office),
    "people:add_office": Rule(ADMINISTRATOR, body),
    "people:close_office": Rule(ADMINISTRATOR, office),
    "people:add_team": Rule(ADMINISTRATOR, body),
    "people:close_team": Rule(ADMINISTRATOR, team),
    # settings
    "people:settings": Rule(ALL),
    "setup:index": Rule(ADMINISTRATOR),
    "setup:documents": Rule(STEWARDS),
    "setup:document": Rule(STEWARDS, lambda _world: {"name": "privacy-notice"}),
    "setup:begin": Rule(
        frozenset(), lambda _world: {"token": "made:up"}, elsewhere="tests/doors/web/test_setup.py"
    ),
    "people:settings_history": Rule(ALL),
    "people:setting": Rule(STEWARDS, lambda _world: {"name": "accent"}),
    # the list of places
    "place_list:index": Rule(KEEPERS),
    "place_list:import": Rule(KEEPERS),
    "place_list:load_uk": Rule(KEEPERS),
    "place_list:retire": Rule(KEEPERS, camden),
    "place_list:peers": Rule(KEEPERS),
    "place_list:choose_peers": Rule(KEEPERS),
    "place_list:end_peers": Rule(KEEPERS, peer_group),
    "place_list:elections": Rule(STEWARDS),
    "place_list:set_period": Rule(STEWARDS),
    "place_list:withdraw_period": Rule(STEWARDS, pre_election),
    "place_list:record_change": Rule(STEWARDS),
    "place_list:withdraw_change": Rule(STEWARDS, change_of_control),
    # figures
    "measures:releases": Rule(ALL),
    "measures:release": Rule(ALL, figures),
    "measures:bring-in": Rule(ANALYST),
    "measures:upload": Rule(ANALYST, upload),
    "measures:columns": Rule(ANALYST, upload),
    "measures:accept": Rule(ANALYST, upload, method="post"),
    "measures:cancel": Rule(ANALYST, upload, method="post"),
    "measures:undo": Rule(ANALYST, figures),
    "measures:file": Rule(ANALYST, figures, elsewhere="held by tests/doors/web/test_figures.py"),
    "measures:new": Rule(ANALYST),
    "measures:card": Rule(ANALYST, measure),
    "measures:retire": Rule(ANALYST, measure),
    "measures:corrections": Rule(ALL),
    "measures:correct": Rule(ANALYST, measure),
    "measures:correction-end": Rule(
        ANALYST, measure, elsewhere="held by tests/doors/web/test_corrections.py"
    ),
    "measures:export": Rule(ALL, measure),
    "measures:export-file": Rule(ALL, lambda world: {**measure(world), "form": "csv"}),
    "measures:provenance": Rule(ALL, figures),
}
