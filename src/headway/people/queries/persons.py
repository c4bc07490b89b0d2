"""Persons, read by administrators and by themselves only; invitations and tokens."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator, validate_password
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet

from headway.kernel.actors import Reader, RoleName
from headway.kernel.errors import Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.people import permissions
from headway.people.analysis import WEAK, NewPassword
from headway.people.choices import BLANKED_AFTER_DAYS, INVITATION_KEPT_DAYS, AccountState, TokenScope
from headway.people.models import Account, Invitation, Role, Token
from headway.people.queries.actors import day_of

SIGNER = Signer(salt="headway.people.invitation")
PAGE = 500


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role as granted; `holds` on the reader's day."""

    key: UUID
    account: UUID
    role: RoleName
    scope: UUID | None
    scope_label: str
    office: str
    powers: str
    starts_on: date
    ends_on: date | None
    granted_at: datetime
    ended_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account as administrators see it, with the roles it holds or held."""

    key: UUID
    name: str
    email: str
    language: str
    state: AccountState
    created_at: datetime
    left_at: datetime | None
    roles: tuple[RoleRow, ...]


def people(reader: Reader, *, search: str = "") -> tuple[PersonRow, ...]:
    """Return accounts by name for an administrator; two queries.

    Raises
    ------
    Forbidden
        For anybody else.
    """
    if not permissions.may(reader.actor, "see_people"):
        raise Forbidden
    rows = Account.objects.filter(created_at__lte=reader.at)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(email__icontains=search))
    return _persons(rows.order_by("name", "email")[:PAGE], reader)


def person(reader: Reader, *, key: UUID) -> PersonRow:
    """Return one account, to itself or to an administrator.

    Raises
    ------
    Missing
        When there is none, or none for this reader.
    """
    if not (permissions.is_own(reader.actor, key) or permissions.may(reader.actor, "see_people")):
        raise Missing
    found = _persons(Account.objects.filter(key=key), reader)
    if not found:
        raise Missing
    return found[0]


def names(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of accounts, to people who are signed in; nothing for the public."""
    if not (reader.actor.signed_in or reader.actor.system):
        return {}
    return dict(Account.objects.filter(key__in=set(keys)).values_list("key", "name"))


