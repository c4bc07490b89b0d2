"""Every read about people and the body. Persons are read by administrators and by themselves only."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.utils import timezone

from headway.kernel.actors import ANYONE, Actor, Grant, Reader, RoleName
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.intervals import known_at
from headway.people import analysis, permissions
from headway.people.analysis import BodySettings, SettingValue
from headway.people.choices import AccountState, Family, SettingName, TokenScope
from headway.people.models import Account, BodySetting, Invitation, Office, Organisation, Role, Team, Token

SIGNER = Signer(salt="headway.people.invitation")
PAGE = 500


def day_of(at: datetime) -> date:
    """Return the day of a moment in the installation's zone."""
    return timezone.localtime(at).date()


# --- who acts ---


def actor_for(account_key: UUID, at: datetime) -> Actor:
    """Return the actor of a signed-in account with the roles that hold; ANYONE when it may not sign in.

    One query; two for an account without a role.
    """
    rows = _holding(at).filter(account__key=account_key).values_list("role", "scope__key")
    grants = frozenset(Grant(RoleName(role), scope) for role, scope in rows)
    if not grants and not Account.objects.filter(key=account_key, state=AccountState.ACTIVE).exists():
        return ANYONE
    return Actor(key=account_key, grants=grants)


def actor_for_token(secret: str, at: datetime) -> Actor | None:
    """Return the actor a token stands for; None when there is no such token, or it has ended or run out."""
    row = (
        Token.objects.filter(
            hash=token_hash(secret),
            ended_at__isnull=True,
            expires_at__gt=at,
            account__state=AccountState.ACTIVE,
        )
        .values_list("account__key", "scope")
        .first()
    )
    if row is None:
        return None
    actor = actor_for(row[0], at)
    return Actor(key=actor.key, grants=actor.grants, read_only=row[1] == TokenScope.READ)


def token_hash(secret: str) -> str:
    """Return what is kept of a token; it has 256 random bits, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _holding(at: datetime) -> QuerySet[Role]:
    """Roles that hold on the day of `at`, of accounts that may sign in."""
    day = day_of(at)
    return Role.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(ended_at__isnull=True) | Q(ended_at__gt=at),
        account__state=AccountState.ACTIVE,
        starts_on__lte=day,
    )


# --- the body ---


def body_settings(reader: Reader) -> BodySettings:
    """Return the body's settings as known at the reader's moment; one query."""
    rows = BodySetting.objects.filter(known_at(reader.at)).values_list("name", "value")
    return analysis.body(dict(rows))


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as it was set; `known_to` is None while it holds."""

    name: SettingName
    value: SettingValue
    reason: str
    set_by: UUID | None
    known_from: datetime
    known_to: datetime | None


def settings_history(reader: Reader) -> tuple[SettingRow, ...]:
    """Return what was set when, newest first."""
    rows = BodySetting.objects.filter(known_from__lte=reader.at).order_by("-known_from", "name")[:PAGE]
    return tuple(
        SettingRow(SettingName(row.name), row.value, row.reason, row.set_by, row.known_from, row.known_to)
        for row in rows
    )


def body_key(reader: Reader) -> UUID | None:
    """Return the key of the body's own organisation, or None before set-up."""
    return (
        Organisation.objects.filter(is_body=True, thing__born_on__lte=reader.at)
        .values_list("thing__key", flat=True)
        .first()
    )


# --- organisations, offices, teams ---


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as lists show it."""

    key: UUID
    name: str
    family: Family
    identifier: str
    parent: UUID | None
    is_body: bool
    closed_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An office or a team."""

    key: UUID
    name: str
    organisation: UUID
    organisation_name: str
    closed_on: date | None


def organisations(
    reader: Reader, *, search: str = "", closed: bool = False, keys: Iterable[UUID] | None = None
) -> tuple[OrganisationRow, ...]:
    """Return organisations by name; closed ones only when asked for or named by key."""
    rows = Organisation.objects.filter(thing__born_on__lte=reader.at, name__icontains=search)
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    elif not closed:
        rows = rows.filter(_open_on(reader))
    fields = ("thing__key", "name", "family", "identifier", "parent__thing__key", "is_body", "closed_on")
    return tuple(
        OrganisationRow(key, name, Family(family), identifier, parent, own, closed_on, version)
        for key, name, family, identifier, parent, own, closed_on, version in rows.order_by(
            "-is_body", "name"
        ).values_list(*fields, "thing__version")[:PAGE]
    )


def organisation(reader: Reader, *, key: UUID) -> OrganisationRow:
    """Return one organisation.

    Raises
    ------
    Missing
        When there is none with this key.
    """
    found = organisations(reader, keys=[key])
    if not found:
        raise Missing
    return found[0]


def offices(reader: Reader, *, organisation: UUID | None = None, closed: bool = False) -> tuple[UnitRow, ...]:
    """Return offices by organisation and name; offices are public."""
    return _units(Office.objects.all(), reader, organisation, closed=closed)


def teams(reader: Reader, *, organisation: UUID | None = None, closed: bool = False) -> tuple[UnitRow, ...]:
    """Return teams by organisation and name, to people who are signed in; teams are not public."""
    if not (reader.actor.signed_in or reader.actor.system):
        return ()
    return _units(Team.objects.all(), reader, organisation, closed=closed)


def _units(
    rows: QuerySet[Office] | QuerySet[Team], reader: Reader, organisation: UUID | None, *, closed: bool
) -> tuple[UnitRow, ...]:
    rows = rows.filter(thing__born_on__lte=reader.at)
    if organisation is not None:
        rows = rows.filter(organisation__thing__key=organisation)
    if not closed:
        rows = rows.filter(_open_on(reader))
    fields = ("thing__key", "name", "organisation__thing__key", "organisation__name", "closed_on")
    ordered = rows.order_by("organisation__name", "name").values_list(*fields)[:PAGE]
    return tuple(UnitRow(*row) for row in ordered)


def _open_on(reader: Reader) -> Q:
    return Q(closed_on__isnull=True) | Q(closed_on__gt=day_of(reader.at))


# --- people ---


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


# --- invitations and tokens ---


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
