"""Who wants to hear of what, how often, and whom a mail is owed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.utils import timezone

from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden, Missing
from headway.people.analysis import covered_until
from headway.people.choices import AccountState, MailRhythm
from headway.people.models import Account, Subscription
from headway.people.queries.actors import day_of

SIGNER = Signer(salt="headway.people.mails")
BEFORE_EVERYTHING = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """What somebody wants to hear of, and how often."""

    key: UUID
    about: UUID
    kind: str
    slug: str
    label: str
    rhythm: MailRhythm
    since: datetime


ROW = ("key", "about__key", "about__kind", "about__slug", "about__label", "rhythm", "since")


def subscriptions(reader: Reader) -> tuple[SubscriptionRow, ...]:
    """Return the reader's own subscriptions by name; raises Forbidden when nobody is signed in."""
    if reader.actor.key is None:
        raise Forbidden
    return _rows(_live().filter(account__key=reader.actor.key))


def subscription_to(reader: Reader, *, about: UUID) -> SubscriptionRow | None:
    """Return the reader's own subscription to a Thing; None without one."""
    if reader.actor.key is None:
        return None
    found = _rows(_live().filter(account__key=reader.actor.key, about__key=about))
    return found[0] if found else None


def subscribed_label(key: UUID) -> str:
    """Return what a subscription is about, ended or not, to whoever holds its link; raises Missing."""
    found = Subscription.objects.filter(key=key).values_list("about__label", flat=True).first()
    if found is None:
        raise Missing
    return found


def today_rhythm(reader: Reader) -> MailRhythm:
    """Return how often the reader wants Today by mail; raises Forbidden when nobody is signed in."""
    if reader.actor.key is None:
        raise Forbidden
    said = Account.objects.filter(key=reader.actor.key).values_list("today_rhythm", flat=True).get()
    return MailRhythm(said)


def mail_secret(kind: str, key: UUID) -> str:
    """Return what stands in the link that stops a mail: what it stops, signed; nothing of it is stored."""
    return SIGNER.sign(f"{kind}.{key}")


def mail_key(secret: str) -> tuple[str, UUID]:
    """Return what a link stops: "digest" and a subscription, or "today" and an account; raises Missing."""
    try:
        kind, _dot, key = SIGNER.unsign(secret).partition(".")
        return kind, UUID(key)
    except (BadSignature, ValueError):
        raise Missing from None


# --- whom a mail is owed ---


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A digest that is owed if anything changed between `since` and the end of the day `until`."""

    key: UUID
    account: UUID
    email: str
    language: str
    about: UUID
    kind: str
    slug: str
    label: str
    since: datetime
    until: date


@dataclass(frozen=True, slots=True)
class DueToday:
    """A mail of Today that is owed if anything needs the person."""

    account: UUID
    email: str
    language: str
    until: date


def due_digests(at: datetime) -> tuple[DueDigest, ...]:
    """Return the digests whose time has come, for the installation; one query."""
    today = day_of(at)
    rows = _live().select_related("account", "about").filter(account__state=AccountState.ACTIVE)
    found = []
    for row in rows.order_by("pk"):
        until = covered_until(MailRhythm(row.rhythm), today)
        if row.told_until < until:
            since = max(row.since, _start(row.told_until + timedelta(days=1)))
            found.append(_due(row, since, until))
    return tuple(found)


def due_today(at: datetime) -> tuple[DueToday, ...]:
    """Return the mails of Today whose time has come, for the installation; one query."""
    today, found = day_of(at), []
    rows = Account.objects.filter(state=AccountState.ACTIVE).exclude(today_rhythm=MailRhythm.NEVER)
    for row in rows.order_by("pk"):
        until = covered_until(MailRhythm(row.today_rhythm), today)
        begun = row.today_until or max(day_of(row.created_at), BEFORE_EVERYTHING)
        if begun < until:
            found.append(DueToday(row.key, row.email, row.language, until))
    return tuple(found)


def _due(row: Subscription, since: datetime, until: date) -> DueDigest:
    about = row.about
    return DueDigest(
        key=row.key,
        account=row.account.key,
        email=row.account.email,
        language=row.account.language,
        about=about.key,
        kind=about.kind,
        slug=about.slug or "",
        label=about.label,
        since=since,
        until=until,
    )


def _live() -> "QuerySet[Subscription]":
    return Subscription.objects.filter(Q(ended_at__isnull=True), about__gone_on__isnull=True)


def _rows(found: "QuerySet[Subscription]") -> tuple[SubscriptionRow, ...]:
    return tuple(
        SubscriptionRow(key, about, kind, slug or "", label, MailRhythm(rhythm), since)
        for key, about, kind, slug, label, rhythm, since in found.order_by("about__label", "pk").values_list(
            *ROW
        )
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
