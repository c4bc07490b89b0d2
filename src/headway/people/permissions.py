"""Who may do what about people and the body: one table, and the few rules that a table cannot say."""

from collections.abc import Mapping
from uuid import UUID

from headway.kernel.actors import Actor, RoleName

ADMINISTRATORS = frozenset({RoleName.ADMINISTRATOR})

# Each action that needs a role. What is missing here belongs to the person itself or to a link.
TABLE: Mapping[str, frozenset[RoleName]] = {
    "create_body": frozenset(),  # the installation alone
    "add_organisation": ADMINISTRATORS,
    "close_organisation": ADMINISTRATORS,
    "set_calendar": ADMINISTRATORS,
    "add_office": ADMINISTRATORS,
    "close_office": ADMINISTRATORS,
    "name_accountable": ADMINISTRATORS,
    "add_team": ADMINISTRATORS,
    "close_team": ADMINISTRATORS,
    "invite": ADMINISTRATORS,
    "withdraw_invitation": ADMINISTRATORS,
    "accept_by_sign_on": frozenset(),  # the installation alone, which asked the body's own sign-on
    "grant_role": ADMINISTRATORS,
    "end_role": ADMINISTRATORS,
    "see_people": ADMINISTRATORS,
    "set_setting": frozenset({RoleName.STEWARD, RoleName.ADMINISTRATOR}),
    "digest_sent": frozenset(),  # the installation alone
    "today_mail_sent": frozenset(),  # the installation alone
    "forget_personal": frozenset(),  # the installation alone
}


def may(actor: Actor, act: str, *scopes: UUID | None) -> bool:
    """Whether a role of the actor, for the body or for one of these scopes, allows the act."""
    return actor.system or any(actor.has(role, *scopes) for role in TABLE[act])


def may_grant(actor: Actor, *, to: UUID, role: RoleName, first: bool) -> bool:
    """Whether the actor may grant this role to this account.

    Nobody grants a role to themselves, but at first set-up the only one there may become administrator.
    """
    if actor.key == to:
        return first and role == RoleName.ADMINISTRATOR
    return may(actor, "grant_role")


def is_own(actor: Actor, account: UUID) -> bool:
    """Whether the account is the actor's own."""
    return actor.key == account


def may_leave(actor: Actor, account: UUID) -> bool:
    """People leave by themselves; an administrator may close anybody's account."""
    return is_own(actor, account) or may(actor, "end_role")


def may_end_token(actor: Actor, account: UUID) -> bool:
    """A token is ended by its owner, or by an administrator who finds it loose."""
    return is_own(actor, account) or may(actor, "end_role")
