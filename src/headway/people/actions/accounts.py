"""Invitations, accounts, roles, tokens."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.people import events, permissions
from headway.people.analysis import NewAccount, NewPassword, NewRole
from headway.people.choices import TOKEN_DAYS, AccountState, TokenScope
from headway.people.models import Invitation, Role, Token
from headway.people.queries import day_of, invitation_key, token_hash
from headway.people.steps import accounts, organisations, roles


def _require(by: By, act: str, *scopes: UUID | None) -> None:
    if not permissions.may(by.actor, act, *scopes):
        raise Forbidden


# --- invitations and accounts ---


@action(events.AccountInvited)
def invite(by: By, *, new: NewAccount) -> Done[UUID]:
    """Invite somebody, with a first role where one is named; returns the account's key.

    The mail is sent by a reaction to the event, never here.

    Raises
    ------
    Forbidden
        Unless an administrator, or the installation at set-up, invites.
    Invalid
        When the address or the name cannot be used.
    Conflict
        When somebody already signs in with the address.
    """
    _require(by, "invite")
    scopes = lock(new.scope) if new.scope else {}
    account = accounts.invited_account(new, at=by.at)
    if new.role is not None and not roles.holds(account, new.role, by=by):
        scope_id = scopes[new.scope].pk if new.scope else None
        first = NewRole(role=new.role, starts_on=day_of(by.at), scope=new.scope)
        roles.grant(account, first, scope_id=scope_id, by=by)
    invitation = accounts.send(account, by=by)
    return Done(
        events.AccountInvited(about=account.key, invitation=invitation.key, role=new.role), account.key
    )


@action(events.InvitationWithdrawn)
def withdraw_invitation(by: By, *, invitation: UUID) -> Done[None]:
    """Make a link useless; raises Forbidden, Missing, or Gone when it was used or ran out."""
    _require(by, "withdraw_invitation")
    row = accounts.lock_open_invitation(invitation, at=by.at)
    row.withdrawn_at = by.at
    row.save(update_fields=["withdrawn_at"])
    event = events.InvitationWithdrawn(about=row.account.key, invitation=row.key)
    return Done(event, None)


@action(events.InvitationAccepted)
def accept_invitation(by: By, *, secret: str, name: str, password: NewPassword) -> Done[UUID]:
    """Take up an invitation: whoever holds its link sets a name and a password; returns the account's key.

    Raises
    ------
    Missing
        When the link was not made here.
    Gone
        When it was used, withdrawn or ran out.
    """
    row = accounts.lock_open_invitation(invitation_key(secret), at=by.at)
    account = accounts.lock_account(row.account.key)
    accounts.move(account, AccountState.ACTIVE)
    account.name = organisations.required(name, "name", 120)
    account.password = password.hashed
    account.save(update_fields=["state", "name", "password"])
    Invitation.objects.filter(pk=row.pk).update(accepted_at=by.at)
    event = events.InvitationAccepted(about=account.key, invitation=row.key)
    return Done(event, account.key)


@action(events.InvitationAccepted)
def accept_by_sign_on(by: By, *, invitation: UUID) -> Done[UUID]:
    """Take up an invitation for somebody whose address the body's sign-on has proven; no password is set.

    Raises
    ------
    Forbidden
        Unless the installation itself asks.
    Gone
        When it was used, withdrawn or ran out.
    """
    _require(by, "accept_by_sign_on")
    row = accounts.lock_open_invitation(invitation, at=by.at)
    account = accounts.lock_account(row.account.key)
    accounts.move(account, AccountState.ACTIVE)
    account.save(update_fields=["state"])
    Invitation.objects.filter(pk=row.pk).update(accepted_at=by.at)
    return Done(events.InvitationAccepted(about=account.key, invitation=row.key), account.key)


@action(events.ProfileChanged)
def change_profile(by: By, *, account: UUID, name: str, language: str) -> Done[None]:
    """Change one's own name and language; raises Forbidden for another's account, or Invalid."""
    if not permissions.is_own(by.actor, account):
        raise Forbidden
    row = accounts.lock_account(account)
    row.name = organisations.required(name, "name", 120)
    row.language = accounts.known_language(language)
    row.save(update_fields=["name", "language"])
    return Done(events.ProfileChanged(about=account), None)


@action(events.AccountLeft)
def leave(by: By, *, account: UUID) -> Done[None]:
    """Close an account for good: its roles and tokens end now, its name and address go two years later.

    Raises
    ------
    Forbidden
        Unless it is one's own, or an administrator asks.
    Conflict
        For the last administrator, and for an account that is closed.
    """
    if not permissions.may_leave(by.actor, account):
        raise Forbidden
    administrators = roles.lock_administrators(by)
    if not permissions.is_own(by.actor, account):
        roles.still_administrator(by, administrators)
    row = accounts.lock_account(account)
    roles.keep_one(administrators, without=row)
    ended, tokens = accounts.close_account(row, at=by.at)
    return Done(events.AccountLeft(about=account, roles=ended, tokens=tokens), None)


@action(events.PersonalForgotten)
def forget_personal(by: By) -> Done[int]:
    """Blank what its time is up for; part of the clock's duties. Returns how many rows; raises Forbidden."""
    _require(by, "forget_personal")
    blanked, dropped = accounts.forget_personal(by.at)
    return Done(events.PersonalForgotten(accounts=blanked, invitations=dropped), blanked + dropped)


