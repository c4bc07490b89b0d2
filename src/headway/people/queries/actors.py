"""Who acts: the roles that hold at a moment, and the programs that act for people."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from headway.kernel.actors import ANYONE, Actor, Grant, Reader, RoleName
from headway.people.choices import AccountState, TokenScope
from headway.people.models import Account, Role, Token


def day_of(at: datetime) -> date:
    """Return the day of a moment in the installation's zone."""
    return timezone.localtime(at).date()


def actor_for(account_key: UUID, at: datetime) -> Actor:
    """Return the actor of a signed-in account with the roles that hold; ANYONE when it may not sign in.

    One query; two for an account without a role.
    """
    rows = holding(at).filter(account__key=account_key).values_list("role", "scope__key")
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


def another_holds(reader: Reader, role: RoleName, *, scopes: Iterable[UUID]) -> bool:
    """Whether somebody else than the reader holds a role for the body or one of these scopes; one query."""
    rows = holding(reader.at).filter(Q(scope__isnull=True) | Q(scope__key__in=set(scopes)), role=role)
    own = reader.actor.key
    return (rows if own is None else rows.exclude(account__key=own)).exists()


def token_hash(secret: str) -> str:
    """Return what is kept of a token; it has 256 random bits, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holding(at: datetime) -> QuerySet[Role]:
    """Roles that hold on the day of `at`, of accounts that may sign in."""
    day = day_of(at)
    return Role.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(ended_at__isnull=True) | Q(ended_at__gt=at),
        account__state=AccountState.ACTIVE,
        starts_on__lte=day,
    )