def active_names(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of those accounts that are in use, to who is signed in and to the installation."""
    if not (reader.actor.signed_in or reader.actor.system):
        return {}
    rows = Account.objects.filter(key__in=set(keys), state=AccountState.ACTIVE)
    return dict(rows.values_list("key", "name"))


def _persons(accounts: QuerySet[Account], reader: Reader) -> tuple[PersonRow, ...]:
    found = list(accounts)
    day = day_of(reader.at)
    held: dict[int, list[RoleRow]] = defaultdict(list)
    roles = Role.objects.filter(account__in=[row.pk for row in found]).select_related("scope", "office")
    keys = {row.pk: row.key for row in found}
    for row in roles.order_by("-starts_on", "role", "pk"):
        held[row.account_id].append(_role_row(row, keys[row.account_id], day, reader.at))
    return tuple(
        PersonRow(
            row.key,
            row.name,
            row.email,
            row.language,
            AccountState(row.state),
            row.created_at,
            row.left_at,
            tuple(held[row.pk]),
        )
        for row in found
    )


def _role_row(row: Role, account: UUID, day: date, at: datetime) -> RoleRow:
    in_time = row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
    return RoleRow(
        row.key,
        account,
        RoleName(row.role),
        row.scope.key if row.scope else None,
        row.scope.label if row.scope else "",
        row.office.name if row.office else "",
        row.powers,
        row.starts_on,
        row.ends_on,
        row.granted_at,
        row.ended_at,
        in_time and (row.ended_at is None or row.ended_at > at),
    )


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation and how it stands; open while neither accepted, withdrawn nor run out."""

    key: UUID
    account: UUID
    email: str
    name: str
    language: str
    sent_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None
    open: bool


def invitation_secret(key: UUID) -> str:
    """Return what stands in the link of an invitation: its key, signed; nothing of it is stored."""
    return SIGNER.sign(str(key))


def invitation_key(secret: str) -> UUID:
    """Return the invitation a link stands for.

    Raises
    ------
    Missing
        When the link was not made here.
    """
    try:
        return UUID(SIGNER.unsign(secret))
    except (BadSignature, ValueError):
        raise Missing from None


def invitation_by(secret: str, *, at: datetime) -> InvitationRow:
    """Return the invitation of a link, to whoever holds the link; raises Missing for a false one."""
    return invitation_row(invitation_key(secret), at=at)


def invitation_row(key: UUID, *, at: datetime) -> InvitationRow:
    """Return one invitation, for its link, its mail and its page; raises Missing."""
    found = _invitations(Q(key=key), at)
    if not found:
        raise Missing
    return found[0]


def invitations(reader: Reader, *, account: UUID) -> tuple[InvitationRow, ...]:
    """Return an account's invitations to an administrator, newest first."""
    if not permissions.may(reader.actor, "see_people"):
        raise Forbidden
    return _invitations(Q(account__key=account, sent_at__lte=reader.at), reader.at)


def _invitations(which: Q, at: datetime) -> tuple[InvitationRow, ...]:
    rows = Invitation.objects.filter(which).select_related("account").order_by("-sent_at", "-pk")
    return tuple(
        InvitationRow(
            row.key,
            row.account.key,
            row.account.email,
            row.account.name,
            row.account.language,
            row.sent_at,
            row.expires_at,
            row.accepted_at,
            row.withdrawn_at,
            row.accepted_at is None and row.withdrawn_at is None and row.expires_at > at,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class AddressRow:
    """The account of an address that may be entered; `invitation` while it waits to be taken up."""

    key: UUID
    invitation: UUID | None


def account_of_address(email: str, *, at: datetime) -> AddressRow | None:
    """Return the account that somebody with a proven address may enter; None when there is none.

    An active account, or an invited one whose invitation is still open.
    """
    row = Account.objects.filter(email=email.strip().lower()).first()
    if row is None or row.state == AccountState.LEFT:
        return None
    if row.state == AccountState.ACTIVE:
        return AddressRow(row.key, None)
    waiting = [each for each in _invitations(Q(account=row), at) if each.open]
    return AddressRow(row.key, waiting[0].key) if waiting else None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as its owner sees it; the secret is shown once, when it is made."""

    key: UUID
    label: str
    scope: TokenScope
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    live: bool


def tokens(reader: Reader, *, account: UUID) -> tuple[TokenRow, ...]:
    """Return an account's tokens, to itself or to an administrator, newest first."""
    if not permissions.may_end_token(reader.actor, account):
        raise Forbidden
    rows = Token.objects.filter(account__key=account, made_at__lte=reader.at).order_by("-made_at", "-pk")
    return tuple(
        TokenRow(
            row.key,
            row.label,
            TokenScope(row.scope),
            row.made_at,
            row.expires_at,
            row.ended_at,
            row.ended_at is None and row.expires_at > reader.at,
        )
        for row in rows[:PAGE]
    )


# --- passwords ---


def new_password(text: str, *, email: str, name: str) -> NewPassword:
    """Check and hash a password.

    Raises
    ------
    Invalid
        When it is short, common, or close to the person's name or address.
    """
    person = Account(email=email, name=name)
    try:
        validate_password(text, person)
        UserAttributeSimilarityValidator(("name",)).validate(text, person)
    except ValidationError as weak:
        code = str(weak.error_list[0].code)
        sentence = Sentence(WEAK.get(code, WEAK["password_too_common"]))
        raise Invalid(sentence, {"password": sentence}) from None
    return NewPassword(make_password(text))


# --- what its time is up for ---


def accounts_due(at: datetime) -> Q:
    """Return the filter for accounts left so long ago that their personal fields go."""
    return ~Q(name="") & Q(left_at__lte=at - timedelta(days=BLANKED_AFTER_DAYS))


def invitations_due(at: datetime) -> Q:
    """Return the filter for invitations that were settled or ran out long ago."""
    old = at - timedelta(days=INVITATION_KEPT_DAYS)
    return Q(accepted_at__lte=old) | Q(withdrawn_at__lte=old) | Q(expires_at__lte=old)


def anything_to_forget(at: datetime) -> bool:
    """Whether the retention action has anything to do; two cheap queries on each tick."""
    return (
        Account.objects.filter(accounts_due(at)).exists()
        or Invitation.objects.filter(invitations_due(at)).exists()
    )
