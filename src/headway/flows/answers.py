"""The mails of answers: to who owes one, and to who asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.answers.choices import AnswerKind
from headway.answers.queries import AnswerRow, answers
from headway.flows.people import site
from headway.frontline.queries import desk, words_of
from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.reactions import Happened
from headway.missions.queries import offer_words
from headway.people.queries import body_settings, holders


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to, and the part of the Message-ID that tells them from others."""

    email: str
    language: str
    part: str


def tell_office(what: Happened, at: datetime) -> int:
    """Write to who holds the office that owes: a question came, came back, or its clock ran out."""
    row = question(what, at)
    if row is None or not row.running:
        return 0
    return send(what, holders_of(row.office, at), lambda: office_text(row, past=bool(row.passed)), at)


def tell_asker(what: Happened, at: datetime) -> int:
    """Write to who left an address: the answer is there."""
    reader = Reader(SYSTEM, at)
    rows = answers(reader, keys=[UUID(key) for key in what.facts["answers"]])
    offers = [row.about.key for row in rows if row.kind == AnswerKind.OFFER]
    words = offer_words(reader, keys=offers)
    to = [Recipient(each.email, each.email_language, str(key)) for key, each in words.items() if each.email]
    raised = [row.about.key for row in rows if row.kind == AnswerKind.BARRIER]
    named = words_of(reader, keys=raised, concerned=True)
    who = [Recipient(each.email, each.language, str(key)) for key, each in named.items() if each.email]
    return send(what, to, asker_text, at) + send(what, who, raiser_text, at)


def tell_desk(what: Happened, at: datetime) -> int:
    """Write to who reads barriers first: letters came, their count alone."""
    first = desk(Reader(SYSTEM, at))
    if first is None or not what.facts["count"]:
        return 0
    return send(what, holders_of(first.reader, at), lambda: desk_text(int(what.facts["count"])), at)


def tell_of_exit(what: Happened, at: datetime) -> int:
    """Write to who looks after what left the ledger, that something did; its words stay here."""
    return send(what, holders_of(UUID(what.facts["office"]), at), lambda: exit_text(str(what.about)), at)


def holders_of(office: UUID, at: datetime) -> list[Recipient]:
    """Return who to write to because they hold an office."""
    return [Recipient(each.email, each.language, str(each.account)) for each in holders(office, at)]


def question(what: Happened, at: datetime) -> AnswerRow | None:
    """Return the question that an event is about: its own, or the one it names."""
    key = what.facts.get("answer") or what.about
    found = answers(Reader(SYSTEM, at), keys=[UUID(str(key))])
    return found[0] if found else None


Words = tuple[str, list[str]]  # subject and paragraphs


def send(what: Happened, to: Iterable[Recipient], text: Callable[[], Words], at: datetime) -> int:
    """Send one mail to each; its Message-ID is fixed by the entry of the log, so that twice is shown once."""
    body, host, sent = body_settings(Reader(SYSTEM, at)).name, urlsplit(site()).hostname, 0
    for each in to:
        with translation.override(each.language):
            subject, paragraphs = text()
            EmailMessage(
                subject=f"{body}: {subject}",
                body="\n\n".join(paragraphs) + "\n",
                to=[each.email],
                headers={"Message-ID": f"<answer-{what.seq}-{each.part}@{host}>"},
            ).send()
        sent += 1
    return sent


def office_text(row: AnswerRow, *, past: bool) -> Words:
    """Return the subject and the paragraphs for who owes, in the active language."""
    day = formats.date_format((row.passed or row.running)[0].on, "DATE_FORMAT")
    subject = _("an answer is past its clock") if past else _("an answer is owed")
    said = (
        _("The clock of an answer that %(office)s owes ran out on %(day)s. Everybody can see that.")
        if past
        else _("%(office)s owes an answer. The first clock runs until %(day)s.")
    )
    link = site() + reverse("answers:item", args=[row.key])
    return subject, [said % {"office": row.own_name, "day": day}, _("Open it here:"), link]


def asker_text() -> Words:
    """Return the subject and the paragraphs for who asked, in the active language."""
    return _("your offer was answered"), [
        _("Your offer was answered. Read the answer with the link or the code that you were given:"),
        site() + reverse("answers:find"),
        _("If the answer does not hold, say so there: only you can."),
    ]


def raiser_text() -> Words:
    """Return the subject and the paragraphs for who raised a barrier, in the active language."""
    return _("what was in your way was answered"), [
        _("What was in your way was answered. Read the answer with the code that you were given:"),
        site() + reverse("frontline:track"),
        _("Only you can say whether it holds."),
    ]


def desk_text(count: int) -> Words:
    """Return the subject and the paragraphs for who reads barriers first, in the active language."""
    said = ngettext(
        "The letterbox was emptied: %(n)s letter.", "The letterbox was emptied: %(n)s letters.", count
    )
    return _("the letterbox was emptied"), [
        said % {"n": count},
        _("Open your inbox:"),
        site() + reverse("answers:inbox"),
    ]


def exit_text(barrier: str) -> Words:
    """Return the subject and the paragraphs for who looks after what left the ledger."""
    return _("something left the ledger to your office"), [
        _("Something was taken out of the list of what is in the way, and your office looks after it now."),
        _("Open it here:"),
        site() + reverse("frontline:barrier", args=[barrier]),
    ]
