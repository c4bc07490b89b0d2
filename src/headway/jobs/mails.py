"""The mails that the clock owes: digests of what people follow, and Today. At least once, never lost.

A mail goes out first and is remembered after; its Message-ID is fixed by what it covers, so that one sent
twice is shown once. An address that is refused today is tried again tomorrow and holds nobody else up.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from smtplib import SMTPException
from urllib.parse import urlsplit
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from headway.briefs.digests import Change, Digest, indicator_digest, mission_digest
from headway.briefs.today import Task, TodayBrief, today_brief
from headway.briefs.where import Where
from headway.flows.people import site
from headway.jobs import edge
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence, spoken
from headway.look.addresses import address_of
from headway.look.letters import Block, Letter, as_html, as_text
from headway.people import actions
from headway.people.queries import (
    DueDigest,
    DueToday,
    actor_for,
    due_digests,
    due_today,
    mail_secret,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a letter goes, what names it for ever, and the link that stops the next one."""

    to: str
    name: str  # before the @ of the Message-ID
    stop: str


def send_digests(at: datetime) -> int:
    """Send the digests whose time has come; return how many."""
    return sum(
        sent(due.language, partial(digest_mail, due, at), partial(remember_digest, due, at))
        for due in due_digests(at)
    )


def send_today(at: datetime) -> int:
    """Send the mails of Today whose time has come to those whom anything needs; return how many."""
    return sum(
        sent(due.language, partial(today_mail, due, at), partial(remember_today, due, at))
        for due in due_today(at)
    )


def sent(
    language: str, draw: Callable[[], EmailMultiAlternatives | None], remember: Callable[[], None]
) -> bool:
    """Send one mail and remember it; False where there is nothing to say, or the address is refused."""
    with translation.override(language):
        mail = draw()
    if mail is None:
        return False
    try:
        mail.send()
    except SMTPException as refused:
        logger.warning("a mail was refused: %s", type(refused).__name__)  # the address is nobody's business
        return False
    remember()
    return True


# --- digests ---


def digest_mail(due: DueDigest, at: datetime) -> EmailMultiAlternatives | None:
    """Draw a digest as known at the end of its last day: the same whenever it is sent."""
    reader = Reader(actor_for(due.account, at), end_of(due.until), due.language.partition("-")[0])
    digest = digest_of(due, reader, on=replace(reader, at=at))
    if digest is None:
        return None
    stop = stop_link("digest", due.key)
    page = site() + address_of(Where(due.kind, due.slug))
    letter = Letter(
        subject=_("What changed: %(title)s") % {"title": digest.title.text},
        language=due.language,
        intro=(period(due.since, due.until),),
        blocks=(*map(changed, digest.changes), *next_up(digest)),
        footer=(
            (_("See the page"), page),
            (_("Choose which mails you get"), site() + reverse("people:mails")),
            (_("Stop these mails"), stop),
        ),
    )
    return mail_of(letter, Envelope(due.email, f"digest-{due.key}-{due.until}", stop))


def digest_of(due: DueDigest, reader: Reader, *, on: Reader) -> Digest | None:
    """Return what a digest says; a mission's waits before an election, by the day it would be sent."""
    if due.kind == "mission":
        return mission_digest(reader, mission=due.about, since=due.since, today=on)
    return indicator_digest(reader, indicator=due.about, slug=due.slug, since=due.since)


def period(since: datetime, until: date) -> str:
    first = timezone.localtime(since).date()
    if first >= until:
        return _("This changed on %(day)s.") % {"day": spoken(until)}
    return _("This changed from %(first)s to %(last)s.") % {"first": spoken(first), "last": spoken(until)}


def changed(change: Change) -> Block:
    notes = (change.note,) if change.note else ()
    lines = (f"{each.name}: {' '.join(said.text() for said in each.said)}" for each in change.standing)
    return Block(f"{spoken(change.on)}: {change.sentence.text()}", (*notes, *lines))


def next_up(digest: Digest) -> Iterator[Block]:
    if digest.coming:
        yield Block(_("What comes next"), tuple(said.text() for said in digest.coming))


def remember_digest(due: DueDigest, at: datetime) -> None:
    actions.digest_sent(edge.by(at), key=due.key, until=due.until)


# --- Today ---


def today_mail(due: DueToday, at: datetime) -> EmailMultiAlternatives | None:
    """Draw what needs somebody now."""
    reader = Reader(actor_for(due.account, at), at, due.language.partition("-")[0])
    if not reader.actor.signed_in:
        return None
    brief = today_brief(reader)
    if not brief.tasks:
        return None
    stop = stop_link("today", due.account)
    letter = Letter(
        subject=_("Today: %(said)s") % {"said": brief.sentence.text()},
        language=due.language,
        intro=(_("This is what needs you, nearest day first."),),
        blocks=tuple(groups(brief)),
        footer=(
            (_("Open Today"), site() + reverse("people:today")),
            (_("Choose which mails you get"), site() + reverse("people:mails")),
            (_("Stop these mails"), stop),
        ),
    )
    return mail_of(letter, Envelope(due.email, f"today-{due.account}-{due.until}", stop))


def groups(brief: TodayBrief) -> Iterator[Block]:
    titles = (
        (_("Past its day"), brief.late),
        (_("By its day"), brief.ahead),
        (_("Whenever you can"), brief.unclocked),
    )
    for title, tasks in titles:
        if tasks:
            yield Block(title, tuple(map(line, tasks)))


def line(task: Task) -> str:
    said = task.sentence.text()
    if task.due is None:
        return said
    return Sentence("%(day)s: %(said)s", {"day": task.due, "said": said}).text()


def remember_today(due: DueToday, at: datetime) -> None:
    actions.today_mail_sent(edge.by(at), account=due.account, until=due.until)


# --- both ---


def stop_link(kind: str, key: UUID) -> str:
    return site() + reverse("people:stop_mail", args=[mail_secret(kind, key)])


def mail_of(letter: Letter, envelope: Envelope) -> EmailMultiAlternatives:
    """Return the mail; one press in the mail program stops it (RFC 8058)."""
    mail = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=as_text(letter),
        to=[envelope.to],
        headers={
            "Message-ID": f"<{envelope.name}@{urlsplit(site()).hostname}>",
            "List-Unsubscribe": f"<{envelope.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(as_html(letter), "text/html")
    return mail


def end_of(day: date) -> datetime:
    """Return the last microsecond of a day in the installation's zone."""
    after = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    return after - timedelta(microseconds=1)
