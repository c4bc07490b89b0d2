"""Every read about people and the body."""

from headway.people.analysis import BodySettings
from headway.people.queries.actors import (
    actor_for,
    actor_for_token,
    day_of,
    token_hash,
)
from headway.people.queries.body import (
    SettingRow,
    body_key,
    body_settings,
    settings_history,
)
from headway.people.queries.organisations import (
    OrganisationRow,
    UnitRow,
    offices,
    organisation,
    organisations,
    teams,
)
from headway.people.queries.persons import (
    InvitationRow,
    PersonRow,
    RoleRow,
    TokenRow,
    anything_to_forget,
    invitation_by,
    invitation_key,
    invitation_row,
    invitation_secret,
    invitations,
    names,
    new_password,
    people,
    person,
    tokens,
)

__all__ = [
    "BodySettings",
    "InvitationRow",
    "OrganisationRow",
    "PersonRow",
    "RoleRow",
    "SettingRow",
    "TokenRow",
    "UnitRow",
    "actor_for",
    "actor_for_token",
    "anything_to_forget",
    "body_key",
    "body_settings",
    "day_of",
    "invitation_by",
    "invitation_key",
    "invitation_row",
    "invitation_secret",
    "invitations",
    "names",
    "new_password",
    "offices",
    "organisation",
    "organisations",
    "people",
    "person",
    "settings_history",
    "teams",
    "token_hash",
    "tokens",
]
