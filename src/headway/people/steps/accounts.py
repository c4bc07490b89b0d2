"""Writes about accounts, invitations and tokens that are sound only inside an open action."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Gone, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.people import analysis
from headway.people.analysis import NewAccount
from headway.people.choices import ACCOUNT_CHANGES, INVITATION_DAYS, LANGUAGES, AccountState
from headway.people.models import Account, Invitation, Role, Subscription, Token
from headway.people.queries.persons import accounts_due, invitations_due
from headway.people.steps.organisations import required


@step
def lock_account(key: UUID) -> Account:
    """Lock an account for the rest of the action; raises Missing."""
    row = Account.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise Missing(Sentence(_("There is no such account.")))
    return row


@step
def invited_account(new: NewAccount, *, at: datetime) -> Account:
    """Return the account to invite: a new one, or one whose earlier invitation was not taken up.

    Raises
    ------
    Invalid
        When the address or the name cannot be used.
    Conflict
        When somebody already signs in with the address.
    """
    email = analysis.address(new.email)
    name = required(new.name, "name", 120)
    row = Account.objects.select_for_update().filter(email=email).first()
    if row is not None and row.state == AccountState.ACTIVE:
        raise Conflict(Sentence(_("Somebody already signs in with this address.")))
    if row is not None and row.state == AccountState.INVITED:
        row.name = name
        row.save(update_fields=["name"])
        open_invitations(row).update(withdrawn_at=at)
        return row
    if row is not None:  # they left and come back: a new account, for left is final
        row.email = blank_address(row.key)
        row.save(update_fields=["email"])
    account = Account(email=email, name=name, language=known_language(new.language), created_at=at)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def known_language(code: str) -> str:
    """Return a language the interface has; raises Invalid."""
    if code not in LANGUAGES:
        sentence = Sentence(_("Choose from the list."))
        raise Invalid(sentence, {"language": sentence})
    return code


def blank_address(key: UUID) -> str:
    """Return an address that nobody has, for an account without its own."""
    return f"{key}@left.invalid"


def open_invitations(account: Account) -> QuerySet[Invitation]:
    """Invitations of an account that were neither accepted nor withdrawn."""
    return Invitation.objects.filter(account=account, accepted_at=None, withdrawn_at=None)


@step
def send(account: Account, *, by: By) -> Invitation:
    """Write the invitation; its mail goes out afterwards, by a reaction."""
    return Invitation.objects.create(
        account=account,
        sent_by=by.actor.key,
        sent_at=by.at,
        expires_at=by.at + timedelta(days=INVITATION_DAYS),
    )


@step
def lock_open_invitation(key: UUID, *, at: datetime) -> Invitation:
    """Lock an invitation that can still be taken up; raises Missing or Gone."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("account").filter(key=key).first()
    if row is None:
        raise Missing
    if row.accepted_at is not None:
        raise Gone(Sentence(_("This invitation has been used. Sign in instead.")))
    if row.withdrawn_at is not None or row.expires_at <= at:
        raise Gone(Sentence(_("This invitation no longer works. Ask for a new one.")))
    return row


@step
def move(account: Account, to: AccountState) -> None:
    """Give an account its next state; raises Conflict where the table of changes has no such step."""
    if to not in ACCOUNT_CHANGES[AccountState(account.state)]:
        raise Conflict(Sentence(_("This account is already in that state or has been closed.")))
    account.state = to


@step
def close_account(account: Account, *, at: datetime) -> tuple[int, int]:
    """Close a locked account; end its roles and tokens and return how many, forget its keys and sign-on."""
    move(account, AccountState.LEFT)
    account.left_at = at
    account.set_unusable_password()
    account.save(update_fields=["state", "left_at", "password"])
    open_invitations(account).update(withdrawn_at=at)
    Subscription.objects.filter(account=account, ended_at=None).update(ended_at=at)
    roles = Role.objects.filter(account=account, ended_at=None).update(ended_at=at)
    tokens = 0
    for token in Token.objects.filter(account=account, ended_at=None):
        end_token(token, at=at)
        tokens += 1
    Authenticator.objects.filter(user=account).delete()
    SocialAccount.objects.filter(user=account).delete()
    return roles, tokens


@step
def end_token(token: Token, *, at: datetime) -> None:
    """End a token and blank its hash."""
    token.ended_at = at
    token.hash = hashlib.sha256(token.key.bytes).hexdigest()  # unique, and of no secret
    token.save(update_fields=["ended_at", "hash"])


@step
def forget_personal(at: datetime) -> tuple[int, int]:
    """Blank accounts left long ago and drop old invitations; return how many of each.

    The account's key stays as the tombstone: the log and the roles still say that somebody acted.
    """
    accounts = list(Account.objects.select_for_update().filter(accounts_due(at)).order_by("pk"))
    for account in accounts:
        account.name, account.email = "", blank_address(account.key)
        account.save(update_fields=["name", "email"])
    EmailAddress.objects.filter(user__in=accounts).delete()
    Role.objects.filter(account__in=accounts).update(powers="")
    Token.objects.filter(account__in=accounts).update(label="")
    Subscription.objects.filter(account__in=accounts).delete()
    return len(accounts), Invitation.objects.filter(invitations_due(at)).delete()[0]
