"""`headway tick`: what the clock asks for. It may run every minute, twice at once, or after a week's rest."""

import json
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError
from django_tasks_db.models import DBTaskResult

from headway.answers.actions import note_passed
from headway.answers.queries import untold
from headway.capabilities.actions import count_round
from headway.capabilities.queries import to_count
from headway.flows import barriers, forecasts, letterbox, rechecks
from headway.flows.offers import contacts_due
from headway.frontline.actions import forget_contacts as forget_barrier_contacts
from headway.frontline.queries import letters_due
from headway.jobs import edge, mails
from headway.kernel import log
from headway.kernel.actions import forget_old_keys
from headway.kernel.actors import Reader
from headway.kernel.errors import Conflict
from headway.kernel.reactions import daily
from headway.measures.queries import indicators
from headway.missions.actions import forget_contacts
from headway.peers.actions import forget_gone
from headway.peers.queries import left_to_forget
from headway.people.actions import forget_personal
from headway.people.queries import anything_to_forget, day_of
from headway.voice.actions import keep_result
from headway.voice.queries.results import due, worked_out

logger = logging.getLogger(__name__)
KEYS_KEPT = timedelta(days=7)
JOBS_KEPT = timedelta(days=30)


@dataclass(slots=True)
class Ticked:
    """What was done, by duty, and the duties that failed; a duty that was not due is left out."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def tick(at: datetime) -> Ticked:
    """Do what is due at a moment; each duty is tried whatever became of the others."""
    said = Ticked()
    _try(said, "audit_head", lambda: publish_head(at))
    _try(said, "conversations", lambda: work_out(at))
    for name, duty in DAILY.items():
        _try(said, name, partial(daily, name, at=at, run=partial(duty, at)))
    return said


def _try(said: Ticked, name: str, duty: Callable[[], int | None]) -> None:
    try:
        done = duty()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("the duty %s failed", name)
        said.failed.append(name)
    else:
        if done is not None:
            said.done[name] = done


def publish_head(at: datetime) -> int | None:
    """Publish the audit head once a day: a row for the data pages, a file for neighbours."""
    made = log.publish(at)
    last = log.published()
    if last is None:
        return None
    said = {"seq": last.head.seq, "hash": last.head.hash, "at": log.stamp(last.at)}
    write_whole(head_file(), json.dumps(said, indent=2) + "\n")
    return None if made is None else made.seq


def head_file() -> Path:
    """Return where the published head lies."""
    return Path(settings.DATA) / "published" / "audit-head.json"


def write_whole(path: Path, text: str) -> None:
    """Write a file that readers see whole or not at all; leave it alone when it says so already."""
    if path.exists() and path.read_text("utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, "utf-8")
    part.replace(path)


def work_out(at: datetime) -> int | None:
    """Work out the results of conversations that got votes, an hour after the one before; None for none."""
    waiting = due(at)
    for key in waiting:
        keep_result(edge.by(at), conversation=key, opinion=worked_out(at, conversation=key))
    return len(waiting) or None


# --- once a day ---


def drop_keys(at: datetime) -> int:
    """Drop idempotency keys after their promised week."""
    return forget_old_keys(at - KEYS_KEPT)


def drop_sessions(at: datetime) -> int:
    """Drop sessions that have run out."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def drop_jobs(at: datetime) -> int:
    """Drop the results of long jobs after a month."""
    old = DBTaskResult.objects.finished().filter(finished_at__lte=at - JOBS_KEPT)
    return int(old.delete()[0])


def forget(at: datetime) -> int:
    """Blank personal fields whose time is up."""
    return forget_personal(edge.by(at)) if anything_to_forget(at) else 0


def remember(at: datetime) -> int:
    """Remember the forecasts that say something new."""
    by = edge.by(at)
    known = {card.indicator for card in indicators(Reader(by.actor, at))}
    return forecasts.refresh(by, indicators=known)


def tell_of_clocks(at: datetime) -> int:
    """Note once that a clock ran out; its mail follows from the note."""
    by, told = edge.by(at), 0
    for row, ran_out in untold(Reader(by.actor, at)):
        with suppress(Conflict):  # another worker was faster
            note_passed(by, answer=row.key, ran_out=ran_out)
            told += 1
    return told


def forget_offers(at: datetime) -> int:
    """Blank who to write to about offers that were answered a year ago."""
    due = contacts_due(at)
    return forget_contacts(edge.by(at), offers=due) if due else 0


def forget_barriers(at: datetime) -> int:
    """Blank who to write to about barriers that were answered a year ago."""
    due = barriers.contacts_due(at)
    return forget_barrier_contacts(edge.by(at), barriers=due) if due else 0


def empty_letterbox(at: datetime) -> int:
    """Make barriers of the letters of earlier days; nothing is written where none lies there."""
    opened = 0
    while letters_due(Reader(edge.by(at).actor, at), before=day_of(at)):
        opened += letterbox.empty_letterbox(edge.by(at))
    return opened


def recheck(at: datetime) -> int:
    """Judge every open mission again: what a date alone changes is written down too."""
    return rechecks.recheck(edge.by(at))


def count_rounds(at: datetime) -> int:
    """Count the rounds of teams whose last day to rate has passed, and delete their ratings."""
    by, counted = edge.by(at), 0
    for key in to_count(at):
        with suppress(Conflict):  # another worker was faster
            count_round(by, team_round=key)
            counted += 1
    return counted


def forget_peers(at: datetime) -> int:
    """Forget among peers whoever closed their account, and who was in circles long closed."""
    return forget_gone(edge.by(at)) if left_to_forget(at) else 0


DAILY: dict[str, Callable[[datetime], int]] = {
    "idempotency_keys": drop_keys,
    "sessions": drop_sessions,
    "jobs": drop_jobs,
    "personal": forget,
    "digests": mails.send_digests,
    "today": mails.send_today,
    "forecasts": remember,
    "checks": recheck,
    "answer_clocks": tell_of_clocks,
    "offers": forget_offers,
    "rounds": count_rounds,
    "peers": forget_peers,
    "barriers": forget_barriers,
    "letterbox": empty_letterbox,
}