# --- roles ---


@action(events.RoleGranted)
def grant_role(by: By, *, account: UUID, new: NewRole) -> Done[UUID]:
    """Grant a role from a day to a day, for the body or one scope, with its powers in words.

    Raises
    ------
    Forbidden
        Unless an administrator grants, and never to oneself but at first set-up.
    Conflict
        When the person holds it already or has left.
    Invalid
        When the last day lies before the first.
    """
    keys = [key for key in (roles.body_key(), new.scope) if key is not None]
    scopes = lock(*keys)
    if not permissions.may_grant(by.actor, to=account, role=new.role, first=roles.is_first_set_up()):
        raise Forbidden
    if not permissions.is_own(by.actor, account):
        roles.still_administrator(by, roles.lock_administrators(by))
    row = accounts.lock_account(account)
    role = roles.grant(row, new, scope_id=scopes[new.scope].pk if new.scope else None, by=by)
    event = events.RoleGranted(
        about=account,
        key=role.key,
        role=new.role,
        scope=new.scope,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
    )
    return Done(event, role.key)


@action(events.RoleEnded)
def end_role(by: By, *, role: UUID, on: date | None = None) -> Done[None]:
    """End a role at once, or give it a last day to come.

    Raises
    ------
    Forbidden
        Unless an administrator, whose own role still holds, ends it.
    Conflict
        For the last administrator, and for a role that has ended.
    Invalid
        When the last day has passed or lies before the role's first.
    """
    _require(by, "end_role")
    administrators = roles.lock_administrators(by)
    roles.still_administrator(by, administrators)
    row = Role.objects.select_for_update(of=("self",)).select_related("account").filter(key=role).first()
    if row is None:
        raise Missing
    roles.keep_one(administrators, without=row)
    roles.end(row, on=on, by=by)
    event = events.RoleEnded(
        about=row.account.key, key=row.key, role=RoleName(row.role), ends_on=row.ends_on or day_of(by.at)
    )
    return Done(event, None)


# --- tokens ---


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token; the secret is told this once and never again."""

    key: UUID
    secret: str


@action(events.TokenMade)
def make_token(by: By, *, label: str, scope: TokenScope, expires_on: date) -> Done[MadeToken]:
    """Make a token for a program that acts for oneself.

    Raises
    ------
    Forbidden
        When nobody is signed in.
    Invalid
        Without a label, or when it would last less than a day or more than a year.
    """
    if by.actor.key is None:
        raise Forbidden
    words = organisations.required(label, "label", 80)
    days = (expires_on - day_of(by.at)).days
    if not 1 <= days <= TOKEN_DAYS:
        sentence = Sentence(_("Choose a day from tomorrow to one year from now."))
        raise Invalid(sentence, {"expires_on": sentence})
    account = accounts.lock_account(by.actor.key)
    secret = f"hw_{secrets.token_urlsafe(32)}"
    row = Token.objects.create(
        account=account,
        label=words,
        hash=token_hash(secret),
        scope=scope,
        made_at=by.at,
        expires_at=by.at + timedelta(days=days),
    )
    event = events.TokenMade(about=account.key, key=row.key, scope=scope, expires_on=expires_on)
    return Done(event, MadeToken(row.key, secret))


@action(events.TokenEnded)
def end_token(by: By, *, token: UUID) -> Done[None]:
    """End a token at once; raises Missing, Forbidden for another's, or Conflict when it has ended."""
    row = Token.objects.select_for_update(of=("self",)).select_related("account").filter(key=token).first()
    if row is None:
        raise Missing
    if not permissions.may_end_token(by.actor, row.account.key):
        raise Forbidden
    if row.ended_at is not None:
        raise Conflict(Sentence(_("This token has ended already.")))
    accounts.end_token(row, at=by.at)
    return Done(events.TokenEnded(about=row.account.key, key=token), None)
