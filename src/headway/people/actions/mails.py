"""What somebody wants to hear of by mail, and what was sent."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.people import events, permissions
from headway.people.choices import MOST_SUBSCRIPTIONS, MailRhythm
from headway.people.models import Subscription
from headway.people.queries import day_of, mail_key
from headway.people.steps import accounts

KINDS = {"mission", "indicator"}


def _installation(by: By, act: str) -> None:
    if not permissions.may(by.actor, act):
        raise Forbidden


@action(events.Subscribed)
def subscribe(by: By, *, about: UUID, rhythm: MailRhythm) -> Done[UUID]:
    """Ask to be told when a mission or an indicator changes; asking again changes how often.

    Raises
    ------
    Forbidden
        When nobody is signed in.
    Invalid
        Without a rhythm.
    Missing
        For anything but a mission or an indicator.
    Conflict
        For the two hundred and first.
    """
    if by.actor.key is None:
        raise Forbidden
    thing = lock(about)[about]
    if thing.kind not in KINDS or thing.gone_on is not None:
        raise Missing
    account = accounts.lock_account(by.actor.key)
    own = Subscription.objects.filter(account=account, ended_at=None)
    if own.count() >= MOST_SUBSCRIPTIONS:
        raise Conflict(Sentence(_("You follow %(most)s things already."), {"most": MOST_SUBSCRIPTIONS}))
    row, made = own.get_or_create(
        about=thing,
        defaults={
            "account": account,
            "rhythm": _often(rhythm),
            "since": by.at,
            "told_until": day_of(by.at) - timedelta(days=1),
        },
    )
    if not made:
        row.rhythm = _often(rhythm)
        row.save(update_fields=["rhythm"])
    return Done(events.Subscribed(about=account.key, key=row.key, rhythm=rhythm), row.key)


@action(events.Subscribed)
def change_rhythm(by: By, *, key: UUID, rhythm: MailRhythm) -> Done[None]:
    """Change how often one is told; raises Forbidden for another's, Missing, or Invalid."""
    row = _locked(key)
    if not permissions.is_own(by.actor, row.account.key):
        raise Forbidden
    row.rhythm = _often(rhythm)
    row.save(update_fields=["rhythm"])
    return Done(events.Subscribed(about=row.account.key, key=row.key, rhythm=rhythm), None)


@action(events.Unsubscribed)
def unsubscribe(by: By, *, key: UUID) -> Done[None]:
    """Stop being told; raises Forbidden for another's, or Missing."""
    row = _locked(key)
    if not permissions.is_own(by.actor, row.account.key):
        raise Forbidden
    return _stopped(row, by)


@action(events.Unsubscribed)
def stop_by_link(by: By, *, secret: str) -> Done[None]:
    """Stop the mail whose link somebody holds, without signing in; raises Missing.

    What was stopped already stays stopped: mail programs press such a link twice.
    """
    kind, key = mail_key(secret)
    if kind == "today":
        account = accounts.lock_account(key)
        account.today_rhythm = MailRhythm.NEVER
        account.save(update_fields=["today_rhythm"])
        return Done(events.Unsubscribed(about=account.key, key=account.key), None)
    row = (
        Subscription.objects.select_for_update(of=("self",)).select_related("account").filter(key=key).first()
    )
    if row is None:
        raise Missing
    return _stopped(row, by)


@action(events.TodayMailChosen)
def choose_today_mail(by: By, *, rhythm: MailRhythm) -> Done[None]:
    """Choose how often Today comes by mail; raises Forbidden when nobody is signed in."""
    if by.actor.key is None:
        raise Forbidden
    account = accounts.lock_account(by.actor.key)
    account.today_rhythm = rhythm
    account.save(update_fields=["today_rhythm"])
    return Done(events.TodayMailChosen(about=account.key, rhythm=rhythm), None)


@action(events.DigestSent)
def digest_sent(by: By, *, key: UUID, until: date) -> Done[None]:
    """Remember that a digest went out; raises Forbidden unless the installation says so, or Missing."""
    _installation(by, "digest_sent")
    row = _locked(key)
    row.told_until = max(row.told_until, until)
    row.save(update_fields=["told_until"])
    return Done(events.DigestSent(about=row.account.key, key=row.key, until=until), None)


@action(events.TodayMailSent)
def today_mail_sent(by: By, *, account: UUID, until: date) -> Done[None]:
    """Remember that a mail of Today went out; raises Forbidden unless the installation says so."""
    _installation(by, "today_mail_sent")
    row = accounts.lock_account(account)
    row.today_until = until
    row.save(update_fields=["today_until"])
    return Done(events.TodayMailSent(about=account, until=until), None)


def _often(rhythm: MailRhythm) -> MailRhythm:
    if rhythm == MailRhythm.NEVER:
        sentence = Sentence(_("Choose from the list."))
        raise Invalid(sentence, {"rhythm": sentence})
    return rhythm


def _locked(key: UUID) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("account")
    row = rows.filter(key=key, ended_at=None).first()
    if row is None:
        raise Missing
    return row


def _stopped(row: Subscription, by: By) -> Done[None]:
    row.ended_at = row.ended_at or by.at
    row.save(update_fields=["ended_at"])
    return Done(events.Unsubscribed(about=row.account.key, key=row.key), None)
